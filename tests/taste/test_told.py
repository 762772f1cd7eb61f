"""A taste in words: the words that it follows, together with their near-synonyms, and no others."""

from __future__ import annotations

import numpy as np
import pytest

from clip_critic.errors import BadInputError
from clip_critic.taste.model import Taste, learn
from clip_critic.taste.told import correlations, taste_in_words, word_scores
from tests.taste.making import choose, make_pool, make_words, unit

POOL = make_pool(120)
WORDS = make_words(8)
NAMES = ["sofa", "couch", "<b>cat</b>", "猫", "tree", "lamp", "road", "sea"]


def vectors() -> np.ndarray:
    """Return words of which the first two are near-synonyms."""
    words: np.ndarray = WORDS.copy()
    words[1] = unit((words[0] + 0.1 * words[7])[None])[0]
    return words


def taste_for(*weights: float, screens: int = 80) -> Taste:
    """Return the taste of a rater who likes words by these weights."""
    similarities = POOL.vectors @ vectors().T
    scores = (similarities - similarities.mean(axis=0)) / similarities.std(axis=0)
    utilities = scores[:, : len(weights)] @ np.array(weights)
    return learn(choose(POOL, utilities / utilities.std(), screens), POOL, vectors())


def test_near_synonyms_are_one_group() -> None:
    groups = taste_in_words(taste_for(1.0), NAMES, vectors())
    assert set(groups[0].words[:2]) == {"sofa", "couch"}
    assert 0 < groups[0].low <= groups[0].correlation <= groups[0].high <= 1


def test_words_that_the_rater_avoids_are_negative() -> None:
    found = {group.words[0]: group for group in taste_in_words(taste_for(0, 0, 1, -1), NAMES, vectors())}
    assert found["<b>cat</b>"].correlation > 0 > found["猫"].correlation
    assert found["猫"].high < 0


def test_only_what_is_sure_is_said_strongest_first() -> None:
    groups = taste_in_words(taste_for(1.0, 0, 0.5), NAMES, vectors())
    assert all(group.low > 0 or group.high < 0 for group in groups)
    strengths = [abs(group.correlation) for group in groups]
    assert strengths == sorted(strengths, reverse=True)
    assert len(taste_in_words(taste_for(1.0, 0, 0.5), NAMES, vectors(), most=1)) == 1


def test_nothing_is_said_before_ten_answers_or_without_words() -> None:
    assert taste_in_words(taste_for(1.0, screens=9), NAMES, vectors()) == ()
    assert taste_in_words(taste_for(1.0), [], np.zeros((0, 12))) == ()


def test_each_word_needs_its_vector() -> None:
    with pytest.raises(BadInputError, match="7 words have 8 vectors"):
        taste_in_words(taste_for(1.0), NAMES[:7], vectors())


def test_correlations_are_those_of_numpy() -> None:
    taste = taste_for(1.0, screens=12)
    scores = word_scores(taste, vectors())
    utility = np.random.default_rng(0).standard_normal(120)
    exact = [np.corrcoef(utility, scores[:, index])[0, 1] for index in range(8)]
    assert correlations(utility, scores) == pytest.approx(exact)
    assert correlations(np.ones(120), scores).tolist() == [0.0] * 8
