"""Glows over pictures: one scale with a true zero, hatching, sizes; sheets with captions in any script."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from clip_critic.pictures.overlays import (
    GREY,
    LARGEST,
    SMALLEST,
    crop_around,
    on_scale,
    overlay,
    read_part,
    scale_top,
    values_at_pixels,
    viewing_size,
)
from clip_critic.pictures.sheets import TILE, Tile, font_for, scale_legend, sheet, shortened_to

WHOLE = (0.0, 0.0, 400.0, 400.0)


def one_cell(value: float) -> NDArray[np.float32]:
    values = np.zeros((8, 8), dtype=np.float32)
    values[1, 1] = value
    return values


def pixels(image: Image.Image) -> NDArray[np.int64]:
    return np.asarray(image).astype(np.int64)


@pytest.fixture
def flat() -> Image.Image:
    return Image.new("RGB", (400, 400), (100, 100, 100))


def test_what_is_not_above_zero_does_not_glow(flat: Image.Image) -> None:
    dark = overlay(flat, -np.abs(one_cell(0.5)), WHOLE, 0.01)
    assert set(np.unique(pixels(dark))) == {round(100 * GREY)}
    assert (pixels(overlay(flat, one_cell(0.0), WHOLE, 0.0)) == pixels(dark)).all()


def test_one_scale_keeps_weak_words_dim(flat: Image.Image) -> None:
    strong, weak = (pixels(overlay(flat, one_cell(value), WHOLE, 0.02)) for value in (0.02, 0.002))
    assert strong[75, 75].sum() > weak[75, 75].sum() + 150
    assert (strong[300, 300] == weak[300, 300]).all()


def test_the_glow_is_where_the_cell_is(flat: Image.Image) -> None:
    before = pixels(overlay(flat, one_cell(0.0), WHOLE, 0.02))
    changed = (pixels(overlay(flat, one_cell(0.02), WHOLE, 0.02)) != before).any(axis=2)
    rows, columns = np.nonzero(changed)
    assert rows.min() >= 25 and rows.max() < 125 and columns.min() >= 25 and columns.max() < 125


def test_what_was_not_read_is_hatched() -> None:
    wide = Image.new("RGB", (600, 400), (100, 100, 100))
    shown = pixels(overlay(wide, one_cell(0.02), (100.0, 0.0, 500.0, 400.0), 0.02))
    assert len(np.unique(shown[:, :100])) == 2 and len(np.unique(shown[:, 500:])) == 2
    assert set(np.unique(shown[300:, 100:500])) == {round(100 * GREY)}


def test_a_box_beyond_the_edges_hatches_nothing(flat: Image.Image) -> None:
    assert read_part([(-20.0, -20.0, 420.0, 420.0)], flat.size).all()
    assert values_at_pixels(one_cell(1.0), (-400.0, -400.0, 400.0, 400.0), flat.size).shape == (400, 400)


def test_values_between_cells_never_exceed_them() -> None:
    placed = values_at_pixels(one_cell(1.0), WHOLE, (400, 400))
    assert 0.95 < placed.max() <= 1 and placed.min() == 0
    assert placed.sum() / 50**2 == pytest.approx(1, abs=0.01), "what a cell has is only moved"


@given(st.integers(1, 20_000), st.integers(1, 20_000))
def test_viewing_sizes_are_neither_tiny_nor_hairlines(width: int, height: int) -> None:
    shown = viewing_size((width, height))
    assert min(shown) >= min(width, height, 60) and max(shown) >= SMALLEST
    assert max(shown) <= LARGEST or min(shown) <= 65
    assert max(shown) <= max(width, height, SMALLEST)


@pytest.mark.parametrize("size", [(1, 1), (10_000, 50), (50, 10_000), (3, 900)])
def test_odd_pictures_are_drawn(size: tuple[int, int]) -> None:
    side = min(size)
    box = ((size[0] - side) / 2, (size[1] - side) / 2, (size[0] + side) / 2, (size[1] + side) / 2)
    assert overlay(Image.new("RGB", size), one_cell(0.02), box, 0.02).size == viewing_size(size)


def test_the_top_of_the_scale_is_that_of_all_words() -> None:
    maps = np.stack([one_cell(0.0) + 0.02, one_cell(0.0) - 1])
    assert scale_top(maps) == pytest.approx(0.02)
    assert scale_top(maps[1:]) == 0 and scale_top(maps[:0]) == 0


def test_a_crop_is_a_square_with_a_margin_and_ends_at_the_edge(flat: Image.Image) -> None:
    assert crop_around(flat, (100, 100, 200, 140)).size == (150, 150)
    assert crop_around(flat, (0, 380, 20, 400)).size == (30, 30)
    assert crop_around(flat, (0, 0, 400, 400)).size == (400, 400)
    wide = Image.linear_gradient("L").resize((400, 90)).convert("RGB")
    assert crop_around(wide, (100, 20, 200, 60)).size == (150, 90)
    assert crop_around(wide, (0, 0, 400, 90)).size == (400, 90)
    corner = Image.new("L", (400, 400))
    corner.paste(255, (10, 300, 40, 330))
    assert np.asarray(crop_around(corner, (10, 300, 40, 330))).sum() == 255 * 30 * 30, "the box is inside"


@pytest.mark.parametrize(
    ("value", "top", "text"),
    [
        (0.0123, 0.03, "0.0123"),
        (0.00031, 0.00034, "0.00031"),
        (-0.000004, 0.00034, "0.00000"),
        (-0.00002, 0.03, "0.0000"),
        (0.0, 0.0, "0.0000"),
        (1.25, 1.5, "1.2500"),
    ],
)
def test_a_value_has_two_digits_of_its_scale(value: float, top: float, text: str) -> None:
    assert on_scale(value, top) == text


def test_a_sheet_has_a_place_for_every_tile_and_caption(flat: Image.Image) -> None:
    tiles = [Tile(flat, (f"word {number}", "0.27"), number) for number in range(5)]
    paper = sheet(tiles, scale_legend(0.02))
    assert paper.width == 3 * (TILE + 12) + 12
    marks = pixels(paper)
    for column in range(3):
        left = 12 + column * (TILE + 12)
        assert (marks[12 + TILE + 1 : 12 + TILE + 20, left : left + 60] < 120).any(), "a caption is written"
    assert sheet([]).size


def test_captions_fit_and_any_script_is_written(flat: Image.Image) -> None:
    font = font_for("parasol")
    assert font is not None
    assert shortened_to("parasol", font, TILE) == "parasol"
    cut = shortened_to("a very long word " * 9, font, TILE)
    assert cut.endswith("...") and font.getlength(cut) <= TILE
    endless = Tile(flat, ("a very long word " * 9,), 1, "0.123")
    cut_short = Tile(
        flat, (shortened_to(endless.lines[0], font, TILE - font.getlength("  0.123")) + "  0.123",)
    )
    assert np.array_equal(pixels(sheet([endless])), pixels(sheet([cut_short]))), "the number is never cut off"
    for line in ("日傘", "\U000e0001 unwritable", "", "a\nb"):
        sheet([Tile(flat, (line,), 3)])
