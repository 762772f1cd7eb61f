"""The pairs of the benchmark of the loop, and its counting."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("diffusers")
pytest.importorskip("scipy")

from benchmarks.loop_effect import Rate, by_step, choices, show
from benchmarks.loop_methods import FRAMES
from benchmarks.loop_pairs import KINDS, make_pairs
from clip_critic.sessions.feedback.settings import WORDS

pytestmark = pytest.mark.slow


def record(right: bool, *steps: list[bool]) -> dict[str, Any]:
    verdict = {"changed": right, "rest": True, "both": right, "kinds": ("colour",)}
    return {**verdict, "steps": steps, "score": 0.5, "similarity": 0.25}


def test_pairs_of_one_change_have_all_kinds_in_turn() -> None:
    pairs = make_pairs(len(KINDS), 1, lambda scene: True)
    assert [pair.kinds for pair in pairs] == [(kind,) for kind in KINDS]
    assert all(", " not in pair.want for pair in pairs)


@pytest.mark.parametrize("changes", (2, 3, 4))
def test_a_pair_says_each_of_its_changes(changes: int) -> None:
    for pair in make_pairs(4, 1, lambda scene: True, changes):
        assert len(pair.want.split(", ")) == len(set(pair.kinds)) == changes
        assert make_pairs(pair.number + 1, 1, lambda scene: True, changes)[-1] == pair


def test_a_session_is_told_words_half_or_all() -> None:
    (pair,) = make_pairs(1, 1, lambda scene: True, 4)
    ground = f"{pair.end.background.colour} "
    assert FRAMES["words"](pair) == WORDS
    half, whole = FRAMES["half"](pair), FRAMES["whole"](pair)
    assert pair.thing in half and pair.thing in whole
    assert (ground in half, WORDS in half) == (False, True)
    assert (ground in whole, WORDS in whole) == (True, False)


def test_pictures_are_counted_by_step_and_choices_where_any_is_right() -> None:
    records = [
        record(True, [False, False], [True, False]),
        record(False, [True, True], [False, True]),
        record(False, [False, False], [False, False]),
    ]
    assert by_step(records) == [Rate(2, 6), Rate(2, 6)]
    assert choices(records) == (Rate(2, 3), Rate(1, 2))


def test_the_tables_have_a_row_for_each_method(capsys: pytest.CaptureFixture[str]) -> None:
    pairs = make_pairs(2, 1, lambda scene: True)
    rows = {
        "start picture": [record(False), record(False)],
        "ours": [record(True, [True, False]), record(False, [False, False])],
    }
    show(rows, pairs, 2)
    lines = capsys.readouterr().out.splitlines()
    assert sum(line.startswith("| start picture |") for line in lines) == 2
    (made,) = (line for line in lines if line.startswith("| ours |") and line.endswith(" 25% |"))
    assert "100% (21% to 100%)" in made


def test_nothing_of_nothing_has_no_rate() -> None:
    assert str(Rate(0, 0)) == "-"
