"""What the answers themselves decide: the kernel, the prior's size, and whether the taste drifts.

All three are chosen by the evidence. It is minus the sum of the one-step-ahead log losses: of each answer,
predicted from those before it (the chain rule of probability). So the half-life with the largest evidence is
the one that has predicted best.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from clip_critic.taste.belief import Array, Belief, believe
from clip_critic.taste.observations import Observations, design

ENOUGH_ANSWERS = 60
"""The answers from which on the evidence decides; with fewer, it mostly fits the noise."""
EVERY = 10
"""The answers between two decisions."""
OTHER_PRIORS = (2.0, 18.0)
HALF_LIVES = (180.0, 360.0, 120.0, 60.0)
"""The half-lives to choose from; the others are only looked at if the first one is better than none."""
NEWEST = 320
"""The newest comparisons that decide about drift."""
Key = TypeVar("Key")
COARSE = 64
"""The features that a decision looks at: the most varied ones."""


@dataclass(frozen=True)
class Assumptions:
    """What a taste is learned with.

    Attributes:
        kernel: one of `clip_critic.taste.space.KERNELS`.
        prior: the variance of a utility before any observation, in squared log odds.
        half_life: the answers in which half of the taste changes; None: it does not.
    """

    kernel: str = "both"
    prior: float = 6.0
    half_life: float | None = None


HABIT = Assumptions()
"""What is assumed before the evidence may decide."""


def decided_at(count: int) -> int:
    """Return after how many answers the assumptions for this many were decided; 0 for none."""
    return count // EVERY * EVERY if count >= ENOUGH_ANSWERS else 0


def assume(observed: Observations, features: Mapping[str, Array]) -> Assumptions:
    """Return the assumptions with the largest evidence: the kernel, the prior and the half-life in turn.

    Args:
        observed: the observations.
        features: the pool's features ``[pictures, features]`` by kernel.
    """
    coarse = {kernel: rows[:, :COARSE] for kernel, rows in features.items()}
    kernels = {kernel: _believe(observed, rows, HABIT.prior) for kernel, rows in coarse.items()}
    kernel = _best(kernels)
    priors = {HABIT.prior: kernels[kernel]}
    for prior in OTHER_PRIORS:
        priors[prior] = _believe(observed, coarse[kernel], prior, kernels[kernel].mean)
    prior = _best(priors)
    newest = design(observed, coarse[kernel], prior).only(slice(-NEWEST, None))
    lives = {life: believe(newest, prior, life, priors[prior].mean) for life in (None, HALF_LIVES[0])}
    if _best(lives) is not None:
        lives |= {life: believe(newest, prior, life, priors[prior].mean) for life in HALF_LIVES[1:]}
    return Assumptions(kernel, prior, _best(lives))


def _believe(observed: Observations, features: Array, prior: float, start: Array | None = None) -> Belief:
    return believe(design(observed, features, prior), prior, None, start)


def _best(found: Mapping[Key, Belief]) -> Key:
    return max(found, key=lambda key: found[key].evidence)
