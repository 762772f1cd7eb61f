"""Outputs for the rankings of a run: the screen, lines of JSON, or a CSV file."""

from __future__ import annotations

import csv
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from rich.console import RenderableType

from clip_critic.cli.show.ranking import answer_view
from clip_critic.cli.show.terminal import Terminal
from clip_critic.errors import EncoderError, StorageError
from clip_critic.ranking.answer import Answer
from clip_critic.ranking.records import CSV_COLUMNS, answer_record, csv_rows
from clip_critic.storage.files import reason, replace

Sink = Callable[[Answer], None]
"""A function that takes the answer about one picture."""


def table_sink(terminal: Terminal, top: int, more: Callable[[], Iterable[RenderableType]] = tuple) -> Sink:
    """Return a sink that prints tables of bars to standard output, ``top`` rows each; 0 means every row.

    Args:
        more: returns what is printed below the ranking.
    """
    return lambda answer: terminal.show(*answer_view(answer, top, more()))


def json_sink(terminal: Terminal, more: Callable[[], Mapping[str, Any]] = dict) -> Sink:
    """Return a sink that prints a line of JSON for each picture to standard output.

    Args:
        more: returns what is added to the picture's record.
    """
    return lambda answer: terminal.write(json_line({**answer_record(answer), **more()}))


def json_line(record: Any) -> str:
    """Return a line of JSON in ASCII, because Windows' shells read output in various encodings.

    Raises:
        EncoderError: a number is not finite.
    """
    try:
        return json.dumps(record, allow_nan=False) + "\n"
    except ValueError:
        raise EncoderError("The encoder produced invalid numbers (NaN or infinity): it is damaged.") from None


class CsvFile:
    """A CSV file with a row for each keyword of each picture.

    It is written to a temporary file and moved into place at the end; after Ctrl-C it contains the finished
    rankings. It is UTF-8 with a byte order mark, without which Excel does not read Japanese. Unlike
    `clip_critic.storage.files.write_atomically`, it never keeps the entire file in memory.

    Args:
        path: the file.
        columns: the names of columns behind those of a ranking.
        cells: returns their values for the picture that was ranked last.

    Raises:
        StorageError: the file cannot be written; this is checked before the first ranking.
    """

    def __init__(
        self, path: Path, columns: Sequence[str] = (), cells: Callable[[], Sequence[Any]] = tuple
    ) -> None:
        self._path = path
        self._columns, self._cells = columns, cells
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
        self._writer.writerow((*CSV_COLUMNS, *self._columns))
        return self

    def __call__(self, answer: Answer) -> None:
        """Write a picture's rows, as a `Sink`; contrasts have no columns in the file."""
        try:
            cells = self._cells()
            self._writer.writerows((*row, *cells) for row in csv_rows(answer.ranking))
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
                replace(self._temporary, self._path)
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
        with suppress(OSError):  # temporary files are readable only by their owner
            self._temporary.chmod(self._path.stat().st_mode & 0o777 if self._path.exists() else 0o644)

    def _storage_error(self, error: OSError) -> StorageError:
        return StorageError(f"{self._path} cannot be written: {reason(error)}.")
