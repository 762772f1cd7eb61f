"""The taste of one rater: what is learned from the choices, and what it says about any picture."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from clip_critic.taste.belief import Array, Belief, believe, expected_sigmoid
from clip_critic.taste.choices import Choice
from clip_critic.taste.evidence import HABIT, Assumptions, assume, decided_at
from clip_critic.taste.observations import Observations, Pool, design, observe
from clip_critic.taste.space import TasteSpace, fit_space

FEWEST = 10
"""The answers below which nothing is said about a taste."""
NOT_YET = "Not yet: a taste shows from {fewest} answers on, and there are {count}."


@dataclass(frozen=True, eq=False)
class Taste:
    """A rater's taste.

    Utilities are in standard units of the rater's own scale: the mean of the pool's pictures is 0, and 1 is
    the standard deviation of their utilities as far as they are known.

    Attributes:
        space: the kernel, fitted to the pool.
        belief: what is known, in the space's features.
        assumptions: the kernel, prior and half-life that were used.
        observed: the choices that it was learned from.
        zero: the mean utility of the pool's pictures, in units of log odds.
        unit: the log odds of a difference of 1.
    """

    space: TasteSpace
    belief: Belief
    assumptions: Assumptions
    observed: Observations
    zero: float
    unit: float

    @property
    def answers(self) -> int:
        """The number of answers that it was learned from."""
        return self.observed.count

    @property
    def not_yet(self) -> str:
        """A sentence that says that there are too few answers; empty if there are enough."""
        return "" if self.answers >= FEWEST else NOT_YET.format(fewest=FEWEST, count=self.answers)

    def utilities(self, vectors: NDArray[np.floating]) -> tuple[Array, Array]:
        """Return the mean and standard deviation of pictures' utilities, in standard units, float64 ``[n]``.

        Args:
            vectors: the pictures' unit vectors ``[n, dimension]``, of the encoder that it was learned with.
        """
        features = self.space.features(vectors)
        beyond = self.assumptions.prior * self.space.unseen(vectors, features)
        spread = np.sqrt(self.belief.variances(features) + beyond)
        return (features @ self.belief.mean - self.zero) / self.unit, spread / self.unit

    def preferences(self, first: NDArray[np.floating], second: NDArray[np.floating]) -> Array:
        """Return how probably each first picture is preferred to the second one, float64 ``[n]``.

        Args:
            first: unit vectors ``[n, dimension]``.
            second: the same for the others.
        """
        ones, others = self.space.features(first), self.space.features(second)
        difference = ones - others
        beyond = self.space.unseen(np.asarray(first) - second + self.space.origin, difference)
        variances = self.belief.variances(difference) + self.assumptions.prior * beyond
        return expected_sigmoid(difference @ self.belief.mean, variances)


def learn(
    choices: Iterable[Choice],
    pool: Pool,
    words: NDArray[np.floating] | None = None,
    *,
    assumptions: Assumptions | None = None,
    previous: Taste | None = None,
) -> Taste:
    """Learn the taste of one rater.

    Args:
        choices: the rater's choices that count (`clip_critic.taste.choices.standing`), in their order.
        pool: the pictures, which the kernel is fitted to: those of the choices, and those to choose from.
        words: unit vectors of a keyword list ``[k, dimension]``.
        assumptions: a kernel, prior and half-life to use; by default, the evidence chooses.
        previous: the taste before the last choices, with the same pool and words. It saves time and does not
            change the result.

    Raises:
        BadInputError: the pool is empty.
    """
    return learn_observed(observe(choices, pool), pool.vectors, words, assumptions, previous)


def learn_observed(
    observed: Observations,
    vectors: NDArray[np.floating],
    words: NDArray[np.floating] | None = None,
    assumptions: Assumptions | None = None,
    previous: Taste | None = None,
) -> Taste:
    """Do the same from observations about the pictures with these vectors ``[n, dimension]``."""
    assumed = assumptions or _assumptions(observed, vectors, words, previous)
    same = previous is not None and previous.assumptions.kernel == assumed.kernel
    space = previous.space if same and previous else fit_space(vectors, words, assumed.kernel)
    features = space.features(vectors)
    data = design(observed, features, observed.weights(assumed.half_life), assumed.prior)
    belief = believe(data, assumed.prior, previous.belief.mean if same and previous else None)
    zero, unit = _scale(features, belief)
    return Taste(space, belief, assumed, observed, zero, unit)


def _assumptions(
    observed: Observations,
    vectors: NDArray[np.floating],
    words: NDArray[np.floating] | None,
    previous: Taste | None,
) -> Assumptions:
    """Return the assumptions, which are decided anew at every tenth answer only."""
    count = decided_at(observed.count)
    if previous is not None and decided_at(previous.answers) == count and previous.answers >= count:
        return previous.assumptions
    return assume(observed.first(count), vectors, words) if count else HABIT


def _scale(features: Array, belief: Belief) -> tuple[float, float]:
    """Return the mean of the pool's utilities, and their standard deviation with what is not known of them."""
    means = features @ belief.mean
    doubt = belief.variances(features - features.mean(axis=0)).mean()
    return float(means.mean()), float(np.sqrt(means.var() + doubt)) or 1.0


def without_drift(taste: Taste) -> Assumptions:
    """Return a taste's assumptions with all answers counting the same."""
    return replace(taste.assumptions, half_life=None)
