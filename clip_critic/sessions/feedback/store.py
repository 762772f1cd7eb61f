"""Feedback sessions on disk: one folder each, that only grows.

::

    <id>/session.json     settings, start, origin; written whole
    <id>/start.png        the picture that it began with, where there was one
    <id>/pictures/        every candidate, written before the step that names it
    <id>/steps.jsonl      one step a line; a line counts when its end of line is there
    <id>/lock             held by the one process that writes the session

A process that is killed leaves pictures of the step that it was at, and at most a torn last line: both
are dropped when the session is opened for writing again. Pictures are written first and flushed, then the
line, flushed likewise. `clip_critic.storage.journal` sees to the folders and the lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from PIL import Image

from clip_critic.errors import BadInputError
from clip_critic.pictures.infotext import png_with_infotext
from clip_critic.pictures.opening import Picture
from clip_critic.sessions.feedback.session import (
    PICTURES,
    START,
    START_KINDS,
    Session,
    StartKind,
    read_session,
    steps_of,
    write_session,
)
from clip_critic.sessions.feedback.settings import LoopSettings
from clip_critic.sessions.feedback.steps import Step, step_record
from clip_critic.storage.files import write_atomically
from clip_critic.storage.journal import Journals, drop_files


class SessionStore(Journals):
    """All feedback sessions of a user, below one folder."""

    def create(
        self,
        settings: LoopSettings,
        kind: StartKind,
        picture: Picture | None = None,
        *,
        infotext: str = "",
        origin: str = "",
    ) -> Session:
        """Put a new session on disk, or nothing of it.

        Raises:
            BadInputError: a start without its picture.
            StorageError: it cannot be written.
        """
        if kind not in START_KINDS or (picture is None) != (kind == "prompt"):
            raise BadInputError("A session starts from a picture or a sketch, or from a prompt alone.")

        def write(folder: Path, now: datetime) -> Session:
            created = now.isoformat(timespec="seconds")
            session = Session(folder.name, folder, created, settings, kind, origin)
            if picture is not None:
                write_atomically(folder / START, png_with_infotext(picture.image, infotext))
            write_session(session)
            return session

        return self.add(write)

    def read(self, session_id: str) -> Session:
        """Read a session as it is on disk, whoever writes it; a torn last line is left out.

        Raises:
            SessionError: there is none of this id, or it is damaged; the message says where.
        """
        return read_session(self.find(session_id))

    @contextmanager
    def drive(self, session_id: str) -> Iterator[SessionWriter]:
        """Open a session to add steps to it; no other process can meanwhile. Repairs what a crash has left.

        Raises:
            SessionError: there is none of this id, it is damaged, or another process writes it.
        """
        with self.locked(session_id) as folder:
            session = read_session(folder, repair=True)
            at = session.steps[-1].number + 1 if session.steps else 1
            drop_files(folder, (f"{PICTURES}/{at:04d}-*.png", f"{PICTURES}/.*.part", ".*.part"))
            yield SessionWriter(session)


class SessionWriter:
    """A feedback session while its lock is held."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def save_picture(self, number: int, index: int, image: Image.Image, infotext: str) -> str:
        """Write a candidate's picture and return its name; raises `StorageError`."""
        name = f"{number:04d}-{index:02d}.png"
        write_atomically(self.session.folder / PICTURES / name, png_with_infotext(image, infotext))
        return name

    def append(self, step: Step) -> None:
        """Add a finished step, on disk when this returns.

        Raises:
            StorageError: it cannot be written; the session stays as it was.
        """
        steps_of(self.session.folder).append(step_record(step))
        self.session = replace(self.session, steps=(*self.session.steps, step))

    def change(self, settings: LoopSettings | None = None, seen_by: Mapping[str, Any] | None = None) -> None:
        """Write other settings, or what the encoder saw; raises `StorageError`."""
        changed = replace(
            self.session,
            settings=self.session.settings if settings is None else settings,
            seen_by=self.session.seen_by if seen_by is None else dict(seen_by),
        )
        write_session(changed)
        self.session = changed
