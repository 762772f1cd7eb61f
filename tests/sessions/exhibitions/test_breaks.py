"""Exhibitions whose processes are killed: nothing finished is lost, and a kill costs one picture at most."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="processes are killed as Linux can"),
]
ROOT = Path(__file__).parents[3]


def said(name: str, home: Path) -> list[str]:
    """Return what a function of `breaking` says, run in a process of its own."""
    command = [sys.executable, "-m", "tests.sessions.exhibitions.breaking", name, str(home)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_killed_before_any_operation_it_goes_on_as_if_nothing_had_happened(tmp_path: Path) -> None:
    kills, *faults = said("everywhere", tmp_path)
    assert faults == []
    assert int(kills.split()[0]) > 15


def test_killed_at_any_moment_a_kill_costs_one_picture_at_most(tmp_path: Path) -> None:
    assert said("anywhen", tmp_path) == ["enough"]
