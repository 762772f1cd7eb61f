"""The workbench as the browser tests drive it: a real server in a process of its own, and its page."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SECOND = 1000


@dataclass(frozen=True)
class Workbench:
    """A running server.

    Attributes:
        home: its user's folder.
        log: what it wrote to standard error.
    """

    address: str
    home: Path
    log: Path

    @property
    def lists(self) -> Path:
        return self.home / "keyword_lists"

    def logged(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def tracebacks(self, since: int) -> list[str]:
        """Those in the log behind a place, but for a page that was closed while it sent a file."""
        parts = re.split(r"(?=Traceback \(most recent call last\))", self.logged()[since:])[1:]
        return [part for part in parts if "requests.ClientDisconnect" not in part]


@contextmanager
def running(home: Path, encoder: str, program: Sequence[str] = ("-m", "clip_critic")) -> Iterator[Workbench]:
    """Run ``clip-critic serve`` on a free port, and end it with Ctrl-C."""
    home.mkdir(parents=True, exist_ok=True)
    log = home / "server.log"
    command = [sys.executable, *program, "serve", "--no-open", "--port", "0", "--device", "cpu"]
    settings = {"CLIP_CRITIC_HOME": str(home), "PYTHONUNBUFFERED": "1", "HF_HUB_OFFLINE": "1"}
    with (
        log.open("wb") as errors,
        subprocess.Popen(
            [*command, "--encoder", encoder],
            cwd=ROOT,
            env={**os.environ, **settings},
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as process,
    ):
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            found = re.search(r"http://\S+", line)
            assert found, f"the server did not start: {line}{log.read_text(encoding='utf-8')}"
            yield Workbench(found[0], home, log)
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
