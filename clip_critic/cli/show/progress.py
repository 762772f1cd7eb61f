"""The progress bar: on standard error, and only where somebody sees it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as RichProgress

from clip_critic.cli.show.terminal import Terminal
from clip_critic.encoders.catalogue import is_on_this_machine
from clip_critic.storage import paths


class ProgressBar:
    """One line that says what is being done; it vanishes at the end.

    Args:
        what: is done before the first report.
        late: leave the screen to others, as to the bars of a download, until then.
    """

    def __init__(self, terminal: Terminal, what: str, *, late: bool = False) -> None:
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
        self._late = late
        self._shares_screen = terminal.err.is_terminal and terminal.out.is_terminal

    def __enter__(self) -> ProgressBar:
        if not self._late:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def __call__(self, done: int, total: int, what: str) -> None:
        """The `clip_critic.progress.Progress` of this bar; the start of one unit of work says nothing."""
        if total <= 1 and not done:
            return
        self._bar.start()
        if what != self._what:  # the time that is left is that of the new work
            self._bar.reset(self._task)
            self._what = what
        self._bar.update(self._task, description=what, completed=done, total=total)

    @classmethod
    def of_encoder(cls, terminal: Terminal, spec: str) -> ProgressBar:
        """The bar of work that begins with loading an encoder, or with downloading it."""
        here = is_on_this_machine(spec, paths.models_dir())
        if not here and terminal.err.is_terminal:
            terminal.tell(f"Getting {spec} ...", "dim")
        return cls(terminal, f"Loading {spec}", late=not here)

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
