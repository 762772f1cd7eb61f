"""The bytes of keyword lists: text files that people write in editors of every kind."""

from __future__ import annotations

import re
from pathlib import Path

from clip_critic.errors import KeywordListError, StorageError
from clip_critic.storage.files import reason

MAX_BYTES = 16 * 2**20  # of a file: half a million keywords, and far below a checkpoint chosen by mistake


def decode(data: bytes) -> str:
    """The text of a file, without its byte order mark; raise `KeywordListError` if it is not UTF-8."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:1000]:
        raise KeywordListError("This looks like UTF-16, not UTF-8 text. Save it as UTF-8 in your editor.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = len(re.findall(rb"\r\n|\r|\n", data[: error.start])) + 1
        raise KeywordListError(f"Line {line} is not UTF-8 text. Save it as UTF-8 in your editor.") from None


def bytes_of(path: Path) -> bytes:
    """A keyword list's file; raise `KeywordListError` if it is missing or too large, else `StorageError`."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise KeywordListError(f"{size / 2**20:.0f} MiB is too large for a keyword list (at most 16).")
        return path.read_bytes()
    except FileNotFoundError:
        raise KeywordListError("There is no such file. Check the path, or choose a preset.") from None
    except OSError as error:
        raise StorageError(f"The keyword list {path} cannot be read: {reason(error)}.") from error
