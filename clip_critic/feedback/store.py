"""Sessions on disk: one folder each, that only grows.

::

    <id>/session.json     settings, start, origin; written whole
    <id>/start.png        the picture that it began with, where there was one
    <id>/pictures/        every candidate, written before the step that tells of it
    <id>/steps.jsonl      one step a line; a line counts when its end of line is there
    <id>/lock             held by the one process that drives the session

A process that is killed leaves pictures that no line tells of, and at most a torn last line: both are dropped
when the session is driven again. Pictures are written first and flushed, then the line, flushed likewise.
"""

from __future__ import annotations

import errno
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from filelock import FileLock, Timeout
from PIL import Image

from clip_critic.errors import BadInputError, NoSessionError, PictureError, SessionError, StorageError
from clip_critic.feedback.settings import LoopSettings
from clip_critic.feedback.steps import Step, read_step, step_record
from clip_critic.files import reason, write_atomically
from clip_critic.images import Picture, open_picture
from clip_critic.metadata import png_with_infotext

VERSION = 1
StartKind = Literal["picture", "sketch", "prompt"]
START_KINDS: tuple[StartKind, ...] = ("picture", "sketch", "prompt")
_ID = re.compile(r"\d{8}-\d{6}-[0-9a-f]{6}")
_FILE = re.compile(r"\d{4,}-\d{2,}\.png|start\.png")


@dataclass(frozen=True)
class Session:
    """What is known of a session: a snapshot, good for reading.

    Attributes:
        folder: where it lies.
        start: what it began with.
        origin: the session and step that it was continued from, as ``"<id> step 3"``.
        keywords: the ranked texts and their groups as the encoder was asked, once the start was looked at.
        notes: what was repaired in reading.
    """

    id: str
    folder: Path
    created: str
    settings: LoopSettings
    start: StartKind
    origin: str = ""
    seen_by: Mapping[str, Any] = field(default_factory=dict)
    steps: tuple[Step, ...] = field(default=(), compare=False)
    notes: tuple[str, ...] = field(default=(), compare=False)

    def picture(self, file: str) -> Picture:
        """A picture of the session by its name; raises `SessionError` where it is missing or damaged."""
        try:
            return open_picture(self.path(file), name=file)
        except PictureError as error:
            raise SessionError(f"The session {self.id} is damaged: {error}") from None

    def path(self, file: str) -> Path:
        """Where a picture of the session lies; raises `NoSessionError` for what can be none."""
        if not _FILE.fullmatch(file):
            raise NoSessionError(f"{file!r} is no picture of a session.")
        return self.folder / file if file == "start.png" else self.folder / "pictures" / file

    def step(self, number: int) -> Step:
        """A step by its number; raises `NoSessionError` where there is none."""
        for step in self.steps:
            if step.number == number:
                return step
        raise NoSessionError(f"The session {self.id} has no step {number}.")


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
        """A new session on disk.

        Raises:
            BadInputError: a start without its picture.
            StorageError: it cannot be written.
        """
        if (picture is None) != (kind == "prompt"):
            raise BadInputError("A session starts from a picture or a sketch, or from a prompt alone.")
        now = datetime.now().astimezone()
        name = f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"
        session = Session(name, self.folder / name, now.isoformat(timespec="seconds"), settings, kind, origin)
        if picture is not None:
            write_atomically(session.folder / "start.png", png_with_infotext(picture.image, infotext))
        _write_head(session)
        return session

    def ids(self) -> list[str]:
        """Every session, the newest first."""
        try:
            found = [path.name for path in self.folder.iterdir() if _ID.fullmatch(path.name)]
        except OSError:
            return []
        return sorted(
            (name for name in found if (self.folder / name / "session.json").is_file()), reverse=True
        )

    def read(self, session_id: str) -> Session:
        """A session as it lies on disk, whoever drives it; a torn last line is left out.

        Raises:
            SessionError: there is none of this id, or it is damaged; the message says where.
        """
        return _read(self._folder(session_id))

    @contextmanager
    def drive(self, session_id: str) -> Iterator[Drive]:
        """A session to add steps to; no other process can at the same time. Repairs a torn last line.

        Raises:
            SessionError: there is none of this id, it is damaged, or another process drives it.
        """
        folder = self._folder(session_id)
        lock = FileLock(str(folder / "lock"))
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise SessionError(
                f"The session {session_id} is at work already, in another window or program: wait for it."
            ) from None
        except OSError as error:
            raise StorageError(f"{folder} cannot be written: {reason(error)}.") from error
        try:
            yield Drive(_read(folder, repair=True))
        finally:
            lock.release()

    def delete(self, session_id: str) -> None:
        """Remove a session and its pictures; raises `SessionError` while it is at work."""
        with self.drive(session_id) as drive:
            (drive.session.folder / "session.json").unlink(missing_ok=True)  # then it is no session any more
        shutil.rmtree(drive.session.folder, ignore_errors=True)

    def _folder(self, session_id: str) -> Path:
        if not _ID.fullmatch(session_id) or not (self.folder / session_id / "session.json").is_file():
            raise NoSessionError(f"There is no session {session_id!r}: choose one from the list of sessions.")
        return self.folder / session_id


class Drive:
    """A session while its lock is held."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def save_picture(self, number: int, index: int, image: Image.Image, infotext: str) -> str:
        """Write a candidate's picture; gives its name. Raises `StorageError`."""
        name = f"{number:04d}-{index:02d}.png"
        write_atomically(self.session.folder / "pictures" / name, png_with_infotext(image, infotext))
        return name

    def append(self, step: Step) -> None:
        """Add a finished step, on disk when this returns.

        Raises:
            StorageError: it cannot be written; the session stays as it was.
        """
        line = (json.dumps(step_record(step), ensure_ascii=False) + "\n").encode("utf-8", "replace")
        path = self.session.folder / "steps.jsonl"
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
        changes: dict[str, Any] = {} if settings is None else {"settings": settings}
        if seen_by is not None:
            changes["seen_by"] = dict(seen_by)
        changed = replace(self.session, **changes)
        _write_head(changed)
        self.session = changed


def _write_head(session: Session) -> None:
    head = {
        "version": VERSION,
        "id": session.id,
        "created": session.created,
        "start": session.start,
        "origin": session.origin,
        "settings": asdict(session.settings),
        "seen_by": session.seen_by,
    }
    write_atomically(session.folder / "session.json", json.dumps(head, ensure_ascii=False, indent=1) + "\n")


def _read(folder: Path, *, repair: bool = False) -> Session:
    path = folder / "session.json"
    try:
        head = json.loads(path.read_text(encoding="utf-8"))
        if head["version"] != VERSION:
            raise SessionError(f"{path} is of another version of CLIP Critic ({head['version']}).")
        settings = LoopSettings.read(head["settings"])
        if head["start"] not in START_KINDS:
            raise SessionError(f"{path} is damaged: a session cannot start from {head['start']!r}.")
        steps, notes = _read_steps(folder / "steps.jsonl", repair)
        return Session(
            folder.name,
            folder,
            str(head["created"]),
            settings,
            head["start"],
            str(head["origin"]),
            dict(head["seen_by"]),
            steps,
            notes,
        )
    except OSError as error:
        raise StorageError(f"{path} cannot be read: {reason(error)}.") from error
    except SessionError:
        raise
    except (ValueError, KeyError, TypeError, BadInputError) as error:
        raise SessionError(f"{path} is damaged ({_short(error)}): put it right, or start anew.") from None


def _read_steps(path: Path, repair: bool) -> tuple[tuple[Step, ...], tuple[str, ...]]:
    if not path.exists():
        return (), ()
    data = path.read_bytes()
    whole = data[: data.rfind(b"\n") + 1]
    notes: tuple[str, ...] = ()
    if len(whole) < len(data):
        notes = ("The last step had not been written to its end and was dropped.",)
        if repair:
            with path.open("r+b") as file:
                file.truncate(len(whole))
    steps = tuple(_parsed(whole.decode("utf-8", "replace").splitlines(), path))
    return steps, notes


def _parsed(lines: Iterable[str], path: Path) -> Iterator[Step]:
    last = -1
    for count, line in enumerate(lines, 1):
        try:
            step = read_step(json.loads(line))
            if step.number <= last:
                raise ValueError(f"step {step.number} follows step {last}")
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise SessionError(
                f"Line {count} of {path} is damaged ({_short(error)}): remove it and all lines below, "
                "or start anew from a picture of the session."
            ) from None
        last = step.number
        yield step


def _short(error: Exception) -> str:
    lines = str(error).splitlines()
    return f"{type(error).__name__}: {lines[0][:120]}" if lines else type(error).__name__
