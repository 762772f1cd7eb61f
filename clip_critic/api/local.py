"""Answers for this machine only: no other site's page can reach the API through the user's browser."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1", "[::1]", "[")
"""Names of this machine in a ``Host`` header; older starlettes read the last of ``[::1]:7862``."""


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
            await PlainTextResponse("Requests from other sites are refused.", 403)(scope, receive, send)


def _host_of(origin: str) -> str | None:
    try:
        return urlsplit(origin).hostname
    except ValueError:
        return None
