"""A dream on disk: its settings, its pictures to begin with and to come near to, and its frames."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from clip_critic.errors import NoSessionError, SessionError, StorageError
from clip_critic.pictures.opening import Picture, open_picture
from clip_critic.sessions.dreams.settings import DreamSettings
from clip_critic.storage.files import reason
from clip_critic.storage.journal import HEAD, TORN, Journal, read_head, write_head

VERSION = 1
KIND = "dream"
START, AIM, PICTURES, STATES = "start.png", "aim.png", "pictures", "states"
"""The pictures to start from and to come near to, and the folders of the frames and of the last states."""
_PICTURE = re.compile(r"[0-9]{4,9}(?:-awake)?\.png")


@dataclass(frozen=True)
class Compared:
    """What one phrase makes of a frame: its similarity by the encoder that dreams, and by the judge."""

    phrase: str
    similarity: float | None = None
    judged: float | None = None


@dataclass(frozen=True)
class Frame:
    """One kept picture of a dream.

    Attributes:
        number: its number, from 0 for the start.
        file: the name of its picture.
        climbed: the number of steps up the gradient until then.
        want, avoid: the words that were aimed at.
        similarity: how similar it is to them by the encoder that dreams, from -1 to 1; None without words.
        judged: the same by the judge; None without one.
        activity: how active the unit is; None without one.
        compared: the same similarities with each phrase, if phrases are compared.
        pace: the part of the speed that is left after steps that went wrong.
        awake: whether the checkpoint has redrawn it.
        note: a sentence about what went wrong.
        seconds: how long it took.
    """

    number: int
    file: str
    climbed: int = 0
    want: str = ""
    avoid: str = ""
    similarity: float | None = None
    judged: float | None = None
    activity: float | None = None
    compared: tuple[Compared, ...] = ()
    pace: float = 1.0
    awake: bool = False
    note: str = ""
    seconds: float = 0.0


@dataclass(frozen=True)
class Dream:
    """A read-only snapshot of a dream.

    Attributes:
        id: its id, which is its folder's name.
        folder: its folder.
        created: the date and time of its creation, ISO 8601.
        settings: its settings; the seed is not random any more, and the sides are not 0.
        has_start: whether it begins with a picture.
        has_aim: whether there is a picture that it comes near to.
        frames: its frames.
        gone: the names of pictures that have vanished.
        notes: sentences about what was repaired when it was read.
    """

    id: str
    folder: Path
    created: str
    settings: DreamSettings
    has_start: bool = False
    has_aim: bool = False
    frames: tuple[Frame, ...] = field(default=(), compare=False, repr=False)
    gone: frozenset[str] = field(default=frozenset(), compare=False)
    notes: tuple[str, ...] = field(default=(), compare=False)

    @property
    def dreamt(self) -> tuple[Frame, ...]:
        """The frames of the ascent, with the start, without those that were redrawn."""
        return tuple(frame for frame in self.frames if not frame.awake)

    @property
    def awake(self) -> Frame | None:
        """The last frame as the checkpoint has redrawn it."""
        last = self.frames[-1] if self.frames else None
        return last if last is not None and last.awake else None

    @property
    def left(self) -> int:
        """The number of pictures that are still to come."""
        frames = max(self.settings.frames + 1 - len(self.dreamt), 0)
        return frames + bool(self.settings.wake_up and (frames or self.awake is None))

    def start(self) -> Picture:
        """Return the start picture; raises `SessionError` if it is gone."""
        return self._picture(self.folder / START)

    def aim(self) -> Picture | None:
        """Return the picture to come near to, if there is one; raises `SessionError` if it is gone."""
        return self._picture(self.folder / AIM) if self.has_aim else None

    def picture(self, frame: Frame) -> Picture:
        """Return a frame's picture; raises `SessionError` if it is gone."""
        return self._picture(self.path(frame.file))

    def path(self, file: str) -> Path:
        """Return the path of a frame, the start or the aim; raises `NoSessionError` for other file names."""
        if file in (START, AIM):
            return self.folder / file
        if not _PICTURE.fullmatch(file):
            raise NoSessionError(f"{file!r:.80} is not a picture of a dream.")
        return self.folder / PICTURES / file

    def _picture(self, path: Path) -> Picture:
        try:
            return open_picture(path)
        except (OSError, ValueError) as error:
            raise SessionError(f"The picture {path} cannot be read: {error}") from None


def write_dream(dream: Dream) -> None:
    """Write everything about a dream except its frames; raises `StorageError`."""
    settings = {
        name: value for name, value in asdict(dream.settings).items() if value != getattr(DreamSettings, name)
    }
    head = {"version": VERSION, "kind": KIND, "id": dream.id, "created": dream.created}
    write_head(
        dream.folder, {**head, "settings": settings, "has_start": dream.has_start, "has_aim": dream.has_aim}
    )


def frames_of(folder: Path) -> Journal:
    """Return the journal of a dream's frames."""
    return Journal(folder)


def read_dream(folder: Path, *, repair: bool = False) -> Dream:
    """Read the dream in a folder; an incomplete last line is ignored.

    Args:
        folder: the dream's folder.
        repair: whether to remove an incomplete last line from the file.

    Raises:
        SessionError: a file is damaged; the message says which one, and where.
        StorageError: a file cannot be read.
    """
    head = read_head(folder, lambda head: _read(head, folder))
    frames, torn = frames_of(folder).read(_frame, repair=repair)
    there = _names_in(folder / PICTURES)
    gone = frozenset(frame.file for frame in frames if frame.file not in there)
    return Dream(
        head.id,
        folder,
        head.created,
        head.settings,
        head.has_start,
        head.has_aim,
        tuple(frames),
        gone,
        (TORN,) if torn else (),
    )


def _read(head: Any, folder: Path) -> Dream:
    if head["version"] != VERSION:
        raise SessionError(
            f"{folder / HEAD} was written by another version of CLIP Critic ({head['version']!r:.60})."
        )
    settings = DreamSettings.read(dict(head["settings"]))
    return Dream(
        folder.name, folder, str(head["created"]), settings, bool(head["has_start"]), bool(head["has_aim"])
    )


def _frame(record: Any) -> Frame:
    known = {row.name for row in fields(Frame)}
    values = {name: value for name, value in record.items() if name in known}
    values["compared"] = tuple(Compared(**one) for one in record.get("compared", ()))
    frame = Frame(**values)
    if not isinstance(frame.number, int) or not _PICTURE.fullmatch(frame.file):
        raise ValueError("a frame needs a number and the name of its picture")
    return frame


def _names_in(folder: Path) -> set[str]:
    try:
        return {path.name for path in folder.iterdir()}
    except FileNotFoundError:
        return set()
    except OSError as error:
        raise StorageError(f"{folder} cannot be read: {reason(error)}.") from error
