"""What differs between gradio 3.41 and the newest, found by looking at signatures, never at versions."""

from __future__ import annotations

import base64
import inspect
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import gradio as gr

from clip_critic.ui.ids import element_id


def accepted(function: Callable[..., Any], options: Mapping[str, Any]) -> dict[str, Any]:
    """Those of ``options`` that ``function`` takes."""
    known = inspect.signature(function).parameters
    return {name: value for name, value in options.items() if name in known}


@cache
def _click_options() -> frozenset[str]:
    button = gr.Button("", render=False)  # outside any page, whatever page is being built
    return frozenset(inspect.signature(button.click).parameters)


def script(code: str) -> dict[str, str]:
    """The keyword argument that runs JavaScript on an event: ``js=`` or, in gradio 3, ``_js=``."""
    return {"js" if "js" in _click_options() else "_js": code}


def private() -> dict[str, Any]:
    """Keyword arguments of an event that keep it out of gradio's own public API."""
    return {"api_visibility": "private"} if "api_visibility" in _click_options() else {"api_name": False}


def quick() -> dict[str, Any]:
    """Keyword arguments of a private event that is done at once: it does not wait behind a ranking."""
    return {**private(), "queue": False, "show_progress": "hidden"}


def picture_input(name: str, label: str) -> gr.Image:
    """An image input whose value is the file itself: bytes (gradio 3) or a path.

    gradio's own decoding would drop metadata, bit depth and frames, and meets a broken file with an
    error of its own. The file is opened by `clip_critic.images.open_picture` instead.
    """
    options = {"source": "upload", "sources": ["upload", "clipboard"], "image_mode": "RGB"}
    image = gr.Image(
        label=label,
        elem_id=element_id(name),
        interactive=True,
        type="filepath",
        height=360,
        **accepted(gr.Image.__init__, options),
    )
    image.preprocess = _uploaded_file
    return image


def _uploaded_file(payload: Any) -> bytes | Path | None:
    if payload is None:
        return None
    if isinstance(payload, str):
        return base64.b64decode(payload.partition(",")[2] or payload)
    return Path(payload.path)


def hidden_textboxes(*names: str) -> list[gr.Textbox]:
    """Text boxes that JavaScript can reach: ``visible=False`` would leave them out of the page."""
    with gr.Row(elem_classes=["clip-critic-hidden"]):
        return [transient(gr.Textbox(value="", show_label=False, elem_id=element_id(name))) for name in names]


def transient(component: Any) -> Any:
    """Keep the host from storing a control's value among its own interface defaults."""
    component.do_not_save_to_config = True
    return component
