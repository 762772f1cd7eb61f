"""An encoder whose units are known: one head and four neurons for each of three colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from clip_critic.encoders.units import UnitActivations
from clip_critic.keywords.lists import KeywordList
from clip_critic.ranking.ranking import encode_keywords
from clip_critic.ranking.units import NamedUnits, UnitsSoFar, look_at

COLOURS = ("red", "green", "blue")
GRID = 4


@dataclass(frozen=True)
class ColourEncoder:
    """Vectors are mean colours; neuron ``4 * colour`` sees a colour, and the others see none of them.

    Head 0 adds green, and nothing else.
    """

    identity: str = "colours"
    dimension: int = 3
    logit_scale: float = 20.0
    logit_bias: float = 0.0
    context_length: int = 8

    def encode_images(self, pictures: Sequence[Image.Image]) -> NDArray[np.float32]:
        means = np.stack([cells(picture).mean(axis=(0, 1)) for picture in pictures]) + 1e-3
        vectors: NDArray[np.float32] = (means / np.linalg.norm(means, axis=1, keepdims=True)).astype(
            np.float32
        )
        return vectors

    def encode_texts(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.eye(3, dtype=np.float32)[[COLOURS.index(text) for text in texts]]

    def count_cut_tokens(self, texts: Sequence[str]) -> list[int]:
        return [0] * len(texts)

    def read_units(self, pictures: Sequence[Image.Image], layers: int) -> UnitActivations:
        places = np.stack([cells(picture).reshape(-1, 3) for picture in pictures])  # [n, places, 3]
        vectors = self.encode_images(pictures)
        heads = np.zeros((len(pictures), 1, 1, 3), dtype=np.float32)
        heads[:, 0, 0, 1] = vectors[:, 1]
        neurons = np.zeros((len(pictures), 1, 12), dtype=np.float32)
        neurons[:, 0, ::4] = places.max(axis=1)
        where = np.zeros((len(pictures), 1, 12), dtype=np.int64)
        where[:, 0, ::4] = places.argmax(axis=1)
        return UnitActivations(
            vectors=vectors,
            heads=heads,
            head_places=where[:, :, 4:5],
            neurons=neurons,
            neuron_places=where,
            first_layer=2,
            grid=(GRID, GRID),
        )


def cells(picture: Image.Image) -> NDArray[np.float64]:
    """Return the colours of a picture's places, from 0 to 1."""
    return np.asarray(picture.resize((GRID, GRID), Image.Resampling.BOX), dtype=np.float64) / 255


def save_spots(folder: Path, count: int) -> list[Path]:
    """Save dark pictures with one bright square of a colour each, at another place every time."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for number in range(count):
        image = Image.new("RGB", (64, 64), (20, 20, 20))
        colour = [20, 20, 20]
        colour[number % 3] = 120 + number
        row, column = divmod(number * 5 % 16, GRID)
        image.paste(tuple(colour), (16 * column, 16 * row, 16 * column + 16, 16 * row + 16))
        files.append(folder / f"{number}.png")
        image.save(files[-1])
    return files


def named_units(files: Sequence[Path], encoder: ColourEncoder | None = None) -> NamedUnits:
    """Name the units of an encoder by three colours."""
    encoder = encoder or ColourEncoder()
    seen = UnitsSoFar(encode_keywords(KeywordList.of(COLOURS), encoder), encoder, len(files))
    for batch in look_at(files, encoder, 4):
        seen.add(batch)
    return seen.name()
