"""The place where a map is strongest: the box, the place in words, and the spread."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.typing import NDArray

from clip_critic.ranking.spots import SIDES, side_of, spot_of, spread_of

SQUARE = (20.0, 0.0, 100.0, 80.0)
SIZE = (120, 80)


def lit(*cells: tuple[int, int], shape: tuple[int, int] = (8, 8)) -> NDArray[np.float32]:
    values = np.full(shape, -0.001, dtype=np.float32)
    for cell in cells:
        values[cell] = 0.02
    return values


def test_a_cell_is_found_in_pixels_of_the_picture() -> None:
    spot = spot_of(lit((1, 1)), SQUARE, SIZE)
    assert spot.box == (30, 10, 40, 20) and spot.at == (35, 15)
    assert str(spot) == "upper left" and spot.peak == pytest.approx(0.02)


def test_the_box_is_around_all_that_is_half_as_strong() -> None:
    values = lit((1, 2), (6, 5))
    values[6, 5], values[0, 0] = 0.011, 0.009
    assert spot_of(values, SQUARE, SIZE).box == (40, 10, 80, 70)


def test_spread_is_the_part_of_the_cells_that_glow() -> None:
    assert spread_of(lit((0, 0))) == pytest.approx(1 / 64)
    assert spread_of(lit(*((0, column) for column in range(8)))) == pytest.approx(1 / 8)
    assert spread_of(np.full((8, 8), 0.3, dtype=np.float32)) == pytest.approx(1)


def test_a_word_without_a_place_says_so() -> None:
    assert str(spot_of(np.full((7, 7), 0.01, dtype=np.float32), SQUARE, SIZE)) == "everywhere"
    nowhere = spot_of(lit(), SQUARE, SIZE)
    assert (str(nowhere), nowhere.box, nowhere.spread) == ("nowhere", None, 0)


@pytest.mark.parametrize("row", range(3))
@pytest.mark.parametrize("column", range(3))
def test_sides_are_ninths_of_the_picture(row: int, column: int) -> None:
    assert side_of((20 + 40 * column, 13 + 27 * row), SIZE) == SIDES[row][column]


def test_cells_in_a_margin_around_the_picture_are_cut_at_its_edge() -> None:
    spot = spot_of(lit((0, 0)), (-20.0, -20.0, 60.0, 60.0), (40, 40))
    assert spot.at == (0, 0) and spot.box is None
    assert spot_of(lit((1, 1)), (-15.0, -15.0, 65.0, 65.0), (40, 40)).box == (0, 0, 5, 5)


@given(
    arrays(np.float32, array_shapes(min_dims=2, max_dims=2), elements=st.floats(-1, 1, width=32)),
    st.tuples(st.integers(1, 10_000), st.integers(1, 10_000)),
)
def test_every_spot_is_inside_its_picture(values: NDArray[np.float32], size: tuple[int, int]) -> None:
    spot = spot_of(values, (0.0, 0.0, float(size[0]), float(size[1])), size)
    assert 0 <= spot.at[0] <= size[0] and 0 <= spot.at[1] <= size[1] and 0 <= spot.spread <= 1 + 1e-9
    if spot.box is not None:
        left, top, right, bottom = spot.box
        assert 0 <= left < right <= size[0] and 0 <= top < bottom <= size[1]
