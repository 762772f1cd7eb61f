"""Downloads of large files: with size and progress, and continued where an earlier try broke off.

The hub's client downloads. Its newest versions forget what an interrupted download has already fetched, so
weights go into a file ``*.incomplete`` here, which the next try continues, and then into the client's cache.
"""

from __future__ import annotations

import hashlib
import logging
import re
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlparse

from filelock import FileLock, Timeout

from clip_critic.encoders.quiet import quiet
from clip_critic.progress import Progress, silent
from clip_critic.storage.files import replace

logger = logging.getLogger(__name__)

WHAT = "downloading (MB)"
MEGABYTE = 10**6
CHUNK = 1 << 20
ETAG = re.compile(r"[A-Za-z0-9._-]+")
SHA256 = re.compile(r"[0-9a-f]{64}")
PATIENCE = 10
"""Seconds to wait for a server's first answer."""

_progress: ContextVar[Progress] = ContextVar("progress of downloads", default=silent)


@contextmanager
def downloads_reported_to(progress: Progress) -> Iterator[None]:
    """Report all downloads inside the block to a `Progress`, in megabytes; it may stop them."""
    token = _progress.set(progress)
    try:
        yield
    finally:
        _progress.reset(token)


def fetch_from_hub(repository: str, file: str) -> None:
    """Download a large file of a repository into the cache of the hub's client, unless it is there.

    The client finds it there, as its layout is documented, and makes the links to it.
    """
    from huggingface_hub import constants, get_hf_file_metadata, hf_hub_url
    from huggingface_hub.utils import build_hf_headers  # type: ignore[attr-defined]

    headers = build_hf_headers()
    address = hf_hub_url(repository, file)
    found = get_hf_file_metadata(address, timeout=PATIENCE)
    etag = found.etag or ""
    if not ETAG.fullmatch(etag) or not found.size:
        return  # the client downloads it in its own way
    if urlparse(found.location).netloc != urlparse(address).netloc:
        headers.pop("authorization", None)  # another server has no business with the user's token
    folder = Path(constants.HF_HUB_CACHE) / f"models--{repository.replace('/', '--')}"
    digest = etag if SHA256.fullmatch(etag) else ""
    download(found.location, folder / "blobs" / etag, size=found.size, digest=digest, headers=headers)


def download(
    address: str,
    target: Path,
    *,
    size: int | None = None,
    digest: str = "",
    headers: Mapping[str, str] | None = None,
) -> Path:
    """Download a file unless it is there; a download that broke off goes on where it stopped.

    Args:
        address: the file's URL.
        target: the file to write, which appears only when it is complete.
        size: its size in bytes; the server is asked for it by default.
        digest: its SHA-256 or the beginning of it, if it is known.
        headers: headers of the request.

    Raises:
        OSError: it cannot be downloaded or written, or it is not the expected file.
    """
    _require_online()
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.incomplete")
    with _turn(part):
        if not target.is_file():
            _continue(address, part, size or _size_of(address), dict(headers or {}))
            _require_digest(part, digest)
            replace(part, target)
    return target


def _require_online() -> None:
    """Refuse to use the network where the hub's client may not.

    Raises:
        OSError: the user wants to stay offline.
    """
    from huggingface_hub import constants

    if constants.HF_HUB_OFFLINE:
        raise OSError("HF_HUB_OFFLINE is set")


@contextmanager
def _turn(part: Path) -> Iterator[None]:
    """Wait until no other program downloads the same file; the user may stop the wait."""
    lock = FileLock(f"{part}.lock")
    while True:
        try:
            lock.acquire(timeout=1)
            break
        except Timeout:
            _progress.get()(0, 1, WHAT)
    try:
        yield
    finally:
        lock.release()


def _continue(address: str, part: Path, size: int | None, headers: dict[str, str]) -> None:
    from huggingface_hub.file_download import http_get

    if part.exists() and size is not None and part.stat().st_size > size:
        part.unlink()  # not the beginning of this file
    progress = _progress.get()
    with part.open("ab") as stream, quiet(downloads=progress is silent):
        start = stream.tell()
        logger.info("Downloading %s from byte %d of %s", address, start, size)
        reported: Any = _Reported(stream, size or 0, progress)
        http_get(address, reported, resume_size=start, headers=headers, expected_size=size)


class _Reported:
    """A file that reports how many megabytes have been written."""

    def __init__(self, stream: BinaryIO, size: int, progress: Progress) -> None:
        self._stream = stream
        self._megabytes = -(-size // MEGABYTE)
        self._progress = progress
        self._last = -1
        self.tell, self.name = stream.tell, stream.name
        self._report()

    def write(self, data: bytes) -> int:
        count = self._stream.write(data)
        self._report()
        return count

    def seek(self, position: int) -> int:
        return self._stream.seek(position)

    def truncate(self) -> int:
        return self._stream.truncate()

    def _report(self) -> None:
        done = self._stream.tell() // MEGABYTE
        if done != self._last:
            self._last = done
            self._progress(done, max(done, self._megabytes, 1), WHAT)


def _size_of(address: str) -> int | None:
    """Return the size that a server announces, or None if it does not.

    Raises:
        OSError: there is no such file.
    """
    request = urllib.request.Request(address, method="HEAD")
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return int(answer.headers.get("Content-Length") or 0) or None
    except urllib.error.HTTPError as error:
        error.close()
        raise OSError(f"{address}: {error.code} {error.reason}") from None


def _require_digest(part: Path, digest: str) -> None:
    """Remove a file that is not the expected one.

    Raises:
        OSError: it was not.
    """
    if not digest:
        return
    found = hashlib.sha256()
    with part.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            found.update(chunk)
    if not found.hexdigest().startswith(digest):
        part.unlink()
        raise OSError("the downloaded file is damaged; it was removed")
