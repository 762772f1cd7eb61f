"""Rankings of several pictures as one HTML file that needs nothing beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup
from PIL import Image

from clip_critic.ranking.result import Ranking
from clip_critic.reports.addresses import data_url
from clip_critic.reports.loop_report import session_section_html
from clip_critic.reports.render import ranking_html, render
from clip_critic.sessions.feedback.session import Session
from clip_critic.storage.assets import assets_dir

ROWS = 12
"""Of each ranking; the rounds show what else there is."""


@dataclass(frozen=True)
class Ranked:
    """A picture and what was found in it; ``heading`` says what it was meant to be."""

    heading: str
    picture: Image.Image
    ranking: Ranking


@dataclass(frozen=True)
class Looped:
    """A feedback session under a heading, with the address of its animation."""

    heading: str
    session: Session
    moving: str


def report_html(title: str, about: str, ranked: Sequence[Ranked], looped: Looped | None = None) -> str:
    """The page: a session with its steps, each picture with its heading, its bars and its rounds."""
    style = (assets_dir() / "style.css").read_text(encoding="utf-8")
    parts = [
        {
            "heading": one.heading,
            "picture": data_url(one.picture),
            "ranking": Markup(ranking_html(one.ranking, rows=ROWS)),  # escaped where it was made
        }
        for one in ranked
    ]
    loop = session_section_html(looped.session, looped.moving) if looped else ""
    return render(
        "report.html",
        title=title,
        about=about,
        style=Markup(style),
        parts=parts,
        loop_title=looped.heading if looped else "",
        loop=Markup(loop),  # escaped where it was made
    )
