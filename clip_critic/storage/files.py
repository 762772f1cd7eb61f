"""Writing files atomically."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
import time
from pathlib import Path

from clip_critic.errors import StorageError

REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your disk quota is used up",
    errno.EACCES: "you have no permission to write there",
    errno.EPERM: "you have no permission to write there",
    errno.EROFS: "the disk is read-only",
    errno.ENOTDIR: "a part of the path is a file, not a folder",
    errno.EISDIR: "there is already a folder with that name",
    errno.ENAMETOOLONG: "the name is too long",
}
WINDOWS_REASONS = {
    5: "it is read-only, or another program has it open",
    32: "another program has it open",
    33: "another program has it open",
}
"""Reasons by Windows' own numbers, which are permission errors, too."""
WAITS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8) if os.name == "nt" else ()
"""The seconds between attempts to replace a file."""


def write_atomically(path: Path, data: bytes | str) -> None:
    """Write a file in one step: readers, even after a crash, see the old content or the new, never a part.

    Args:
        path: the file; its folder is created if it is missing.
        data: bytes, or text to be encoded as UTF-8 with its line ends unchanged.

    Raises:
        StorageError: the disk is full, the folder is read-only, or the name is not allowed.
    """
    content = data.encode("utf-8") if isinstance(data, str) else data
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # In the same folder: replacing is atomic only within one file system.
        handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(_mode(path))
        replace(temporary, path)
    except OSError as error:
        raise StorageError(f"{path} cannot be written: {reason(error)}.") from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def replace(source: Path, target: Path) -> None:
    """Do what `Path.replace` does; on Windows, wait a moment for those who are reading the target.

    There, no file can be replaced while anybody has it open: another process, an indexer, a virus scanner.
    """
    for seconds in WAITS:
        try:
            source.replace(target)
            return
        except PermissionError:
            time.sleep(seconds)
    source.replace(target)


def drop_parts(folder: Path) -> None:
    """Remove the unfinished files of killed processes from a folder that nobody else is writing to."""
    for path in folder.glob(".*.part"):
        with contextlib.suppress(OSError):
            path.unlink()


def reason(error: OSError) -> str:
    """Return the reason why a file operation failed, in words."""
    known = WINDOWS_REASONS.get(getattr(error, "winerror", None) or 0) or REASONS.get(error.errno or 0)
    return known or (error.strerror or str(error) or type(error).__name__).lower()


def _mode(path: Path) -> int:
    """Return the permissions of a file, or of a new one: temporary files are private to their owner."""
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        return 0o644
