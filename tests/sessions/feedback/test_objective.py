"""The objective: one number, with its parts."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clip_critic.keywords.targets import Target, Targets, parse_targets
from clip_critic.ranking.result import Ranking
from clip_critic.sessions.feedback.objective import (
    JOINT,
    OBJECTIVES,
    SMALLEST_SHARE,
    Score,
    score,
    standardised,
    together,
)
from tests.rankings import of, ranking

WORDS = tuple("abcdefgh")
SIMILARITIES = st.lists(st.floats(-1, 1, width=32), min_size=len(WORDS), max_size=len(WORDS))
WEIGHTS = st.floats(0.01, 100)
TARGETS = st.builds(
    lambda wanted, held, unwanted: Targets((wanted,), (unwanted,), (held,)),
    st.builds(Target, st.sampled_from("abc"), WEIGHTS),
    st.builds(Target, st.sampled_from("de"), WEIGHTS),
    st.builds(Target, st.sampled_from("fgh"), WEIGHTS),
)
NAMES = st.sampled_from(sorted(OBJECTIVES))  # those that are a difference of means


def total(value: Score) -> float:
    """The number from the parts alone."""

    def mean(roles: tuple[str, ...]) -> float:
        parts = [part for part in value.parts if part.role in roles]
        total = math.fsum(part.weight for part in parts)
        return math.fsum(part.weight * part.value for part in parts) / total if parts else 0.0

    return mean(("wanted", "held")) - mean(("unwanted",))


def test_by_hand() -> None:
    seen = of("abcd", [0.1, 0.2, 0.3, 0.4])
    deviation = math.sqrt(0.0125)  # of 0.1, 0.2, 0.3, 0.4 about 0.25
    value = score(seen, parse_targets("d:3, b", "a"), "similarity")
    assert [(part.word, part.role, part.weight) for part in value.parts] == [
        ("d", "wanted", 3),
        ("b", "wanted", 1),
        ("a", "unwanted", 1),
    ]
    expected = (3 * 0.15 - 0.05) / 4 / deviation + 0.15 / deviation
    assert value.value == pytest.approx(expected, rel=1e-6)


def test_shares_by_hand() -> None:
    seen = ranking({"x": {"a": 0.02, "b": 0.0}, "y": {"c": 0.0, "d": 0.0}}, scale=100)
    value = score(seen, parse_targets("a", "c"), "share")
    assert value.value == pytest.approx(1 / (1 + math.exp(-2)) - 0.5, rel=1e-5)


def test_what_is_held_counts_with_what_is_wanted() -> None:
    targets = Targets((Target("d", 1),), (), (Target("a", 0.5),))
    seen = of("abcd", [0.1, 0.2, 0.3, 0.4])
    values = standardised(seen)
    expected = (values[3] + 0.5 * values[0]) / 1.5
    assert score(seen, targets, "similarity").value == pytest.approx(expected)


@given(SIMILARITIES, TARGETS, NAMES)
def test_the_parts_make_up_the_number(values: list[float], targets: Targets, name: str) -> None:
    value = score(of(WORDS, values), targets, name)
    assert value.value == pytest.approx(total(value), abs=1e-9)
    assert len(value.parts) == len(targets.words)


@given(SIMILARITIES, TARGETS)
def test_shares_lie_between_minus_one_and_one(values: list[float], targets: Targets) -> None:
    assert -1 <= score(of(WORDS, values), targets, "share").value <= 1


@given(SIMILARITIES, TARGETS)
def test_no_number_of_n_is_further_from_their_mean_than_the_root_of_n_minus_1(
    values: list[float], targets: Targets
) -> None:
    # Samuelson's inequality holds for every part, so twice its bound for the difference of two means.
    bound = math.sqrt(len(WORDS) - 1) + 1e-6
    value = score(of(WORDS, values), targets, "similarity")
    assert all(abs(part.value) <= bound for part in value.parts)
    assert abs(value.value) <= 2 * bound


@given(
    st.lists(st.integers(-100, 100), min_size=8, max_size=8, unique=True),
    st.floats(-0.4, 0.4),
    st.floats(0.1, 3),
    TARGETS,
)
def test_similarity_does_not_change_where_all_rise_or_spread(
    values: list[int], shift: float, scale: float, targets: Targets
) -> None:
    base = np.asarray(values) / 1000
    before, after = (
        score(of(WORDS, list(each)), targets, "similarity") for each in (base, base * scale + shift)
    )
    assert after.value == pytest.approx(before.value, abs=2e-3)  # similarities are float32


@given(SIMILARITIES, st.floats(-0.5, 0.5), TARGETS)
def test_share_does_not_change_where_all_rise(values: list[float], shift: float, targets: Targets) -> None:
    base = np.asarray(values, dtype=np.float64)

    def seen(logits: np.ndarray) -> Ranking:
        return replace(of(WORDS, values), logits=logits)

    before, after = (score(seen(each), targets, "share") for each in (base, base + shift))
    assert after.value == pytest.approx(before.value, abs=1e-9)


def test_a_picture_that_is_alike_to_all_words_scores_nothing() -> None:
    assert score(of("abc", [0.2, 0.2, 0.2]), parse_targets("a", "b"), "similarity").value == 0


def test_a_word_in_two_groups_counts_where_it_stands_first() -> None:
    seen = ranking({"x": {"a": 0.5, "b": 0.1}})
    twice = of(("a", "b", "A"), [0.5, 0.1, -0.9])
    assert score(twice, parse_targets("A", ""), "share").parts[0].value == pytest.approx(
        float(twice.group_shares[0])
    )
    assert score(seen, parse_targets("A", ""), "share").parts[0].word == "A"


def test_joint_by_hand() -> None:
    seen = ranking({"x": {"a": 0.02, "b": 0.0}, "y": {"c": 0.0, "d": 0.0}}, scale=100)
    value = score(seen, parse_targets("a:3", "c"), JOINT)
    share = 1 / (1 + math.exp(-2))
    assert [part.value for part in value.parts] == pytest.approx([share, 0.5], rel=1e-5)
    assert value.value == pytest.approx((share**3 * 0.5) ** (1 / 4), rel=1e-5)


def test_joint_has_no_word_make_up_for_a_missing_one() -> None:
    targets = parse_targets("a, c", "")
    only_a = ranking({"x": {"a": 1.0, "b": 0.0}, "y": {"c": 0.0, "d": 1.0}}, scale=100)
    both = ranking({"x": {"a": 0.01, "b": 0.0}, "y": {"c": 0.01, "d": 0.0}}, scale=100)
    assert score(only_a, targets, JOINT).value == pytest.approx(math.sqrt(SMALLEST_SHARE), rel=1e-6)
    assert score(both, targets, JOINT).value > score(only_a, targets, JOINT).value
    assert score(both, targets, "share").value > 0.5 > score(only_a, targets, JOINT).value


def test_wanted_words_of_one_group_take_nothing_from_each_other() -> None:
    seen = ranking({"x": {"a": 0.1, "b": 0.1, "c": 0.0}}, scale=100)
    value = score(seen, parse_targets("a, b", ""), JOINT)
    assert value.value == pytest.approx(1 / (1 + math.exp(-10)), rel=1e-5)


def test_a_word_without_rivals_in_its_group_has_the_whole_list_for_rivals() -> None:
    seen = ranking({"x": {"a": 0.1, "b": 0.05}, "Targets": {"c": 0.08}}, scale=100)
    value = score(seen, parse_targets("c", ""), JOINT)
    assert value.value == pytest.approx(1 / (1 + math.exp(2) + math.exp(-3)), rel=1e-5)


@given(SIMILARITIES, TARGETS)
def test_joint_lies_between_the_least_and_one(values: list[float], targets: Targets) -> None:
    assert SMALLEST_SHARE - 1e-12 <= score(of(WORDS, values), targets, JOINT).value <= 1


@given(SIMILARITIES, TARGETS)
def test_joint_is_no_more_than_the_mean_of_its_parts(values: list[float], targets: Targets) -> None:
    value = score(of(WORDS, values), targets, JOINT)
    shares = [max(1 - p.value if p.role == "unwanted" else p.value, SMALLEST_SHARE) for p in value.parts]
    weights = [part.weight for part in value.parts]
    assert value.value <= np.average(shares, weights=weights) + 1e-9
    assert min(shares) - 1e-9 <= value.value


# two encoders together

SHARED = st.tuples(TARGETS, SIMILARITIES, SIMILARITIES)
ALL_NAMES = st.sampled_from(sorted((*OBJECTIVES, JOINT)))


def two_scores(shared: tuple[Targets, list[float], list[float]], objective: str) -> tuple[Score, Score]:
    targets, *seen = shared
    first, second = (score(of(WORDS, values), targets, objective) for values in seen)
    return first, second


@given(SHARED, ALL_NAMES)
def test_both_encoders_count_alike(shared: tuple[Targets, list[float], list[float]], objective: str) -> None:
    first, second = two_scores(shared, objective)
    assert together(first, second, objective) == together(second, first, objective)
    assert together(first, first, objective).value == pytest.approx(first.value, abs=1e-9)


@given(SHARED, ALL_NAMES)
def test_the_score_of_both_is_between_theirs(
    shared: tuple[Targets, list[float], list[float]], objective: str
) -> None:
    first, second = two_scores(shared, objective)
    both = together(first, second, objective)
    values = [(both.value, first.value, second.value, 1e-9)]
    for part, one, other in zip(both.parts, first.parts, second.parts, strict=True):
        values.append((part.value, one.value, other.value, 1e-9 + SMALLEST_SHARE * (objective == JOINT)))
    for value, one_value, other_value, near in values:
        low, high = sorted((one_value, other_value))
        assert low - near <= value <= high + near
    assert [replace(part, value=0) for part in both.parts] == [replace(part, value=0) for part in first.parts]


@given(SHARED)
def test_joint_of_both_is_the_geometric_mean(shared: tuple[Targets, list[float], list[float]]) -> None:
    first, second = two_scores(shared, JOINT)
    both = together(first, second, JOINT)
    assert both.value == pytest.approx(math.sqrt(first.value * second.value), rel=1e-6)
    for part, one, other in zip(both.parts, first.parts, second.parts, strict=True):
        if part.role != "unwanted" and min(one.value, other.value) >= SMALLEST_SHARE:
            assert part.value == pytest.approx(math.sqrt(one.value * other.value))


@given(SHARED, NAMES)
def test_other_objectives_of_both_are_the_mean(
    shared: tuple[Targets, list[float], list[float]], objective: str
) -> None:
    first, second = two_scores(shared, objective)
    mean = (first.value + second.value) / 2
    assert together(first, second, objective).value == pytest.approx(mean, abs=1e-9)
