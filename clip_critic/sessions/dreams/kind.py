"""Dreams as a kind of session."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from clip_critic.sessions.base import Kind, Row, ShownStep, Studio
from clip_critic.sessions.dreams.settings import DreamSettings

if TYPE_CHECKING:
    from clip_critic.engine.turns import SessionTurns
    from clip_critic.ranking.records import Record
    from clip_critic.sessions.dreams.dreams import Dreams
    from clip_critic.sessions.dreams.session import Dream
    from clip_critic.sessions.dreams.store import DreamStore
    from clip_critic.sessions.dreams.work import DreamJobs


class DreamKind(Kind):
    """Pictures that climb the gradient of what an encoder sees."""

    name = "dream"
    title = "Dreams"
    panel = "dreams"
    table = DreamSettings
    milliseconds = 120

    def store(self, root: Path) -> DreamStore:
        from clip_critic.sessions.dreams.store import DreamStore

        return DreamStore(root / self.name)

    def dreams(self, studio: Studio) -> Dreams:
        """Return the object that makes and opens its sessions."""
        from clip_critic.sessions.dreams.dreams import Dreams

        return Dreams(studio.critic, studio.host, self.store(studio.folder))

    def jobs(self, studio: Studio, turns: SessionTurns, halt: Callable[[], None]) -> DreamJobs:
        from clip_critic.sessions.dreams.work import DreamJobs

        return DreamJobs(self.dreams(studio), turns, halt)

    def steps(self, session: Dream) -> Sequence[ShownStep]:
        from clip_critic.sessions.dreams.records import steps_of

        return steps_of(session)

    def path(self, session: Dream, file: str) -> Path:
        return session.path(file)

    def sentences(self) -> Sequence[str]:
        from clip_critic.sessions.dreams.work import DONE, WAITING

        return DONE, WAITING

    def record(self, session: Dream) -> Record:
        from clip_critic.sessions.dreams.records import dream_record

        return dream_record(session)

    def brief(self, session: Dream) -> Record:
        from clip_critic.sessions.dreams.records import brief_of

        return brief_of(session)

    def row(self, brief: Record) -> Row:
        score = "–" if brief["similarity"] is None else f"{brief['similarity']:.3f}"
        return Row("", f"{brief['steps']}/{brief['of']}", score, brief["about"])
