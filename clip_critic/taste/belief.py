"""What is known of a taste: the Laplace approximation of its posterior, in whichever space is smaller.

A picture's utility is ``u = x theta`` with features ``x`` and ``theta ~ N(0, a I)``. A comparison says
``P(i is preferred to j) = sigmoid(u_i - u_j)`` (Bradley and Terry 1952); a number of stars is an observation
of ``u`` with Gaussian noise. The maximum is found by Newton's method in the space of observations where there
are fewer of them than features (Rasmussen and Williams 2006, algorithm 3.1), else in that of the features.
Both give the same result.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
STAR_NOISE = 2.2
"""The variance of the noise of a rating, where a comparison's own noise is logistic with scale 1."""
STEPS = 50
ENOUGH = 1e-6
"""The largest change of a utility after which Newton's method ends."""
LONGEST = 8.0
"""The largest change of a utility in one step; without drift and doubt, two or three steps are shorter."""
NODES, _GAUSS = np.polynomial.hermite_e.hermegauss(9)
GAUSS = _GAUSS / _GAUSS.sum()
"""The 9 nodes and weights of the mean over a standard normal variable (Gauss and Hermite)."""


@dataclass(frozen=True, eq=False)
class Design:
    """Observations as rows of features.

    Attributes:
        rows: preferred minus other picture, or a rated picture minus the mean of the rated ones, float64
            ``[n, features]``.
        ratings: NaN for a comparison, else the rating as a utility, float64 ``[n]``.
        weights: how much each counts, 0 to 1 or more, float64 ``[n]``.
    """

    rows: Array
    ratings: Array
    weights: Array

    def __len__(self) -> int:
        return len(self.rows)

    def only(self, chosen: NDArray[np.generic]) -> Design:
        """Return some of the observations, by a mask or by indices."""
        return Design(self.rows[chosen], self.ratings[chosen], self.weights[chosen])


@dataclass(frozen=True, eq=False)
class Belief:
    """A normal distribution of ``theta``.

    Attributes:
        mean: float64 ``[features]``.
        covariance: float64 ``[features, features]``.
        evidence: the logarithm of the probability of all observations, ``theta`` integrated out.
    """

    mean: Array
    covariance: Array
    evidence: float

    def variances(self, rows: Array) -> Array:
        """Return the variance of ``rows theta``, float64 ``[n]``."""
        return np.maximum(np.einsum("ij,ij->i", rows @ self.covariance, rows), 0.0)


def sigmoid(values: Array) -> Array:
    """Return ``1 / (1 + exp(-values))`` without overflow."""
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * values)))


def expected_sigmoid(mean: Array, variance: Array) -> Array:
    """Return the mean of ``sigmoid(z)`` for ``z ~ N(mean, variance)``, of the same shape."""
    return np.asarray(sigmoid(mean[..., None] + np.sqrt(variance)[..., None] * NODES) @ GAUSS)


def believe(design: Design, prior: float, start: Array | None = None) -> Belief:
    """Return the Laplace approximation after some observations.

    Args:
        design: the observations.
        prior: the variance ``a`` of each part of ``theta`` before any observation.
        start: a ``theta`` to start from, float64 ``[features]``: it changes the time, not the result.
    """
    theta, values = _maximum(design, prior, start)
    _, curvature = _slopes(design, values)
    if len(design) < design.rows.shape[1]:
        covariance, log_volume = _spread_by_observations(design.rows, curvature, prior)
    else:
        covariance, log_volume = _spread_by_features(design.rows, curvature, prior)
    fit = float(_log_likelihood(design, values).sum())
    return Belief(theta, covariance, fit - float(theta @ theta) / (2 * prior) - log_volume)


def _maximum(design: Design, prior: float, start: Array | None) -> tuple[Array, Array]:
    """Return the most probable ``theta``, and ``rows theta`` there."""
    theta = np.zeros(design.rows.shape[1]) if start is None else start
    values = design.rows @ theta
    for _ in range(STEPS):
        slope, curvature = _slopes(design, values)
        step = _newton(design.rows, slope + curvature * values, curvature, prior) - theta
        change = design.rows @ step
        largest = float(np.abs(change).max(initial=0.0))
        shorter = min(1.0, LONGEST / largest) if largest else 1.0
        theta, values = theta + shorter * step, values + shorter * change
        if largest < ENOUGH:
            break
    return theta, values


def _newton(rows: Array, pull: Array, curvature: Array, prior: float) -> Array:
    """Return the maximum of the quadratic that touches the posterior at the present values."""
    if len(rows) < rows.shape[1]:
        root = np.sqrt(curvature)
        inner = np.eye(len(rows)) + prior * (rows @ rows.T) * root * root[:, None]
        right = root * (prior * (rows @ (rows.T @ pull)))
        return np.asarray(prior * (rows.T @ (pull - root * np.linalg.solve(inner, right))))
    return np.asarray(np.linalg.solve(_precision(rows, curvature, prior), rows.T @ pull))


def _slopes(design: Design, values: Array) -> tuple[Array, Array]:
    """Return the log likelihood's first derivative and minus its second, by each row's value."""
    rated = ~np.isnan(design.ratings)
    chance = sigmoid(values)
    slope = np.where(rated, (design.ratings - values) / STAR_NOISE, 1.0 - chance)
    curvature = np.where(rated, 1.0 / STAR_NOISE, np.maximum(chance * (1.0 - chance), 1e-12))
    return design.weights * slope, design.weights * curvature


def _log_likelihood(design: Design, values: Array) -> Array:
    rated = ~np.isnan(design.ratings)
    noise = np.square(design.ratings - values) / STAR_NOISE + np.log(2 * np.pi * STAR_NOISE)
    return design.weights * np.where(rated, -0.5 * noise, -np.logaddexp(0.0, -values))


def _precision(rows: Array, curvature: Array, prior: float) -> Array:
    return np.asarray(np.eye(rows.shape[1]) / prior + (rows.T * curvature) @ rows)


def _spread_by_features(rows: Array, curvature: Array, prior: float) -> tuple[Array, float]:
    """Return the covariance, and half the logarithm of how much smaller it is than the prior's."""
    precision = _precision(rows, curvature, prior)
    corner = np.linalg.cholesky(precision)
    log_volume = float(np.log(np.diag(corner) * np.sqrt(prior)).sum())
    return np.asarray(np.linalg.inv(precision)), log_volume


def _spread_by_observations(rows: Array, curvature: Array, prior: float) -> tuple[Array, float]:
    """Do the same in the space of observations."""
    weighted = rows * np.sqrt(curvature)[:, None]
    corner = np.linalg.cholesky(np.eye(len(rows)) + prior * (weighted @ weighted.T))
    known = np.linalg.solve(corner, prior * weighted)
    covariance = prior * np.eye(rows.shape[1]) - known.T @ known
    return np.asarray(covariance), float(np.log(np.diag(corner)).sum())
