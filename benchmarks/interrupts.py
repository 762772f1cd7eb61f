"""The time until a running feedback session stops: after Interrupt, over the HTTP API, after Ctrl-C.

The session runs on the miniature; it is interrupted in the middle of a step. On the workbench, and at the
command line:

    python -m benchmarks.interrupts

In a WebUI that runs with this extension, its HTTP API and the miniature as checkpoint and encoder, by our
Interrupt and by the WebUI's own:

    python -m benchmarks.interrupts --url http://127.0.0.1:7860
"""

from __future__ import annotations

import argparse
import base64
import io
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.loop_overhead import PART, settings, start_picture
from benchmarks.side_by_side import check, show

SECONDS = 1.0
STEPS, SAMPLING_STEPS = 50, 40
IN_MID_STEP = 0.3
"""The number of seconds after the end of a step at which the next one is interrupted."""


def ask(url: str, body: Mapping[str, Any] | None = None) -> Any:
    """Return what a route answers, to GET or, with a body, to POST."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def over_api(url: str, interrupt: Callable[[str], object]) -> float:
    """Return the seconds from Interrupt to the end of a new session.

    Args:
        url: of the workbench or WebUI.
        interrupt: called with the session's address.
    """
    session = ask(f"{url}{PART}", {"picture": encoded(start_picture()), "settings": wanted()})["session"][
        "id"
    ]
    address = f"{url}{PART}/{session}"
    while len(ask(address)["session"]["steps"]) < 3:
        time.sleep(0.05)
    time.sleep(IN_MID_STEP)
    start = time.perf_counter()
    interrupt(address)
    status = ask(address)
    while status["state"] in ("waiting", "running"):
        status = ask(f"{address}?newer_than={status['version']}")
    if status["state"] != "interrupted":
        raise SystemExit(f"not interrupted: {status['state']}, {status['message']}")
    return time.perf_counter() - start


def at_command_line() -> float:
    """Return the seconds from Ctrl-C to the end of a new ``clip-critic loop`` with folders of its own."""
    with tempfile.TemporaryDirectory() as name:
        return _ctrl_c(Path(name))


def _ctrl_c(home: Path) -> float:
    start_picture().save(home / "start.png")
    options = ["--encoder", "miniature", "--want", "blue, star", "--steps", str(STEPS)]
    options += ["--target-score", "0"]
    command = [sys.executable, "-m", "clip_critic", "loop", str(home / "start.png"), *options]
    silent: Any = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(
        [*command, "--sampling-steps", str(SAMPLING_STEPS)], env=own_environment(home), **silent
    ) as process:
        while process.poll() is None and steps_on_disk(home) < 3:
            time.sleep(0.05)
        time.sleep(IN_MID_STEP)
        start = time.perf_counter()
        process.send_signal(signal.SIGINT)
        if process.wait() != 130:
            raise SystemExit(f"not interrupted: exit code {process.returncode}")
        return time.perf_counter() - start


@contextmanager
def workbench(home: Path) -> Iterator[str]:
    """Run ``clip-critic serve`` with folders of its own, and yield its address."""
    command = [sys.executable, "-m", "clip_critic", "serve", "--no-open", "--port", "0"]
    with subprocess.Popen(
        [*command, "--encoder", "miniature"],
        env=own_environment(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().split()[4].rstrip("/")
        finally:
            process.send_signal(signal.SIGINT)


def own_environment(home: Path) -> dict[str, str]:
    return {**os.environ, "CLIP_CRITIC_HOME": str(home), "CLIP_CRITIC_DEVICE": "cpu", "PYTHONUNBUFFERED": "1"}


def steps_on_disk(home: Path) -> int:
    """Return how many steps the newest session has."""
    files = sorted(home.glob("sessions/*/steps.jsonl"), key=lambda file: file.stat().st_mtime)
    return len(files[-1].read_text(encoding="utf-8").splitlines()) if files else 0


def wanted() -> dict[str, Any]:
    return {**asdict(settings(STEPS)), "sampling_steps": SAMPLING_STEPS, "width": 64, "height": 64}


def encoded(picture: Any) -> str:
    file = io.BytesIO()
    picture.save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode("ascii")


def measured(label: str, once: Callable[[], float], repetitions: int) -> bool:
    """Print the times of a way to interrupt, and return whether their median meets the target."""
    times = tuple(once() for _ in range(repetitions))
    show(label, times)
    return check(label, median(times), SECONDS, unit=" s", at_least=False)


def ours(address: str) -> None:
    ask(f"{address}/interrupt", {})


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return 0 if the target is met."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.interrupts", description=__doc__)
    parser.add_argument("--url", help="of a running WebUI")
    parser.add_argument("--repetitions", type=int, default=7)
    options = parser.parse_args(arguments)
    if options.url:

        def theirs(address: str) -> None:
            ask(f"{options.url}/sdapi/v1/interrupt", {})

        ways = {"Interrupt": ours, "the WebUI's own Interrupt": theirs}
        met = [
            measured(label, partial(over_api, options.url, way), options.repetitions)
            for label, way in ways.items()
        ]
        return 0 if all(met) else 1
    with tempfile.TemporaryDirectory() as name, workbench(Path(name)) as url:
        met = [measured("Interrupt", lambda: over_api(url, ours), options.repetitions)]
    met.append(measured("Ctrl-C", at_command_line, options.repetitions))
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
