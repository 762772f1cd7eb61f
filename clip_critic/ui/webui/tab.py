"""The tab of the WebUI, with the one element that our script module draws in, and our settings."""

from __future__ import annotations

from html import escape

import gradio as gr

from clip_critic.hosts import webui
from clip_critic.settings import table
from clip_critic.ui.compat import accepted
from clip_critic.ui.controls import component

ELEMENT_ID = "clip_critic"
"""The tab's element has this id after ``tab_``."""


def tab() -> list[tuple[gr.Blocks, str, str]]:
    """Return the tab as ``on_ui_tabs`` expects it."""
    element = f'<clip-critic key="{escape(webui.page_key())}"></clip-critic>'
    with gr.Blocks(analytics_enabled=False) as blocks:
        gr.HTML(element, **accepted(gr.HTML.__init__, {"padding": False}))
    return [(blocks, webui.NAME, ELEMENT_ID)]


def add_settings() -> None:
    """Add our section to the host's settings page, from the table of settings."""
    for name, default, field in table():
        kind, options = component(field)
        webui.add_option(name, default, field.label, field.info, kind, options)
