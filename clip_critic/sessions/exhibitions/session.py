"""An exhibition on disk: its settings, and a line for each picture that was made or could not be made."""

from __future__ import annotations

import os
import re
import time
from collections import OrderedDict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from clip_critic.errors import NoSessionError, SessionError, StorageError
from clip_critic.sessions.exhibitions.cells import Cell, CellPlan, Sides, plan_of
from clip_critic.sessions.exhibitions.settings import ExhibitionSettings
from clip_critic.sessions.exhibitions.sight import WORDS, Sight, read_sight
from clip_critic.storage.files import reason
from clip_critic.storage.journal import HEAD, LINES, TORN, Journal, read_head, write_head

VERSION = 1
KIND = "exhibition"
PICTURES, VECTORS = "pictures", "vectors.f16"
"""The folder of the pictures, and the file of their unit vectors in half precision, one after the other.

Similarities from it are exact to about 0.00002.
"""
KEPT = 4
"""The number of exhibitions that are kept in memory after reading."""
UNSETTLED = 200_000_000
"""Nanoseconds after a change in which another one may have the same time."""
_FILE = re.compile(r"[0-9a-f]{20}\.png")


@dataclass(frozen=True)
class MadeCell:
    """A picture that was made, or the reason why it could not be.

    Attributes:
        number: the number of its line, from 1.
        key: what was asked for (`Cell.key`).
        place: its place when it was made, in one line.
        file: the name of its file; empty if there is none.
        seed: its seed.
        digest: the hash of its file, by which the cache of vectors knows it.
        row: the row of its unit vector in the file of vectors.
        own: its similarity to its own prompt.
        seconds: the time that it took.
        size: the bytes of its file.
        error: the reason why it could not be made.
    """

    number: int
    key: str
    place: str
    file: str = ""
    seed: int = 0
    digest: str = ""
    row: int = -1
    own: float = 0.0
    seconds: float = 0.0
    size: int = 0
    error: str = ""


@dataclass(frozen=True)
class Exhibition:
    """A read-only snapshot of an exhibition.

    Attributes:
        id: its id, which is its folder's name.
        folder: its folder.
        created: the date and time of its creation, ISO 8601.
        settings: its settings, with all axes resolved.
        sides: the usual side of each checkpoint.
        pictures: the number of different pictures that it asks for.
        encoder: the identity of the encoder that looks at its pictures; empty before the first.
        dimension: the length of its vectors.
        steps: the lines, in the order of making.
        gone: the names of files that have vanished.
        sight: the words that the pictures are measured with, encoded; None before the first run.
        notes: sentences about what was repaired when it was read.
    """

    id: str
    folder: Path
    created: str
    settings: ExhibitionSettings
    sides: Sides = ()
    pictures: int = 0
    encoder: str = ""
    dimension: int = 0
    steps: tuple[MadeCell, ...] = field(default=(), compare=False)
    gone: frozenset[str] = field(default=frozenset(), compare=False)
    sight: Sight | None = field(default=None, compare=False)
    notes: tuple[str, ...] = field(default=(), compare=False)

    @property
    def plan(self) -> CellPlan:
        """All its cells."""
        return plan_of(self.settings, self.sides)

    @cached_property
    def made(self) -> Mapping[str, MadeCell]:
        """The pictures that are there, by their keys."""
        return {step.key: step for step in self.steps if step.file and step.file not in self.gone}

    @cached_property
    def failed(self) -> Mapping[str, tuple[MadeCell, ...]]:
        """The attempts that failed, by the keys of pictures that are not there."""
        found: dict[str, tuple[MadeCell, ...]] = {}
        for step in self.steps:
            if step.error and step.key not in self.made:
                found[step.key] = (*found.get(step.key, ()), step)
        return found

    @cached_property
    def left(self) -> tuple[Cell, ...]:
        """The cells to draw, in their order: neither made, nor tried as often as the settings allow."""
        most = self.settings.attempts
        return tuple(
            cell
            for cell in self.plan.queue
            if cell.key not in self.made and len(self.failed.get(cell.key, ())) < most
        )

    def units(self) -> NDArray[np.float32]:
        """Return the unit vectors of all lines that have one, float32 ``[rows, dimension]``, from disk."""
        if not self.dimension:
            return np.zeros((0, 0), dtype=np.float32)
        try:
            stored = np.fromfile(self.folder / VECTORS, dtype="<f2")
        except FileNotFoundError:
            stored = np.zeros(0, dtype="<f2")
        except OSError as error:
            raise StorageError(f"{self.folder / VECTORS} cannot be read: {reason(error)}.") from error
        rows = len(stored) // self.dimension
        return stored[: rows * self.dimension].reshape(rows, self.dimension).astype(np.float32)

    def path(self, file: str) -> Path:
        """Return the path of a picture; raises `NoSessionError` for other file names."""
        if not _FILE.fullmatch(file):
            raise NoSessionError(f"{file!r:.80} is not a picture of an exhibition.")
        return self.folder / PICTURES / file


def write_exhibition(exhibition: Exhibition) -> None:
    """Write everything about an exhibition except its lines and words; raises `StorageError`."""
    head = {
        "version": VERSION,
        "kind": KIND,
        "id": exhibition.id,
        "created": exhibition.created,
        "settings": {
            name: value
            for name, value in vars(exhibition.settings).items()
            if value != getattr(ExhibitionSettings, name)
        },
        "sides": dict(exhibition.sides),
        "pictures": exhibition.pictures,
        "encoder": exhibition.encoder,
        "dimension": exhibition.dimension,
    }
    write_head(exhibition.folder, head)


def lines_of(folder: Path) -> Journal:
    """Return the journal of an exhibition's lines."""
    return Journal(folder)


def read_exhibition(folder: Path, *, repair: bool = False) -> Exhibition:
    """Read the exhibition in a folder; an incomplete last line is ignored.

    Args:
        folder: the exhibition's folder.
        repair: whether to remove an incomplete last line from the file.

    Raises:
        SessionError: a file is damaged; the message says which one, and where.
        StorageError: a file cannot be read.
    """
    before = _state(folder)
    known = _kept.get(folder)
    if known and known[0] == before and not repair:
        return known[1]
    exhibition = read_head(folder, lambda head: _read(head, folder))
    steps, torn = lines_of(folder).read(read_line, repair=repair)
    there = names_in(folder / PICTURES)
    gone = frozenset(step.file for step in steps if step.file and step.file not in there)
    notes = (*((TORN,) if torn else ()), *((_vanished(len(gone)),) if gone else ()))
    sight = read_sight(folder / WORDS)
    exhibition = replace(exhibition, steps=tuple(steps), gone=gone, sight=sight, notes=notes)
    _keep(folder, before, exhibition)
    return exhibition


State: TypeAlias = tuple[tuple[int, int, int], ...]
_kept: OrderedDict[Path, tuple[State, Exhibition]] = OrderedDict()


def _state(folder: Path) -> State:
    """Return what changes whenever something in an exhibition's folder does, without reading it."""
    return tuple(map(_state_of, (folder / HEAD, folder / LINES, folder / WORDS, folder / PICTURES)))


def _state_of(path: Path) -> tuple[int, int, int]:
    try:
        found = path.stat()
    except OSError:
        return 0, 0, 0
    return found.st_ino, found.st_size, found.st_mtime_ns


def _keep(folder: Path, state: State, exhibition: Exhibition) -> None:
    """Keep an exhibition in memory, unless it has just changed: a clock may tick too slowly to tell again."""
    if time.time_ns() - max(changed for _, _, changed in state) < UNSETTLED:
        _kept.pop(folder, None)
        return
    _kept[folder] = state, exhibition
    while len(_kept) > KEPT:
        with suppress(KeyError):  # another thread was faster
            _kept.popitem(last=False)


def read_line(record: Any) -> MadeCell:
    """Read a line of the journal; raises the errors of damaged data."""
    step = MadeCell(**record)
    if bool(step.file) == bool(step.error) or not isinstance(step.number, int):
        raise ValueError("a picture has neither a file nor a reason")
    if step.file and not _FILE.fullmatch(step.file):
        raise ValueError("the name of a picture is damaged")
    return step


def names_in(folder: Path) -> set[str]:
    """Return the names of the files in a folder, which may be missing."""
    try:
        with os.scandir(folder) as entries:
            return {entry.name for entry in entries}
    except OSError:
        return set()


def _vanished(count: int) -> str:
    return f"{count} pictures have vanished from the folder: Resume makes them again."


def _read(head: Any, folder: Path) -> Exhibition:
    if head["version"] != VERSION:
        raise SessionError(
            f"{folder / HEAD} was written by another version of CLIP Critic ({head['version']!r:.60})."
        )
    settings = ExhibitionSettings.read(dict(head["settings"]))
    sides = tuple((str(name), int(side)) for name, side in head["sides"].items())
    return Exhibition(
        folder.name,
        folder,
        str(head["created"]),
        settings,
        sides,
        int(head["pictures"]),
        str(head["encoder"]),
        int(head["dimension"]),
    )
