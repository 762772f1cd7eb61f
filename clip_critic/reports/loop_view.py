"""A feedback session as escaped HTML: its pictures, chart, prompts, and what CLIP sees."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from secrets import token_hex
from typing import Any

from markupsafe import Markup

from clip_critic.errors import CriticError
from clip_critic.keywords.identity import word_key
from clip_critic.pictures.opening import open_picture
from clip_critic.prompts.difference import Change, difference
from clip_critic.ranking.result import Entry, Ranking
from clip_critic.reports.addresses import small_url
from clip_critic.reports.chart import chart_svg
from clip_critic.reports.render import message_html, render
from clip_critic.sessions.feedback.objective import Score, score_text
from clip_critic.sessions.feedback.plan import STOPS, ranking_of, stop_of, targets_of
from clip_critic.sessions.feedback.policies.base import Proposal
from clip_critic.sessions.feedback.records import last_prompts
from clip_critic.sessions.feedback.session import Session
from clip_critic.sessions.feedback.steps import Candidate, Place, Step, kept
from clip_critic.sessions.feedback.work import LoopStatus

LARGE, SMALL = 768, 144
"""Longest side in pixels of a large picture on the page, and of a picture in a row of others."""
SHOWN_STEPS = 120
"""The most steps in the gallery, which shows the latest ones; the report contains all."""
WORDS_OF_GROUP, WORDS_OF_LIST, SHOWN_GROUPS = 3, 10, 12
MARKS = {"wanted": "+", "held": "=", "unwanted": "−"}
WELCOME = (
    '<div class="clip-critic-hint">Add a picture or draw one, enter what you want to see, and press Start.'
    "</div>"
)


def status_html(status: LoopStatus, *, bar: bool = True) -> str:
    """Return the current work with a progress bar, or a message about how the session ended.

    Args:
        status: the session's status.
        bar: whether to draw a bar, for pages that have none of their own.
    """
    if not status.over:
        return render("loop_status.html", status=status, bar=bar)
    kinds = {"failed": "error", "interrupted": "warning"}
    stop = stop_of(status.session)
    message = status.message or (STOPS[stop] if stop else "")
    notes = "".join(message_html(note, "warning") for note in status.session.notes)
    return notes + message_html(message, kinds.get(status.state, "done"))


def pictures_html(session: Session, number: int | None = None) -> str:
    """Return a step's best picture beside the kept one, and its other candidates.

    Args:
        session: the session.
        number: the step's number; None means the last step.
    """
    step = _step(session, number)
    if step is None:
        return render("loop_empty.html", session=session)
    place = kept(session.steps)
    return render(
        "loop_pictures.html",
        session=session,
        step=step,
        now=_figure(session, step),
        kept=_figure(session, place.step) if place else None,
        others=_candidates(session, step),
        token=token_hex(4),
    )


def details_html(session: Session, number: int | None = None) -> str:
    """Return the session's chart, and a step's prompts, score and shares."""
    step = _step(session, number)
    if step is None:
        return ""
    before = _before(session, step)
    ranking = ranking_of(session, Place(step, step.winner)) if step.winner else None
    return render(
        "loop_details.html",
        step=step,
        prompt=marked(before[0], step.prompt),
        negative=marked(before[1], step.negative_prompt),
        groups=seen(ranking) if ranking else [],
        marks=marks(session),
        parts=parts(session, step.winner.score) if step.winner else [],
        judge=judge_of(session, step),
        chart=Markup(chart_svg(session)),  # it contains only numbers
        has_judge=any(step.judge for step in session.steps),
        token=token_hex(4),
    )


def gallery_html(session: Session, chosen: int | None = None) -> str:
    """Return all steps as pictures to choose from, by default with the kept one selected."""
    steps = session.steps[-SHOWN_STEPS:]
    place = kept(session.steps)
    chosen = place.step.number if chosen is None and place else chosen
    tiles = [
        {
            "step": step,
            "picture": picture_url(session, step.winner.file, SMALL) if step.winner else "",
            "score": score_of(session, step.winner),
            "chosen": step.number == chosen,
            "is_kept": place is not None and step.number == place.step.number,
        }
        for step in steps
    ]
    return render("loop_gallery.html", tiles=tiles, all=len(session.steps), start=session.start)


def changes_html(session: Session, prompt: str, negative: str, why: Sequence[str] = ()) -> str:
    """Return the difference between the last prompts and a proposal, or the user's edit of it."""
    before = last_prompts(session)
    return render(
        "loop_changes.html", prompt=marked(before[0], prompt), negative=marked(before[1], negative), why=why
    )


def proposal_html(session: Session, proposal: Proposal) -> str:
    """Return the difference between the last prompts and a policy's proposal."""
    return changes_html(session, proposal.prompt, proposal.negative_prompt, proposal.why)


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


def _step(session: Session, number: int | None) -> Step | None:
    if number is not None:
        return session.step(number)
    return session.steps[-1] if session.steps else None


def _before(session: Session, step: Step) -> tuple[str, str]:
    earlier = [other for other in session.steps if other.number < step.number]
    return (earlier[-1].prompt, earlier[-1].negative_prompt) if earlier else ("", "")


def _figure(session: Session, step: Step) -> dict[str, Any]:
    winner = step.winner
    return {
        "number": step.number,
        "picture": picture_url(session, winner.file, LARGE) if winner else "",
        "score": score_of(session, winner),
        "seed": winner.seed if winner else "",
    }


def _candidates(session: Session, step: Step) -> list[dict[str, Any]]:
    if len(step.candidates) < 2:
        return []
    return [
        {
            "picture": picture_url(session, candidate.file, SMALL),
            "score": score_of(session, candidate),
            "best": index == step.best,
        }
        for index, candidate in enumerate(step.candidates)
    ]


def seen(ranking: Ranking) -> list[tuple[str, list[tuple[Entry, float]]]]:
    """Return each group's name with its best words and their shares."""
    if len(ranking.groups) < 2:
        return [("", [(entry, entry.share) for entry in ranking.entries(WORDS_OF_LIST)])]
    return [
        (span.name, [(entry, entry.group_share) for entry in ranking.group_entries(span, WORDS_OF_GROUP)])
        for span in ranking.groups[:SHOWN_GROUPS]
    ]


def marks(session: Session) -> dict[str, str]:
    """Return the mark before each target word, by `clip_critic.keywords.identity.word_key`."""
    targets = targets_of(session)
    sides = (("held", targets.held), ("unwanted", targets.unwanted), ("wanted", targets.wanted))
    return {word_key(target.word): MARKS[role] for role, side in sides for target in side}
