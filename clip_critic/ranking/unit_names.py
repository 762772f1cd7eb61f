"""Naming units by the words of a keyword list: pure arithmetic.

Neurons by soft-WPMI of CLIP-Dissect (Oikarinen and Weng, ICLR 2023), attention heads by TextSpan (Gandelsman
et al., ICLR 2024).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from clip_critic.encoders.base import Vectors
from clip_critic.progress import Progress, silent

Floats = NDArray[np.float32]

SURE, LEAST_SURE = 0.998, 0.97
"""The probability that the strongest picture of a neuron shows what it stands for, and that of the last."""
SHARPNESS = 10.0
"""The scale of similarities from which the words' probabilities are made, as in CLIP-Dissect's own code."""
SMALLEST = 1e-7
"""The smallest argument of a logarithm, to keep it finite."""
CELLS = 4_000_000
"""The most numbers of neurons and words that are computed at once."""
FLAT = 1e-6
"""The part of the largest variance below which a direction counts as unused."""


class NeuronNames(NamedTuple):
    """The best word of each neuron, by its number, and how much better it fits than it fits any neuron."""

    words: NDArray[np.int64]
    scores: Floats


def name_neurons(
    pictures: Vectors, words: Vectors, strongest: NDArray[np.int64], progress: Progress = silent
) -> NeuronNames:
    """Name each neuron by the word with the highest soft-WPMI; only some words at once are in memory.

    Args:
        pictures: the pictures' vectors, ``[pictures, dimension]``.
        words: the words' vectors, ``[words, dimension]``.
        strongest: the numbers of each neuron's strongest pictures, the strongest first, ``[neurons, k]``.
        progress: a callback that reports the words; it may raise `InterruptedByUser`.
    """
    count = len(strongest)
    size = max(1, CELLS // max(count, len(pictures), 1))
    totals = _log_totals(pictures, words, size)
    best = np.zeros(count, dtype=np.int64)
    scores = np.full(count, -np.inf, dtype=np.float32)
    for start in range(0, len(words), size):
        progress(start, len(words), "naming neurons")
        shares = np.exp(SHARPNESS * (pictures @ words[start : start + size].T) - totals[:, None])
        found = soft_wpmi(shares.astype(np.float32), strongest)
        chosen = found.argmax(axis=1)
        values = found[np.arange(count), chosen]
        better = values > scores
        best[better], scores[better] = start + chosen[better], values[better]
    progress(len(words), len(words), "naming neurons")
    return NeuronNames(best, scores)


def _log_totals(pictures: Vectors, words: Vectors, size: int) -> NDArray[np.float64]:
    """Return the logarithm of each picture's sum over all words, by which its probabilities are divided."""
    totals = np.full(len(pictures), -np.inf)
    for start in range(0, len(words), size):
        logits = SHARPNESS * (pictures @ words[start : start + size].T).astype(np.float64)
        totals = np.logaddexp(totals, np.log(np.exp(logits).sum(axis=1)))
    return totals


def soft_wpmi(shares: Floats, strongest: NDArray[np.int64]) -> Floats:
    """Return the soft-WPMI of each neuron and word, ``[neurons, words]``.

    It is ``log p(word | strongest pictures) - log p(word)``, where a picture counts for more the stronger it
    is: the sum over them of ``log(1 + p * (share - 1))``, less that of the mean neuron. CLIP-Dissect, section
    3.2.

    Args:
        shares: the probability of each word in each picture, ``[pictures, words]``.
        strongest: the numbers of each neuron's strongest pictures, the strongest first, ``[neurons, k]``.
    """
    places = strongest.shape[1]
    sure = SURE - (SURE - LEAST_SURE) * np.arange(places, dtype=np.float32) / places
    log_odds = np.zeros((len(strongest), shares.shape[1]), dtype=np.float32)
    for place in range(places):
        table = np.log(1 + sure[place] * (shares - 1) + np.float32(SMALLEST))
        log_odds += table[strongest[:, place]]
    highest = log_odds.max(axis=0)
    scores: Floats = log_odds - (highest + np.log(np.exp(log_odds - highest).mean(axis=0)))
    return scores


def correlations(activations: Floats, similarities: Floats) -> Floats:
    """Return the correlation of each neuron's activations with its word's similarities, from -1 to 1.

    Both are ``[pictures, neurons]``. It is 0 where one of them is the same in all pictures.
    """
    first, second = (values - values.mean(axis=0) for values in (activations, similarities))
    lengths = np.linalg.norm(first, axis=0) * np.linalg.norm(second, axis=0)
    found: Floats = (first * second).sum(axis=0) / np.maximum(lengths, SMALLEST)
    return found


class SpannedWord(NamedTuple):
    """A word, by its number, and the part of a head's variance along it that no word before it explains."""

    word: int
    explained: float


def text_span(covariance: Floats, texts: Vectors, count: int) -> list[SpannedWord]:
    """Return the words whose directions explain most of what a head adds to different pictures.

    TextSpan, algorithm 1: words are projected onto the span of what the head adds; the one with the largest
    variance along it is taken, its direction is removed from the head and from the words, and so on.

    Args:
        covariance: the covariance of the head's additions to pictures, ``[dimension, dimension]``.
        texts: the words' vectors, ``[words, dimension]``.
        count: the most words to return.
    """
    values, axes = np.linalg.eigh(covariance.astype(np.float64))
    used = values > FLAT * values[-1]
    if values[-1] <= 0 or not used.any():
        return []
    return list(_span(np.diag(values[used]), texts @ axes[:, used], count))


def _span(rest: NDArray[np.float64], texts: NDArray[np.float64], count: int) -> Iterator[SpannedWord]:
    """Yield words, and remove each one's direction from what is left of the variance and of the words."""
    total = float(np.trace(rest))
    for _ in range(count):
        variances = ((texts @ rest) * texts).sum(axis=1)
        word = int(variances.argmax())
        length = np.linalg.norm(texts[word])
        if variances[word] <= FLAT * total * length**2 or length == 0:
            return
        direction = texts[word] / length
        yield SpannedWord(word, float(direction @ rest @ direction) / total)
        without = np.eye(len(rest)) - np.outer(direction, direction)
        rest, texts = without @ rest @ without, texts @ without
