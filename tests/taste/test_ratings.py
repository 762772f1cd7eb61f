"""Models of ratings: ridge regression, rows and columns, and raters who help each other."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clip_critic.errors import BadInputError
from clip_critic.taste.ratings import CellRatings, additive, factorise, ridge, taste_of_cells


def rate(
    raters: int, own: int, seed: int = 0, side: int = 10, others: int = 70
) -> tuple[CellRatings, np.ndarray]:
    """Return ratings of raters who share one taste, and that taste without its noise."""
    rng = np.random.default_rng(seed)
    truth = rng.standard_normal((side, 1)) + rng.standard_normal((1, side))
    rows = []
    for rater in range(raters):
        for cell in rng.choice(side * side, others if rater else own, replace=False):
            rows.append(
                (rater, *divmod(int(cell), side), truth.flat[cell] + 0.5 * rng.standard_normal() + 3 * rater)
            )
    table = np.array(rows).reshape(-1, 4)
    people, first, second = (table[:, column].astype(np.int64) for column in range(3))
    return CellRatings(people, first, second, table[:, 3], (raters, side, side)), truth


def agreement(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.corrcoef(one.ravel(), other.ravel())[0, 1])


def test_rows_and_columns_are_found() -> None:
    ratings, truth = rate(1, 80)
    found = additive(ratings)
    assert agreement(found.cells, truth) > 0.9
    assert found.first.mean() == pytest.approx(0, abs=1e-12)
    assert found.second.mean() == pytest.approx(0, abs=1e-12)
    assert found.cells.shape == (10, 10)


def test_other_raters_help_one_with_few_ratings() -> None:
    alone, together = [], []
    for seed in range(5):
        ratings, truth = rate(6, 12, seed)
        alone.append(agreement(additive(ratings.of(0)).cells, truth))
        together.append(agreement(taste_of_cells(ratings, 0).cells, truth))
    assert np.mean(together) > np.mean(alone) + 0.1


def test_with_fewer_than_three_raters_each_stands_alone() -> None:
    ratings, _ = rate(2, 20)
    assert taste_of_cells(ratings, 0).cells.tolist() == additive(ratings.of(0)).cells.tolist()


@settings(max_examples=10)  # two fits each
@given(st.floats(0.1, 50), st.floats(-20, 20))
def test_the_scale_of_the_ratings_does_not_matter(scale: float, shift: float) -> None:
    ratings, _ = rate(4, 15)
    moved = CellRatings(
        ratings.raters, ratings.first, ratings.second, scale * ratings.values + shift, ratings.shape
    )
    plain, other = factorise(ratings).of(0).cells, factorise(moved).of(0).cells
    assert other == pytest.approx(scale * plain + shift, rel=1e-3, abs=1e-3 * scale)


def test_ratings_are_fitted_by_the_factors() -> None:
    ratings, _ = rate(4, 60)
    model = factorise(ratings)
    cells = np.array([model.of(rater).cells for rater in range(4)])
    assert agreement(cells[ratings.raters, ratings.first, ratings.second], ratings.values) > 0.95


@pytest.mark.parametrize("values", [[3.0], [3.0, 3.0, 3.0]])
def test_ratings_that_are_all_the_same_prefer_nothing(values: list[float]) -> None:
    numbers = np.arange(len(values))
    ratings = CellRatings(np.zeros(len(values), np.int64), numbers, numbers, np.array(values), (1, 4, 4))
    assert additive(ratings).cells == pytest.approx(3.0)
    assert factorise(ratings).of(0).cells == pytest.approx(3.0, abs=1e-3)


def test_without_ratings_there_is_a_clear_error() -> None:
    ratings, _ = rate(3, 5)
    empty = ratings.of(7)
    for fit in (additive, factorise):
        with pytest.raises(BadInputError, match="no rating yet"):
            fit(empty)
    with pytest.raises(BadInputError, match="give a picture some stars"):
        ridge(np.zeros((0, 3)), np.zeros(0))


@pytest.mark.parametrize("count", [5, 40])
def test_ridge_is_that_of_the_normal_equations(count: int) -> None:
    rng = np.random.default_rng(1)
    features, stars = rng.standard_normal((count, 8)), rng.integers(1, 6, count).astype(float)
    model = ridge(features, stars)
    rows = features - features.mean(axis=0)
    exact = np.linalg.solve(rows.T @ rows + model.strength * np.eye(8), rows.T @ (stars - stars.mean()))
    assert model.weights == pytest.approx(exact, abs=1e-9)
    assert model.predict(features).mean() == pytest.approx(stars.mean())


def test_ridge_chooses_the_strength_that_predicts_the_left_out_best() -> None:
    rng = np.random.default_rng(2)
    features = rng.standard_normal((30, 6))
    stars = features @ rng.standard_normal(6) + rng.standard_normal(30)
    losses = {}
    for strength in (0.1, 3.0, 100.0):
        errors = []
        for out in range(30):
            rest = np.arange(30) != out
            model = ridge(features[rest], stars[rest], (strength,))
            errors.append(float(model.predict(features[out : out + 1])[0] - stars[out]))
        losses[strength] = np.square(errors).mean()
    assert ridge(features, stars, (0.1, 3.0, 100.0)).strength == min(losses, key=lambda key: losses[key])


def test_one_rating_is_predicted_everywhere() -> None:
    assert ridge(np.ones((1, 3)), np.array([4.0])).predict(np.zeros((2, 3))).tolist() == [4.0, 4.0]
