"""Turns: only one caller works at a time, in the order of asking."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import TypeAlias

from clip_critic.errors import InterruptedByUser
from clip_critic.progress import Progress

Turn: TypeAlias = Callable[[], AbstractContextManager[Progress]]
"""A context that waits until nobody else is working, and yields a progress that may end the work."""
SessionTurns: TypeAlias = Callable[[str | None, int], AbstractContextManager[Turn]]
"""A session's place in the queue, given a page's task id and the number of its batches: a context that yields
a function to wait for one turn, which is asked again for each step. Others have their turns in between."""


class Turns:
    """A queue that lets one caller work at a time, and ends the work in progress when the server stops."""

    def __init__(self) -> None:
        self._waiting: deque[object] = deque()
        self._changed = threading.Condition()
        self._stopping = threading.Event()

    @contextmanager
    def turn(self) -> Iterator[Progress]:
        """Wait for a turn; yield a progress that shows nothing and stops with the server."""
        place = object()
        try:
            with self._changed:
                self._waiting.append(place)
                self._changed.wait_for(lambda: self._waiting[0] is place)
            self._check()
            yield lambda done, total, what: self._check()
        finally:
            with self._changed:
                self._waiting.remove(place)
                self._changed.notify_all()

    @contextmanager
    def session_turns(self, task: str | None, batches: int) -> Iterator[Turn]:
        """Yield the turns of a session; only a WebUI has a use for the task and the number of batches."""
        yield self.turn

    def stop(self) -> None:
        """End the work in progress at its next step."""
        self._stopping.set()

    def _check(self) -> None:
        if self._stopping.is_set():
            raise InterruptedByUser("The server is stopping.")


class Waiting:
    """A wait for a turn on a thread of its own, so that it can be given up at once.

    Args:
        turn: the turn to wait for. Once it comes to one that was given up, it ends without any work.
        name: the thread's name.
    """

    def __init__(self, turn: Turn, name: str) -> None:
        self._context = turn()
        self._entered: Future[Progress] = Future()
        self._thread = threading.Thread(target=self._enter, name=name, daemon=True)

    def start(self, changed: Callable[[], None]) -> None:
        """Begin to wait; ``changed`` is called when the turn has come, or could not be had."""
        self._entered.add_done_callback(lambda _: changed())
        self._thread.start()

    @property
    def over(self) -> bool:
        """Whether there is nothing more to wait for."""
        return self._entered.done()

    def give_up(self) -> bool:
        """Leave the queue; return whether that was possible: a turn that has come must be taken."""
        return self._entered.cancel()

    @contextmanager
    def taken(self) -> Iterator[Progress]:
        """Take the turn that has come; raises the error of the waiting, if any."""
        with ExitStack() as stack:
            progress = self._entered.result()
            stack.push(self._context)
            yield progress

    def _enter(self) -> None:
        try:
            progress = self._context.__enter__()
        except BaseException as error:
            if self._entered.set_running_or_notify_cancel():
                self._entered.set_exception(error)
            return
        if self._entered.set_running_or_notify_cancel():
            self._entered.set_result(progress)
        else:
            self._context.__exit__(None, None, None)
