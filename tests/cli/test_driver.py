"""A session and the terminal that it is watched in: what happens besides what is printed."""

from __future__ import annotations

import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from clip_critic.cli.driver import Driver
from clip_critic.cli.show.terminal import Terminal
from clip_critic.errors import HostError
from clip_critic.sessions.feedback.loop import Loop
from tests.drawing_host import begun, drawing_sessions


@pytest.mark.parametrize("fails", [False, True])
def test_no_thread_is_left_when_a_command_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: bool
) -> None:
    """The process waits for its threads: torch working on one at exit would abort it."""
    sessions = drawing_sessions(tmp_path)
    session, real = begun(sessions, steps=1), sessions.open

    @contextmanager
    def opened(session_id: str) -> Iterator[Loop]:
        with real(session_id) as loop:
            weakref.finalize(loop, time.sleep, 0.5)
            yield loop
            if fails:
                raise HostError("Out of paint.")

    monkeypatch.setattr(sessions, "open", opened)
    driver = Driver(sessions, session.id, Terminal())
    if fails:
        with pytest.raises(HostError):
            driver.start()
    else:
        assert driver.start() == 0
    assert not [thread for thread in threading.enumerate() if thread.name == f"clip-critic-{session.id}"]
