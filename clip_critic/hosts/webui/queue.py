"""The host's queue, progress bar and *Interrupt* button."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from modules import call_queue, shared
from modules import progress as host_progress

from clip_critic.errors import InterruptedByUser
from clip_critic.hosts.webui.places import NAME
from clip_critic.progress import Progress

FLAGS = ("interrupted", "skipped", "stopping_generation")


@contextmanager
def turn(task: str | None = None) -> Iterator[Progress]:
    """Wait for a turn in the host's queue, and yield a `Progress` that moves the host's progress bar.

    Args:
        task: the id that the page's progress bar polls; None for a call without a page.
    """
    with _queue_turn(task):
        yield _report


@contextmanager
def loop_turn(task: str | None = None, batches: int = 1) -> Iterator[LoopProgress]:
    """Wait for a turn in the host's queue for a whole loop, with one progress bar for all of it.

    The host's samplers move the progress bar.

    Args:
        task: the id that the page's progress bar polls; None for a call without a page.
        batches: the expected number of batches; `LoopProgress.expect` changes it later.
    """
    with _queue_turn(task):
        progress = LoopProgress()
        progress.expect(batches)
        yield progress


class LoopProgress:
    """The `Progress` of a loop during its turn in the queue: it shows the work's name and stops on Interrupt.

    It does not move the progress bar: the host's samplers do, as long as nothing resets the host's counters.
    """

    def expect(self, batches: int, done: int = 0) -> None:
        """Set the number of batches in this turn, and how many of them are done."""
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
            for flag in FLAGS:
                setattr(shared.state, flag, False)


def _report(done: int, total: int, what: str) -> None:
    state = shared.state
    if any(getattr(state, flag, False) for flag in FLAGS):
        raise InterruptedByUser("Interrupted.")
    state.job_count, state.job_no = 1, 0
    state.sampling_steps, state.sampling_step = max(total, 1), done
    state.textinfo = what
