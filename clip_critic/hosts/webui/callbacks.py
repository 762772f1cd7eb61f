"""Hanging the extension onto the host: its callbacks, its HTTP server and its login."""

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
    """Hang the extension onto the host's callbacks; repeated at every *Reload UI*."""

    def hang() -> None:
        script_callbacks.on_ui_tabs(tabs)
        script_callbacks.on_ui_settings(settings)
        script_callbacks.on_app_started(lambda demo, app: started(app))
        script_callbacks.on_script_unloaded(unloaded)
        script_callbacks.on_cfg_denoiser(sampling.on_denoiser)

    # The host looks through the whole stack at each of them, source files and all: that of a thread is short.
    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(hang).result()


def serves_api() -> bool:
    """Whether the host was started with its HTTP API."""
    return any(getattr(shared.cmd_opts, flag, False) for flag in ("api", "nowebui"))


def guards(app: FastAPI) -> list[Any]:
    """The host's own login as dependencies for our routes: its API's (``--api-auth``), else its page's.

    The host keeps no handle on either; both hang on routes of its own.
    """
    routes = {getattr(route, "path", ""): route for route in app.routes}
    login = routes.get("/login_check")
    of_api = list(getattr(routes.get("/sdapi/v1/txt2img"), "dependencies", ()))
    return of_api or ([Depends(login.endpoint)] if login else [])
