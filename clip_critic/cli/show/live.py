"""The live view of a session: its last steps and a bar with the time left, on standard error."""

from __future__ import annotations

from types import TracebackType
from typing import Any

from rich.console import Group
from rich.live import Live
from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as RichProgress

from clip_critic.cli.show.steps import StepsView
from clip_critic.cli.show.terminal import Terminal
from clip_critic.engine.jobs import Status

SHARES = 1000
BELOW = 8
"""Lines of the screen left free for other output."""


class LiveSteps:
    """A view that redraws itself in a terminal and disappears at the end; elsewhere it prints each step."""

    def __init__(self, terminal: Terminal, view: StepsView) -> None:
        self._terminal = terminal
        self._view = view
        self._seen: int | None = None
        self._bar = RichProgress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TaskProgressColumn(),
            TimeRemainingColumn(),
            console=terminal.err,
            auto_refresh=False,
        )
        self._task = self._bar.add_task("starting", total=SHARES)
        self._live = Live(
            self._bar, console=terminal.err, transient=True, refresh_per_second=8, redirect_stdout=False
        )

    def __enter__(self) -> LiveSteps:
        if self._terminal.err.is_terminal:
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._live.stop()

    def show(self, status: Status[Any, Any]) -> None:
        """Show a session's status."""
        session = status.session
        numbers = self._view.numbers(session)
        if not self._terminal.err.is_terminal:
            new = [number for number in numbers if self._seen is not None and number > self._seen]
            self._seen = numbers[-1] if numbers else -1
            for number in new:
                self._terminal.tell(self._view.line(session, number), "dim")
            return
        self._bar.update(self._task, description=status.doing, completed=round(SHARES * status.done))
        if len(numbers) != self._seen:
            self._seen = len(numbers)
            rows = max(self._terminal.err.height - BELOW, 3)
            table = [self._view.table(session, last=rows)] if numbers else []
            self._live.update(Group(*table, self._bar))
