"""The host's queue, its progress bar and its Interrupt."""

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
    """Wait for a turn in the host's queue; yields what moves its progress bar.

    Args:
        task: the id that the page's progress bar asks for; none for a call without a page.
    """
    with _taken(task):
        yield _report


@contextmanager
def loop_turn(task: str | None = None, batches: int = 1) -> Iterator[LoopProgress]:
    """Wait for a turn for a whole loop; the progress bar, left to the host's samplers, stands for all of it.

    Args:
        task: as for `turn`.
        batches: how often pictures are made; `LoopProgress.expect` tells it later.
    """
    with _taken(task):
        progress = LoopProgress()
        progress.expect(batches)
        yield progress


class LoopProgress:
    """The `Progress` of a loop inside a turn in the queue: tells what is done, and stops at an Interrupt.

    It moves no bar: the host's samplers do, as long as nobody sets the host's counters back.
    """

    def expect(self, batches: int, done: int = 0) -> None:
        """Say how often pictures are made in this turn, ``done`` of them already."""
        shared.state.job_count, shared.state.job_no = max(batches, 1), done

    def __call__(self, done: int, total: int, what: str) -> None:
        if shared.state.interrupted:  # "stop after this picture" lets the step at work come to its end
            raise InterruptedByUser("Interrupted.")
        shared.state.textinfo = what


def interrupt() -> None:
    """Ask the running work, ours or the host's, to stop."""
    shared.state.interrupt()


def interrupted() -> bool:
    """Whether the user asked the host to stop, now or after the picture at work."""
    return bool(shared.state.interrupted or getattr(shared.state, "stopping_generation", False))


@contextmanager
def _taken(task: str | None) -> Iterator[None]:
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
