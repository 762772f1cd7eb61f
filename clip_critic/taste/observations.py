"""From choices to numbers: which picture was preferred to which, how many stars, and how long ago."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from clip_critic.errors import BadInputError
from clip_critic.taste.belief import Array, Design
from clip_critic.taste.choices import Choice

Indices = NDArray[np.int64]
STAR_SPREAD, STAR_PRIOR = 1.2, 5.0
"""The standard deviation of a rater's stars before they are known, and the ratings that this is worth."""
ABSENT = -1
"""The other picture of a rating."""


@dataclass(frozen=True, eq=False)
class Pool:
    """Pictures and their vectors.

    Attributes:
        digests: the pictures' digests, each once.
        vectors: their unit vectors ``[n, dimension]``.
    """

    digests: tuple[str, ...]
    vectors: NDArray[np.floating]

    def __post_init__(self) -> None:
        if len(self.digests) != len(self.vectors):
            raise BadInputError(f"{len(self.digests)} pictures have {len(self.vectors)} vectors.")
        if len(self.places) != len(self.digests):
            raise BadInputError("A picture stands twice in the pool: name each once.")

    def __len__(self) -> int:
        return len(self.digests)

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The index of each digest."""
        return {digest: index for index, digest in enumerate(self.digests)}


@dataclass(frozen=True, eq=False)
class Observations:
    """What choices say about the pictures of a pool, one row for each comparison or rating.

    Attributes:
        preferred: the index of the preferred or rated picture, ``[n]``.
        other: the index of the other picture; `ABSENT` for a rating, ``[n]``.
        stars: the number of stars; NaN for a comparison, ``[n]``.
        answers: the number of the answer, from 0, that each row is part of, ``[n]``.
        count: the number of answers.
        lost: the number of choices that cannot be used, because a picture is not in the pool.
    """

    preferred: Indices
    other: Indices
    stars: Array
    answers: Indices
    count: int
    lost: int = 0

    def __len__(self) -> int:
        return len(self.preferred)

    @cached_property
    def seen(self) -> Indices:
        """The indices of all pictures that they are about, sorted."""
        return np.setdiff1d(np.unique(np.concatenate([self.preferred, self.other])), [ABSENT])

    @cached_property
    def worth(self) -> Array:
        """How much each row counts, float64 ``[n]``: in a choice among ``k`` pictures, a comparison 2/k.

        The ``k - 1`` comparisons of such a choice share its winner. Counted in full, they would claim k/2
        times the information that a choice has (the Fisher information of both, at equal utilities).
        """
        together = np.bincount(self.answers, minlength=self.count)[self.answers]
        return np.asarray(2.0 / (1.0 + together))

    def only(self, chosen: NDArray[np.bool_]) -> Observations:
        """Return some of the rows; answers keep their numbers."""
        kept = (self.preferred[chosen], self.other[chosen], self.stars[chosen], self.answers[chosen])
        return Observations(*kept, self.count, self.lost)

    def first(self, count: int) -> Observations:
        """Return the rows of the first answers."""
        return replace(self.only(self.answers < count), count=min(count, self.count))


def observe(choices: Iterable[Choice], pool: Pool) -> Observations:
    """Return what choices say; skipped screens say nothing.

    Args:
        choices: the choices that count (`clip_critic.taste.choices.standing`).
        pool: the pictures; choices with none or only one of them left are counted as lost.
    """
    rows: list[tuple[int, int, float, int]] = []
    count = lost = 0
    for choice in choices:
        new = [(*row, count) for row in _rows(choice, pool.places)]
        rows += new
        count += bool(new)
        lost += not new and choice.mode != "skip"
    table = np.array(rows, dtype=np.float64).reshape(-1, 4)
    preferred, other, answers = (table[:, column].astype(np.int64) for column in (0, 1, 3))
    return Observations(preferred, other, table[:, 2], answers, count, lost)


def _rows(choice: Choice, places: Mapping[str, int]) -> list[tuple[int, int, float]]:
    if choice.mode == "stars":
        return [(places[digest], ABSENT, float(choice.chosen)) for digest in choice.shown if digest in places]
    pairs = [pair for pair in choice.comparisons if pair[0] in places and pair[1] in places]
    return [(places[best], places[other], np.nan) for best, other in pairs]


def design(observed: Observations, features: Array, prior: float, weights: Array | None = None) -> Design:
    """Return observations as rows of features.

    The mean of a rater's stars is not known beforehand: it is taken out, which is the same as giving it a
    flat prior. Their spread is matched to the prior's.

    Args:
        features: the pool's features ``[pictures, features]``.
        prior: the variance of a utility before any observation.
        weights: how often each row counts, ``[n]``, apart from its own worth; once by default.
    """
    counts = observed.worth if weights is None else observed.worth * weights
    rated = observed.other == ABSENT
    rows = features[observed.preferred]
    rows[~rated] -= features[observed.other[~rated]]
    ratings = np.full(len(rows), np.nan)
    if counts[rated].any():
        rows[rated] -= np.average(rows[rated], axis=0, weights=counts[rated])
        ratings[rated] = _standardised(observed.stars[rated], counts[rated]) * np.sqrt(prior)
    ages: Array = np.asarray(observed.count - 1.0 - observed.answers)
    return Design(rows, ratings, counts, ages)


def _standardised(stars: Array, weights: Array) -> Array:
    mean = np.average(stars, weights=weights)
    squares = (weights * np.square(stars - mean)).sum() + STAR_PRIOR * STAR_SPREAD**2
    return np.asarray((stars - mean) / np.sqrt(squares / (weights.sum() + STAR_PRIOR)))
