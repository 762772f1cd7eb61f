"""A taste: it orders pictures as its rater does, and knows what it does not know."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clip_critic.errors import BadInputError
from clip_critic.taste.choices import Choice, new_choice
from clip_critic.taste.evidence import Assumptions
from clip_critic.taste.model import Taste, learn, learn_observed
from clip_critic.taste.observations import Pool
from clip_critic.taste.space import Spaces
from tests.taste.making import choose, compare, digest, make_pool, make_words, true_utilities


def order(one: np.ndarray, other: np.ndarray) -> float:
    """Return the rank correlation of two lists."""
    return float(np.corrcoef(np.argsort(np.argsort(one)), np.argsort(np.argsort(other)))[0, 1])


@pytest.mark.parametrize("count", [2, 4])
def test_it_orders_pictures_as_the_rater_does(count: int) -> None:
    pool = make_pool(90)
    truth = true_utilities(pool)
    rated = Pool(pool.digests[:60], pool.vectors[:60])
    taste = learn(choose(rated, truth[:60], 150, count), rated, make_words())
    means, spreads = taste.utilities(pool.vectors[60:])
    assert order(means, truth[60:]) > 0.85
    assert (spreads > 0).all()


def test_stars_are_learned_from_too() -> None:
    pool = make_pool(90)
    truth = true_utilities(pool)
    stars = np.clip(np.round(3 + 1.2 * truth), 1, 5).astype(int)
    choices = [new_choice("Aki", "stars", [digest(at)], int(stars[at])) for at in range(60)]
    taste = learn(choices, pool, make_words())
    assert order(taste.utilities(pool.vectors[60:])[0], truth[60:]) > 0.85


def test_utilities_are_in_standard_units() -> None:
    pool = make_pool()
    for screens in (0, 10, 200):
        taste = learn(choose(pool, true_utilities(pool), screens), pool, make_words())
        means, spreads = taste.utilities(pool.vectors)
        assert means.mean() == pytest.approx(0, abs=1e-9)
        assert taste.means(pool.vectors) == pytest.approx(means)
        assert means.var() + np.square(spreads).mean() == pytest.approx(1, abs=5e-3)
    assert np.abs(means).max() > 1 > spreads.max()


def test_nothing_is_said_about_a_taste_with_few_answers() -> None:
    pool = make_pool()
    choices = choose(pool, true_utilities(pool), 10)
    assert learn(choices, pool).not_yet == ""
    assert learn(choices[:9], pool).not_yet == "Not yet: a taste shows from 10 answers on, and there are 9."
    assert learn([], pool).utilities(pool.vectors)[0].tolist() == [0.0] * 60


@given(st.integers(0, 1000))
def test_preferences_of_both_orders_add_up(seed: int) -> None:
    pool, others = make_pool(20), make_pool(20, seed=seed).vectors
    taste = learn(choose(pool, true_utilities(pool), 15), pool, make_words())
    there, back = taste.preferences(pool.vectors, others), taste.preferences(others, pool.vectors)
    assert there + back == pytest.approx(1)
    assert (there > 0).all() and (there < 1).all()


def test_preferences_agree_with_utilities() -> None:
    pool = make_pool()
    taste = learn(choose(pool, true_utilities(pool), 50), pool, make_words())
    means, _ = taste.utilities(pool.vectors)
    chances = taste.preferences(pool.vectors[:30], pool.vectors[30:])
    assert ((chances > 0.5) == (means[:30] > means[30:])).all()


def test_the_taste_before_saves_time_and_changes_nothing() -> None:
    pool, words = make_pool(), make_words()
    choices = choose(pool, true_utilities(pool), 83)
    taste: Taste | None = None
    for count in range(0, 84):
        taste = learn(choices[:count], pool, words, previous=taste)
    anew = learn(choices, pool, words)
    assert taste is not None and taste.assumptions == anew.assumptions
    assert taste.belief.mean == pytest.approx(anew.belief.mean, abs=1e-4)
    assert taste.utilities(pool.vectors)[1] == pytest.approx(anew.utilities(pool.vectors)[1], abs=1e-4)


def test_the_taste_before_may_be_of_other_pictures_words_or_choices() -> None:
    pool, other = make_pool(), make_pool(40, seed=9)
    choices = choose(pool, true_utilities(pool), 70)
    late = learn(choices, pool, make_words())
    for previous in (learn([], other), learn(choose(other, true_utilities(other), 99), other), late):
        again = learn(choices[:61], pool, make_words(), previous=previous)
        anew = learn(choices[:61], pool, make_words())
        assert again.assumptions == anew.assumptions
        assert again.belief.mean == pytest.approx(anew.belief.mean, abs=1e-4)


def test_contradictory_answers_leave_a_pair_undecided() -> None:
    pool = make_pool()
    taste = learn_observed(compare([(0, 1), (1, 0)] * 20), Spaces(pool.vectors))
    assert taste.preferences(pool.vectors[:1], pool.vectors[1:2])[0] == pytest.approx(0.5, abs=1e-6)


def test_a_key_that_is_always_the_same_says_nothing() -> None:
    pool = make_pool()
    rng = np.random.default_rng(0)
    shown = [[pool.digests[at] for at in rng.choice(60, 4, replace=False)] for _ in range(100)]
    taste = learn([new_choice("Aki", "best", digests, 0) for digests in shown], pool, make_words())
    true = learn(choose(pool, true_utilities(pool), 100), pool, make_words())
    assert taste.belief.mean @ taste.belief.mean < 0.3 * (true.belief.mean @ true.belief.mean)


def test_pictures_that_are_nearly_the_same_are_liked_the_same() -> None:
    pool = make_pool()
    twin = pool.vectors[:1] + 1e-9
    vectors = np.vstack([pool.vectors, twin])
    taste = learn_observed(compare([(0, 60)] * 30 + [(60, 5)] * 3), Spaces(vectors))
    means, _ = taste.utilities(vectors)
    assert means[60] == pytest.approx(means[0], abs=1e-4)
    assert np.isfinite(taste.belief.covariance).all()


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_few_pictures_are_enough_to_work(count: int) -> None:
    pool = make_pool(count)
    choices: list[Choice] = [new_choice("Aki", "duel", pool.digests[:2], 0)] if count > 1 else []
    means, spreads = learn(choices, pool, make_words()).utilities(pool.vectors)
    assert np.isfinite(means).all() and np.isfinite(spreads).all()
    assert count < 2 or means[0] > means[1]


def test_without_pictures_there_is_a_clear_error() -> None:
    with pytest.raises(BadInputError, match="no picture"):
        learn([], Pool((), np.zeros((0, 8))))


def test_a_drifting_taste_forgets() -> None:
    pool = make_pool()
    before, after = true_utilities(pool, 2), true_utilities(pool, 5)
    choices = choose(pool, before, 150, 2) + choose(pool, after, 80, 2, seed=8)
    steady = learn(choices, pool, assumptions=Assumptions())
    drifting = learn(choices, pool, assumptions=Assumptions(half_life=60.0))
    right = [order(taste.utilities(pool.vectors)[0], after) for taste in (steady, drifting)]
    assert right[1] > right[0] + 0.1
