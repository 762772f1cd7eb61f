"""The time of a start: install.py beside a bare interpreter, and a hundred models beside a bare listing.

python -m benchmarks.startup [--python PATH]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.side_by_side import alternate, check, show
from clip_critic.encoders.catalogue import encoder_choices

INSTALLER = Path(__file__).resolve().parents[1] / "install.py"
INSTALLER_SECONDS = 0.2
MODELS, MODELS_SECONDS = 100, 0.1
REPETITIONS = 9


def installer(python: str) -> bool:
    """Print the time that install.py adds to a start if nothing is missing; return whether it is short."""

    def run(*command: str) -> None:
        subprocess.run([python, *command], check=True)

    pairs = alternate(lambda _: run("-c", "pass"), lambda _: run(str(INSTALLER)), REPETITIONS)
    show("bare interpreter", pairs.peer)
    show("install.py", pairs.ours)
    extra = min(pairs.ours) - min(pairs.peer)
    return check("install.py costs", extra, INSTALLER_SECONDS, unit=" s", at_least=False)


def choices() -> bool:
    """Print the time of listing the encoders with a hundred models; return whether it is short."""
    with tempfile.TemporaryDirectory() as name:
        models = Path(name)
        for number in range(MODELS):
            folder = models / f"model {number}"
            folder.mkdir()
            folder.joinpath("config.json").write_text(json.dumps({"model_type": "clip"}), encoding="utf-8")
            folder.joinpath("model.safetensors").touch()
        pairs = alternate(
            lambda _: [list(folder.iterdir()) for folder in models.iterdir()],
            lambda _: encoder_choices("miniature", models),
            REPETITIONS,
        )
    show("listing 100 folders", pairs.peer)
    show("encoder_choices", pairs.ours)
    return check("100 models", min(pairs.ours), MODELS_SECONDS, unit=" s", at_least=False)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return 0 if both targets are met."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.startup", description=__doc__)
    parser.add_argument("--python", default=sys.executable, help="the WebUI's interpreter")
    options = parser.parse_args(arguments)
    return 0 if all([installer(options.python), choices()]) else 1


if __name__ == "__main__":
    sys.exit(main())
