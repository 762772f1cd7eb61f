"""Rounds of elimination: properties, and the naive procedure of one softmax a round."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from clip_critic.ranking.elimination import eliminate, softmax

# Steps of 1/1000: closer than rounding a softmax cannot tell two logits apart, and its argmax is a coin toss.
steps_of_a_thousandth = st.integers(-200_000, 200_000).map(lambda value: value / 1000)
logits = arrays(np.float64, st.integers(1, 40), elements=steps_of_a_thousandth)
with_ties = arrays(np.float64, st.integers(1, 40), elements=st.sampled_from([-3.0, 0.0, 0.5, 2.0]))


def naive(values: np.ndarray) -> list[tuple[int, float]]:
    """Winner and share of every round, by a softmax over what is left."""
    left, rounds = list(range(len(values))), []
    while left:
        shares = softmax(values[left])
        best = int(np.argmax(shares))
        rounds.append((left.pop(best), float(shares[best])))
    return rounds


@given(logits | with_ties)
def test_every_round_equals_the_naive_procedure(values: np.ndarray) -> None:
    steps = eliminate(values)
    expected = naive(values)
    assert [int(i) for i in steps.order] == [winner for winner, _ in expected]
    np.testing.assert_allclose(steps.winner_shares, [share for _, share in expected], rtol=1e-9, atol=1e-12)


@given(logits | with_ties, st.floats(-50, 50))
def test_shares_do_not_change_when_all_logits_move_together(values: np.ndarray, shift: float) -> None:
    np.testing.assert_allclose(softmax(values + shift), softmax(values), rtol=1e-6, atol=1e-9)


@given(logits | with_ties)
def test_shares_are_a_distribution_and_the_last_winner_has_everything(values: np.ndarray) -> None:
    assert softmax(values).sum() == pytest.approx(1)
    assert eliminate(values).winner_shares[-1] == pytest.approx(1)


@given(logits | with_ties, st.floats(0, 0.9))
def test_shares_in_a_round_are_exactly_those_above_the_threshold(
    values: np.ndarray, threshold: float
) -> None:
    steps = eliminate(values)
    for index in range(len(values)):
        shares = np.exp(steps.logits[index:] - steps.log_totals[index])
        shown = steps.shares_in_round(index, threshold)
        np.testing.assert_array_equal(shown, shares[shares > threshold])
        assert np.all(np.diff(shown) <= 0)


@given(logits | with_ties)
def test_the_order_is_that_of_a_stable_sort(values: np.ndarray) -> None:
    np.testing.assert_array_equal(eliminate(values).order, np.argsort(-values, kind="stable"))


def test_of_equals_the_first_in_the_list_wins() -> None:
    assert list(eliminate(np.array([1.0, 2.0, 2.0, 1.0])).order) == [1, 2, 0, 3]


def test_logits_far_apart_neither_overflow_nor_vanish() -> None:
    steps = eliminate(np.array([1e6, -1e6, 0.0]))
    np.testing.assert_allclose(steps.winner_shares, 1)
    assert list(steps.order) == [0, 2, 1]


def test_nothing_to_eliminate() -> None:
    assert len(eliminate(np.zeros(0)).order) == 0
    assert len(softmax(np.zeros(0))) == 0
