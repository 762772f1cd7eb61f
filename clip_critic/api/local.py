"""No other site's page can reach the API through the user's browser; on our page, no other machine can."""

from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from fastapi import FastAPI, HTTPException, Request
from starlette.datastructures import Headers
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1", "[::1]", "[")
"""Names of this machine in a ``Host`` header; older starlettes read the last of ``[::1]:7862``."""
FOREIGN = "Requests from other sites are refused."
OWN_NAMES = ("host", "x-forwarded-host")
"""The headers with the name of the server as the browser knows it; no page can set them for another site."""


def refuse_others(app: FastAPI) -> None:
    """Refuse requests for other hosts, and requests from pages of other hosts."""
    app.add_middleware(SameOrigin, hosts=LOCAL_HOSTS)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(LOCAL_HOSTS), www_redirect=False)


class SameOrigin:
    """Middleware that refuses the requests of another host's page in the user's browser."""

    def __init__(self, app: ASGIApp, hosts: Sequence[str]) -> None:
        self._app = app
        self._hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        origin = Headers(scope=scope).get("origin") if scope["type"] in ("http", "websocket") else None
        if origin is None or _host_of(origin) in self._hosts:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocketClose(code=1008, reason="Foreign origin")(scope, receive, send)
        else:
            await PlainTextResponse(FOREIGN, 403)(scope, receive, send)


def origin_check(allowed: Callable[[str], bool]) -> Callable[[Request], None]:
    """Return a dependency that refuses the requests of another site's page, for a server with any name.

    Args:
        allowed: a function that returns whether the user lets an origin in.
    """

    def refuse_foreign(request: Request) -> None:
        origin = request.headers.get("origin")
        if origin is None or request.headers.get("sec-fetch-site") == "same-origin" or allowed(origin):
            return
        names = {_host_of(f"//{request.headers[name]}") for name in OWN_NAMES if name in request.headers}
        if _host_of(origin) not in names - {None}:
            raise HTTPException(403, FOREIGN)

    return refuse_foreign


def _host_of(origin: str) -> str | None:
    try:
        return urlsplit(origin).hostname
    except ValueError:
        return None
