"""The evidence: it decides late, and rightly."""

from __future__ import annotations

import numpy as np
import pytest

from clip_critic.taste.evidence import ENOUGH_ANSWERS, HABIT, assume, decided_at
from clip_critic.taste.model import learn
from clip_critic.taste.observations import observe
from clip_critic.taste.space import Spaces
from tests.taste.making import choose, make_pool, make_words, true_utilities


def test_it_decides_at_every_tenth_answer_from_sixty_on() -> None:
    found = [decided_at(count) for count in (0, 10, 59, 60, 69, 70, 1234)]
    assert found == [0, 0, 0, 60, 60, 70, 1230]


def test_before_that_the_habit_is_kept() -> None:
    pool = make_pool()
    choices = choose(pool, true_utilities(pool), ENOUGH_ANSWERS)
    assert learn(choices[:-1], pool, make_words()).assumptions == HABIT
    assert learn(choices, pool, make_words()).assumptions != HABIT


@pytest.mark.parametrize("truth", ["words", "pictures"])
def test_it_finds_the_kernel_of_the_rater(truth: str) -> None:
    """A taste for the directions that words stress, and one for the directions that they pass over."""
    pool = make_pool(200, 40)
    words = make_words(12, 40) * np.array([1.0] * 8 + [0.01] * 32)
    stressed = np.arange(40) < 8 if truth == "words" else np.arange(40) >= 8
    values = pool.vectors @ (np.random.default_rng(1).standard_normal(40) * stressed)
    utilities = (values - values.mean()) / values.std()
    taste = learn(choose(pool, utilities, 200, 2), pool, words)
    assert taste.assumptions.kernel == truth


@pytest.mark.parametrize("count", [2, 4])
@pytest.mark.parametrize("seed", range(3))
def test_it_sees_no_drift_where_there_is_none(count: int, seed: int) -> None:
    pool = make_pool()
    taste = learn(choose(pool, true_utilities(pool), 150, count, seed=seed), pool, make_words())
    assert taste.assumptions.half_life is None


@pytest.mark.parametrize("count", [2, 4])
def test_it_sees_that_a_taste_has_changed(count: int) -> None:
    pool = make_pool()
    choices = choose(pool, true_utilities(pool), 150, count)
    choices += choose(pool, -true_utilities(pool), 100, count, seed=8)
    assert learn(choices, pool, make_words()).assumptions.half_life is not None


def test_noise_gets_a_small_prior() -> None:
    pool = make_pool()
    rng = np.random.default_rng(0)
    noise = [choose(pool, 0.001 * rng.standard_normal(60), 1, 2, seed=seed)[0] for seed in range(200)]
    spaces = Spaces(pool.vectors)
    found = assume(observe(noise, pool), {kernel: spaces.features(kernel) for kernel in spaces.kernels})
    assert found.prior == 2.0 and found.half_life is None
