"""Kernels as features: they are what they claim to be, on pools of any size."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clip_critic.errors import BadInputError
from clip_critic.taste.space import KERNELS, Spaces, fit_space, standardised_words
from tests.taste.making import make_pool, make_words


@pytest.mark.parametrize("kernel", KERNELS)
@pytest.mark.parametrize("count", [5, 60])
def test_features_have_the_mean_0_and_their_kernel_a_mean_of_1(kernel: str, count: int) -> None:
    pool = make_pool(count).vectors
    features = fit_space(pool, make_words(), kernel).features(pool)
    assert features.mean(axis=0) == pytest.approx(0, abs=1e-9)
    assert np.square(features).sum(axis=1).mean() == pytest.approx(1, abs=2e-3)


def test_the_kernel_of_words_compares_standardised_similarities() -> None:
    pool, words = make_pool().vectors, make_words()
    similarities = pool @ words.T
    scores = (similarities - similarities.mean(axis=0)) / similarities.std(axis=0)
    features = fit_space(pool, words, "words").features(pool)
    assert features @ features.T == pytest.approx(scores @ scores.T / len(words), abs=0.02)


def test_both_is_half_of_each() -> None:
    pool, words = make_pool().vectors, make_words()
    gram = {kernel: _gram(pool, words, kernel) for kernel in KERNELS}
    assert gram["both"] == pytest.approx((gram["words"] + gram["pictures"]) / 2, abs=0.02)


def _gram(pool: np.ndarray, words: np.ndarray, kernel: str) -> np.ndarray:
    features = fit_space(pool, words, kernel).features(pool)
    return np.asarray(features @ features.T)


def test_the_spread_is_that_of_the_features() -> None:
    pool = make_pool().vectors
    space = fit_space(pool, make_words())
    assert space.features(pool).var(axis=0) == pytest.approx(space.spread)
    assert (np.diff(space.spread) <= 1e-12).all()


@given(st.integers(0, 1000))
def test_features_and_the_unseen_make_up_the_whole_kernel(seed: int) -> None:
    pool, others = make_pool(8).vectors, make_pool(5, seed=seed).vectors
    space = fit_space(pool, make_words())
    features = space.features(others)
    unseen = space.unseen(others, features)
    whole = np.square((others - space.origin) @ space.root).sum(axis=1)
    assert (unseen >= 0).all()
    assert np.square(features).sum(axis=1) + unseen == pytest.approx(whole)


def test_pictures_of_the_pool_are_nearly_seen_completely() -> None:
    pool = make_pool().vectors
    space = fit_space(pool, make_words())
    assert space.unseen(pool, space.features(pool)).mean() < 2e-3


def test_a_word_that_does_not_vary_says_nothing() -> None:
    pool = np.eye(4)[[0, 1, 0, 1]]
    scaled, deviations = standardised_words(pool, np.eye(4)[[0, 3]])
    assert deviations.tolist() == [0.5, 0.0]
    assert scaled[1].tolist() == [0.0] * 4
    assert np.isfinite(fit_space(pool, np.eye(4)[[3]], "words").axes).all()


@pytest.mark.parametrize("vectors", [np.eye(6)[:1], np.eye(6)[[2, 2, 2]]])
def test_pictures_that_are_all_the_same_have_features_of_0(vectors: np.ndarray) -> None:
    space = fit_space(vectors, np.eye(6))
    assert space.features(vectors).tolist() == np.zeros((len(vectors), 1)).tolist()


def test_without_words_there_is_one_kernel() -> None:
    pool = make_pool().vectors
    assert fit_space(pool).kernel == "pictures"
    assert Spaces(pool).kernels == Spaces(pool, np.zeros((0, 12))).kernels == ("pictures",)
    assert Spaces(pool, make_words()).kernels == KERNELS


def test_what_cannot_be_fitted_is_a_clear_error() -> None:
    with pytest.raises(BadInputError, match="no picture"):
        fit_space(np.zeros((0, 4)))
    with pytest.raises(BadInputError, match="'rbf' is not one of both, words, pictures"):
        fit_space(np.eye(4), None, "rbf")
