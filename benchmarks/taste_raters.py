"""Simulated raters, whose true taste is known, on pictures of which only the vectors are needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.seeing_scenes import LIST, draw_scenes
from clip_critic import load_encoder
from clip_critic.taste.observations import Observations
from clip_critic.taste.ratings import CellRatings
from clip_critic.taste.space import Spaces
from tools.miniature.words import COLOURS, SHAPES

Array = NDArray[np.float64]
SHARPNESS = {"words": 3.0, "two": 3.0, "style": 3.0, "noisy": 1.3}
"""How sure each kind of rater is: at 3, the better one of two pictures is chosen in 87 of 100 cases."""
SAME = 0.95
"""The cosine from which on two photos count as the same one."""
PAIRS = 4000


@dataclass(frozen=True, eq=False)
class Material:
    """Unit vectors of pictures ``[n, d]`` and of words ``[k, d]``."""

    pictures: Array
    words: Array
    names: tuple[str, ...]


def read_material(folder: Path) -> Material:
    """Read ``photo_vectors.npy``, ``word_vectors.npy`` and ``words.txt`` of a folder."""
    photos, words = (_unit(np.load(folder / f"{name}_vectors.npy")) for name in ("photo", "word"))
    names = (folder / "words.txt").read_text(encoding="utf-8").splitlines()
    return Material(_distinct(photos, SAME), words, tuple(names))


def make_material(count: int = 300, seed: int = 90060) -> Material:
    """Draw scenes with one and two things, and let the miniature look at them and at a list of words."""
    encoder = load_encoder("miniature", device="cpu")
    scenes = [drawing.picture for things in (1, 2) for drawing in draw_scenes(count, things, seed)]
    names = (*LIST, *(f"a {colour} {shape}" for colour in COLOURS for shape in SHAPES))
    return Material(
        _distinct(_unit(encoder.encode_images(scenes)), 0.999), _unit(encoder.encode_texts(names)), names
    )


def _unit(vectors: NDArray[np.floating]) -> Array:
    wide = np.asarray(vectors, dtype=np.float64)
    return np.asarray(wide / np.linalg.norm(wide, axis=1, keepdims=True))


def _distinct(vectors: Array, same: float) -> Array:
    """Leave out every picture that is nearly the same as one before it."""
    kept: list[int] = []
    for index, vector in enumerate(vectors):
        if not kept or (vectors[kept] @ vector).max() <= same:
            kept.append(index)
    return vectors[kept]


@dataclass(frozen=True, eq=False)
class World:
    """Pictures that are rated, and pictures that are held out."""

    pool: Array
    held: Array
    spaces: Spaces


def make_world(material: Material, rng: np.random.Generator) -> World:
    """Split the pictures: two thirds are rated, one third is held out."""
    order = rng.permutation(len(material.pictures))
    count = len(order) * 2 // 3
    pool, held = material.pictures[order[:count]], material.pictures[order[count:]]
    return World(pool, held, Spaces(pool, material.words))


@dataclass(frozen=True, eq=False)
class Rater:
    """A rater's true utilities, with mean 0 and standard deviation 1 over the rated pictures."""

    pool: Array
    held: Array
    sharpness: float

    def choose(self, shown: Sequence[int], rng: np.random.Generator, utilities: Array | None = None) -> int:
        """Return the index of the choice among pictures; of two, the logistic model of comparisons."""
        values = self.pool if utilities is None else utilities
        return int(np.argmax(self.sharpness * values[list(shown)] + rng.gumbel(size=len(shown))))

    def orders_rightly(self, means: Array) -> float:
        """Return the share of held-out pairs that are ordered as the rater does without noise."""
        return share_in_order(means, self.held)

    def agrees(self, means: Array) -> float:
        """Return the share of the rater's own, noisy answers about held-out pairs that are predicted."""
        first, second = _pairs(len(means))
        apart = np.sign(means[first] - means[second]) * (self.held[first] - self.held[second])
        return float((1 / (1 + np.exp(-self.sharpness * apart))).mean())


def share_in_order(means: Array, truth: Array) -> float:
    """Return the share of random pairs that both order in the same way."""
    first, second = _pairs(len(truth))
    return float(((means[first] > means[second]) == (truth[first] > truth[second])).mean())


def _pairs(count: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    first, second = np.random.default_rng(5).integers(0, count, (2, PAIRS))
    return first[first != second], second[first != second]


def make_rater(kind: str, world: World, rng: np.random.Generator) -> Rater:
    """Return a rater.

    Its taste goes by six ``words`` (``noisy``: less surely), by ``style``, which is 100 directions, or by the
    likeness to ``two`` of the pictures.

    Raises:
        KeyError: there is no such kind.
    """
    pictures = np.vstack([world.pool, world.held])
    if kind in ("words", "noisy"):
        utilities = _by_words(pictures, world, rng)
    elif kind == "style":
        utilities = _by_style(pictures, rng)
    else:
        utilities = _by_likeness(pictures, rng)
    rated = utilities[: len(world.pool)]
    scaled = (utilities - rated.mean()) / rated.std()
    return Rater(scaled[: len(world.pool)], scaled[len(world.pool) :], SHARPNESS[kind])


def _by_words(pictures: Array, world: World, rng: np.random.Generator) -> Array:
    words = np.asarray(world.spaces.words)
    chosen = rng.choice(len(words), 6, replace=False)
    return np.asarray(_standardised(pictures @ words[chosen].T) @ rng.standard_normal(6))


def _by_style(pictures: Array, rng: np.random.Generator) -> Array:
    axes, _, _ = np.linalg.svd(pictures - pictures.mean(axis=0), full_matrices=False)
    used = axes[:, :100]
    weights = rng.standard_normal(used.shape[1]) / np.sqrt(np.arange(1, used.shape[1] + 1))
    return np.asarray(used @ weights)


def _by_likeness(pictures: Array, rng: np.random.Generator) -> Array:
    chosen = rng.choice(len(pictures), 2, replace=False)
    alike = 2 * _standardised(pictures @ pictures[chosen].T)
    return np.asarray(np.logaddexp(alike[:, 0], alike[:, 1]))


def _standardised(table: Array) -> Array:
    return np.asarray((table - table.mean(axis=0)) / table.std(axis=0))


class Notes:
    """The answers of a simulated rater so far."""

    def __init__(self) -> None:
        self._rows: list[tuple[int, int, int]] = []
        self.count = 0

    def add(self, shown: Sequence[int], chosen: int) -> None:
        """Add the choice of one picture among those shown."""
        best = shown[chosen]
        self._rows += [(int(best), int(other), self.count) for other in shown if other != best]
        self.count += 1

    def observations(self) -> Observations:
        """Return the comparisons that follow."""
        table = np.array(self._rows, dtype=np.int64).reshape(-1, 3)
        return Observations(table[:, 0], table[:, 1], np.full(len(table), np.nan), table[:, 2], self.count)


def fit_image_rater(apart: Array) -> Array:
    """Return the direction of image-rater's model after comparisons, its loss solved to the optimum.

    Its model is ``v (w x + b)``; its loss is the mean of ``(1 - sigmoid(difference))^2`` plus
    ``0.05 / sqrt(n)`` times the square of all parameters (RossM/image-rater).

    Args:
        apart: preferred minus other vector ``[n, d]``.
    """
    penalty = 0.05 / np.sqrt(len(apart))

    def loss(parameters: Array) -> tuple[float, Array]:
        direction, factor = parameters[:-1], parameters[-1]
        chance = 1 / (1 + np.exp(-factor * (apart @ direction)))
        slope = -2 * (1 - chance) * chance * (1 - chance) / len(apart)
        gradient = np.append(factor * (apart.T @ slope), slope @ (apart @ direction))
        whole = np.square(1 - chance).mean() + penalty * (parameters @ parameters)
        return float(whole), gradient + 2 * penalty * parameters

    start = np.append(3 * apart.mean(axis=0), 3.0)
    options = {"maxiter": 2000, "ftol": 1e-13, "gtol": 1e-9}
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options=options).x
    return np.asarray(found[:-1] * found[-1])


def rated_cells(
    own: int, raters: int, rng: np.random.Generator, side: int = 24, others: int = 150
) -> tuple[CellRatings, Array]:
    """Return ratings of artist A x artist B, and what the first rater truly thinks of each cell.

    Raters have one of three tastes: rows plus columns plus an interaction, with standard deviations of 1, 1
    and 0.5, all scaled to 1; the noise of each rating is 0.5.

    Args:
        own: the number of the first rater's ratings.
        raters: the number of raters.
        side: the number of artists A, and of artists B.
        others: the number of ratings of each other rater.
    """
    tastes = [_cell_taste(side, rng) for _ in range(3)]
    mine = [tastes[rng.integers(3)] for _ in range(raters)]
    rows = [
        row
        for rater in range(raters)
        for row in _rated(rater, mine[rater], own if not rater else others, rng)
    ]
    table = np.array(rows)
    people, first, second = (table[:, column].astype(np.int64) for column in range(3))
    return CellRatings(people, first, second, table[:, 3], (raters, side, side)), mine[0]


def _cell_taste(side: int, rng: np.random.Generator) -> Array:
    plain = rng.standard_normal((side, 1)) + rng.standard_normal((1, side))
    whole = plain + 0.5 * rng.standard_normal((side, side))
    return np.asarray(whole / whole.std())


def _rated(rater: int, taste: Array, count: int, rng: np.random.Generator) -> Iterator[tuple[float, ...]]:
    for cell in rng.choice(taste.size, count, replace=False):
        first, second = divmod(int(cell), taste.shape[1])
        yield rater, first, second, taste[first, second] + 0.5 * rng.standard_normal()
