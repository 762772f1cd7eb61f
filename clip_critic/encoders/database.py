"""A disposable SQLite file: it is recreated if it is damaged, and ignored if it cannot be used."""

from __future__ import annotations

import contextlib
import logging
import sqlite3
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar

logger = logging.getLogger(__name__)

Result = TypeVar("Result")
BUSY_TIMEOUT = 15.0
"""The number of seconds to wait while another process writes."""
BUSY_PAUSE = 0.02
"""The number of seconds between two attempts to open a file that another process creates."""
UNUSABLE = (
    "disk is full",
    "readonly",
    "read-only",
    "unable to open",
    "authoriz",
    "locking protocol",
)
"""Messages that blame the disk: the file on it may be intact, and is left alone."""
FAULTS = (sqlite3.Error, sqlite3.Warning, OSError, ValueError, TypeError, LookupError, ArithmeticError)
"""The errors that a disk or a damaged file can cause; a damaged file may hold any bytes."""
WRITABLE = (1, 2)
"""The versions of the file format (bytes 18 and 19) that SQLite can write; it can only read higher ones."""


class Database:
    """A lazily opened connection that threads share; other processes have their own.

    Args:
        path: the file; its folder is created if it is missing.
        schema: the SQL that creates the tables if they are missing.
        version: the schema's ``user_version``; a file of any other version is recreated.
    """

    def __init__(self, path: Path, schema: str, version: int) -> None:
        self.path = path
        self._schema, self._version = schema, version
        self._lock = RLock()
        self._connection: sqlite3.Connection | None = None
        self._off: str | None = None

    def run(self, action: Callable[[sqlite3.Connection], Result], default: Result) -> Result:
        """Return ``action(connection)``, run in one transaction, or ``default`` if that is not possible."""
        with self._lock:
            if self._off:
                return default
            try:
                return self._in_transaction(action)
            except FAULTS as error:
                if _is_busy(error):
                    logger.debug("The cache %s is busy", self.path)
                    return default
                if not self._is_damaged(error):
                    return self._switch_off(error, default)
            try:
                self._make_anew()
                return self._in_transaction(action)
            except FAULTS as error:
                return self._switch_off(error, default)

    def close(self) -> None:
        """Close the file; the next use opens it again."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def __del__(self) -> None:
        # Python 3.13 warns about connections that are left open; a cache has no better moment.
        with contextlib.suppress(*FAULTS):
            self.close()

    def _in_transaction(self, action: Callable[[sqlite3.Connection], Result]) -> Result:
        connection = self._opened()
        connection.execute("BEGIN")
        try:
            result = action(connection)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        return result

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            deadline = time.monotonic() + BUSY_TIMEOUT
            while self._connection is None:
                try:
                    self._connection = self._open()
                except sqlite3.OperationalError as error:
                    # SQLite does not wait when two processes create a file at once.
                    if not _is_busy(error) or time.monotonic() > deadline:
                        raise
                    time.sleep(BUSY_PAUSE)
        return self._connection

    def _open(self) -> sqlite3.Connection:
        """Return a connection to a file that has all its tables; one that fails is closed."""
        connection = sqlite3.connect(
            self.path, timeout=BUSY_TIMEOUT, isolation_level=None, check_same_thread=False
        )
        try:
            # A cache may lose its last writes in a power failure, but never its order.
            connection.execute("PRAGMA synchronous = NORMAL")
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version == 0:
                connection.executescript(self._schema)
            elif version != self._version:
                raise sqlite3.DatabaseError("not a database of this version")
            elif not self._is_sound(connection):
                raise sqlite3.DatabaseError("not a database of this schema")
            connection.execute("PRAGMA journal_size_limit = 16777216")
        except BaseException:
            connection.close()
            raise
        return connection

    def _is_sound(self, connection: sqlite3.Connection) -> bool:
        (free,), (pages,) = (
            connection.execute(f"PRAGMA {name}").fetchone() for name in ("freelist_count", "page_count")
        )
        return 0 <= free <= pages and _schema_of(connection) == _schema_from(self._schema)

    def _is_damaged(self, error: Exception) -> bool:
        """Return whether the file is at fault, rather than the disk."""
        message = str(error).lower()
        if "readonly" in message:
            # Only with this error: whoever closes the file gives up all locks of this process on it,
            # and another process that goes away then deletes the log under one that still writes.
            self.close()
            return not _is_writable_format(self.path)
        return not isinstance(error, OSError) and not any(sign in message for sign in UNUSABLE)

    def _make_anew(self) -> None:
        logger.warning("The cache %s is damaged; it is created again.", self.path)
        self.close()
        for suffix in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)

    def _switch_off(self, error: Exception, default: Result) -> Result:
        self._off = str(error)
        logger.warning("The cache %s cannot be used (%s); going on without it.", self.path, error)
        try:
            self.close()
        except sqlite3.Error:
            self._connection = None
        return default


def _is_busy(error: Exception) -> bool:
    return isinstance(error, sqlite3.OperationalError) and "locked" in str(error)


def _is_writable_format(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            versions = file.read(20)[18:]
    except OSError:
        return True
    return all(version in WRITABLE for version in versions)  # none in a file whose data are still in its log


def _schema_of(connection: sqlite3.Connection) -> list[tuple[Any, ...]]:
    """Return the stored definitions as bytes, as a damaged one may not be text."""
    rows = connection.execute(
        "SELECT CAST(type AS BLOB), CAST(name AS BLOB), CAST(sql AS BLOB) FROM sqlite_master"
    )
    return sorted(rows.fetchall(), key=repr)


@cache
def _schema_from(script: str) -> list[tuple[Any, ...]]:
    """Return the definitions that a script creates, as they are stored."""
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(script)
        return _schema_of(connection)
