"""Dreams whose processes are killed: nothing that was kept is lost, and they go on as the same."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are killed as POSIX can"),
]
ROOT = Path(__file__).parents[3]


def test_killed_at_any_moment_it_goes_on_as_if_nothing_had_happened(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.sessions.dreams.killing", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    kills, *faults = done.stdout.splitlines()
    assert faults == []
    assert int(kills.split()[0]) >= 20
