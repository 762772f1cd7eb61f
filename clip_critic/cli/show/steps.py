"""The steps of a session of any kind in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from clip_critic import tables
from clip_critic.cli.show.exhibition import ExhibitionView
from clip_critic.cli.show.loop import LoopView
from clip_critic.cli.show.terminal import clean
from clip_critic.sessions.base import Kind


class StepsView(Protocol):
    """A view of one kind of session in the terminal."""

    def numbers(self, session: Any) -> Sequence[int]:
        """Return the numbers of the steps that are on disk."""

    def table(self, session: Any, last: int = 0) -> RenderableType:
        """Return a table of the steps, or of only the ``last`` ones; 0 means all."""

    def line(self, session: Any, number: int) -> str:
        """Return a line about the result of a step."""

    def result(self, session: Any) -> Sequence[RenderableType]:
        """Return everything to print about the result of the session."""

    def details(self, session: Any) -> Sequence[RenderableType]:
        """Return everything to print for a session: its settings, its steps and its result."""


class PlainView:
    """The view of a kind that has none of its own: each step's number, picture and text."""

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

    def details(self, session: Any) -> Sequence[RenderableType]:
        head = Text.assemble((session.id, "bold"), (f"  {self._kind.title}", "dim"))
        for name, _, field in tables.rows(self._kind.table):
            value = clean(str(getattr(session.settings, name)))
            head.append(f"\n{field.label}: ", "dim").append(value or "–")
        return [head, Text(), self.table(session), Text(), *self.result(session)]


VIEWS: dict[str, StepsView] = {"feedback": LoopView(), "exhibition": ExhibitionView()}
"""Kinds with a view of their own."""


def view_of(kind: Kind) -> StepsView:
    """Return the view of a kind of session."""
    return VIEWS.get(kind.name) or PlainView(kind)
