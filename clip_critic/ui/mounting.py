"""The page as part of a web application."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr
from fastapi import FastAPI

from clip_critic.ui.compat import accepted
from clip_critic.ui.page import look, queue_options


def mount(app: FastAPI, page: gr.Blocks, assets: Path) -> None:
    """Serve a page at ``/``; the routes that the application has already come first.

    Args:
        assets: see `clip_critic.ui.page.build_page`.
    """
    options = {
        "ssr_mode": False,
        "mcp_server": False,
        "run_history": False,
        "enable_monitoring": False,
        **look(),
    }
    queued = page.queue(**queue_options())
    gr.mount_gradio_app(app, queued, path="/", **accepted(gr.mount_gradio_app, options))
    _hide_working_folder(app, assets)


def _hide_working_folder(app: FastAPI, assets: Path) -> None:
    """Keep gradio 3 from serving every file below the folder that it was started in."""
    mounted: Any = getattr(app.routes[-1], "app", None)
    if hasattr(mounted, "cwd"):
        mounted.cwd = str(assets / "javascript")  # nothing secret
