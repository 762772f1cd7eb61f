"""The memory of large pictures: how many are open at the same time, and giving it back to the system."""

from __future__ import annotations

import ctypes
import sys
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from PIL import Image

LARGE = 4_000_000
"""Pixels from which a picture's memory is worth giving back."""
DELAY = 0.2
"""Seconds after which everything derived from a picture is gone, too."""


class Room:
    """A count of the pixels of open pictures, so that many large ones do not fill the memory.

    Args:
        pixels: the number of pixels from which no more pictures are opened.
        openings: the pictures that are opened at the same time, which takes several times their memory.
    """

    def __init__(self, pixels: int, openings: int = 2) -> None:
        self._most, self._pixels, self._lock = pixels, 0, threading.RLock()
        self._opening = threading.Semaphore(openings)

    @contextmanager
    def opening(self) -> Iterator[bool]:
        """Wait until a picture may be opened, and yield whether there is room for it."""
        with self._opening:
            yield self._pixels < self._most

    def keep(self, image: Image.Image) -> None:
        """Count a picture as long as somebody holds it."""
        pixels = image.width * image.height
        self._add(pixels)
        weakref.finalize(image, self._add, -pixels).atexit = False

    def _add(self, pixels: int) -> None:
        with self._lock:
            self._pixels += pixels


def give_back_later(image: Image.Image) -> None:
    """Have a large picture's memory given back when nobody holds the picture any more.

    C libraries keep freed memory for the next use: gigabytes after pictures of a hundred million pixels.
    """
    if image.width * image.height >= LARGE and _trim() is not None:
        weakref.finalize(image, _soon).atexit = False


def _soon() -> None:
    timer = threading.Timer(DELAY, give_back)
    timer.daemon = True
    timer.start()


def give_back() -> None:
    """Give the memory that is free back to the system, where its C library can do so."""
    trim = _trim()
    if trim is not None:
        trim(0)


@cache
def _trim() -> Any:
    """Return the function of the GNU C library, or None."""
    if not sys.platform.startswith("linux"):
        return None
    return getattr(ctypes.CDLL(None), "malloc_trim", None)
