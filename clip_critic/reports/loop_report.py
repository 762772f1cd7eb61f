"""A feedback session as a self-contained HTML file."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from clip_critic.reports.addresses import address_of
from clip_critic.reports.chart import chart_svg
from clip_critic.reports.loop_view import judge_of, marked, marks, parts, picture_url, score_of, seen
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
    """Return the page: start and end, the chart, the settings, and each step with its prompt and shares.

    Args:
        session: the session.
        about: a sentence below the heading.
        moving: the URL of an animation, for a self-contained file a ``data:`` URL.
    """
    style = (assets_dir() / "style.css").read_text(encoding="utf-8")
    return render("loop_report.html", about=about, style=Markup(style), **_shown(session, moving))


def session_section_html(session: Session, moving: str = "") -> str:
    """Return a session as a section of another report."""
    return render("loop_session.html", **_shown(session, moving))


def moving_picture(session: Session) -> str:
    """Return an animation of the kept pictures as a ``data:`` URL; empty if there are none."""
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
        "chart": Markup(chart_svg(session)),  # it contains only numbers
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
        "score": score_of(session, step.winner),
        "seed": step.winner.seed if step.winner else "",
        "parts": parts(session, step.winner.score) if step.winner else [],
        "judge": judge_of(session, step),
        "prompt": marked(before.prompt if before else "", step.prompt),
        "negative": marked(before.negative_prompt if before else "", step.negative_prompt),
        "notes": [note for note in step.notes if before is None or note not in before.notes],
        "groups": seen(ranking) if ranking else [],
    }


def _settings(settings: LoopSettings) -> list[tuple[str, str]]:
    """Return labels and values of changed settings, except the keyword list, which the shares show."""
    return [
        (field.label, str(getattr(settings, name)))
        for name, default, field in table()
        if name != "keywords" and (getattr(settings, name) != default or name in ("steps", "candidates"))
    ]
