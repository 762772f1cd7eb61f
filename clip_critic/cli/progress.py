"""The progress bar: on standard error, and only where somebody sees it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as RichProgress

from clip_critic.cli.terminal import Terminal


class ProgressBar:
    """One line that says what is being done; it vanishes at the end."""

    def __init__(self, terminal: Terminal, what: str) -> None:
        self._bar = RichProgress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=terminal.err,
            transient=True,
            redirect_stdout=False,
            disable=not terminal.err.is_terminal,
        )
        self._task = self._bar.add_task(what, total=None)
        self._what = what
        self._shares_screen = terminal.err.is_terminal and terminal.out.is_terminal

    def __enter__(self) -> ProgressBar:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def __call__(self, done: int, total: int, what: str) -> None:
        """The `clip_critic.progress.Progress` of this bar."""
        if what != self._what:  # the time that is left is that of the new work
            self._bar.reset(self._task)
            self._what = what
        self._bar.update(self._task, description=what, completed=done, total=total)

    @contextmanager
    def hidden(self) -> Iterator[None]:
        """Take the bar away while a result is printed on the same screen."""
        if not self._shares_screen:
            yield
            return
        self._bar.stop()
        try:
            yield
        finally:
            self._bar.start()
