"""A guard for tests whose failure would be that they never end."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

import pytest


@contextmanager
def hang_guard(seconds: float = 60) -> Iterator[None]:
    """Fail once the block has used that much processor time: as long as nothing that ends would take.

    A busy machine uses none of it up. Where there is no such timer (Windows), nothing is guarded.
    """
    if not hasattr(signal, "SIGVTALRM"):
        yield
        return

    def fail(number: int, frame: FrameType | None) -> NoReturn:
        pytest.fail(f"not finished after {seconds:g} seconds of processor time")

    before = signal.signal(signal.SIGVTALRM, fail)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
