"""Kill a feedback session again and again, with SIGKILL, and check that nothing finished is lost.

    python -m benchmarks.loop_crashes [--kills 60] [--seed 1]

A process that drives a session on the miniature is killed, half of the time at a random moment and half of
the time just before a random operation on a file of its session. After each kill the session on disk must be
the beginning of the uninterrupted one, picture by picture and record by record, with every step that the
killed process had reported; then it continues from there to its end, and the next session begins.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import select
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from clip_critic.sessions.feedback.session import Session
from clip_critic.sessions.feedback.sessions import Sessions
from clip_critic.sessions.feedback.steps import Step, step_record

FILE_EVENTS = ("open", "os.rename", "os.remove", "os.truncate", "os.mkdir", "os.chmod")
Records = list[dict[str, Any]]


@dataclass
class Tally:
    """The results of the kills."""

    kills: int = 0
    at_files: int = 0
    sessions: int = 0
    torn: int = 0
    faults: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    """The duration of each uninterrupted session in seconds."""


def records_of(session: Session) -> Records:
    """Return all steps of a session, without their durations, with digests of their pictures."""
    return [_record(session, step) for step in session.steps]


def _record(session: Session, step: Step) -> dict[str, Any]:
    record = {name: value for name, value in step_record(step).items() if name != "seconds"}
    images = (session.picture(candidate.file).image for candidate in step.candidates)
    return {**record, "digests": [hashlib.sha256(image.tobytes()).hexdigest() for image in images]}


def drive(
    sessions: Sessions, session_id: str, on_step: Callable[[int], object] = lambda number: None
) -> Session:
    """Run a session to its end; ``on_step`` is called after each finished step."""
    with sessions.open(session_id) as loop:
        for step in loop.run():
            on_step(step.number)
        return loop.session


def kill_before_file_operation(folder: Path, count: int) -> None:
    """Kill this process with SIGKILL before its ``count``-th operation on a file below a folder."""
    left = count
    inside = str(folder)

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal left
        if event in FILE_EVENTS and arguments and str(arguments[0]).startswith(inside):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


def in_a_child(
    sessions: Sessions, session: Session, *, seconds: float | None = None, operation: int | None = None
) -> tuple[bool, list[int]]:
    """Drive a session in its own process, which is killed after some seconds or before an operation.

    Returns:
        Whether it was killed, and the steps that it had reported before.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        if operation is not None:
            kill_before_file_operation(session.folder, operation)
        try:
            drive(sessions, session.id, lambda number: os.write(writer, f"{number}\n".encode()))
        except BaseException as error:
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
            os._exit(1)
        os._exit(0)
    os.close(writer)
    ended = _wait(child, seconds)
    reported = b""
    while part := os.read(reader, 65536):
        reported += part
    os.close(reader)
    if os.WIFEXITED(ended) and os.WEXITSTATUS(ended):
        raise AssertionError("the session failed by itself")
    return os.WIFSIGNALED(ended), [int(number) for number in reported.split()]


def _wait(child: int, seconds: float | None) -> int:
    """Return the exit status of a child, which is killed if it takes longer."""
    if seconds is not None:
        handle = os.pidfd_open(child)
        try:
            if not select.select([handle], [], [], seconds)[0]:
                os.kill(child, signal.SIGKILL)
        finally:
            os.close(handle)
    return os.waitpid(child, 0)[1]


def check(sessions: Sessions, session_id: str, reported: list[int], reference: Records, tally: Tally) -> None:
    """Compare the session that a killed process has left with the uninterrupted one."""
    session = sessions.store.read(session_id)
    tally.torn += bool(session.notes)
    records = records_of(session)
    if records != reference[: len(records)]:
        tally.faults.append(f"{session_id}: step {len(records) - 1} or an earlier one differs")
    if reported and not any(step.number == reported[-1] for step in session.steps):
        tally.faults.append(f"{session_id}: step {reported[-1]} was finished but is lost")


def crash(
    sessions: Sessions,
    begin: Callable[[], Session],
    kills: int,
    chance: random.Random,
    show: Callable[[str], object] = lambda line: None,
) -> Tally:
    """Kill sessions, which ``begin`` creates with equal settings, this many times."""
    tally = Tally()
    started = time.perf_counter()
    reference = records_of(drive(sessions, begin().id))
    tally.times.append(time.perf_counter() - started)
    while tally.kills < kills:
        session = begin()
        finished = False
        while not finished:
            at_file = chance.random() < 0.5
            if at_file:
                killed, reported = in_a_child(sessions, session, operation=chance.randint(1, 60))
            else:
                killed, reported = in_a_child(sessions, session, seconds=chance.uniform(0, tally.times[0]))
            finished = not killed
            tally.kills += killed
            tally.at_files += killed and at_file
            check(sessions, session.id, reported, reference, tally)
        if records_of(sessions.store.read(session.id)) != reference:
            tally.faults.append(f"{session.id}: resumed to its end, it differs from the uninterrupted one")
        tally.sessions += 1
        show(f"{tally.kills} kills, {tally.sessions} sessions, {len(tally.faults)} faults")
    return tally


def miniature(home: Path) -> tuple[Sessions, Callable[[], Session]]:
    """Return sessions on the miniature, and a function that creates one of six steps with two pictures."""
    import torch

    from clip_critic.cli.wiring import make_critic, make_sessions, make_settings
    from clip_critic.pictures.infotext import png_with_infotext
    from clip_critic.pictures.opening import open_picture
    from clip_critic.sessions.feedback.settings import LoopSettings
    from clip_critic.storage.assets import bundled_lists_dir

    torch.set_num_threads(1)  # a forked process has only one thread
    sessions = make_sessions(make_critic(make_settings("miniature", "cpu")), sessions=home / "sessions")
    values = {
        "want": "star, blue",
        "rivals": True,
        "steps": 6,
        "candidates": 2,
        "sampling_steps": 2,
        "seed": 5,
        "target_score": 0,
    }
    words = (bundled_lists_dir() / "Shapes and styles.txt").read_text(encoding="utf-8")
    settings = LoopSettings.read({**values, "keywords": words})
    first = LoopSettings.read(
        {**values, "keywords": words, "steps": 1, "candidates": 1, "sampling_steps": 20}
    )
    drawn = sessions.create(first.changed({"prompt": "a large red circle"}), "prompt")
    picture = drive(sessions, drawn.id).picture("0001-01.png")
    start = open_picture(png_with_infotext(picture.image, ""), name="start")
    return sessions, lambda: sessions.create(settings, "picture", start)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        sessions, begin = miniature(Path(home))
        tally = crash(sessions, begin, options.kills, random.Random(options.seed), print)
    print(
        f"{tally.kills} kills ({tally.at_files} before a file operation, {tally.kills - tally.at_files} at a "
        f"random moment) of {tally.sessions} sessions; {tally.torn} torn lines; uninterrupted "
        f"{tally.times[0]:.1f} s; faults: {len(tally.faults)}"
    )
    for fault in tally.faults:
        print(fault)
    return bool(tally.faults)


if __name__ == "__main__":
    raise SystemExit(main())
