"""The extension's connection to the host: callbacks, HTTP server and login."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from fastapi import Depends, FastAPI
from modules import script_callbacks, shared

from clip_critic.hosts.webui import sampling


def register(
    *,
    tabs: Callable[[], Any],
    settings: Callable[[], None],
    started: Callable[[FastAPI], None],
    unloaded: Callable[[], None],
) -> None:
    """Register the extension's callbacks with the host; repeated at every *Reload UI*."""

    def add_callbacks() -> None:
        script_callbacks.on_ui_tabs(tabs)
        script_callbacks.on_ui_settings(settings)
        script_callbacks.on_app_started(lambda demo, app: started(app))
        script_callbacks.on_script_unloaded(unloaded)
        script_callbacks.on_cfg_denoiser(sampling.on_denoiser)

    # The host inspects the whole call stack, source files included, at each callback: a thread's is short.
    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(add_callbacks).result()


def serves_api() -> bool:
    """Return whether the host was started with its HTTP API."""
    return any(getattr(shared.cmd_opts, flag, False) for flag in ("api", "nowebui"))


def guards(app: FastAPI) -> list[Any]:
    """Return the host's login as dependencies for our routes: its API's (``--api-auth``) or its page's.

    The host stores neither where we could read it, so they are taken from its routes.
    """
    routes = {getattr(route, "path", ""): route for route in app.routes}
    page_login = getattr(routes.get("/login_check"), "endpoint", None)
    api_login = list(getattr(routes.get("/sdapi/v1/txt2img"), "dependencies", ()))
    return api_login or ([Depends(page_login)] if page_login else [])
