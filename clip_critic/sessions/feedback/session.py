"""A session as it lies on disk: what is known of it, read with care."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from re import compile as pattern
from typing import Any, Literal

from clip_critic.errors import BadInputError, NoSessionError, PictureError, SessionError, StorageError
from clip_critic.pictures.opening import Picture, open_picture
from clip_critic.sessions.feedback.memory import check_memory
from clip_critic.sessions.feedback.settings import LoopSettings
from clip_critic.sessions.feedback.steps import Step, read_step
from clip_critic.sessions.feedback.targets import parse_targets, require_in
from clip_critic.storage.files import reason

VERSION = 1
HEAD, STEPS, START, PICTURES = "session.json", "steps.jsonl", "start.png", "pictures"
StartKind = Literal["picture", "sketch", "prompt"]
START_KINDS: tuple[StartKind, ...] = ("picture", "sketch", "prompt")
TORN = "The last step had not been written to its end and was dropped."
_FILE = pattern(r"[0-9]{4,}-[0-9]{2,}\.png|start\.png")


@dataclass(frozen=True)
class Session:
    """What is known of a session: a snapshot, good for reading.

    Attributes:
        folder: where it lies.
        created: date and time, ISO 8601.
        start: what it began with.
        origin: the session and step that it was continued from, as ``"<id> step 3"``.
        seen_by: how its pictures were looked at (`memory.remember`) and what is held, once there was a look.
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
            raise NoSessionError(f"{file!r:.80} is no picture of a session.")
        return self.folder / file if file == START else self.folder / PICTURES / file

    def step(self, number: int) -> Step:
        """A step by its number; raises `NoSessionError` where there is none."""
        for step in self.steps:
            if step.number == number:
                return step
        raise NoSessionError(f"The session {self.id} has no step {number}.")


def head_of(session: Session) -> str:
    """What session.json holds."""
    head = {
        "version": VERSION,
        "id": session.id,
        "created": session.created,
        "start": session.start,
        "origin": session.origin,
        "settings": asdict(session.settings),
        "seen_by": dict(session.seen_by),
    }
    return json.dumps(head, ensure_ascii=False, indent=1) + "\n"


def read_session(folder: Path, *, repair: bool = False) -> Session:
    """The session in a folder; a torn last line of its steps is left out.

    Args:
        repair: whether that line is taken from the file, too.

    Raises:
        SessionError: a file is damaged; which one, and where.
        StorageError: a file cannot be read.
    """
    session = _read_head(folder / HEAD)
    path = folder / STEPS
    try:
        data = path.read_bytes() if path.exists() else b""
        whole = data[: data.rfind(b"\n") + 1]
        if repair and len(whole) < len(data):
            with path.open("r+b") as file:
                file.truncate(len(whole))
    except OSError as error:
        raise _unreadable(path, error) from error
    keywords = len(session.seen_by.get("keywords", ()))
    steps = tuple(_parsed(whole.split(b"\n")[:-1], path, keywords))
    notes = (TORN,) if len(whole) < len(data) else ()
    return replace(session, steps=steps, notes=notes)


def _read_head(path: Path) -> Session:
    try:
        head = json.loads(path.read_bytes())
        if head["version"] != VERSION:
            raise SessionError(f"{path} is of another version of CLIP Critic ({head['version']!r:.60}).")
        settings = LoopSettings.read(dict(head["settings"]))
        if head["start"] not in START_KINDS:
            raise ValueError(f"a session cannot start from {head['start']!r:.60}")
        seen_by = dict(head["seen_by"])
        check_memory(seen_by)
        if seen_by:
            require_in(parse_targets(settings.want, settings.avoid), seen_by["keywords"])
        created, origin = str(head["created"]), str(head["origin"])
    except OSError as error:
        raise _unreadable(path, error) from error
    except SessionError:
        raise
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, BadInputError) as error:
        raise SessionError(f"{path} is damaged ({_short(error)}): put it right, or start anew.") from None
    return Session(path.parent.name, path.parent, created, settings, head["start"], origin, seen_by)


def _parsed(lines: Iterable[bytes], path: Path, keywords: int) -> Iterator[Step]:
    last = -1
    for count, line in enumerate(lines, 1):
        try:
            step = read_step(json.loads(line))
            if step.number <= last:
                raise ValueError(f"step {step.number} follows step {last}")
            if any(len(one.similarities) != keywords for one in step.candidates):
                raise ValueError(f"a picture was not ranked against the session's {keywords} keywords")
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            raise SessionError(
                f"Line {count} of {path} is damaged ({_short(error)}): remove it and all lines below, "
                "or start anew from a picture of the session."
            ) from None
        last = step.number
        yield step


def _unreadable(path: Path, error: OSError) -> StorageError:
    return StorageError(f"{path} cannot be read: {reason(error)}.")


def _short(error: Exception) -> str:
    lines = str(error).splitlines()
    if isinstance(error, BadInputError) and lines:
        return lines[0][:120]
    return f"{type(error).__name__}: {lines[0][:120]}" if lines else type(error).__name__
