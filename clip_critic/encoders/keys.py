"""Keys of cached vectors: 128 bits of blake2b over the text or digest and its space."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]
"""One key per row, ``[n, 2]``."""


def keys_of(space: str, contents: Sequence[str]) -> Keys:
    """Return one key for each text or picture digest.

    Args:
        space: a name that separates the keys of different encoders and kinds of vectors.
        contents: the texts or digests; lone surrogates are allowed.
    """
    prefix, hasher = hashlib.blake2b(space.encode(), digest_size=32).digest(), hashlib.blake2b
    joined = b"".join(
        [hasher(prefix + text.encode("utf-8", "surrogatepass"), digest_size=16).digest() for text in contents]
    )
    return np.frombuffer(joined, dtype="<u8").reshape(-1, 2)


def space_number(space: str) -> int:
    """Return a space as a signed 64-bit number, for SQLite's index."""
    return int.from_bytes(hashlib.blake2b(space.encode(), digest_size=8).digest(), "little", signed=True)


def find_keys(wanted: Keys, stored: Keys) -> NDArray[np.int64]:
    """Return the index of each wanted key among the stored ones, or -1; among equal ones, the last."""
    if len(stored) == 0:
        return np.full(len(wanted), -1, dtype=np.int64)
    order = np.argsort(stored[:, 0], kind="stable")
    place = np.searchsorted(stored[order, 0], wanted[:, 0], side="right") - 1
    index: NDArray[np.int64] = order[np.maximum(place, 0)].astype(np.int64)
    # If keys share only their first half, all but one are missed; they are then encoded again.
    index[(stored[index] != wanted).any(axis=1)] = -1
    return index
