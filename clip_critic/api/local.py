"""Guards of the API against other sites' pages in the user's browser and, on our page, other machines."""

import ipaddress
from collections.abc import Callable, Coroutine, Mapping
from typing import Any
from urllib.parse import urlsplit

from fastapi import FastAPI, HTTPException, Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1", "[::1]", "[")
"""Names of this machine in a ``Host`` header; older starlettes read the last of ``[::1]:7862``."""
FOREIGN = "Requests from other sites are refused."
OTHER_SITES = ("cross-site", "same-site")
"""The values of ``Sec-Fetch-Site`` that a browser sends with the requests of another origin's page."""
FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
"""The headers of requests that have come through a proxy."""
OWN_NAMES = ("host", "x-forwarded-host")
"""The headers with the name of the server as the browser knows it; no page can set them for another site."""


def refuse_others(app: FastAPI) -> None:
    """Refuse requests for other hosts: another site's name may lead to this machine for a moment."""
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(LOCAL_HOSTS), www_redirect=False)


class SameOrigin:
    """Middleware that refuses the requests of another site's page in the user's browser."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or not is_foreign(Headers(scope=scope)):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocketClose(code=1008, reason="Foreign origin")(scope, receive, send)
        else:
            await PlainTextResponse(FOREIGN, 403)(scope, receive, send)


class SafeAnswers:
    """Middleware that adds headers to every answer that does not have them."""

    def __init__(self, app: ASGIApp, headers: Mapping[str, str]) -> None:
        self._app = app
        self._headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                found = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    found.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_safely)


def origin_check(allowed: Callable[[str], bool]) -> Callable[[Request], Coroutine[Any, Any, None]]:
    """Return a guard that refuses the requests of another site's page, for a server with any name.

    Args:
        allowed: a function that returns whether the user lets an origin in.
    """

    async def refuse_foreign(request: Request) -> None:
        if is_foreign(request.headers, allowed):
            raise HTTPException(403, FOREIGN)

    return refuse_foreign


def is_foreign(headers: Headers, allowed: Callable[[str], bool] = lambda origin: False) -> bool:
    """Return whether a request comes from a page of another site; another port of this machine is one, too.

    A link to one of our addresses does not count: the other page cannot read what it shows.
    """
    origin, site = headers.get("origin"), headers.get("sec-fetch-site", "")
    if origin is None and site in OTHER_SITES and not _is_link(headers):
        origin = _origin_of(headers.get("referer", ""))
    if origin is None or allowed(origin):
        return False
    if site:
        return site in OTHER_SITES
    names = [headers[name] for name in OWN_NAMES if name in headers]
    return not any(_is_same(origin, name) for name in names)


def is_local(request: Request) -> bool:
    """Return whether a request comes from this machine itself, and not through a proxy or a tunnel."""
    client = request.client.host if request.client else ""
    if any(name in request.headers for name in FORWARDED):
        return False
    return is_loopback(client) and is_loopback(_parts(f"//{request.headers.get('host', '')}")[0])


def is_loopback(host: str | None) -> bool:
    """Return whether a name or an address can only be this machine's."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address((host or "").strip("[]")).is_loopback
    except ValueError:
        return False


def _is_link(headers: Headers) -> bool:
    return headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"


def _is_same(origin: str, name: str) -> bool:
    """Return whether an origin is a server's own, by the server's name and port in a header.

    A proxy may drop the port, or write its own one where the browser spoke to its usual port for https.
    """
    (host, port), (own_host, own_port) = _parts(origin), _parts(f"//{name}")
    if host is None or host != own_host:
        return False
    is_https = origin.startswith("https:")
    return own_port is None or (port is None and is_https) or own_port == (port or (443 if is_https else 80))


def _parts(address: str) -> tuple[str | None, int | None]:
    try:
        found = urlsplit(address)
        return found.hostname, found.port
    except ValueError:
        return None, None


def _origin_of(address: str) -> str:
    """Return the origin of a page's address; empty if it is not known."""
    try:
        found = urlsplit(address)
    except ValueError:
        return ""
    return f"{found.scheme}://{found.netloc}" if found.netloc else ""
