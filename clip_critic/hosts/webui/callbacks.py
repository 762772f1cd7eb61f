"""The extension's connection to the host: callbacks, and the options of its HTTP server."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

from fastapi import FastAPI
from modules import script_callbacks, shared

from clip_critic.hosts.webui import guiding, pasting, sampling, steered


def register(
    *,
    tabs: Callable[[], Any],
    settings: Callable[[], None],
    started: Callable[[FastAPI], None],
    unloaded: Callable[[], None],
) -> None:
    """Register the extension's callbacks with the host; repeated at every *Reload UI*."""

    def add_callbacks() -> None:
        script_callbacks.on_before_ui(steered.add_axes)
        script_callbacks.on_ui_tabs(tabs)
        script_callbacks.on_ui_settings(settings)
        script_callbacks.on_app_started(lambda demo, app: started(app))
        script_callbacks.on_script_unloaded(unloaded)
        script_callbacks.on_cfg_denoiser(sampling.on_denoiser)
        script_callbacks.on_cfg_denoiser(guiding.on_denoiser)
        script_callbacks.on_cfg_denoised(guiding.on_denoised)
        script_callbacks.on_cfg_after_cfg(guiding.on_after_cfg)
        script_callbacks.on_infotext_pasted(pasting.keep_hires_off)

    # The host inspects the whole call stack, source files included, at each callback: a thread's is short.
    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(add_callbacks).result()


def api_users() -> dict[str, str]:
    """Return the passwords of the host's API by name (``--api-auth``), read as the host reads them.

    An entry without a colon, which the host refuses, gets a random password: it lets nobody in.
    """
    entries = (getattr(shared.cmd_opts, "api_auth", None) or "").split(",")
    parts = (entry.partition(":") for entry in entries if entry)
    return {name: password if colon else secrets.token_urlsafe() for name, colon, password in parts}


@cache
def page_key() -> str:
    """Return the key of this process, which is written into our tab and lets the page call our routes."""
    return secrets.token_urlsafe()


def allows_origin(origin: str) -> bool:
    """Return whether the user lets the pages of another origin in (``--cors-allow-origins``)."""
    named = (getattr(shared.cmd_opts, "cors_allow_origins", None) or "").split(",")
    pattern = getattr(shared.cmd_opts, "cors_allow_origins_regex", None)
    return origin in named or "*" in named or bool(pattern and re.fullmatch(pattern, origin))
