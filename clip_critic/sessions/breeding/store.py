"""Breedings on disk: each has a folder that only grows.

::

    <id>/session.json     settings, the concepts of the first population
    <id>/start/           the user's own pictures that it began with, if it did
    <id>/vectors/         everybody's vectors, one file each
    <id>/pictures/        the pictures, one file each
    <id>/steps.jsonl      one line for everybody who was made, was drawn, for each choice and each way back
    <id>/lock             held by the process that writes the breeding

The files that a line names are written and flushed before it. A process that is killed leaves at most files
without a line; they are written again with the same content.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path

from clip_critic.sessions.breeding.family import KINDS, Line
from clip_critic.sessions.breeding.session import (
    PICTURES,
    START,
    VECTORS,
    Breeding,
    Founder,
    lines_of,
    read_breeding,
    write_breeding,
)
from clip_critic.sessions.breeding.settings import BreedingSettings
from clip_critic.storage.files import write_atomically
from clip_critic.storage.journal import Journals, drop_files

NAMES = {kind: name for name, kind in KINDS.items()}


class BreedingStore(Journals):
    """All breedings of a user, in a folder."""

    def create(
        self,
        settings: BreedingSettings,
        founders: Sequence[tuple[Founder, bytes]],
        side: int,
        size: int,
        shown: Sequence[bytes] = (),
        others: Sequence[Path] = (),
    ) -> Breeding:
        """Write a new breeding to disk, completely or not at all; raises `StorageError`.

        Args:
            settings: its settings.
            founders: the first population, with the content of the file of each.
            side: the usual side of the checkpoint's pictures.
            size: the number of individuals of the first population.
            shown: the files of the user's own pictures, in place of concepts.
            others: files of other pictures, which stay where they are.
        """

        def write(folder: Path, now: datetime) -> Breeding:
            for founder, data in founders:
                write_atomically(folder / VECTORS / founder.file, data)
            names = tuple(f"{number:02d}.png" for number in range(1, len(shown) + 1))
            for name, data in zip(names, shown, strict=True):
                write_atomically(folder / START / name, data)
            created = now.isoformat(timespec="seconds")
            known = tuple(founder for founder, _ in founders)
            beside = tuple(map(str, others))
            breeding = Breeding(folder.name, folder, created, settings, known, side, size, names, beside)
            write_breeding(breeding)
            return breeding

        return self.add(write)

    def read(self, session_id: str) -> Breeding:
        """Read a breeding from disk, even while it is being written.

        Raises:
            SessionError: there is no such breeding, or it is damaged; the message says where.
        """
        return read_breeding(self.find(session_id))

    @contextmanager
    def open_for_writing(self, session_id: str) -> Iterator[BreedingWriter]:
        """Open a breeding for writing, lock it, and clean up after a crash.

        Raises:
            SessionError: there is no such breeding, it is damaged, or another process is writing it.
        """
        with self.locked(session_id) as folder:
            breeding = read_breeding(folder, repair=True)
            drop_files(folder, (f"{PICTURES}/.*.part", f"{VECTORS}/.*.part", ".*.part"))
            yield BreedingWriter(breeding)


class BreedingWriter:
    """A locked breeding that can be written."""

    def __init__(self, breeding: Breeding) -> None:
        self.session = breeding

    def save(self, folder: str, file: str, data: bytes) -> None:
        """Write a file of a picture or of vectors in one step; raises `StorageError`."""
        write_atomically(self.session.folder / folder / file, data)

    def append(self, make: Callable[[int], Line]) -> Line:
        """Write a line to disk, and return it.

        Args:
            make: a function that returns the line from its number.

        Raises:
            StorageError: it cannot be written; the breeding is unchanged.
        """
        line = make(self.session.family.next_number)
        values = {
            name: value for name, value in asdict(line).items() if value != getattr(type(line), name, None)
        }
        lines_of(self.session.folder).append({"line": NAMES[type(line)], **values})
        self.session = replace(self.session, lines=(*self.session.lines, line), gone=self._gone(line))
        return line

    def change(self, settings: BreedingSettings) -> None:
        """Write new settings; raises `StorageError`."""
        changed = replace(self.session, settings=settings)
        write_breeding(changed)
        self.session = changed

    def _gone(self, line: Line) -> frozenset[str]:
        return self.session.gone - set(getattr(line, "files", ()))
