"""The pairs of the benchmark of the loop, and its counting."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("diffusers")
pytest.importorskip("scipy")

from benchmarks.loop_effect import Rate, by_step, choices, run, show
from benchmarks.loop_host import Together, load_miniature
from benchmarks.loop_methods import FRAMES, Bench
from benchmarks.loop_pairs import KINDS, make_pairs
from clip_critic.critic import Critic, Folders
from clip_critic.sessions.feedback.settings import WORDS, LoopSettings
from clip_critic.sessions.feedback.store import SessionStore
from clip_critic.settings import Settings
from clip_critic.storage.assets import bundled_lists_dir
from tools.miniature.judge import Judge

pytestmark = pytest.mark.slow


def record(right: bool, *steps: list[bool]) -> dict[str, Any]:
    verdict = {"changed": right, "rest": True, "both": right, "kinds": ("colour",)}
    return {**verdict, "steps": steps, "score": 0.5, "similarity": 0.25, "seconds": 1.0}


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


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")  # of diffusers
@pytest.mark.parametrize(
    ("method", "names", "made"),
    [
        ("target", 1, [2, 2]),
        ("two encoders", 1, [2, 2]),
        ("best of N", 3, [4]),
        ("loopback", 2, [1, 1, 1, 1]),
        ("nothing", 1, []),
    ],
)
def test_every_picture_of_a_method_is_judged(
    method: str, names: int, made: list[int], tmp_path: Path
) -> None:
    words = (bundled_lists_dir() / "Shapes and styles.txt").read_text(encoding="utf-8")
    small = {"keywords": words, "encoder": "miniature", "steps": 2, "candidates": 2, "sampling_steps": 2}
    small["target_score"] = 0
    folders = Folders(bundled_lists_dir(), tmp_path, tmp_path / "vectors", tmp_path)
    critic = Critic(folders, lambda: Settings.read({"encoder": "miniature", "device": "cpu"}))
    store = SessionStore(tmp_path / "sessions")
    bench = Bench(Together(load_miniature()), critic, store, LoopSettings.read(small), told="half")
    pairs = make_pairs(2, 1, lambda scene: True, 2)
    rows = run(bench, Judge().eval(), method, pairs)
    assert len(rows) == names
    for records in rows.values():
        assert [record["pair"] for record in records] == [0, 1]
        assert [[len(step) for step in record["steps"]] for record in records] == [made, made]


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
