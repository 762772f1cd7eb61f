"""The benchmark of breeding: its judge is as noisy as it claims, and its figures are told as they are."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.breeding import (
    BEST,
    BRED,
    NOISE,
    ONCE,
    PICKED,
    checks,
    generations_of,
    invert,
    luck_of,
    one_generation,
    picks,
    scenes,
)
from clip_critic.encoders.token_vectors import encode_with_vectors
from clip_critic.sessions.breeding.combining import Array

pytestmark = pytest.mark.slow


class Peak:
    """A judge who likes what is near a point."""

    def __init__(self, point: Array) -> None:
        self._point = point

    def utilities(self, population: Array) -> Array:
        found: Array = -np.square(population - self._point).sum(axis=(1, 2))
        return found


def test_the_judge_orders_four_of_five_pairs_rightly() -> None:
    rng = np.random.default_rng(0)
    right = []
    for _ in range(4000):
        utilities = rng.standard_normal(2)
        noisy = utilities + NOISE * rng.standard_normal(2)
        right.append((noisy[0] > noisy[1]) == (utilities[0] > utilities[1]))
    assert np.mean(right) == pytest.approx(0.8, abs=0.02)
    chosen = picks(np.arange(8.0), 0.0, rng)
    assert chosen.tolist() == [7, 6, 5, 4] and len(chosen) == PICKED


def test_choosing_and_mixing_comes_nearer_to_what_is_liked() -> None:
    rng = np.random.default_rng(0)
    point = rng.standard_normal((1, 16))
    population = point + rng.standard_normal((8, 1, 16))
    judge = Peak(point)
    utilities = judge.utilities(population)
    once = np.mean([one_generation(judge, population, utilities, rng) for _ in range(20)])  # type: ignore[arg-type]
    breed = generations_of("average", "cma-like")
    bred = np.mean([breed(judge, population, utilities, rng) for _ in range(20)])  # type: ignore[arg-type]
    assert utilities.mean() < once and utilities.max() < bred


def test_targets_are_missed_where_they_are_missed(capsys: pytest.CaptureFixture[str]) -> None:
    flat, noisy = np.zeros((6, 4)), np.tile([1.0, -1.0, 1.0, -1.0], (6, 1))
    others = {"crossover from the start": flat}
    assert list(checks({BEST: flat, ONCE: noisy + 1, BRED: flat + 1, **others})) == [True, True]
    assert list(checks({BEST: flat, ONCE: flat + 0.7, BRED: noisy, **others})) == [False, False]
    assert "MISSED" in capsys.readouterr().out
    assert luck_of(noisy) == pytest.approx(np.std([1, -1, 1, -1], ddof=1))


def test_an_inversion_is_like_its_views() -> None:
    material = scenes()
    views = material.things[0]
    vectors = invert(material, views[:2], 1, 3)
    texts = encode_with_vectors(material.encoder, ["a photo of <it>", "a photo of a star"], {"it": vectors})
    assert (texts[0] @ views[2:].T).mean() > (texts[1] @ views[2:].T).mean() + 0.1
