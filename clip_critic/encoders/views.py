"""Looking more than once: at shifted copies for finer places, at squares for what a crop leaves out.

A picture's own vector stays what its places add up to; what several looks find is averaged where they
overlap. So what squares find beside the middle is in the map, while the picture's vector knows nothing of it:
`Places.looks` has what each square found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from clip_critic.encoders.base import Encoder, Vectors
from clip_critic.encoders.places import Box, Look, Places, places_of
from clip_critic.progress import Progress, silent

SHIFTS = ((-0.25, -0.25), (-0.25, 0.25), (0.25, -0.25), (0.25, 0.25))
"""Where the cells of *fine* looks begin, in cells, across and down."""
FINER = 2
"""The cells of a finer grid along each cell."""
MOST_SQUARES = 3
NEARLY_SQUARE = 1.05
"""The longest side of a picture that counts as a square, in shorter sides."""
NEAR = 0.5
"""The pixels between two boxes that still touch: edges are measured."""


def look(
    encoder: Encoder,
    picture: Image.Image,
    *,
    fine: bool = False,
    squares: bool = False,
    progress: Progress = silent,
    later: int = 0,
) -> Places:
    """Return the places of a picture, looking once or more.

    Args:
        encoder: any `Encoder`.
        picture: an RGB picture of any size.
        fine: whether to average four shifted looks, for a grid that is twice as fine.
        squares: whether to read a picture that is not square as two or three squares that cover it.
        progress: a callback between passes; it may raise `InterruptedByUser`.
        later: how many more pictures the caller will look at in the same way, for an estimate of the time.

    Raises:
        EncoderError: the encoder failed.
    """
    areas = squares_of(picture.size) if squares else []
    shifts = len(SHIFTS) * fine
    later = (len(areas) or 1) * (shifts + later * (1 + shifts))
    if areas:
        vector = encoder.encode_images([picture])[0]
        looks = _cropped(encoder, picture, areas, progress, later)
    else:
        looks = places_of(encoder, [picture], progress, later)
        vector = looks[0].vector
        if not fine:
            return looks[0]
    boxes = [look.box for look in looks]
    found = tuple(Look(look.shares.sum(axis=(0, 1)), look.rest) for look in looks) if areas else ()
    if fine:
        shifted = [
            _shift(look, area, shift)
            for look, area in zip(looks, areas or [(0, 0, *picture.size)], strict=True)
            for shift in SHIFTS
        ]
        looks = _cropped(encoder, picture, shifted, progress, later - len(shifted))
    merged = _merged(vector, looks, _around(boxes), FINER if fine else 1)
    return replace(merged, looks=found, parts=_parts(boxes))


def squares_of(size: tuple[int, int]) -> list[tuple[int, int, int, int]]:
    """Return the squares that a picture is read as: none if it is square itself, else two or three.

    Together they cover it, unless it is more than three times as long as wide.
    """
    short, long = sorted(size)
    if long <= NEARLY_SQUARE * short:
        return []
    count = min(MOST_SQUARES, ceil(long / short))
    starts = [round(number * (long - short) / (count - 1)) for number in range(count)]
    if size[0] > size[1]:
        return [(start, 0, start + short, short) for start in starts]
    return [(0, start, short, start + short) for start in starts]


def _cropped(
    encoder: Encoder,
    picture: Image.Image,
    areas: Sequence[tuple[int, int, int, int]],
    progress: Progress,
    later: int,
) -> list[Places]:
    """Return the places of areas of a picture, whose boxes are in pixels of the whole picture."""
    found = places_of(encoder, [_crop(picture, area) for area in areas], progress, later)
    return [
        replace(places, box=_moved(places.box, area[0], area[1]))
        for places, area in zip(found, areas, strict=True)
    ]


def _shift(
    look: Places, area: tuple[int, int, int, int], shift: tuple[float, float]
) -> tuple[int, int, int, int]:
    """Return an area moved by parts of a look's cell."""
    rows, columns = look.shares.shape[:2]
    across = round(shift[0] * (look.box[2] - look.box[0]) / columns)
    down = round(shift[1] * (look.box[3] - look.box[1]) / rows)
    return area[0] + across, area[1] + down, area[2] + across, area[3] + down


def _crop(picture: Image.Image, area: tuple[int, int, int, int]) -> Image.Image:
    """Return an area of a picture; beyond its edges, the pixels at the edges go on."""
    if area == (0, 0, *picture.size):
        return picture
    columns = np.arange(area[0], area[2]).clip(0, picture.width - 1)
    rows = np.arange(area[1], area[3]).clip(0, picture.height - 1)
    return Image.fromarray(np.asarray(picture)[rows][:, columns])


def _moved(box: Box, across: float, down: float) -> Box:
    return box[0] + across, box[1] + down, box[2] + across, box[3] + down


def _around(boxes: Sequence[Box]) -> Box:
    """Return the smallest box around some boxes."""
    edges = np.array(boxes)
    return (*edges[:, :2].min(axis=0).tolist(), *edges[:, 2:].max(axis=0).tolist())


def _parts(boxes: Sequence[Box]) -> tuple[Box, ...]:
    """Return a row of boxes, of which those that touch are one; none if all of them are."""
    parts = [boxes[0]]
    for box in boxes[1:]:
        if box[0] < parts[-1][2] + NEAR and box[1] < parts[-1][3] + NEAR:
            parts[-1] = _around([parts[-1], box])
        else:
            parts.append(box)
    return tuple(parts) if len(parts) > 1 else ()


def _merged(vector: Vectors, looks: Sequence[Places], box: Box, finer: int) -> Places:
    """Return the average of looks on one grid. The rest of the whole picture's vector has no place."""
    rows, columns = _grid(looks[0], box, finer)
    total = np.zeros((rows, columns, len(vector)), dtype=np.float32)
    weight = np.zeros((rows, columns), dtype=np.float32)
    for look in looks:
        across = _overlaps((box[0], box[2]), columns, (look.box[0], look.box[2]), look.shares.shape[1])
        down = _overlaps((box[1], box[3]), rows, (look.box[1], look.box[3]), look.shares.shape[0])
        total += np.einsum("ij,jkd,lk->ild", down, look.shares, across, optimize=True)
        cell = (
            (look.box[2] - look.box[0]) / look.shares.shape[1],
            (look.box[3] - look.box[1]) / len(look.shares),
        )
        covered = np.outer(down.sum(axis=1) * cell[1], across.sum(axis=1) * cell[0])
        weight += covered / ((box[2] - box[0]) / columns * (box[3] - box[1]) / rows)
    shares: NDArray[np.float32] = total / np.maximum(weight, np.float32(1e-6))[..., None]
    exact = all(look.exact for look in looks)
    return Places(shares, vector - shares.sum(axis=(0, 1)), box, exact)


def _grid(look: Places, box: Box, finer: int) -> tuple[int, int]:
    """Return the rows and columns of a box, in cells of a look or finer ones."""
    rows, columns = look.shares.shape[:2]
    high, wide = (
        (box[3] - box[1]) / (look.box[3] - look.box[1]),
        (box[2] - box[0]) / (look.box[2] - look.box[0]),
    )
    return max(1, round(rows * high * finer)), max(1, round(columns * wide * finer))


def _overlaps(
    outer: tuple[float, float], count: int, inner: tuple[float, float], cells: int
) -> NDArray[np.float32]:
    """Return the part of each inner cell that is in each outer cell, float32 ``[count, cells]``."""
    edges = np.linspace(*outer, count + 1)[:, None]
    others = np.linspace(*inner, cells + 1)[None]
    shared = np.minimum(edges[1:], others[:, 1:]) - np.maximum(edges[:-1], others[:, :-1])
    parts: NDArray[np.float32] = (shared.clip(0) * cells / (inner[1] - inner[0])).astype(np.float32)
    return parts
