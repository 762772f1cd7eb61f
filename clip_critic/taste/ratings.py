"""Models of ratings: ridge regression on a picture's features, and artist A x artist B by several raters."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from clip_critic.errors import BadInputError
from clip_critic.taste.belief import Array
from clip_critic.taste.observations import Indices

STRENGTHS = (0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0)
FACTORS, RIDGE, SWEEPS = 4, 2.0, 25
OWN_RIDGE = 1.0
"""The ridge of the additive model."""
ENOUGH_RATERS = 3
"""The raters from which on they tell something about each other."""
SEED = 0


@dataclass(frozen=True, eq=False)
class Ridge:
    """A linear model: ``features weights + level``."""

    weights: Array
    level: float
    strength: float

    def predict(self, features: Array) -> Array:
        """Return the predicted ratings, float64 ``[n]``, for features ``[n, features]``."""
        return np.asarray(features @ self.weights + self.level)


def ridge(features: Array, stars: Array, strengths: tuple[float, ...] = STRENGTHS) -> Ridge:
    """Fit ratings by ridge regression, with the strength that predicts each from all others best.

    The prediction without a rating is in closed form (Allen 1974, PRESS).

    Args:
        features: the rated pictures' features ``[n, features]``.
        stars: the ratings ``[n]``.
        strengths: the penalties to choose from.

    Raises:
        BadInputError: there is no rating.
    """
    if not len(stars):
        raise BadInputError("There is no rating yet: give a picture some stars.")
    centre, level = features.mean(axis=0), float(np.mean(stars))
    rows, values = features - centre, np.asarray(stars, dtype=np.float64) - level
    left, sizes, _ = np.linalg.svd(rows, full_matrices=False)
    losses = {strength: _press(left, np.square(sizes), values, strength) for strength in strengths}
    best = min(losses, key=losses.__getitem__)
    kernel = rows @ rows.T + best * np.eye(len(rows))
    weights = rows.T @ np.linalg.solve(kernel, values)
    return Ridge(np.asarray(weights), level - float(centre @ weights), best)


def _press(left: Array, squares: Array, values: Array, strength: float) -> float:
    kept = left * (squares / (squares + strength))
    own = np.minimum((kept * left).sum(axis=1) + 1 / len(values), 1 - 1e-9)
    return float(np.square((values - kept @ (left.T @ values)) / (1 - own)).mean())


@dataclass(frozen=True, eq=False)
class CellRatings:
    """Ratings of cells A x B by several raters, a row each.

    Attributes:
        raters: the index of the rater ``[n]``.
        first: the index of the artist A ``[n]``.
        second: the index of the artist B ``[n]``.
        values: the ratings: stars, or utilities ``[n]``.
        shape: the number of raters, of artists A and of artists B.
    """

    raters: Indices
    first: Indices
    second: Indices
    values: Array
    shape: tuple[int, int, int]

    def of(self, rater: int) -> CellRatings:
        """Return one rater's ratings."""
        mine = self.raters == rater
        parts = (self.raters[mine], self.first[mine], self.second[mine], self.values[mine])
        return CellRatings(*parts, self.shape)


@dataclass(frozen=True, eq=False)
class CellTaste:
    """What a rater thinks of rows, columns and cells.

    Attributes:
        level: the mean rating.
        first: the effect of each artist A ``[A]``, with a mean of 0.
        second: the effect of each artist B ``[B]``, with a mean of 0.
    """

    level: float
    first: Array
    second: Array

    @property
    def cells(self) -> Array:
        """The expected rating of each cell, float64 ``[A, B]``."""
        return self.level + self.first[:, None] + self.second[None, :]


def additive(ratings: CellRatings, strength: float = OWN_RIDGE) -> CellTaste:
    """Fit ``rating = level + a + b`` to one rater's ratings, with a ridge on ``a`` and ``b``.

    Raises:
        BadInputError: there is no rating.
    """
    if not len(ratings.values):
        raise BadInputError("There is no rating yet: choose among the pictures of this exhibition.")
    _, rows, columns = ratings.shape
    count = len(ratings.values)
    table = np.zeros((count, rows + columns))
    table[np.arange(count), ratings.first] = 1
    table[np.arange(count), rows + ratings.second] = 1
    level = float(ratings.values.mean())
    inner = table.T @ table + strength * np.eye(rows + columns)
    effects = np.linalg.solve(inner, table.T @ (ratings.values - level))
    return _centred(level, effects[:rows], effects[rows:])


def _centred(level: float, first: Array, second: Array) -> CellTaste:
    moved = level + float(first.mean()) + float(second.mean())
    return CellTaste(moved, np.asarray(first - first.mean()), np.asarray(second - second.mean()))


@dataclass(frozen=True, eq=False)
class Factors:
    """``rating = level_r + u_r (p_a + q_b)``: what raters, artists A and artists B have in common.

    Attributes:
        levels: ``[raters]``.
        raters: ``u``, ``[raters, k]``.
        first: ``p``, ``[A, k]``.
        second: ``q``, ``[B, k]``.
    """

    levels: Array
    raters: Array
    first: Array
    second: Array

    def of(self, rater: int) -> CellTaste:
        """Return what one rater thinks."""
        mine = self.raters[rater]
        return _centred(float(self.levels[rater]), self.first @ mine, self.second @ mine)


def factorise(
    ratings: CellRatings, count: int = FACTORS, strength: float = RIDGE, sweeps: int = SWEEPS
) -> Factors:
    """Fit raters and artists by alternating least squares, each with a ridge.

    Args:
        ratings: the ratings of all raters.
        count: the number of factors ``k``.
        strength: the ridge, for ratings with a standard deviation of 1.
        sweeps: how often each part is fitted.

    Raises:
        BadInputError: there is no rating.
    """
    if not len(ratings.values):
        raise BadInputError("There is no rating yet: choose among the pictures of this exhibition.")
    spread = float(ratings.values.std()) or 1.0
    scaled = replace(ratings, values=ratings.values / spread)
    people, rows, columns = ratings.shape
    rng = np.random.default_rng(SEED)
    first, second = rng.standard_normal((rows, count)), rng.standard_normal((columns, count))
    for _ in range(sweeps):
        levels, raters = _fit_raters(scaled, first[ratings.first] + second[ratings.second], people, strength)
        mine = raters[ratings.raters]
        left = scaled.values - levels[ratings.raters]
        first = _fit_factors(
            mine, left - _products(mine, second[ratings.second]), ratings.first, rows, strength
        )
        second = _fit_factors(
            mine, left - _products(mine, first[ratings.first]), ratings.second, columns, strength
        )
    return Factors(levels * spread, raters * spread, first, second)


def _products(one: Array, other: Array) -> Array:
    return np.asarray((one * other).sum(axis=1))


def _fit_raters(ratings: CellRatings, items: Array, people: int, strength: float) -> tuple[Array, Array]:
    """Fit each rater's level, without a ridge, and factors."""
    rows = np.hstack([np.ones((len(items), 1)), items])
    penalty = strength * np.eye(rows.shape[1])
    penalty[0, 0] = 1e-6
    fitted = _by_group(rows, ratings.values, ratings.raters, people, penalty)
    return fitted[:, 0], fitted[:, 1:]


def _fit_factors(rows: Array, values: Array, groups: Indices, count: int, strength: float) -> Array:
    return _by_group(rows, values, groups, count, strength * np.eye(rows.shape[1]))


def _by_group(rows: Array, values: Array, groups: Indices, count: int, penalty: Array) -> Array:
    """Fit one linear model to the rows of each group, float64 ``[count, columns]``."""
    width = rows.shape[1]
    inner, right = np.zeros((count, width, width)), np.zeros((count, width))
    np.add.at(inner, groups, rows[:, :, None] * rows[:, None, :])
    np.add.at(right, groups, rows * values[:, None])
    return np.asarray(np.linalg.solve(inner + penalty, right[:, :, None])[:, :, 0])


def taste_of_cells(ratings: CellRatings, rater: int) -> CellTaste:
    """Return what a rater thinks of all cells: with three raters or more, the others help.

    Raises:
        BadInputError: there is no rating, by this rater if there are fewer than three.
    """
    if len(np.unique(ratings.raters)) < ENOUGH_RATERS:
        return additive(ratings.of(rater))
    return factorise(ratings).of(rater)
