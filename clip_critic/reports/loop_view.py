"""Parts of a feedback session as text: its scores, its prompts with their changes, its pictures."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from clip_critic.errors import CriticError
from clip_critic.pictures.opening import open_picture
from clip_critic.prompts.difference import Change, difference
from clip_critic.reports.addresses import small_url
from clip_critic.sessions.feedback.objective import Score, score_text
from clip_critic.sessions.feedback.session import Session
from clip_critic.sessions.feedback.settings import LoopSettings
from clip_critic.sessions.feedback.steps import Candidate, Step

MARKS = {"wanted": "+", "held": "=", "unwanted": "−"}


def marked(old: str, new: str) -> tuple[Change, ...]:
    """Return a prompt as kept, added and removed parts; the first prompt is not marked."""
    return difference(old, new) if old else (Change("same", new),) if new else ()


def parts(session: Session, score: Score) -> list[tuple[str, str, str]]:
    """Return the mark, the word and the value of each part of a score, as text."""
    objective = session.settings.objective
    return [(MARKS[part.role], part.word, score_text(part.value, objective)) for part in score.parts]


def score_of(session: Session, candidate: Candidate | None) -> str:
    """Return a picture's score as text; empty without a picture."""
    return score_text(candidate.score.value, session.settings.objective) if candidate else ""


def judge_of(session: Session, step: Step) -> str:
    """Return the judge's score of a step as text; empty without a judge."""
    return score_text(step.judge.value, session.settings.objective) if step.judge else ""


def taste_of(candidate: Candidate | None) -> str:
    """Return what a taste says about a picture as text; empty without a taste."""
    return str(candidate.score.taste) if candidate and candidate.score.taste else ""


def goal_of(settings: LoopSettings) -> str:
    """Return a session's goal in a few words."""
    if settings.want or settings.avoid:
        return settings.want or f"not {settings.avoid}"
    return f"the taste of {settings.taste}"


def picture_url(session: Session, file: str, side: int) -> str:
    """Return a picture as a ``data:`` URL, at most ``side`` pixels long; empty if the file is missing."""
    try:
        return _encoded(session.path(file), side)
    except CriticError:
        return ""


@lru_cache(maxsize=512)
def _encoded(path: Path, side: int) -> str:
    # A session's pictures never change once they are written.
    return small_url(open_picture(path).image, side)
