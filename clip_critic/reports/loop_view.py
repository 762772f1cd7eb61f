"""A feedback session as HTML, all of it escaped: its pictures, its chart, its prompts, what CLIP sees."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from secrets import token_hex
from typing import Any

from markupsafe import Markup
from PIL import Image

from clip_critic.errors import CriticError
from clip_critic.keywords.identity import word_key
from clip_critic.pictures.opening import open_picture
from clip_critic.prompts.difference import Change, difference
from clip_critic.ranking.result import Entry, Ranking
from clip_critic.reports.addresses import data_url
from clip_critic.reports.chart import chart_svg
from clip_critic.reports.render import message_html, render
from clip_critic.sessions.feedback.objective import Score
from clip_critic.sessions.feedback.plan import STOPS, ranking_of, stop_of, targets_of
from clip_critic.sessions.feedback.policies.base import Proposal
from clip_critic.sessions.feedback.records import last_prompts
from clip_critic.sessions.feedback.session import Session
from clip_critic.sessions.feedback.steps import Place, Step, kept
from clip_critic.sessions.feedback.work import LoopStatus

LARGE, SMALL = 768, 144
"""Longest side of a picture on the page, in pixels: looked at, and in a row of others."""
SHOWN_STEPS = 120
"""Steps in the gallery, the newest ones; the report has them all."""
WORDS_OF_GROUP, WORDS_OF_LIST, SHOWN_GROUPS = 3, 10, 12
MARKS = {"wanted": "+", "held": "=", "unwanted": "−"}
WELCOME = (
    '<div class="clip-critic-hint">Put a picture in or draw one, say what you want to see, and press Start.'
    "</div>"
)


def status_html(status: LoopStatus, *, bar: bool = True) -> str:
    """One line: what is being done, with a bar; or how it ended.

    Args:
        bar: whether the page has none of its own.
    """
    if not status.over:
        return render("loop_status.html", status=status, bar=bar)
    kinds = {"failed": "error", "interrupted": "warning"}
    stop = stop_of(status.session)
    message = status.message or (STOPS[stop] if stop else "")
    notes = "".join(message_html(note, "warning") for note in status.session.notes)
    return notes + message_html(message, kinds.get(status.state, "done"))


def pictures_html(session: Session, number: int | None = None) -> str:
    """A step's best picture beside the kept one, and its other candidates.

    Args:
        number: of the step; none means the last.
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
    """The chart of the session, and the prompts, the score and the shares of a step."""
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
        parts=parts(step.winner.score) if step.winner else [],
        chart=Markup(chart_svg(session)),  # numbers alone
        has_judge=any(one.judge for one in session.steps),
        token=token_hex(4),
    )


def gallery_html(session: Session, chosen: int | None = None) -> str:
    """All steps as pictures to choose from; without a choice, the kept one is chosen."""
    steps = session.steps[-SHOWN_STEPS:]
    place = kept(session.steps)
    chosen = place.step.number if chosen is None and place else chosen
    tiles = [
        {
            "step": step,
            "picture": picture_url(session, step.winner.file, SMALL) if step.winner else "",
            "score": f"{step.winner.score.value:.2f}" if step.winner else "",
            "chosen": step.number == chosen,
            "is_kept": place is not None and step.number == place.step.number,
        }
        for step in steps
    ]
    return render("loop_gallery.html", tiles=tiles, all=len(session.steps), start=session.start)


def changes_html(session: Session, prompt: str, negative: str, why: Sequence[str] = ()) -> str:
    """A proposal, or what a person made of it, against the last prompts."""
    before = last_prompts(session)
    return render(
        "loop_changes.html", prompt=marked(before[0], prompt), negative=marked(before[1], negative), why=why
    )


def proposal_html(session: Session, proposal: Proposal) -> str:
    return changes_html(session, proposal.prompt, proposal.negative_prompt, proposal.why)


def marked(old: str, new: str) -> tuple[Change, ...]:
    """A prompt as stretches that stay, come or go; the first one is not marked."""
    return difference(old, new) if old else (Change("same", new),) if new else ()


def parts(score: Score) -> list[tuple[str, str, float]]:
    """Mark, word and value of each part of a score."""
    return [(MARKS[part.role], part.word, part.value) for part in score.parts]


def picture_url(session: Session, file: str, side: int) -> str:
    """A picture inside its own address, at most ``side`` pixels long; empty where it is gone."""
    try:
        return _encoded(session.path(file), side)
    except CriticError:
        return ""


@lru_cache(maxsize=512)
def _encoded(path: Path, side: int) -> str:
    # A picture of a session never changes once it is written.
    return small_url(open_picture(path).image, side)


def small_url(image: Image.Image, side: int) -> str:
    """A picture inside its own address, made smaller where it is too large."""
    if max(image.size) > side:
        image = image.copy()
        image.thumbnail((side, side), Image.Resampling.LANCZOS)
    if image.width * image.height <= 128 * 128:
        return data_url(image)  # as small as a JPEG, and as sharp as it is
    file = BytesIO()
    image.convert("RGB").save(file, "JPEG", quality=88)
    return "data:image/jpeg;base64," + b64encode(file.getvalue()).decode("ascii")


def _step(session: Session, number: int | None) -> Step | None:
    if number is not None:
        return session.step(number)
    return session.steps[-1] if session.steps else None


def _before(session: Session, step: Step) -> tuple[str, str]:
    earlier = [one for one in session.steps if one.number < step.number]
    return (earlier[-1].prompt, earlier[-1].negative_prompt) if earlier else ("", "")


def _figure(session: Session, step: Step) -> dict[str, Any]:
    winner = step.winner
    return {
        "number": step.number,
        "picture": picture_url(session, winner.file, LARGE) if winner else "",
        "score": f"{winner.score.value:.2f}" if winner else "",
        "seed": winner.seed if winner else "",
    }


def _candidates(session: Session, step: Step) -> list[dict[str, Any]]:
    if len(step.candidates) < 2:
        return []
    return [
        {
            "picture": picture_url(session, one.file, SMALL),
            "score": f"{one.score.value:.2f}",
            "best": index == step.best,
        }
        for index, one in enumerate(step.candidates)
    ]


def seen(ranking: Ranking) -> list[tuple[str, list[tuple[Entry, float]]]]:
    """Name of each group, with its best words and their shares of it."""
    if len(ranking.groups) < 2:
        return [("", [(entry, entry.share) for entry in ranking.entries(WORDS_OF_LIST)])]
    return [
        (span.name, [(entry, entry.group_share) for entry in ranking.group_entries(span, WORDS_OF_GROUP)])
        for span in ranking.groups[:SHOWN_GROUPS]
    ]


def marks(session: Session) -> dict[str, str]:
    """What stands before a word, by `clip_critic.keywords.identity.word_key`."""
    targets = targets_of(session)
    sides = (("held", targets.held), ("unwanted", targets.unwanted), ("wanted", targets.wanted))
    return {word_key(target.word): MARKS[role] for role, side in sides for target in side}
