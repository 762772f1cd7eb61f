"""A feedback session as a self-contained HTML file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from clip_critic.reports.addresses import address_of
from clip_critic.reports.chart import chart_svg
from clip_critic.reports.groups import groups_of
from clip_critic.reports.loop_view import MARKS, judge_of, marked, parts, picture_url, score_of
from clip_critic.reports.render import render
from clip_critic.sessions.feedback.animation import animation, frames
from clip_critic.sessions.feedback.objective import Score, score_text
from clip_critic.sessions.feedback.plan import ranking_of, targets_of
from clip_critic.sessions.feedback.session import Session
from clip_critic.sessions.feedback.settings import LoopSettings, table
from clip_critic.sessions.feedback.steps import Place, Step, kept

SIDE = 640
"""Longest side of a picture in the report, in pixels."""
STORY = 7
"""The most pictures in the strip that tells how the session went."""
MEASURES = {
    "joint": "each word's share against its rivals",
    "share": "each word's share within its group",
    "similarity": "standard deviations above the list's mean",
}


def session_report_html(session: Session, about: str = "", moving: str = "") -> str:
    """Return the page: start and end, the goal, the chart; folded, each step and the settings.

    Args:
        session: the session.
        about: a sentence below the heading.
        moving: the URL of an animation, for a self-contained file a ``data:`` URL.
    """
    return render("loop_report.html", about=about, **_shown(session, moving))


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
    settings = session.settings
    steps = [_step(session, index) for index in range(len(session.steps))]
    place = kept(session.steps)
    last = steps[session.steps.index(place.step)] if place else None
    meters = _meters(session, session.steps[0].winner if steps else None, place)
    return {
        "session": session,
        "goal": settings.want or f"not {settings.avoid}",
        "measure": MEASURES.get(settings.objective, ""),
        "settings": _settings(settings),
        "chart": Markup(chart_svg(session)),  # it contains only numbers
        "has_judge": any(step.judge for step in session.steps),
        "first": steps[0] if steps else None,
        "last": last,
        "meters": meters,
        "has_marks": any(meter["before_share"] is not None for meter in meters),
        "steps": steps,
        "story": _story(session, place),
        "moving": moving,
    }


def _step(session: Session, index: int) -> dict[str, Any]:
    step: Step = session.steps[index]
    before = session.steps[index - 1] if index else None
    ranking = ranking_of(session, Place(step, step.winner)) if step.winner else None
    return {
        "step": step,
        **_picture(session, step),
        "seed": step.winner.seed if step.winner else "",
        "parts": parts(session, step.winner.score) if step.winner else [],
        "judge": judge_of(session, step),
        "prompt": marked(before.prompt if before else "", step.prompt),
        "negative": marked(before.negative_prompt if before else "", step.negative_prompt),
        "notes": [note for note in step.notes if before is None or note not in before.notes],
        "groups": groups_of(ranking) if ranking else [],
    }


def _picture(session: Session, step: Step) -> dict[str, Any]:
    url = picture_url(session, step.winner.file, SIDE) if step.winner else ""
    is_tiny = url.startswith("data:image/png")  # others are JPEGs
    return {"picture": url, "pixels": is_tiny, "score": score_of(session, step.winner)}


def _meters(session: Session, first: Any, place: Place | None) -> list[dict[str, Any]]:
    """Return the goal's words with their values at the start and in the kept picture."""
    if place is None or first is None:
        return []
    before = {(part.role, part.word): part.value for part in first.score.parts}
    score: Score = place.candidate.score
    objective, in_shares = session.settings.objective, session.settings.objective != "similarity"
    return [
        {
            "mark": MARKS[part.role],
            "role": part.role,
            "word": part.word,
            "share": part.value if in_shares else None,
            "before_share": before.get((part.role, part.word)) if in_shares else None,
            "now": score_text(part.value, objective),
            "before": score_text(before.get((part.role, part.word), 0.0), objective),
        }
        for part in score.parts
    ]


def _story(session: Session, place: Place | None) -> list[dict[str, Any]]:
    """Return the pictures that were kept one after another, with what CLIP saw in them."""
    taken = [step for step in session.steps if step.kept and step.winner is not None]
    if len(taken) > STORY:
        taken = [taken[round(index * (len(taken) - 1) / (STORY - 1))] for index in range(STORY)]
    return [
        {
            "title": f"step {step.number}" if step.number else "start",
            **_picture(session, step),
            "words": _seen_words(session, step),
            "kept": place is not None and step is place.step,
        }
        for step in taken
    ]


def _seen_words(session: Session, step: Step) -> Sequence[str]:
    """Return the best word of each group with a target, or the best two of a list without groups."""
    ranking = ranking_of(session, Place(step, step.winner)) if step.winner else None
    if ranking is None:
        return []
    if len(ranking.groups) < 2:
        return [entry.keyword for entry in ranking.entries(2)]
    targets = targets_of(session)
    wanted = [target.word for target in targets.wanted] or list(targets.words)
    spots = {index for word in wanted for index in ranking.find(word)}
    spans = [span for span in ranking.groups if any(span.start <= index < span.stop for index in spots)]
    return [entry.keyword for span in spans for entry in ranking.group_entries(span, 1)]


def _settings(settings: LoopSettings) -> list[tuple[str, str]]:
    """Return labels and values of changed settings, except the keyword list, which the shares show."""
    return [
        (field.label, str(getattr(settings, name)))
        for name, default, field in table()
        if name != "keywords" and (getattr(settings, name) != default or name in ("steps", "candidates"))
    ]
