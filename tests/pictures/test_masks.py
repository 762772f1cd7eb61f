"""Masks: what is black in them stays as it is, pixel by pixel."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from clip_critic.errors import BadInputError
from clip_critic.pictures.masks import feathered, keep_outside, mask_cells, require_mask


def noise(random: np.random.Generator, size: tuple[int, int]) -> Image.Image:
    """A picture whose every pixel is random."""
    return Image.fromarray(random.integers(0, 256, (size[1], size[0], 3), dtype=np.uint8))


def blots(random: np.random.Generator, size: tuple[int, int], *, grey: bool) -> Image.Image:
    """A mask with a few random rectangles, of random grey or white."""
    mask = Image.new("L", size)
    for _ in range(random.integers(1, 6)):
        x, y = random.integers(0, size[0]), random.integers(0, size[1])
        width, height = random.integers(1, size[0] + 1), random.integers(1, size[1] + 1)
        shade = int(random.integers(1, 256)) if grey else 255
        mask.paste(shade, (int(x), int(y), int(x + width), int(y + height)))
    return mask


@pytest.mark.parametrize("seed", range(100))
def test_pixels_outside_are_those_of_the_picture(seed: int) -> None:
    random = np.random.default_rng(seed)
    size = (int(random.integers(1, 300)), int(random.integers(1, 300)))
    picture, changed = noise(random, size), noise(random, size)
    mask = blots(random, size, grey=seed % 2 == 0)
    result = np.asarray(keep_outside(changed, picture, mask))
    outside = np.asarray(mask) == 0
    assert np.array_equal(result[outside], np.asarray(picture)[outside])
    both = np.stack([np.asarray(picture), np.asarray(changed)])
    assert ((both.min(axis=0) <= result) & (result <= both.max(axis=0))).all()


@pytest.mark.parametrize("seed", range(20))
def test_a_feathered_mask_is_nowhere_brighter_and_nowhere_gone(seed: int) -> None:
    random = np.random.default_rng(seed)
    size = (int(random.integers(1, 500)), int(random.integers(1, 500)))
    mask = blots(random, size, grey=False)
    before, after = np.asarray(mask), np.asarray(feathered(mask))
    assert (after <= before).all()
    assert ((after > 0) == (before > 0)).all()


def test_a_mask_fades_over_four_pixels_of_512() -> None:
    mask = Image.new("L", (512, 512))
    mask.paste(255, (100, 0, 512, 512))
    row = np.asarray(feathered(mask))[256]
    assert row[99:105].tolist() == [0, 51, 102, 153, 204, 255]
    assert row[-1] == 255  # the picture's own edge is not an edge of the mask


def test_small_pictures_have_hard_edges() -> None:
    mask = Image.new("L", (64, 64))
    mask.paste(255, (10, 10, 20, 20))
    assert np.array_equal(np.asarray(feathered(mask)), np.asarray(mask))


def test_white_changes_everything_and_keeps_nothing() -> None:
    random = np.random.default_rng(0)
    picture, changed = noise(random, (640, 480)), noise(random, (640, 480))
    everything = Image.new("L", (640, 480), 255)
    assert keep_outside(changed, picture, everything).tobytes() == changed.tobytes()


def test_the_picture_and_the_mask_follow_the_size_of_the_result() -> None:
    picture, changed = Image.new("RGB", (32, 16), "red"), Image.new("RGB", (64, 64), "blue")
    mask = Image.new("L", (32, 16))
    mask.paste(255, (0, 0, 16, 16))
    result = keep_outside(changed, picture, mask)
    assert result.size == (64, 64)
    assert result.getpixel((0, 63)) == (0, 0, 255)
    assert result.getpixel((63, 0)) == (255, 0, 0)


@pytest.mark.parametrize("seed", range(50))
def test_a_cell_may_change_if_one_of_its_pixels_may(seed: int) -> None:
    random = np.random.default_rng(seed)
    columns, rows, side = int(random.integers(1, 12)), int(random.integers(1, 12)), 8
    mask = blots(random, (columns * side, rows * side), grey=True)
    cells = mask_cells(mask, (columns, rows))
    expected = np.asarray(mask).reshape(rows, side, columns, side).max(axis=(1, 3)) > 0
    assert np.array_equal(cells, expected)


@pytest.mark.parametrize(
    ("mask", "words"),
    [
        (Image.new("L", (8, 9), 255), "8 x 9 pixels and the picture 8 x 8"),
        (Image.new("1", (8, 8), 1), 'mode "L"'),
        (Image.new("L", (8, 8)), "paint white what may"),
    ],
)
def test_masks_that_cannot_be_used_are_refused(mask: Image.Image, words: str) -> None:
    with pytest.raises(BadInputError, match=words):
        require_mask(mask, (8, 8))
