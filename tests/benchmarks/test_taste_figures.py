"""The benchmark of tastes: its raters are what they claim to be, and its rival is solved to the optimum."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("scipy")
from benchmarks.taste import PARTS, main
from benchmarks.taste_raters import (
    SHARPNESS,
    Material,
    Notes,
    fit_image_rater,
    make_material,
    make_rater,
    make_world,
    rated_cells,
)
from tests.taste.making import make_vectors, make_words

pytestmark = pytest.mark.slow

MATERIAL = Material(make_vectors(120, 24), make_words(30, 24), tuple("abc"))


@pytest.mark.parametrize("kind", SHARPNESS)
def test_raters_choose_as_surely_as_they_should(kind: str) -> None:
    rng = np.random.default_rng(0)
    world = make_world(MATERIAL, rng)
    rater = make_rater(kind, world, rng)
    assert rater.pool.mean() == pytest.approx(0) and rater.pool.std() == pytest.approx(1)
    assert rater.orders_rightly(rater.held) == 1.0 and rater.orders_rightly(-rater.held) == 0.0
    pairs = rng.integers(0, len(world.pool), (3000, 2))
    right = [rater.pool[pair[rater.choose(list(pair), rng)]] >= rater.pool[pair].max() for pair in pairs]
    assert np.mean(right) == pytest.approx({"noisy": 0.75}.get(kind, 0.87), abs=0.04)


def test_image_raters_loss_has_no_better_place_near_by() -> None:
    rng = np.random.default_rng(0)
    apart = rng.standard_normal((40, 12)) + 0.5
    direction = fit_image_rater(apart)

    def loss(whole: np.ndarray) -> float:
        """Return the loss of a product; the smallest penalty splits it evenly between both factors."""
        chance = 1 / (1 + np.exp(-(apart @ whole)))
        return float(np.square(1 - chance).mean() + 0.05 / np.sqrt(40) * 2 * np.linalg.norm(whole))

    for _ in range(50):
        assert loss(direction) <= loss(direction + 0.05 * rng.standard_normal(12)) + 1e-9


def test_answers_become_comparisons() -> None:
    notes = Notes()
    notes.add([3, 4, 5, 6], 1)
    notes.add([7, 8], 0)
    observed = notes.observations()
    assert observed.preferred.tolist() == [4, 4, 4, 7] and observed.other.tolist() == [3, 5, 6, 8]
    assert (observed.answers.tolist(), observed.count) == ([0, 0, 0, 1], 2)


def test_cells_are_rated_with_noise() -> None:
    ratings, truth = rated_cells(20, 3, np.random.default_rng(0))
    mine = ratings.of(0)
    assert (len(mine.values), len(ratings.of(1).values)) == (20, 150)
    assert truth.std() == pytest.approx(1)
    assert np.std(mine.values - truth[mine.first, mine.second]) == pytest.approx(0.5, abs=0.2)


def test_the_miniature_makes_material() -> None:
    material = make_material(20)
    assert len(material.names) == len(material.words) > 50
    assert len(material.pictures) > 30


@pytest.mark.parametrize("part", ["stackloss", "raters"])
def test_a_part_can_be_measured_alone(part: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--raters", "1", "--parts", part]) == 0
    assert part in PARTS and f"{part}: " in capsys.readouterr().out
