"""A model's identity: determined by the content of its files, not by where they are."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from clip_critic.errors import EncoderError

CHUNK = 1 << 20


def identify(name: str, files: Iterable[Path], settings: Mapping[str, str] | None = None) -> str:
    """Return ``name:digest``, the same for equal weights, tokenizer and preprocessing, wherever they are.

    Args:
        name: a readable name; it does not need to be unique.
        files: the files that determine the vectors, in any order.
        settings: anything else that does, such as an architecture that is not stored in a file.

    Raises:
        EncoderError: a file cannot be read.
    """
    digest = hashlib.blake2b(digest_size=16)
    for file in sorted(files, key=lambda file: file.name):
        digest.update(f"{file.name}\0{file_digest(file)}\0".encode())
    for key, value in sorted((settings or {}).items()):
        digest.update(f"{key}={value}\0".encode())
    return f"{re.sub(r'[^A-Za-z0-9._-]+', '-', name).strip('-')}:{digest.hexdigest()}"


def file_digest(file: Path) -> str:
    """Return the blake2b of a file's bytes, which are read again only if its size or time changes.

    Raises:
        EncoderError: it cannot be read.
    """
    try:
        state = file.stat()
        return _digest(str(file.resolve()), state.st_size, state.st_mtime_ns)
    except OSError as error:
        raise EncoderError(f"The model's file {file} cannot be read ({error.strerror}).") from None


@lru_cache(maxsize=256)
def _digest(path: str, size: int, time: int) -> str:
    digest = hashlib.blake2b(digest_size=16)
    with Path(path).open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
