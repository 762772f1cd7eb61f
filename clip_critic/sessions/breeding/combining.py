"""How vectors are mixed into new ones. Pure functions of arrays and a generator of random numbers.

A *population* is float64 ``[n, k, d]``: n individuals of k vectors of d numbers. Whoever is picked comes
first in the order of liking.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

SPREAD = 0.7
"""How far cma-like children are from the mean, as a part of how far the picked are."""
NOISE = 0.1
"""The noise of cma-like children, as a part of the same."""
MUTATION = 0.5
"""The noise of mutated children, as a part of how far individuals are from their mean."""
ALONE = 0.2
"""The same for a single individual, as a part of the size of its own numbers."""
PARALLEL = 1e-6


@dataclass(frozen=True, eq=False)
class Child:
    """A new individual.

    Attributes:
        vectors: its vectors, float64 ``[k, d]``.
        what: how it was made, such as ``mean``.
        parents: the picked individuals that it was made of, by their places.
        weights: the share of each parent in it, where it is a sum of them; else empty.
    """

    vectors: Array
    what: str
    parents: tuple[int, ...]
    weights: tuple[float, ...] = ()


def equalised(population: Array) -> Array:
    """Return a population in which the j-th vectors of all individuals have the same norm: their mean.

    Files of embeddings have norms that differ 15-fold: the longest would win every average. Vectors of zeros
    stay.
    """
    norms = np.linalg.norm(population, axis=2, keepdims=True)
    found = norms > 0
    mean = norms.sum(axis=0, keepdims=True) / np.maximum(found.sum(axis=0, keepdims=True), 1)
    return np.where(found, population * (mean / np.where(found, norms, 1.0)), population)


def average(population: Array) -> Array:
    """Return the mean of individuals whose norms are equalised first, ``[k, d]``."""
    mean: Array = equalised(population).mean(axis=0)
    return mean


def slerp(first: Array, second: Array, share: float) -> Array:
    """Return the vectors on the arcs between those of two individuals ``[k, d]``.

    Their norms go from one to the other likewise. Shoemake 1985, for unit vectors at an angle w:
    ``sin((1-t)w)/sin(w) a + sin(tw)/sin(w) b``. Parallel and opposite ones, which no arc joins in one way,
    and zeros are mixed in a straight line.
    """
    norms = np.linalg.norm(first, axis=1, keepdims=True), np.linalg.norm(second, axis=1, keepdims=True)
    straight: Array = (1 - share) * first + share * second
    usable = (norms[0] > 0) & (norms[1] > 0)
    units = [
        vectors / np.where(usable, norm, 1.0) for vectors, norm in zip((first, second), norms, strict=True)
    ]
    angle = np.arccos(np.clip((units[0] * units[1]).sum(axis=1, keepdims=True), -1.0, 1.0))
    usable &= np.sin(angle) > PARALLEL
    sine = np.where(usable, np.sin(angle), 1.0)
    arc = (np.sin((1 - share) * angle) * units[0] + np.sin(share * angle) * units[1]) / sine
    return np.where(usable, arc * ((1 - share) * norms[0] + share * norms[1]), straight)


def crossover(population: Array, rng: np.random.Generator) -> Array:
    """Return an individual whose every number is that of one of the others ``[k, d]``."""
    parents = rng.integers(0, len(population), population.shape[1:])
    child: Array = np.take_along_axis(population, parents[None], axis=0)[0]
    return child


def token_crossover(population: Array, rng: np.random.Generator) -> Array:
    """Return an individual whose every vector is that of one of the others ``[k, d]``."""
    parents = rng.integers(0, len(population), population.shape[1])
    child: Array = population[parents, np.arange(population.shape[1])]
    return child


def mutation(vectors: Array, amount: float, rng: np.random.Generator) -> Array:
    """Return vectors with normal noise of a standard deviation of ``amount``."""
    changed: Array = vectors + amount * rng.standard_normal(vectors.shape)
    return changed


def apart(population: Array) -> float:
    """Return the root mean square of the numbers' distances from their mean over individuals.

    One individual alone has none: a part of the size of its own numbers takes its place.
    """
    if len(population) < 2:
        return ALONE * float(np.sqrt(np.square(population).mean()))
    return float(np.sqrt(np.square(population - population.mean(axis=0)).mean()))


def cma_like(picked: Array, rng: np.random.Generator) -> Array:
    """Return a child in the directions in which the picked differ, as in an evolution strategy (CMA-ES).

    It is their mean, plus `SPREAD` times a random combination of their differences from it, whose covariance
    is theirs, plus `NOISE` of their distances.
    """
    mean = picked.mean(axis=0)
    draws = rng.standard_normal(len(picked)) / np.sqrt(len(picked))
    combined = np.tensordot(draws, picked - mean, axes=1)
    child: Array = mean + SPREAD * combined + NOISE * apart(picked) * rng.standard_normal(mean.shape)
    return child


Method = Callable[[Array, int, np.random.Generator], list[Child]]


def _mean(picked: Array) -> Child:
    return Child(picked.mean(axis=0), "mean", _all(picked), (1 / len(picked),) * len(picked))


def _favourite(picked: Array) -> Child:
    return Child(picked[0], "favourite", (0,), (1.0,))


def _all(picked: Array) -> tuple[int, ...]:
    return tuple(range(len(picked)))


def _averages(picked: Array, count: int, rng: np.random.Generator) -> list[Child]:
    """Average all pairs, then any random shares."""
    pairs = list(combinations(range(len(picked)), 2)) if len(picked) > 2 else []
    children = []
    for number in range(count):
        parents = pairs[number] if number < len(pairs) else _all(picked)
        shares = np.array([0.5, 0.5]) if number < len(pairs) else rng.dirichlet(np.ones(len(picked)))
        vectors = np.tensordot(shares, picked[list(parents)], axes=1)
        children.append(Child(vectors, "average", parents, tuple(shares.tolist())))
    return children


def _arcs(picked: Array, count: int, rng: np.random.Generator) -> list[Child]:
    children = []
    for _ in range(count):
        first, second = rng.permutation(len(picked))[:2].tolist()
        share = float(rng.uniform(0.25, 0.75))
        vectors = slerp(picked[first], picked[second], share)
        children.append(Child(vectors, "slerp", (first, second), (1 - share, share)))
    return children


def _crossed(picked: Array, count: int, rng: np.random.Generator) -> list[Child]:
    return [Child(crossover(picked, rng), "crossover", _all(picked)) for _ in range(count)]


def _tokens_crossed(picked: Array, count: int, rng: np.random.Generator) -> list[Child]:
    return [Child(token_crossover(picked, rng), "token crossover", _all(picked)) for _ in range(count)]


def _mutated(picked: Array, count: int, rng: np.random.Generator) -> list[Child]:
    amount = MUTATION * apart(picked) if len(picked) > 1 else apart(picked)
    parents = [number % len(picked) for number in range(count)]
    return [Child(mutation(picked[parent], amount, rng), "mutation", (parent,)) for parent in parents]


def _evolved(picked: Array, count: int, rng: np.random.Generator) -> list[Child]:
    return [Child(cma_like(picked, rng), "cma-like", _all(picked)) for _ in range(count)]


METHODS: Mapping[str, Method] = MappingProxyType(
    {
        "average": _averages,
        "cma-like": _evolved,
        "slerp": _arcs,
        "crossover": _crossed,
        "token crossover": _tokens_crossed,
        "mutation": _mutated,
    }
)
"""What each choice of a setting does with the picked, whose norms are equalised before."""


def next_population(picked: Array, count: int, method: str, rng: np.random.Generator) -> list[Child]:
    """Return the next population: the mean of the picked, the favourite among them, and their children.

    A single one cannot be mixed: its children have noise.

    Args:
        picked: the picked individuals, ``[m, k, d]``, the favourite first; their norms are equalised.
        count: the number of individuals to return, at least 1.
        method: a name in `METHODS`.
        rng: the random numbers.
    """
    alike = equalised(picked)
    is_one = len(picked) == 1
    kept = [_favourite(alike)] if is_one else [_mean(alike), _favourite(alike)]
    mix = _mutated if is_one else METHODS[method]
    children = mix(alike, max(count - len(kept), 0), rng)
    return [*kept, *children][:count]
