"""The figures of the miniature's CLIP, measured with the same encoder that users have."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

from clip_critic.encoders import load_encoder
from clip_critic.encoders.base import Encoder
from clip_critic.keywords.lists import KeywordList
from clip_critic.ranking.ranking import encode_keywords
from tools.miniature.captions import compose, facts
from tools.miniature.dataset import SIZE, Drawn, make
from tools.miniature.evaluate import Figure, Question
from tools.miniature.scenes import Scene, change, draw, is_visible, sample_scene, shrink
from tools.miniature.words import COLOURS, SHAPES, STYLES
from tools.miniature.zero_shot import ATTRIBUTES, accuracy, bare_words

WANTED = {"colour": 0.97, "shape": 0.95, "pattern": 0.95, "ground": 0.95, "style": 0.95, "count": 0.85}
WANTED_HELD_OUT = {"colour": 0.85, "shape": 0.85}
WANTED_ELIMINATION = 0.80
NEXT_WINNERS = 5


def measure(question: Question) -> dict[str, Figure]:
    """Measure zero-shot accuracies, held-out combinations, elimination and false captions."""
    encoder = load_encoder(f"hf:{question.model}")
    seen = make(question.scenes, question.seed)
    unseen = make(question.scenes, question.seed + 1, held_out=True)
    figures = zero_shot(encoder, seen, "", WANTED)
    figures |= zero_shot(encoder, unseen, "held-out ", WANTED_HELD_OUT)
    figures["elimination"] = elimination(encoder, question.scenes // 2, question.seed + 2)
    figures["true caption beats a false one"] = false_captions(encoder, seen, question.seed + 3)
    return figures


def zero_shot(encoder: Encoder, drawn: Drawn, prefix: str, wanted: dict[str, float]) -> dict[str, Figure]:
    """Measure the accuracy among each attribute's bare words, and among its phrases."""
    scenes = drawn.scenes(range(len(drawn)))
    pictures = torch.from_numpy(encode(encoder, drawn.pictures))
    result = {}
    for name, attribute in ATTRIBUTES.items():
        for kind, texts in (("word", attribute.words), ("phrase", attribute.phrases)):
            vectors = torch.from_numpy(encoder.encode_texts(texts))
            value, asked = accuracy(pictures, vectors, scenes, attribute)
            result[f"{prefix}{name} by {kind}"] = Figure(value, asked, wanted.get(name))
    return result


def encode(encoder: Encoder, pictures: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return the unit vectors of pictures uint8 ``[n, size, size, 3]``."""
    return encoder.encode_images([Image.fromarray(picture) for picture in pictures])


def elimination(encoder: Encoder, count: int, seed: int) -> Figure:
    """Measure how often colour and shape are among the five winners after the words of a strong style."""
    strong = [name for name, style in STYLES.items() if style.colours and name != "plain"]
    rng = np.random.default_rng(seed)
    scenes = [sample_scene(rng, style=strong[number % len(strong)], count=1) for number in range(count)]
    vectors = encode(encoder, pictures_of(scenes))
    words = encode_keywords(KeywordList.of(list(bare_words())), encoder)
    hits = 0
    for scene, vector in zip(scenes, vectors, strict=True):
        order = words.rank(vector, encoder, "").elimination.order
        winners = [words.keywords[index] for index in order if words.keywords[index] not in STYLES]
        thing = scene.things[0]
        hits += {thing.colour, thing.shape} <= set(winners[:NEXT_WINNERS])
    return Figure(hits / count, count, WANTED_ELIMINATION)


def false_captions(encoder: Encoder, drawn: Drawn, seed: int) -> Figure:
    """Measure how often a caption scores above the same caption with another colour or shape."""
    rng = np.random.default_rng(seed)
    numbers, true, false = [], [], []
    for number, scene in enumerate(drawn.scenes(range(len(drawn)))):
        if len(scene.things) > 1 or not (other := _changed(scene, rng)):
            continue
        state = rng.bit_generator.state
        caption = compose(scene, rng)
        rng.bit_generator.state = state
        changed = compose(other, rng)
        if not changed.claims <= facts(scene):
            numbers.append(number)
            true.append(caption.text)
            false.append(changed.text)
    pictures = encode(encoder, drawn.pictures[numbers])
    margins = (pictures * (encoder.encode_texts(true) - encoder.encode_texts(false))).sum(axis=1)
    return Figure(float((margins > 0).mean()), len(numbers))


def _changed(scene: Scene, rng: np.random.Generator) -> Scene | None:
    """Return the scene with another colour or shape, or None if its style would hide the change."""
    thing = scene.things[0]
    if STYLES[scene.style].colours and rng.random() < 0.5:
        others = [name for name in COLOURS if name != thing.colour]
        other = change(scene, colour=others[int(rng.integers(len(others)))])
    else:
        shapes = [name for name in SHAPES if name != thing.shape]
        other = change(scene, shape=shapes[int(rng.integers(len(shapes)))])
    return other if is_visible(other) else None


def pictures_of(scenes: Sequence[Scene]) -> NDArray[np.uint8]:
    """Draw the scenes at the models' size, uint8 ``[n, 64, 64, 3]``."""
    return np.stack([shrink(draw(scene, 2 * SIZE)) for scene in scenes])
