"""What is known of a taste: the Laplace approximation of its posterior, in whichever space is smaller.

A picture's utility is ``u = x theta`` with features ``x`` and ``theta ~ N(0, a I)``. A comparison says
``P(i is preferred to j) = sigmoid(u_i - u_j)`` (Bradley and Terry 1952); a number of stars is an observation
of ``u`` with Gaussian noise. The maximum is found by Newton's method in the space of observations where there
are fewer of them than features (Rasmussen and Williams 2006, algorithm 3.1), else in that of the features.
Both give the same result.

A taste that drifts has a ``theta`` for each time, and two of them are correlated by ``2 ** -(t / h) ** 2``,
``t`` answers apart: after a half-life ``h`` half of the taste is left. This is asked for the present only.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
STAR_NOISE = 2.2
"""The variance of the noise of a rating, where a comparison's own noise is logistic with scale 1."""
STEPS = 50
ENOUGH = 1e-4
"""The largest change of a utility after which Newton's method ends; what is left is about its square."""
LONGEST = 8.0
"""The largest change of a utility in one step, so that no step leads too far."""
FLATTEST = 1e-12
"""The smallest curvature of a comparison: of a certain one, the rounded curvature would be zero."""
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
        weights: how often each counts, float64 ``[n]``.
        ages: how many answers ago each was made, float64 ``[n]``.
    """

    rows: Array
    ratings: Array
    weights: Array
    ages: Array

    def __len__(self) -> int:
        return len(self.rows)

    def only(self, chosen: NDArray[np.generic] | slice) -> Design:
        """Return some of the observations, by a mask, indices or a slice."""
        return Design(self.rows[chosen], self.ratings[chosen], self.weights[chosen], self.ages[chosen])


@dataclass(frozen=True, eq=False)
class Belief:
    """A normal distribution of ``theta``.

    Attributes:
        mean: float64 ``[features]``.
        covariance: float64 ``[features, features]``.
        evidence: the logarithm of the probability of all observations, ``theta`` integrated out: the sum over
            the observations of how well each is predicted from those before it.
    """

    mean: Array
    covariance: Array
    evidence: float

    def variances(self, rows: Array) -> Array:
        """Return the variance of ``rows theta``, float64 ``[n]``."""
        return np.asarray(np.maximum(np.einsum("ij,ij->i", rows @ self.covariance, rows), 0.0))


def sigmoid(values: Array) -> Array:
    """Return ``1 / (1 + exp(-values))`` without overflow."""
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * values)))


def expected_sigmoid(mean: Array, variance: Array) -> Array:
    """Return the mean of ``sigmoid(z)`` for ``z ~ N(mean, variance)``, of the same shape."""
    return np.asarray(sigmoid(mean[..., None] + np.sqrt(variance)[..., None] * NODES) @ GAUSS)


def believe(
    design: Design, prior: float, half_life: float | None = None, start: Array | None = None
) -> Belief:
    """Return the Laplace approximation after some observations.

    Args:
        design: the observations.
        prior: the variance ``a`` of each part of ``theta`` before any observation.
        half_life: the answers in which half of the taste changes; None: it does not.
        start: a ``theta`` to start from, float64 ``[features]``: it changes the time, not the result.
    """
    first = np.zeros(design.rows.shape[1]) if start is None else start
    if half_life is not None or len(design) < design.rows.shape[1]:
        return _by_observations(design, prior, half_life, first)
    return _by_features(design, prior, first)


def _by_features(design: Design, prior: float, theta: Array) -> Belief:
    rows, values = design.rows, design.rows @ theta
    for _ in range(STEPS):
        slope, curvature = _slopes(design, values)
        precision = _precision(rows, curvature, prior)
        best = np.linalg.solve(precision, rows.T @ (slope + curvature * values))
        part, largest = _fraction(rows @ best - values)
        theta = theta + part * (best - theta)
        values = rows @ theta
        if largest < ENOUGH:
            break
    volume = np.log(np.diag(np.linalg.cholesky(precision)) * np.sqrt(prior)).sum()
    evidence = _log_likelihood(design, values) - theta @ theta / (2 * prior) - volume
    return Belief(theta, np.asarray(np.linalg.inv(precision)), float(evidence))


def _precision(rows: Array, curvature: Array, prior: float) -> Array:
    weighted = rows * np.sqrt(curvature)[:, None]
    precision = weighted.T @ weighted
    precision[np.diag_indices_from(precision)] += 1 / prior
    return np.asarray(precision)


@dataclass(frozen=True, eq=False)
class Sites:
    """The posterior in the space of observations.

    Attributes:
        values: the most probable value of each row, float64 ``[n]``.
        pull: the log likelihood's derivative by each value, float64 ``[n]``.
        curvature: minus its second derivative, float64 ``[n]``.
        inner: ``I + W^1/2 K W^1/2`` with the prior covariance ``K`` and the curvature ``W``, ``[n, n]``.
        now: the prior covariance of the values with ``theta`` as it is now, float64 ``[n, features]``.
    """

    values: Array
    pull: Array
    curvature: Array
    inner: Array
    now: Array


def find_sites(
    design: Design, prior: float, half_life: float | None = None, start: Array | None = None
) -> Sites:
    """Find the most probable values of all rows by Newton's method in their own space; see `believe`."""
    values = np.zeros(len(design)) if start is None else design.rows @ start
    kernel, now = _kernel(design, prior, half_life)
    for _ in range(STEPS):
        slope, curvature = _slopes(design, values)
        root = np.sqrt(curvature)
        inner = np.eye(len(values)) + kernel * root * root[:, None]
        target = slope + curvature * values
        pull = target - root * np.linalg.solve(inner, root * (kernel @ target))
        change = kernel @ pull - values
        part, largest = _fraction(change)
        values = values + part * change
        if largest < ENOUGH:
            break
    return Sites(values, pull, curvature, inner, now)


def _by_observations(design: Design, prior: float, half_life: float | None, start: Array) -> Belief:
    sites = find_sites(design, prior, half_life, start)
    corner = np.linalg.cholesky(sites.inner)
    known = np.linalg.solve(corner, sites.now * np.sqrt(sites.curvature)[:, None])
    covariance = prior * np.eye(len(start)) - known.T @ known
    fit = _log_likelihood(design, sites.values) - sites.pull @ sites.values / 2
    evidence = fit - np.log(np.diag(corner)).sum()
    return Belief(np.asarray(sites.now.T @ sites.pull), np.asarray(covariance), float(evidence))


def _kernel(design: Design, prior: float, half_life: float | None) -> tuple[Array, Array]:
    """Return the prior covariance of the rows' values ``[n, n]``, and that with ``theta`` as it is now."""
    kernel, now = prior * (design.rows @ design.rows.T), prior * design.rows
    if half_life is None:
        return kernel, now
    times = design.ages / half_life
    return kernel * np.exp2(-np.square(times[:, None] - times)), now * np.exp2(-np.square(times))[:, None]


def _fraction(change: Array) -> tuple[float, float]:
    """Return how much of a step to make, and the largest change of a utility in all of it."""
    largest = float(np.abs(change).max(initial=0.0))
    return min(1.0, LONGEST / largest) if largest else 1.0, largest


def _slopes(design: Design, values: Array) -> tuple[Array, Array]:
    """Return the log likelihood's first derivative and minus its second, by each row's value."""
    rated = ~np.isnan(design.ratings)
    chance = sigmoid(values)
    slope = np.where(rated, (design.ratings - values) / STAR_NOISE, 1.0 - chance)
    curvature = np.where(rated, 1.0 / STAR_NOISE, np.maximum(chance * (1.0 - chance), FLATTEST))
    return design.weights * slope, design.weights * curvature


def _log_likelihood(design: Design, values: Array) -> float:
    rated = ~np.isnan(design.ratings)
    noise = np.square(design.ratings - values) / STAR_NOISE + np.log(2 * np.pi * STAR_NOISE)
    return float(design.weights @ np.where(rated, -0.5 * noise, -np.logaddexp(0.0, -values)))
