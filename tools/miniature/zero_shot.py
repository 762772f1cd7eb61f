"""Zero-shot classification: the words of an attribute that CLIP finds in a drawn scene."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch

from tools.miniature.captions import ADJECTIVES
from tools.miniature.scenes import Scene
from tools.miniature.words import COLOURS, COUNTS, PATTERNS, SHAPES, SIZES, STYLES


@dataclass(frozen=True)
class Attribute:
    """An attribute of a scene.

    Args:
        words: the bare words, in the order of the answers.
        phrases: the words as phrases.
        answer: a function that returns the right word's number, or None if it is hidden or ambiguous.
    """

    words: tuple[str, ...]
    phrases: tuple[str, ...]
    answer: Callable[[Scene], int | None]


def _colour(scene: Scene) -> int | None:
    single = len(scene.things) == 1 and STYLES[scene.style].colours
    return tuple(COLOURS).index(scene.things[0].colour) if single else None


def _shape(scene: Scene) -> int | None:
    return SHAPES.index(scene.things[0].shape) if len(scene.things) == 1 else None


def _pattern(scene: Scene) -> int | None:
    return PATTERNS.index(scene.background.pattern) if STYLES[scene.style].pattern else None


def _ground(scene: Scene) -> int | None:
    return tuple(COLOURS).index(scene.background.colour) if STYLES[scene.style].ground else None


ATTRIBUTES: dict[str, Attribute] = {
    "colour": Attribute(tuple(COLOURS), tuple(f"a {name} shape" for name in COLOURS), _colour),
    "shape": Attribute(SHAPES, tuple(f"a picture of a {name}" for name in SHAPES), _shape),
    "pattern": Attribute(
        PATTERNS, tuple(f"{ADJECTIVES.get(name, name)} background" for name in PATTERNS), _pattern
    ),
    "ground": Attribute(
        tuple(f"{name} background" for name in COLOURS),
        tuple(f"a shape on a {name} background" for name in COLOURS),
        _ground,
    ),
    "style": Attribute(
        tuple(STYLES),
        tuple(f"in {name} style" for name in STYLES),
        lambda scene: tuple(STYLES).index(scene.style),
    ),
    "count": Attribute(
        tuple(COUNTS.values()),
        ("one shape", "two shapes", "three shapes"),
        lambda scene: len(scene.things) - 1,
    ),
    "size": Attribute(
        SIZES,
        tuple(f"a {name} shape" for name in SIZES),
        lambda scene: SIZES.index(scene.things[0].size) if len(scene.things) == 1 else None,
    ),
}
"""``pattern`` and ``ground`` are the background's; a background's colour has no bare word."""


def bare_words() -> dict[str, str]:
    """Return every bare word of the vocabulary with the fact that makes it true of a scene."""
    kinds = {"colour": COLOURS, "shape": SHAPES, "pattern": PATTERNS, "style": STYLES, "size": SIZES}
    words = {name: f"{kind}:{name}" for kind, names in kinds.items() for name in names}
    return words | {word: f"count:{number}" for number, word in COUNTS.items()}


def accuracy(
    pictures: torch.Tensor, texts: torch.Tensor, scenes: Sequence[Scene], attribute: Attribute
) -> tuple[float, int]:
    """Return the share of scenes whose right word wins, and the number of scenes that have one.

    Args:
        pictures: unit vectors ``[n, d]`` of the scenes.
        texts: unit vectors ``[words, d]`` of the attribute's words or phrases.
        scenes: the scenes of the pictures.
        attribute: the attribute to classify.
    """
    answers = [attribute.answer(scene) for scene in scenes]
    asked = [index for index, answer in enumerate(answers) if answer is not None]
    if not asked:
        return float("nan"), 0
    winners = (pictures[asked] @ texts.T).argmax(dim=1).numpy()
    right = np.asarray([answers[index] for index in asked])
    return float((winners == right).mean()), len(asked)
