"""How long work tells what it is doing, and learns that it should stop."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Called between units of work: ``done`` of ``total`` units of ``what`` are finished.

    To stop the work, raise `clip_critic.errors.InterruptedByUser` from the call.
    """

    def __call__(self, done: int, total: int, what: str) -> None: ...


def silent(done: int, total: int, what: str) -> None:
    """The `Progress` that tells nobody and never stops."""
