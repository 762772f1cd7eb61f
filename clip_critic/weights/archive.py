"""Zip archives as torch writes them: strict, and never larger in memory than on disk."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from clip_critic.weights.damage import DamageError

LARGEST_READ = 1 << 23
"""Bytes to read at once, and the most that the table of an archive may have: 100,000 tensors need that."""

BOUNDED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The kinds of compression of which zipfile unpacks only as much as is asked for."""


class BoundedFile(io.FileIO):
    """A file with a limit on the bytes that are read at once, whatever the file itself says."""

    def read(self, size: int | None = -1) -> bytes:
        wanted = LARGEST_READ if size is None or size < 0 else size
        if wanted > LARGEST_READ:
            raise DamageError("its table of contents is too large")
        return super().read(wanted) or b""


class Archive:
    """The records of an archive by their names.

    Args:
        file: an archive that torch has written.

    Raises:
        DamageError: it holds more than its size allows, or names a record twice.
        zipfile.BadZipFile: it is damaged.
    """

    def __init__(self, file: Path) -> None:
        self._stream = BoundedFile(file, "rb")
        try:
            self._zip = zipfile.ZipFile(self._stream)
            self._records = _records_by_name(self._zip.infolist(), file.stat().st_size)
        except BaseException:
            self._stream.close()
            raise

    def close(self) -> None:
        self._zip.close()
        self._stream.close()

    @property
    def names(self) -> list[str]:
        return list(self._records)

    def size(self, name: str) -> int:
        """Return a record's size in bytes.

        Raises:
            DamageError: there is no such record.
        """
        return self._record(name).file_size

    def text(self, name: str, most: int = LARGEST_READ) -> bytes:
        """Read a small record, which may be compressed, and whose size must not be more than ``most``."""
        record = self._record(name)
        if record.file_size > most:
            raise DamageError(f"its part {record.filename} is too large")
        with self._zip.open(record) as opened:
            return opened.read(most)

    def data(self, name: str) -> bytearray:
        """Read a record of numbers, which is as large in memory as on disk."""
        record = self._record(name)
        if record.compress_type != zipfile.ZIP_STORED:
            raise DamageError(f"its part {record.filename} is compressed, which torch never does")
        content = bytearray(record.file_size)
        view = memoryview(content)
        with self._zip.open(record) as opened:
            for start in range(0, len(content), LARGEST_READ):
                part = opened.read(min(LARGEST_READ, len(content) - start))
                view[start : start + len(part)] = part  # a part that is too short does not fit: ValueError
            opened.read(1)  # the end of the record, where its checksum is compared
        return content

    def _record(self, name: str) -> zipfile.ZipInfo:
        if name not in self._records:
            raise DamageError(f"its part {name[:100]!r} is missing")
        return self._records[name]


def _records_by_name(records: list[zipfile.ZipInfo], size: int) -> dict[str, zipfile.ZipInfo]:
    """Return the records by their names; together they are no larger than the file, so none overlap."""
    if any(record.compress_type not in BOUNDED for record in records):
        raise DamageError("its parts are compressed in a way that torch never uses")
    named = {record.filename: record for record in records}
    if len(named) < len(records):
        raise DamageError("it has two parts with the same name")
    if sum(record.compress_size for record in records) > size:
        raise DamageError("its parts are larger than the file")
    return named
