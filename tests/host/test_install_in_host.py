"""install.py in the host's own interpreter: silent, quick, and nothing moves."""

from __future__ import annotations

import subprocess
import time

from tests.host.harness import PROJECT, Installation


def run(installation: Installation, *command: str) -> str:
    done = subprocess.run(
        [str(installation.python), *command],
        capture_output=True,
        text=True,
        timeout=120,
        cwd=installation.folder,
        check=True,
    )
    return done.stdout + done.stderr


def test_it_says_nothing_and_moves_nothing(installation: Installation) -> None:
    before = run(installation, "-m", "pip", "freeze")
    assert run(installation, str(PROJECT / "install.py")) == ""
    assert run(installation, "-m", "pip", "freeze") == before


def test_it_is_quick(installation: Installation) -> None:
    def seconds(*command: str) -> float:
        start = time.perf_counter()
        run(installation, *command)
        return time.perf_counter() - start

    own = min(seconds(str(PROJECT / "install.py")) for _ in range(5))
    bare = min(seconds("-c", "pass") for _ in range(5))
    assert own - bare < 0.2, f"{own:.3f} s, of which the interpreter itself takes {bare:.3f} s"
