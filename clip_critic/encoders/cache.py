"""A cache of vectors on disk for any number of processes: bounded, and checked when it is read.

The unit of storage is a block of up to `BLOCK` vectors with one checksum. Larger blocks would be a little
faster to read, but a few scattered words should be found in a millisecond among a million.
"""

from __future__ import annotations

import logging
import sqlite3
import time
import zlib
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clip_critic.encoders.base import Vectors
from clip_critic.encoders.database import Database
from clip_critic.encoders.keys import Keys, find_keys, keys_of, space_number

logger = logging.getLogger(__name__)

BLOCK = 64
MANY = 256
"""Lookups of more keys than this read all keys of their space instead of one entry per key."""
PARAMETERS = 500
TOUCH_AFTER = 3600.0
"""Seconds before the use of a block is recorded again: reading should rarely write."""
VERSION = 1
SCHEMA = f"""
PRAGMA page_size = 16384;
PRAGMA auto_vacuum = INCREMENTAL;
PRAGMA journal_mode = WAL;
CREATE TABLE IF NOT EXISTS block (
    id INTEGER PRIMARY KEY, space INTEGER NOT NULL, used REAL NOT NULL, dimension INTEGER NOT NULL,
    checksum INTEGER NOT NULL, keys BLOB NOT NULL, cut BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS content (id INTEGER PRIMARY KEY, vectors BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS entry (key INTEGER PRIMARY KEY, block INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS block_space ON block (space);
CREATE INDEX IF NOT EXISTS block_used ON block (used);
PRAGMA user_version = {VERSION};
"""
# The vectors have a table of their own: recording a block's use would otherwise rewrite them all.


@dataclass(frozen=True, eq=False)
class Found:
    """The result of looking up some keys.

    Attributes:
        vectors: float32 ``[n, dimension]``; rows that are not present are undefined.
        cut: the number of tokens cut from each text, int64 ``[n]``; undefined where not present.
        present: whether each key was found, bool ``[n]``.
    """

    vectors: Vectors
    cut: NDArray[np.int64]
    present: NDArray[np.bool_]

    @classmethod
    def nothing(cls, count: int, dimension: int) -> Found:
        """Return a result with room for ``count`` vectors, none of them present."""
        vectors = np.empty((count, dimension), dtype=np.float32)
        return cls(vectors, np.zeros(count, dtype=np.int64), np.zeros(count, dtype=bool))


@dataclass(frozen=True)
class Upkeep:
    """Changes to write after reading: blocks that were used, and blocks that are damaged."""

    now: float
    stale: list[int]
    damaged: list[int]

    def perform(self, connection: sqlite3.Connection) -> None:
        connection.executemany(
            "UPDATE block SET used = ? WHERE id = ?", ((self.now, block) for block in self.stale)
        )
        _delete(connection, self.damaged)
        if self.damaged:
            logger.warning("The vector cache had %d damaged blocks; they were dropped.", len(self.damaged))


class VectorCache:
    """A bounded cache file of vectors, safe for several threads and processes.

    A block with a wrong checksum is dropped, a file that SQLite cannot read is recreated, and a disk that is
    full or read-only switches the cache off with one warning in the log. None of this raises.

    Args:
        path: the file.
        max_bytes: the size beyond which the least recently used blocks are dropped.
        clock: the current time in seconds, to record when a block was used.
    """

    def __init__(self, path: Path, max_bytes: int, *, clock: Callable[[], float] = time.time) -> None:
        self._database = Database(path, SCHEMA, VERSION)
        self._max_bytes = max_bytes
        self._clock = clock

    @property
    def path(self) -> Path:
        return self._database.path

    def close(self) -> None:
        """Close the file; the next use opens it again."""
        self._database.close()

    def read(self, space: str, contents: Sequence[str], dimension: int) -> Found:
        """Look up texts or digests.

        Args:
            space: the encoder's identity and the kind of vector.
            contents: the texts or digests; one that occurs twice is found twice.
            dimension: the dimension of the vectors.
        """
        keys, found = keys_of(space, contents), Found.nothing(len(contents), dimension)
        if len(keys):
            number, idle = space_number(space), Upkeep(0.0, [], [])
            upkeep = self._database.run(lambda connection: self._read(connection, number, keys, found), idle)
            if upkeep.stale or upkeep.damaged:
                self._database.run(upkeep.perform, None)
        return found

    def write(self, space: str, contents: Sequence[str], vectors: Vectors, cut: Sequence[int]) -> None:
        """Store vectors, float32 ``[n, dimension]``, with the number of tokens cut from each text."""
        keys = keys_of(space, contents)
        counts = np.asarray(cut, dtype="<i4")
        number, rows = space_number(space), np.ascontiguousarray(vectors, dtype="<f4")

        def store(connection: sqlite3.Connection) -> None:
            for start in range(0, len(keys), BLOCK):
                part = slice(start, start + BLOCK)
                self._insert(connection, number, keys[part], counts[part], rows[part])
            self._evict(connection)

        if len(keys):
            self._database.run(store, None)

    def latest(self, space: str, dimension: int, most: int) -> Vectors:
        """Return vectors of a space, those used last first, float32 ``[n, dimension]`` with ``n <= most``.

        Args:
            space: the encoder's identity and the kind of vector.
            dimension: the dimension of the vectors.
            most: the most vectors to return.
        """
        number = space_number(space)

        def read(connection: sqlite3.Connection) -> list[Vectors]:
            found: list[Vectors] = []
            for names, cut, checksum, blob in connection.execute(LATEST, (number, dimension)):
                if sum(map(len, found)) >= most:
                    break
                if _checksum(dimension, names, cut, blob) == checksum:
                    found.append(np.frombuffer(blob, dtype="<f4").reshape(-1, dimension))
            return found

        nothing: list[Vectors] = [np.empty((0, dimension), dtype=np.float32)]
        return np.concatenate(nothing + self._database.run(read, nothing))[:most].astype(np.float32)

    def clear(self) -> None:
        """Delete everything."""

        def drop(connection: sqlite3.Connection) -> None:
            for table in ("entry", "content", "block"):
                connection.execute(f"DELETE FROM {table}")
            _shrink(connection, 0)

        self._database.run(drop, None)

    def size(self) -> int:
        """Return the number of bytes in use."""
        return self._database.run(_bytes_used, 0)

    def _read(self, connection: sqlite3.Connection, space: int, keys: Keys, found: Found) -> Upkeep:
        stale, damaged, now = [], [], self._clock()
        index = _Index.of(_candidates(connection, space, keys), keys)
        for row in _rows(connection, BLOCKS, index.blocks()):
            number, used = row[:2]
            if not index.copy(row, found):
                damaged.append(number)
            elif not now - TOUCH_AFTER <= used <= now:
                stale.append(number)
        return Upkeep(now, stale, damaged)

    def _insert(
        self, connection: sqlite3.Connection, space: int, keys: Keys, cut: NDArray[Any], vectors: Vectors
    ) -> None:
        parts = keys.tobytes(), cut.tobytes(), vectors.tobytes()
        dimension = vectors.shape[1]
        block = connection.execute(
            "INSERT INTO block (space, used, dimension, checksum, keys, cut) VALUES (?, ?, ?, ?, ?, ?)",
            (space, self._clock(), dimension, _checksum(dimension, *parts), *parts[:2]),
        ).lastrowid
        connection.execute("INSERT OR REPLACE INTO content VALUES (?, ?)", (block, parts[2]))
        names = keys[:, 0].astype("<i8").tolist()
        connection.executemany(
            "INSERT OR REPLACE INTO entry VALUES (?, ?)", ((name, block) for name in names)
        )

    def _evict(self, connection: sqlite3.Connection) -> None:
        """Drop the least recently used blocks, a tenth more than needed so that it happens less often."""
        if _bytes_used(connection) <= self._max_bytes:
            return
        while _bytes_used(connection) > 0.9 * self._max_bytes:
            oldest = connection.execute("SELECT id FROM block ORDER BY used, id LIMIT 16").fetchall()
            if not oldest:
                break
            _delete(connection, [row[0] for row in oldest])
        _shrink(connection, self._max_bytes)


@dataclass(frozen=True, eq=False)
class _Index:
    """The rows of each block that are requested.

    Attributes:
        ids: the blocks' numbers.
        names: the blocks' keys as they were read.
        starts: the first index of each block's keys among all stored keys, and the end of the last block's.
        where: the index of every requested key among the stored ones, or -1.
        order: the requested keys sorted by that index.
        bounds: the first index of each block's keys in that order.
    """

    ids: list[int]
    names: list[bytes]
    starts: NDArray[np.int64]
    where: NDArray[np.int64]
    order: NDArray[np.int64]
    bounds: NDArray[np.int64]

    @classmethod
    def of(cls, candidates: list[tuple[int, bytes]], keys: Keys) -> _Index:
        candidates = [(block, names) for block, names in candidates if _is_keys(names)]
        ids, blobs = [block for block, _ in candidates], [names for _, names in candidates]
        starts = np.concatenate(([0], np.cumsum([len(names) // 16 for names in blobs], dtype=np.int64)))
        where = find_keys(keys, np.frombuffer(b"".join(blobs), dtype="<u8").reshape(-1, 2))
        order = np.argsort(where, kind="stable")
        return cls(ids, blobs, starts, where, order, np.searchsorted(where[order], starts))

    def blocks(self) -> list[int]:
        """Return the numbers of the blocks that hold a requested key."""
        return [self.ids[slot] for slot in np.flatnonzero(np.diff(self.bounds)).tolist()]

    def copy(self, row: tuple[Any, ...], found: Found) -> bool:
        """Copy the requested rows out of a block; return false if it is damaged."""
        number, _, dimension, checksum, names, cut, vectors = row
        slot = bisect_left(self.ids, number)
        if names != self.names[slot] or dimension != found.vectors.shape[1]:
            return False
        if not isinstance(cut, bytes) or not isinstance(vectors, bytes):
            return False
        if _checksum(dimension, names, cut, vectors) != checksum:
            return False
        requested = self.order[self.bounds[slot] : self.bounds[slot + 1]]
        rows = self.where[requested] - self.starts[slot]
        found.vectors[requested] = np.frombuffer(vectors, dtype="<f4").reshape(-1, dimension)[rows]
        found.cut[requested] = np.frombuffer(cut, dtype="<i4")[rows]
        found.present[requested] = True
        return True


LATEST = """SELECT keys, cut, checksum, vectors FROM block JOIN content USING (id)
    WHERE space = ? AND dimension = ? ORDER BY used DESC, id DESC"""
BLOCKS = """SELECT id, used, dimension, checksum, keys, cut, vectors
    FROM block JOIN content USING (id) WHERE id IN"""


def _candidates(connection: sqlite3.Connection, space: int, keys: Keys) -> list[tuple[int, bytes]]:
    """Return the blocks that may hold any of the keys, with their keys, in ascending order."""
    if len(keys) > MANY:
        return connection.execute(
            "SELECT id, keys FROM block WHERE space = ? ORDER BY id", (space,)
        ).fetchall()
    names = keys[:, 0].astype("<i8").tolist()
    blocks = {block for (block,) in _rows(connection, "SELECT block FROM entry WHERE key IN", names)}
    return sorted(_rows(connection, "SELECT id, keys FROM block WHERE id IN", sorted(blocks)))


def _rows(connection: sqlite3.Connection, query: str, values: Sequence[int]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of ``query (?, ?, ...)`` for any number of values."""
    for start in range(0, len(values), PARAMETERS):
        part = values[start : start + PARAMETERS]
        yield from connection.execute(f"{query} ({','.join('?' * len(part))})", part)


def _is_keys(names: Any) -> bool:
    return isinstance(names, bytes) and len(names) % 16 == 0


def _checksum(dimension: int, *parts: bytes) -> int:
    value = dimension
    for part in parts:
        value = zlib.crc32(part, value)
    return value


def _delete(connection: sqlite3.Connection, blocks: Sequence[int]) -> None:
    for block, names in list(_rows(connection, "SELECT id, keys FROM block WHERE id IN", blocks)):
        keys = np.frombuffer(names, dtype="<i8")[::2].tolist() if _is_keys(names) else []
        connection.executemany(
            "DELETE FROM entry WHERE key = ? AND block = ?", ((key, block) for key in keys)
        )
    for table in ("block", "content"):
        connection.executemany(f"DELETE FROM {table} WHERE id = ?", ((block,) for block in blocks))


def _bytes_used(connection: sqlite3.Connection) -> int:
    return _pages(connection, "page_size") * (
        _pages(connection, "page_count") - _pages(connection, "freelist_count")
    )


def _shrink(connection: sqlite3.Connection, most: int) -> None:
    """Return free pages to the disk while the file is larger than ``most`` bytes."""
    before = 0
    while (free := _pages(connection, "freelist_count")) not in (0, before) and (
        _pages(connection, "page_size") * _pages(connection, "page_count") > most
    ):
        # A page at a time: the number of pages that one call frees differs between Python versions.
        connection.execute("PRAGMA incremental_vacuum(1)").fetchall()
        before = free


def _pages(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])
