"""Reading the files of keyword lists, which people write in all kinds of editors."""

from __future__ import annotations

import errno
import re
from pathlib import Path
from typing import BinaryIO

from clip_critic.errors import KeywordListError, StorageError
from clip_critic.storage.files import reason

MAX_BYTES = 16 * 2**20  # half a million keywords, and far less than a checkpoint chosen by mistake

SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How an .xlsx, .ods or .docx file begins, and an old .xls or .doc."""


def decode(data: bytes) -> str:
    """Return a file's text without its byte order mark; raise `KeywordListError` if it is not UTF-8."""
    if data.startswith(SPREADSHEETS):
        raise KeywordListError("This is a spreadsheet, or another packed file: export it as CSV.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:1000]:
        raise KeywordListError("This looks like UTF-16, not UTF-8 text. Save it as UTF-8 in your editor.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = len(re.findall(rb"\r\n|\r|\n", data[: error.start])) + 1
        raise KeywordListError(f"Line {line} is not UTF-8 text. Save it as UTF-8 in your editor.") from None


def bytes_of(path: Path) -> bytes:
    """Return the bytes of a keyword list's file.

    Raises:
        KeywordListError: it is missing or too large.
        StorageError: it cannot be read.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise KeywordListError(f"A keyword list of {size / 2**20:.0f} MiB is too large (at most 16 MiB).")
        with path.open("rb") as stream:
            return bytes_from(stream)
    except (FileNotFoundError, ValueError):
        raise _no_such_file() from None
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise _no_such_file() from None
        name = shortened(str(path), 300)
        raise StorageError(f"The keyword list {name} cannot be read: {reason(error)}.") from error


def bytes_from(stream: BinaryIO) -> bytes:
    """Return the bytes of a keyword list that is streamed, for as long as it is not too large.

    Raises:
        KeywordListError: it is.
    """
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise KeywordListError("The keyword list is too large (at most 16 MiB).")
    return data


def shortened(text: str, limit: int = 60) -> str:
    """Return a name for a message, in which a long one would hide the rest."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def _no_such_file() -> KeywordListError:
    return KeywordListError("There is no such file. Check the path, or choose a preset.")
