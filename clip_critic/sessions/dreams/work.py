"""The engine's protocol, `clip_critic.engine.work`, for dreams."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Any

from clip_critic.engine.jobs import Jobs
from clip_critic.engine.turns import SessionTurns
from clip_critic.sessions.dreams.dreams import Dreams
from clip_critic.sessions.dreams.making import DreamRun
from clip_critic.sessions.dreams.session import Dream
from clip_critic.sessions.dreams.settings import DreamSettings

DONE = "All frames are there: raise Frames to dream on, with other words if you like."
WAITING = "Interrupted between two frames: Resume goes on."


class DreamWork:
    """Dreams as a kind of work for the engine."""

    waiting = WAITING

    def __init__(self, dreams: Dreams) -> None:
        self._dreams = dreams

    def create(self, settings: Mapping[str, Any]) -> Dream:
        return self._dreams.create(DreamSettings.read(settings))

    def read(self, session_id: str) -> Dream:
        return self._dreams.store.read(session_id)

    def change(self, session_id: str, settings: Mapping[str, Any]) -> Dream:
        return self._dreams.change(session_id, settings)

    def open(self, session_id: str) -> AbstractContextManager[DreamRun]:
        return self._dreams.open(session_id)

    def batches(self, session: Dream) -> int:
        return session.left

    def stopped(self, session: Dream) -> str:
        return "" if session.left else DONE

    def proposal(self, session: Dream) -> None:
        return None


class DreamJobs(Jobs[Dream, None, None]):
    """The jobs of dreams, with the object that makes and opens them."""

    def __init__(self, dreams: Dreams, turns: SessionTurns, halt: Callable[[], None]) -> None:
        super().__init__(DreamWork(dreams), turns, halt)
        self.dreams = dreams
