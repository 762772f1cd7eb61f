"""install.py in the host's own interpreter: silent, and nothing moves; `benchmarks.startup` times it."""

from __future__ import annotations

import subprocess

import pytest

from tests.host.harness import PROJECT, Installation

INSTALL = str(PROJECT / "install.py")


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


@pytest.fixture(autouse=True)
def complete(installation: Installation) -> None:
    """Add what a new host lacks, as its next start would, and change nothing else."""
    before = packages(installation)
    run(installation, INSTALL)
    assert before <= packages(installation)


def packages(installation: Installation) -> set[str]:
    return set(run(installation, "-m", "pip", "freeze").splitlines())


def test_it_says_nothing_and_moves_nothing(installation: Installation) -> None:
    before = packages(installation)
    assert run(installation, INSTALL) == ""
    assert packages(installation) == before


def test_it_loads_no_heavy_module_and_starts_no_process(installation: Installation) -> None:
    code = (
        "import runpy, sys\n"
        f"runpy.run_path({INSTALL!r}, run_name='__main__')\n"
        "slow = ('torch', 'transformers', 'gradio', 'numpy', 'PIL', 'subprocess', 'importlib.metadata')\n"
        "print([name for name in slow if name in sys.modules])"
    )
    assert run(installation, "-c", code).strip() == "[]"
