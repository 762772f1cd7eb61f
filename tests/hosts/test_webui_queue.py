"""The WebUI's queue, progress bar and Interrupt, without a host: its state, its lock and its tasks."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from clip_critic.errors import InterruptedByUser
from tests.hosts.stand_in import ours, standing_in
from tests.waiting import until

PATIENCE = 10.0


@pytest.fixture
def host() -> Iterator[SimpleNamespace]:
    with standing_in() as found:
        yield found


def bar(host: SimpleNamespace) -> tuple[int, int]:
    return host.shared.state.job_no, host.shared.state.job_count


def test_the_bar_stands_for_all_turns_of_a_session(host: SimpleNamespace) -> None:
    seen = []
    with ours("queue").session_turns("task(a)", 3) as turn:
        for _ in range(3):
            with turn() as progress:
                progress(0, 1, "step")
                seen.append((*bar(host), host.shared.state.textinfo))
                assert host.progress.current_task == "task(a)"
            assert host.shared.state.job_count == 0
    assert seen == [(0, 3, "step"), (1, 3, "step"), (2, 3, "step")]


def test_a_page_sees_one_task_from_the_queue_to_the_end(host: SimpleNamespace) -> None:
    tasks = host.progress
    with ours("queue").session_turns("task(a)", 2) as turn:
        assert list(tasks.pending_tasks) == ["task(a)"]
        for _ in range(2):
            with turn():
                assert (tasks.current_task, tasks.pending_tasks) == ("task(a)", {})
            assert (tasks.current_task, tasks.finished_tasks) == ("task(a)", [])
    assert (tasks.current_task, tasks.finished_tasks) == (None, ["task(a)"])


def test_the_time_left_is_told_from_the_time_of_all_turns(host: SimpleNamespace) -> None:
    began = time.time()
    with ours("queue").session_turns(None, 2) as turn:
        with turn():
            time.sleep(0.2)
        others_began = time.time()
        time.sleep(0.3)  # another job's
        others = time.time() - others_began
        with turn():
            worked = time.time() - host.shared.state.time_start
            passed = time.time() - began
    assert 0.19 < worked < passed - others + 0.01


def test_live_previews_of_all_turns_are_numbered_through(host: SimpleNamespace) -> None:
    seen = []
    with ours("queue").session_turns(None, 2) as turn:
        for _ in range(2):
            with turn():
                seen.append(host.shared.state.id_live_preview)
                host.shared.state.id_live_preview += 3
    assert seen == [0, 3]


def asking(host: SimpleNamespace, done: Callable[[], Any]) -> threading.Thread:
    """Let a job of the host's wait in its queue."""

    def generate() -> None:
        with host.call_queue.queue_lock:
            done()

    thread = threading.Thread(target=generate)
    thread.start()
    until(lambda: len(host.call_queue.queue_lock._pending_threads) == 1)
    return thread


def test_a_generation_that_waits_runs_between_two_turns(host: SimpleNamespace) -> None:
    order: list[str] = []
    with ours("queue").session_turns(None, 3) as turn:
        for number in range(3):
            with turn():
                order.append(f"step {number}")
                if not number:
                    thread = asking(host, lambda: order.append("txt2img"))
    thread.join(PATIENCE)
    assert order == ["step 0", "txt2img", "step 1", "step 2"]


def test_a_turn_that_comes_after_the_session_was_given_up_does_nothing(host: SimpleNamespace) -> None:
    with ours("queue").session_turns("task(a)", 2) as turn:
        pass
    assert (host.progress.pending_tasks, host.progress.finished_tasks) == ({}, ["task(a)"])
    with turn() as progress:
        progress(0, 1, "nothing")
    assert host.shared.state.jobs == []
    assert host.progress.current_task is None


def test_the_hosts_interrupt_ends_the_turn_and_is_forgotten_after_it(host: SimpleNamespace) -> None:
    queue, state = ours("queue"), host.shared.state
    with queue.session_turns(None, 2) as turn:
        with turn() as progress:
            state.stopping_generation = True
            progress(0, 1, "the step at work ends")
            assert queue.interrupted()
        assert not queue.interrupted()
        with pytest.raises(InterruptedByUser), turn() as progress:
            queue.interrupt()
            progress(0, 1, "now")
    assert (state.interrupted, state.skipped, state.stopping_generation) == (False, False, False)
    with host.call_queue.queue_lock:
        pass
