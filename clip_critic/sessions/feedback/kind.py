"""The feedback loop as a kind of session."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from clip_critic.sessions.base import Kind, Row, ShownStep, Studio
from clip_critic.sessions.feedback.settings import LoopSettings

if TYPE_CHECKING:
    from PIL import Image

    from clip_critic.engine.turns import SessionTurns
    from clip_critic.ranking.records import Record
    from clip_critic.sessions.feedback.session import Session
    from clip_critic.sessions.feedback.sessions import Sessions
    from clip_critic.sessions.feedback.store import SessionStore
    from clip_critic.sessions.feedback.work import LoopJobs, LoopStatus


class FeedbackKind(Kind):
    """The feedback loop, whose sessions are stored in the folder of sessions itself."""

    name = "feedback"
    title = "Feedback loop"
    table = LoopSettings
    panel = "loop"

    def store(self, root: Path) -> SessionStore:
        from clip_critic.sessions.feedback.store import SessionStore

        return SessionStore(root)

    def sessions(self, studio: Studio) -> Sessions:
        """Return the object that makes and opens its sessions."""
        from clip_critic.sessions.feedback.sessions import Sessions

        return Sessions(studio.critic, studio.host, self.store(studio.folder), studio.tasting)

    def jobs(self, studio: Studio, turns: SessionTurns, halt: Callable[[], None]) -> LoopJobs:
        from clip_critic.sessions.feedback.work import LoopJobs

        return LoopJobs(self.sessions(studio), turns, halt)

    def steps(self, session: Session) -> Sequence[ShownStep]:
        return [
            ShownStep(step.number, step.winner.file if step.winner else "", step.prompt)
            for step in session.steps
        ]

    def files(self, session: Session) -> Sequence[str]:
        made = (candidate.file for step in session.steps for candidate in step.candidates)
        return list(dict.fromkeys(made))

    def step_files(self, session: Session, number: int) -> Sequence[str]:
        return [candidate.file for candidate in session.step(number).candidates]

    def path(self, session: Session, file: str) -> Path:
        return session.path(file)

    def frames(self, session: Session) -> Iterator[Image.Image]:
        from clip_critic.sessions.feedback.frames import frames

        return frames(session)

    def sentences(self) -> Sequence[str]:
        from clip_critic.sessions.feedback.plan import STOPS

        return tuple(STOPS.values())

    def record(self, session: Session) -> Record:
        from clip_critic.sessions.feedback.records import session_record

        return session_record(session)

    def brief(self, session: Session) -> Record:
        from clip_critic.sessions.feedback.records import brief_of

        return {**brief_of(session), "objective": session.settings.objective}

    def row(self, brief: Record) -> Row:
        from clip_critic.sessions.feedback.objective import score_text

        taste = brief.get("taste")
        aims = (brief["want"], brief["avoid"] and f"not {brief['avoid']}", taste and f"taste of {taste}")
        score = score_text(brief["kept"]["score"], brief["objective"]) if brief["kept"] else "–"
        steps = f"{brief['steps']}/{brief['of']}"
        return Row(brief["policy"], steps, score, ", ".join(aim for aim in aims if aim))

    def status(self, status: LoopStatus) -> Record:
        from clip_critic.sessions.feedback.records import status_record

        return status_record(status)
