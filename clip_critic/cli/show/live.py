"""The live view of a feedback session: its last steps and a bar with the time left, on standard error."""

from __future__ import annotations

from types import TracebackType

from rich.console import Group
from rich.live import Live
from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as RichProgress

from clip_critic.cli.show.loop import score_text, steps_table
from clip_critic.cli.show.terminal import Terminal
from clip_critic.sessions.feedback.steps import Step
from clip_critic.sessions.feedback.work import LoopStatus

SHARES = 1000
BELOW = 8
"""Lines of the screen left free for other output."""


class LiveSteps:
    """A view that redraws itself in a terminal and disappears at the end; elsewhere it prints each step."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
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

    def show(self, status: LoopStatus) -> None:
        """Show a session's status."""
        steps = status.session.steps
        if not self._terminal.err.is_terminal:
            new = [step for step in steps if self._seen is not None and step.number > self._seen]
            self._seen = steps[-1].number if steps else -1
            for step in new:
                self._terminal.tell(_line(step, status), "dim")
            return
        self._bar.update(self._task, description=status.doing, completed=round(SHARES * status.done))
        if len(steps) != self._seen:
            self._seen = len(steps)
            rows = max(self._terminal.err.height - BELOW, 3)
            table = [steps_table(status.session, last=rows)] if steps else []
            self._live.update(Group(*table, self._bar))


def _line(step: Step, status: LoopStatus) -> str:
    settings = status.session.settings
    if step.winner is None:
        return f"Step {step.number} of {settings.steps}: skipped"
    name = f"Step {step.number} of {settings.steps}" if step.number else "Start picture"
    score = score_text(step.winner.score, as_share=settings.objective != "similarity")
    return f"{name}: score {score}{', kept' if step.number and step.kept else ''}"
