"""Runs in a process of its own: exhibitions on the drawing host, killed in children."""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

from benchmarks.exhibition import Tally, check, contents, drawn, finish, in_a_child, kills
from tests.drawing_host import DrawingHost
from tests.sessions.exhibitions.painting import asked, painted_exhibitions


def everywhere(home: Path) -> None:
    """Kill an exhibition before every single operation on its files."""
    exhibitions = painted_exhibitions(home)
    settings = exhibitions.prepare(asked(axes="colour = red | blue", seeds=1)).plan.settings
    reference = contents(drawn(exhibitions, settings))
    tally = Tally()
    killed, operation = True, 0
    while killed:
        operation += 1
        exhibition = exhibitions.create(settings)
        killed, _, lines = in_a_child(exhibitions, exhibition, None, operation)
        check(exhibitions, exhibition.id, lines, reference, tally)
        whole = finish(exhibitions, exhibition.id)
        if contents(whole) != reference or whole.notes:
            tally.faults.append(f"killed before operation {operation} it goes on to be another one")
        tally.faults += [f"{path} was left" for path in exhibition.folder.rglob("*.part")]
        exhibitions.store.delete(exhibition.id)
    sys.stdout.write("\n".join([f"{operation - 1} kills", *tally.faults, ""]))


def anywhen(home: Path) -> None:
    """Kill exhibitions at random moments."""
    exhibitions = painted_exhibitions(home, DrawingHost(pause=lambda: time.sleep(0.005)))
    settings = exhibitions.prepare(asked(axes="colour = red | blue | green", seeds=4)).plan.settings
    tally = kills(exhibitions, settings, 6, random.Random(3))
    enough = tally.kills - tally.at_files >= 6 and tally.remade <= tally.kills
    sys.stdout.write("\n".join(["enough" if enough else "too few", *tally.faults, ""]))


if __name__ == "__main__":
    globals()[sys.argv[1]](Path(sys.argv[2]))
