"""Sessions on disk: one folder each, that only grows.

::

    <id>/session.json     settings, start, origin; written whole
    <id>/start.png        the picture that it began with, where there was one
    <id>/pictures/        every candidate, written before the step that tells of it
    <id>/steps.jsonl      one step a line; a line counts when its end of line is there
    <id>/lock             held by the one process that drives the session

A process that is killed leaves pictures of the step that it was at, and at most a torn last line: both
are dropped when the session is driven again. Pictures are written first and flushed, then the line, flushed
likewise.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from PIL import Image

from clip_critic.errors import BadInputError, NoSessionError, SessionError, StorageError
from clip_critic.pictures.infotext import png_with_infotext
from clip_critic.pictures.opening import Picture
from clip_critic.sessions.feedback.session import (
    HEAD,
    PICTURES,
    START,
    START_KINDS,
    STEPS,
    Session,
    StartKind,
    head_of,
    read_session,
)
from clip_critic.sessions.feedback.settings import LoopSettings
from clip_critic.sessions.feedback.steps import Step, step_record
from clip_critic.storage.files import reason, write_atomically

__all__ = ["START_KINDS", "Session", "SessionStore", "SessionWriter", "StartKind"]

_ID = re.compile(r"[0-9]{8}-[0-9]{6}-[0-9a-f]{6}")


class SessionStore:
    """All sessions of a user, below one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def create(
        self,
        settings: LoopSettings,
        kind: StartKind,
        picture: Picture | None = None,
        *,
        infotext: str = "",
        origin: str = "",
    ) -> Session:
        """A new session on disk, or nothing of it.

        Raises:
            BadInputError: a start without its picture.
            StorageError: it cannot be written.
        """
        if kind not in START_KINDS or (picture is None) != (kind == "prompt"):
            raise BadInputError("A session starts from a picture or a sketch, or from a prompt alone.")
        now = datetime.now().astimezone()
        name = f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"
        session = Session(name, self.folder / name, now.isoformat(timespec="seconds"), settings, kind, origin)
        try:
            if picture is not None:
                write_atomically(session.folder / START, png_with_infotext(picture.image, infotext))
            _write_head(session)
        except BaseException:
            shutil.rmtree(session.folder, ignore_errors=True)
            raise
        return session

    def ids(self) -> list[str]:
        """Every session, the newest first; raises `StorageError` where the folder cannot be read."""
        try:
            names = [path.name for path in self.folder.iterdir() if _ID.fullmatch(path.name)]
        except FileNotFoundError:
            return []
        except OSError as error:
            raise StorageError(f"{self.folder} cannot be read: {reason(error)}.") from error
        return sorted((name for name in names if (self.folder / name / HEAD).is_file()), reverse=True)

    def read(self, session_id: str) -> Session:
        """A session as it lies on disk, whoever drives it; a torn last line is left out.

        Raises:
            SessionError: there is none of this id, or it is damaged; the message says where.
        """
        return read_session(self._folder(session_id))

    @contextmanager
    def drive(self, session_id: str) -> Iterator[SessionWriter]:
        """A session to add steps to; no other process can at the same time. Repairs what a crash has left.

        Raises:
            SessionError: there is none of this id, it is damaged, or another process drives it.
        """
        with self._locked(session_id) as folder:
            session = read_session(folder, repair=True)
            _drop_orphans(session)
            yield SessionWriter(session)

    def delete(self, session_id: str) -> None:
        """Remove a session and its pictures, damaged or not; raises `SessionError` while it is at work."""
        with self._locked(session_id) as folder:
            try:
                (folder / HEAD).unlink()  # then it is no session any more
            except OSError as error:
                raise StorageError(f"{folder} cannot be removed: {reason(error)}.") from error
        shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def _locked(self, session_id: str) -> Iterator[Path]:
        folder = self._folder(session_id)
        lock = FileLock(str(folder / "lock"))
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise SessionError(
                f"The session {session_id} is at work already, in another window or program: wait for it."
            ) from None
        except (OSError, NotImplementedError) as error:  # the latter: a file system without locks
            why = reason(error) if isinstance(error, OSError) else "its disk knows no locks"
            raise StorageError(f"{folder} cannot be written: {why}.") from error
        try:
            yield folder
        finally:
            lock.release()

    def _folder(self, session_id: str) -> Path:
        if not _ID.fullmatch(session_id) or not (self.folder / session_id / HEAD).is_file():
            raise NoSessionError(
                f"There is no session {session_id!r:.80}: choose one from the list of sessions."
            )
        return self.folder / session_id


class SessionWriter:
    """A session while its lock is held."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def save_picture(self, number: int, index: int, image: Image.Image, infotext: str) -> str:
        """Write a candidate's picture; gives its name. Raises `StorageError`."""
        name = f"{number:04d}-{index:02d}.png"
        write_atomically(self.session.folder / PICTURES / name, png_with_infotext(image, infotext))
        return name

    def append(self, step: Step) -> None:
        """Add a finished step, on disk when this returns.

        Raises:
            StorageError: it cannot be written; the session stays as it was.
        """
        line = (json.dumps(step_record(step), ensure_ascii=False) + "\n").encode("utf-8")
        path = self.session.folder / STEPS
        try:
            with path.open("ab", buffering=0) as file:
                end = file.tell()
                try:
                    if file.write(line) < len(line):
                        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                    os.fsync(file.fileno())
                except OSError:
                    file.truncate(end)
                    raise
        except OSError as error:
            raise StorageError(f"{path} cannot be written: {reason(error)}.") from error
        self.session = replace(self.session, steps=(*self.session.steps, step))

    def change(self, settings: LoopSettings | None = None, seen_by: Mapping[str, Any] | None = None) -> None:
        """Write other settings, or what the encoder saw; raises `StorageError`."""
        changed = replace(
            self.session,
            settings=self.session.settings if settings is None else settings,
            seen_by=self.session.seen_by if seen_by is None else dict(seen_by),
        )
        _write_head(changed)
        self.session = changed


def _write_head(session: Session) -> None:
    write_atomically(session.folder / HEAD, head_of(session))


def _drop_orphans(session: Session) -> None:
    """Remove what a killed process has left: pictures of the step that it was at, and half-written files."""
    at = session.steps[-1].number + 1 if session.steps else 1
    for left in (f"{PICTURES}/{at:04d}-*.png", f"{PICTURES}/.*.part", ".*.part"):
        for path in session.folder.glob(left):
            with contextlib.suppress(OSError):
                path.unlink()
