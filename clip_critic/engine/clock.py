"""Measuring where a step's time goes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


class Clock:
    """Measure the parts of a step; time outside all parts is the rest.

    A step is written to disk before that writing can be measured, so it counts as the next step's rest.
    """

    def __init__(self) -> None:
        self._parts: dict[str, float] = {}
        self._began = self._reported = 0.0
        self._late = 0.0

    def start(self) -> None:
        """Begin a step."""
        self._parts = {"making": 0.0, "looking": 0.0}
        self._began = time.perf_counter()

    @contextmanager
    def of(self, part: str) -> Iterator[None]:
        """Count the time inside the block as a part's."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self._parts[part] = self._parts.get(part, 0.0) + time.perf_counter() - began

    def seconds(self) -> dict[str, float]:
        """Return the seconds of the step so far: generation, encoding, and the rest."""
        self._reported = time.perf_counter()
        rest = self._reported - self._began - sum(self._parts.values()) + self._late
        return {**self._parts, "rest": rest}

    def stop(self) -> None:
        """End a step that has been written."""
        self._late = time.perf_counter() - self._reported if self._reported >= self._began else 0.0
