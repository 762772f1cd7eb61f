"""Access to the routes in a WebUI: for everybody who may use its page, and programs with a password.

The page's login is gradio's (``--gradio-auth``). Where only the WebUI's API has one (``--api-auth``),
programs use that, and the page sends a key of its own: a random text that is written into the page.
"""

import base64
import binascii
import inspect
import secrets
from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Any

from fastapi import FastAPI, HTTPException, Request
from starlette.concurrency import run_in_threadpool

from clip_critic.api.local import is_local, origin_check

KEY_HEADER = "x-clip-critic-key"
KEY_PARAMETER = "key"
"""The page's key in a header, or in the address of a picture."""
CURRENT_USER = "get_current_user"
"""gradio's function that reads the user from a request, which its own routes depend on."""
REFUSED = "Log in first: the page's login, or a name and a password (HTTP basic authentication)."
Check = Callable[[Request], Coroutine[Any, Any, None]]


def checks(
    app: FastAPI, api_users: Mapping[str, str], key: str, allowed: Callable[[str], bool]
) -> list[Check]:
    """Return the guards of our routes in a host: no foreign page, and nobody without the host's login.

    Args:
        app, api_users, key: see `login_check`.
        allowed: see `clip_critic.api.local.origin_check`.
    """
    return [origin_check(allowed), login_check(app, api_users, key)]


def page_check(app: FastAPI, key: str) -> Callable[[Request], bool]:
    """Return a check whether a request is the page's: on this machine, or behind the page's login.

    Args:
        app: the application with the page.
        key: the page's key.
    """

    def is_own_page(request: Request) -> bool:
        return has_key(request, key) and (is_local(request) or _has_page_login(app))

    return is_own_page


def login_check(app: FastAPI, api_users: Mapping[str, str], key: str) -> Check:
    """Return a guard that refuses whoever has not logged in, if the host wants a login at all.

    Args:
        app: the host's application: gradio's, or one without a page.
        api_users: the passwords of the host's API by name; empty if it has none.
        key: the page's key.
    """
    page_user = _page_user(app)

    async def require_login(request: Request) -> None:
        if _has_page_login(app):
            if await page_user(request) is not None or await _is_page_user(app, request):
                return
        elif not api_users or has_key(request, key):
            return
        if not _is_known(api_users, request):
            raise HTTPException(401, REFUSED, headers=_challenge(request))

    return require_login


def _has_page_login(app: FastAPI) -> bool:
    """Return whether gradio wants a login; read at each request, as gradio sets it when it starts."""
    return any(getattr(app, name, None) is not None for name in ("auth", "auth_dependency"))


def _page_user(app: FastAPI) -> Callable[[Request], Coroutine[Any, Any, Any]]:
    """Return gradio's own function that reads a user from a cookie; its cookies' names differ by version."""
    found = (need.call for route in app.routes for need in _needs(route))
    find = next((call for call in found if getattr(call, "__name__", "") == CURRENT_USER), None)

    async def user(request: Request) -> Any:
        name = find(request) if find is not None else None
        return await name if inspect.isawaitable(name) else name

    return user


def _needs(route: Any) -> Sequence[Any]:
    return getattr(getattr(route, "dependant", None), "dependencies", ())


async def _is_page_user(app: FastAPI, request: Request) -> bool:
    """Return whether a program's name and password are those of the page's login."""
    auth = getattr(app, "auth", None)
    if not callable(auth):
        return _is_known(auth or {}, request)
    name, password = _basic(request) or ("", "")
    if not name:
        return False
    found = await run_in_threadpool(auth, name, password)
    return bool(await found if inspect.isawaitable(found) else found)


def _is_known(users: Mapping[str, str], request: Request) -> bool:
    name, password = _basic(request) or ("", "")
    return name in users and _equal(password, users[name])


def has_key(request: Request, key: str) -> bool:
    """Return whether a request has the page's key."""
    key_sent = request.headers.get(KEY_HEADER) or request.query_params.get(KEY_PARAMETER) or ""
    return _equal(key_sent, key)


def _equal(text: str, other: str) -> bool:
    return secrets.compare_digest(text.encode("utf-8", "replace"), other.encode("utf-8", "replace"))


def _basic(request: Request) -> tuple[str, str] | None:
    """Return the name and the password of HTTP basic authentication, or None without it."""
    scheme, _, encoded = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        name, colon, password = base64.b64decode(encoded, validate=True).decode("utf-8").partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return (name, password) if colon else None


def _challenge(request: Request) -> dict[str, str]:
    """Return the header that asks for a password, but not to the page: its browser would ask the user."""
    is_page = KEY_HEADER in request.headers or "sec-fetch-mode" in request.headers
    return {} if is_page else {"WWW-Authenticate": "Basic"}
