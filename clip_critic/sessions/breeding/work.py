"""The engine's protocol, `clip_critic.engine.work`, for breedings."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any

from clip_critic.sessions.breeding.breedings import Breedings
from clip_critic.sessions.breeding.making import BreedingRun
from clip_critic.sessions.breeding.session import Breeding
from clip_critic.sessions.breeding.settings import BreedingSettings

DONE = "All generations are over: save the one you like best, or raise Generations to go on."
WAITING = "All pictures of this generation are there: pick those that you like, the best one first."


class BreedingWork:
    """Breedings as a kind of work for the engine."""

    waiting = WAITING

    def __init__(self, breedings: Breedings) -> None:
        self._breedings = breedings

    def create(self, settings: Mapping[str, Any]) -> Breeding:
        return self._breedings.create(BreedingSettings.read(settings))

    def read(self, session_id: str) -> Breeding:
        return self._breedings.store.read(session_id)

    def change(self, session_id: str, settings: Mapping[str, Any]) -> Breeding:
        return self._breedings.change(session_id, settings)

    def open(self, session_id: str) -> AbstractContextManager[BreedingRun]:
        return self._breedings.open(session_id)

    def batches(self, session: Breeding) -> int:
        return session.left

    def stopped(self, session: Breeding) -> str:
        return DONE if session.is_over else ""

    def proposal(self, session: Breeding) -> None:
        return None
