"""Units named by a keyword list over many pictures, with the pictures and places where they are strongest.

Pictures are looked at once, in batches. Only the strongest pictures of each unit are kept, and the covariance
of what each head adds, so memory does not grow with the units times the pictures.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from clip_critic.encoders.base import Encoder, Vectors, unknown_words
from clip_critic.encoders.places import Box, read_box
from clip_critic.encoders.units import UnitActivations, units_of
from clip_critic.errors import BadInputError
from clip_critic.pictures.opening import Picture
from clip_critic.progress import Progress, silent
from clip_critic.ranking.ranking import KeywordVectors, Unreadable, open_batches
from clip_critic.ranking.unit_names import correlations, name_neurons, text_span

LEAST_PICTURES = 20
LEAST_WORDS = 2
MOST_NAMING, LEAST_NAMING = 100, 5
"""The pictures that name a neuron: the strongest hundredth of all, within these bounds."""
WORDS_OF_HEAD = 5
SHOWN = 4
"""The pictures that are kept for each word of a head, and for each neuron."""
SAMPLED = 2000
"""The most pictures, at equal distances, from which a neuron's agreement with its word is computed."""
BATCH = 16
CROP = 3 / 8
"""The side of a crop, as a part of the shorter side of the part that the encoder reads."""


@dataclass(frozen=True)
class StrongPicture:
    """A picture in which a unit is strong.

    Attributes:
        picture: its number, from 0.
        strength: the neuron's activation, or the similarity to the word that the head adds.
        box: the square of the picture around the place where the unit is strongest, in pixels.
    """

    picture: int
    strength: float
    box: Box


@dataclass(frozen=True)
class HeadWord:
    """A word that a head writes into the picture's vector.

    Attributes:
        explained: the part, from 0 to 1, of what the head adds differently to different pictures.
        pictures: the pictures to which it adds most of the word, the strongest first.
    """

    word: str
    explained: float
    pictures: tuple[StrongPicture, ...]


@dataclass(frozen=True)
class NamedHead:
    """An attention head with the words that explain most of it, the first one most; layers count from 0."""

    layer: int
    head: int
    words: tuple[HeadWord, ...]


@dataclass(frozen=True)
class NamedNeuron:
    """A neuron of an MLP with its word; layers and neurons count from 0.

    Attributes:
        score: the soft-WPMI of the word.
        agreement: the correlation of the neuron's activation with the word's similarity over all pictures.
    """

    layer: int
    neuron: int
    word: str
    score: float
    agreement: float
    pictures: tuple[StrongPicture, ...]


@dataclass(frozen=True)
class NamedUnits:
    """The units of an encoder with their names.

    Attributes:
        files: the pictures that were looked at.
        words: the number of words in the list.
        heads: in the order of layers.
        neurons: the neurons; those that agree most with their word come first.
        unknown: words of the list that the encoder has never learned, if it can tell.
    """

    encoder: str
    files: tuple[Path, ...]
    words: int
    heads: tuple[NamedHead, ...]
    neurons: tuple[NamedNeuron, ...]
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class SeenBatch:
    """A batch of pictures, with the part of each that the encoder reads, and those that could not be read."""

    files: tuple[Path, ...]
    boxes: tuple[Box, ...]
    activations: UnitActivations | None
    unreadable: tuple[Unreadable, ...]


def look_at(files: Sequence[Path], encoder: Encoder, layers: int) -> Generator[SeenBatch, None, None]:
    """Look at pictures batch by batch, and yield what the units did; threads decode the next pictures.

    Raises:
        EncoderError: the encoder has no such units, or failed.
    """
    waiting = iter(files)
    for batch in open_batches(iter(files), BATCH):
        read = [(file, item) for item, file in zip(batch, waiting) if isinstance(item, Picture)]  # noqa: B905
        images = [picture.image for _, picture in read]
        yield SeenBatch(
            tuple(file for file, _ in read),
            tuple(read_box(encoder, image.size) for image in images),
            units_of(encoder, images, layers) if images else None,
            tuple(item for item in batch if isinstance(item, Unreadable)),
        )


class StrongestSoFar:
    """The pictures with the largest values in each of many columns, among those added so far.

    Args:
        columns: the number of columns.
        most: the most pictures to remember for each.
    """

    def __init__(self, columns: int, most: int) -> None:
        self._most = most
        self._values = np.empty((0, columns), dtype=np.float32)
        self._owners = np.empty((0, columns), dtype=np.int32)
        self._places = np.empty((0, columns), dtype=np.int32)

    def add(self, values: NDArray[np.float32], places: NDArray[np.int64], first: int) -> None:
        """Add the values of pictures and their places, ``[n, columns]``; ``first`` numbers the pictures."""
        owners = np.broadcast_to(np.arange(first, first + len(values), dtype=np.int32)[:, None], values.shape)
        everything = np.concatenate((self._values, values))
        order = np.argsort(-everything, axis=0, kind="stable")[: self._most]
        self._values = np.take_along_axis(everything, order, axis=0)
        self._owners = np.take_along_axis(np.concatenate((self._owners, owners)), order, axis=0)
        joined = np.concatenate((self._places, places.astype(np.int32)))
        self._places = np.take_along_axis(joined, order, axis=0)

    def owners(self, count: int) -> NDArray[np.int64]:
        """Return each column's strongest pictures, the strongest first, ``[columns, count]``."""
        owners: NDArray[np.int64] = self._owners[:count].T.astype(np.int64)
        return owners

    def of(self, column: int, count: int) -> list[tuple[int, float, int]]:
        """Return the picture, the value and the place of a column's strongest ones."""
        kept = (self._owners[:count, column], self._values[:count, column], self._places[:count, column])
        return [(int(owner), float(value), int(place)) for owner, value, place in zip(*kept, strict=True)]


class Covariances:
    """The covariance of many kinds of vectors, from batches ``[n, kinds, dimension]``."""

    def __init__(self) -> None:
        self._count = 0

    def add(self, vectors: NDArray[np.float32]) -> None:
        """Add a batch. Vectors are taken from the mean of the first one, so that few digits are lost."""
        if not self._count:
            self._origin = vectors.mean(axis=0)
            self._sums = np.zeros_like(self._origin)
            self._products = np.zeros((*self._origin.shape, vectors.shape[-1]), dtype=np.float32)
        moved = vectors - self._origin
        self._count += len(vectors)
        self._sums += moved.sum(axis=0)
        self._products += moved.transpose(1, 2, 0) @ moved.transpose(1, 0, 2)

    def of(self, kind: int) -> NDArray[np.float32]:
        """Return the covariance of one kind, ``[dimension, dimension]``."""
        mean = self._sums[kind] / self._count
        covariance: NDArray[np.float32] = self._products[kind] / self._count - np.outer(mean, mean)
        return covariance


class UnitsSoFar:
    """The activations that are kept while looking at pictures; units can be named from them at any time.

    Args:
        words: the encoded keyword list.
        encoder: the encoder of the activations.
        total: the most pictures that will be added.

    Raises:
        BadInputError: there are too few words.
    """

    def __init__(self, words: KeywordVectors, encoder: Encoder, total: int) -> None:
        if len(words.keywords) < LEAST_WORDS:
            raise BadInputError("Units are named by comparing words: add at least one more keyword.")
        self.files: list[Path] = []
        self._words, self._encoder = words, encoder
        self._kept = naming_count(total)
        self._step = -(-max(total, 1) // SAMPLED)
        self._sample: list[NDArray[np.float32]] = []
        self._boxes: list[Box] = []
        self._vectors: list[Vectors] = []

    def look_at(self, files: Sequence[Path], layers: int) -> Generator[SeenBatch, None, None]:
        """Look at pictures with the function `look_at`, and yield batches to be added."""
        return look_at(files, self._encoder, layers)

    def add(self, batch: SeenBatch) -> None:
        """Add pictures that were looked at."""
        found = batch.activations
        if found is None:
            return
        if not self.files:
            self._begin(found)
        first = len(self.files)
        count = len(batch.files)
        heads = found.heads.reshape(count, -1, found.heads.shape[-1])
        self._covariances.add(heads)
        places = found.head_places.reshape(count, -1)
        for number, strongest in enumerate(self._by_word):
            added = heads[:, number] @ self._words.vectors.T  # [n, words]
            strongest.add(added, np.broadcast_to(places[:, number, None], added.shape), first)
        neurons = found.neurons.reshape(count, -1)
        self._sample.append(neurons[-first % self._step :: self._step])
        self._neurons.add(neurons, found.neuron_places.reshape(count, -1), first)
        self._vectors.append(found.vectors)
        self._boxes += batch.boxes
        self.files += batch.files

    def _begin(self, found: UnitActivations) -> None:
        """Make room for the units of this encoder."""
        self._first_layer, self._grid = found.first_layer, found.grid
        self._layers, self._heads = found.heads.shape[1:3]
        self._width = found.neurons.shape[2]
        self._covariances = Covariances()
        words, heads = len(self._words.keywords), self._layers * self._heads
        self._by_word = [StrongestSoFar(words, SHOWN) for _ in range(heads)]
        self._neurons = StrongestSoFar(self._layers * self._width, max(self._kept, SHOWN))

    def name(self, progress: Progress = silent) -> NamedUnits:
        """Name all units by the batches that were added.

        Raises:
            BadInputError: there are too few pictures.
        """
        if len(self.files) < LEAST_PICTURES:
            raise BadInputError(
                f"Units are named by many pictures: {len(self.files)} could be read, and at least"
                f" {LEAST_PICTURES} are needed."
            )
        neurons = self._named_neurons(progress)
        return NamedUnits(
            self._encoder.identity,
            tuple(self.files),
            len(self._words.keywords),
            tuple(self._named_heads(progress)),
            tuple(sorted(neurons, key=lambda unit: -unit.agreement)),
            unknown_words(self._encoder, self._words.keywords),
        )

    def _named_heads(self, progress: Progress) -> Iterator[NamedHead]:
        total = self._layers * self._heads
        for number in range(total):
            progress(number, total, "naming heads")
            spanned = text_span(self._covariances.of(number), self._words.vectors, WORDS_OF_HEAD)
            words = (
                HeadWord(self._words.keywords[word], explained, self._strong(self._by_word[number], word))
                for word, explained in spanned
            )
            layer, head = divmod(number, self._heads)
            yield NamedHead(self._first_layer + layer, head, tuple(words))

    def _named_neurons(self, progress: Progress) -> Iterator[NamedNeuron]:
        pictures, vectors = np.concatenate(self._vectors), self._words.vectors
        strongest = self._neurons.owners(naming_count(len(self.files)))
        names = name_neurons(pictures, vectors, strongest, progress)
        similarities = pictures[:: self._step] @ vectors.T[:, names.words]
        agreements = correlations(np.concatenate(self._sample), similarities)
        for number, (word, score) in enumerate(zip(names.words.tolist(), names.scores.tolist(), strict=True)):
            layer, neuron = divmod(number, self._width)
            yield NamedNeuron(
                self._first_layer + layer,
                neuron,
                self._words.keywords[word],
                score,
                float(agreements[number]),
                self._strong(self._neurons, number),
            )

    def _strong(self, strongest: StrongestSoFar, column: int) -> tuple[StrongPicture, ...]:
        return tuple(
            StrongPicture(picture, value, crop_box(self._boxes[picture], self._grid, place))
            for picture, value, place in strongest.of(column, SHOWN)
        )


def naming_count(pictures: int) -> int:
    """Return how many of a neuron's strongest pictures name it."""
    return min(max(pictures // 100, LEAST_NAMING), MOST_NAMING)


def crop_box(box: Box, grid: tuple[int, int], place: int) -> Box:
    """Return the square around a place, moved to be inside the part that the encoder reads.

    Args:
        box: the part of the picture that the places divide evenly.
        grid: the rows and columns of places.
        place: the number of a place, row by row.
    """
    row, column = divmod(place, grid[1])
    width, height = box[2] - box[0], box[3] - box[1]
    side = max(CROP * min(width, height), width / grid[1], height / grid[0])
    left = _within(box[0] + width * (column + 0.5) / grid[1] - side / 2, box[0], box[2] - side)
    top = _within(box[1] + height * (row + 0.5) / grid[0] - side / 2, box[1], box[3] - side)
    return (left, top, left + side, top + side)


def _within(value: float, least: float, most: float) -> float:
    return max(least, min(value, most))
