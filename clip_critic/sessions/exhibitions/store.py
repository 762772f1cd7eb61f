"""Exhibitions on disk: each has a folder that only grows.

::

    <id>/session.json     settings, the encoder's identity; always rewritten in full
    <id>/pictures/        one file for each picture, named by what was asked for
    <id>/vectors.f16      the unit vectors of the pictures, one after the other
    <id>/steps.jsonl      one line for each picture that was made, or that could not be made
    <id>/words.json       the words that the pictures are measured with, encoded
    <id>/lock             held by the process that writes the exhibition

A picture is written and flushed first, then its vector, then its line. A process that is killed leaves at
most a picture without a line, which is not drawn again, and a vector that no line names.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path

from clip_critic.encoders.base import Vectors
from clip_critic.errors import StorageError
from clip_critic.sessions.exhibitions.cells import CellPlan
from clip_critic.sessions.exhibitions.session import (
    PICTURES,
    VECTORS,
    Exhibition,
    MadeCell,
    lines_of,
    read_exhibition,
    write_exhibition,
)
from clip_critic.sessions.exhibitions.sight import WORDS, Sight, write_sight
from clip_critic.storage.files import reason, write_atomically
from clip_critic.storage.journal import Journals, drop_files


class ExhibitionStore(Journals):
    """All exhibitions of a user, in a folder."""

    def create(self, plan: CellPlan) -> Exhibition:
        """Write a new exhibition to disk, completely or not at all; raises `StorageError`."""

        def write(folder: Path, now: datetime) -> Exhibition:
            created = now.isoformat(timespec="seconds")
            exhibition = Exhibition(folder.name, folder, created, plan.settings, plan.sides, len(plan.queue))
            write_exhibition(exhibition)
            return exhibition

        return self.add(write)

    def read(self, session_id: str) -> Exhibition:
        """Read an exhibition from disk, even while it is being written.

        Raises:
            SessionError: there is no such exhibition, or it is damaged; the message says where.
        """
        return read_exhibition(self.find(session_id))

    @contextmanager
    def open_for_writing(self, session_id: str) -> Iterator[ExhibitionWriter]:
        """Open an exhibition for writing, lock it, and clean up after a crash.

        Raises:
            SessionError: there is no such exhibition, it is damaged, or another process is writing it.
        """
        with self.locked(session_id) as folder:
            exhibition = read_exhibition(folder, repair=True)
            drop_files(folder, (f"{PICTURES}/.*.part", ".*.part"))
            yield ExhibitionWriter(exhibition)


class ExhibitionWriter:
    """A locked exhibition that can be written."""

    def __init__(self, exhibition: Exhibition) -> None:
        self.session = exhibition
        self._rows = 1 + max((step.row for step in exhibition.steps), default=-1)

    def save_picture(self, file: str, data: bytes) -> None:
        """Write the file of a picture in one step; raises `StorageError`."""
        write_atomically(self.session.folder / PICTURES / file, data)

    def save_vectors(self, vectors: Vectors) -> range:
        """Write unit vectors float32 ``[n, dimension]`` behind the last one, and return their rows.

        Raises:
            StorageError: they cannot be written.
        """
        path = self.session.folder / VECTORS
        data = vectors.astype("<f2").tobytes()
        begin = self._rows * self.session.dimension * 2
        try:
            with path.open("r+b" if path.exists() else "w+b", buffering=0) as file:
                file.truncate(begin)  # what a killed process has left is in the way
                file.seek(begin)
                file.write(data)
                os.fsync(file.fileno())
        except OSError as error:
            raise StorageError(f"{path} cannot be written: {reason(error)}.") from error
        rows = range(self._rows, self._rows + len(vectors))
        self._rows = rows.stop
        return rows

    def append(self, step: MadeCell) -> None:
        """Write a line to disk.

        Raises:
            StorageError: it cannot be written; the exhibition is unchanged.
        """
        record = {
            name: value for name, value in asdict(step).items() if value != getattr(MadeCell, name, None)
        }
        lines_of(self.session.folder).append(record)
        session = self.session
        gone = session.gone - {step.file} if step.file in session.gone else session.gone
        self.session = replace(session, steps=(*session.steps, step), gone=gone)

    def change(self, plan: CellPlan) -> None:
        """Write new settings; raises `StorageError`."""
        pictures = len(plan.queue)
        self._write(replace(self.session, settings=plan.settings, sides=plan.sides, pictures=pictures))

    def look_with(self, sight: Sight) -> None:
        """Write the encoded words, and the identity of the encoder with them; raises `StorageError`."""
        if not self.session.encoder:
            dimension = int(sight.vectors.shape[1])
            self._write(replace(self.session, encoder=sight.encoder, dimension=dimension))
        write_sight(self.session.folder / WORDS, sight)
        self.session = replace(self.session, sight=sight)

    def _write(self, changed: Exhibition) -> None:
        write_exhibition(changed)
        self.session = changed
