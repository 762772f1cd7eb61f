"""Drawn scenes with the true mask of every thing, and the words that are about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tools.miniature.scenes import Scene, distance_in_pixels, draw, sample_scene, shrink
from tools.miniature.words import COLOURS, COUNTS, PATTERNS, SHAPES, SIZES, STYLES

SIDE = 64
KINDS = ("shape", "colour")
LIST: tuple[str, ...] = (*SHAPES, *COLOURS, *STYLES, *PATTERNS, *SIZES, *COUNTS.values())
"""The keyword list on whose mean maps are centred."""

Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Asked:
    """A word that is true of one thing of a scene.

    Attributes:
        kind: one of `KINDS`.
        word: the word, which is in `LIST`.
        mask: the pixels of its thing.
        other: the pixels of the other thing, in a scene with two.
    """

    kind: str
    word: str
    mask: Mask
    other: Mask | None


@dataclass(frozen=True, eq=False)
class Drawing:
    """A scene's picture, and all words whose place is known."""

    picture: Image.Image
    asked: tuple[Asked, ...]


def draw_scenes(count: int, things: int, seed: int) -> Iterator[Drawing]:
    """Yield scenes of every style in turn; two things differ in both shape and colour."""
    styles = tuple(STYLES)
    for number in range(count):
        rng = np.random.default_rng((seed, number))
        scene = _sample(rng, styles[number % len(styles)], things)
        yield Drawing(Image.fromarray(shrink(draw(scene, 2 * SIDE))), tuple(_asked(scene)))


def _sample(rng: np.random.Generator, style: str, things: int) -> Scene:
    while True:
        scene = sample_scene(rng, style=style, count=things)
        looks = [{thing.shape for thing in scene.things}, {thing.colour for thing in scene.things}]
        if all(len(values) == things for values in looks):
            return scene


def _asked(scene: Scene) -> Iterator[Asked]:
    """Yield the words of every thing: its shape, and its colour where the style shows it."""
    masks = [distance_in_pixels(thing, SIDE) < 0 for thing in scene.things]
    for number, thing in enumerate(scene.things):
        other = masks[1 - number] if len(masks) == 2 else None
        yield Asked("shape", thing.shape, masks[number], other)
        if STYLES[scene.style].colours:
            yield Asked("colour", thing.colour, masks[number], other)
