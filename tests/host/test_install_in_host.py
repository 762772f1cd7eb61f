"""install.py in the host's own interpreter: silent, and nothing moves; `benchmarks.startup` times it."""

from __future__ import annotations

import subprocess

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


def packages(installation: Installation) -> set[str]:
    return set(run(installation, "-m", "pip", "freeze").splitlines())


def test_it_says_nothing_and_moves_nothing(installation: Installation) -> None:
    before = packages(installation)
    run(installation, str(PROJECT / "install.py"))  # adds what is missing, as the WebUI's next start would
    after = packages(installation)
    assert before <= after
    assert run(installation, str(PROJECT / "install.py")) == ""
    assert packages(installation) == after


def test_it_loads_no_heavy_module_and_starts_no_process(installation: Installation) -> None:
    code = (
        "import runpy, sys\n"
        f"runpy.run_path({str(PROJECT / 'install.py')!r}, run_name='__main__')\n"
        "slow = ('torch', 'transformers', 'gradio', 'numpy', 'PIL', 'subprocess', 'importlib.metadata')\n"
        "print([name for name in slow if name in sys.modules])"
    )
    assert run(installation, "-c", code).strip() == "[]"
