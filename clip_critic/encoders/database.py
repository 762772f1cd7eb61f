"""A disposable SQLite file: it is recreated if it is damaged, and ignored if it cannot be used."""

from __future__ import annotations

import contextlib
import logging
import sqlite3
from collections.abc import Callable
from pathlib import Path
from threading import RLock
from typing import TypeVar

logger = logging.getLogger(__name__)

Result = TypeVar("Result")
BUSY_TIMEOUT = 15.0
"""The number of seconds to wait while another process writes."""
DAMAGE = (
    "malformed",
    "not a database",
    "no such",
    "has no column",
    "disk i/o error",
    "unsupported file format",
)


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
            except (sqlite3.Error, OSError) as error:
                if _is_busy(error):
                    logger.debug("The cache %s is busy", self.path)
                    return default
                if not _is_damage(error):
                    return self._switch_off(error, default)
            try:
                self._make_anew()
                return self._in_transaction(action)
            except (sqlite3.Error, OSError) as error:
                return self._switch_off(error, default)

    def close(self) -> None:
        """Close the file; the next use opens it again."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def __del__(self) -> None:
        # Python 3.13 warns about connections that are left open; a cache has no better moment.
        with contextlib.suppress(sqlite3.Error):
            self.close()

    def _in_transaction(self, action: Callable[[sqlite3.Connection], Result]) -> Result:
        connection = self._open()
        connection.execute("BEGIN")
        try:
            result = action(connection)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        return result

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(
                self.path, timeout=BUSY_TIMEOUT, isolation_level=None, check_same_thread=False
            )
            self._connection = connection
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version == 0:
                connection.executescript(self._schema)
            elif version != self._version:
                raise sqlite3.DatabaseError("not a database of this version")
            # A cache may lose its last writes in a power failure, but never its order.
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA journal_size_limit = 16777216")
        return self._connection

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


def _is_damage(error: Exception) -> bool:
    return isinstance(error, sqlite3.DatabaseError) and any(sign in str(error).lower() for sign in DAMAGE)
