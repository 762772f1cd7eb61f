"""A command's output: results go to standard output, everything else to standard error."""

from __future__ import annotations

import os
import re
import sys

import typer
from rich.console import Console, RenderableType
from rich.text import Text

WIDTH_OF_FILES = 120
"""Columns of a table that is written to a file or a pipe."""

_UNSAFE = re.compile("[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def clean(text: str) -> str:
    r"""Return text that is safe in a terminal.

    Control characters, characters that change the text's direction, and characters that no encoding can write
    are replaced by escapes such as ``\x1b``.
    """
    return _UNSAFE.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


class Terminal:
    """The standard output and standard error of a run."""

    def __init__(self) -> None:
        self.out = _console(stderr=False)
        self.err = _console(stderr=True)
        self.messages: set[str] = set()

    def show(self, *results: RenderableType) -> None:
        """Print tables and texts as results; a text stays whole, so that a long path can be copied."""
        for result in results:
            self.out.print(result, soft_wrap=isinstance(result, Text))

    def write(self, text: str) -> None:
        """Print a result unchanged, for another program or a file."""
        typer.echo(text, nl=False)
        sys.stdout.flush()

    def tell(self, message: str, style: str = "") -> None:
        """Print a message for the user, which is never part of the result."""
        self.messages.add(message)
        self.err.print(Text(clean(message), style), soft_wrap=True)


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Raise the error: rich would exit with status 1, which has another meaning here."""
        raise BrokenPipeError


def _console(*, stderr: bool) -> Console:
    console = _Console(stderr=stderr, highlight=False, markup=False, emoji=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = WIDTH_OF_FILES
    return console
