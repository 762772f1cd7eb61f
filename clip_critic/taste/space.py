"""The space in which a taste is learned: pictures as features, so that a kernel is a product of features.

The kernels of a picture's unit vector ``x``, centred on the mean of a pool of pictures:

- ``pictures``: the product of the centred vectors;
- ``words``: the mean over a keyword list of the products of standardised similarities. The user's own
  vocabulary is the prior: pictures are alike if the same words stand out in them;
- ``both``: half of each.

Each has a mean of 1 over the pool. All are of the form ``x M y'``, so that no kernel matrix between pictures
is ever needed: features are ``x`` times a root of ``M``, turned to the principal axes of the pool.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clip_critic.errors import BadInputError

Array = NDArray[np.float64]
KERNELS = ("both", "words", "pictures")
KEPT = 0.999
"""The share of the pool's variance that features keep; the rest counts as not known."""
FLAT = 1e-9
"""A standard deviation below which a word's similarity does not vary."""


@dataclass(frozen=True, eq=False)
class TasteSpace:
    """A kernel, fitted to a pool of pictures.

    Attributes:
        kernel: one of `KERNELS`.
        origin: the mean of the pool's vectors, float64 ``[dimension]``.
        axes: the features' directions, the pool's most varied one first, float64 ``[dimension, features]``.
        spread: the variance of each feature over the pool, where their mean is 0, float64 ``[features]``.
        root: a root of the whole kernel, float64 ``[dimension, dimension]``.
    """

    kernel: str
    origin: Array
    axes: Array
    spread: Array
    root: Array

    def features(self, vectors: NDArray[np.floating]) -> Array:
        """Return the features of pictures, float64 ``[n, features]``, for vectors ``[n, dimension]``."""
        return np.asarray((vectors - self.origin) @ self.axes)

    def unseen(self, vectors: NDArray[np.floating], features: Array) -> Array:
        """Return what the kernel sees in each picture beyond its features, float64 ``[n]``, 0 or more."""
        whole = np.square((vectors - self.origin) @ self.root).sum(axis=1)
        return np.asarray(np.maximum(whole - np.square(features).sum(axis=1), 0.0))


def standardised_words(vectors: NDArray[np.floating], words: NDArray[np.floating]) -> tuple[Array, Array]:
    """Return what turns centred vectors into standardised similarities.

    Args:
        vectors: the pool's unit vectors ``[n, dimension]``.
        words: the words' unit vectors ``[k, dimension]``.

    Returns:
        The words, each divided by the standard deviation of its similarity over the pool (zero where it does
        not vary), float64 ``[k, dimension]``; and those deviations, float64 ``[k]``.
    """
    texts = np.asarray(words, dtype=np.float64)
    deviations = np.asarray((np.asarray(vectors, dtype=np.float64) @ texts.T).std(axis=0))
    varies = deviations > FLAT
    return texts * (varies / np.where(varies, deviations, 1.0))[:, None], deviations


def fit_space(
    vectors: NDArray[np.floating], words: NDArray[np.floating] | None = None, kernel: str = "both"
) -> TasteSpace:
    """Fit a kernel to a pool of pictures.

    Args:
        vectors: the pool's unit vectors ``[n, dimension]``.
        words: unit vectors of the keyword list ``[k, dimension]``; without them the kernel is ``pictures``.
        kernel: one of `KERNELS`.

    Raises:
        BadInputError: there is no picture, or no such kernel.
    """
    pool = np.asarray(vectors, dtype=np.float64)
    if not len(pool):
        raise BadInputError("There is no picture to learn a taste from: choose a folder or a session.")
    if kernel not in KERNELS:
        raise BadInputError(f"The kernel {kernel!r:.40} is not one of {', '.join(KERNELS)}.")
    used = kernel if words is not None and len(words) else "pictures"
    centred = pool - pool.mean(axis=0)
    root = _root(_metric(centred, words, used))
    axes, spread = _principal_axes(centred @ root)
    return TasteSpace(used, pool.mean(axis=0), root @ axes, spread, root)


def _metric(centred: Array, words: NDArray[np.floating] | None, kernel: str) -> Array:
    """Return ``M`` of a kernel, float64 ``[dimension, dimension]``."""
    spread = np.square(centred).sum(axis=1).mean()
    plain = np.eye(centred.shape[1]) / (spread if spread > FLAT else 1.0)
    if words is None or kernel == "pictures":
        return plain
    scaled, _ = standardised_words(centred, words)
    by_words = scaled.T @ scaled / len(scaled)
    return np.asarray(by_words if kernel == "words" else (plain + by_words) / 2)


def _root(metric: Array) -> Array:
    values, axes = np.linalg.eigh(metric)
    return np.asarray(axes * np.sqrt(np.maximum(values, 0.0)))


def _principal_axes(features: Array) -> tuple[Array, Array]:
    """Return the axes that hold `KEPT` of the variance, one or more, as columns; and the variance of each."""
    values, axes = np.linalg.eigh(features.T @ features / len(features))
    spread = np.maximum(values[::-1], 0.0)
    held = np.cumsum(spread)
    count = int(np.searchsorted(held, KEPT * held[-1])) + 1 if held[-1] > 0 else 1
    return np.asarray(axes[:, ::-1][:, :count]), spread[:count]


class Spaces:
    """The spaces of a pool of pictures, each fitted when it is first asked for.

    Args:
        vectors: the pool's unit vectors ``[n, dimension]``.
        words: unit vectors of a keyword list ``[k, dimension]``, if there is one.
    """

    def __init__(self, vectors: NDArray[np.floating], words: NDArray[np.floating] | None = None) -> None:
        self.vectors = vectors
        self.words = words
        self._fitted: dict[str, tuple[TasteSpace, Array]] = {}

    @property
    def kernels(self) -> tuple[str, ...]:
        """The kernels that there are: without words, only one."""
        return KERNELS if self.words is not None and len(self.words) else ("pictures",)

    def of(self, kernel: str) -> TasteSpace:
        """Return the space of a kernel; raises the same errors as `fit_space`."""
        return self._fit(kernel)[0]

    def features(self, kernel: str) -> Array:
        """Return the pool's features with a kernel, float64 ``[n, features]``."""
        return self._fit(kernel)[1]

    def _fit(self, kernel: str) -> tuple[TasteSpace, Array]:
        if kernel not in self._fitted:
            space = fit_space(self.vectors, self.words, kernel)
            self._fitted[kernel] = space, space.features(self.vectors)
        return self._fitted[kernel]
