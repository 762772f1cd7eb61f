"""Where a step's time goes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


class Clock:
    """Measures a step's parts; what belongs to none of them is the rest.

    A step is written before its own writing can be measured, so that this counts as the next one's rest.
    """

    def __init__(self) -> None:
        self._parts: dict[str, float] = {}
        self._began = self._told = 0.0
        self._late = 0.0

    def start(self) -> None:
        """A step begins."""
        self._parts = {"making": 0.0, "looking": 0.0}
        self._began = time.perf_counter()

    @contextmanager
    def of(self, part: str) -> Iterator[None]:
        """What happens inside belongs to a part."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self._parts[part] = self._parts.get(part, 0.0) + time.perf_counter() - began

    def seconds(self) -> dict[str, float]:
        """Of the step so far: the host's making, the encoders' looking, and the rest."""
        self._told = time.perf_counter()
        rest = self._told - self._began - sum(self._parts.values()) + self._late
        return {**self._parts, "rest": rest}

    def stop(self) -> None:
        """The step is written."""
        self._late = time.perf_counter() - self._told if self._told >= self._began else 0.0
