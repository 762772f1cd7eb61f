"""The progress bar, shown on standard error if that is a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as RichProgress

from clip_critic.cli.show.terminal import Terminal
from clip_critic.encoders.catalogue import BUNDLED, CATALOGUE, encoder_choices, is_on_this_machine
from clip_critic.storage import paths


class ProgressBar:
    """A line that shows the current work and disappears at the end.

    Args:
        terminal: the terminal.
        what: the work before the first report.
        late: whether to appear only at the first report, leaving the screen to a download's bars until then.
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
        """Report progress, as a `clip_critic.progress.Progress`; the start of a single unit is not shown."""
        if total <= 1 and not done:
            return
        self._bar.start()
        if what != self._what:  # the time left is that of the new work
            self._bar.reset(self._task)
            self._what = what
        self._bar.update(self._task, description=what, completed=done, total=total)

    @classmethod
    def of_encoder(cls, terminal: Terminal, spec: str) -> ProgressBar:
        """Return a bar for work that starts by loading or downloading an encoder."""
        is_local = is_on_this_machine(spec, paths.models_dir())
        if not is_local and terminal.err.is_terminal:
            megabytes = next((row.megabytes for row in CATALOGUE if row.spec == spec), 0)
            size = f" (about {megabytes} MB)" if megabytes else ""
            terminal.tell(f"Downloading {spec}{size} ...{_others_here(spec)}", "dim")
        return cls(terminal, f"Loading {spec}", late=not is_local)

    @contextmanager
    def hidden(self) -> Iterator[None]:
        """Hide the bar while a result is printed on the same screen."""
        if not self._shares_screen:
            yield
            return
        self._bar.stop()
        try:
            yield
        finally:
            self._bar.start()


def _others_here(spec: str) -> str:
    """Return a sentence about the encoders that need no download, or nothing."""
    rows = encoder_choices(spec, paths.models_dir())
    others = [row.spec for row in rows if row.on_this_machine and row.spec not in BUNDLED]
    return f" (on this machine already: {', '.join(others[:3])})" if others else ""
