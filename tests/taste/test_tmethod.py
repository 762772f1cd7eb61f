"""The T method: the figures of others, and what its formulas promise."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clip_critic.errors import BadInputError
from clip_critic.taste.tmethod import t_method, t_of_choices
from tests.taste.making import compare

STACKLOSS = """
80 27 89 42  80 27 88 37  75 25 90 37  62 24 87 28  62 22 87 18  62 23 87 18  62 24 93 19
62 24 93 20  58 23 87 15  58 18 80 14  58 18 89 14  58 17 88 13  58 18 82 11  58 19 93 12
50 18 89 8   50 18 86 7   50 19 72 8   50 19 79 8   50 20 80 9   56 20 82 15  70 20 91 15
"""
"""R's data: air flow, water temperature, acid concentration, and the loss."""
UNIT, TEST = [8, 9, 10, 19, 20], [1, 11, 18]
SIGNALS = [26.750, 19.845, 8.668, 5.258, 6.963, 9.080, 9.080, -4.755, -2.296, -9.977, -10.183, -9.438, -8.958]


def stackloss() -> np.ndarray:
    return np.array(STACKLOSS.split(), dtype=np.float64).reshape(21, 4)


def test_the_estimates_are_those_of_mtsys() -> None:
    table = stackloss()
    signal = np.delete(table, UNIT + TEST, axis=0)
    model = t_method(signal[:, :3], signal[:, 3], table[UNIT, :3], table[UNIT, 3])
    assert model.predict(table[TEST, :3]) == pytest.approx([41.281, 8.552, 7.416], abs=5e-4)
    assert model.deviations(signal[:, :3]) == pytest.approx(SIGNALS, abs=5e-4)


@given(st.integers(0, 10_000), st.sampled_from([1, 2]))
def test_weights_are_never_negative_and_scales_do_not_matter(seed: int, kind: Literal[1, 2]) -> None:
    rng = np.random.default_rng(seed)
    items, scales = rng.standard_normal((12, 4)), np.exp(rng.uniform(-3, 3, 4))
    values = items @ rng.standard_normal(4) + 0.1 * rng.standard_normal(12)
    model = t_method(items, values, items, values, kind)
    scaled = t_method(items * scales, values, items * scales, values, kind)
    assert (model.eta >= 0).all()
    assert scaled.predict(items * scales) == pytest.approx(model.predict(items), rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("kind", [1, 2])
def test_an_item_that_says_everything_is_believed(kind: Literal[1, 2]) -> None:
    values = np.arange(8.0)
    noise = np.random.default_rng(0).standard_normal(8)
    items = np.column_stack([3 * values + 5, noise])
    model = t_method(items, values, items[:1], values[:1], kind)
    assert model.predict(items) == pytest.approx(values, abs=1e-6)


def test_items_that_say_nothing_leave_the_mean() -> None:
    model = t_method(np.zeros((5, 3)), np.arange(5.0), np.zeros((2, 3)), np.array([1.0, 3.0]))
    assert model.predict(np.ones((2, 3))).tolist() == [2.0, 2.0]


@pytest.mark.parametrize("kind", [1, 2])
def test_duels_are_learned_from(kind: Literal[1, 2]) -> None:
    rng = np.random.default_rng(4)
    items = rng.standard_normal((40, 5))
    pairs = [(int(a), int(b)) for a, b in rng.integers(0, 40, (200, 2)) if items[a, 2] > items[b, 2]]
    model = t_of_choices(compare(pairs), items, kind)
    assert int(model.eta.argmax()) == 2 and model.beta[2] > 0
    assert np.corrcoef(model.predict(items), items[:, 2])[0, 1] > 0.9


@pytest.mark.parametrize("count", [0, 1])
def test_too_few_data_are_a_clear_error(count: int) -> None:
    with pytest.raises(BadInputError, match="two or more"):
        t_of_choices(compare([(0, 1)] * count), np.eye(3))
    with pytest.raises(BadInputError, match="differ from the unit space"):
        t_method(np.eye(3), np.ones(3), np.eye(3), np.ones(3))
