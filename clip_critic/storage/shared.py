"""A file of lines that any number of windows and programs append to, and read, at the same time.

A line counts once its line end is written, and is on disk before it is confirmed. A program that is killed
leaves at most a torn last line, which had not been confirmed: readers ignore it, the next writer removes it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, Generic, TypeVar

from filelock import FileLock, Timeout

from clip_critic.errors import StorageError
from clip_critic.storage.files import reason
from clip_critic.storage.journal import Journal

PATIENCE = 10.0
"""Seconds to wait for another window that is writing, which takes milliseconds."""
LineT = TypeVar("LineT")


class SharedJournal(Journal, Generic[LineT]):
    """Such a file; what has been read is remembered, and only new lines are read again.

    Args:
        folder: its folder, which is created by the first writer.
        name: its name, such as ``taste.jsonl``; whoever writes holds ``taste.lock`` for a moment.
        parse: a function that turns a line's JSON into a record, as for `Journal.read`.
        remedy: what to do about a damaged line, for the error's message.
    """

    def __init__(self, folder: Path, name: str, parse: Callable[[Any], LineT], remedy: str) -> None:
        super().__init__(folder, remedy, name)
        self._parse = parse
        self._memory = Lock()
        self._known: list[LineT] = []
        self._mark = (0, 0, 0)

    def records(self) -> list[LineT]:
        """Return what all complete lines say.

        Raises:
            SessionError: a line is damaged; the message says which one.
            StorageError: the file cannot be read.
        """
        with self._memory:
            try:
                self._read_on()
            except OSError as error:
                raise StorageError(f"{self.path} cannot be read: {reason(error)}.") from error
            return list(self._known)

    @contextmanager
    def writing(self) -> Iterator[bytes]:
        """Lock the file, remove a torn last line, and yield the content.

        Raises:
            StorageError: it cannot be written, or another program does not let go of it.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(str(self.path.with_suffix(".lock")), timeout=PATIENCE):
                yield self._whole_lines()
        except Timeout:
            raise StorageError(f"{self.path} is in use by another program: try again.") from None
        except (OSError, NotImplementedError) as error:  # the latter: a file system without locks
            why = reason(error) if isinstance(error, OSError) else "its disk does not support locks"
            raise StorageError(f"{self.path} cannot be written: {why}.") from error

    def _whole_lines(self) -> bytes:
        """Remove what a killed program left of a line, and return the rest."""
        data = self.path.read_bytes() if self.path.exists() else b""
        whole = data[: data.rfind(b"\n") + 1]
        if len(whole) < len(data):
            with self.path.open("r+b") as file:
                file.truncate(len(whole))
        return whole

    def _read_on(self) -> None:
        """Add the lines that are new; begin anew if the file is not the one that was read, only longer."""
        if not self.path.exists():
            self._known, self._mark = [], (0, 0, 0)
            return
        with self.path.open("rb") as file:
            now = os.fstat(file.fileno())
            inode, size, changed = self._mark
            if (
                now.st_ino != inode
                or now.st_size < size
                or (now.st_size == size and now.st_mtime_ns != changed)
            ):
                self._known, size = [], 0
            file.seek(size)
            data = file.read()
        lines = data[: data.rfind(b"\n") + 1].split(b"\n")[:-1]
        self._mark = (0, 0, 0)
        self._known += self._parsed(lines, self._parse, len(self._known) + 1)
        self._mark = (now.st_ino, size + sum(map(len, lines)) + len(lines), now.st_mtime_ns)
