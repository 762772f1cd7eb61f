"""Evaluate the names of the miniature's units: their words against the facts of drawn scenes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from clip_critic.encoders import load_encoder
from clip_critic.encoders.base import Encoder
from clip_critic.encoders.places import read_box
from clip_critic.encoders.units import units_of
from clip_critic.keywords.lists import KeywordList
from clip_critic.ranking.ranking import encode_keywords
from clip_critic.ranking.units import NamedNeuron, NamedUnits, SeenBatch, StrongPicture, UnitsSoFar
from tools.miniature.captions import facts
from tools.miniature.dataset import SIZE, Drawn, make
from tools.miniature.evaluate import Figure, Question
from tools.miniature.scenes import cover_map
from tools.miniature.words import COLOURS, COUNTS, PATTERNS, SHAPES, SIZES, STYLES

FACTS: Mapping[str, str] = {
    **{word: f"colour:{word}" for word in COLOURS},
    **{word: f"shape:{word}" for word in SHAPES},
    **{word: f"pattern:{word}" for word in PATTERNS},
    **{word: f"style:{word}" for word in STYLES},
    **{word: f"size:{word}" for word in SIZES},
    **{word: f"count:{count}" for count, word in COUNTS.items()},
}
"""The fact that each word of the list names."""
HEADS: Mapping[tuple[int, int], tuple[str, ...]] = {
    (4, 1): PATTERNS,
    (4, 2): ("brown", "yellow", "orange", "red"),
    (5, 0): (*SIZES, "one"),
    (5, 4): SHAPES,
}
"""Heads that write one kind of fact into the vector, and the words that each may get."""
TOGETHER = 16
CLEAR = 0.9


@dataclass(frozen=True, eq=False)
class Measured:
    """The units of an encoder with their names, and what is true of the scenes that named them.

    Attributes:
        activations: of the last layer's neurons, ``[scenes, neurons]``.
        truth: whether each word is true of each scene, ``[scenes, words]``.
    """

    drawn: Drawn
    named: NamedUnits
    activations: NDArray[np.float32]
    truth: NDArray[np.bool_]

    def last_neurons(self) -> list[NamedNeuron]:
        """Return the neurons of the last layer."""
        last = max(unit.layer for unit in self.named.neurons)
        return [unit for unit in self.named.neurons if unit.layer == last]

    def auroc(self, neuron: int, word: str) -> float:
        """Return how often a scene with a word's fact activates a neuron more than one without it."""
        return auroc(self.activations[:, neuron], self.truth[:, list(FACTS).index(word)])


def measure(question: Question) -> dict[str, Figure]:
    """Measure how many units are named by what they see."""
    return figures(measure_units(load_encoder(f"hf:{question.model}"), question.scenes, question.seed))


def measure_units(encoder: Encoder, scenes: int, seed: int) -> Measured:
    """Draw scenes, and name the units of the last four layers by them."""
    drawn = make(scenes, seed)
    seen = UnitsSoFar(encode_keywords(KeywordList.of(FACTS), encoder), encoder, scenes)
    activations = []
    for start in range(0, scenes, TOGETHER):
        images = [Image.fromarray(picture) for picture in drawn.pictures[start : start + TOGETHER]]
        found = units_of(encoder, images, 4)
        activations.append(found.neurons[:, -1])
        files = tuple(Path(f"{start + number}.png") for number in range(len(images)))
        seen.add(SeenBatch(files, tuple(read_box(encoder, image.size) for image in images), found, ()))
    known = [facts(drawn.scene(index)) for index in range(scenes)]
    truth = np.array([[fact in found for fact in FACTS.values()] for found in known])
    return Measured(drawn, seen.name(), np.concatenate(activations), truth)


def figures(measured: Measured) -> dict[str, Figure]:
    """Return the shares of neurons and crops that show their word, and of what heads write that fits."""
    scenes, last = len(measured.drawn), measured.last_neurons()
    own = {unit.neuron: measured.auroc(unit.neuron, unit.word) for unit in last}
    best = {unit.neuron: max(measured.auroc(unit.neuron, word) for word in FACTS) for unit in last}
    seeing = [neuron for neuron, value in best.items() if value > CLEAR]
    first = last[: len(seeing) // 2]
    found = {
        "neurons above .9 for their own word": np.mean([value > CLEAR for value in own.values()]),
        "... of those above .9 for any word": np.mean([own[neuron] > CLEAR for neuron in seeing]),
        "... of the half that agrees most": np.mean([own[unit.neuron] > CLEAR for unit in first]),
        "crops of shape neurons show the shape": np.mean(list(_crops(measured, own))),
    }
    for (layer, number), words in HEADS.items():
        head = next(unit for unit in measured.named.heads if (unit.layer, unit.head) == (layer, number))
        explained = [item.explained for item in head.words]
        fitting = [item.word in words for item in head.words]
        found[f"what the words of head {layer}.{number} explain"] = np.average(fitting, weights=explained)
    return {name: Figure(float(value), scenes) for name, value in found.items()}


def _crops(measured: Measured, own: Mapping[int, float]) -> list[bool]:
    """Return whether each crop of the clear neurons with a shape's word has that shape in it."""
    neurons = [unit for unit in measured.last_neurons() if unit.word in SHAPES and own[unit.neuron] > CLEAR]
    return [_shows(measured.drawn, item, unit.word) for unit in neurons for item in unit.pictures]


def _shows(drawn: Drawn, strong: StrongPicture, shape: str) -> bool:
    scene = drawn.scene(strong.picture)
    left, top, right, bottom = (round(edge) for edge in strong.box)
    within = cover_map(scene, SIZE)[top:bottom, left:right]
    return any(thing.shape == shape and (within == number).any() for number, thing in enumerate(scene.things))


def auroc(values: NDArray[np.float32], truth: NDArray[np.bool_]) -> float:
    """Return the area under the ROC curve; equal values count half."""
    order = np.sort(values)
    ranks = (np.searchsorted(order, values) + np.searchsorted(order, values, side="right") + 1) / 2
    positive, negative = int(truth.sum()), int((~truth).sum())
    return float((ranks[truth].sum() - positive * (positive + 1) / 2) / max(positive * negative, 1))
