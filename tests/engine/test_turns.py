"""Turns: one at a time, in the order of asking, and given up at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from clip_critic.engine.turns import Turns, Waiting
from clip_critic.errors import InterruptedByUser
from clip_critic.progress import Progress
from tests.waiting import until

PATIENCE = 10.0


def until_asked(turns: Turns, count: int) -> None:
    """Wait until so many have asked for a turn, with the one who has it."""
    until(lambda: len(turns._waiting) == count)


def test_turns_come_in_the_order_of_asking() -> None:
    turns, order = Turns(), list[int]()

    def ask(number: int) -> None:
        with turns.turn():
            order.append(number)

    with turns.turn():
        threads = [threading.Thread(target=ask, args=(number,)) for number in range(5)]
        for place, thread in enumerate(threads, 2):
            thread.start()
            until_asked(turns, place)
    ask(5)  # the thread that has just had a turn comes last
    for thread in threads:
        thread.join(PATIENCE)
    assert order == [0, 1, 2, 3, 4, 5]


def test_a_server_that_stops_ends_the_turn_at_work_and_those_that_wait() -> None:
    turns, ended = Turns(), list[str]()

    def ask() -> None:
        with pytest.raises(InterruptedByUser, match="stopping"), turns.turn():
            raise AssertionError("it has no turn")
        ended.append("waiting")

    with turns.turn() as progress:
        progress(0, 1, "working")
        thread = threading.Thread(target=ask)
        thread.start()
        turns.stop()
        with pytest.raises(InterruptedByUser):
            progress(1, 2, "working")
    thread.join(PATIENCE)
    assert ended == ["waiting"]


def waiting_for(turns: Turns) -> tuple[Waiting, threading.Event]:
    news = threading.Event()
    waiting = Waiting(turns.turn, "waits-in-a-test")
    waiting.start(news.set)
    return waiting, news


def test_a_turn_is_waited_for_and_taken() -> None:
    turns = Turns()
    with turns.turn():
        waiting, news = waiting_for(turns)
        assert not waiting.over
    assert news.wait(PATIENCE)
    assert not waiting.give_up()
    with waiting.taken() as progress:
        progress(0, 1, "working")
        later, _ = waiting_for(turns)
        until_asked(turns, 2)
        assert not later.over
    with later.taken():
        pass


def test_waiting_is_given_up_at_once_and_the_queue_goes_on() -> None:
    turns = Turns()
    with turns.turn():
        waiting, news = waiting_for(turns)
        until_asked(turns, 2)
        assert waiting.give_up()
        assert news.wait(PATIENCE)
        next_one, _ = waiting_for(turns)
    with next_one.taken():
        pass


def test_what_the_waiting_raises_is_raised_where_the_turn_is_taken() -> None:
    @contextmanager
    def broken() -> Iterator[Progress]:
        raise OSError("no queue")
        yield

    waiting = Waiting(broken, "waits-in-a-test")
    waiting.start(lambda: None)
    with pytest.raises(OSError, match="no queue"), waiting.taken():
        pass


def test_what_is_raised_in_a_turn_reaches_it() -> None:
    seen: list[str] = []

    @contextmanager
    def turn() -> Iterator[Progress]:
        try:
            yield lambda done, total, what: None
        except ValueError as error:
            seen.append(str(error))
            raise

    waiting = Waiting(turn, "waits-in-a-test")
    waiting.start(lambda: None)
    with pytest.raises(ValueError, match="mine"), waiting.taken():
        raise ValueError("mine")
    assert seen == ["mine"]
