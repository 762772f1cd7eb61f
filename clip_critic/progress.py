"""The callback by which a long task reports its progress, and learns that it should stop."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """A callback between units of work: ``done`` of ``total`` units of ``what`` are finished.

    To stop the task, raise `clip_critic.errors.InterruptedByUser` from the callback.
    """

    def __call__(self, done: int, total: int, what: str) -> None: ...


def silent(done: int, total: int, what: str) -> None:
    """Report nothing and never stop: the default `Progress`."""
