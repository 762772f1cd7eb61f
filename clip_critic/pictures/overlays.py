"""Heat maps over pictures: a glow with a true zero on a grey copy, and hatching where nothing was read."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, log10

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in pixels; it may be larger than the picture."""
Values = NDArray[np.float32]

SMALLEST, LARGEST = 384, 1024
"""The longest side of a picture under a glow, in pixels."""
THINNEST = 64
"""The shortest side that a picture is not scaled down below."""
GREY = 0.75
"""The brightness of the grey copy, so that a glow is brighter than any picture."""
STOPS = ((40, 11, 84), (87, 16, 110), (188, 55, 84), (249, 142, 9), (252, 255, 164))
"""Colours from 0 to the top of the scale, evenly spaced: matplotlib's "inferno" without its black."""
COVER, RISE = 0.9, 1.5
"""The most that a glow covers the picture, and the factor from its part of the scale to its cover."""
HATCH, DARK, LIGHT = 6, 70, 120
"""The width of a stripe of the hatching in pixels, and its two greys."""


def viewing_size(size: tuple[int, int]) -> tuple[int, int]:
    """Return the size in which a picture is shown under a glow: neither tiny nor huge, never a hairline."""
    longest, shortest = max(size), min(size)
    factor = min(max(1.0, SMALLEST / longest), LARGEST / longest)
    if factor < 1:
        factor = max(factor, min(1.0, THINNEST / shortest))
    return max(round(size[0] * factor), 1), max(round(size[1] * factor), 1)


def scaled_box(box: Box, size: tuple[float, float], shown: tuple[int, int]) -> Box:
    """Return a box of a picture of one size as that of its copy in another size."""
    across, down = shown[0] / size[0], shown[1] / size[1]
    return box[0] * across, box[1] * down, box[2] * across, box[3] * down


def values_at_pixels(values: Values, box: Box, size: tuple[int, int]) -> Values:
    """Return the value of a map at each pixel of a picture, smoothly enlarged; 0 outside the map's box."""
    left, top, right, bottom = pixels_of(box)
    enlarged = Image.fromarray(np.asarray(values, dtype=np.float32)).resize(
        (right - left, bottom - top), Image.Resampling.BILINEAR
    )
    placed = Image.new("F", size, 0.0)
    placed.paste(enlarged, (left, top))
    return np.asarray(placed)


def read_part(boxes: Sequence[Box], size: tuple[int, int]) -> NDArray[np.bool_]:
    """Return which pixels of a picture are inside one of some boxes."""
    inside = np.zeros((size[1], size[0]), dtype=bool)
    for box in boxes:
        left, top, right, bottom = pixels_of(box, size)
        inside[top:bottom, left:right] = True
    return inside


def is_cut(box: Box, size: tuple[int, int]) -> bool:
    """Return whether a part of a picture is outside a box."""
    left, top, right, bottom = pixels_of(box)
    return left > 0 or top > 0 or right < size[0] or bottom < size[1]


def pixels_of(box: Box, size: tuple[int, int] | None = None) -> tuple[int, int, int, int]:
    """Return a box in whole pixels, at least one wide and high; cut at the edges of a picture of a size."""
    left, top = round(box[0]), round(box[1])
    right, bottom = max(round(box[2]), left + 1), max(round(box[3]), top + 1)
    if size is None:
        return left, top, right, bottom
    left, top = min(max(left, 0), size[0] - 1), min(max(top, 0), size[1] - 1)
    return left, top, min(max(right, left + 1), size[0]), min(max(bottom, top + 1), size[1])


def scale_top(maps: Values) -> float:
    """Return the top of the one scale for all words of a picture; 0 if all are dark.

    One odd place does not darken everything else: it is the largest 99th percentile of a word.

    Args:
        maps: the maps, ``[words, rows, columns]``.
    """
    if not maps.size:
        return 0.0
    rows = maps.reshape(len(maps), -1)
    highest = rows.max(axis=1)
    # No percentile is above its word's highest value, so only few words can have the largest one: those
    # above what the brightest word's percentile is at least.
    least = np.sort(rows[highest.argmax()])[int(0.99 * (rows.shape[1] - 1))]
    return max(float(np.percentile(rows[highest >= least], 99, axis=1).max()), 0.0)


def on_scale(value: float, top: float) -> str:
    """Return a value of a map as text, with enough decimals for two digits of the scale's top."""
    decimals = max(4, 1 - floor(log10(top))) if top > 0 else 4
    return f"{round(value, decimals) + 0.0:.{decimals}f}"


def overlay(
    image: Image.Image, values: Values, box: Box, top: float, read: Sequence[Box] = ()
) -> Image.Image:
    """Return a grey copy of an RGB picture, in its viewing size, on which a word's map glows.

    Args:
        image: the picture.
        values: the map, ``[rows, columns]``; what is not above zero stays dark.
        box: the part of the picture that the map is about; the rest is hatched.
        top: the value of the strongest glow, the same for all words of a picture.
        read: the parts of the box that were read, if there are gaps between them, which are hatched, too.
    """
    shown = viewing_size(image.size)
    placed = scaled_box(box, image.size, shown)
    ground = _grey(_resized(image, shown))
    glow = values_at_pixels(values, placed, shown)
    parts = np.clip(glow / top, 0, 1) if top > 0 else np.zeros_like(glow)
    cover = np.minimum(parts * RISE, COVER)[..., None]
    lit = ground * (1 - cover) + colours_of(parts) * cover
    inside = read_part([scaled_box(area, image.size, shown) for area in read] or [placed], shown)
    lit = np.where(inside[..., None], lit, _hatched(ground))
    return Image.fromarray(lit.round().astype(np.uint8))


def colours_of(parts: Values) -> Values:
    """Return the colours of numbers from 0 to 1, ``[..., 3]`` from 0 to 255."""
    places = np.linspace(0, 1, len(STOPS))
    channels = [np.interp(parts, places, channel) for channel in zip(*STOPS, strict=True)]
    return np.stack(channels, axis=-1).astype(np.float32)


def crop_around(image: Image.Image, box: Sequence[int], margin: float = 0.25) -> Image.Image:
    """Return a square around a box and a margin, a part of its longer side; less where the picture ends."""
    left, top, right, bottom = box
    side = round(max(right - left, bottom - top) * (1 + 2 * margin))
    across = _stretch((left + right) / 2, side, image.width)
    down = _stretch((top + bottom) / 2, side, image.height)
    return image.crop((across[0], down[0], across[1], down[1]))


def _stretch(middle: float, length: int, end: int) -> tuple[int, int]:
    """Return a stretch between 0 and ``end``: of this length and around the middle, as far as it fits."""
    start = min(max(round(middle - length / 2), 0), max(end - length, 0))
    return start, min(start + length, end)


def _resized(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    larger = size[0] > image.width
    return image.resize(size, Image.Resampling.NEAREST if larger else Image.Resampling.LANCZOS)


def _grey(image: Image.Image) -> Values:
    return np.asarray(image.convert("L").convert("RGB"), dtype=np.float32) * GREY


def _hatched(ground: Values) -> Values:
    """Return diagonal stripes through which a grey picture can still be seen."""
    rows, columns = np.indices(ground.shape[:2])
    stripes = np.where((rows + columns) // HATCH % 2 == 0, DARK, LIGHT)[..., None]
    return np.asarray((ground + 3 * stripes) / 4)
