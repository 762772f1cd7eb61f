"""A folder of results that each run replaces: a record lists the files of the earlier run."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from clip_critic.errors import BadInputError, StorageError
from clip_critic.storage.files import reason, write_atomically

FILES = "files"
"""The key of a record under which the files are: each name with the SHA-256 of its content, or null if the
file was being written."""
MAX_RECORD = 64 * 2**20
"""The most bytes of a record."""


@dataclass
class ResultFolder:
    """A folder whose files are replaced by those of the next run, and only those.

    Attributes:
        folder: it is created with the first file.
        record: the name of the file that says which files are the command's own.
        earlier: the files of an earlier run, with the SHA-256 of their contents; None if that is not known.
    """

    folder: Path
    record: str
    earlier: Mapping[str, str | None]
    _written: dict[str, str | None] = field(default_factory=dict)

    @classmethod
    def open(cls, folder: Path, record: str, fixed: Collection[str], other: re.Pattern[str]) -> ResultFolder:
        """Return a folder whose files may be replaced.

        Args:
            folder: the folder, which may be missing.
            record: the name of the record in it.
            fixed: the names of files that every run writes.
            other: the names of its other files; a record with any other name is from elsewhere.

        Raises:
            BadInputError: it has a file of such a name that is from elsewhere, or one that was changed later.
            StorageError: it cannot be read.
        """
        earlier = _read(folder / record, lambda name: name in fixed or bool(other.fullmatch(name)))
        found = cls(folder, record, earlier)
        found.require_free(fixed)
        for name, digest in found.earlier.items():
            if digest is not None and (folder / name).exists() and _digest(folder / name) != digest:
                raise BadInputError(f"{folder / name} was edited since: move it, or choose another folder.")
        return found

    def require_free(self, names: Collection[str]) -> None:
        """Check that no file with one of these names is from elsewhere.

        Raises:
            BadInputError: one is.
        """
        own = {_key(name) for name in (*self.earlier, self.record)}
        for name in names:
            if _key(name) not in own and (self.folder / name).exists():
                raise BadInputError(
                    f"{self.folder} has a {name} that is not from this command: choose another folder."
                )

    def begin(self, names: Collection[str], record: Mapping[str, Any]) -> None:
        """Remove the files of the earlier run that are not written again; after a crash, all are known.

        Args:
            names: the names of all files that will be written.
            record: the rest of the record.

        Raises:
            BadInputError: one of the names belongs to a file from elsewhere.
            StorageError: a file cannot be removed or written.
        """
        self.require_free(names)
        self._written = dict.fromkeys((*self.earlier, *names))
        self._store(record)
        for name in set(self.earlier) - set(names):
            try:
                (self.folder / name).unlink(missing_ok=True)
            except OSError as error:
                raise StorageError(f"{self.folder / name} cannot be removed: {reason(error)}.") from error
        self._written = dict.fromkeys(names)

    def write(self, name: str, content: bytes | str) -> None:
        """Write one of the files in one step; raises `StorageError`."""
        data = content.encode("utf-8") if isinstance(content, str) else content
        write_atomically(self.folder / name, data)
        self._written[name] = sha256(data).hexdigest()

    def finish(self, record: Mapping[str, Any]) -> None:
        """Write the record of the files that are there; raises `StorageError`."""
        self._written = {
            name: digest or self.earlier.get(name)
            for name, digest in self._written.items()
            if digest or (self.folder / name).exists()
        }
        self._store(record)

    def _store(self, record: Mapping[str, Any]) -> None:
        text = json.dumps({**record, FILES: self._written}, ensure_ascii=False, indent=1)
        write_atomically(self.folder / self.record, f"{text}\n")


def write_results(
    target: ResultFolder,
    contents: Mapping[str, Callable[[], bytes | str]],
    record: Mapping[str, Any],
    on_file: Callable[[int], None],
) -> None:
    """Replace the files of a folder by others, each of them whole.

    Args:
        target: the folder.
        contents: a function that makes the content of each file, by its name.
        record: the rest of the folder's record.
        on_file: is called with the number of files that are done; what it raises ends the writing.

    Raises:
        BadInputError: one of the names belongs to a file from elsewhere.
        StorageError: a file cannot be removed or written.
    """
    target.begin(contents, record)
    try:
        for done, (name, make) in enumerate(contents.items(), start=1):
            target.write(name, make())
            on_file(done)
    finally:
        target.finish(record)


def _read(path: Path, is_own: Callable[[str], bool]) -> dict[str, str | None]:
    """Return the files that a record names; none if there is no record.

    Raises:
        BadInputError: the file is not one of our records.
        StorageError: it cannot be read.
    """
    try:
        if not path.exists():
            return {}
        content = json.loads(path.read_bytes()) if path.stat().st_size <= MAX_RECORD else None
    except OSError as error:
        raise StorageError(f"{path} cannot be read: {reason(error)}.") from error
    except (ValueError, RecursionError):
        content = None
    files = content.get(FILES) if isinstance(content, dict) else None
    if not isinstance(files, dict) or not all(
        is_own(name) and _is_entry(name, digest) for name, digest in files.items()
    ):
        raise BadInputError(
            f"{path.parent} has a {path.name} that is not from this command: choose another folder."
        )
    return files


def _is_entry(name: str, digest: object) -> bool:
    """Return whether an entry names a file in the folder itself, with a digest or None."""
    return not set(name) & set("/\\:\0") and (digest is None or isinstance(digest, str))


def _digest(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise StorageError(f"{path} cannot be read: {reason(error)}.") from error


def _key(name: str) -> str:
    """Return a key that names of the same file share where upper and lower case are one."""
    return unicodedata.normalize("NFC", name).casefold()
