"""The memory of large pictures goes back to the system, and many at the same time are refused."""

from __future__ import annotations

import gc
import os
import struct
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PIL import Image

from clip_critic.errors import PictureError
from clip_critic.pictures import memory
from clip_critic.pictures.memory import LARGE, Room, give_back_later
from clip_critic.pictures.opening import open_picture

ROOT = Path(__file__).resolve().parents[2]
MEASURE = """
import base64, io, threading, time
from PIL import Image
from clip_critic.api.answers import picture_of

def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096 >> 20

def encoded(side):
    file = io.BytesIO()
    Image.new("RGB", (side, side), "red").save(file, "PNG", compress_level=1)
    return base64.b64encode(file.getvalue()).decode()

def ask(text):
    thread = threading.Thread(target=lambda: picture_of(text, "large"))
    thread.start()
    thread.join()

small, large = encoded(64), encoded({side})
ask(small)
before = resident()
for _ in range(3):
    ask(large)
deadline = time.monotonic() + 20
while resident() > before + 60 and time.monotonic() < deadline:
    time.sleep(0.1)
print(resident() - before)
"""


@pytest.mark.skipif(memory._trim() is None, reason="no GNU C library")
def test_the_memory_of_a_large_picture_goes_back() -> None:
    code = MEASURE.format(side=13_000)  # 507 MB, almost the most that is opened
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    found = subprocess.run(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=environment, check=True
    )
    assert int(found.stdout) < 60


def test_it_goes_back_after_the_last_of_its_holders(monkeypatch: pytest.MonkeyPatch) -> None:
    given_back = threading.Event()
    monkeypatch.setattr(memory, "_trim", lambda: lambda pad: given_back.set())
    side = int(LARGE**0.5) + 1
    small, large = Image.new("L", (8, 8)), Image.new("L", (side, side))
    for image in (small, large):
        give_back_later(image)
    del small, image
    gc.collect()
    assert not given_back.wait(3 * memory.DELAY)
    del large
    gc.collect()
    assert given_back.wait(20)


def test_many_large_pictures_at_the_same_time_are_refused() -> None:
    room = Room(100)
    first, second = Image.new("L", (9, 9)), Image.new("L", (9, 9))
    for image in (first, second):
        with room.opening() as fits:
            assert fits
            room.keep(image)
    with room.opening() as fits:
        assert not fits
    del second, image
    gc.collect()
    with room.opening() as fits:
        assert fits


def tiled(side: int, compression: int) -> bytes:
    """A TIFF file of ten by ten pixels in one tile."""
    tags = {
        256: 10,
        257: 10,
        258: 8,
        259: compression,
        262: 1,
        277: 1,
        322: side,
        323: side,
        324: 160,
        325: 50,
    }
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in sorted(tags.items()))
    return struct.pack("<HHIH", 0x4949, 42, 8, len(tags)) + entries + bytes(100)


@pytest.mark.parametrize("compression", [1, 5, 8])
@pytest.mark.parametrize("side", [4096, 40_000, 60_000])
def test_a_tile_of_gigabytes_is_refused_before_its_memory_is_taken(side: int, compression: int) -> None:
    with pytest.raises(PictureError, match="tiles that are larger"):
        open_picture(tiled(side, compression))


def test_a_tile_that_is_a_little_larger_is_opened() -> None:
    assert open_picture(tiled(16, 1)[:-100] + bytes(400)).image.size == (10, 10)
