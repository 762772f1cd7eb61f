"""Rankings of several pictures as a self-contained HTML file."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from PIL import Image

from clip_critic.ranking.answer import Answer
from clip_critic.ranking.audit import Audit, Verdict
from clip_critic.ranking.phrases import when_words
from clip_critic.ranking.unlearned import unlearned_notes
from clip_critic.reports.addresses import is_tiny, small_url
from clip_critic.reports.audited import pieces
from clip_critic.reports.glows import glows_of
from clip_critic.reports.groups import groups_of, word_row
from clip_critic.reports.ladder import rungs
from clip_critic.reports.loop_report import session_section_html
from clip_critic.reports.render import render
from clip_critic.sessions.feedback.session import Session
from clip_critic.tasting.liking import PictureTaste

TOP, TOP_OF_MANY = 20, 6
"""Words that are shown unfolded: of a single picture, and of one among several."""
SHOWN_WORDS = 500
"""The most words of a ranking on a page."""
SIDE = 768
"""The longest side of a picture on a page, in pixels."""


@dataclass(frozen=True)
class Ranked:
    """A picture and its ranking, with a heading that says what it should show, and a rater's taste."""

    heading: str
    picture: Image.Image
    answer: Answer
    taste: PictureTaste | None = None


@dataclass(frozen=True)
class Looped:
    """A feedback session with a heading and the URL of its animation."""

    heading: str
    session: Session
    moving: str


def report_html(title: str, about: str, ranked: Sequence[Ranked], looped: Looped | None = None) -> str:
    """Return the page: a session with its steps, and each picture with its heading, words and rounds."""
    top = TOP if len(ranked) == 1 else TOP_OF_MANY
    shared = _shared_notes(ranked)
    loop = session_section_html(looped.session, looped.moving) if looped else ""
    return render(
        "report.html",
        title=title,
        about=about,
        encoder=ranked[0].answer.ranking.encoder if ranked else "",
        notes=shared,
        parts=[_part(part, top, shared) for part in ranked],
        loop_title=looped.heading if looped else "",
        loop=Markup(loop),  # already escaped
    )


def _shared_notes(ranked: Sequence[Ranked]) -> tuple[str, ...]:
    """Return the notes that all of several answers have."""
    if len(ranked) < 2:
        return ()
    first, *others = (_notes(part.answer) for part in ranked)
    return tuple(note for note in first if all(note in notes for notes in others))


def _notes(answer: Answer) -> tuple[str, ...]:
    return (*answer.notes, *unlearned_notes(answer.unknown))


def _part(part: Ranked, top: int, shared: Sequence[str]) -> dict[str, Any]:
    """Return the values of one picture for the templates."""
    ranking, contrasts = part.answer.ranking, part.answer.contrasts
    unknown = part.answer.unknown
    words = [word_row(entry, entry.share, unknown) for entry in ranking.entries(SHOWN_WORDS)]
    return {
        "heading": part.heading,
        "picture": small_url(part.picture, SIDE),
        "pixels": is_tiny(part.picture),
        "taste": part.taste.sentence if part.taste else "",
        "notes": [note for note in _notes(part.answer) if note not in shared],
        "alone": len(ranking) == 1,
        "top": words[:top],
        "rest": words[top:],
        "left_out": max(len(ranking) - SHOWN_WORDS, 0),
        "rungs": rungs(part.answer),
        "groups": groups_of(ranking, unknown) if len(ranking.groups) > 1 else [],
        "contrasts": groups_of(contrasts, unknown) if contrasts else [],
        "places": _places(part),
        "audit": _audit(part.answer.audit, unknown) if part.answer.audit else None,
    }


def _places(part: Ranked) -> dict[str, Any] | None:
    answer = part.answer
    if answer.heatmaps is None:
        return None
    return glows_of(part.picture, answer.ranking, answer.heatmaps, answer.unknown)


def _audit(audit: Audit, unknown: Collection[str]) -> dict[str, Any]:
    return {
        "unknown": unknown,
        "pieces": pieces(audit),
        "similarity": audit.similarity,
        "truncated": audit.truncated,
        "phrases": audit.phrases,
        "has_when": any(True for phrase in audit.phrases for _ in when_words(phrase.when)),
        "has_parts": len(audit.prompt.parts) > 1 or audit.prompt.parts[0].weight != 1,
        "has_chunks": any(phrase.chunk > 1 for phrase in audit.phrases),
        "texts": len(audit.texts),
        "networks": audit.prompt.tags,
        "has_unread": any(phrase.verdict is Verdict.UNREAD for phrase in audit.phrases),
    }
