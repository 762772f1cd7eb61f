"""The taste of one rater: what is learned from the choices, and what it says about any picture."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clip_critic.taste.belief import Array, Belief, believe, expected_sigmoid
from clip_critic.taste.choices import Choice
from clip_critic.taste.evidence import HABIT, Assumptions, assume, decided_at
from clip_critic.taste.observations import Observations, Pool, design, observe
from clip_critic.taste.space import Spaces, TasteSpace

FEWEST = 10
"""The answers below which nothing is said about a taste."""
NOT_YET = "Not yet: a taste shows from {fewest} answers on, and there are {count}."
NEWEST_OF_A_DRIFT = 500
"""The newest comparisons that a drifting taste is learned from: older ones hardly count."""


@dataclass(frozen=True, eq=False)
class Taste:
    """A rater's taste.

    Utilities are in standard units of the rater's own scale: the mean of the pool's pictures is 0, and 1 is
    the standard deviation of their utilities, with what is not known of them.

    Attributes:
        spaces: the kernels, fitted to the pool.
        belief: what is known, in the features of the assumed kernel.
        assumptions: the kernel, prior and half-life that were used.
        observed: the choices that it was learned from.
        unit: the log odds of a difference of 1.
    """

    spaces: Spaces
    belief: Belief
    assumptions: Assumptions
    observed: Observations
    unit: float

    @property
    def answers(self) -> int:
        """The number of answers that it was learned from."""
        return self.observed.count

    @property
    def space(self) -> TasteSpace:
        """The space of the assumed kernel."""
        return self.spaces.of(self.assumptions.kernel)

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
        return (features @ self.belief.mean) / self.unit, spread / self.unit

    def means(self, vectors: NDArray[np.floating]) -> Array:
        """Return only the means of `utilities`, fast enough for a whole library of pictures."""
        direction = self.space.axes @ self.belief.mean / self.unit
        return np.asarray(vectors @ direction - self.space.origin @ direction)

    def preferences(self, first: NDArray[np.floating], second: NDArray[np.floating]) -> Array:
        """Return how probably each first picture is preferred to the second one, float64 ``[n]``.

        Args:
            first: unit vectors ``[n, dimension]``.
            second: the same for the others.
        """
        apart = np.asarray(first, dtype=np.float64) - second + self.space.origin
        difference = self.space.features(apart)
        beyond = self.assumptions.prior * self.space.unseen(apart, difference)
        return expected_sigmoid(difference @ self.belief.mean, self.belief.variances(difference) + beyond)


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
        previous: the taste before the last choices. With the same pool and words it saves time; it does not
            change the result.

    Raises:
        BadInputError: the pool is empty.
    """
    spaces = previous.spaces if previous is not None else None
    if spaces is None or spaces.vectors is not pool.vectors or spaces.words is not words:
        spaces, previous = Spaces(pool.vectors, words), None
    return learn_observed(observe(choices, pool), spaces, assumptions, previous)


def learn_observed(
    observed: Observations,
    spaces: Spaces,
    assumptions: Assumptions | None = None,
    previous: Taste | None = None,
) -> Taste:
    """Learn from observations about the pictures of these spaces; see `learn`."""
    assumed = assumptions or _assumptions(observed, spaces, previous)
    data = design(observed, spaces.features(assumed.kernel), assumed.prior)
    if assumed.half_life is not None:
        data = data.only(slice(-NEWEST_OF_A_DRIFT, None))
    same = previous is not None and previous.assumptions.kernel == assumed.kernel
    start = previous.belief.mean if same and previous else None
    belief = believe(data, assumed.prior, assumed.half_life, start)
    return Taste(spaces, belief, assumed, observed, _unit(spaces.of(assumed.kernel), belief))


def _assumptions(observed: Observations, spaces: Spaces, previous: Taste | None) -> Assumptions:
    """Return the assumptions, which are decided anew at every tenth answer only."""
    count = decided_at(observed.count)
    if previous is not None and previous.answers >= count and decided_at(previous.answers) == count:
        return previous.assumptions
    if not count:
        return HABIT
    return assume(observed.first(count), {kernel: spaces.features(kernel) for kernel in spaces.kernels})


def _unit(space: TasteSpace, belief: Belief) -> float:
    """Return the standard deviation of the pool's utilities, with what is not known of them."""
    seen, doubt = space.spread @ np.square(belief.mean), space.spread @ np.diag(belief.covariance)
    return float(np.sqrt(seen + doubt)) or 1.0
