"""Arguments that a shell may leave to the program."""

from __future__ import annotations

from pathlib import Path

from clip_critic.cli.options import unfold


def test_wildcards_stand_for_files(tmp_path: Path) -> None:
    for name in ("b.png", "a.png", "c.txt", "[1].png"):
        (tmp_path / name).touch()
    every = tmp_path / "?.png"
    assert unfold([every]) == [tmp_path / "a.png", tmp_path / "b.png"]
    assert unfold([tmp_path / "c.txt", every])[0] == tmp_path / "c.txt"


def test_what_exists_is_taken_as_it_is_written(tmp_path: Path) -> None:
    for name in ("[1].png", "1.png"):
        (tmp_path / name).touch()
    assert unfold([tmp_path / "[1].png"]) == [tmp_path / "[1].png"]


def test_what_matches_nothing_stays_to_be_reported(tmp_path: Path) -> None:
    assert unfold([tmp_path / "*.png"]) == [tmp_path / "*.png"]
