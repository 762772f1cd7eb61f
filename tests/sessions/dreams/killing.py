"""Runs in a process of its own: dreams, killed in children at random moments and before file operations."""

from __future__ import annotations

import io
import os
import random
import signal
import sys
import time
from pathlib import Path

import torch
from PIL import Image

from benchmarks.loop_crashes import kill_before_file_operation
from clip_critic.sessions.dreams.session import Dream
from tests.sessions.dreams.dreamt import asked, contents, dreams_of, dreamt, run

KILLS = 20
OPERATIONS = 14
"""Operations on files before which it is killed besides: those of the first two frames."""


def killed(home: Path) -> None:
    """Kill dreams, check that every frame which was there is kept, and that they go on to be the same."""
    torch.set_num_threads(1)  # a child of a process with more threads would wait for them for ever
    dreams = dreams_of(home)
    reference = contents_of_pixels(dreamt(dreams, compare="vray"))
    chance, faults, kills = random.Random(5), [], 0
    for number in range(KILLS + OPERATIONS):
        created = dreams.create(asked(compare="vray"))
        child = os.fork()
        if not child:
            if number >= KILLS:
                kill_before_file_operation(created.folder, number - KILLS + 1)
            run(dreams, created.id)
            os._exit(0)
        if number < KILLS:
            time.sleep(chance.uniform(0.01, 0.6))
            os.kill(child, signal.SIGKILL)
        kills += os.WIFSIGNALED(os.waitpid(child, 0)[1])
        left = contents_of_pixels(dreams.store.read(created.id))
        whole = run(dreams, created.id)
        if not left.items() <= contents_of_pixels(whole).items():
            faults.append(f"run {number}: a frame that was kept is lost")
        if contents_of_pixels(whole) != reference:
            faults.append(f"run {number}: it goes on to be another dream")
        faults += [f"run {number}: {path} was left" for path in created.folder.rglob("*.part")]
        dreams.store.delete(created.id)
    sys.stdout.write("\n".join([f"{kills} kills", *faults, ""]))


def contents_of_pixels(dream: Dream) -> dict[str, bytes]:
    """Return the pixels of the frames by their names: their metadata name the session."""
    return {name: Image.open(io.BytesIO(data)).tobytes() for name, data in contents(dream).items()}


if __name__ == "__main__":
    killed(Path(sys.argv[1]))
