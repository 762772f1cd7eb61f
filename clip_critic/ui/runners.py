"""Runners of long work on the surrounding page: its queue, progress bar and *Interrupt* button."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import gradio as gr

from clip_critic.engine.turns import Turn
from clip_critic.errors import InterruptedByUser
from clip_critic.ui.compat import live, private


class Runner(Protocol):
    """Runs long work, such as a ranking."""

    def start(
        self, button: gr.Button, fn: Callable[..., Any], inputs: Sequence[Any], outputs: Sequence[Any]
    ) -> Any:
        """Call ``fn(progress, *inputs)`` when a button is clicked."""
        ...

    def interrupt(self) -> None:
        """Ask the running work to stop."""
        ...


class LoopRunner(Protocol):
    """Shows a running session, with the page's progress bar or ours."""

    own_bar: bool
    """Whether the page has its own progress bar."""

    def watch(self, event: Any, fn: Callable[..., Any], inputs: Sequence[Any], outputs: Sequence[Any]) -> Any:
        """Stream ``fn(task, ticket, *inputs)`` after an event whose ticket is the first input."""
        ...


class PageRunner:
    """Runs work in gradio's queue with gradio's progress bar, when it gets the server's turn."""

    def __init__(self, turn: Turn) -> None:
        self._turn = turn
        self._stop = threading.Event()

    def start(
        self, button: gr.Button, fn: Callable[..., Any], inputs: Sequence[Any], outputs: Sequence[Any]
    ) -> Any:
        # gradio looks for this default, and gradio 3 only among the positional arguments.
        def work(bar: gr.Progress = gr.Progress(), *values: Any) -> Any:  # noqa: B008
            with self._turn() as check:
                self._stop.clear()

                def progress(done: int, total: int, what: str) -> None:
                    check(done, total, what)
                    if self._stop.is_set():
                        raise InterruptedByUser("Interrupted.")
                    bar((done, total), desc=what)

                return fn(progress, *values)

        return button.click(work, list(inputs), list(outputs), **private())

    def interrupt(self) -> None:
        self._stop.set()


class PageLoopRunner:
    """Shows a running session on the server's page, where our own bar shows the progress."""

    own_bar = False

    def watch(self, event: Any, fn: Callable[..., Any], inputs: Sequence[Any], outputs: Sequence[Any]) -> Any:
        def work(*values: Any) -> Any:
            yield from fn("", *values)

        return event.then(work, list(inputs), list(outputs), **live())
