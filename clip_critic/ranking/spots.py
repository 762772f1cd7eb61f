"""The place where a word's heat map is strongest, in numbers and in words."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray

NOWHERE = "nowhere"
"""The place of a word that is not seen, where programs read it; people read "not seen"."""
HALF = 0.5
"""A spot is made of cells with at least this fraction of the strongest cell's value."""
EVERYWHERE = 0.8
"""A word with at least this spread is everywhere: large things in the smooth maps of ConvNets reach 0.75."""
HAIR = 0.01
"""Boxes are rounded to whole pixels, and may cut off this fraction of one."""
SIDES = (
    ("upper left", "upper middle", "upper right"),
    ("middle left", "in the middle", "middle right"),
    ("lower left", "lower middle", "lower right"),
)


@dataclass(frozen=True)
class Spot:
    """The place of a word in a picture.

    Attributes:
        peak: the value of the strongest cell, in units of similarity.
        at: the middle of that cell, across and down, in pixels of the picture.
        box: left, top, right and bottom in pixels, around all cells at least half as strong; None if no cell
            is above zero.
        side: the part of the picture in which the strongest cell is, in words.
        spread: the part of what was read that the word is spread over, from 0 to 1: of n cells, k that are
            equally strong have k/n. 0 if no cell is above zero.
    """

    peak: float
    at: tuple[float, float]
    box: tuple[int, int, int, int] | None
    side: str
    spread: float

    @property
    def is_everywhere(self) -> bool:
        """Whether the word is spread so widely that it has no place of its own."""
        return self.spread >= EVERYWHERE

    def __str__(self) -> str:
        if self.box is None:
            return NOWHERE
        return "everywhere" if self.is_everywhere else self.side


def spot_of(
    values: NDArray[np.float32],
    box: tuple[float, float, float, float],
    size: tuple[int, int],
    read: NDArray[np.bool_] | None = None,
) -> Spot:
    """Return the place where a map is strongest.

    Args:
        values: the map, ``[rows, columns]``.
        box: the part of the picture that its cells divide evenly: left, top, right and bottom in pixels.
        size: the width and height of the picture.
        read: which cells were read; all by default.
    """
    rows, columns = values.shape
    wide, high = (box[2] - box[0]) / columns, (box[3] - box[1]) / rows
    row, column = divmod(int(np.argmax(values)), columns)
    across, down = box[0] + (column + 0.5) * wide, box[1] + (row + 0.5) * high
    at = (min(max(across, 0.0), float(size[0])), min(max(down, 0.0), float(size[1])))
    peak = float(values[row, column])
    spread = spread_of(values if read is None else values[read])
    return Spot(peak, at, _box(values, peak, box, size), side_of(at, size), spread)


def for_people(where: str) -> str:
    """Return a place in words as people read it: "not seen" for "nowhere"."""
    return "not seen" if where == NOWHERE else where


def side_of(at: tuple[float, float], size: tuple[int, int]) -> str:
    """Return the ninth of a picture in which a point is, in words."""
    column, row = (min(int(3 * place / length), 2) for place, length in zip(at, size, strict=True))
    return SIDES[row][column]


def spread_of(values: NDArray[np.float32]) -> float:
    """Return the fraction of cells that a map is spread over: the participation ratio of values above 0."""
    above = np.clip(values, 0, None).astype(np.float64)
    squares = float(np.square(above).sum())
    return float(above.sum()) ** 2 / (above.size * squares) if squares else 0.0


def _box(
    values: NDArray[np.float32],
    peak: float,
    box: tuple[float, float, float, float],
    size: tuple[int, int],
) -> tuple[int, int, int, int] | None:
    """Return the box in whole pixels around the cells of at least half the peak, cut at the edges."""
    if peak <= 0:
        return None
    rows, columns = np.nonzero(values >= HALF * peak)
    wide, high = (box[2] - box[0]) / values.shape[1], (box[3] - box[1]) / values.shape[0]
    left, right = (_inside(box[0] + edge * wide, size[0]) for edge in (columns.min(), columns.max() + 1))
    top, bottom = (_inside(box[1] + edge * high, size[1]) for edge in (rows.min(), rows.max() + 1))
    if right - left < 2 * HAIR or bottom - top < 2 * HAIR:
        return None
    return floor(left + HAIR), floor(top + HAIR), ceil(right - HAIR), ceil(bottom - HAIR)


def _inside(place: float, length: int) -> float:
    return min(max(float(place), 0.0), float(length))
