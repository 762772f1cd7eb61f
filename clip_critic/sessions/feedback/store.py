"""Feedback sessions on disk: each session has a folder that only grows.

::

    <id>/session.json     settings, start, origin; always rewritten in full
    <id>/start.png        the start picture, if there is one
    <id>/mask.png         the user's mask of it, if there is one
    <id>/pictures/        all candidates and masks, written before the step that names them
    <id>/steps.jsonl      a step on each line; a line without an end of line is ignored
    <id>/lock             held by the process that writes the session

A killed process leaves pictures of its unfinished step and at most an incomplete last line. Both are removed
when the session is opened for writing again. Pictures are written and flushed first, then the line, which is
flushed, too. `clip_critic.storage.journal` handles the folders and the lines.
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
    MASK,
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
    """All feedback sessions of a user, in a folder."""

    def create(
        self,
        settings: LoopSettings,
        kind: StartKind,
        picture: Picture | None = None,
        *,
        infotext: str = "",
        origin: str = "",
        mask: Image.Image | None = None,
    ) -> Session:
        """Write a new session to disk, completely or not at all.

        Raises:
            BadInputError: the picture does not fit the kind of start.
            StorageError: the session cannot be written.
        """
        if kind not in START_KINDS or (picture is None) != (kind == "prompt"):
            raise BadInputError("A session starts from a picture or a sketch, or from a prompt alone.")

        def write(folder: Path, now: datetime) -> Session:
            created = now.isoformat(timespec="seconds")
            masked = mask is not None
            session = Session(folder.name, folder, created, settings, kind, origin, masked=masked)
            if picture is not None:
                write_atomically(folder / START, png_with_infotext(picture.image, infotext))
            if mask is not None:
                write_atomically(folder / MASK, png_with_infotext(mask, ""))
            write_session(session)
            return session

        return self.add(write)

    def read(self, session_id: str) -> Session:
        """Read a session from disk, even while it is being written; an incomplete last line is ignored.

        Raises:
            SessionError: there is no such session, or it is damaged; the message says where.
        """
        return read_session(self.find(session_id))

    @contextmanager
    def open_for_writing(self, session_id: str) -> Iterator[SessionWriter]:
        """Open a session for writing, lock it, and clean up after a crash.

        Raises:
            SessionError: there is no such session, it is damaged, or another process is writing it.
        """
        with self.locked(session_id) as folder:
            session = read_session(folder, repair=True)
            number = session.steps[-1].number + 1 if session.steps else 1
            drop_files(folder, (f"{PICTURES}/{number:04d}-*.png", f"{PICTURES}/.*.part", ".*.part"))
            yield SessionWriter(session)


class SessionWriter:
    """A locked feedback session that can be written."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def save_picture(self, number: int, index: int, image: Image.Image, infotext: str) -> str:
        """Write a candidate's picture and return its name; raises `StorageError`."""
        name = f"{number:04d}-{index:02d}.png"
        write_atomically(self.session.folder / PICTURES / name, png_with_infotext(image, infotext))
        return name

    def save_mask(self, number: int, mask: Image.Image) -> str:
        """Write the mask of a step and return its name; raises `StorageError`."""
        name = f"{number:04d}-mask.png"
        write_atomically(self.session.folder / PICTURES / name, png_with_infotext(mask, ""))
        return name

    def append(self, step: Step) -> None:
        """Write a finished step to disk.

        Raises:
            StorageError: the step cannot be written; the session is unchanged.
        """
        steps_of(self.session.folder).append(step_record(step))
        self.session = replace(self.session, steps=(*self.session.steps, step))

    def change(self, settings: LoopSettings | None = None, seen_by: Mapping[str, Any] | None = None) -> None:
        """Write new settings or ranking data; raises `StorageError`."""
        changed = replace(
            self.session,
            settings=self.session.settings if settings is None else settings,
            seen_by=self.session.seen_by if seen_by is None else dict(seen_by),
        )
        write_session(changed)
        self.session = changed
