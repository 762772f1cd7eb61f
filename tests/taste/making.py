"""Pools of pictures, words and choices for the tests of tastes; all without a model."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from clip_critic.taste.choices import Choice, new_choice
from clip_critic.taste.observations import Observations, Pool

Array = NDArray[np.float64]
TIME = "2026-01-31T12:00:00+09:00"


def digest(number: int) -> str:
    return f"file-sha256:{number:064x}"


def unit(vectors: Array) -> Array:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


def make_vectors(count: int, dimension: int = 12, seed: int = 0) -> Array:
    """Return unit vectors that share a direction, as those of a real encoder's pictures do."""
    rng = np.random.default_rng(seed)
    return unit(rng.standard_normal((count, dimension)) + 2 * np.eye(dimension)[0])


def make_pool(count: int = 60, dimension: int = 12, seed: int = 0) -> Pool:
    """Return pictures with such vectors."""
    return Pool(tuple(map(digest, range(count))), make_vectors(count, dimension, seed))


def make_words(count: int = 20, dimension: int = 12, seed: int = 1) -> Array:
    return unit(np.random.default_rng(seed).standard_normal((count, dimension)))


def true_utilities(pool: Pool, seed: int = 2) -> Array:
    """Return a linear taste, with a standard deviation of 1 over the pool."""
    values = pool.vectors @ np.random.default_rng(seed).standard_normal(pool.vectors.shape[1])
    return np.asarray((values - values.mean()) / values.std())


def choose(pool: Pool, utilities: Array, screens: int, count: int = 4, seed: int = 3) -> list[Choice]:
    """Return the choices of a rater among random pictures."""
    rng = np.random.default_rng(seed)
    choices = []
    for _ in range(screens):
        shown = rng.choice(len(pool), count, replace=False)
        chosen = int(np.argmax(3 * utilities[shown] + rng.gumbel(size=count)))
        mode = "duel" if count == 2 else "best"
        choices.append(new_choice("Aki", mode, [pool.digests[index] for index in shown], chosen, time=TIME))
    return choices


def compare(pairs: list[tuple[int, int]], count: int | None = None) -> Observations:
    """Return duels (preferred, other), one an answer."""
    table = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    numbers = np.arange(len(table))
    stars = np.full(len(table), np.nan)
    return Observations(table[:, 0], table[:, 1], stars, numbers, len(table) if count is None else count)
