"""The host's queue, progress bar and *Interrupt* button."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from modules import call_queue, shared
from modules import progress as host_progress

from clip_critic.errors import InterruptedByUser
from clip_critic.hosts.webui.places import NAME
from clip_critic.progress import Progress, silent

FLAGS = ("interrupted", "skipped", "stopping_generation")
GIVING_WAY = 0.05
"""Seconds between two turns of a session: the host's lock goes to whoever asks first after it was released,
even before a thread that has waited for it and is only just waking up."""


@contextmanager
def turn(task: str | None = None) -> Iterator[Progress]:
    """Wait for a turn in the host's queue, and yield a `Progress` that moves the host's progress bar.

    Args:
        task: the id that the page's progress bar polls; None for a call without a page.
    """
    with _queue_turn(task):
        yield _report


@contextmanager
def session_turns(
    task: str | None = None, batches: int = 1
) -> Iterator[Callable[[], AbstractContextManager[Progress]]]:
    """Yield a session's turns in the host's queue, with one progress bar for all of them.

    The host's samplers move the progress bar. Other jobs of the host run between two turns.

    Args:
        task: the id that the page's progress bar polls; None for a call without a page.
        batches: the expected number of turns that make a batch.
    """
    place = _Place(task, batches)
    if task:
        host_progress.add_task_to_queue(task)
    try:
        yield place.turn
    finally:
        place.leave()


class _Place:
    """The place of a session in the host's queue, from its first turn to its last."""

    def __init__(self, task: str | None, batches: int) -> None:
        self._task = task
        self._batches = batches
        self._done = 0
        self._seconds = 0.0
        self._previews = 0
        self._left = False

    @contextmanager
    def turn(self) -> Iterator[Progress]:
        if self._done:
            time.sleep(GIVING_WAY)
        with call_queue.queue_lock:
            if self._left:  # it was given up while it waited
                yield silent
                return
            began = time.time()
            self._begin(began)
            try:
                progress = LoopProgress()
                progress.expect(self._batches, self._done)
                yield progress
            finally:
                self._previews = shared.state.id_live_preview
                shared.state.end()
                _clear_flags()
                self._done += 1
                self._seconds += time.time() - began
                if self._left:
                    self.leave()

    def leave(self) -> None:
        """Take the task out of the host's lists."""
        self._left = True
        if self._task:
            host_progress.pending_tasks.pop(self._task, None)
            host_progress.finish_task(self._task)

    def _begin(self, now: float) -> None:
        shared.state.begin(self._task or NAME)
        shared.state.time_start = now - self._seconds  # the host estimates the time left from it
        shared.state.id_live_preview = self._previews  # no two pictures have the same number
        if self._task:  # it stays the current one until another job begins, so that a page's bar stays
            host_progress.start_task(self._task)


class LoopProgress:
    """The `Progress` of a session in a turn of the queue: it shows the work's name and stops on Interrupt.

    It does not move the progress bar: the host's samplers do, as long as nothing resets the host's counters.
    """

    def expect(self, batches: int, done: int = 0) -> None:
        """Set the number of batches in all, and how many of them are done."""
        shared.state.job_count, shared.state.job_no = max(batches, 1), done

    def __call__(self, done: int, total: int, what: str) -> None:
        if shared.state.interrupted:  # "stop after this picture" lets the current step finish
            raise InterruptedByUser("Interrupted.")
        shared.state.textinfo = what


def interrupt() -> None:
    """Ask the running job, ours or the host's, to stop."""
    shared.state.interrupt()


def interrupted() -> bool:
    """Return whether the user asked the host to stop, now or after the current picture."""
    return bool(shared.state.interrupted or getattr(shared.state, "stopping_generation", False))


@contextmanager
def _queue_turn(task: str | None) -> Iterator[None]:
    if task:
        host_progress.add_task_to_queue(task)
    with call_queue.queue_lock:
        shared.state.begin(task or NAME)
        if task:
            host_progress.start_task(task)
        try:
            yield
        finally:
            if task:
                host_progress.finish_task(task)
            shared.state.end()
            _clear_flags()


def _clear_flags() -> None:
    for flag in FLAGS:
        setattr(shared.state, flag, False)


def _report(done: int, total: int, what: str) -> None:
    state = shared.state
    if any(getattr(state, flag, False) for flag in FLAGS):
        raise InterruptedByUser("Interrupted.")
    state.job_count, state.job_no = 1, 0
    state.sampling_steps, state.sampling_step = max(total, 1), done
    state.textinfo = what
