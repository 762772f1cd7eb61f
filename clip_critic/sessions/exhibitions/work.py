"""The engine's protocol, `clip_critic.engine.work`, for exhibitions."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any

from clip_critic.sessions.exhibitions.cells import batches
from clip_critic.sessions.exhibitions.exhibitions import Exhibitions
from clip_critic.sessions.exhibitions.making import ExhibitionRun
from clip_critic.sessions.exhibitions.session import Exhibition
from clip_critic.sessions.exhibitions.settings import ExhibitionSettings
from clip_critic.sessions.exhibitions.sight import text_of

DONE = "All pictures are made."
SOME_FAILED = "All pictures are made, except those that could not be made: raise Attempts to try them again."
WAITING = "Interrupted between two pictures: Resume goes on."


class ExhibitionWork:
    """Exhibitions as a kind of work for the engine."""

    waiting = WAITING

    def __init__(self, exhibitions: Exhibitions) -> None:
        self._exhibitions = exhibitions

    def create(self, settings: Mapping[str, Any]) -> Exhibition:
        return self._exhibitions.create(ExhibitionSettings.read(settings))

    def read(self, session_id: str) -> Exhibition:
        return self._exhibitions.store.read(session_id)

    def change(self, session_id: str, settings: Mapping[str, Any]) -> Exhibition:
        return self._exhibitions.change(session_id, settings)

    def open(self, session_id: str) -> AbstractContextManager[ExhibitionRun]:
        return self._exhibitions.open(session_id)

    def batches(self, session: Exhibition) -> int:
        return sum(1 for _ in batches(session.left, session.settings))

    def stopped(self, session: Exhibition) -> str:
        if session.left or not is_measured(session):
            return ""
        return SOME_FAILED if session.failed else DONE

    def proposal(self, session: Exhibition) -> None:
        return None


def is_measured(exhibition: Exhibition) -> bool:
    """Return whether the words to measure have been encoded."""
    sight = exhibition.sight
    return sight is not None and sight.text == text_of(exhibition.settings, exhibition.plan.axes)
