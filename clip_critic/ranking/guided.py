"""The guided filter: a coarse map takes the edges of a picture.

He, Sun, Tang, "Guided Image Filtering" (2010), for colours; He, Sun, "Fast Guided Filter" (2015): the linear
model is found in a small picture, and applied to the large one.

OpenCV's extra modules have it, and do it where they are installed. Elsewhere it is ours, and the same: up to
`SIDE` pixels the results are equal up to rounding, above that ours is the fast one. (scikit-image and plain
OpenCV have none. The paper cuts its windows at the edges of the picture; like OpenCV, we mirror it there,
and masks of drawn scenes are the better for it.)
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Numbers = NDArray[np.float32]

RADIUS = 10 / 64
"""The radius of the filter's windows, as a part of the shorter side."""
SMOOTHNESS = 0.003
"""The variance of colours, from 0 to 1, above which an edge of the picture is an edge of the map."""
SIDE = 256
"""The longest side of the small picture."""
MOST_PIXELS = 2**22
"""The most pixels for OpenCV, which holds about twenty numbers for each."""


def guided(guide: Image.Image, plane: Numbers) -> Numbers:
    """Return a map with the edges of a picture of the same size, float32 ``[height, width]``."""
    opencv = _opencv()
    if opencv is not None and plane.size <= MOST_PIXELS:
        filtered: Numbers = opencv.guidedFilter(
            np.asarray(guide), plane, radius_in(guide.size), SMOOTHNESS * 255**2
        )
        return filtered
    small_size = _small(guide.size)
    small = _colours(guide.resize(small_size, Image.Resampling.BOX))
    slope, level = _model(small, _resize(plane, small_size), radius_in(small_size))
    colours = _colours(guide)
    result = _resize(level, guide.size)
    for channel in range(3):
        result = result + _resize(slope[..., channel], guide.size) * colours[..., channel]
    return result


@cache
def _opencv() -> Any:
    """Return OpenCV's module with the filter; None where it is not installed."""
    try:
        from cv2 import ximgproc
    except ImportError:
        return None
    return ximgproc if hasattr(ximgproc, "guidedFilter") else None


def radius_in(size: tuple[int, int]) -> int:
    """Return the radius of the windows in a picture, in pixels."""
    return max(1, round(RADIUS * min(size)))


def _colours(picture: Image.Image) -> Numbers:
    colours: Numbers = np.asarray(picture, dtype=np.float32) / np.float32(255)
    return colours


def _small(size: tuple[int, int]) -> tuple[int, int]:
    factor = min(1.0, SIDE / max(size))
    return max(1, round(size[0] * factor)), max(1, round(size[1] * factor))


def _resize(plane: Numbers, size: tuple[int, int]) -> Numbers:
    if plane.shape == size[::-1]:
        return plane
    return np.asarray(Image.fromarray(np.ascontiguousarray(plane)).resize(size, Image.Resampling.BILINEAR))


def _model(colours: Numbers, plane: Numbers, radius: int) -> tuple[Numbers, Numbers]:
    """Return slope ``[height, width, 3]`` and level ``[height, width]`` of the map as it depends on colours.

    Args:
        colours: the picture, from 0 to 1, ``[height, width, 3]``.
        plane: the map, ``[height, width]``.
        radius: the windows' radius in pixels.
    """
    products = (colours[..., :, None] * colours[..., None, :]).reshape(*plane.shape, 9)
    stacked = np.concatenate([colours, plane[..., None], products, colours * plane[..., None]], axis=2)
    averaged = box_means(stacked, radius)
    centre, level = averaged[..., :3], averaged[..., 3:4]
    covariance = averaged[..., 4:13].reshape(*plane.shape, 3, 3) - centre[..., :, None] * centre[..., None, :]
    together = averaged[..., 13:] - centre * level
    smooth = covariance + SMOOTHNESS * np.eye(3, dtype=np.float32)
    slope = np.linalg.solve(smooth, together[..., None])[..., 0]
    level = level - (slope * centre).sum(axis=2, keepdims=True)
    final = box_means(np.concatenate([slope, level], axis=2), radius)
    return final[..., :3], final[..., 3]


def box_means(values: Numbers, radius: int) -> Numbers:
    """Return the means over square windows around each pixel, ``[height, width, ...]``.

    The plane is mirrored at its edges.
    """
    around = ((radius, radius), (radius, radius), *((0, 0),) * (values.ndim - 2))
    sums = np.pad(values, around, mode="symmetric").astype(np.float64)
    for axis in (0, 1):
        before = np.insert(np.cumsum(sums, axis=axis), 0, 0, axis=axis)
        places = np.arange(values.shape[axis])
        sums = before.take(places + 2 * radius + 1, axis) - before.take(places, axis)
    return (sums / (2 * radius + 1) ** 2).astype(np.float32)
