"""How well a taste predicts: from comparisons whose pictures it has not learned from.

Each picture is a fold of its own. A comparison is predicted without any comparison that has one of its two
pictures, in closed form from the Laplace approximation (Rasmussen and Williams 2006, section 5.4.2, for
several left out at once). The comparisons that a rater was asked for are not like any two pictures: some were
asked because they are hard. So the predictions are calibrated by the answers, and the accuracy is what the
calibrated model expects of random pairs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clip_critic.taste.belief import Array, find_sites, sigmoid
from clip_critic.taste.model import NEWEST_OF_A_DRIFT, Taste
from clip_critic.taste.observations import ABSENT, Observations, design

PAIRS = 2000
"""The random pairs of the pool that the accuracy is about."""
RESAMPLED = 200
STANDARD_ERRORS = 1.96
"""The half width of a 95 % interval."""
BINS = (0.5, 0.6, 0.7, 0.8, 0.9)
"""The lower ends of the bins of the calibration."""
SLOPES = np.exp(np.linspace(-3.0, 2.0, 101))
"""The slopes of calibration that are compared."""
SLOPE_SPREAD = 1.0
"""The standard deviation of the logarithm of the slope before it is known."""


@dataclass(frozen=True)
class CalibrationBin:
    """Comparisons that were predicted with about the same probability.

    Attributes:
        predicted: the mean probability of the predicted answers, 0.5 to 1.
        right: the share of answers that were as predicted.
        count: the number of comparisons.
    """

    predicted: float
    right: float
    count: int


@dataclass(frozen=True)
class Accuracy:
    """How often a taste is right about two pictures that it has not learned from.

    Attributes:
        expected: the share of answers about random pairs that it will predict, 0.5 to 1.
        low, high: the bounds of the 95 % interval: the doubt of as many answers, and that of the calibration
            by resampled answers. Of simulated raters about so many have their true accuracy in it.
        right: the share of the comparisons made so far that it predicts, their pictures left out; most of
            them were not random.
        comparisons: the number of these comparisons.
        slope: the factor that calibrates its log odds: below 1 if it is too sure of itself.
        bins: the calibration.
    """

    expected: float
    low: float
    high: float
    right: float
    comparisons: int
    slope: float
    bins: tuple[CalibrationBin, ...]

    @property
    def calibration_error(self) -> float:
        """The mean difference between predicted and observed shares, over all comparisons."""
        off = sum(part.count * abs(part.predicted - part.right) for part in self.bins)
        return off / max(1, self.comparisons)


def accuracy(taste: Taste, rng: np.random.Generator | None = None) -> Accuracy | None:
    """Return how well a taste predicts; None below ten answers or without a comparison.

    Args:
        taste: the taste.
        rng: the source of chance for pairs and resampling; the same each time by default.
    """
    left_out, answers = predictions_left_out(taste)
    if taste.not_yet or not len(left_out):
        return None
    random = np.random.default_rng(0) if rng is None else rng
    gaps = np.abs(_random_differences(taste, random))
    losses = np.logaddexp(0.0, -np.outer(left_out, SLOPES))
    slope = _slope(losses.sum(axis=0))
    drawn = [_slope(_resampled(losses, answers, random)) for _ in range(RESAMPLED)]
    spread = np.var([sigmoid(each * gaps).mean() for each in drawn])
    right = float((left_out > 0).mean() + (left_out == 0).mean() / 2)
    expected = float(sigmoid(slope * gaps).mean())
    error = STANDARD_ERRORS * float(np.sqrt(spread + expected * (1 - expected) / taste.answers))
    low, high = max(0.5, expected - error), min(1.0, expected + error)
    return Accuracy(expected, low, high, right, len(left_out), slope, _bins(slope * left_out))


def predictions_left_out(taste: Taste) -> tuple[Array, Array]:
    """Return the log odds of each comparison, learned without its pictures, and the number of its answer.

    The log odds are those of the answer that was given: positive where the taste predicts it.
    """
    observed, assumed = taste.observed, taste.assumptions
    data = design(observed, taste.spaces.features(assumed.kernel), assumed.prior)
    newest = slice(-NEWEST_OF_A_DRIFT, None)
    sites = find_sites(data.only(newest), assumed.prior, assumed.half_life, taste.belief.mean)
    root = np.sqrt(sites.curvature)
    precision = root[:, None] * np.linalg.solve(sites.inner, np.diag(root))
    targets = sites.values + sites.pull / sites.curvature
    recent = observed.only(np.arange(len(observed)) >= len(observed) - len(root))
    compared = np.flatnonzero(recent.other != ABSENT)
    odds = [_left_out(recent, int(row), precision, targets) for row in compared]
    return np.array(odds), recent.answers[compared].astype(np.float64)


def _left_out(observed: Observations, row: int, precision: Array, targets: Array) -> float:
    """Return a row's value if neither of its pictures had been in any comparison."""
    pictures = (observed.preferred[row], observed.other[row])
    shares = np.isin(observed.preferred, pictures) | np.isin(observed.other, pictures)
    block = np.flatnonzero(shares)
    change = np.linalg.solve(precision[np.ix_(block, block)], precision[block] @ targets)
    return float(targets[row] - change[np.searchsorted(block, row)])


def _random_differences(taste: Taste, rng: np.random.Generator) -> Array:
    utilities = taste.spaces.features(taste.assumptions.kernel) @ taste.belief.mean
    first, second = rng.integers(0, len(utilities), (2, PAIRS))
    return np.asarray((utilities[first] - utilities[second])[first != second])


def _slope(losses: Array) -> float:
    """Return the slope with the smallest loss, with a log-normal prior around 1."""
    return float(SLOPES[int((losses + np.square(np.log(SLOPES) / SLOPE_SPREAD) / 2).argmin())])


def _resampled(losses: Array, answers: Array, rng: np.random.Generator) -> Array:
    """Return the total losses after drawing whole answers with replacement."""
    _, places = np.unique(answers, return_inverse=True)
    count = int(places.max()) + 1
    drawn = np.bincount(rng.integers(0, count, count), minlength=count)
    return np.asarray(drawn[places] @ losses)


def _bins(odds: Array) -> tuple[CalibrationBin, ...]:
    sure = sigmoid(np.abs(odds))
    place = np.searchsorted(BINS, sure, side="right") - 1
    inside = [np.flatnonzero(place == index) for index in range(len(BINS))]
    return tuple(
        CalibrationBin(float(sure[rows].mean()), float((odds[rows] > 0).mean()), len(rows))
        for rows in inside
        if len(rows)
    )
