"""Waiting for what another thread does: a state that comes, and never a time that passes."""

from __future__ import annotations

import time
from collections.abc import Callable

SECONDS = 30


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    end = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.001)
