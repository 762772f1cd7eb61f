"""Helpers for all routes: answers for errors, and pictures from requests."""

import base64
from collections.abc import Callable, Coroutine, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from fastapi import HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from clip_critic.api.limits import (
    MANY_PICTURES,
    MAX_OPEN_PIXELS,
    MAX_PICTURE_BYTES,
    Arriving,
    bounded,
    limit_of,
    require_parsable,
)
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
from clip_critic.pictures.memory import Room, give_back_later
from clip_critic.pictures.opening import Picture, open_picture
from clip_critic.tables import valid_unicode

Guard = Callable[[Request], Coroutine[Any, Any, None]]
"""A function that raises HTTPException for requests that are not let in."""
SHOWN_FAULTS = 20
"""The most faults of a request that are listed."""
SAFE = {
    "Content-Security-Policy": "default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
}
"""Headers that keep our answers out of frames; a report that is opened as a page runs and loads nothing."""
_arriving = Arriving()
_room = Room(MAX_OPEN_PIXELS)


class Route(APIRoute):
    """A route that lets requests in one by one, reads no more than its limit, and explains what is wrong.

    It does so without repeating the request, as pydantic 2 would.

    Attributes:
        guards: functions that look at a request before its body is read.
    """

    guards: ClassVar[tuple[Guard, ...]] = ()

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def answer(request: Request) -> Response:
            try:
                for guard in type(self).guards:
                    await guard(request)
                with _arriving.body() as arrived:
                    response = await handle(await self._read(request, arrived))
            except HTTPException as error:
                error.headers = {**SAFE, **(error.headers or {})}
                raise
            except RequestValidationError as error:
                raise _in_short(error) from None
            for name, value in SAFE.items():
                response.headers.setdefault(name, value)
            return response

        return answer

    async def _read(self, request: Request, arrived: Callable[[int], None]) -> Request:
        """Return the request; its body has been read and can be parsed."""
        small = bounded(request, limit_of(self.endpoint), arrived)
        if self.body_field is not None:
            try:
                body = await small.body()
            except ClientDisconnect:
                raise HTTPException(400, "The request is incomplete: send it again.") from None
            await run_in_threadpool(require_parsable, body)
        return small


def guarded(guards: Iterable[Guard]) -> type[Route]:
    """Return the class of routes with these guards."""
    return type("GuardedRoute", (Route,), {"guards": tuple(guards)})


def _in_short(error: RequestValidationError) -> RequestValidationError:
    """Return an error that neither repeats the request nor lists thousands of faults."""
    faults = [
        {key: fault[key] for key in fault if key not in ("input", "ctx")}
        for fault in error.errors()[:SHOWN_FAULTS]
    ]
    if hasattr(error, "raw_errors"):  # pydantic 1, which keeps the list that is to be shown
        kept: Any = error
        kept._error_cache = faults
        return error
    return RequestValidationError(faults)


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
    with _room.opening() as fits:
        if not fits:
            raise HTTPException(503, MANY_PICTURES, headers={"Retry-After": "5"})
        picture = open_picture(data, name=valid_unicode(name))
        _room.keep(picture.image)
    give_back_later(picture.image)
    return picture
