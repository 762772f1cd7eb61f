"""The part of a picture that an encoder reads: measured, whatever its preprocessing does.

Preprocessing crops the centre, squashes, or adds margins, in many ways and versions. So a picture whose
colours say where they are is prepared, and the part is read from the result.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

from clip_critic.encoders.places import Box

SIDE = 256
"""The side of a square with as many pixels as the picture that is prepared; more is not more exact."""
FEWEST = 16
NEAR = 0.01
"""The part of a side by which an edge that is measured may miss the picture's own edge."""
NOISE = 4
"""The levels that are added at random, so that the mean of rounded levels does not depend on rounding."""

Prepare = Callable[[Image.Image], torch.Tensor]
Numbers = NDArray[np.float32]


def measure_box(prepare: Prepare, size: tuple[int, int]) -> Box:
    """Return the part of a picture of this size that ends up in the prepared one.

    Args:
        prepare: the preprocessing, which returns float32 ``[3, height, width]`` of any scale.
        size: the width and height of the picture.
    """
    sample = _sample_size(size)
    black, white = (prepare(Image.new("RGB", sample, (value,) * 3)).numpy() for value in (0, 255))
    part: Box = (0.0, 0.0, 1.0, 1.0)
    if black.ndim == 3 and len(black) == 3:
        for _ in range(2):  # first the whole picture, then more exactly around what was found
            seen = prepare(_map_of_places(sample, part)).numpy()
            if seen.shape == black.shape == white.shape:
                part = _read_map(seen, black, white, part)
    edges = [0.0 if abs(edge) < NEAR else 1.0 if abs(edge - 1) < NEAR else edge for edge in part]
    return (edges[0] * size[0], edges[1] * size[1], edges[2] * size[0], edges[3] * size[1])


def _sample_size(size: tuple[int, int]) -> tuple[int, int]:
    """Return a size of nearly the same shape, with about `SIDE` squared pixels."""
    short, long = sorted(size)
    middle = SIDE * math.sqrt(short / long)
    sides = range(max(FEWEST, round(middle * 0.8)), max(FEWEST, round(middle * 1.2)) + 1)

    def change(side: int) -> tuple[float, float]:
        return round(abs(round(side * long / short) * short / (side * long) - 1), 5), abs(side - middle)

    best = min(sides, key=change)
    other = round(best * long / short)
    return (other, best) if size[0] > size[1] else (best, other)


def _map_of_places(size: tuple[int, int], part: Box) -> Image.Image:
    """Return a picture whose red grows to the right and whose green grows downwards, over one part of it."""
    starts, spans = _spans(part)
    across, down = (
        (((np.arange(side) + 0.5) / side - start) / span).clip(0, 1) * (255 - 2 * NOISE) + NOISE
        for side, start, span in zip(size, starts, spans, strict=True)
    )
    pixels = np.random.default_rng(0).uniform(-NOISE, NOISE, (size[1], size[0], 3))
    pixels[..., 0] += across
    pixels[..., 1] += down[:, None]
    return Image.fromarray(np.rint(pixels).clip(0, 255).astype(np.uint8))


def _spans(part: Box) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return where the colours of a map begin, and their spans: a part, and half as much on each side."""
    width, height = part[2] - part[0], part[3] - part[1]
    if part == (0, 0, 1, 1):
        return (0, 0), (1, 1)
    return (part[0] - width / 2, part[1] - height / 2), (2 * width, 2 * height)


def _read_map(seen: Numbers, black: Numbers, white: Numbers, part: Box) -> Box:
    """Return the part of a picture that a prepared map shows, from 0 to 1 along each side."""
    span = (white - black)[:2]
    inside = np.abs(span).min(axis=0) > 1e-3  # a margin is the same in both
    levels = 255 * (seen - black)[:2] / np.where(inside, span, 1)
    values = (levels - NOISE) / (255 - 2 * NOISE)
    starts, spans = _spans(part)
    left, right = (starts[0] + spans[0] * edge for edge in _extent(values[0], inside))
    top, bottom = (starts[1] + spans[1] * edge for edge in _extent(values[1].T, inside.T))
    return (left, top, right, bottom)


def _extent(values: Numbers, inside: NDArray[np.bool_]) -> tuple[float, float]:
    """Return the values at the beginning of the first column and at the end of the last one.

    A line is fitted through all columns but the outermost: there, resizing bends it.
    """
    columns = np.flatnonzero(inside.any(axis=0))
    few = len(columns) // 16
    columns = columns[few : len(columns) - few]
    if len(columns) < 2:
        return 0.0, 1.0
    counts = inside[:, columns].sum(axis=0)
    means = np.where(inside[:, columns], values[:, columns], 0).sum(axis=0) / counts
    slope, start = np.polyfit(columns + 0.5, means, 1)
    return float(start), float(start + slope * values.shape[1])
