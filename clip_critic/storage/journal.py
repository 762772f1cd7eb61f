"""Folders that only grow: the storage of sessions of any kind.

::

    <id>/session.json     the head: everything known from the start, written atomically
    <id>/steps.jsonl      one step per line; a line counts once its line end is written
    <id>/lock             held by the only process that writes
    <id>/...              files of the steps, each written before the line that names it

A process that is killed leaves files of its unfinished step, and at most a torn last line: readers ignore
that line, and the next writer removes it. `Journals` are the folders, `Journal` is the file of lines.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import secrets
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from filelock import FileLock, Timeout

from clip_critic.errors import BadInputError, CriticError, NoSessionError, SessionError, StorageError
from clip_critic.storage.files import reason, replace, write_atomically

HEAD, LINES, LOCK = "session.json", "steps.jsonl", "lock"
NEW, DELETED = ".new", ".deleted"
"""The lock of a folder that is being created, and the head of one that is being deleted."""
GRACE = 2.0
"""Seconds between a folder's creation and its lock, at most."""
REMAINS = ("start.png", "start", "vectors", ".*.part", NEW, LOCK)
"""The files and folders that may be in a folder whose creation was killed."""
NEW_SESSION = "remove it and all lines below, or start a new session"
"""The remedy for a damaged line of a session."""
TORN = "The last step had not been written to its end and was dropped."
"""The note for a session whose last line was torn."""
_ID = re.compile(r"[0-9]{8}-[0-9]{6}-[0-9a-f]{6}")
_DAMAGE = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    BadInputError,
)
"""The errors that reading damaged data can raise."""

_NOT_STANDARD = re.compile(rb"NaN|Infinity|[eE]\+?[0-9]{3}|[0-9]{300}|\\u[dD][89a-fA-F]")
"""The beginnings of numbers without a value, and of invalid characters."""

Record = TypeVar("Record")


class Journals:
    """The journals below a folder, each in its own folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def add(self, write: Callable[[Path, datetime], Record]) -> Record:
        """Create a folder with everything that ``write`` writes into it, or nothing at all.

        Args:
            write: a function of the folder, whose name is the new id, and the time; it writes the head last.
        """
        self.sweep()
        now = datetime.now().astimezone()
        folder = self.folder / _new_id(now)
        try:
            folder.mkdir(parents=True)
        except OSError as error:  # also if it is somebody else's
            raise StorageError(f"{folder} cannot be written: {reason(error)}.") from error
        try:
            with _creating(folder):
                return write(folder, now)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise

    def sweep(self) -> None:
        """Remove the folders that killed processes were creating or deleting."""
        try:
            folders = [path for path in self.folder.iterdir() if _ID.fullmatch(path.name)]
        except OSError:
            return
        for folder in folders:
            with contextlib.suppress(OSError):
                if not (folder / HEAD).exists() and _is_left_over(folder):
                    shutil.rmtree(folder, ignore_errors=True)

    def ids(self) -> list[str]:
        """Return every id, the newest first; raise `StorageError` if the folder cannot be read."""
        try:
            names = [path.name for path in self.folder.iterdir() if _ID.fullmatch(path.name)]
        except FileNotFoundError:
            return []
        except OSError as error:
            raise StorageError(f"{self.folder} cannot be read: {reason(error)}.") from error
        return sorted((name for name in names if (self.folder / name / HEAD).is_file()), reverse=True)

    def __contains__(self, journal_id: str) -> bool:
        return bool(_ID.fullmatch(journal_id)) and (self.folder / journal_id / HEAD).is_file()

    def find(self, journal_id: str) -> Path:
        """Return the folder of an id; raise `NoSessionError` if there is none."""
        if journal_id not in self:
            raise NoSessionError(
                f"There is no session {journal_id!r:.80}: choose one from the list of sessions."
            )
        return self.folder / journal_id

    @contextmanager
    def locked(self, journal_id: str) -> Iterator[Path]:
        """Lock the folder of an id, as its only writer.

        Raises:
            SessionError: there is no such folder, or another process has locked it.
            StorageError: its disk is read-only or does not support locks.
        """
        folder = self.find(journal_id)
        lock = FileLock(str(folder / LOCK))
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise SessionError(
                f"The session {journal_id} is already running in another window or program: wait for it."
            ) from None
        except (OSError, NotImplementedError) as error:  # the latter: a file system without locks
            why = reason(error) if isinstance(error, OSError) else "its disk does not support locks"
            raise StorageError(f"{folder} cannot be written: {why}.") from error
        try:
            yield self.find(journal_id)  # it may have been deleted in the meantime
        finally:
            lock.release()

    def delete(self, journal_id: str) -> None:
        """Remove a folder, damaged or not; raise `SessionError` while a process writes to it."""
        with self.locked(journal_id) as folder:
            try:
                replace(folder / HEAD, folder / DELETED)  # from now on it is not a session
            except OSError as error:
                raise StorageError(f"{folder} cannot be removed: {reason(error)}.") from error
        shutil.rmtree(folder, ignore_errors=True)


class Journal:
    """The file of lines in a folder, which is only appended to and read."""

    def __init__(self, folder: Path, remedy: str = NEW_SESSION, name: str = LINES) -> None:
        self.path = folder / name
        self._remedy = remedy

    def append(self, *records: Mapping[str, Any]) -> None:
        """Append lines, which are on disk when this returns.

        Raises:
            StorageError: they cannot be written; the file is unchanged.
        """
        line = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode("utf-8")
        try:
            with self.path.open("ab", buffering=0) as file:
                end = file.tell()
                try:
                    if file.write(line) < len(line):
                        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                    os.fsync(file.fileno())
                except OSError:
                    file.truncate(end)
                    raise
        except OSError as error:
            raise StorageError(f"{self.path} cannot be written: {reason(error)}.") from error

    def read(self, parse: Callable[[Any], Record], *, repair: bool = False) -> tuple[list[Record], bool]:
        """Read every complete line.

        Args:
            parse: a function that turns a line's JSON into a record; it raises ValueError, LookupError or
                TypeError if the line is damaged.
            repair: whether to remove a torn last line.

        Returns:
            The records, and whether there was a torn last line.

        Raises:
            SessionError: a line is damaged; the message says which one.
            StorageError: the file cannot be read.
        """
        try:
            data = self.path.read_bytes() if self.path.exists() else b""
            complete = data[: data.rfind(b"\n") + 1]
            if repair and len(complete) < len(data):
                with self.path.open("r+b") as file:
                    file.truncate(len(complete))
        except OSError as error:
            raise _unreadable(self.path, error) from error
        return list(self._parsed(complete.split(b"\n")[:-1], parse)), len(complete) < len(data)

    def _parsed(
        self, lines: Iterable[bytes], parse: Callable[[Any], Record], first: int = 1
    ) -> Iterator[Record]:
        for count, line in enumerate(lines, first):
            try:
                yield parse(_loads(line))
            except _DAMAGE as error:
                raise SessionError(
                    f"Line {count} of {self.path} is damaged ({_short(error)}): {self._remedy}."
                ) from None


def write_head(folder: Path, head: Mapping[str, Any]) -> None:
    """Write the head atomically; raises `StorageError`."""
    write_atomically(folder / HEAD, json.dumps(head, ensure_ascii=False, indent=1) + "\n")


def read_head(folder: Path, parse: Callable[[Any], Record]) -> Record:
    """Read the head.

    Args:
        parse: a function that turns the JSON into a record; it raises `SessionError` with its own message, or
            the errors of damaged data.

    Raises:
        SessionError: it is damaged.
        StorageError: it cannot be read.
    """
    path = folder / HEAD
    try:
        return parse(_loads(path.read_bytes()))
    except OSError as error:
        raise _unreadable(path, error) from error
    except SessionError:
        raise
    except _DAMAGE as error:
        raise SessionError(
            f"{path} is damaged ({_short(error)}): repair it, or start a new session."
        ) from None


@contextmanager
def damage(journal_id: str) -> Iterator[None]:
    """Turn errors about edited data, some of which only show in its use, into a `SessionError`."""
    try:
        yield
    except CriticError:
        raise
    except _DAMAGE as error:
        raise SessionError(
            f"The session {journal_id} is damaged ({_short(error)}): undo the edits, or delete it."
        ) from error


def _new_id(now: datetime) -> str:
    """Return an id that sorts by time, also within a second, and that hardly two programs choose at once."""
    return f"{now:%Y%m%d-%H%M%S}-{now.microsecond * 16 + secrets.randbelow(16):06x}"


@contextmanager
def _creating(folder: Path) -> Iterator[None]:
    """Hold a lock in a new folder, so that nobody takes it for the remains of a killed process."""
    lock = FileLock(str(folder / NEW))
    try:
        with contextlib.suppress(NotImplementedError):  # a file system without locks
            lock.acquire(timeout=0)
    except OSError as error:
        raise StorageError(f"{folder} cannot be written: {reason(error)}.") from error
    try:
        yield
    finally:
        lock.release()
        with contextlib.suppress(OSError):
            (folder / NEW).unlink(missing_ok=True)


def _is_left_over(folder: Path) -> bool:
    """Return whether a folder without a head was being created or deleted by a process that is gone."""
    if (folder / DELETED).exists():
        return True
    if time.time() - folder.stat().st_mtime < GRACE:
        return False
    if not all(any(path.match(pattern) for pattern in REMAINS) for path in folder.iterdir()):
        return False  # somebody's pictures: only the head has been lost
    lock = FileLock(str(folder / NEW))
    try:
        lock.acquire(timeout=0)
    except (Timeout, NotImplementedError):
        return False
    lock.release()
    return True


def drop_files(folder: Path, patterns: Iterable[str]) -> None:
    """Remove the files that a killed process has left."""
    for pattern in patterns:
        for path in folder.glob(pattern):
            with contextlib.suppress(OSError):
                path.unlink()


def _unreadable(path: Path, error: OSError) -> StorageError:
    return StorageError(f"{path} cannot be read: {reason(error)}.")


def _loads(data: bytes) -> Any:
    """Parse JSON; raises ValueError if it cannot be written as JSON again."""
    value = json.loads(data)
    if _NOT_STANDARD.search(data):
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode("utf-8")
    return value


def _short(error: Exception) -> str:
    """Return the fault in a few words, without Python's own."""
    if isinstance(error, KeyError):
        return f"{error.args[0]!r:.60} is missing" if error.args else "something is missing"
    if isinstance(error, UnicodeError):
        return "it is not text"
    if isinstance(error, (ValueError, BadInputError)) and str(error):
        return str(error).splitlines()[0][:120]
    return "it is nested too deeply" if isinstance(error, RecursionError) else "a value is of the wrong kind"
