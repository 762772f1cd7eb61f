"""Thirty programs that are killed at random moments while somebody chooses: nothing confirmed is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from clip_critic.taste.choices import new_choice
from clip_critic.taste.log import TasteLog
from clip_critic.taste.observations import Pool
from clip_critic.tasting.collection import Collection
from clip_critic.tasting.tasting import Tasting
from clip_critic.tasting.vectors import KeptVectors
from tests.critics import Desk
from tests.taste.making import make_pool

ROOT = Path(__file__).resolve().parents[2]
KILLS = 30
CHOOSER = """
import os, random, signal, sys, time
from pathlib import Path
from tests.tasting.test_kills import choose_on
random.seed(int(sys.argv[2]))
for number in range(int(sys.argv[3])):
    confirmed, confirm = os.pipe()
    child = os.fork()
    if not child:
        choose_on(Path(sys.argv[1]), number, confirm)
    os.close(confirm)
    with os.fdopen(confirmed, "rb") as lines:
        for _ in range(random.randint(1, 4)):
            print(lines.readline().decode().strip())
        time.sleep(random.uniform(0.0, 0.03))
        os.kill(child, signal.SIGKILL)
        print(lines.read().decode())
    os.waitpid(child, 0)
"""


def collection() -> Collection:
    pool: Pool = make_pool(200)
    return Collection("an encoder", {}, pool)


def choose_on(home: Path, program: int, confirm: int) -> None:
    """Choose until this process is killed; each choice is confirmed in a pipe."""
    tasting, pictures = Tasting(Desk(home).critic(), home / "taste"), collection()
    for number in range(100_000):
        shown = [pictures.pool.digests[(program * 7 + number * 4 + place) % 200] for place in range(4)]
        choice = new_choice("Aki", "best", shown, number % 4, id=f"{program}-{number}")
        tasting.add(choice, pictures)
        os.write(confirm, f"{choice.id}\n".encode())


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="fork and kill -9")
def test_what_was_confirmed_is_there_after_thirty_kills(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CHOOSER, str(tmp_path), "1", str(KILLS)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    confirmed = done.stdout.split()
    assert len(confirmed) >= KILLS
    choices = TasteLog(tmp_path / "taste").read()
    ids = [choice.id for choice in choices]
    assert set(confirmed) <= set(ids) and len(set(ids)) == len(ids)
    assert len(ids) <= len(confirmed) + KILLS
    kept = KeptVectors(tmp_path / "taste").read("an encoder")
    assert {digest for choice in choices for digest in choice.shown} <= set(kept)
    tasting = Tasting(Desk(tmp_path).critic(), tmp_path / "taste")
    assert tasting.add(new_choice("Aki", "duel", collection().pool.digests[:2]), collection())
    assert len(tasting.log.read()) == len(ids) + 1
