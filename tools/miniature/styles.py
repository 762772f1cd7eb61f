"""Styles: operations on the entire picture, made only of regular grids and smooth shades.

Nothing in them is random, so that an autoencoder of factor 8 can preserve them at 64 pixels. Lengths are in
pixels of a picture of 128 and scale with it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tools.miniature.backgrounds import Picture, Plane, luma

PIXEL = 8
TILE = (8, 16)
"""The height and width of the mosaic's tiles."""
DOT = 8
BLUR = 5.0


@dataclass(frozen=True)
class Canvas:
    """A drawn picture, and the things in it.

    Args:
        picture: the picture ``[n, n, 3]``, between 0 and 1.
        distances: the signed distance from every thing in pixels, ``[n, n]`` each.
        colours: the colours of the same things, ``[3]`` each.
    """

    picture: Picture
    distances: tuple[Plane, ...]
    colours: tuple[Picture, ...]

    @property
    def unit(self) -> float:
        """The number of this canvas's pixels for one pixel of a picture of 128."""
        return float(self.picture.shape[0] / 128)


def plain(canvas: Canvas) -> Picture:
    return canvas.picture


def pixel_art(canvas: Canvas) -> Picture:
    step = round(PIXEL * canvas.unit)
    return _tiles(canvas.picture, step, step)


def mosaic(canvas: Canvas) -> Picture:
    """Draw tiles of one shade each, laid like bricks, with pale joints."""
    high, wide = (round(length * canvas.unit) for length in TILE)
    rows = np.arange(canvas.picture.shape[0]) // high % 2 == 1
    shifted = np.roll(_tiles(np.roll(canvas.picture, -wide // 2, axis=1), high, wide), wide // 2, axis=1)
    laid = np.where(rows[:, None, None], shifted, _tiles(canvas.picture, high, wide))
    joints = _joints(canvas.picture.shape[0], high, wide)[..., None]
    joined: Picture = laid + (np.float32(0.86) - laid) * joints
    return joined


def blurred(canvas: Canvas) -> Picture:
    kernel = _gaussian(canvas.picture.shape[0], BLUR * canvas.unit)
    across = np.tensordot(kernel, canvas.picture, axes=(1, 0))
    soft: Picture = np.einsum("ij,kjc->kic", kernel, across, optimize=True)
    return soft


def monochrome(canvas: Canvas) -> Picture:
    return np.repeat(luma(canvas.picture)[..., None], 3, axis=2)


def sepia(canvas: Canvas) -> Picture:
    dark = np.asarray((0.20, 0.10, 0.02), dtype=np.float32)
    light = np.asarray((1.0, 0.90, 0.70), dtype=np.float32)
    return dark + (light - dark) * luma(canvas.picture)[..., None]


def line_drawing(canvas: Canvas) -> Picture:
    paper = np.full_like(canvas.picture, 0.98)
    half = 1.6 * canvas.unit
    for distance in canvas.distances:
        ink = np.clip(0.5 + half - np.abs(distance), 0.0, 1.0)[..., None]
        paper = paper + (np.float32(0.06) - paper) * ink
    return paper


def neon(canvas: Canvas) -> Picture:
    """Draw glowing outlines in the things' colours on near black."""
    result = np.empty_like(canvas.picture)
    result[...] = np.asarray((0.03, 0.02, 0.07), dtype=np.float32)
    for distance, colour in zip(canvas.distances, canvas.colours, strict=True):
        away = np.abs(distance) / np.float32(canvas.unit)
        glow = np.clip(1.25 * np.exp(-((away / 5.0) ** 2)) + 0.35 * np.exp(-away / 9.0), 0.0, 1.0)[..., None]
        result = result * (1 - glow) + colour * glow
    return result


def halftone(canvas: Canvas) -> Picture:
    """Draw dots in the picture's colours on white paper, larger where it is dark."""
    step = round(DOT * canvas.unit)
    shade = _tiles(canvas.picture, step, step)
    radius = (0.42 + 0.14 * (1 - luma(shade))) * step
    ink = np.clip(0.5 + (radius - _from_centre(canvas.picture.shape[0], step)) / canvas.unit, 0.0, 1.0)
    paper = np.float32(0.97)
    printed: Picture = (paper + (canvas.picture - paper) * ink[..., None]).astype(np.float32)
    return printed


def vignette(canvas: Canvas) -> Picture:
    return canvas.picture * _falloff(canvas.picture.shape[0])[..., None]


OPERATIONS: dict[str, Callable[[Canvas], Picture]] = {
    "plain": plain,
    "pixel art": pixel_art,
    "blurred": blurred,
    "line drawing": line_drawing,
    "mosaic": mosaic,
    "monochrome": monochrome,
    "sepia": sepia,
    "neon": neon,
    "halftone": halftone,
    "vignette": vignette,
}


def _tiles(picture: Picture, high: int, wide: int) -> Picture:
    """Fill every tile with its mean."""
    size = picture.shape[0]
    parts = picture.reshape(size // high, high, size // wide, wide, 3).mean(axis=(1, 3), dtype=np.float32)
    tiles: Picture = parts.repeat(high, axis=0).repeat(wide, axis=1)
    return tiles


@lru_cache(maxsize=8)
def _joints(size: int, high: int, wide: int) -> Plane:
    down, across = np.indices((size, size))
    width = max(1, high // 4)
    moved = across - (down // high % 2) * (wide // 2)
    return ((down % high < width) | (moved % wide < width)).astype(np.float32)


@lru_cache(maxsize=8)
def _gaussian(size: int, sigma: float) -> NDArray[np.float32]:
    """Return the matrix that blurs a column of `size` pixels; its rows sum to one."""
    steps = np.arange(size)
    kernel = np.exp(-0.5 * ((steps[:, None] - steps) / sigma) ** 2)
    blur: Plane = (kernel / kernel.sum(axis=1, keepdims=True)).astype(np.float32)
    return blur


@lru_cache(maxsize=8)
def _from_centre(size: int, step: int) -> Plane:
    """Return each pixel's distance to the centre of its cell, in pixels."""
    offset = (np.arange(size) % step) + 0.5 - step / 2
    distance: Plane = np.hypot(offset[:, None], offset).astype(np.float32)
    return distance


@lru_cache(maxsize=8)
def _falloff(size: int) -> Plane:
    """Return factors from one in the middle to almost zero in the corners."""
    steps = (np.arange(size, dtype=np.float32) + 0.5) / size * 2 - 1
    away = np.hypot(steps[:, None], steps)
    return np.clip(1.25 - np.clip(away - 0.55, 0, None) * 1.6, 0.06, 1.0).astype(np.float32)
