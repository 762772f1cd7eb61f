"""The concepts that a user has: in a folder of our own, and in the host's folders of embeddings."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

from clip_critic.concepts.names import concept_name, same_name
from clip_critic.concepts.training import trained_steps
from clip_critic.errors import ConceptError, WeightsError
from clip_critic.keywords.mentions import is_mentionable, mention
from clip_critic.keywords.texts import shortened
from clip_critic.storage.files import reason
from clip_critic.weights.embeddings import (
    ENDINGS,
    Embedding,
    is_ours,
    read_embeddings,
    write_embedding,
    write_trainable,
)

MOST_FILES = 20_000
"""The most files of all folders that are looked at: somebody may name a whole disk by mistake."""
CALLED = 5
"""The names that an error mentions."""
NO_HOST = "There is no folder of a WebUI's embeddings to save it to."
State = tuple[int, int, int, int]
FROM_OUTSIDE = (
    "A WebUI that is running draws with it from its next picture on, and Forge from the next checkpoint on"
    " that it loads."
)
OnSaved = Callable[[Embedding], str]
"""A function that gets a concept which is new in the host's folder, and returns a note or an empty text."""


@dataclass(frozen=True, eq=False)
class Concept:
    """A concept in a file.

    Attributes:
        embedding: its vectors, name and lineage.
        file: the file.
        in_host: whether it is in a folder of the host, which draws with it by its bare name.
    """

    embedding: Embedding
    file: Path
    in_host: bool

    @property
    def name(self) -> str:
        return self.embedding.name


@dataclass(frozen=True)
class Unusable:
    """A file that cannot be used as a concept, and why."""

    file: Path
    reason: str


@dataclass(frozen=True)
class Holdings:
    """What is in all folders: the concepts by name, and the files that cannot be used."""

    concepts: tuple[Concept, ...]
    unusable: tuple[Unusable, ...]


@dataclass(frozen=True)
class SavedConcept:
    """A concept that has been saved.

    Attributes:
        name: the name that it has now.
        files: its files: in our folder, and in the host's if there is one.
        note: what the host needs before it draws with it; empty if nothing.
    """

    name: str
    files: tuple[Path, ...]
    note: str = ""


class ConceptLibrary:
    """The concepts in a folder of our own and in the host's. Safe to use from several threads.

    Files are read again only when they have changed.

    Args:
        own: our own folder, which is created by the first concept that is saved.
        hosts: the host's folders of embeddings, with their subfolders; the first is the one to save to.
        on_saved: called with a concept whose file in the host's folder is new; it returns what the host still
            needs, for `SavedConcept.note`. By default nobody can tell the host.
    """

    def __init__(
        self, own: Path, hosts: Sequence[Path] = (), on_saved: OnSaved = lambda embedding: FROM_OUTSIDE
    ) -> None:
        self._own = own
        self._hosts = tuple(hosts)
        self._on_saved = on_saved
        self._lock = Lock()
        self._read: dict[Path, tuple[State, tuple[Embedding, ...] | str]] = {}

    @property
    def folder(self) -> Path:
        """Our own folder."""
        return self._own

    @property
    def hosts(self) -> tuple[Path, ...]:
        """The host's folders; concepts are saved to the first one."""
        return self._hosts

    def holdings(self) -> Holdings:
        """Return all concepts in the order of their names, and what cannot be used.

        Of two concepts with the same name, the first counts: ours before the host's.
        """
        found: dict[str, Concept] = {}
        unusable: list[Unusable] = []
        seen: set[Path] = set()
        for folder, file in self._files(unusable):
            seen.add(file)
            embeddings = self._embeddings(file)
            if isinstance(embeddings, str):
                unusable.append(Unusable(file, embeddings))
                continue
            for embedding in embeddings:
                concept = Concept(embedding, file, folder != self._own)
                if not is_mentionable(embedding.name):
                    unusable.append(
                        Unusable(file, "Its name cannot be written as a keyword such as <my-cat>: rename it.")
                    )
                    continue
                first = found.setdefault(same_name(embedding.name), concept)
                if first is not concept and first.embedding.digest != embedding.digest:
                    unusable.append(Unusable(file, f"{first.file} has the same name, and other vectors."))
        with self._lock:
            self._read = {file: known for file, known in self._read.items() if file in seen}
        return Holdings(tuple(found[key] for key in sorted(found)), tuple(unusable))

    def find(self, name: str) -> Concept:
        """Return the concept of a name, in capital or small letters.

        Raises:
            ConceptError: there is none, or its file cannot be used.
        """
        found = self.get(name)
        if found is None:
            raise ConceptError(self._no_such(name))
        return found

    def get(self, name: str) -> Concept | None:
        """Return the concept of a name as `find`, or None if there is none.

        Raises:
            ConceptError: its file cannot be used.
        """
        key = same_name(name)
        files = list(self._files([]))
        named = [one for one in files if same_name(one[1].stem) == key]
        for folder, file in [*named, *(one for one in files if one not in named)]:
            embeddings = self._embeddings(file)
            if isinstance(embeddings, str):
                if (folder, file) in named:
                    raise ConceptError(embeddings)
                continue
            for embedding in embeddings:
                if same_name(embedding.name) == key:
                    return Concept(embedding, file, folder != self._own)
        return None

    def embedding(self, name: str) -> Embedding | None:
        """Return the vectors of a concept as `get`, or None if there is none."""
        found = self.get(name)
        return found.embedding if found else None

    def save(self, embedding: Embedding, *, to_host: bool = True) -> SavedConcept:
        """Save a concept under its name in our folder, and in the host's if there is one.

        A concept of ours of this name is replaced. Files of others never are.

        Raises:
            ConceptError: its name is not allowed, a file of another's has it, or its vectors cannot be used.
            StorageError: it cannot be written.
        """
        named = replace(embedding, name=concept_name(embedding.name), term="")
        files = self.require_free(named.name, to_host=to_host)
        try:
            for file in files:
                write_embedding(file, named)
        except WeightsError as error:
            raise ConceptError(str(error)) from None
        return SavedConcept(named.name, files, self._on_saved(named) if len(files) > 1 else "")

    def save_for_training(self, embedding: Embedding) -> SavedConcept:
        """Save a copy of a concept into the host's folder, as its own training can go on with it.

        The host writes over this file while it trains, so no other file may have its name.

        Raises:
            ConceptError: its name is not allowed or taken, there is no folder of a host, or none trains it.
            StorageError: it cannot be written.
        """
        if not self._hosts:
            raise ConceptError(NO_HOST)
        name = concept_name(embedding.name)
        file = self._hosts[0] / f"{name}.pt"
        self._require_free(name, (self._own / file.name, file))
        named = replace(embedding, name=name, step=trained_steps(embedding))
        try:
            write_trainable(file, named)
        except WeightsError as error:
            raise ConceptError(str(error)) from None
        return SavedConcept(name, (file,), self._on_saved(named))

    def require_free(self, name: str, *, to_host: bool = True) -> tuple[Path, ...]:
        """Return the files that a concept of this name is saved to.

        Raises:
            ConceptError: its name is not allowed, or a file of another's has it.
        """
        checked = concept_name(name)
        folders = (self._own, *(self._hosts[:1] if to_host else ()))
        files = tuple(folder / f"{checked}.safetensors" for folder in folders)
        self._require_free(checked, files)
        return files

    def _require_free(self, name: str, files: Sequence[Path]) -> None:
        """Refuse a name that another file has, whatever its ending: hosts would mix them up.

        Raises:
            ConceptError: there is such a file.
        """
        for file in files:
            own = is_ours(file)
            for folder in self._hosts if file.parent in self._hosts else (file.parent,):
                for other in _all_files(folder):
                    if same_name(name) not in _stems(other):
                        continue
                    belongs = other == file or other.suffix.casefold() not in ENDINGS  # such as its preview
                    if not (own and belongs):
                        raise ConceptError(
                            f"{other} has the name {name!r:.100}, and is never changed: choose another."
                        )

    def _files(self, unusable: list[Unusable]) -> Iterator[tuple[Path, Path]]:
        """Yield the files that may be concepts, each with the folder that it was found in.

        Args:
            unusable: what cannot be looked at is added here.
        """
        count = 0

        def unreadable(error: OSError) -> None:
            if not isinstance(error, FileNotFoundError):
                unusable.append(
                    Unusable(Path(error.filename), f"{error.filename} cannot be read: {reason(error)}.")
                )

        for folder in (self._own, *self._hosts):
            for file in _all_files(folder, unreadable):
                count += 1
                if count > MOST_FILES:
                    left_out = f"{folder} has more than {MOST_FILES:,} files: the rest is not looked at."
                    unusable.append(Unusable(folder, left_out))
                    return
                if file.suffix.casefold() in ENDINGS:
                    yield folder, file

    def _embeddings(self, file: Path) -> tuple[Embedding, ...] | str:
        """Return what a file holds, or why it cannot be used; it is read again only if it has changed."""
        try:
            found = file.stat()
        except OSError as error:
            return f"{file} cannot be read: {reason(error)}."
        state = (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
        with self._lock:
            known = self._read.get(file)
        if known is not None and known[0] == state:
            return known[1]
        content: tuple[Embedding, ...] | str
        try:
            content = read_embeddings(file)
        except WeightsError as error:
            content = str(error)
        with self._lock:
            self._read[file] = (state, content)
        return content

    def _no_such(self, name: str) -> str:
        known = [mention(concept.name) for concept in self.holdings().concepts]
        if not known:
            folder = (self._hosts or (self._own,))[0]
            return (
                f"There is no concept <{shortened(name)}>, and none at all yet: save one, or put its file "
                f"into {folder}."
            )
        some = f"{', '.join(known[:CALLED])}{', ...' if len(known) > CALLED else ''}"
        return f"There is no concept <{shortened(name)}>. There are: {some}."


def _all_files(folder: Path, on_error: Callable[[OSError], None] = lambda error: None) -> Iterator[Path]:
    """Yield the files of a folder and its subfolders in order; links are followed, but never in a circle."""
    known: set[str] = set()
    for root, folders, files in os.walk(folder, onerror=on_error, followlinks=True):
        real = os.path.realpath(root)
        if real in known:
            folders.clear()
            continue
        known.add(real)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(root, name) for name in sorted(files) if not name.startswith("."))


def _stems(file: Path) -> set[str]:
    """Return a file's name without its last ending, and without its last two: ``cat.preview.png``."""
    return {same_name(file.stem), same_name(Path(file.stem).stem)}
