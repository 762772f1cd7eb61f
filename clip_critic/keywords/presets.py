"""Presets: the bundled keyword lists and the user's own, each a text file in a folder.

A user's preset hides a bundled one of the same name. Saved presets are never lost: overwritten and deleted
ones go to the folder ``trash`` beside the lists, and a text that would overwrite a newer one is saved under
the next free name. A lock file ensures this across windows and processes.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from unicodedata import normalize

from filelock import FileLock, Timeout

from clip_critic.errors import KeywordListError, PresetError, StorageError
from clip_critic.keywords.compose import list_notes
from clip_critic.keywords.foreign import is_foreign
from clip_critic.keywords.lists import KeywordList
from clip_critic.keywords.names import check_name, name_key, next_free_name
from clip_critic.keywords.texts import MAX_BYTES, bytes_of, decode, shortened
from clip_critic.storage.files import drop_parts, reason, write_atomically

LOCK_SECONDS = 10.0
HIDES_BUNDLED = (
    "A bundled list has this name, too: yours now replaces it. Delete yours to get the bundled one back."
)
_SUFFIX = ".txt"
_STAMP = "%Y%m%dT%H%M%S.%fZ"  # without colons, which Windows refuses; sorts by time


@dataclass(frozen=True)
class ListedPreset:
    """A preset's name, and whether it is bundled with the project."""

    name: str
    bundled: bool


@dataclass(frozen=True)
class Preset:
    """A preset as it was read; ``revision`` identifies exactly this text."""

    name: str
    bundled: bool
    text: str
    revision: str


@dataclass(frozen=True)
class Saved:
    """The result of saving a text.

    Attributes:
        name: the name that it is saved under.
        revision: the revision of the saved text.
        note: a note about anything that the user may not expect, such as a different name.
        noticed: notes about how the list was read, where that may be unintended.
    """

    name: str
    revision: str
    note: str = ""
    noticed: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """All notes for the user."""
        return (*filter(None, [self.note]), *self.noticed)


@dataclass(frozen=True)
class Trashed:
    """A deleted or overwritten preset; `PresetStore.restore` takes its ``key``."""

    key: str
    name: str
    when: datetime


class PresetStore:
    """The presets of two folders; their names are not case-sensitive.

    Args:
        bundled: the folder of the project's lists, which is only read.
        user: the folder of the user's own, created when a preset is first saved.
        now: the clock for the trash folder, in UTC.
    """

    def __init__(
        self,
        bundled: Path,
        user: Path,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(timezone.utc),
    ) -> None:
        self._bundled = bundled
        self._user = user
        self._trash = user / "trash"
        self._now = now

    def entries(self) -> tuple[ListedPreset, ...]:
        """Return every preset, sorted by name, except bundled ones that the user's own hide."""
        own = [ListedPreset(_name(path), bundled=False) for path in _files(self._user)]
        hidden = {name_key(entry.name) for entry in own}
        bundled = [ListedPreset(_name(path), bundled=True) for path in _files(self._bundled)]
        shown = own + [entry for entry in bundled if name_key(entry.name) not in hidden]
        return tuple(sorted(shown, key=lambda entry: (name_key(entry.name), entry.name)))

    def names(self) -> list[str]:
        """Return the names of `entries`."""
        return [entry.name for entry in self.entries()]

    def get(self, name: str) -> Preset:
        """Return a preset with its text and the revision of this text.

        Raises:
            PresetError: there is none with this name.
            KeywordListError: the file is not UTF-8 text.
            StorageError: it cannot be read.
        """
        own = _find(self._user, name)
        path = own or _find(self._bundled, name)
        if path is None:
            raise _missing(name)
        data = bytes_of(path)
        try:
            return Preset(_name(path), own is None, decode(data), _revision(data))
        except KeywordListError as error:
            raise KeywordListError(f"{shortened(path.name)}: {error}") from None

    def read(self, name: str) -> str:
        """Return a preset's text; see `get`."""
        return self.get(name).text

    def revision(self, name: str) -> str:
        """Return a preset's revision, which changes with the file's content; see `get`."""
        return self.get(name).revision

    def save(self, name: str, text: str, revision: str | None = None) -> Saved:
        """Save a text as a preset of the user's; under the name of a bundled one, it hides that one.

        Args:
            name: see `clip_critic.keywords.names.check_name`; an existing preset keeps its spelling.
            text: a keyword list with at least one keyword.
            revision: the revision that was edited; none for a new preset. If the one on disk differs, it is
                kept, and the text is saved under the next free name.

        Raises:
            PresetError: the name is not allowed.
            KeywordListError: the text is not a keyword list, or it is empty.
            StorageError: the folder cannot be written.
        """
        return self._save(check_name(name), text, KeywordList.parse(text), revision)

    def _save(self, name: str, text: str, words: KeywordList, revision: str | None) -> Saved:
        noticed = tuple(list_notes(words.require_words()))
        data = text.encode()
        if len(data) > MAX_BYTES:
            raise KeywordListError(f"The list is too large for a preset: {MAX_BYTES // 2**20} MiB at most.")
        with self._changing():
            return replace(self._put(name, data, revision), noticed=noticed)

    def rename(self, name: str, new: str) -> str:
        """Rename a user's preset, and return the new name as it is stored.

        Raises:
            PresetError: there is none, it is bundled, or the new name is taken or not allowed.
            StorageError: the folder cannot be written.
        """
        new = check_name(new)
        with self._changing():
            path = self._own(name)
            if name_key(new) in self._taken() - {name_key(_name(path))}:
                raise PresetError(f'There is already a preset named "{new}". Choose another name.')
            path.rename(self._path(new))
        return new

    def delete(self, name: str) -> Trashed:
        """Move a user's preset to the trash folder.

        Raises:
            PresetError: there is none, or it is bundled.
            StorageError: the folder cannot be written.
        """
        with self._changing():
            path = self._own(name)
            trashed = self._new_trash(_name(path))
            self._trash.mkdir(exist_ok=True)
            path.rename(self._trash / (trashed.key + _SUFFIX))
        return trashed

    def trash(self) -> tuple[Trashed, ...]:
        """Return the deleted and overwritten presets, the latest first."""
        found = (_trashed(_name(path)) for path in _files(self._trash))
        return tuple(sorted((item for item in found if item), key=lambda item: item.key, reverse=True))

    def restore(self, key: str) -> Saved:
        """Move a preset back from the trash folder, under the next free name if its own is taken.

        Raises:
            PresetError: there is none with this key.
            StorageError: the folder cannot be written.
        """
        with self._changing():
            path, item = _find(self._trash, key), _trashed(key)
            if path is None or item is None:
                raise PresetError("This preset is no longer in the trash folder.")
            name, note = item.name, ""
            if _find(self._user, name) is not None:
                name = next_free_name(name, self._taken())
                note = f'There is already a preset named "{item.name}": this one was restored as "{name}".'
            revision = _revision(bytes_of(path))
            path.rename(self._path(name))
        return Saved(name, revision, note)

    def import_file(
        self, source: Path | str | bytes, name: str | None = None, revision: str | None = None
    ) -> Saved:
        """Save a file, or its bytes, as a preset; a path's own name is the default.

        A file in another program's format, such as YAML, is stored in the format of a `KeywordList`.

        Args:
            source: the path of a file, or its bytes.
            name: the name of the preset; see `save`.
            revision: the revision of the preset that it replaces, if it does; see `save`.

        Raises:
            PresetError: the name is not allowed.
            KeywordListError: the file is missing, not UTF-8 text, not a keyword list, or empty.
            StorageError: the file cannot be read, or the folder cannot be written.
        """
        if isinstance(source, bytes):
            return self.save(name or "", decode(source), revision)
        path = Path(source)
        if name is None and not _is_utf8(path):
            raise PresetError(
                f"The name of the file {readable_name(path)} is not UTF-8. Rename it, or name the list: "
                "clip-critic lists save NAME FILE"
            )
        checked = check_name(path.stem if name is None else name)
        text = decode(bytes_of(path))
        words = KeywordList.parse(text, path.suffix)
        return self._save(checked, words.format() if is_foreign(path.suffix) else text, words, revision)

    def skipped(self) -> tuple[str, ...]:
        """Return the user's list files that are left out, as their names are not UTF-8, in readable form."""
        return tuple(readable_name(path) for path in _all_files(self._user) if not _is_utf8(path))

    def _put(self, name: str, data: bytes, revision: str | None) -> Saved:
        own = _find(self._user, name)
        spelled_like = own or _find(self._bundled, name)
        name = _name(spelled_like) if spelled_like else name
        path, note = own or self._path(name), ""
        if own is None and spelled_like and _revision(bytes_of(spelled_like)) != revision:
            note = HIDES_BUNDLED
        if own is not None and (old := bytes_of(own)) != data:
            if _revision(old) == revision:
                write_atomically(self._trash / (self._new_trash(name).key + _SUFFIX), old)
            else:
                other = next_free_name(name, self._taken())
                note = f'"{name}" on disk is a different version and was kept: yours was saved as "{other}".'
                name, path = other, self._path(other)
        write_atomically(path, data)
        return Saved(name, _revision(data), note)

    def _own(self, name: str) -> Path:
        path = _find(self._user, name)
        if path is None and _find(self._bundled, name) is not None:
            raise PresetError(
                f'"{name}" comes with CLIP Critic and cannot be changed. Save your version as a new preset.'
            )
        if path is None:
            raise _missing(name)
        return path

    def _taken(self) -> set[str]:
        return {name_key(_name(path)) for folder in (self._user, self._bundled) for path in _files(folder)}

    def _path(self, name: str) -> Path:
        return self._user / (name + _SUFFIX)

    def _new_trash(self, name: str) -> Trashed:
        when = self._now()
        while (self._trash / f"{when.strftime(_STAMP)} {name}{_SUFFIX}").exists():
            when += timedelta(microseconds=1)  # some clocks advance only every few milliseconds
        return Trashed(f"{when.strftime(_STAMP)} {name}", name, when)

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Hold the lock that all windows and processes share; raise `StorageError` if the disk refuses."""
        try:
            self._user.mkdir(parents=True, exist_ok=True)
            with FileLock(self._user / ".lock", timeout=LOCK_SECONDS):
                for folder in (self._user, self._trash):
                    drop_parts(folder)  # nobody else is writing now
                yield
        except Timeout:
            raise StorageError(
                f"Another program is changing the presets in {self._user}. Try again when it is done."
            ) from None
        except NotImplementedError:
            raise StorageError(
                f"Presets in {self._user} cannot be changed: its disk does not support file locks."
            ) from None
        except OSError as error:
            raise StorageError(f"Presets in {self._user} cannot be changed: {reason(error)}.") from error


def readable_name(path: Path) -> str:
    r"""Return a file's name for people to read; bytes that are not UTF-8 are written like ``\xe9``."""
    return os.fsencode(path.name).decode("utf-8", "backslashreplace")


def _is_utf8(path: Path) -> bool:
    try:
        path.name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _files(folder: Path) -> list[Path]:
    """Return the list files whose names can be shown and asked for."""
    return [path for path in _all_files(folder) if _is_utf8(path)]


def _all_files(folder: Path) -> list[Path]:
    try:
        found = sorted(folder.iterdir())
    except FileNotFoundError:
        return []
    except OSError as error:
        raise StorageError(f"The folder {folder} cannot be read: {reason(error)}.") from error
    return [p for p in found if p.suffix.lower() == _SUFFIX and not p.name.startswith(".") and p.is_file()]


def _find(folder: Path, name: str) -> Path | None:
    """Return a preset's file: names are looked up, never joined to a path."""
    same = [path for path in _files(folder) if name_key(_name(path)) == name_key(name.strip())]
    exact = [path for path in same if _name(path) == normalize("NFC", name.strip())]
    return next(iter(exact + same), None)


def _name(path: Path) -> str:
    return normalize("NFC", path.stem)  # macOS may store file names decomposed


def _revision(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _trashed(key: str) -> Trashed | None:
    stamp, _, name = key.partition(" ")
    try:
        when = datetime.strptime(stamp, _STAMP).replace(tzinfo=timezone.utc)
    except ValueError:
        return None
    return Trashed(key, name, when) if name else None


def _missing(name: str) -> PresetError:
    return PresetError(
        f'There is no preset named "{shortened(name)}". Reload the lists and choose one of them.'
    )
