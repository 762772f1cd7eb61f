"""A taste in words: which words of a keyword list it follows, with near-synonyms together.

A word's figure is the correlation, over the pool, of the learned utility with the word's similarity. It says
what liked pictures have in common, not why they are liked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clip_critic.errors import BadInputError
from clip_critic.taste.belief import Array, believe
from clip_critic.taste.evidence import COARSE
from clip_critic.taste.model import NEWEST_OF_A_DRIFT, Taste
from clip_critic.taste.observations import design
from clip_critic.taste.space import standardised_words

RESAMPLED = 100
INTERVAL = (0.025, 0.975)
SYNONYMS = 0.7
"""The correlation over the pool from which on two words are one group."""
MOST_GROUPS = 8


@dataclass(frozen=True)
class WordGroup:
    """Words that say about the same in these pictures.

    Attributes:
        words: the words, the one that the taste follows most first.
        correlation: the first one's correlation with the taste, -1 to 1.
        low, high: the bounds of its 95 % interval, from resampled answers.
    """

    words: tuple[str, ...]
    correlation: float
    low: float
    high: float


def taste_in_words(
    taste: Taste,
    names: Sequence[str],
    vectors: NDArray[np.floating],
    *,
    most: int = MOST_GROUPS,
    rng: np.random.Generator | None = None,
) -> tuple[WordGroup, ...]:
    """Return the groups of words that a taste follows, and those that it avoids.

    Only groups whose interval leaves out 0 are among them, the strongest first; none below ten answers.

    Args:
        taste: the taste.
        names: the ``k`` words.
        vectors: their unit vectors ``[k, dimension]``.
        most: the number of groups at most.
        rng: the source of chance for resampling; the same each time by default.

    Raises:
        BadInputError: there is not one vector for each word.
    """
    if len(names) != len(vectors):
        raise BadInputError(f"{len(names)} words have {len(vectors)} vectors.")
    if taste.not_yet or not len(names):
        return ()
    scores = word_scores(taste, vectors)
    followed = correlations(taste.spaces.features(taste.assumptions.kernel) @ taste.belief.mean, scores)
    drawn = np.array([correlations(utility, scores) for utility in _resampled(taste, rng)])
    low, high = np.quantile(drawn, INTERVAL, axis=0)
    sure = np.flatnonzero((low > 0) | (high < 0))
    leaders = _groups(sure[np.argsort(-np.abs(followed[sure]), kind="stable")], followed, scores, most)
    return tuple(
        WordGroup(
            tuple(names[index] for index in group),
            float(followed[group[0]]),
            float(low[group[0]]),
            float(high[group[0]]),
        )
        for group in leaders
    )


def word_scores(taste: Taste, vectors: NDArray[np.floating]) -> Array:
    """Return each picture's standardised similarity to each word, float64 ``[pictures, words]``."""
    pool = np.asarray(taste.spaces.vectors, dtype=np.float64)
    scaled, _ = standardised_words(pool, vectors)
    return np.asarray((pool - pool.mean(axis=0)) @ scaled.T)


def correlations(utility: Array, scores: Array) -> Array:
    """Return the correlation of a utility ``[pictures]`` with each word's scores, float64 ``[words]``."""
    centred = utility - utility.mean()
    spread = centred.std()
    return np.asarray(centred @ scores / (len(scores) * spread)) if spread > 0 else np.zeros(scores.shape[1])


def _resampled(taste: Taste, rng: np.random.Generator | None) -> list[Array]:
    """Return the pool's utilities as learned from answers drawn with replacement."""
    random = np.random.default_rng(0) if rng is None else rng
    assumed, observed = taste.assumptions, taste.observed
    features = taste.spaces.features(assumed.kernel)[:, :COARSE]
    utilities = []
    for _ in range(RESAMPLED):
        drawn = np.bincount(random.integers(0, observed.count, observed.count), minlength=observed.count)
        data = design(observed, features, assumed.prior, drawn[observed.answers].astype(np.float64))
        kept = data.only(data.weights > 0).only(slice(-NEWEST_OF_A_DRIFT, None))
        utilities.append(features @ believe(kept, assumed.prior, assumed.half_life).mean)
    return utilities


def _groups(ordered: NDArray[np.intp], followed: Array, scores: Array, most: int) -> list[list[int]]:
    """Put each word to the first leader that is like it, or let it lead a new group."""
    groups: list[list[int]] = []
    for index in map(int, ordered):
        alike = [scores[:, index] @ scores[:, group[0]] / len(scores) >= SYNONYMS for group in groups]
        agrees = [followed[index] * followed[group[0]] > 0 for group in groups]
        home = next(
            (group for group, near, same in zip(groups, alike, agrees, strict=True) if near and same), None
        )
        if home is not None:
            home.append(index)
        elif len(groups) < most:
            groups.append([index])
    return groups
