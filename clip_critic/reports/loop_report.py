"""A feedback session as one HTML file that needs nothing beside it."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from clip_critic.reports.addresses import address_of
from clip_critic.reports.chart import chart_svg
from clip_critic.reports.loop_view import marked, marks, parts, picture_url, seen
from clip_critic.reports.render import render
from clip_critic.sessions.feedback.animation import animation, frames
from clip_critic.sessions.feedback.plan import ranking_of
from clip_critic.sessions.feedback.session import Session
from clip_critic.sessions.feedback.settings import LoopSettings, table
from clip_critic.sessions.feedback.steps import Place, Step, kept
from clip_critic.storage.assets import assets_dir

SIDE = 640
"""Longest side of a picture in the report, in pixels."""


def session_report_html(session: Session, about: str = "", moving: str = "") -> str:
    """The page: start and end, the chart, the settings, then every step with its prompt and its shares.

    Args:
        moving: the address of an animation, a ``data:`` one in a file that is to need nothing beside it.
    """
    style = (assets_dir() / "style.css").read_text(encoding="utf-8")
    return render("loop_report.html", about=about, style=Markup(style), **_shown(session, moving))


def session_section_html(session: Session, moving: str = "") -> str:
    """The same as a part of another report."""
    return render("loop_session.html", **_shown(session, moving))


def moving_picture(session: Session) -> str:
    """All pictures that a session kept as an animation inside its own address; empty where it kept none."""
    if kept(session.steps) is None:
        return ""
    data, kind = animation(list(frames(session)))
    return address_of(data, f"image/{kind}")


def _shown(session: Session, moving: str) -> dict[str, Any]:
    steps = [_step(session, index) for index in range(len(session.steps))]
    place = kept(session.steps)
    return {
        "session": session,
        "settings": _settings(session.settings),
        "chart": Markup(chart_svg(session)),  # numbers alone
        "has_judge": any(step.judge for step in session.steps),
        "first": steps[0] if steps else None,
        "last": _step(session, session.steps.index(place.step)) if place else None,
        "steps": steps,
        "marks": marks(session),
        "moving": moving,
    }


def _step(session: Session, index: int) -> dict[str, Any]:
    step: Step = session.steps[index]
    before = session.steps[index - 1] if index else None
    ranking = ranking_of(session, Place(step, step.winner)) if step.winner else None
    return {
        "step": step,
        "picture": picture_url(session, step.winner.file, SIDE) if step.winner else "",
        "score": f"{step.winner.score.value:.2f}" if step.winner else "",
        "seed": step.winner.seed if step.winner else "",
        "parts": parts(step.winner.score) if step.winner else [],
        "prompt": marked(before.prompt if before else "", step.prompt),
        "negative": marked(before.negative_prompt if before else "", step.negative_prompt),
        "notes": [note for note in step.notes if before is None or note not in before.notes],
        "groups": seen(ranking) if ranking else [],
    }


def _settings(settings: LoopSettings) -> list[tuple[str, str]]:
    """Label and value of what is not the default, the keyword list aside: that is in the shares."""
    return [
        (field.label, str(getattr(settings, name)))
        for name, default, field in table()
        if name != "keywords" and (getattr(settings, name) != default or name in ("steps", "candidates"))
    ]
