"""How a surrounding page runs long work: its queue, its progress bar and its Interrupt."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import gradio as gr

from clip_critic.engine.turns import Turn
from clip_critic.errors import InterruptedByUser
from clip_critic.ui.compat import live, private


class Runner(Protocol):
    """Runs work that takes long, such as a ranking."""

    def start(
        self, button: gr.Button, fn: Callable[..., Any], inputs: Sequence[Any], outputs: Sequence[Any]
    ) -> Any:
        """Call ``fn(progress, *inputs)`` on a click."""
        ...

    def interrupt(self) -> None:
        """Ask the running work to stop."""
        ...


class LoopRunner(Protocol):
    """Watches a session, with the progress bar of the page or with ours."""

    own_bar: bool
    """Whether the page shows a progress bar itself."""

    def watch(self, event: Any, fn: Callable[..., Any], inputs: Sequence[Any], outputs: Sequence[Any]) -> Any:
        """Let ``fn(task, ticket, *inputs)`` stream after an event that makes a ticket, the first input."""
        ...


class PageRunner:
    """Runs work in gradio's queue, with gradio's progress bar, when the server gives it a turn."""

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
    """Watches a session on the page, which has no host's queue: our own bar shows the progress."""

    own_bar = False

    def watch(self, event: Any, fn: Callable[..., Any], inputs: Sequence[Any], outputs: Sequence[Any]) -> Any:
        def work(*values: Any) -> Any:
            yield from fn("", *values)

        return event.then(work, list(inputs), list(outputs), **live())
