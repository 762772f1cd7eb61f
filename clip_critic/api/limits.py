"""The limits of requests, which are checked while a request arrives and before it is parsed.

A few bytes of JSON become much more memory as Python's objects, so a body is measured three times: its length
as it arrives, its length without the picture, and the number of its values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any, TypeVar

from fastapi import HTTPException, Request
from starlette.types import Message

from clip_critic.errors import TooLargeError
from clip_critic.keywords.identity import COMMAS

MIB = 2**20
MAX_PICTURE_BYTES = 64 * MIB
MAX_LIST_CHARACTERS = 4 * MIB
MAX_LIST_LINES = 500_000
MAX_BODY_BYTES = 96 * MIB
"""The largest request with a picture: one of the largest size in base64, and a list."""
MAX_TEXT_BYTES = 24 * MIB
"""The largest request without a picture, or the largest rest of one."""
MAX_VALUES = 250_000
"""The most values in a request's JSON."""
MAX_ARRIVING_BYTES = 512 * MIB
"""The most bytes of all requests that arrive at the same time."""
MAX_SETTING_CHARACTERS = 100_000
"""The longest text of a setting other than a list, such as a prompt."""

BUSY = "Too many large requests arrive at the same time: send this one again in a moment."
MAX_OPEN_PIXELS = 400_000_000
"""The pixels of open pictures from which no more are opened."""
MANY_PICTURES = "Too many large pictures are open at the same time: send this one again in a moment."
MANY_VALUES = f"The request has more than {MAX_VALUES} values: send a shorter list."
LONG_REST = f"The request without its picture is larger than {MAX_TEXT_BYTES // MIB} MB: send a shorter list."
NOT_UTF_8 = "The request is not JSON in UTF-8: save or send it as UTF-8."
_PICTURE = re.compile(rb'"(?:data:[^",]{0,100},)?[A-Za-z0-9+/=\\rn\s]{65536,}"')
_LINE_ENDS = ("\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029")

Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])


def takes_pictures(endpoint: Endpoint) -> Endpoint:
    """Let a route read bodies that are as long as one with a picture."""
    endpoint.max_body_bytes = MAX_BODY_BYTES  # type: ignore[attr-defined]
    return endpoint


def limit_of(endpoint: Callable[..., Any]) -> int:
    """Return the length of the longest body that a route reads."""
    return int(getattr(endpoint, "max_body_bytes", MAX_TEXT_BYTES))


class Arriving:
    """A count of the bytes of the bodies that are being read, so that many at once do not fill the memory."""

    def __init__(self, most: int = MAX_ARRIVING_BYTES) -> None:
        self._most, self._bytes, self._lock = most, 0, Lock()

    @contextmanager
    def body(self) -> Iterator[Callable[[int], None]]:
        """Yield a function to report received bytes to; it raises 503 where there are too many."""
        own = 0

        def add(count: int) -> None:
            nonlocal own
            with self._lock:
                own += count
                self._bytes += count
                if self._bytes > self._most:
                    raise HTTPException(503, BUSY, headers={"Retry-After": "5"})

        try:
            yield add
        finally:
            with self._lock:
                self._bytes -= own


def too_long(limit: int) -> str:
    """Return the sentence for a body that is longer than a limit."""
    return f"The request is larger than {limit // MIB} MB: send a smaller picture or a shorter list."


def bounded(request: Request, limit: int, arrived: Callable[[int], None]) -> Request:
    """Return a request whose body is refused as soon as it is known to be too long."""
    length = request.headers.get("content-length", "")
    if length.isdecimal() and (len(length) > 15 or int(length) > limit):
        raise HTTPException(413, too_long(limit))
    received = 0

    async def receive() -> Message:
        nonlocal received
        message = await request.receive()
        count = len(message.get("body", b""))
        received += count
        if received > limit:
            raise HTTPException(413, too_long(limit))
        arrived(count)
        return message

    return Request(request.scope, receive)


def require_parsable(body: bytes) -> None:
    """Refuse JSON that would take long to parse, or much memory.

    Raises:
        HTTPException: it is too long without its picture, has too many values, or is not UTF-8.
    """
    if b"\0" in body:
        raise HTTPException(422, NOT_UTF_8)
    if len(body) > MAX_TEXT_BYTES and len(_PICTURE.sub(b"", body)) > MAX_TEXT_BYTES:
        raise HTTPException(
            413,
            LONG_REST,
        )
    if body.count(b",") + body.count(b"[") + body.count(b"{") > MAX_VALUES and _values(body) > MAX_VALUES:
        raise HTTPException(413, MANY_VALUES)


def _values(body: bytes) -> int:
    """Count the marks that begin a value outside of texts."""
    structure = body.replace(b"\\\\", b"").replace(b'\\"', b"")
    if structure.count(b'"') > 4 * MAX_VALUES:
        return MAX_VALUES + 1
    outside = structure.split(b'"')[::2]
    return sum(part.count(b",") + part.count(b"[") + part.count(b"{") for part in outside)


def require_short_list(text: str) -> str:
    """Return the text of a keyword list that can be parsed quickly.

    Raises:
        TooLargeError: it is too long, or has too many lines.
    """
    if len(text) > MAX_LIST_CHARACTERS:
        raise TooLargeError(f"The list is longer than {MAX_LIST_CHARACTERS} characters: split it.")
    if max(_count(text, _LINE_ENDS), _count(text, COMMAS)) > MAX_LIST_LINES:
        raise TooLargeError(f"The list has more than {MAX_LIST_LINES} lines or commas: split it.")
    return text


def _count(text: str, signs: Iterable[str]) -> int:
    return sum(map(text.count, signs))
