"""What the answers themselves decide: the kernel, the prior's size, and whether the taste drifts.

All three are chosen by the evidence. It is minus the sum of the one-step-ahead log losses: of each answer,
predicted from those before it (the chain rule of probability). So the half-life with the largest evidence is
the one that has predicted best.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from clip_critic.taste.belief import Array, believe
from clip_critic.taste.observations import Observations, design

ENOUGH_ANSWERS = 60
"""The answers from which on the evidence decides; with fewer, it mostly fits the noise."""
EVERY = 10
"""The answers between two decisions."""
PRIORS = (2.0, 6.0, 18.0)
HALF_LIVES = (None, 360.0, 180.0, 120.0, 60.0)
NEWEST = 500
"""The newest comparisons that decide about drift."""
COARSE = 96
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
    """Return the assumptions with the largest evidence.

    Args:
        observed: the observations.
        features: the pool's features ``[pictures, features]`` by kernel.
    """
    coarse = {kernel: rows[:, :COARSE] for kernel, rows in features.items()}
    steady = {
        Assumptions(kernel, prior): believe(design(observed, rows, prior), prior).evidence
        for kernel, rows in coarse.items()
        for prior in PRIORS
    }
    best = max(steady, key=steady.__getitem__)
    newest = design(observed, coarse[best.kernel], best.prior).only(slice(-NEWEST, None))
    drifting = {half_life: believe(newest, best.prior, half_life).evidence for half_life in HALF_LIVES}
    half_life = max(drifting, key=drifting.__getitem__)
    return Assumptions(best.kernel, best.prior, half_life)
