"""Rankings of several pictures as one HTML file that needs nothing beside it."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup
from PIL import Image

from clip_critic.assets import assets_dir
from clip_critic.result import Ranking
from clip_critic.ui.render import ranking_html, render

ROWS = 12
"""Of each ranking; the rounds show what else there is."""


@dataclass(frozen=True)
class Ranked:
    """A picture and what was found in it; ``heading`` says what it was meant to be."""

    heading: str
    picture: Image.Image
    ranking: Ranking


def report_html(title: str, about: str, ranked: Sequence[Ranked]) -> str:
    """The page: each picture with its heading, its bars and its rounds."""
    style = (assets_dir() / "style.css").read_text(encoding="utf-8")
    parts = [
        {
            "heading": one.heading,
            "picture": data_url(one.picture),
            "ranking": Markup(ranking_html(one.ranking, rows=ROWS)),  # escaped where it was made
        }
        for one in ranked
    ]
    return render("report.html", title=title, about=about, style=Markup(style), parts=parts)


def data_url(picture: Image.Image) -> str:
    """A picture as a PNG inside its own address."""
    file = io.BytesIO()
    picture.save(file, "PNG")
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode("ascii")
