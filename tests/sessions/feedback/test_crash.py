"""A process that is killed, and a disk that is full: nothing finished is lost, and the session goes on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="needs Linux")]


def lines_of(what: str, home: Path) -> list[str]:
    """Return what `crashing` prints, run in a process without threads, because it forks."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.sessions.feedback.crashing", what, str(home)],
        capture_output=True, text=True, timeout=300, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_killed_before_any_operation_on_its_files_a_session_goes_on_as_if_nothing_had_been(
    tmp_path: Path,
) -> None:
    kills, *faults = lines_of("everywhere", tmp_path)
    assert faults == []
    assert int(kills.split()[0]) > 15


def test_killed_at_any_moment_a_session_goes_on_as_if_nothing_had_been(tmp_path: Path) -> None:
    kills, *faults = lines_of("anywhen", tmp_path)
    assert faults == []
    assert int(kills.split()[0]) >= 12


def test_a_full_disk_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    *lines, end = lines_of("full_disk", tmp_path)
    assert lines[1::2] == ["nothing lost"] * 4
    assert all("cannot be written" in message for message in lines[::2])
    assert end == "whole"
