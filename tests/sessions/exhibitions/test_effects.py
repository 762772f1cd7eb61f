"""The statistics of exhibitions, against scipy's where it has the same, and against their definitions."""

from __future__ import annotations

from itertools import combinations, product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats as scipy_stats

from clip_critic.sessions.exhibitions import effects
from clip_critic.sessions.exhibitions.effects import (
    LEAST,
    bootstrap_interval,
    flipped_p,
    holm,
    holm_together,
    over,
    paired,
    split,
)

SEEDS = st.integers(0, 2**32 - 1)


def normal(seed: int, *shape: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=shape)


@given(SEEDS, st.integers(LEAST, 40))
def test_a_paired_difference_is_that_of_the_t_test(seed: int, n: int) -> None:
    changed, plain = normal(seed, n), normal(seed + 1, n)
    found = paired(changed, plain)
    known = scipy_stats.ttest_rel(changed, plain)
    assert found.mean == pytest.approx((changed - plain).mean())
    assert found.n == n
    if not found.bootstrapped:
        mean, sem = (changed - plain).mean(), scipy_stats.sem(changed - plain)
        low, high = scipy_stats.t.interval(0.95, n - 1, loc=mean, scale=sem)
        assert float(found.low) == pytest.approx(low) and float(found.high) == pytest.approx(high)
        assert found.p == pytest.approx(known.pvalue)


@given(SEEDS)
def test_pairs_with_a_missing_picture_are_left_out(seed: int) -> None:
    changed, plain = normal(seed, 3, 12), normal(seed + 1, 3, 12)
    changed[0, 2] = plain[0, 5] = np.nan
    changed[1] = np.nan
    found = paired(changed, plain)
    kept = [index for index in range(12) if index not in (2, 5)]
    alone = paired(changed[0, kept], plain[0, kept])
    assert (found.n.tolist(), int(alone.n)) == ([10, 0, 12], 10)
    assert (found.mean[0], found.p[0]) == (pytest.approx(float(alone.mean)), pytest.approx(float(alone.p)))
    assert np.isnan([found.mean[1], found.low[1], found.p[1], found.adjusted[1]]).all()


def test_too_few_pairs_have_no_interval() -> None:
    found = paired(normal(1, 2, LEAST - 1), normal(2, 2, LEAST - 1))
    assert np.isfinite(found.mean).all() and np.isfinite(found.sd).all()
    assert np.isnan([found.low, found.high, found.p, found.adjusted]).all()


def test_what_never_changes_has_no_effect() -> None:
    same = normal(1, 16)
    found = paired(same, same)
    numbers = (found.mean, found.low, found.high, found.p, found.adjusted)
    assert [float(number) for number in numbers] == [0, 0, 0, 1, 1]
    assert np.isinf(found.needed) and not found.bootstrapped
    shifted = paired(same * 0 + 0.5, same * 0)
    numbers = (shifted.mean, shifted.low, shifted.high, shifted.p, shifted.needed)
    assert [float(number) for number in numbers] == [0.5, 0.5, 0.5, 0, 0]


@given(SEEDS, st.floats(-3, 3), st.floats(0.1, 5))
def test_effects_move_and_grow_with_the_values(seed: int, shift: float, scale: float) -> None:
    changed, plain = normal(seed, 12), normal(seed + 1, 12)
    first, second = paired(changed, plain), paired(scale * changed + shift, scale * plain + shift)
    for name in ("mean", "sd", "low", "high"):
        assert getattr(second, name) == pytest.approx(scale * getattr(first, name), abs=1e-9), name
    assert second.p == pytest.approx(first.p) and second.gain == pytest.approx(first.gain)


@given(SEEDS)
def test_an_effect_against_itself_turns_round(seed: int) -> None:
    changed, plain = normal(seed, 12), normal(seed + 1, 12)
    one, other = paired(changed, plain), paired(plain, changed)
    assert one.mean == pytest.approx(-other.mean) and one.p == pytest.approx(other.p)
    if not one.bootstrapped:
        assert one.low == pytest.approx(-other.high)


def test_pairing_gains_where_a_seed_decides_most() -> None:
    base = 10 * normal(1, 200)
    found = paired(base + normal(2, 200), base)
    assert 9 < found.gain < 20
    assert 0.8 < paired(normal(3, 200), normal(4, 200)).gain < 1.25


def test_the_number_of_pairs_needed_is_what_shows_an_effect() -> None:
    """With about that many pairs, half of all intervals do not contain 0."""
    sd, mean = 1.0, 0.4
    needed = int(paired(np.array([mean - sd, mean + sd] * 50), np.zeros(100)).needed)
    chance = np.random.default_rng(5)
    seen = paired(chance.normal(mean, sd, (2000, needed)), np.zeros((2000, needed)))
    clear = ~seen.bootstrapped
    assert needed == 25
    assert np.mean(seen.low[clear] > 0) == pytest.approx(0.5, abs=0.06)


@pytest.mark.parametrize("skewed", [False, True])
def test_intervals_hold_what_they_promise(skewed: bool) -> None:
    """Of many exhibitions with a known effect, about 95 % have it in their interval."""
    chance, n, many = np.random.default_rng(7), 24, 800
    values = chance.exponential(1, (many, n)) if skewed else chance.normal(1, 1, (many, n))
    found = paired(values, np.zeros((many, n)))
    assert found.bootstrapped.mean() > 0.5 if skewed else found.bootstrapped.mean() < 0.1
    held = np.mean((found.low <= 1) & (found.high >= 1))
    assert 0.88 < held < 0.985


def test_a_skewed_difference_has_the_interval_of_the_bootstrap() -> None:
    values = np.random.default_rng(3).exponential(1, (5, 20)) ** 2
    found = paired(values, np.zeros_like(values))
    assert found.bootstrapped.all()
    for row in range(5):
        known = scipy_stats.bootstrap(
            (values[row],),
            np.mean,
            n_resamples=20_000,
            method="BCa",
            random_state=np.random.default_rng(11),
        ).confidence_interval
        width = known.high - known.low
        assert found.low[row] == pytest.approx(known.low, abs=0.08 * width)
        assert found.high[row] == pytest.approx(known.high, abs=0.12 * width)
    again = paired(values, np.zeros_like(values))
    assert np.array_equal(found.low, again.low) and np.array_equal(found.p, again.p)


def test_rows_with_different_numbers_of_pairs_are_resampled_each_with_its_own() -> None:
    values = np.random.default_rng(3).exponential(1, (3, 20)) ** 2
    values[1, :6] = np.nan
    found = paired(values, np.zeros_like(values))
    low, _ = bootstrap_interval(values[1:2, 6:])
    assert found.n.tolist() == [20, 14, 20] and found.low[1] == low[0]
    assert found.p[1] == flipped_p(values[1:2, 6:])[0]


@given(SEEDS, st.integers(2, 9))
def test_flipped_signs_are_all_tried(seed: int, n: int) -> None:
    values = normal(seed, n)
    sums = [abs(sum(sign * value for sign, value in zip(signs, values, strict=True)))
            for signs in product((-1, 1), repeat=n)]  # fmt: skip
    expected = np.mean([total >= abs(values.sum()) * (1 - 1e-9) for total in sums])
    assert flipped_p(values[None])[0] == pytest.approx(expected)


def test_flipped_signs_agree_with_scipy_where_not_all_can_be_tried() -> None:
    values = normal(4, 1, 20) + 0.4
    known = scipy_stats.permutation_test(
        (values[0],), np.sum, permutation_type="samples", n_resamples=50_000, alternative="two-sided",
        random_state=np.random.default_rng(1),
    )  # fmt: skip
    assert flipped_p(values)[0] == pytest.approx(known.pvalue, abs=0.01)


PROBABILITIES = st.lists(st.floats(0, 1), min_size=1, max_size=6)


@given(PROBABILITIES)
def test_holm_is_the_closure_of_bonferroni(p: list[float]) -> None:
    """A hypothesis is rejected if every set that it belongs to is (Marcus, Peritz and Gabriel 1976)."""
    everything = range(len(p))
    sets = [group for size in range(1, len(p) + 1) for group in combinations(everything, size)]
    bonferroni = {group: min(1.0, len(group) * min(p[index] for index in group)) for group in sets}
    expected = [max(value for group, value in bonferroni.items() if index in group) for index in everything]
    assert holm(np.array(p)).tolist() == pytest.approx(expected)


@given(PROBABILITIES, SEEDS)
def test_holm_keeps_the_order_and_the_places(p: list[float], seed: int) -> None:
    array = np.array(p)
    order = np.random.default_rng(seed).permutation(len(p))
    assert np.allclose(holm(array[order]), holm(array)[order])
    assert (holm(array) >= array).all() and (holm(array) <= 1).all()
    gaps = np.array([np.nan, *p, np.nan])
    assert np.allclose(holm(gaps)[1:-1], holm(array)) and np.isnan(holm(gaps)[[0, -1]]).all()
    assert holm(np.array([])).shape == (0,)


@given(st.lists(PROBABILITIES, min_size=1, max_size=4))
def test_several_arrays_are_adjusted_as_one(families: list[list[float]]) -> None:
    arrays = [np.array([[*p, np.nan]]) for p in families]
    found = holm_together(arrays)
    assert [part.shape for part in found] == [p.shape for p in arrays]
    together = holm(np.concatenate([p.ravel() for p in arrays]))
    assert np.array_equal(np.concatenate([part.ravel() for part in found]), together, equal_nan=True)
    for part, p in zip(found, arrays, strict=True):
        assert (part[..., :-1] >= holm(p)[..., :-1]).all()
    assert holm_together([]) == []


def test_nothing_is_found_more_often_than_said_in_two_arrays() -> None:
    """Where nothing has an effect, one family errs in 5 % of all exhibitions, two families in nearly 10 %."""
    chance = np.random.default_rng(3)
    tables = [(chance.random((2, 10)), chance.random((3, 4))) for _ in range(2000)]
    together = np.mean([min(part.min() for part in holm_together(table)) < 0.05 for table in tables])
    apart = np.mean([min(holm(part).min() for part in table) < 0.05 for table in tables])
    assert together < 0.065 and apart > 0.08


@given(SEEDS, st.integers(2, 5), st.integers(2, 5), st.integers(1, 9))
def test_a_split_adds_up(seed: int, rows: int, columns: int, seeds: int) -> None:
    values = normal(seed, rows, columns, seeds)
    found = split(values)
    rebuilt = found.mean + found.rows[:, None] + found.columns[None, :] + found.interaction
    assert np.allclose(rebuilt, values.mean(axis=2))
    assert found.rows.sum() == pytest.approx(0, abs=1e-9)
    assert found.columns.sum() == pytest.approx(0, abs=1e-9)
    assert np.allclose(found.interaction.sum(axis=0), 0) and np.allclose(found.interaction.sum(axis=1), 0)
    assert sum(found.shares) == pytest.approx(1) and min(found.shares) >= 0
    assert np.allclose(found.effects.mean, found.interaction)


def table(rows: Any, columns: Any, mix: Any, seeds: Any) -> np.ndarray:
    return np.asarray(
        np.asarray(rows)[:, None, None]
        + np.asarray(columns)[None, :, None]
        + np.asarray(mix)[:, :, None]
        + np.asarray(seeds)[None, None, :]
    )


def test_a_split_finds_what_was_put_in() -> None:
    mix = np.array([[0.5, -0.5], [-0.5, 0.5]])
    found = split(table([1, -1], [2, -2], mix, np.arange(10.0)))
    assert np.allclose(found.rows, [1, -1]) and np.allclose(found.columns, [2, -2])
    assert np.allclose(found.interaction, mix)
    assert np.allclose(found.effects.adjusted, 0)
    assert found.shares[4] == pytest.approx(0, abs=1e-12)
    squares = np.array([1, 4, 0.25, np.arange(10.0).var()])
    assert np.allclose(found.shares[:4], squares / squares.sum())


def test_an_additive_table_has_no_mix() -> None:
    values = table([1, 2, 4], [0, 3], np.zeros((3, 2)), np.zeros(12)) + 0.1 * normal(8, 3, 2, 12)
    found = split(values)
    assert found.shares[2] < 0.01
    assert (found.effects.adjusted > 0.05).all()


@given(SEEDS)
def test_rounding_is_no_mix(seed: int) -> None:
    rows, columns, seeds = (normal(seed + size, size) for size in (3, 2, 9))
    found = split(table(rows, columns, np.zeros((3, 2)), seeds))
    assert (found.interaction == 0).all() and (found.effects.adjusted == 1).all()


def test_incomplete_seeds_are_left_out_of_a_split() -> None:
    values = normal(3, 2, 2, 3)
    holes = values.copy()
    holes[0, 1, 2] = np.nan
    assert np.allclose(split(holes).interaction, split(values[:, :, :2]).interaction)
    with pytest.raises(ValueError, match="no seed"):
        split(np.full((2, 2, 3), np.nan))
    assert split(np.ones((2, 2, 3))).shares == (0, 0, 0, 0, 0)


def test_means_leave_missing_pictures_out() -> None:
    values = np.array([[1.0, np.nan], [3.0, np.nan]])
    assert over(values, [0])[0] == 2 and np.isnan(over(values, [0])[1])
    assert over(values, []) is values


@settings(max_examples=10)
@given(SEEDS)
def test_many_effects_are_those_of_each_alone(seed: int) -> None:
    changed, plain = normal(seed, 4, 3, 16) ** 3, normal(seed + 1, 4, 3, 16) ** 3
    many = paired(changed, plain)
    for place in np.ndindex(4, 3):
        one = paired(changed[place], plain[place])
        assert (many.mean[place], many.n[place]) == (pytest.approx(float(one.mean)), one.n)
        assert many.bootstrapped[place] == one.bootstrapped
        assert many.p[place] == pytest.approx(float(one.p))
    assert np.array_equal(many.adjusted, holm(many.p))


def test_the_constants_fit_each_other() -> None:
    assert pytest.approx(0.05) == effects.SIGNIFICANT
    assert scipy_stats.norm.ppf(0.5 + effects.CONFIDENCE / 2) == pytest.approx(effects._Z)
