"""Rankings of several pictures as a self-contained HTML file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup
from PIL import Image

from clip_critic.ranking.answer import Answer
from clip_critic.reports.addresses import data_url
from clip_critic.reports.loop_report import session_section_html
from clip_critic.reports.render import answer_html, render
from clip_critic.sessions.feedback.session import Session
from clip_critic.storage.assets import assets_dir

ROWS = 12
"""Rows of each ranking; the rounds show more."""


@dataclass(frozen=True)
class Ranked:
    """A picture and its ranking, with a heading that says what it should show."""

    heading: str
    picture: Image.Image
    answer: Answer


@dataclass(frozen=True)
class Looped:
    """A feedback session with a heading and the URL of its animation."""

    heading: str
    session: Session
    moving: str


def report_html(title: str, about: str, ranked: Sequence[Ranked], looped: Looped | None = None) -> str:
    """Return the page: a session with its steps, and each picture with its heading, bars and rounds."""
    style = (assets_dir() / "style.css").read_text(encoding="utf-8")
    parts = [
        {
            "heading": part.heading,
            "picture": data_url(part.picture),
            "ranking": Markup(answer_html(part.answer, rows=ROWS)),  # already escaped
        }
        for part in ranked
    ]
    loop = session_section_html(looped.session, looped.moving) if looped else ""
    return render(
        "report.html",
        title=title,
        about=about,
        style=Markup(style),
        parts=parts,
        loop_title=looped.heading if looped else "",
        loop=Markup(loop),  # already escaped
    )
