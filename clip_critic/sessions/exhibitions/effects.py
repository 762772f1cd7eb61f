"""The statistics of exhibitions: paired differences, their intervals, and the split into rows and columns.

Pure functions of arrays. Missing pictures are nan.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LEAST = 8
"""The pairs from which an interval is given."""
CONFIDENCE = 0.95
SIGNIFICANT = 1 - CONFIDENCE
SKEWED = 1.0
"""The skewness from which differences are too lopsided for Student's t: then the bootstrap gives the
interval, and flipped signs the probability."""
RESAMPLES = 2000
EXACT = 16
"""The pairs up to which all patterns of signs are tried."""
PATTERNS = 2**EXACT
AT_ONCE = 64
"""The rows that are resampled at once."""
ROUNDING = 1e-12
"""The part of the largest value below which a mix is only rounding."""
_Z = 1.959963984540054


@dataclass(frozen=True)
class Effects:
    """The effects of many changes, one in each place of an array of any shape.

    Attributes:
        mean: the mean of the paired differences.
        sd: their standard deviation.
        n: the number of pairs.
        low, high: the 95 % interval; nan with fewer than `LEAST` pairs.
        p: the probability of such a mean without an effect; nan with fewer than `LEAST` pairs.
        adjusted: the same, after Holm over all places with a probability, or over several arrays
            (`holm_together`).
        bootstrapped: whether the interval is the bootstrap's, and the probability that of flipped signs.
        needed: about how many pairs an interval needs that does not contain 0; inf if the mean is 0.
        gain: how many times smaller pairing makes the standard error.
    """

    mean: Floats
    sd: Floats
    n: NDArray[np.int64]
    low: Floats
    high: Floats
    p: Floats
    adjusted: Floats
    bootstrapped: NDArray[np.bool_]
    needed: Floats
    gain: Floats


def paired(changed: Floats, plain: Floats, seed: int = 0) -> Effects:
    """Compare values with a change and without it, seed by seed.

    The interval is Student's, ``mean +- t(n - 1) sd / sqrt(n)``; where the differences are skewed, the
    bias-corrected and accelerated bootstrap (Efron 1987, JASA 82, equation 6.6), and the probability is that
    of the mean under random signs (Fisher 1935, section 21).

    Args:
        changed: values with the change, float ``[..., n]``; the last axis has the seeds.
        plain: values without it, of the same shape; nan in either leaves the pair out.
        seed: the seed of the resampling, so that a result can be repeated.
    """
    both = np.isfinite(changed) & np.isfinite(plain)
    first, second = np.where(both, changed, np.nan), np.where(both, plain, np.nan)
    difference = first - second
    n = np.asarray(both.sum(axis=-1))
    mean, sd = _mean(difference, n), _sd(difference, n)
    error = sd / np.sqrt(np.maximum(n, 1))
    p, half = _student(mean, error, n)
    low, high = np.asarray(mean - half), np.asarray(mean + half)
    skewed = np.asarray((n >= LEAST) & (np.abs(_skewness(difference, mean, n)) > SKEWED))
    for rows, values in _resampled(difference[skewed], n[skewed]):
        places = tuple(index[rows] for index in np.nonzero(np.atleast_1d(skewed)))
        found = bootstrap_interval(values, seed)
        for target, new in ((low, found[0]), (high, found[1]), (p, flipped_p(values, seed))):
            np.atleast_1d(target)[places] = new
    unpaired = np.sqrt((_sd(first, n) ** 2 + _sd(second, n) ** 2) / np.maximum(n, 1))
    with np.errstate(divide="ignore", invalid="ignore"):
        needed = np.where(mean == 0, np.inf, np.ceil((_Z * sd / np.abs(mean)) ** 2))
        gain = unpaired / error
    return Effects(mean, sd, n, low, high, p, holm(p), skewed, needed, gain)


def _resampled(difference: Floats, n: NDArray[np.int64]) -> Iterator[tuple[NDArray[np.int64], Floats]]:
    """Yield rows of one number of pairs, some at once: their indices, and their values ``[rows, n]``."""
    for count in np.unique(n):
        rows = np.flatnonzero(n == count)
        for start in range(0, len(rows), AT_ONCE):
            chosen = rows[start : start + AT_ONCE]
            values = difference[chosen]
            yield chosen, values[np.isfinite(values)].reshape(len(chosen), count)


def holm(p: Floats) -> Floats:
    """Adjust probabilities for their number (Holm 1979, Scand. J. Statist. 6): nan stays nan.

    ``adjusted_(k) = max over j <= k of min(1, (m - j + 1) p_(j))``, with p in ascending order.
    """
    flat = np.ravel(p)
    known = np.flatnonzero(np.isfinite(flat))
    order = known[np.argsort(flat[known], kind="stable")]
    adjusted = np.full(flat.shape, np.nan)
    steps = np.arange(len(order), 0, -1)
    adjusted[order] = np.minimum(np.maximum.accumulate(steps * flat[order]), 1.0) if len(order) else []
    return adjusted.reshape(np.shape(p))


def holm_together(arrays: Sequence[Floats]) -> list[Floats]:
    """Adjust the probabilities of several arrays as one family: each for the number of all of them."""
    if not arrays:
        return []
    together = holm(np.concatenate([np.ravel(p) for p in arrays]))
    ends = np.cumsum([np.size(p) for p in arrays])[:-1]
    return [part.reshape(np.shape(p)) for part, p in zip(np.split(together, ends), arrays, strict=True)]


def bootstrap_interval(values: Floats, seed: int = 0) -> tuple[Floats, Floats]:
    """Return the BCa bootstrap intervals of the means of rows that vary: low and high, each ``[rows]``.

    Args:
        values: rows ``[rows, n]``.
        seed: the seed of the resampling.
    """
    from scipy.stats import bootstrap

    found = bootstrap(
        (values,),
        np.mean,
        n_resamples=RESAMPLES,
        confidence_level=CONFIDENCE,
        method="BCa",
        vectorized=True,
        axis=-1,
        random_state=np.random.default_rng(seed),
    ).confidence_interval
    return np.asarray(found.low), np.asarray(found.high)


def flipped_p(values: Floats, seed: int = 0) -> Floats:
    """Return the two-sided probability of means as large when the sign of each value is random.

    Up to `EXACT` values all patterns are tried; beyond, `PATTERNS` random ones, to which the observed one is
    added, so that a probability is never 0.

    Args:
        values: rows ``[rows, n]``.
        seed: the seed of the random patterns.
    """
    n = values.shape[-1]
    is_exact = n <= EXACT
    sums = np.abs(values @ (_all_signs(n) if is_exact else _random_signs(n, seed)))
    as_large = (sums >= np.abs(values.sum(axis=-1, keepdims=True)) * (1 - 1e-9)).sum(axis=-1)
    p: Floats = as_large / 2**n if is_exact else (as_large + 1) / (PATTERNS + 1)
    return p


@dataclass(frozen=True)
class Split:
    """Values over rows and columns, as a sum: ``mean + row + column + interaction``.

    Attributes:
        mean: the mean of all cells.
        rows: what each row adds, ``[rows]``; the sum is 0.
        columns: what each column adds, ``[columns]``; the sum is 0.
        interaction: what each cell has beyond its row and column, ``[rows, columns]``.
        shares: the parts of the variation between pictures that rows, columns, interaction, seeds, and the
            rest explain: each from 0 to 1, together 1. All 0 if nothing varies.
        effects: the interaction of each cell, with its interval over the seeds.
    """

    mean: float
    rows: Floats
    columns: Floats
    interaction: Floats
    shares: tuple[float, float, float, float, float]
    effects: Effects


def split(values: Floats) -> Split:
    """Split values into what rows add, what columns add, and what only their mix adds.

    Each seed is a complete table and gets its own split, so that what a seed does to all cells is in none of
    them (a randomised block design; Cochran and Cox 1957, section 4.2).

    Args:
        values: float ``[rows, columns, seeds]``; seeds with a missing cell are left out.

    Raises:
        ValueError: no seed is complete.
    """
    complete = np.isfinite(values).all(axis=(0, 1))
    if not complete.any():
        raise ValueError("no seed has all cells")
    whole = values[:, :, complete]
    rows, columns, mix = _parts(whole)
    mix[np.abs(mix) <= ROUNDING * np.abs(whole).max()] = 0.0  # else its sign would count as a finding
    expected = whole - mix
    shares = _shares(whole, rows, columns, mix)
    return Split(
        float(whole.mean()),
        rows.mean(axis=(1, 2)),
        columns.mean(axis=(0, 2)),
        mix.mean(axis=2),
        shares,
        paired(whole, expected),
    )


def _parts(values: Floats) -> tuple[Floats, Floats, Floats]:
    """Return the rows, columns and interaction of each seed's table, each with three axes."""
    mean = values.mean(axis=(0, 1), keepdims=True)
    rows = values.mean(axis=1, keepdims=True) - mean
    columns = values.mean(axis=0, keepdims=True) - mean
    return rows, columns, values - mean - rows - columns


def _shares(
    values: Floats, rows: Floats, columns: Floats, mix: Floats
) -> tuple[float, float, float, float, float]:
    """Return the parts of the sum of squares: rows, columns, interaction, seeds, the rest."""
    count_rows, count_columns, count_seeds = values.shape
    total = float(((values - values.mean()) ** 2).sum())
    if total <= 1e-18 * values.size:
        return 0.0, 0.0, 0.0, 0.0, 0.0
    by_row = count_columns * count_seeds * float((rows.mean(axis=2) ** 2).sum())
    by_column = count_rows * count_seeds * float((columns.mean(axis=2) ** 2).sum())
    by_mix = count_seeds * float((mix.mean(axis=2) ** 2).sum())
    seeds = values.mean(axis=(0, 1)) - values.mean()
    by_seed = count_rows * count_columns * float((seeds**2).sum())
    rest = max(total - by_row - by_column - by_mix - by_seed, 0.0)
    return by_row / total, by_column / total, by_mix / total, by_seed / total, rest / total


def over(values: Floats, axes: Sequence[int]) -> Floats:
    """Return the mean over some axes, without nan; nan where there is nothing else."""
    if not axes:
        return values
    known = np.isfinite(values)
    count = known.sum(axis=tuple(axes))
    total = np.where(known, values, 0.0).sum(axis=tuple(axes))
    mean: Floats = np.where(count > 0, total / np.maximum(count, 1), np.nan)
    return mean


def _mean(values: Floats, n: NDArray[np.int64]) -> Floats:
    total = np.where(np.isfinite(values), values, 0.0).sum(axis=-1)
    mean: Floats = np.where(n > 0, total / np.maximum(n, 1), np.nan)
    return mean


def _sd(values: Floats, n: NDArray[np.int64]) -> Floats:
    mean = _mean(values, n)
    squares = np.where(np.isfinite(values), (values - mean[..., None]) ** 2, 0.0).sum(axis=-1)
    sd: Floats = np.where(n > 1, np.sqrt(squares / np.maximum(n - 1, 1)), np.nan)
    return sd


def _skewness(values: Floats, mean: Floats, n: NDArray[np.int64]) -> Floats:
    """Return the third standardised moment; 0 where nothing varies."""
    known = np.isfinite(values)
    away = np.where(known, values - np.where(np.isfinite(mean), mean, 0.0)[..., None], 0.0)
    count = np.maximum(n, 1)
    second, third = (away**2).sum(axis=-1) / count, (away**3).sum(axis=-1) / count
    scale = np.maximum(np.abs(np.where(np.isfinite(mean), mean, 0.0)), 1.0) * 1e-12
    varies = second > scale**2
    skewness: Floats = np.where(varies, third / np.where(varies, second, 1.0) ** 1.5, 0.0)
    return skewness


def _student(mean: Floats, error: Floats, n: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Return the two-sided probabilities and half the intervals by Student's t; nan below `LEAST` pairs."""
    from scipy.stats import t

    enough = n >= LEAST
    freedom = np.maximum(n - 1, 1)
    fixed = enough & (error == 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        p = 2 * t.sf(np.abs(mean / error), freedom)
    p = np.where(fixed, np.where(mean == 0, 1.0, 0.0), p)
    half = t.ppf(0.5 + CONFIDENCE / 2, freedom) * error
    return np.where(enough, p, np.nan), np.where(enough, half, np.nan)


@lru_cache(maxsize=4)
def _all_signs(n: int) -> Floats:
    """Return all patterns of signs, ``[n, 2 ** n]``."""
    bits = (np.arange(2**n) >> np.arange(n)[:, None]) & 1
    return (2 * bits - 1).astype(np.float64)


@lru_cache(maxsize=4)
def _random_signs(n: int, seed: int) -> Floats:
    """Return random patterns of signs, ``[n, PATTERNS]``."""
    chance = np.random.default_rng(seed)
    return (2 * chance.integers(0, 2, (n, PATTERNS), dtype=np.int8) - 1).astype(np.float64)
