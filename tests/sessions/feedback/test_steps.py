"""Steps and their records."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clip_critic.sessions.feedback.objective import Score, ScorePart
from clip_critic.sessions.feedback.steps import (
    Candidate,
    Step,
    best_score,
    kept,
    read_step,
    step_record,
    steps_without_gain,
)

NUMBERS = st.floats(-1e6, 1e6, allow_nan=False)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
SCORES = st.builds(
    Score,
    NUMBERS,
    st.lists(
        st.builds(ScorePart, TEXTS, st.sampled_from(["wanted", "held", "unwanted"]), NUMBERS, NUMBERS),
        max_size=3,
    ).map(tuple),
)
CANDIDATES = st.builds(
    Candidate,
    TEXTS,
    st.integers(0, 2**32 - 1),
    SCORES,
    st.lists(st.floats(-1, 1, width=32), max_size=4).map(lambda values: np.array(values, dtype=np.float32)),
)
TOKENS = st.none() | st.tuples(st.integers(0, 300), st.integers(75, 300))


@st.composite
def steps(draw: st.DrawFn) -> Step:
    candidates = tuple(draw(st.lists(CANDIDATES, max_size=3)))
    return Step(
        number=draw(st.integers(0, 1000)),
        prompt=draw(TEXTS),
        negative_prompt=draw(TEXTS),
        candidates=candidates,
        best=draw(st.integers(-1, len(candidates) - 1)),
        kept=draw(st.booleans()),
        strength=draw(st.floats(0, 1)),
        why=tuple(draw(st.lists(TEXTS, max_size=2))),
        edited=draw(st.booleans()),
        judge=draw(st.none() | SCORES),
        tokens=draw(TOKENS),
        negative_tokens=draw(TOKENS),
        notes=tuple(draw(st.lists(TEXTS, max_size=2))),
        seconds=draw(st.none() | st.just({"making": 1.25, "looking": 0.5})),
    )


@given(steps())
def test_a_step_goes_through_json_and_back(step: Step) -> None:
    line = json.dumps(step_record(step), ensure_ascii=False)
    again = read_step(json.loads(line))
    assert json.dumps(step_record(again), ensure_ascii=False) == line
    for candidate, other in zip(step.candidates, again.candidates, strict=True):
        assert (candidate.file, candidate.seed, candidate.score) == (other.file, other.seed, other.score)
        assert candidate.similarities.tobytes() == other.similarities.tobytes()
        assert other.similarities.dtype == np.float32
    for name in ("number", "prompt", "negative_prompt", "best", "kept", "strength", "why", "edited", "judge",
                 "tokens", "negative_tokens", "notes", "seconds"):  # fmt: skip
        assert getattr(again, name) == getattr(step, name), name


def make_step(number: int, *scores: float, kept: bool = False) -> Step:
    """A step with candidates of these scores."""
    nothing = np.zeros(2, dtype=np.float32)
    candidates = tuple(Candidate(f"{number:04d}-01.png", 1, Score(value, ()), nothing) for value in scores)
    best = max(range(len(scores)), key=lambda index: scores[index], default=-1)
    return Step(number, "", "", candidates, best, kept)


@pytest.mark.parametrize(
    "change",
    [
        {"best": 2},
        {"best": -2},
        {"best": "first"},
        {"candidates": None},
        {"candidates": [{}]},
        {"tokens": [1]},
        {"judge": {"value": 1}},
        {"judge": {"value": 1, "parts": [{"word": "a", "role": "loved", "weight": 1, "value": 1}]}},
        {"seconds": {"making": "long"}},
        {"number": None},
    ],
)
def test_damaged_records_are_refused(change: dict[str, object]) -> None:
    record = {**step_record(make_step(1, 0.5)), **change}
    with pytest.raises((ValueError, KeyError, TypeError, AttributeError)):
        read_step(record)


@pytest.mark.parametrize("packed", ["?", "AAA", "AAAAAAA=", "AADAfw==", "AACAfw=="])
def test_similarities_that_are_no_numbers_are_refused(packed: str) -> None:
    record = step_record(make_step(1, 0.5))
    record["candidates"][0]["similarities"] = packed
    with pytest.raises(ValueError, match=r"."):
        read_step(record)


def test_a_record_lacks_nothing() -> None:
    record = step_record(make_step(1, 0.5))
    for name in set(record) - {"judge", "seconds"}:
        with pytest.raises(KeyError):
            read_step({key: value for key, value in record.items() if key != name})


def test_the_kept_picture_is_the_last_that_was_kept() -> None:
    series = [
        make_step(0, 0.1, kept=True),
        make_step(1, 0.5, 0.7, kept=True),
        make_step(2, 0.6),
        make_step(3),
    ]
    place = kept(series)
    assert place is not None
    assert (place.step.number, place.candidate.score.value) == (1, 0.7)
    assert kept([]) is None
    assert kept([make_step(1)]) is None


def test_the_best_score_and_what_a_sketch_has_to_do_with_it() -> None:
    series = [make_step(0, 0.9, kept=True), make_step(1, 0.5, kept=True), make_step(2)]
    assert best_score(series) == 0.9
    assert best_score(series, sketch=True) == 0.5
    assert best_score([make_step(1)]) is None


def test_steps_without_gain_are_counted() -> None:
    series = [make_step(0, 0.4, kept=True), make_step(1, 0.3), make_step(2, 0.4)]
    assert steps_without_gain(series) == 2  # as good is no gain
    assert steps_without_gain([*series, make_step(3, 0.5)]) == 0
    assert steps_without_gain([*series, make_step(3)]) == 3
    assert steps_without_gain(series, sketch=True) == 0
    assert steps_without_gain([make_step(1, -5)]) == 0
