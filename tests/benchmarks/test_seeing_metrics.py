"""The figures of maps, against their definitions written out, and by what must hold for any map."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks.seeing_metrics import (
    area_under,
    auroc,
    best_overlap,
    cover,
    is_above,
    overlap,
    points_at,
)

SEEDS = range(10)


def random_map(seed: int, levels: int = 0) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Return a map and a mask of 12 x 12; with levels, many of its values are equal."""
    rng = np.random.default_rng(seed)
    heat = rng.normal(size=(12, 12)).astype(np.float32)
    if levels:
        heat = np.round(heat * levels) / np.float32(levels)
    mask = rng.random((12, 12)) < rng.uniform(0.1, 0.9)
    mask[0, 0], mask[1, 1] = True, False
    return heat, mask


@pytest.mark.parametrize("levels", [0, 1, 3])
@pytest.mark.parametrize("seed", SEEDS)
def test_auroc_is_how_often_inside_is_above_outside(seed: int, levels: int) -> None:
    heat, mask = random_map(seed, levels)
    pairs = heat[mask][:, None] - heat[~mask][None]
    assert auroc(heat, mask) == pytest.approx((pairs > 0).mean() + (pairs == 0).mean() / 2)
    assert auroc(-heat, mask) == pytest.approx(1 - auroc(heat, mask))


def test_auroc_of_the_mask_itself_and_of_nothing() -> None:
    heat, mask = random_map(1)
    assert auroc(mask.astype(np.float32), mask) == 1
    assert auroc(np.zeros_like(heat), mask) == 0.5


@pytest.mark.parametrize("levels", [0, 1, 3])
@pytest.mark.parametrize("seed", SEEDS)
def test_best_overlap_is_the_best_of_all_thresholds(seed: int, levels: int) -> None:
    heat, mask = random_map(seed, levels)
    assert best_overlap(heat, mask) == pytest.approx(max(overlap(heat >= edge, mask) for edge in heat.flat))
    assert best_overlap(mask.astype(np.float32), mask) == 1


def test_overlap_of_halves() -> None:
    rows = np.arange(4)[:, None].repeat(4, axis=1)
    assert overlap(rows < 2, rows < 4) == 0.5
    assert overlap(rows < 1, rows > 2) == 0
    assert overlap(rows < 0, rows < 0) == 0


@pytest.mark.parametrize(("column", "hits"), [(5, True), (7, True), (8, False), (11, False)])
def test_pointing_allows_two_pixels(column: int, hits: bool) -> None:
    mask = np.zeros((12, 12), dtype=np.bool_)
    mask[4:7, 3:6] = True
    heat = np.zeros((12, 12), dtype=np.float32)
    heat[5, column] = 1
    assert points_at(heat, mask) is hits


def test_pointing_is_round_at_corners() -> None:
    mask, heat = np.zeros((8, 8), dtype=np.bool_), np.zeros((8, 8), dtype=np.float32)
    mask[0, 0] = heat[2, 2] = True
    assert not points_at(heat, mask)


def test_which_thing_is_above() -> None:
    heat, mask = random_map(3)
    heat = heat + np.float32(10) * mask
    assert is_above(heat, mask, ~mask)
    assert not is_above(heat, ~mask, mask)


def test_cover_of_cells_adds_up_to_the_mask() -> None:
    _, mask = random_map(4)
    shares = cover(mask, 4, 3)
    assert shares.shape == (4, 3)
    assert shares[0, 0] == pytest.approx(mask[:3, :4].mean())
    assert shares.sum() * 12 == pytest.approx(mask.sum())


def test_area_under_a_line_is_its_middle() -> None:
    assert area_under(np.linspace(0.0, 1.0, 9)) == pytest.approx(0.5)
    assert area_under(np.array([0.0, 1.0, 1.0])) == pytest.approx(0.75)
