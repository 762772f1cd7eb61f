"""The time of a start: a WebUI with and without us, install.py alone, and the list of a hundred models.

python -m benchmarks.startup [--python PATH] [--starts 5]

SD_WEBUI_DIR and SD_WEBUI_PYTHON name the WebUI, as for the tests; without them that part is left out.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from benchmarks.side_by_side import alternate, check, show
from benchmarks.webuis import webuis
from clip_critic.encoders.catalogue import encoder_choices
from tests.host.harness import EXTENSION, Host

INSTALLER = Path(__file__).resolve().parents[1] / "install.py"
INSTALLER_SECONDS = 0.2
MODELS, MODELS_SECONDS = 100, 0.1
WEBUI_SECONDS = 0.3
REPETITIONS, STARTS = 9, 5
OURS = "clip_critic.py"
STOPWATCH = f"""
import time
from modules import script_callbacks, scripts

seconds = [0.0]

def timed(function):
    def call(*arguments, **options):
        begun = time.perf_counter()
        try:
            return function(*arguments, **options)
        finally:
            seconds[0] += time.perf_counter() - begun
    return call

for callbacks in script_callbacks.callback_map.values():
    for callback in callbacks:
        if {EXTENSION!r} in callback.script:
            callback.callback = timed(callback.callback)
for data in scripts.scripts_data:
    if {EXTENSION!r} in data.path:
        for name in ("title", "show", "ui"):
            setattr(data.script_class, name, timed(getattr(data.script_class, name)))
script_callbacks.on_app_started(lambda _, app: app.add_api_route("/stopwatch", lambda: seconds[0]))
"""
"""An extension, loaded after ours, that measures how long our functions take while a WebUI starts."""


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

    Two starts of the same WebUI differ by seconds, on the clock and on the processor. So our part is measured
    inside a start: the loading of our files, by the WebUI's own record, and each call of our functions.
    """
    if not os.environ.get("SD_WEBUI_DIR"):
        print("  no WebUI was started: SD_WEBUI_DIR is not set")
        return True
    ours: list[float] = []
    with webuis() as pair:
        pair.ours.add_extension("zz-stopwatch", {"scripts/stopwatch.py": STOPWATCH})

        def start_ours(_: int) -> None:
            pair.ours.restart()
            ours.append(_our_seconds(pair.ours))

        for host in (pair.bare, pair.ours):
            host.restart()  # the first start compiles, and asks its extensions to install
        pairs = alternate(lambda _: pair.bare.restart(), start_ours, starts)
    show("WebUI without CLIP Critic", pairs.peer)
    show("with CLIP Critic", pairs.ours)
    show("of that in our files and functions", tuple(ours))
    return check("a start takes longer by", median(ours), WEBUI_SECONDS, unit=" s", at_least=False)


def _our_seconds(host: Host) -> float:
    """Return the seconds in which a start loaded our files, and those inside our callbacks and our script."""
    record = host.startup_seconds()
    loaded = [
        seconds for name, seconds in record.items() if name.startswith("load scripts/") and OURS in name
    ]
    assert loaded, f"the WebUI has no record of our files: {sorted(record)}"
    with host.client() as client:
        return sum(loaded) + float(client.get("/stopwatch").raise_for_status().json())


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return 0 if all targets are met."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.startup", description=__doc__)
    parser.add_argument("--python", default=sys.executable, help="the WebUI's interpreter")
    parser.add_argument("--starts", type=int, default=STARTS, help="pairs of starts of the WebUI")
    options = parser.parse_args(arguments)
    return 0 if all([installer(options.python), choices(), webui(options.starts)]) else 1


if __name__ == "__main__":
    sys.exit(main())
