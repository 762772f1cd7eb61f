"""What is shown next: pictures that tell much, known favourites in between, never two that are the same."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clip_critic.errors import BadInputError
from clip_critic.taste.asking import (
    ALIKE,
    FAMILIAR,
    HOPEFUL,
    INFORMATIVE,
    REASONS,
    UNKNOWN,
    Aim,
    information,
    next_screen,
)
from clip_critic.taste.belief import sigmoid
from clip_critic.taste.model import learn
from clip_critic.taste.observations import Pool
from tests.taste.making import choose, digest, make_pool, make_words, true_utilities

POOL = make_pool()
TRUTH = true_utilities(POOL)
CHOICES = choose(POOL, TRUTH, 30)
AIMS: tuple[Aim, ...] = ("learn", "favourites")


@given(st.integers(0, 30), st.integers(2, 9), st.sampled_from(AIMS), st.integers(0, 1000))
def test_a_screen_has_so_many_different_pictures(answers: int, count: int, aim: Aim, seed: int) -> None:
    taste = learn(CHOICES[:answers], POOL, make_words())
    screen = next_screen(taste, POOL, np.random.default_rng(seed), aim=aim, count=count)
    assert len(set(screen.shown)) == count and set(screen.shown) <= set(POOL.digests)
    assert screen.why in REASONS


@pytest.mark.parametrize("aim,reason", [("learn", INFORMATIVE), ("favourites", HOPEFUL)])
def test_a_third_of_the_screens_are_known_favourites(aim: Aim, reason: str) -> None:
    reasons = Counter(
        next_screen(learn(CHOICES[:answers], POOL), POOL, np.random.default_rng(0), aim=aim).why
        for answers in range(12, 30)
    )
    assert reasons == {FAMILIAR: 6, reason: 12}


def test_known_favourites_are_those_of_the_rater() -> None:
    taste = learn(choose(POOL, TRUTH, 29 + 30), POOL, make_words())
    assert taste.answers % 3 == 2
    screens = [next_screen(taste, POOL, np.random.default_rng(seed)).shown for seed in range(20)]
    liked = np.mean([TRUTH[POOL.places[digest]] for shown in screens for digest in shown])
    assert liked > 0.7


def test_nothing_is_claimed_to_be_known_before_ten_answers() -> None:
    for answers in range(10):
        assert next_screen(learn(CHOICES[:answers], POOL), POOL, np.random.default_rng(0)).why == UNKNOWN


def test_two_windows_show_different_screens() -> None:
    taste = learn(CHOICES, POOL)
    screens = [next_screen(taste, POOL, np.random.default_rng(seed)) for seed in range(5)]
    assert len({screen.id for screen in screens}) == 5
    assert len({frozenset(screen.shown) for screen in screens}) > 1


def test_the_same_chance_shows_the_same_pictures_in_any_place() -> None:
    taste = learn(CHOICES, POOL)
    shown = [next_screen(taste, POOL, np.random.default_rng(7)).shown for _ in range(2)]
    assert shown[0] == shown[1]
    places = Counter(
        next_screen(taste, POOL, np.random.default_rng(seed), aim="learn", count=2).shown[0]
        for seed in range(40)
    )
    assert len(places) > 5


def test_recent_pictures_wait_while_there_are_others() -> None:
    taste = learn(CHOICES, POOL)
    recent = POOL.digests[:50]
    screen = next_screen(taste, POOL, np.random.default_rng(0), recent=recent)
    assert not set(screen.shown) & set(recent)
    few = Pool(POOL.digests[:5], POOL.vectors[:5])
    shown = next_screen(taste, few, np.random.default_rng(0), recent=few.digests[:3]).shown
    assert set(few.digests[3:]) <= set(shown) and len(shown) == 4


@given(st.sampled_from(AIMS), st.integers(0, 30), st.integers(0, 1000))
def test_pictures_that_are_nearly_the_same_are_never_compared(aim: Aim, answers: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    vectors = POOL.vectors[rng.integers(0, 6, 40)] + 1e-7 * rng.standard_normal((40, 12))
    pool = Pool(tuple(map(digest, range(40))), vectors / np.linalg.norm(vectors, axis=1, keepdims=True))
    shown = next_screen(learn(CHOICES[:answers], POOL), pool, rng, aim=aim, count=3).shown
    places = [pool.places[name] for name in shown]
    alike = pool.vectors[places] @ pool.vectors[places].T
    assert (alike[np.triu_indices(3, 1)] < ALIKE).all()


@pytest.mark.parametrize("count", [1, 2, 3])
def test_too_few_different_pictures_are_a_clear_error(count: int) -> None:
    pool = Pool(tuple(map(digest, range(8))), np.repeat(POOL.vectors[:count], 8, axis=0)[:8])
    with pytest.raises(BadInputError, match="fewer than 4 different pictures"):
        next_screen(learn([], POOL), pool, np.random.default_rng(0))
    with pytest.raises(BadInputError, match="fewer than 2 different pictures"):
        next_screen(learn([], POOL), Pool((), np.zeros((0, 12))), np.random.default_rng(0), count=2)


@pytest.mark.parametrize("count", [0, 1, 10, -3])
def test_a_screen_has_two_to_nine_pictures(count: int) -> None:
    with pytest.raises(BadInputError, match="2 to 9"):
        next_screen(learn([], POOL), POOL, np.random.default_rng(0), count=count)


def test_information_is_that_of_the_answer() -> None:
    taste = learn(CHOICES, POOL, make_words())
    gains = information(taste, POOL.vectors[:6])
    rng = np.random.default_rng(0)
    thetas = rng.multivariate_normal(taste.belief.mean, taste.belief.covariance, 40_000)
    utilities = taste.space.features(POOL.vectors[:6]) @ thetas.T
    chances = sigmoid(utilities[1] - utilities[4])
    exact = entropy(chances.mean()) - entropy(chances).mean()
    assert gains[1, 4] == pytest.approx(exact, abs=0.01)
    assert gains == pytest.approx(gains.T) and (np.diag(gains) == -np.inf).all()


def entropy(chances: np.ndarray) -> np.ndarray:
    return np.asarray(-chances * np.log(chances) - (1 - chances) * np.log(1 - chances))
