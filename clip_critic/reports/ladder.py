"""A ranking's rounds as a ladder of stacked bars, in which each word keeps its colour."""

from __future__ import annotations

from dataclasses import dataclass

from clip_critic.keywords.identity import word_key
from clip_critic.ranking.answer import Answer
from clip_critic.ranking.result import Round, Share

COLOURS = 10
"""Words with a colour of their own; all later ones share two greys."""
GREYS = 2
SHOWN_RUNGS = 100
SHOWN_SEGMENTS = 12
MIN_THRESHOLD = 0.001
"""The smallest share that has a segment: it limits a round to 1000 words."""
NAMED_FROM = 0.14
"""The smallest share whose segment has room for its word."""


@dataclass(frozen=True)
class Segment:
    """A word's part of a bar; ``named`` says whether the word is written on it."""

    word: str
    share: float
    colour: int

    @property
    def named(self) -> bool:
        return self.share >= NAMED_FROM


@dataclass(frozen=True)
class Rung:
    """One round: its winner, the segments of its bar, and the share of all that have none.

    Attributes:
        unknown: whether the encoder has never learned the winner.
    """

    number: int
    winner: str
    share: float
    left: int
    segments: tuple[Segment, ...]
    rest: float
    unknown: bool = False


def colour_of(rank: int) -> int:
    """Return the index of a word's colour, by its rank in the whole ranking, from 1."""
    return rank - 1 if rank <= COLOURS else COLOURS + rank % GREYS


def rungs(answer: Answer) -> tuple[Rung, ...]:
    """Return the rounds of an answer, at most `SHOWN_RUNGS`, the words with their colours of the first."""
    ranks: dict[str, int] = {}
    for rank, entry in enumerate(answer.ranking.entries(SHOWN_RUNGS + SHOWN_SEGMENTS), start=1):
        ranks.setdefault(word_key(entry.keyword), rank)
    count, threshold = min(answer.question.rounds, SHOWN_RUNGS), max(answer.question.threshold, MIN_THRESHOLD)
    rounds = answer.ranking.rounds(count, threshold)
    return tuple(_rung(step, ranks, step.winner in answer.unknown) for step in rounds)


def _rung(step: Round, ranks: dict[str, int], unknown: bool) -> Rung:
    shown = step.above[:SHOWN_SEGMENTS] or (Share(step.winner, step.share),)
    segments = tuple(
        Segment(item.keyword, item.share, colour_of(ranks.get(word_key(item.keyword), COLOURS + 1)))
        for item in shown
    )
    rest = max(1 - sum(item.share for item in shown), 0)
    return Rung(step.number, step.winner, step.share, step.left, segments, rest, unknown)
