"""Where a command writes: results to standard output, everything else to standard error."""

from __future__ import annotations

import os
import re
import sys

import typer
from rich.console import Console, RenderableType
from rich.text import Text

WIDTH_OF_FILES = 120
"""Columns of a table that goes into a file or a pipe."""

_UNSAFE = re.compile("[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def clean(text: str) -> str:
    r"""Text that is safe in a terminal: control characters, and those that turn the direction of what
    follows, are written as ``\x1b``; so is what no encoding can write."""
    return _UNSAFE.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


class Terminal:
    """Standard output and standard error of one run."""

    def __init__(self) -> None:
        self.out = _console(stderr=False)
        self.err = _console(stderr=True)
        self.told: set[str] = set()

    def show(self, *results: RenderableType) -> None:
        """Print tables and texts as results."""
        for result in results:
            self.out.print(result)

    def write(self, text: str) -> None:
        """Print a result as it stands, for another program or a file to read."""
        typer.echo(text, nl=False)
        sys.stdout.flush()

    def tell(self, message: str, style: str = "") -> None:
        """One line for the user, never part of the result."""
        self.told.add(message)
        self.err.print(Text(clean(message), style), soft_wrap=True)


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """rich would end the process with 1, which means something else here."""
        raise BrokenPipeError


def _console(*, stderr: bool) -> Console:
    console = _Console(stderr=stderr, highlight=False, markup=False, emoji=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = WIDTH_OF_FILES
    return console
