"""The steps of a session of any kind in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from clip_critic import tables
from clip_critic.cli.show.loop import LoopView
from clip_critic.cli.show.terminal import clean
from clip_critic.sessions.base import Kind


class StepsView(Protocol):
    """How the steps of one kind of session are shown."""

    def numbers(self, session: Any) -> Sequence[int]:
        """Return the numbers of the steps that are on disk."""

    def table(self, session: Any, last: int = 0) -> RenderableType:
        """Show the steps, or the last ones."""

    def line(self, session: Any, number: int) -> str:
        """Say in one line what a step came to."""

    def result(self, session: Any) -> Sequence[RenderableType]:
        """Show what the session came to."""

    def whole(self, session: Any) -> Sequence[RenderableType]:
        """Show a session with its settings and its steps."""


class PlainView:
    """Shows what every kind has: the number of a step and its text."""

    def __init__(self, kind: Kind) -> None:
        self._kind = kind

    def numbers(self, session: Any) -> Sequence[int]:
        return [step.number for step in self._kind.steps(session)]

    def table(self, session: Any, last: int = 0) -> RenderableType:
        table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
        table.add_column("step", justify="right", no_wrap=True)
        table.add_column("picture", overflow="fold")
        table.add_column("", overflow="fold")
        for step in self._kind.steps(session)[-last:]:
            table.add_row(str(step.number), Text(clean(step.file)), Text(clean(step.text)))
        return table

    def line(self, session: Any, number: int) -> str:
        (text,) = [step.text for step in self._kind.steps(session) if step.number == number]
        return f"Step {number}: {text}"

    def result(self, session: Any) -> Sequence[RenderableType]:
        return [Text(str(session.folder))]

    def whole(self, session: Any) -> Sequence[RenderableType]:
        head = Text.assemble((session.id, "bold"), (f"  {self._kind.title}", "dim"))
        for name, _, field in tables.rows(self._kind.table):
            value = clean(str(getattr(session.settings, name)))
            head.append(f"\n{field.label}: ", "dim").append(value or "–")
        return [head, Text(), self.table(session), Text(), *self.result(session)]


VIEWS: dict[str, StepsView] = {"feedback": LoopView()}
"""Kinds with a view of their own."""


def view_of(kind: Kind) -> StepsView:
    """Return how sessions of a kind are shown."""
    return VIEWS.get(kind.name) or PlainView(kind)
