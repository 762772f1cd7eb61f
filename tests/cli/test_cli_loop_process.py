"""The loop as a process: Ctrl-C, prompts typed by hand, a full disk, two processes at one session."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from clip_critic.sessions.feedback.session import Session
from clip_critic.sessions.feedback.store import SessionStore
from clip_critic.storage import paths
from tests.cli.command_line import ROOT, Cli

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="signals, terminals and limits of POSIX"),
    # diffusers' own, in the commands that run in the tests' process
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning"),
]

WORDS = "red, blue, green, circle, star, square"
QUICK = (
    *("--encoder", "miniature", "--no-cache", "--keywords", WORDS, "--want", "blue, star"),
    *("--candidates", "1", "--sampling-steps", "3", "--seed", "7", "--target-score", "0"),
)
PATIENCE = 120
FEW = 20
"""Steps that may end while a busy machine is about to send or handle a Ctrl-C: of a thousand to come."""


@pytest.fixture
def square(tmp_path: Path) -> Path:
    Image.new("RGB", (64, 64), "red").save(tmp_path / "square.png")
    return tmp_path / "square.png"


def read() -> Session:
    store = SessionStore(paths.user_data_dir() / "sessions")
    return store.read(store.ids()[0])


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def has_steps(count: int) -> bool:
    store = SessionStore(paths.user_data_dir() / "sessions")
    return bool(store.ids()) and len(read().steps) > count


def test_ctrl_c_ends_at_once_and_resume_goes_on(process: Cli, cli: Cli, square: Path) -> None:
    running = process("loop", square, *QUICK, "--steps", 1000)
    until(lambda: has_steps(2))
    before = len(read().steps) - 1
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=PATIENCE)
    assert running.returncode == 130
    done = len(read().steps) - 1
    assert 2 <= before <= done <= before + FEW
    assert f"Interrupted; finished steps are kept. To go on: clip-critic resume {read().id}" in err.decode()
    assert out.decode().splitlines()[-1].endswith(".png") and "Traceback" not in err.decode()
    again = cli("resume", "--no-cache", "--steps", done + 1)
    assert again.exit_code == 0, again.output
    assert [step.number for step in read().steps] == list(range(done + 2))


def test_two_processes_cannot_drive_one_session(process: Cli, cli: Cli, square: Path) -> None:
    """The tests' own process is the second."""
    first = process("loop", square, *QUICK, "--steps", 1000)
    until(lambda: has_steps(1))
    for command in (("resume", "--no-cache"), ("sessions", "delete", read().id, "--yes")):
        second = cli(*command)
        assert second.exit_code == 2 and "already running in another window" in second.stderr
    before = len(read().steps)
    until(lambda: has_steps(before))
    first.send_signal(signal.SIGINT)
    first.communicate(timeout=PATIENCE)
    assert first.returncode == 130 and not read().notes


def test_a_disk_that_is_full_in_mid_session(cli: Cli, square: Path) -> None:
    """Limit files to 13 kB: the pictures fit, and the file of steps soon does not."""
    code = (
        "import resource, sys\n"
        "import torch, diffusers, transformers\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (13_000, 13_000))\n"
        "from clip_critic.__main__ import main\n"
        "main()"
    )
    command = [sys.executable, "-W", "ignore", "-c", code, "loop", str(square), *QUICK, "--steps", "200"]
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=ROOT, timeout=3 * PATIENCE, check=False
    )
    assert done.returncode == 4, done.stderr
    assert "steps.jsonl cannot be written" in done.stderr and "Traceback" not in done.stderr
    session = read()
    count = len(session.steps)
    assert count > 5 and not session.notes, "what was finished is whole"
    assert session.folder.joinpath("steps.jsonl").stat().st_size <= 13_000
    for step in session.steps:
        session.picture(step.candidates[0].file)
    again = cli("resume", "--no-cache", "--steps", count, "--json")
    assert again.exit_code == 0, again.output
    assert [step["number"] for step in json.loads(again.stdout)["steps"]] == list(range(count + 1))


def test_prompts_are_changed_in_the_terminal(square: Path) -> None:
    import pty

    master, slave = pty.openpty()
    slowly = ["--sampling-steps", "40"]  # so that the eight looks a second of the live view see it
    command = ["loop", str(square), *QUICK, *slowly, "--policy", "by hand", "--steps", "3"]
    running = subprocess.Popen(
        [sys.executable, "-m", "clip_critic", *command],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        cwd=ROOT,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "160"},
    )
    os.close(slave)
    shown = ""
    for asked, typed in (
        ("\nPrompt: ", ", big"),
        ("Negative prompt: ", "dots"),
        ("\nPrompt: ", ""),
        ("Negative prompt: ", ""),
    ):
        shown += answered(master, asked, typed)
    shown += rest(master)
    assert running.wait(timeout=PATIENCE) == 0, shown
    steps = read().steps
    assert [step.edited for step in steps] == [False, False, True, False]
    assert steps[2].prompt.endswith(", big") and steps[2].negative_prompt == "dots"
    assert "Proposed prompt: " in shown
    assert "step 1 of 3: sampling" in shown
    assert "All steps are done." in shown


@pytest.mark.parametrize("wish", ["no", "ctrl-c"])
def test_a_deletion_that_is_not_wanted(cli: Cli, square: Path, wish: str) -> None:
    import pty

    assert cli("loop", square, *QUICK, "--steps", 1).exit_code == 0
    master, slave = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-m", "clip_critic", "sessions", "delete", read().id],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        cwd=ROOT,
    )
    os.close(slave)
    if wish == "no":
        shown = answered(master, "for good?", "n")
    else:
        shown = shown_until(master, "for good?")
        time.sleep(0.5)  # a signal between the question and the wait for its answer would be seen after it
        running.send_signal(signal.SIGINT)
    shown += rest(master)
    code, message = (0, "Nothing was deleted.") if wish == "no" else (130, "Interrupted.")
    assert running.wait(timeout=PATIENCE) == code, shown
    assert message in shown and "Please report" not in shown
    assert read().steps


def answered(terminal: int, asked: str, typed: str) -> str:
    """Return what is shown until a question, and answer it."""
    shown = shown_until(terminal, asked)
    time.sleep(0.5)  # readline writes the text to be changed
    os.write(terminal, f"{typed}\r".encode())
    return shown


def shown_until(terminal: int, asked: str) -> str:
    shown = ""
    end = time.monotonic() + PATIENCE
    while asked not in shown.replace("\r", ""):
        assert time.monotonic() < end, shown
        if select.select([terminal], [], [], 1)[0]:
            shown += os.read(terminal, 65536).decode(errors="replace")
    return shown


def rest(terminal: int) -> str:
    parts: list[bytes] = []
    while True:
        assert select.select([terminal], [], [], PATIENCE)[0], b"".join(parts)
        try:
            part = os.read(terminal, 65536)
        except OSError:  # the other end is closed
            part = b""
        if not part:
            os.close(terminal)
            return b"".join(parts).decode(errors="replace")
        parts.append(part)
