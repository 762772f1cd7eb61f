"""The vectors of the pictures that were chosen among: kept for good, a file for each encoder.

The cache of vectors may drop them, and the pictures may be deleted: what was chosen is still learned from.

::

    vectors-<hash>.jsonl    the encoder's identity, then a picture's digest and vector per line
    vectors-<hash>.lock     held for a moment by whoever writes
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clip_critic.encoders.base import Vectors
from clip_critic.errors import StorageError
from clip_critic.storage.shared import SharedJournal

REMEDY = "remove the file: open the folders that you have chosen from, and it is written again"


@dataclass(frozen=True, eq=False)
class KeptVector:
    """One line of a file.

    Attributes:
        digest: the picture's digest; empty in the first line.
        vector: its unit vector, float32 ``[dimension]``.
    """

    digest: str
    vector: NDArray[np.float32]


class KeptVectors:
    """The vectors of all pictures that any rater was shown, below one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        self._files: dict[str, SharedJournal[KeptVector]] = {}

    def read(self, encoder: str) -> dict[str, NDArray[np.float32]]:
        """Return the vectors of an encoder by the pictures' digests.

        Args:
            encoder: the encoder's identity.

        Raises:
            SessionError: a line is damaged; the message says which one.
            StorageError: the file cannot be read.
        """
        return {line.digest: line.vector for line in self._file(encoder).records() if line.digest}

    def add(self, encoder: str, vectors: Mapping[str, NDArray[np.floating]]) -> None:
        """Keep vectors by their digests, on disk when this returns; those that are kept already stay.

        Raises:
            StorageError: they cannot be written.
        """
        file = self._file(encoder)
        known = self.read(encoder)
        if all(digest in known for digest in vectors):
            return
        with file.writing() as written:
            new = [digest for digest in vectors if _mark(digest) not in written]
            head = [] if written else [{"encoder": encoder}]
            file.append(*head, *(_record(digest, vectors[digest]) for digest in new))

    def _file(self, encoder: str) -> SharedJournal[KeptVector]:
        name = f"vectors-{hashlib.sha256(encoder.encode('utf-8')).hexdigest()[:16]}.jsonl"
        with self._lock:
            if name not in self._files:
                self._files[name] = SharedJournal(self._folder, name, _read, REMEDY)
            return self._files[name]


def stacked(vectors: Mapping[str, NDArray[np.floating]], digests: tuple[str, ...]) -> Vectors:
    """Return the vectors of some pictures as one array, float32 ``[n, dimension]``.

    Raises:
        StorageError: they have different lengths: the file was edited.
    """
    try:
        return np.stack([vectors[digest] for digest in digests]).astype(np.float32)
    except ValueError:
        raise StorageError(f"The kept vectors have different lengths: {REMEDY}.") from None


def _record(digest: str, vector: NDArray[np.floating]) -> dict[str, Any]:
    return {"digest": digest, "vector": base64.b64encode(vector.astype("<f4").tobytes()).decode("ascii")}


def _read(record: Any) -> KeptVector:
    if "encoder" in record:
        return KeptVector("", np.zeros(0, dtype=np.float32))
    vector = np.frombuffer(base64.b64decode(record["vector"], validate=True), dtype="<f4")
    if not len(vector) or not np.isfinite(vector).all():
        raise ValueError("its vector has no finite numbers")
    return KeptVector(str(record["digest"]), vector)


def _mark(digest: str) -> bytes:
    """Return how a digest stands in the file."""
    return b'{"digest": ' + json.dumps(digest).encode("ascii")
