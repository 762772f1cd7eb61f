"""What to show next: the pictures whose comparison tells most, or may become favourites."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from clip_critic.errors import BadInputError
from clip_critic.taste.belief import GAUSS, NODES, Array, sigmoid
from clip_critic.taste.choices import new_question_id
from clip_critic.taste.model import FEWEST, Taste
from clip_critic.taste.observations import Indices, Pool

Aim = Literal["learn", "favourites"]
LOOKED_AT = 128
"""The pictures, drawn at random, that a screen is composed of; at most half of those that there are, so that
two windows hardly ask the same."""
LIKELY = 256
"""The pictures, expected to be the best or drawn at random, that may turn out to be favourites."""
BEST = 20
"""The pictures that count as favourites."""
EVERY_THIRD = 3
"""One screen in so many shows known favourites: choosing stays a pleasure."""
ALIKE = 0.999
"""The cosine from which on two pictures are too alike to be compared."""
INFORMATIVE = "Your choice among these tells the most about your taste."
HOPEFUL = "You may like one of these best of all, and the others are its closest rivals."
FAMILIAR = "Some of your favourites so far."
UNKNOWN = "Pictures that differ much, since your taste is not known yet."
REASONS = (INFORMATIVE, HOPEFUL, FAMILIAR, UNKNOWN)
"""Everything that a screen can give as its reason."""


@dataclass(frozen=True)
class Screen:
    """Pictures to choose from.

    Attributes:
        id: the id for the choice that answers it.
        shown: the pictures' digests, in the order on the screen.
        why: one of `REASONS`.
    """

    id: str
    shown: tuple[str, ...]
    why: str


def next_screen(
    taste: Taste,
    pool: Pool,
    rng: np.random.Generator,
    *,
    aim: Aim = "favourites",
    count: int = 4,
    recent: Collection[str] = (),
) -> Screen:
    """Choose what to show next.

    Args:
        taste: the taste so far, which need not know anything yet.
        pool: the pictures to choose from, with vectors of the taste's encoder.
        rng: the source of chance; two windows with their own show different screens.
        aim: to ``learn`` the taste, or to find ``favourites``.
        count: the number of pictures, 2 to 9.
        recent: digests that were on the last screens, to be avoided while others are left.

    Raises:
        BadInputError: there are not enough different pictures.
    """
    order = rng.permutation(len(pool))
    last = set(recent)
    again = np.array([pool.digests[index] in last for index in order], dtype=bool)
    order = np.concatenate([order[~again], order[again][: max(0, count - int((~again).sum()))]])
    places, why = compose(taste, pool.vectors, order, rng, aim=aim, count=count)
    shown = [pool.digests[place] for place in rng.permutation(places)]
    return Screen(new_question_id(), tuple(shown), why)


def compose(
    taste: Taste,
    vectors: NDArray[np.floating],
    order: Indices,
    rng: np.random.Generator,
    *,
    aim: Aim = "favourites",
    count: int = 4,
) -> tuple[list[int], str]:
    """Return the indices of the pictures of a screen, and the reason for it.

    Args:
        vectors: the unit vectors of all pictures ``[n, dimension]``.
        order: the indices of those that may be shown, in a random order.

    Raises:
        BadInputError: there are not enough different pictures.
    """
    if not 2 <= count <= 9:
        raise BadInputError(f"A screen has 2 to 9 pictures, not {count}.")
    some = order[: min(LOOKED_AT, max(2 * count, len(order) // 2))]
    first, candidates, why = _candidates(taste, vectors, order, some, rng, aim)
    for among in (candidates, some, order):
        found = _greedy(taste, vectors, among, first, count)
        if len(found) == count:
            return found, why
    raise BadInputError(
        f"There are fewer than {count} different pictures to choose from: add some, or show fewer at once."
    )


def _candidates(
    taste: Taste,
    vectors: NDArray[np.floating],
    order: Indices,
    some: Indices,
    rng: np.random.Generator,
    aim: Aim,
) -> tuple[int | None, Indices, str]:
    """Return the picture to begin with, if any, the candidates for the others, and the reason."""
    if taste.answers < FEWEST:
        return None, some, UNKNOWN
    is_rest = taste.answers % EVERY_THIRD == EVERY_THIRD - 1
    if not is_rest and aim == "learn":
        return None, some, INFORMATIVE
    best = _favourites(taste, vectors, order) if is_rest else _hopefuls(taste, vectors, order)
    first = int(rng.choice(best)) if len(best) else None
    return (first, best, FAMILIAR) if is_rest else (first, some, HOPEFUL)


def _favourites(taste: Taste, vectors: NDArray[np.floating], order: Indices, count: int = BEST) -> Indices:
    """Return the pictures with the highest expected utility, the best first."""
    means = taste.means(vectors)[order]
    return order[np.argsort(-means, kind="stable")[:count]]


def _hopefuls(taste: Taste, vectors: NDArray[np.floating], order: Indices) -> Indices:
    """Return those that may be the best: a standard deviation above the mean, the highest first."""
    among = np.union1d(_favourites(taste, vectors, order, LIKELY), order[:LIKELY])
    features = taste.space.features(vectors[among])
    hopes = features @ taste.belief.mean + np.sqrt(taste.belief.variances(features))
    return among[np.argsort(-hopes, kind="stable")[:BEST]]


def _greedy(
    taste: Taste, vectors: NDArray[np.floating], among: Indices, first: int | None, count: int
) -> list[int]:
    """Begin with a picture or the most informative pair; add what tells most beside those chosen.

    Returns:
        Indices of pictures, fewer than ``count`` if all others are nearly the same as these.
    """
    places = among if first is None else np.concatenate([[first], among[among != first]])
    if len(places) < 2:
        return []
    gains = information(taste, vectors[places])
    chosen = [0] if first is not None else [int(index) for index in _largest(gains)]
    while 0 < len(chosen) < count:
        allowed = np.isfinite(gains[chosen]).all(axis=0)
        if not allowed.any():
            break
        chosen.append(int(np.where(allowed, gains[chosen].sum(axis=0), -np.inf).argmax()))
    return [int(places[index]) for index in chosen]


def _largest(gains: Array) -> Sequence[int]:
    """Return the pair with the largest gain; nothing if none can be compared."""
    row, column = np.unravel_index(int(gains.argmax()), gains.shape)
    return [int(row), int(column)] if np.isfinite(gains[row, column]) else []


def information(taste: Taste, vectors: NDArray[np.floating]) -> Array:
    """Return how much the comparison of each two pictures would tell about the taste, float64 ``[n, n]``.

    It is the information that the answer has about the utilities, in nats: ``H(E p) - E H(p)`` (BALD,
    Houlsby et al. 2011, arXiv:1112.5745), with the 9-point rule of Gauss and Hermite. Minus infinity for
    pictures that are nearly the same.
    """
    features = taste.space.features(vectors)
    means = features @ taste.belief.mean
    products = features @ taste.belief.covariance @ features.T
    alone = np.diag(products)
    rows, columns = np.triu_indices(len(vectors), 1)
    variances = np.maximum(alone[rows] + alone[columns] - 2 * products[rows, columns], 0.0)
    gains = np.full(products.shape, -np.inf)
    gains[rows, columns] = _bald(means[rows] - means[columns], variances)
    gains[columns, rows] = gains[rows, columns]
    gains[np.asarray(vectors @ vectors.T) > ALIKE] = -np.inf
    return gains


def _bald(means: Array, variances: Array) -> Array:
    chances = sigmoid(means[:, None] + np.sqrt(variances)[:, None] * NODES)
    return np.asarray(_entropy(chances @ GAUSS) - _entropy(chances) @ GAUSS)


def _entropy(chances: Array) -> Array:
    inside = np.clip(chances, 1e-12, 1 - 1e-12)
    return np.asarray(-inside * np.log(inside) - (1 - inside) * np.log1p(-inside))
