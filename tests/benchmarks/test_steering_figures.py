"""The goals of the benchmark of steering, and its counting."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar, cast

import pytest

pytest.importorskip("diffusers")
pytest.importorskip("scipy")

from benchmarks.steering import (
    LEVELS,
    QUESTIONS,
    Outcome,
    Pairs,
    chunks,
    make_goals,
    paired_interval,
    share,
    show,
)

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("level", LEVELS)
def test_a_goal_changes_so_many_attributes_and_says_them(level: int) -> None:
    for goal in make_goals(6, level, 3, lambda scene: True):
        thing, new = goal.start.things[0], goal.end.things[0]
        differs = {
            "colour": thing.colour != new.colour,
            "shape": thing.shape != new.shape,
            "ground": goal.start.background.colour != goal.end.background.colour,
            "style": goal.start.style != goal.end.style,
        }
        assert {kind for kind, changed in differs.items() if changed} == set(goal.kinds)
        assert len(goal.kinds) == level
        assert len(goal.want.split(", ")) == level
        for word in (new.colour, new.shape, goal.end.style, goal.end.background.colour):
            assert word in goal.prompt
    assert make_goals(2, level, 3, lambda scene: True) == make_goals(6, level, 3, lambda scene: True)[:2]


def test_an_interval_holds_the_mean_and_shrinks_with_more_pairs() -> None:
    few, many = ([0.0, 50.0, 25.0] * count for count in (4, 60))
    low, high = paired_interval(many)
    assert low < 25 < high
    assert high - low < paired_interval(few)[1] - paired_interval(few)[0]
    assert paired_interval([10.0] * 5) == (10.0, 10.0)


def test_the_table_has_every_level_and_all(capsys: pytest.CaptureFixture[str]) -> None:
    fooled, right = Outcome(False, True, False, True), Outcome(True, True, True, True)
    printed: list[str] = []

    def levels() -> Iterator[tuple[int, Pairs]]:
        yield 2, [{"plain": [fooled, right], "steered": [right, right]}]
        printed.append(capsys.readouterr().out)
        yield 3, []

    show(levels())
    assert len(printed[0].splitlines()) == 2 + len(QUESTIONS)  # not only at the end
    lines = (printed[0] + capsys.readouterr().out).splitlines()
    assert len(lines) == 2 + 2 * len(QUESTIONS)
    assert "+50.0 points (+50.0 to +50.0)" in lines[2]
    assert "-50.0 points" in lines[5]
    assert share([fooled, right], QUESTIONS["CLIP yes, judge no"]) == 0.5


def test_a_stopped_run_goes_on_where_it_was(tmp_path: Path) -> None:
    class Counting:
        ran: ClassVar[list[int]] = []

        def run(self, goal: Any) -> dict[str, list[Outcome]]:
            if len(self.ran) == 2:
                raise KeyboardInterrupt
            self.ran.append(goal.number)
            return {"plain": [Outcome(True, True, True, False)], "steered": []}

    goals, file, trial = (
        make_goals(3, 2, 3, lambda scene: True),
        tmp_path / "some.jsonl",
        cast(Any, Counting()),
    )
    with pytest.raises(KeyboardInterrupt):
        list(chunks(trial, goals, file, 2))
    trial.ran.clear()
    found = list(chunks(trial, goals, file, 2))
    assert trial.ran == [2]
    assert found == [{"plain": [Outcome(True, True, True, False)], "steered": []}] * 3
