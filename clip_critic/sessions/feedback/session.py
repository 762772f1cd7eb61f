"""The reading and checking of a feedback session on disk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from re import compile as pattern
from typing import Any, Literal

from clip_critic.errors import NoSessionError, PictureError, SessionError
from clip_critic.pictures.opening import Picture, open_picture
from clip_critic.sessions.feedback.memory import check_memory
from clip_critic.sessions.feedback.settings import LoopSettings, settings_record
from clip_critic.sessions.feedback.steps import Step, read_step
from clip_critic.sessions.feedback.targets import require_in, targets_in
from clip_critic.storage.journal import HEAD, NEW_SESSION, TORN, Journal, read_head, write_head

VERSION = 1
START, MASK, PICTURES = "start.png", "mask.png", "pictures"
StartKind = Literal["picture", "sketch", "prompt"]
START_KINDS: tuple[StartKind, ...] = ("picture", "sketch", "prompt")
_FILE = pattern(r"[0-9]{4,}-(?:[0-9]{2,}|mask)\.png|start\.png|mask\.png")


@dataclass(frozen=True)
class Session:
    """A read-only snapshot of a feedback session.

    Attributes:
        id: the session's id, which is its folder's name.
        folder: the session's folder.
        created: the date and time of its creation, ISO 8601.
        settings: its settings.
        start: the kind of its start.
        origin: the session and step that it was continued from, as ``"<id> step 3"``.
        seen_by: the data from `memory.remember`, the held words, the identity of a judge that decides, and
            what a taste was learned from (`liking.SessionTaste`); empty before the first ranking.
        steps: the finished steps.
        masked: whether the user gave a mask of the start picture, which is in the file `MASK`.
        notes: sentences about what was repaired when it was read.
    """

    id: str
    folder: Path
    created: str
    settings: LoopSettings
    start: StartKind
    origin: str = ""
    seen_by: Mapping[str, Any] = field(default_factory=dict)
    steps: tuple[Step, ...] = field(default=(), compare=False)
    masked: bool = False
    notes: tuple[str, ...] = field(default=(), compare=False)

    def picture(self, file: str) -> Picture:
        """Open a picture of the session; raises `SessionError` if it is missing or damaged."""
        try:
            return open_picture(self.path(file), name=file)
        except PictureError as error:
            raise SessionError(f"The session {self.id} is damaged: {error}") from None

    def path(self, file: str) -> Path:
        """Return the path of a picture of the session; raises `NoSessionError` for other file names."""
        if not _FILE.fullmatch(file):
            raise NoSessionError(f"{file!r:.80} is not a picture of a session.")
        return self.folder / file if file in (START, MASK) else self.folder / PICTURES / file

    def step(self, number: int) -> Step:
        """Return a step by its number; raises `NoSessionError` if there is none."""
        for step in self.steps:
            if step.number == number:
                return step
        raise NoSessionError(f"The session {self.id} has no step {number}.")


def write_session(session: Session) -> None:
    """Write everything about a session except its steps; raises `StorageError`."""
    head = {
        "version": VERSION,
        "id": session.id,
        "created": session.created,
        "start": session.start,
        "origin": session.origin,
        "settings": settings_record(session.settings),
        "seen_by": dict(session.seen_by),
        **({"masked": True} if session.masked else {}),
    }
    write_head(session.folder, head)


def steps_of(folder: Path) -> Journal:
    """Return the journal of a session's steps."""
    return Journal(folder, f"{NEW_SESSION} from one of its pictures")


def read_session(folder: Path, *, repair: bool = False) -> Session:
    """Read the session in a folder; an incomplete last line of its steps is ignored.

    Args:
        folder: the session's folder.
        repair: whether to remove an incomplete last line from the file.

    Raises:
        SessionError: a file is damaged; the message says which one, and where.
        StorageError: a file cannot be read.
    """
    session = read_head(folder, lambda head: _session(head, folder))
    parse = _StepReader(len(session.seen_by.get("keywords", ())))
    steps, torn = steps_of(folder).read(parse, repair=repair)
    return replace(session, steps=tuple(steps), notes=(TORN,) if torn else ())


def _session(head: Any, folder: Path) -> Session:
    if head["version"] != VERSION:
        raise SessionError(
            f"{folder / HEAD} was written by another version of CLIP Critic ({head['version']!r:.60})."
        )
    settings = LoopSettings.read(dict(head["settings"]))
    if head["start"] not in START_KINDS:
        raise ValueError(f"a session cannot start from {head['start']!r:.60}")
    seen_by = dict(head["seen_by"])
    check_memory(seen_by)
    if seen_by:
        require_in(targets_in(settings), seen_by["keywords"])
    created, origin = str(head["created"]), str(head["origin"])
    masked = bool(head.get("masked", False))
    return Session(folder.name, folder, created, settings, head["start"], origin, seen_by, masked=masked)


class _StepReader:
    """A reader of steps in order, which checks that their numbers rise.

    Args:
        keywords: the number of similarities of every picture.
    """

    def __init__(self, keywords: int) -> None:
        self._keywords = keywords
        self._last = -1

    def __call__(self, record: Any) -> Step:
        step = read_step(record)
        if step.number <= self._last:
            raise ValueError(f"step {step.number} follows step {self._last}")
        if any(len(candidate.similarities) != self._keywords for candidate in step.candidates):
            raise ValueError(f"a picture was not ranked against the session's {self._keywords} keywords")
        self._last = step.number
        return step
