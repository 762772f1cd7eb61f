"""Exhibitions as a kind of session."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from clip_critic.progress import Progress, silent
from clip_critic.sessions.base import Kind, Row, ShownStep, Studio
from clip_critic.sessions.exhibitions.settings import ExhibitionSettings

if TYPE_CHECKING:
    from clip_critic.engine.jobs import Jobs
    from clip_critic.engine.turns import SessionTurns
    from clip_critic.ranking.records import Record
    from clip_critic.sessions.exhibitions.exhibitions import Exhibitions
    from clip_critic.sessions.exhibitions.session import Exhibition
    from clip_critic.sessions.exhibitions.store import ExhibitionStore
    from clip_critic.tasting.cells import CellLayout
    from clip_critic.tasting.liking import PictureTaste
    from clip_critic.tasting.tasting import Tasting


class ExhibitionKind(Kind):
    """Pictures over axes and seeds."""

    name = "exhibition"
    title = "Exhibition"
    panel = "exhibition"
    table = ExhibitionSettings

    def store(self, root: Path) -> ExhibitionStore:
        from clip_critic.sessions.exhibitions.store import ExhibitionStore

        return ExhibitionStore(root / self.name)

    def exhibitions(self, studio: Studio) -> Exhibitions:
        """Return the object that makes and opens its sessions."""
        from clip_critic.sessions.exhibitions.exhibitions import Exhibitions

        return Exhibitions(studio.critic, studio.host, self.store(studio.folder))

    def jobs(
        self, studio: Studio, turns: SessionTurns, halt: Callable[[], None]
    ) -> Jobs[Exhibition, None, None]:
        from clip_critic.engine.jobs import Jobs
        from clip_critic.sessions.exhibitions.work import ExhibitionWork

        return Jobs(ExhibitionWork(self.exhibitions(studio)), turns, halt)

    def steps(self, session: Exhibition) -> Sequence[ShownStep]:
        return [
            ShownStep(
                step.number, "" if step.file in session.gone else step.file, _text(step.place, step.error)
            )
            for step in session.steps
        ]

    def path(self, session: Exhibition, file: str) -> Path:
        return session.path(file)

    def files(self, session: Exhibition) -> Sequence[str]:
        return list(dict.fromkeys(step.file for step in session.made.values()))

    def tastes(
        self,
        session: Exhibition,
        tasting: Tasting,
        rater: str,
        files: Sequence[str] | None = None,
        progress: Progress = silent,
    ) -> dict[str, PictureTaste]:
        from clip_critic.sessions.exhibitions.tasted import picture_tastes

        found = picture_tastes(session, tasting, rater, progress)
        return found if files is None else {file: found[file] for file in files if file in found}

    def cells(self, session: Exhibition) -> CellLayout | None:
        from clip_critic.sessions.exhibitions.tasted import layout_of

        return layout_of(session)

    def sentences(self) -> Sequence[str]:
        from clip_critic.sessions.exhibitions.work import DONE, SOME_FAILED, WAITING

        return DONE, SOME_FAILED, WAITING

    def record(self, session: Exhibition) -> Record:
        from clip_critic.sessions.exhibitions.records import exhibition_record

        return exhibition_record(session, self.steps(session))

    def findings(self, session: Exhibition) -> Record:
        from clip_critic.sessions.exhibitions.records import results_record

        return results_record(session)

    def brief(self, session: Exhibition) -> Record:
        from clip_critic.sessions.exhibitions.records import brief_of

        return brief_of(session)

    def row(self, brief: Record) -> Row:
        axes = " x ".join(f"{axis['name']} ({axis['values']})" for axis in brief["axes"])
        return Row("", f"{brief['steps']}/{brief['of']}", "–", f"{brief['prompt']}: {axes}")


def _text(place: str, error: str) -> str:
    return f"{place}: {error}" if error else place
