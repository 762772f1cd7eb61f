"""Runs in a process of its own: breedings, killed in children before operations on files."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from benchmarks.loop_crashes import kill_before_file_operation
from clip_critic.sessions.breeding.breedings import Breedings
from clip_critic.sessions.breeding.session import Breeding
from tests.sessions.breeding.bred import asked, breedings_of, concepts, contents, run

CHOICES = ([3, 1], None, [2, 1])
"""Two are picked, that is taken back, and others are picked."""


def bred(breedings: Breedings, session_id: str, confirm: int | None = None) -> Breeding:
    """Go on with a breeding to its end, wherever it stands; every choice on disk is confirmed in a pipe."""
    while True:
        breeding = run(breedings, session_id)
        done = sum(line.number > 0 for line in breeding.lines if type(line).__name__ in ("Picked", "Moved"))
        if done == len(CHOICES):
            return breeding
        choice = CHOICES[done]
        if choice is None:
            breedings.undo(session_id)
        else:
            breedings.pick(session_id, choice)
        if confirm is not None:
            os.write(confirm, b"x")


def everywhere(home: Path) -> None:
    """Kill a breeding before every single operation on its files."""
    breedings = breedings_of(home)
    settings = asked(size=3)
    reference = contents(bred(breedings, breedings.create(settings, concepts(3)).id))
    faults, operation, killed = [], 0, True
    while killed:
        operation += 1
        created = breedings.create(settings, concepts(3))
        reader, writer = os.pipe()
        child = os.fork()
        if not child:
            kill_before_file_operation(created.folder, operation)
            bred(breedings, created.id, writer)
            os._exit(0)
        os.close(writer)
        _, ended = os.waitpid(child, 0)
        confirmed = len(os.read(reader, 100))
        os.close(reader)
        killed = os.WIFSIGNALED(ended)
        if not killed and os.WEXITSTATUS(ended):
            faults.append("it failed by itself")
        left = breedings.store.read(created.id)
        if sum(type(line).__name__ in ("Picked", "Moved") for line in left.lines) < confirmed:
            faults.append(f"killed before operation {operation}, a choice is lost")
        before = contents(left)
        if any(reference[name] != digest for name, digest in before.items()):
            faults.append(f"killed before operation {operation}, a file is wrong")
        whole = bred(breedings, created.id)
        if contents(whole) != reference:
            faults.append(f"killed before operation {operation} it goes on to be another one")
        faults += [f"{path} was left" for path in created.folder.rglob("*.part")]
        breedings.store.delete(created.id)
    sys.stdout.write("\n".join([f"{operation - 1} kills", *faults, ""]))


if __name__ == "__main__":
    everywhere(Path(sys.argv[1]))
