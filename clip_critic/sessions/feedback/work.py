"""The engine's protocol, `clip_critic.engine.work`, for feedback sessions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Any, TypeAlias

from clip_critic.engine.jobs import Jobs, Status
from clip_critic.engine.turns import SessionTurns
from clip_critic.errors import BadInputError
from clip_critic.sessions.feedback.loop import Loop
from clip_critic.sessions.feedback.plan import STOPS, next_number, next_proposal, stop_of
from clip_critic.sessions.feedback.policies.base import PromptEdit, Proposal
from clip_critic.sessions.feedback.policies.registry import waits
from clip_critic.sessions.feedback.session import Session
from clip_critic.sessions.feedback.sessions import Sessions
from clip_critic.sessions.feedback.settings import LoopSettings

LoopStatus: TypeAlias = Status[Session, Proposal]


class LoopWork:
    """The feedback loop as a kind of work for the engine."""

    waiting = STOPS["by hand"]

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def create(self, settings: Mapping[str, Any]) -> Session:
        return self._sessions.create(LoopSettings.read(settings), "prompt")

    def read(self, session_id: str) -> Session:
        return self._sessions.store.read(session_id)

    def change(self, session_id: str, settings: Mapping[str, Any]) -> Session:
        return self._sessions.change(session_id, settings)

    def open(self, session_id: str) -> AbstractContextManager[Loop]:
        return self._sessions.open(session_id)

    def batches(self, session: Session) -> int:
        left = session.settings.steps + 1 - next_number(session)
        return max(min(left, 1) if waits(session.settings.policy) else left, 0)

    def stopped(self, session: Session) -> str:
        reason = stop_of(session)
        return STOPS[reason] if reason else ""

    def proposal(self, session: Session) -> Proposal | None:
        """Return the policy's proposal, if the policy waits and the start picture has been looked at."""
        looked = session.steps or session.start == "prompt"
        try:
            return next_proposal(session) if looked and waits(session.settings.policy) else None
        except BadInputError:  # the policy no longer exists, which is reported when the session is opened
            return None


class LoopJobs(Jobs[Session, PromptEdit, Proposal]):
    """Feedback sessions that run in the background.

    Args:
        sessions: the sessions.
        turns: a function that gives a session its turns in the host's queue.
        halt: a function that stops the host in the middle of a picture.
    """

    def __init__(
        self, sessions: Sessions, turns: SessionTurns, halt: Callable[[], None] = lambda: None
    ) -> None:
        super().__init__(LoopWork(sessions), turns, halt)
        self.sessions = sessions
