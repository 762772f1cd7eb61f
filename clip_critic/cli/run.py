"""Running a command: errors become messages and exit codes, and no traceback reaches the user."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

import typer

from clip_critic.cli.codes import Code, code_of
from clip_critic.cli.show.terminal import Terminal
from clip_critic.errors import CriticError, InterruptedByUser, NoVaeError

DEBUG_VARIABLE = "CLIP_CRITIC_DEBUG"

logger = logging.getLogger("clip_critic")


@contextmanager
def command_run(verbose: bool = False) -> Iterator[Terminal]:
    """Yield a command's terminal, and turn anything it raises into a message and an exit code.

    Args:
        verbose: whether to log everything to standard error, including tracebacks; the environment variable
            `DEBUG_VARIABLE` does the same.

    Raises:
        typer.Exit: something went wrong; it has the exit code.
    """
    terminal = Terminal()
    with _logging_to(terminal, verbose or os.environ.get(DEBUG_VARIABLE, "0") not in ("", "0")):
        try:
            yield terminal
        except (KeyboardInterrupt, InterruptedByUser, typer.Abort):
            terminal.tell("Interrupted.", "yellow")
            raise typer.Exit(Code.INTERRUPTED) from None
        except CriticError as error:
            logger.debug("The run ended here:", exc_info=True)
            option = " To choose one: --vae FILE" if isinstance(error, NoVaeError) else ""
            terminal.tell(f"{error}{option}", "red")
            raise typer.Exit(code_of(error)) from None
        except typer.Exit:
            raise
        except BrokenPipeError:
            _drop_output()
            raise typer.Exit(Code.CLOSED) from None
        except Exception as error:
            terminal.tell(f"CLIP Critic failed ({_in_short(error)}). {_how_to_report()}", "red")
            logger.debug("The run ended here:", exc_info=True)
            raise typer.Exit(Code.FAULT) from None


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Delay Ctrl-C until the block is done, so that no line is written only partly."""
    before = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(before):
        yield
        return
    waiting: list[tuple[int, FrameType | None]] = []
    signal.signal(signal.SIGINT, lambda number, frame: waiting.append((number, frame)))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if waiting:
            before(*waiting[0])


class _ToTerminal(logging.Handler):
    """A handler that prints log records to standard error, above the progress bar if there is one."""

    def __init__(self, terminal: Terminal) -> None:
        super().__init__()
        self._terminal = terminal

    def emit(self, record: logging.LogRecord) -> None:
        with suppress(OSError):
            for line in self.format(record).splitlines():
                self._terminal.tell(line, "yellow" if record.levelno >= logging.WARNING else "dim")


@contextmanager
def _logging_to(terminal: Terminal, verbose: bool) -> Iterator[None]:
    handler, before = _ToTerminal(terminal), (logger.level, logger.propagate)
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG if verbose else logging.WARNING)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before[0])
        logger.propagate = before[1]


def _drop_output() -> None:
    """Discard the buffers of a closed pipe, which Python would otherwise complain about at exit."""
    with suppress(OSError, ValueError):  # ValueError: standard output is not a real file
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _in_short(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0][:200]}" if lines else type(error).__name__


def _how_to_report() -> str:
    return f"This is an internal error. Please report it, with the output of a run with {DEBUG_VARIABLE}=1."
