"""The signed distances of shapes: negative inside, in units of half a thing's diameter, y downwards.

After Inigo Quilez, "2D distance functions" (https://iquilezles.org/articles/distfunctions2d/).
"""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi, sin, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.floating[Any]]


def circle(x: Plane, y: Plane) -> Plane:
    return np.hypot(x, y) - 0.95


def square(x: Plane, y: Plane) -> Plane:
    return np.maximum(np.abs(x), np.abs(y)) - 0.82


def triangle(x: Plane, y: Plane) -> Plane:
    """Return the distance from an equilateral triangle that points upwards."""
    slant = np.abs(x) * (sqrt(3) / 2) - (y - 0.28) * 0.5
    distance: Plane = np.maximum(slant - 0.56, (y - 0.28) - 0.56).astype(np.float32)
    return distance


def star(x: Plane, y: Plane) -> Plane:
    """Return the distance from a star with five points, one of them upwards."""
    k1x, k1y = cos(pi / 5), -sin(pi / 5)
    px, py = np.abs(x), -(y - 0.06)
    for kx in (k1x, -k1x):
        fold = 2.0 * np.maximum(kx * px + k1y * py, 0.0)
        px, py = px - fold * kx, py - fold * k1y
    px, py = np.abs(px), py - 1.05
    ratio = 0.45
    bx, by = ratio * sin(pi / 5), ratio * cos(pi / 5) - 1.0
    along = np.clip((px * bx + py * by) / (bx * bx + by * by), 0.0, 1.05)
    side = np.sign(py * bx - px * by)
    return (np.hypot(px - bx * along, py - by * along) * side).astype(np.float32)


def cross(x: Plane, y: Plane) -> Plane:
    """Return the distance from a plus sign with arms of equal length."""
    far, near = np.maximum(np.abs(x), np.abs(y)), np.minimum(np.abs(x), np.abs(y))
    qx, qy = far - 0.95, near - 0.32
    inside = np.maximum(qx, qy)
    wx = np.where(inside > 0, qx, 0.32 - far)
    wy = np.where(inside > 0, qy, -inside)
    return (np.sign(inside) * np.hypot(np.maximum(wx, 0), np.maximum(wy, 0))).astype(np.float32)


def ring(x: Plane, y: Plane) -> Plane:
    return np.abs(np.hypot(x, y) - 0.72) - 0.22


def heart(x: Plane, y: Plane) -> Plane:
    px, py = np.abs(x) / 1.55, (0.85 - y) / 1.55
    upper = np.hypot(px - 0.25, py - 0.75) - sqrt(2) / 4
    low = 0.5 * np.maximum(px + py, 0.0)
    lower = np.minimum(np.hypot(px, py - 1.0), np.hypot(px - low, py - low)) * np.sign(px - py)
    distance: Plane = (np.where(px + py > 1.0, upper, lower) * 1.55).astype(np.float32)
    return distance


def crescent(x: Plane, y: Plane) -> Plane:
    """Return the distance from a moon, open to the right: a disc of radius 0.95 without another of 0.78."""
    px, py = x - np.float32(0.1), np.abs(y)
    beside, outer, inner = 0.48, 0.95, 0.78
    tip_x = (outer**2 - inner**2 + beside**2) / (2 * beside)
    tip_y = sqrt(outer**2 - tip_x**2)
    at_tip = px * tip_y - py * tip_x > beside * np.maximum(tip_y - py, 0)
    arcs = np.maximum(np.hypot(px, py) - outer, inner - np.hypot(px - beside, py))
    distance: Plane = np.where(at_tip, np.hypot(px - tip_x, py - tip_y), arcs).astype(np.float32)
    return distance


def diamond(x: Plane, y: Plane) -> Plane:
    """Return the distance from a square on its tip, narrower than high."""
    distance: Plane = (np.abs(x) * 1.45 + np.abs(y) - 1.0) / np.float32(sqrt(1.45**2 + 1))
    return distance


DISTANCES: dict[str, Callable[[Plane, Plane], Plane]] = {
    "circle": circle,
    "square": square,
    "triangle": triangle,
    "star": star,
    "cross": cross,
    "ring": ring,
    "heart": heart,
    "crescent": crescent,
    "diamond": diamond,
}
