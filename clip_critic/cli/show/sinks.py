"""Where the rankings of a run go: the screen, lines of JSON, a CSV file."""

from __future__ import annotations

import csv
import json
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from clip_critic.cli.show.ranking import TableOptions, ranking_view
from clip_critic.cli.show.terminal import Terminal
from clip_critic.errors import EncoderError, StorageError
from clip_critic.ranking.records import CSV_COLUMNS, csv_rows, ranking_record
from clip_critic.ranking.result import Ranking
from clip_critic.storage.files import reason

Sink = Callable[[Ranking, "Ranking | None"], None]
"""Takes the ranking of one picture, and that of its contrasts."""


def table_sink(terminal: Terminal, options: TableOptions) -> Sink:
    """Tables of bars on standard output."""
    return lambda ranking, contrasts: terminal.show(*ranking_view(ranking, options, contrasts))


def json_sink(terminal: Terminal, options: TableOptions) -> Sink:
    """One line of JSON a picture on standard output."""

    def write(ranking: Ranking, contrasts: Ranking | None) -> None:
        terminal.write(json_line(ranking_record(ranking, options.rounds, options.threshold, contrasts)))

    return write


def json_line(record: Any) -> str:
    """One line of JSON in ASCII: Windows' shells read what a program prints in encodings of their own.

    Raises:
        EncoderError: a number is not finite.
    """
    try:
        return json.dumps(record, allow_nan=False) + "\n"
    except ValueError:
        raise EncoderError("The encoder gave numbers that are not finite: it is damaged.") from None


class CsvFile:
    """A CSV file, one row a keyword of each picture. It is written beside its place and moved there at the
    end, also after Ctrl-C, with what is done by then.

    UTF-8 with a byte order mark, without which Excel does not read Japanese. Unlike
    `clip_critic.storage.files.write_atomically` it is never in memory as a whole.

    Raises:
        StorageError: it cannot be written; known before the first ranking.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._rows = 0
        self._failed = False

    def __enter__(self) -> CsvFile:
        try:
            handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=self._path.parent)
        except OSError as error:
            raise self._storage_error(error) from error
        self._temporary = Path(name)
        self._stream = os.fdopen(
            handle, "w", encoding="utf-8-sig", errors="backslashreplace", newline="", buffering=1 << 16
        )
        self._writer = csv.writer(self._stream)
        self._writer.writerow(CSV_COLUMNS)
        return self

    def __call__(self, ranking: Ranking, contrasts: Ranking | None) -> None:
        """The `Sink` of this file; contrasts have no place in its columns."""
        try:
            self._writer.writerows(csv_rows(ranking))
            self._rows += 1
        except OSError as error:
            self._failed = True
            raise self._storage_error(error) from error

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        keep = not self._failed and (kind is None or self._rows > 0)
        try:
            self._close()
            if keep:
                self._temporary.replace(self._path)
        except OSError as fault:
            if keep:
                raise self._storage_error(fault) from fault
        finally:
            with suppress(OSError):
                self._temporary.unlink(missing_ok=True)

    def _close(self) -> None:
        with self._stream as stream:
            stream.flush()
            os.fsync(stream.fileno())
        with suppress(OSError):  # a temporary file is for its owner alone
            self._temporary.chmod(self._path.stat().st_mode & 0o777 if self._path.exists() else 0o644)

    def _storage_error(self, error: OSError) -> StorageError:
        return StorageError(f"{self._path} cannot be written: {reason(error)}.")
