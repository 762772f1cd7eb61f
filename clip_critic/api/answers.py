"""Helpers for all routes: answers for errors, and pictures from requests."""

import base64
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

from fastapi import HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.types import Message

from clip_critic.errors import (
    BadInputError,
    CriticError,
    EncoderError,
    HostError,
    InterruptedByUser,
    NoSessionError,
    SessionError,
    StorageError,
    TooLargeError,
)
from clip_critic.pictures.opening import Picture, open_picture
from clip_critic.tables import valid_unicode

MAX_PICTURE_BYTES = 64 * 2**20
MAX_BODY_BYTES = 96 * 2**20
"""The largest request: a picture of the largest size in base64, and a list."""
MAX_LIST_CHARACTERS = 8 * 2**20
TOO_LONG = (
    f"The request is larger than {MAX_BODY_BYTES // 2**20} MB: send a smaller picture or a shorter list."
)


class Route(APIRoute):
    """A route that reads no more than `MAX_BODY_BYTES`, and explains what is wrong with a request.

    It does so without repeating the request, as pydantic 2 would.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def answer(request: Request) -> Response:
            try:
                return await handle(_bounded(request))
            except RequestValidationError as error:
                if hasattr(error, "raw_errors"):  # pydantic 1
                    raise
                faults = [
                    {key: fault[key] for key in fault if key not in ("input", "ctx")}
                    for fault in error.errors()
                ]
                raise RequestValidationError(faults) from None

        return answer


def _bounded(request: Request) -> Request:
    """Return a request whose body is refused as soon as it is known to be too long."""
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length) > MAX_BODY_BYTES:
        raise HTTPException(413, TOO_LONG)
    received = 0

    async def receive() -> Message:
        nonlocal received
        message = await request.receive()
        received += len(message.get("body", b""))
        if received > MAX_BODY_BYTES:
            raise HTTPException(413, TOO_LONG)
        return message

    return Request(request.scope, receive)


STATUS: tuple[tuple[type[CriticError], int], ...] = (
    (NoSessionError, 404),
    (SessionError, 409),
    (TooLargeError, 413),
    (BadInputError, 422),
    (InterruptedByUser, 409),
    (EncoderError, 503),
    (HostError, 503),
    (StorageError, 507),
    (CriticError, 500),
)


@contextmanager
def answers() -> Iterator[None]:
    """Turn errors for the user into answers with the message in ``detail``."""
    try:
        yield
    except CriticError as error:
        status = next(status for kind, status in STATUS if isinstance(error, kind))
        raise HTTPException(status, str(error)) from error


def picture_of(encoded: str, name: str) -> Picture:
    """Open a picture that was sent as base64 or as a data: URL."""
    body = encoded.partition(",")[2] if encoded.startswith("data:") else encoded
    if len(body) > MAX_PICTURE_BYTES * 4 // 3 + 4:
        raise HTTPException(
            413, f"The picture is larger than {MAX_PICTURE_BYTES // 2**20} MB: send a smaller one."
        )
    try:
        data = base64.b64decode("".join(body.split()), validate=True)
    except ValueError:
        raise BadInputError(
            "The picture is not valid base64: send the file's bytes, base64-encoded."
        ) from None
    return open_picture(data, name=valid_unicode(name))
