"""Runs in a process of its own: sessions on the drawing host, killed in children, and a full disk."""

from __future__ import annotations

import random
import resource
import signal
import sys
import time
from pathlib import Path

from benchmarks.loop_crashes import Tally, check, crash, drive, in_a_child, records_of
from clip_critic.errors import StorageError
from tests.drawing_host import DrawingHost, begun, drawing_sessions


def say(*lines: object) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))


def everywhere(home: Path) -> None:
    """Kill a session before every single operation on its files."""
    sessions = drawing_sessions(home)
    reference = records_of(drive(sessions, begun(sessions, steps=1, hold=0.5).id))
    tally = Tally()
    killed, operation = True, 0
    while killed:
        operation += 1
        session = begun(sessions, steps=1, hold=0.5)
        killed, reported = in_a_child(sessions, session, operation=operation)
        check(sessions, session.id, reported, reference, tally)
        if records_of(drive(sessions, session.id)) != reference:
            tally.faults.append(f"killed before operation {operation} it goes on to be another session")
        tally.faults += [f"{path} was left" for path in session.folder.rglob("*.part")]
        sessions.store.delete(session.id)
    say(f"{operation - 1} kills", *tally.faults)


def anywhen(home: Path) -> None:
    """Kill sessions at random moments."""
    sessions = drawing_sessions(home, DrawingHost(pause=lambda: time.sleep(0.005)))
    tally = crash(sessions, lambda: begun(sessions, steps=4), 12, random.Random(7))
    say(f"{tally.kills} kills", *tally.faults)


def full_disk(home: Path) -> None:
    """Let no file grow beyond some bytes in mid session, then let them grow again."""
    sessions = drawing_sessions(home)
    reference = records_of(drive(sessions, begun(sessions, steps=4).id))
    session = begun(sessions, steps=4)
    drive(sessions, sessions.change(session.id, {"steps": 2}).id)
    sessions.change(session.id, {"steps": 4})
    size = (session.folder / "steps.jsonl").stat().st_size
    for room in (size + 100, size, 10):
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
        try:
            drive(sessions, session.id)
            say("no message")
        except StorageError as error:
            say(error)
        left = sessions.store.read(session.id)
        grown = (session.folder / "steps.jsonl").stat().st_size - size
        say(
            "nothing lost"
            if records_of(left) == reference[:3] and not left.notes and not grown
            else "damaged"
        )
    try:
        begun(sessions)
        say("no message")
    except StorageError as error:
        say(error)
    say(
        "nothing lost"
        if len(list(sessions.store.folder.iterdir())) == len(sessions.store.ids()) == 2
        else "left over"
    )
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    say("whole" if records_of(drive(sessions, session.id)) == reference else "another one")


if __name__ == "__main__":
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a full disk is an error, not a signal
    globals()[sys.argv[1]](Path(sys.argv[2]))
