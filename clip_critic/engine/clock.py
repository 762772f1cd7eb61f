"""The time that the parts of a step take."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


class Clock:
    """A clock for the parts of a step, and for the rest of its time.

    A step is written before its own writing can be measured, so that time belongs to the next step.
    """

    def __init__(self) -> None:
        self._parts: dict[str, float] = {}
        self._began = self._reported = 0.0
        self._late = 0.0

    def start(self) -> None:
        """Start a step."""
        self._parts = {"making": 0.0, "looking": 0.0}
        self._began = time.perf_counter()

    @contextmanager
    def of(self, part: str) -> Iterator[None]:
        """Count the time inside the context as part of ``part``."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self._parts[part] = self._parts.get(part, 0.0) + time.perf_counter() - began

    def seconds(self) -> dict[str, float]:
        """Return the step's seconds so far: generating pictures, looking at them, and the rest."""
        self._reported = time.perf_counter()
        rest = self._reported - self._began - sum(self._parts.values()) + self._late
        return {**self._parts, "rest": rest}

    def stop(self) -> None:
        """Finish a step that has been written."""
        self._late = time.perf_counter() - self._reported if self._reported >= self._began else 0.0
