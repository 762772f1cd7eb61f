"""What the answers themselves decide: the kernel, the prior's size, and how fast old answers fade."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clip_critic.taste.belief import Array, Design, believe, expected_sigmoid
from clip_critic.taste.observations import Observations, design
from clip_critic.taste.space import KERNELS, fit_space

ENOUGH_ANSWERS = 60
"""The answers from which on the evidence decides; of fewer it mostly fits the noise."""
EVERY = 10
"""The answers between two decisions."""
PRIORS = (2.0, 6.0, 18.0)
HALF_LIVES = (None, 150.0, 75.0, 40.0)
LOOKED_AT = 60
"""The last answers whose prediction decides about the half-life."""
AHEAD = 5
"""The answers that are predicted at once from all before them."""
COARSE = 96
"""The features that a decision looks at: the most varied ones."""


@dataclass(frozen=True)
class Assumptions:
    """What a taste is learned with.

    Attributes:
        kernel: one of `KERNELS`.
        prior: the variance of a utility before any observation, in squared log odds.
        half_life: the answers after which one counts half; None: all count the same.
    """

    kernel: str = "both"
    prior: float = 6.0
    half_life: float | None = None


HABIT = Assumptions()
"""What is assumed before the evidence may decide."""


def decided_at(count: int) -> int:
    """Return after how many answers the assumptions for this many were decided; 0 for none."""
    return count // EVERY * EVERY if count >= ENOUGH_ANSWERS else 0


def assume(
    observed: Observations, vectors: NDArray[np.floating], words: NDArray[np.floating] | None
) -> Assumptions:
    """Return the half-life that predicts best, and the kernel and prior with the largest evidence then.

    Args:
        observed: the observations.
        vectors: the pool's unit vectors ``[n, dimension]``.
        words: unit vectors of the keyword list ``[k, dimension]``, if there is one.
    """
    kernels = KERNELS if words is not None and len(words) else ("pictures",)
    coarse = {kernel: _coarse_features(vectors, words, kernel) for kernel in kernels}
    plain = _by_evidence(observed, coarse, None)
    half_life = _half_life(observed, coarse[plain.kernel], plain.prior)
    return plain if half_life is None else _by_evidence(observed, coarse, half_life)


def _coarse_features(
    vectors: NDArray[np.floating], words: NDArray[np.floating] | None, kernel: str
) -> Array:
    return fit_space(vectors, words, kernel).features(vectors)[:, :COARSE]


def _by_evidence(
    observed: Observations, features: dict[str, Array], half_life: float | None
) -> Assumptions:
    weights = observed.weights(half_life)
    found = {
        Assumptions(kernel, prior, half_life): believe(design(observed, rows, weights, prior), prior).evidence
        for kernel, rows in features.items()
        for prior in PRIORS
    }
    return max(found, key=found.__getitem__)


def _half_life(observed: Observations, features: Array, prior: float) -> float | None:
    losses = {half_life: _loss_ahead(observed, features, prior, half_life) for half_life in HALF_LIVES}
    return min(losses, key=losses.__getitem__)


def _loss_ahead(
    observed: Observations, features: Array, prior: float, half_life: float | None
) -> float:
    """Return the mean loss over the last answers, each predicted from those before it."""
    losses = [
        _losses(observed, features, prior, half_life, start)
        for start in range(max(observed.count - LOOKED_AT, 0), observed.count, AHEAD)
    ]
    return float(np.concatenate(losses).mean())


def _losses(
    observed: Observations, features: Array, prior: float, half_life: float | None, start: int
) -> Array:
    """Return minus the log likelihood of each row of the next answers."""
    before, after = observed.first(start), observed.first(start + AHEAD)
    ahead = after.only(after.answers >= start)
    belief = believe(design(before, features, before.weights(half_life), prior), prior)
    rows: Design = design(ahead, features, np.ones(len(ahead)), prior)
    means, variances = rows.rows @ belief.mean, belief.variances(rows.rows)
    chances = expected_sigmoid(means, variances)
    rated = ~np.isnan(rows.ratings)
    from_stars = np.square(rows.ratings - means) / 2
    return np.where(rated, from_stars, -np.log(np.maximum(chances, 1e-12)))
