"""The time of a start: a WebUI with and without us, install.py alone, and the list of a hundred models.

python -m benchmarks.startup [--python PATH] [--starts 5]

SD_WEBUI_DIR and SD_WEBUI_PYTHON name the WebUI, as for the tests; without them that part is left out.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from math import sqrt
from pathlib import Path
from statistics import mean, median, stdev

from benchmarks.side_by_side import Pairs, alternate, check, show
from benchmarks.webuis import webuis
from clip_critic.encoders.catalogue import encoder_choices
from tests.host.harness import EXTENSION, Host

INSTALLER = Path(__file__).resolve().parents[1] / "install.py"
INSTALLER_SECONDS = 0.2
MODELS, MODELS_SECONDS = 100, 0.1
WEBUI_SECONDS = 0.3
REPETITIONS, STARTS = 9, 5
SETTLES = 4.0  # seconds, in which a WebUI that is ready loads its checkpoint
OURS = ("clip_critic", EXTENSION)
"""Our names in the WebUI's own record of a start: the file in ``scripts/``, or the extension's folder."""


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


def webui(starts: int) -> bool:
    """Print the time that CLIP Critic adds to a WebUI's start; return whether it is short.

    By the clock, two starts of the same WebUI differ by seconds. What counts is therefore the time on the
    processor, of everything that the WebUI starts and does until it has settled.
    """
    if not os.environ.get("SD_WEBUI_DIR"):
        print("  no WebUI was started: SD_WEBUI_DIR is not set")
        return True
    shares: list[float] = []
    with webuis() as pair:
        used: dict[Host, list[float]] = {pair.bare: [], pair.ours: []}

        def start_ours(_: int) -> None:
            pair.ours.start()
            shares.append(_our_seconds(pair.ours))

        def stop() -> None:
            for host, seconds in used.items():
                if host.running:
                    time.sleep(SETTLES)
                    seconds.append(_processor_seconds(host.stop))

        for host in used:
            host.restart()  # the first start compiles, and asks its extensions to install
            host.stop()
        pairs = alternate(lambda _: pair.bare.start(), start_ours, starts, before=stop)
        stop()
        processor = Pairs(tuple(used[pair.bare]), tuple(used[pair.ours]))
    for name, clock in (("by the clock", pairs), ("on the processor", processor)):
        show(f"WebUI without CLIP Critic, {name}", clock.peer)
        show(f"with CLIP Critic, {name}", clock.ours)
    show("of that, by the WebUI's own record", tuple(shares))
    differences = [ours - peer for peer, ours in zip(processor.peer, processor.ours, strict=True)]
    error = stdev(differences) / sqrt(len(differences)) if len(differences) > 1 else float("nan")
    print(f"  on the processor, pair by pair: {mean(differences):+.2f} s, standard error {error:.2f} s")
    return check("a start costs", median(differences), WEBUI_SECONDS, unit=" s more", at_least=False)


def _processor_seconds(stop: Callable[[], object]) -> float:
    """Return the seconds on the processor of what ``stop`` ends, and of all that it had waited for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    stop()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _our_seconds(host: Host) -> float:
    """Return the seconds that the WebUI recorded for our files."""
    record = host.startup_seconds()
    return sum(value for name, value in record.items() if any(ours in name for ours in OURS))


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return 0 if all targets are met."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.startup", description=__doc__)
    parser.add_argument("--python", default=sys.executable, help="the WebUI's interpreter")
    parser.add_argument("--starts", type=int, default=STARTS, help="pairs of starts of the WebUI")
    options = parser.parse_args(arguments)
    return 0 if all([installer(options.python), choices(), webui(options.starts)]) else 1


if __name__ == "__main__":
    sys.exit(main())
