"""Scenes: the content of pictures, sampled from a generator, and drawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tools.miniature.backgrounds import Background, Picture, Plane, luma, paint, rgb, second_tone
from tools.miniature.shapes import DISTANCES
from tools.miniature.styles import OPERATIONS, Canvas
from tools.miniature.words import (
    ACHROMATIC,
    COLOURS,
    DARK_COLOURS,
    HELD_OUT_COLOURS,
    HELD_OUT_STYLES,
    PATTERNS,
    SHAPES,
    SIZES,
    STYLES,
)

DIAMETERS: dict[tuple[int, str], tuple[float, float]] = {
    (1, "large"): (0.60, 0.76),
    (1, "small"): (0.34, 0.42),
    (2, "large"): (0.42, 0.48),
    (2, "small"): (0.28, 0.33),
    (3, "large"): (0.37, 0.41),
    (3, "small"): (0.25, 0.29),
}
"""The smallest and largest diameter in picture widths, by the number of things and their size."""
APART = 0.42
"""The smallest distance of a thing's colour from both tones behind it, in RGB from 0 to 1."""
LUMA_APART = 0.22
COUNT_ODDS = (0.62, 0.20, 0.18)
ALIKE_ODDS = 0.6
PLAIN_ODDS = 0.28


@dataclass(frozen=True)
class Thing:
    """One shape. Its centre and diameter are in picture widths, y downwards."""

    shape: str
    colour: str
    size: str
    x: float
    y: float
    diameter: float


@dataclass(frozen=True)
class Scene:
    """A background, one to three things that do not touch, and the style of the picture."""

    background: Background
    things: tuple[Thing, ...]
    style: str
    seed: int = 0

    @property
    def alike(self) -> bool:
        """Whether all things have the same shape and colour."""
        return len({(thing.shape, thing.colour) for thing in self.things}) == 1


def is_held_out(scene: Scene) -> bool:
    """Return whether the scene shows a combination that training never shows."""
    return any(
        (thing.colour, thing.shape) in HELD_OUT_COLOURS or (scene.style, thing.shape) in HELD_OUT_STYLES
        for thing in scene.things
    )


def sample_scene(rng: np.random.Generator, held_out: bool = False, **fixed: Any) -> Scene:
    """Sample scenes until one fits, with or without a held-out combination.

    Args:
        rng: the source of every choice.
        held_out: whether the scene must or must not have a held-out combination.
        fixed: any of ``style``, ``pattern``, ``ground`` (the background's colour), ``count``, ``size``,
            ``shape`` and ``colour`` (the latter two apply to every thing).
    """
    while True:
        scene = _propose(rng, **fixed)
        if scene is not None and is_visible(scene) and is_held_out(scene) == held_out:
            return scene


def is_visible(scene: Scene) -> bool:
    """Return whether the things stand out from the background, and the style from other styles."""
    style = STYLES[scene.style]
    behind = (rgb(scene.background.colour), second_tone(scene.background.colour))
    colours = {thing.colour for thing in scene.things}
    for colour in (rgb(name) for name in colours):
        if min(float(np.linalg.norm(colour - tone)) for tone in behind) < APART:
            return False
        if scene.style in ("monochrome", "sepia") and (
            min(abs(float(luma(colour) - luma(tone))) for tone in behind) < LUMA_APART
        ):
            return False
    if style.dark and colours & DARK_COLOURS:
        return False
    return not (style.colours and style.ground and {*colours, scene.background.colour} <= ACHROMATIC)


def draw(scene: Scene, size: int = 128) -> NDArray[np.uint8]:
    """Draw the scene in RGB, ``[size, size, 3]``; `size` is a multiple of 64."""
    picture = paint(scene.background, size)
    distances, colours = [], []
    for thing in scene.things:
        distance, colour = distance_in_pixels(thing, size), rgb(thing.colour)
        cover = np.clip(0.5 - distance, 0.0, 1.0)[..., None]
        picture = picture + (colour - picture) * cover
        distances.append(distance)
        colours.append(colour)
    styled = OPERATIONS[scene.style](Canvas(picture, tuple(distances), tuple(colours)))
    return (styled * 255 + 0.5).clip(0, 255).astype(np.uint8)


def shrink(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Scale a picture to half its size; each pixel is the mean of four."""
    size = picture.shape[0] // 2
    sums = picture.reshape(size, 2, size, 2, 3).sum(axis=(1, 3), dtype=np.uint16)
    means: NDArray[np.uint8] = ((sums + 2) // 4).astype(np.uint8)
    return means


def distance_in_pixels(thing: Thing, size: int) -> Plane:
    """Return the signed distance of every pixel's centre from the thing's edge, ``[size, size]``."""
    half = thing.diameter / 2
    steps = (np.arange(size, dtype=np.float32) + 0.5) / size
    across = np.broadcast_to((steps - thing.x) / np.float32(half), (size, size))
    down = np.broadcast_to(((steps - thing.y) / np.float32(half))[:, None], (size, size))
    distance: Plane = (DISTANCES[thing.shape](across, down) * np.float32(half * size)).astype(np.float32)
    return distance


def cover_map(scene: Scene, cells: int) -> NDArray[np.int8]:
    """Return the number of the thing that covers each cell of a grid, ``[cells, cells]``, or -1."""
    result = np.full((cells, cells), -1, dtype=np.int8)
    for number, thing in enumerate(scene.things):
        fine = distance_in_pixels(thing, 2 * cells).reshape(cells, 2, cells, 2).min(axis=(1, 3))
        result[fine < 0] = number
    return result


def change(scene: Scene, **changes: str) -> Scene:
    """Return the same scene with another ``colour``, ``shape``, ``style``, ``pattern`` or ``ground``."""
    look: dict[str, Any] = {key: value for key, value in changes.items() if key in ("colour", "shape")}
    names = {"pattern": "pattern", "ground": "colour"}
    ground: dict[str, Any] = {names[key]: value for key, value in changes.items() if key in names}
    return replace(
        scene,
        background=replace(scene.background, **ground),
        things=tuple(replace(thing, **look) for thing in scene.things),
        style=changes.get("style", scene.style),
    )


def _propose(rng: np.random.Generator, **fixed: Any) -> Scene | None:
    """Sample a scene, which may be hard to see or held out; return None if its things do not fit."""
    style = fixed.get("style") or ("plain" if rng.random() < PLAIN_ODDS else _one(rng, tuple(STYLES)[1:]))
    coarse = STYLES[style].coarse
    count = fixed.get("count") or 1 + int(rng.choice(3, p=COUNT_ODDS))
    size = fixed.get("size") or ("large" if coarse else _one(rng, SIZES))
    if coarse and (size == "small" or count > 2):
        if "count" in fixed or "size" in fixed:
            return None
        count = 2
    background = Background(
        fixed.get("pattern") or _one(rng, PATTERNS),
        fixed.get("ground") or _one(rng, tuple(COLOURS)),
        bool(rng.random() < 0.5),
    )
    looks = _looks(rng, count, fixed.get("shape"), fixed.get("colour"))
    places = _places(rng, count, size)
    if places is None:
        return None
    things = tuple(Thing(*look, size, *place) for look, place in zip(looks, places, strict=True))
    return Scene(background, things, style, int(rng.integers(2**31)))


def _looks(
    rng: np.random.Generator, count: int, shape: str | None, colour: str | None
) -> list[tuple[str, str]]:
    """Choose the shape and colour of every thing: the same for all, or different for each."""

    def look() -> tuple[str, str]:
        return shape or _one(rng, SHAPES), colour or _one(rng, tuple(COLOURS))

    if rng.random() < ALIKE_ODDS or (shape and colour):
        return [look()] * count
    looks: list[tuple[str, str]] = []
    while len(looks) < count:
        if (new := look()) not in looks:
            looks.append(new)
    return looks


def _places(rng: np.random.Generator, count: int, size: str) -> list[tuple[float, float, float]] | None:
    """Choose the centre and diameter of every thing, with gaps between them; None if they do not fit."""
    least, most = DIAMETERS[count, size]
    diameter = float(rng.uniform(least, most))
    margin = diameter / 2 + 0.02
    centres: list[tuple[float, float]] = []
    for _ in range(40):
        x, y = (float(value) for value in rng.uniform(margin, 1 - margin, 2))
        if all((x - a) ** 2 + (y - b) ** 2 > (diameter * 1.08) ** 2 for a, b in centres):
            centres.append((x, y))
        if len(centres) == count:
            return [(x, y, diameter) for x, y in centres]
    return None


def _one(rng: np.random.Generator, names: tuple[str, ...]) -> str:
    return names[int(rng.integers(len(names)))]


__all__ = ["Background", "Picture", "Scene", "Thing", "draw", "is_held_out", "sample_scene", "shrink"]
