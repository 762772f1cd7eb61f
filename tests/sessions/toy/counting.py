"""The toy kind: each step draws one grey square, lighter than the one before."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from PIL import Image

from clip_critic import tables
from clip_critic.engine.jobs import Jobs
from clip_critic.engine.turns import SessionTurns
from clip_critic.errors import NoSessionError
from clip_critic.pictures.infotext import png_with_infotext
from clip_critic.progress import Progress, silent
from clip_critic.ranking.records import Record
from clip_critic.sessions.base import Kind, ShownStep, Studio
from clip_critic.storage.files import write_atomically
from clip_critic.storage.journal import TORN, Journal, Journals, read_head, write_head
from clip_critic.tables import Field, field

WAITING = "It waits for you."
FULL = "The count is reached."


@dataclass(frozen=True)
class ToySettings:
    """The settings of a toy session."""

    count: int = field(3, Field("Count", "integer", "Squares to draw.", minimum=1, maximum=1000))
    side: int = field(16, Field("Side", "integer", "The side of a square, in pixels.", minimum=1, maximum=64))
    pause: float = field(0, Field("Pause", "number", "Seconds before each square.", maximum=10, step=0.1))
    label: str = field("grey", Field("Label", "text", "The text of each square."))


@dataclass(frozen=True)
class ToySession:
    """A toy session: a snapshot."""

    id: str
    folder: Path
    settings: ToySettings
    steps: tuple[ShownStep, ...] = ()
    notes: tuple[str, ...] = ()


class ToyStore(Journals):
    """Toy sessions on disk."""

    def make(self, settings: ToySettings) -> ToySession:
        def write(folder: Path, now: datetime) -> ToySession:
            write_head(folder, {"kind": "toy", "settings": asdict(settings)})
            return ToySession(folder.name, folder, settings)

        return self.add(write)

    def read(self, session_id: str, *, repair: bool = False) -> ToySession:
        folder = self.find(session_id)
        settings = read_head(folder, lambda head: tables.read(ToySettings, head["settings"]))
        steps, torn = Journal(folder).read(lambda record: ShownStep(**record), repair=repair)
        return ToySession(session_id, folder, settings, tuple(steps), (TORN,) if torn else ())


class ToyRun:
    """A toy session that is open for writing."""

    def __init__(self, session: ToySession) -> None:
        self.session = session

    def begin(self, progress: Progress = silent) -> None:
        pass

    def run(self, progress: Progress = silent) -> Iterator[ShownStep]:
        while len(self.session.steps) < self.session.settings.count:
            yield self.step(progress)

    def step(self, progress: Progress = silent, edit: str | None = None) -> ShownStep:
        settings, number = self.session.settings, len(self.session.steps) + 1
        progress(number - 1, settings.count, f"square {number}")
        time.sleep(settings.pause)
        shade = 255 * number // (number + 1)
        square = Image.new("RGB", (settings.side, settings.side), (shade, shade, shade))
        step = ShownStep(number, f"{number:04d}.png", f"{edit or settings.label} {shade}")
        write_atomically(self.session.folder / step.file, png_with_infotext(square, step.text))
        Journal(self.session.folder).append(asdict(step))
        self.session = replace(self.session, steps=(*self.session.steps, step))
        return step


class ToyWork:
    """The protocol of the engine for toy sessions."""

    waiting = WAITING

    def __init__(self, store: ToyStore) -> None:
        self._store = store
        self.read = store.read

    def create(self, settings: Mapping[str, Any]) -> ToySession:
        return self._store.make(tables.read(ToySettings, settings))

    def change(self, session_id: str, settings: Mapping[str, Any]) -> ToySession:
        with self._store.locked(session_id) as folder:
            before = self._store.read(session_id)
            values = {**asdict(before.settings), **settings}
            changed = replace(before, settings=tables.read(ToySettings, values))
            write_head(folder, {"kind": "toy", "settings": asdict(changed.settings)})
            return changed

    @contextmanager
    def open(self, session_id: str) -> Iterator[ToyRun]:
        with self._store.locked(session_id):
            yield ToyRun(self._store.read(session_id, repair=True))

    def batches(self, session: ToySession) -> int:
        return max(session.settings.count - len(session.steps), 0)

    def stopped(self, session: ToySession) -> str:
        return "" if self.batches(session) else FULL

    def proposal(self, session: ToySession) -> str | None:
        return None


class ToyKind(Kind):
    """Grey squares."""

    name = "toy"
    title = "Grey squares"
    table = ToySettings

    def store(self, root: Path) -> ToyStore:
        return ToyStore(root / self.name)

    def jobs(
        self, studio: Studio, turns: SessionTurns, halt: Callable[[], None] = lambda: None
    ) -> Jobs[ToySession, str, str]:
        return Jobs(ToyWork(self.store(studio.folder)), turns, halt)

    def steps(self, session: ToySession) -> Sequence[ShownStep]:
        return session.steps

    def path(self, session: ToySession, file: str) -> Path:
        if file not in [step.file for step in session.steps]:
            raise NoSessionError(f"{file!r:.80} is no square of the session {session.id}.")
        return session.folder / file

    def brief(self, session: ToySession) -> Record:
        return {"id": session.id, "steps": len(session.steps), "of": session.settings.count}
