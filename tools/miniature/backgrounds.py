"""Backgrounds: a pattern of two tones of one colour."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tools.miniature.words import COLOURS

Picture = NDArray[np.floating[Any]]
Plane = NDArray[np.floating[Any]]
LIGHT = 0.55
"""The luma above which a colour's second tone is darker instead of lighter."""
MIX = 0.36


@dataclass(frozen=True)
class Background:
    """A pattern of ``PATTERNS`` in a colour of ``COLOURS``; `vertical` turns stripes and gradients."""

    pattern: str
    colour: str
    vertical: bool = False


def rgb(colour: str) -> Picture:
    """Return the colour's values between 0 and 1, ``[3]``."""
    values: Picture = np.asarray(COLOURS[colour], dtype=np.float32) / np.float32(255)
    return values


def luma(values: Picture) -> Plane:
    """Return the Rec. 601 luma of ``[..., 3]``."""
    return values @ np.asarray((0.299, 0.587, 0.114), dtype=np.float32)


def second_tone(colour: str) -> Picture:
    """Return a lighter tone of a dark colour, or a darker tone of a light colour, ``[3]``."""
    first = rgb(colour)
    towards = np.float32(0.0 if luma(first) > LIGHT else 1.0)
    second: Picture = first + (towards - first) * np.float32(MIX)
    return second


@lru_cache(maxsize=64)
def share_of_second(pattern: str, vertical: bool, size: int) -> Plane:
    """Return each pixel's share of the second tone, ``[size, size]`` between 0 and 1."""
    steps = (np.arange(size, dtype=np.float32) + 0.5) / size
    down, across = np.meshgrid(steps, steps, indexing="ij")
    along = across if vertical else down
    soft = size / 8

    def edge(distance: Plane) -> Plane:
        shares: Plane = np.clip(0.5 + distance * soft, 0.0, 1.0).astype(np.float32)
        return shares

    if pattern == "solid":
        return np.zeros((size, size), dtype=np.float32)
    if pattern == "gradient":
        shares: Plane = (along * np.float32(1.3)).clip(0, 1)
        return shares
    if pattern == "stripes":
        return edge(4 * (np.abs((along * 4) % 1 - 0.5) - 0.27))
    if pattern == "dots":
        return edge(4 * (0.27 - np.hypot((across * 4) % 1 - 0.5, (down * 4) % 1 - 0.5)))
    return edge(6 * np.sin(across * 4 * np.pi) * np.sin(down * 4 * np.pi))


def paint(background: Background, size: int) -> Picture:
    """Draw the background alone, ``[size, size, 3]`` between 0 and 1."""
    first, second = rgb(background.colour), second_tone(background.colour)
    share = share_of_second(background.pattern, background.vertical, size)[..., None]
    return first + (second - first) * share
