"""Metrics of maps: the match with a known mask, and the part of a score that the found places carry.

All of these are functions of a map and a mask of the same size; higher is better.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Map = NDArray[np.float32]
Mask = NDArray[np.bool_]

NEAR = 2
"""The distance in pixels within which the strongest pixel counts as on the thing: 2 of 64."""


def auroc(heat: Map, mask: Mask) -> float:
    """Return how often a pixel of the thing is above a pixel beside it; equal ones count half."""
    values, hits = _sorted(heat, mask)
    inside, outside = _per_value(values, hits), _per_value(values, ~hits)
    below = outside.sum() - np.cumsum(outside)
    return float((inside * (below + outside / 2)).sum() / (inside.sum() * outside.sum()))


def best_overlap(heat: Map, mask: Mask) -> float:
    """Return the intersection over union at the threshold that is best for this very map."""
    values, hits = _sorted(heat, mask)
    inside, outside = np.cumsum(_per_value(values, hits)), np.cumsum(_per_value(values, ~hits))
    return float((inside / (hits.sum() + outside)).max())


def overlap(found: Mask, mask: Mask) -> float:
    """Return the intersection over union of two masks."""
    return float((found & mask).sum() / max(1, (found | mask).sum()))


def points_at(heat: Map, mask: Mask, near: int = NEAR) -> bool:
    """Return whether the strongest pixel is on the thing or near it (the pointing game)."""
    row, column = np.unravel_index(int(heat.argmax()), heat.shape)
    rows, columns = np.nonzero(mask)
    return bool((np.hypot(rows - row, columns - column) <= near).any())


def is_above(heat: Map, mask: Mask, other: Mask) -> bool:
    """Return whether the map is stronger on the word's own thing than on the other thing."""
    return bool(heat[mask].mean() > heat[other].mean())


def cover(mask: Mask, rows: int, columns: int) -> Map:
    """Return how much of each cell of a grid the mask covers."""
    high, wide = mask.shape[0] // rows, mask.shape[1] // columns
    shares: Map = mask.reshape(rows, high, columns, wide).mean(axis=(1, 3), dtype=np.float32)
    return shares


def area_under(scores: NDArray[np.float64]) -> float:
    """Return the mean height of a curve with equal steps (trapezoids)."""
    return float((scores[:-1] + scores[1:]).mean() / 2)


def _sorted(heat: Map, mask: Mask) -> tuple[Map, Mask]:
    """Return the values from the highest down, and whether each is inside the mask."""
    order = np.argsort(-heat, axis=None, kind="stable")
    return heat.ravel()[order], mask.ravel()[order]


def _per_value(values: Map, hits: Mask) -> NDArray[np.float64]:
    """Count the hits of every distinct value, in the order of sorted values."""
    starts = np.flatnonzero(np.r_[True, values[1:] != values[:-1]])
    return np.add.reduceat(hits.astype(np.float64), starts)
