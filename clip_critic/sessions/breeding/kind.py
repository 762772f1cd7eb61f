"""Breeding as a kind of session."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from clip_critic.sessions.base import Kind, Row, ShownStep, Studio
from clip_critic.sessions.breeding.settings import BreedingSettings

if TYPE_CHECKING:
    from clip_critic.engine.jobs import Jobs
    from clip_critic.engine.turns import SessionTurns
    from clip_critic.ranking.records import Record
    from clip_critic.sessions.breeding.breedings import Breedings
    from clip_critic.sessions.breeding.session import Breeding
    from clip_critic.sessions.breeding.store import BreedingStore


class BreedingKind(Kind):
    """Concepts that are picked by their pictures, and mixed into the next ones."""

    name = "breeding"
    title = "Breeding"
    panel = "concepts"
    table = BreedingSettings

    def store(self, root: Path) -> BreedingStore:
        from clip_critic.sessions.breeding.store import BreedingStore

        return BreedingStore(root / self.name)

    def breedings(self, studio: Studio) -> Breedings:
        """Return the object that makes and opens its sessions."""
        from clip_critic.sessions.breeding.breedings import Breedings

        return Breedings(studio.critic, studio.host, self.store(studio.folder))

    def jobs(
        self, studio: Studio, turns: SessionTurns, halt: Callable[[], None]
    ) -> Jobs[Breeding, None, None]:
        from clip_critic.engine.jobs import Jobs
        from clip_critic.sessions.breeding.work import BreedingWork

        return Jobs(BreedingWork(self.breedings(studio)), turns, halt)

    def steps(self, session: Breeding) -> Sequence[ShownStep]:
        from clip_critic.sessions.breeding.records import steps_of

        return steps_of(session)

    def path(self, session: Breeding, file: str) -> Path:
        return session.path(file)

    def sentences(self) -> Sequence[str]:
        from clip_critic.sessions.breeding.work import DONE, WAITING

        return DONE, WAITING

    def record(self, session: Breeding) -> Record:
        from clip_critic.sessions.breeding.records import breeding_record

        return breeding_record(session, self.steps(session))

    def brief(self, session: Breeding) -> Record:
        from clip_critic.sessions.breeding.records import brief_of

        return brief_of(session)

    def row(self, brief: Record) -> Row:
        return Row("", f"{brief['steps']}/{brief['of']}", "–", f"{brief['name']}: {brief['prompt']}")
