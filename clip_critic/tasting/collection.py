"""Pictures to choose from: files on disk, looked at with one encoder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from clip_critic.encoders.base import Encoder, Vectors
from clip_critic.encoders.cache import VectorCache
from clip_critic.encoders.cached import encode_pictures_cached, known_pictures
from clip_critic.errors import BadInputError, PictureError
from clip_critic.pictures.opening import Picture, digest_of, open_picture
from clip_critic.ranking.ranking import Unreadable
from clip_critic.taste.observations import Pool

NOTHING = "There is no picture to choose from: choose a folder or a session with pictures."
NONE_READABLE = "None of the {count} pictures can be read. The first: {error}"
MOST_DIGESTS = 100_000
"""The files whose digests are remembered."""
CHANGED = "The encoder has changed while the pictures were looked at: open them again."
SENTENCES = (NOTHING, NONE_READABLE, CHANGED)


@dataclass(frozen=True, eq=False)
class Collection:
    """Pictures to choose from.

    Attributes:
        encoder: the identity of the encoder that has looked at them.
        files: the files of each picture by its digest; equal files are one picture.
        pool: the pictures and their vectors.
        unreadable: the files that could not be read, with reasons.
    """

    encoder: str
    files: Mapping[str, tuple[Path, ...]]
    pool: Pool
    unreadable: tuple[Unreadable, ...] = ()

    def file(self, digest: str) -> Path | None:
        """Return a file of a picture that still exists; None if there is none."""
        return next((path for path in self.files.get(digest, ()) if path.is_file()), None)

    def vectors(self, digests: Sequence[str]) -> dict[str, Vectors]:
        """Return the vectors of some pictures by their digests; those of others are left out."""
        places = self.pool.places
        return {digest: self.pool.vectors[places[digest]] for digest in digests if digest in places}


class Gathering:
    """A collection that is being looked at, some files at a time; what is known already is not looked at.

    Args:
        encoder: the encoder's identity.
        dimension: the length of its vectors.
        cache: the cache of vectors, if there is one.
        known: vectors that are known besides, by the pictures' digests.
    """

    def __init__(
        self, encoder: str, dimension: int, cache: VectorCache | None, known: Mapping[str, Vectors]
    ) -> None:
        self._encoder, self._dimension = encoder, dimension
        self._cache, self._known = cache, known
        self._files: dict[str, list[Path]] = {}
        self._vectors: dict[str, Vectors] = {}
        self._unreadable: list[Unreadable] = []

    def read(self, paths: Sequence[Path], digests: FileDigests) -> list[str]:
        """Read some more files; return the digests of pictures that must be looked at."""
        new: dict[str, None] = {}
        for path in paths:
            try:
                digest = digests.of(path)
            except PictureError as error:
                self._unreadable.append(Unreadable(str(path), str(error)))
                continue
            self._files.setdefault(digest, []).append(path)
            if digest in self._known:
                self._vectors[digest] = self._known[digest]
            elif digest not in self._vectors:
                new[digest] = None
        asked = list(new)
        found = known_pictures(self._encoder, self._dimension, asked, cache=self._cache)
        self._vectors |= {asked[index]: found.vectors[index] for index in np.flatnonzero(found.present)}
        return [digest for digest in asked if digest not in self._vectors]

    def open(self, digests: Sequence[str]) -> list[Picture]:
        """Open pictures that were read; those that are broken are noted."""
        opened = []
        for digest in digests:
            try:
                opened.append(open_picture(self._files[digest][0]))
            except PictureError as error:
                self._unreadable += [Unreadable(str(path), str(error)) for path in self._files.pop(digest)]
        return opened

    def look(self, pictures: Sequence[Picture], encoder: Encoder) -> None:
        """Look at opened pictures.

        Raises:
            BadInputError: this is another encoder than before.
            EncoderError: the encoder failed.
        """
        if encoder.identity != self._encoder:
            raise BadInputError(CHANGED)
        vectors = encode_pictures_cached(encoder, pictures, cache=self._cache)
        self._vectors |= {picture.digest: vector for picture, vector in zip(pictures, vectors, strict=True)}

    def collection(self) -> Collection:
        """Return what has been looked at.

        Raises:
            BadInputError: there is no picture that can be read.
        """
        digests = tuple(digest for digest in self._files if digest in self._vectors)
        if not digests:
            count = len(self._unreadable)
            first = self._unreadable[0].error if count else ""
            raise BadInputError(NONE_READABLE.format(count=count, error=first) if count else NOTHING)
        pool = Pool(digests, np.stack([self._vectors[digest] for digest in digests]))
        files = {digest: tuple(self._files[digest]) for digest in digests}
        return Collection(self._encoder, files, pool, tuple(self._unreadable))


class FileDigests:
    """The digests of files, which are read again only when they have changed."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[tuple[int, int], str]] = {}

    def of(self, path: Path) -> str:
        """Return the digest of a picture's file; raises `PictureError` if it cannot be read."""
        try:
            status = path.stat()
            stamp = status.st_size, status.st_mtime_ns
        except OSError:
            stamp = -1, -1
        known = self._known.get(path)
        if known is not None and known[0] == stamp and stamp[0] >= 0:
            return known[1]
        digest = digest_of(path)
        if len(self._known) >= MOST_DIGESTS:
            self._known.clear()
        self._known[path] = stamp, digest
        return digest
