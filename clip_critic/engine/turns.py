"""Turns: only one caller works at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TypeAlias

from clip_critic.errors import InterruptedByUser
from clip_critic.progress import Progress

Turn: TypeAlias = Callable[[], AbstractContextManager[Progress]]
"""A context that waits until nobody else is working, and yields a progress that may end the work."""


class Turns:
    """Lets one caller work at a time, and ends the work in progress when the server stops."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stopping = threading.Event()

    @contextmanager
    def turn(self) -> Iterator[Progress]:
        """Wait for a turn; yield a progress that shows nothing and stops with the server."""
        with self._lock:
            self._check()
            yield lambda done, total, what: self._check()

    @contextmanager
    def loop_turn(self, task: str | None, batches: int) -> Iterator[Progress]:
        """Wait for a session's turn; only a WebUI has a use for the task and the number of batches."""
        with self.turn() as progress:
            yield progress

    def stop(self) -> None:
        """End the work in progress at its next step."""
        self._stopping.set()

    def _check(self) -> None:
        if self._stopping.is_set():
            raise InterruptedByUser("The server is stopping.")
