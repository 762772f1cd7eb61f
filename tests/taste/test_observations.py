"""Observations: what choices say about the pictures that are still there."""

from __future__ import annotations

import numpy as np
import pytest

from clip_critic.errors import BadInputError
from clip_critic.taste.choices import new_choice
from clip_critic.taste.observations import ABSENT, Pool, design, observe
from tests.taste.making import compare, digest, make_pool, make_vectors


def names(*numbers: int) -> list[str]:
    return [digest(number) for number in numbers]


def test_each_way_of_choosing_says_what_it_says() -> None:
    choices = [
        new_choice("Aki", "best", names(0, 1, 2, 3), 2),
        new_choice("Aki", "skip", names(0, 1)),
        new_choice("Aki", "duel", names(4, 5), 0),
        new_choice("Aki", "stars", names(6), 4),
    ]
    observed = observe(choices, make_pool())
    assert observed.preferred.tolist() == [2, 2, 2, 4, 6]
    assert observed.other.tolist() == [0, 1, 3, 5, ABSENT]
    assert observed.answers.tolist() == [0, 0, 0, 1, 2]
    assert observed.stars[-1] == 4 and np.isnan(observed.stars[:-1]).all()
    assert (observed.count, observed.lost) == (3, 0)
    assert observed.seen.tolist() == [0, 1, 2, 3, 4, 5, 6]


def test_a_choice_of_four_weighs_as_much_as_a_choice() -> None:
    choices = [new_choice("Aki", "best", names(0, 1, 2, 3), 2), new_choice("Aki", "duel", names(4, 5), 0)]
    observed = observe([*choices, new_choice("Aki", "stars", names(1), 3)], make_pool())
    assert observed.worth.tolist() == [0.5, 0.5, 0.5, 1.0, 1.0]


def test_pictures_that_are_gone_are_counted() -> None:
    choices = [
        new_choice("Aki", "best", names(0, 1, 900, 901), 0),
        new_choice("Aki", "best", names(0, 1, 2, 900), 3),
        new_choice("Aki", "duel", names(900, 1), 1),
        new_choice("Aki", "stars", names(900), 5),
        new_choice("Aki", "skip", names(900)),
    ]
    observed = observe(choices, make_pool())
    assert (observed.count, observed.lost, len(observed)) == (1, 3, 1)


def test_stars_are_taken_from_their_mean_and_matched_to_the_prior() -> None:
    choices = [new_choice("Aki", "stars", names(at), stars) for at, stars in enumerate((1, 5) * 50)]
    pool = make_pool(100)
    data = design(observe(choices, pool), make_vectors(100), 9.0)
    assert data.rows.mean(axis=0) == pytest.approx(0, abs=1e-9)
    assert data.ratings[::2] == pytest.approx(-3.0, abs=0.2)
    assert data.ratings[1::2] == pytest.approx(3.0, abs=0.2)


def test_stars_that_are_all_the_same_say_nothing() -> None:
    pool = make_pool()
    choices = [new_choice("Aki", "stars", names(at), 5) for at in range(5)]
    assert design(observe(choices, pool), make_vectors(60), 6.0).ratings.tolist() == [0.0] * 5


def test_the_newest_answer_has_the_age_0() -> None:
    assert design(compare([(0, 1), (2, 3), (4, 5)]), make_vectors(60), 6.0).ages.tolist() == [
        2.0,
        1.0,
        0.0,
    ]


def test_the_first_answers() -> None:
    first = compare([(0, 1), (2, 3), (4, 5)]).first(2)
    assert (first.count, first.preferred.tolist()) == (2, [0, 2])


def test_a_pool_names_each_picture_once() -> None:
    with pytest.raises(BadInputError, match="twice"):
        Pool(("a", "a"), np.eye(2))
    with pytest.raises(BadInputError, match="1 pictures have 2 vectors"):
        Pool(("a",), np.eye(2))
