"""The Laplace approximation: both spaces agree, and its numbers are those of the integral."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clip_critic.taste.belief import (
    STAR_NOISE,
    Array,
    Design,
    believe,
    expected_sigmoid,
    find_sites,
    sigmoid,
)


def make_design(count: int, features: int, seed: int, *, stars: bool = False) -> Design:
    rng = np.random.default_rng(seed)
    ratings = np.full(count, np.nan)
    if stars:
        ratings[::2] = rng.standard_normal(len(ratings[::2]))
    weights = rng.uniform(0.5, 1, count)
    ages: Array = np.arange(float(count))[::-1]
    return Design(rng.standard_normal((count, features)), ratings, weights, ages)


def padded(design: Design, features: int) -> Design:
    """Return the same with features that are always 0, so that it is solved in the other space."""
    extra = np.zeros((len(design), features))
    return Design(np.hstack([design.rows, extra]), design.ratings, design.weights, design.ages)


@given(st.integers(1, 30), st.integers(1, 8), st.integers(0, 10_000), st.booleans())
def test_both_spaces_give_the_same(count: int, features: int, seed: int, stars: bool) -> None:
    design = make_design(count, features, seed, stars=stars)
    one = believe(design, 4.0)
    other = believe(padded(design, count + 1), 4.0)
    assert other.mean[:features] == pytest.approx(one.mean, abs=1e-5)
    assert other.covariance[:features, :features] == pytest.approx(one.covariance, abs=1e-5)
    assert other.evidence == pytest.approx(one.evidence, abs=1e-5)


@given(st.integers(0, 10_000), st.booleans(), st.sampled_from([5, 40]))
def test_the_start_changes_nothing(seed: int, stars: bool, count: int) -> None:
    design = make_design(count, 10, seed, stars=stars)
    start = 20 * np.random.default_rng(seed).standard_normal(10)
    assert believe(design, 4.0, None, start).mean == pytest.approx(believe(design, 4.0).mean, abs=1e-5)


@given(st.integers(0, 10_000))
def test_the_slope_is_zero_at_the_maximum(seed: int) -> None:
    design = make_design(25, 4, seed, stars=True)
    theta = believe(design, 3.0).mean
    values = design.rows @ theta
    rated = ~np.isnan(design.ratings)
    slope = np.where(rated, (np.nan_to_num(design.ratings) - values) / STAR_NOISE, 1 - sigmoid(values))
    assert design.rows.T @ (design.weights * slope) == pytest.approx(theta / 3.0, abs=1e-4)


@pytest.mark.parametrize("count", [1, 3, 12])
def test_the_evidence_is_nearly_the_integral(count: int) -> None:
    design = make_design(count, 1, 7)
    grid = np.linspace(-40, 40, 200_001)
    log_odds = design.rows * grid
    fit = -(design.weights[:, None] * np.logaddexp(0, -log_odds)).sum(axis=0)
    prior = np.exp(-np.square(grid) / (2 * 2.0)) / np.sqrt(2 * np.pi * 2.0)
    exact = np.log((np.exp(fit) * prior).sum() * (grid[1] - grid[0]))
    assert believe(design, 2.0).evidence == pytest.approx(exact, abs=0.06)


@pytest.mark.parametrize("count", [4, 30])
def test_ratings_alone_are_exact(count: int) -> None:
    rng = np.random.default_rng(1)
    rows, ratings = rng.standard_normal((count, 6)), rng.standard_normal(count)
    belief = believe(Design(rows, ratings, np.ones(count), np.zeros(count)), 5.0)
    ridge = np.linalg.solve(rows.T @ rows + STAR_NOISE / 5.0 * np.eye(6), rows.T @ ratings)
    noisy = 5.0 * rows @ rows.T + STAR_NOISE * np.eye(count)
    exact = -0.5 * (ratings @ np.linalg.solve(noisy, ratings) + np.linalg.slogdet(2 * np.pi * noisy)[1])
    assert belief.mean == pytest.approx(ridge, abs=1e-8)
    assert belief.evidence == pytest.approx(exact, abs=1e-8)


def test_a_very_long_half_life_is_none() -> None:
    design = make_design(30, 5, 3)
    steady, slow = believe(design, 4.0), believe(design, 4.0, 1e7)
    assert slow.mean == pytest.approx(steady.mean, abs=1e-4)
    assert slow.covariance == pytest.approx(steady.covariance, abs=1e-4)
    assert slow.evidence == pytest.approx(steady.evidence, abs=1e-4)


def test_after_a_half_life_half_of_the_taste_is_left() -> None:
    rows, none = np.eye(1), np.full(1, np.nan)
    now = believe(Design(rows, none, np.ones(1), np.zeros(1)), 4.0, 10.0)
    later = believe(Design(rows, none, np.ones(1), np.full(1, 10.0)), 4.0, 10.0)
    assert later.mean == pytest.approx(now.mean / 2)
    assert later.covariance[0, 0] == pytest.approx(4.0 - (4.0 - now.covariance[0, 0]) / 4)


@given(st.integers(0, 10_000), st.sampled_from([3, 20]))
def test_a_row_of_weight_two_is_the_row_twice(seed: int, count: int) -> None:
    design = make_design(count, 6, seed)
    twice = Design(*(np.concatenate([part, part]) for part in vars(design).values()))
    double = Design(design.rows, design.ratings, 2 * design.weights, design.ages)
    assert believe(twice, 3.0).mean == pytest.approx(believe(double, 3.0).mean, abs=1e-5)


def test_without_observations_there_is_the_prior() -> None:
    belief = believe(make_design(0, 4, 0), 2.5)
    assert belief.mean.tolist() == [0.0] * 4
    assert belief.covariance.tolist() == (2.5 * np.eye(4)).tolist()
    assert belief.evidence == 0.0


@given(st.integers(0, 10_000), st.sampled_from([4, 40]))
def test_every_answer_leaves_less_in_doubt(seed: int, count: int) -> None:
    design = make_design(count, 8, seed)
    variances = believe(design, 3.0).variances(np.eye(8))
    fewer = believe(design.only(slice(0, count // 2)), 3.0).variances(np.eye(8))
    assert (variances > 0).all() and (variances <= 3.0 + 1e-9).all()
    assert believe(design, 3.0).evidence < believe(design.only(slice(0, count // 2)), 3.0).evidence
    assert variances.sum() <= fewer.sum() + 0.5  # the curvature is taken at another place


def test_the_sites_are_at_the_maximum() -> None:
    design = make_design(12, 5, 5)
    assert find_sites(design, 4.0).values == pytest.approx(design.rows @ believe(design, 4.0).mean, abs=1e-5)


@pytest.mark.parametrize("mean,variance", [(0.0, 0.0), (1.0, 0.5), (-2.0, 4.0), (3.0, 9.0)])
def test_the_expected_sigmoid_is_the_integral(mean: float, variance: float) -> None:
    grid = np.linspace(-9, 9, 100_001)
    density = np.exp(-np.square(grid) / 2) / np.sqrt(2 * np.pi)
    exact = (sigmoid(mean + np.sqrt(variance) * grid) * density).sum() * (grid[1] - grid[0])
    found: Array = expected_sigmoid(np.array([mean]), np.array([variance]))
    assert found[0] == pytest.approx(exact, abs=5e-3)  # nine nodes


def test_certain_answers_do_not_overflow() -> None:
    rows = np.full((200, 1), 1e4)
    belief = believe(Design(rows, np.full(200, np.nan), np.ones(200), np.zeros(200)), 1e6)
    assert np.isfinite(belief.mean).all() and np.isfinite(belief.evidence)
    assert sigmoid(np.array([-1e9, 1e9])).tolist() == [0.0, 1.0]
