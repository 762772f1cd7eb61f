"""A feedback session as a self-contained HTML file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from clip_critic.pictures.animation import animation
from clip_critic.reports.addresses import address_of
from clip_critic.reports.chart import chart_svg
from clip_critic.reports.groups import groups_of
from clip_critic.reports.loop_view import (
    MARKS,
    goal_of,
    judge_of,
    marked,
    parts,
    picture_url,
    score_of,
    taste_of,
)
from clip_critic.reports.render import render
from clip_critic.reports.tastes import Tastes, short_of, shown_tastes
from clip_critic.sessions.feedback.frames import frames
from clip_critic.sessions.feedback.objective import Score, score_text
from clip_critic.sessions.feedback.plan import ranking_of, targets_of
from clip_critic.sessions.feedback.session import Session
from clip_critic.sessions.feedback.settings import LoopSettings, table
from clip_critic.sessions.feedback.steps import Place, Step, kept
from clip_critic.tables import percent
from clip_critic.tasting.liking import PictureTaste, best_first

SIDE = 640
"""Longest side of a picture in the report, in pixels."""
SMALL = 128
"""That of the candidates of a step."""
UNKNOWN = PictureTaste("")
STORY = 7
"""The most pictures in the strip that tells how the session went."""
MEASURES = {
    "joint": "each word's share against its rivals",
    "share": "each word's share within its group",
    "similarity": "standard deviations above the list's mean",
}


def session_report_html(
    session: Session, about: str = "", moving: str = "", tastes: Tastes | None = None
) -> str:
    """Return the page: start and end, the goal, the chart; folded, each step and the settings.

    Args:
        session: the session.
        about: a sentence below the heading.
        moving: the URL of an animation, for a self-contained file a ``data:`` URL.
        tastes: what a rater would think of the pictures, by their files.
    """
    return render("loop_report.html", about=about, **_shown(session, moving, tastes or {}))


def session_section_html(session: Session, moving: str = "") -> str:
    """Return a session as a section of another report."""
    return render("loop_session.html", **_shown(session, moving, {}))


def moving_picture(session: Session) -> str:
    """Return an animation of the kept pictures as a ``data:`` URL; empty if there are none."""
    if kept(session.steps) is None:
        return ""
    data, kind = animation(list(frames(session)))
    return address_of(data, f"image/{kind}")


def _shown(session: Session, moving: str, tastes: Tastes) -> dict[str, Any]:
    settings = session.settings
    steps = [_step(session, index, tastes) for index in range(len(session.steps))]
    place = kept(session.steps)
    last = steps[session.steps.index(place.step)] if place else None
    meters = _meters(session, session.steps[0].winner if steps else None, place)
    return {
        "session": session,
        "goal": goal_of(settings),
        "measure": MEASURES.get(settings.objective, ""),
        "settings": _settings(settings),
        "chart": Markup(chart_svg(session)),  # it contains only numbers
        "has_judge": any(step.judge for step in session.steps),
        "taste": session.seen_by.get("taste"),
        "taste_share": percent(settings.taste_weight),
        "first": steps[0] if steps else None,
        "last": last,
        "meters": meters,
        "has_marks": any(meter["before_share"] is not None for meter in meters),
        "steps": steps,
        "liked": shown_tastes(tastes.values()),
        "story": _story(session, place, tastes),
        "moving": moving,
    }


def _step(session: Session, index: int, tastes: Tastes) -> dict[str, Any]:
    step: Step = session.steps[index]
    before = session.steps[index - 1] if index else None
    ranking = ranking_of(session, Place(step, step.winner)) if step.winner else None
    return {
        "step": step,
        **_picture(session, step, tastes),
        "candidates": _candidates(session, step, tastes),
        "seed": step.winner.seed if step.winner else "",
        "parts": parts(session, step.winner.score) if step.winner else [],
        "judge": judge_of(session, step),
        "taste": taste_of(step.winner),
        "prompt": marked(before.prompt if before else "", step.prompt),
        "negative": marked(before.negative_prompt if before else "", step.negative_prompt),
        "notes": [note for note in step.notes if before is None or note not in before.notes],
        "groups": groups_of(ranking) if ranking else [],
    }


def _picture(session: Session, step: Step, tastes: Tastes) -> dict[str, Any]:
    url = picture_url(session, step.winner.file, SIDE) if step.winner else ""
    liked = short_of(tastes.get(step.winner.file)) if step.winner else ""
    is_tiny = url.startswith("data:image/png")  # others are JPEGs
    return {"picture": url, "pixels": is_tiny, "score": score_of(session, step.winner), "percentile": liked}


def _candidates(session: Session, step: Step, tastes: Tastes) -> list[dict[str, str]]:
    """Return the candidates of a step in the order of a taste; none without one, or if there is only one."""
    order = best_first([tastes.get(candidate.file, UNKNOWN) for candidate in step.candidates])
    if len(order) < 2:
        return []
    return [
        {
            "picture": picture_url(session, candidate.file, SMALL),
            "score": score_of(session, candidate),
            "percentile": short_of(tastes.get(candidate.file)),
        }
        for candidate in (step.candidates[index] for index in order)
    ]


def _meters(session: Session, first: Any, place: Place | None) -> list[dict[str, Any]]:
    """Return the goal's words, and the taste, with their values at the start and in the kept picture."""
    if place is None or first is None:
        return []
    before = {(part.role, part.word): part.value for part in first.score.parts}
    score: Score = place.candidate.score
    objective, in_shares = session.settings.objective, session.settings.objective != "similarity"
    words = [
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
    then, now = first.score.taste, score.taste
    if then is None or now is None:
        return words
    taste = {
        "mark": "♥",
        "role": "taste",
        "word": session.settings.taste,
        "share": now.value(objective) if in_shares else None,
        "before_share": then.value(objective) if in_shares else None,
        "now": str(now),
        "before": str(then),
    }
    return [*words, taste]


def _story(session: Session, place: Place | None, tastes: Tastes) -> list[dict[str, Any]]:
    """Return the pictures that were kept one after another, with what CLIP saw in them."""
    taken = [step for step in session.steps if step.kept and step.winner is not None]
    if len(taken) > STORY:
        taken = [taken[round(index * (len(taken) - 1) / (STORY - 1))] for index in range(STORY)]
    return [
        {
            "title": f"step {step.number}" if step.number else "start",
            **_picture(session, step, tastes),
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
