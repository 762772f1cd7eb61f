"""Differences between gradio 3.41 and the newest, also where a WebUI has wrapped gradio's classes and events.

A wrapper with ``(*args, **kwargs)`` says nothing about what it takes, so that the large differences are
decided once, by gradio's generation.
"""

from __future__ import annotations

import base64
import inspect
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import gradio as gr
from PIL import Image
from PIL.Image import Image as PILImage

from clip_critic.ui.ids import element_id

GENERATION = int(gr.__version__.partition(".")[0])
SKETCH = (512, 512)
"""Width and height of the canvas in pixels."""
COLOURS = (
    "#000000", "#6b7280", "#ffffff", "#dc2626", "#f97316", "#facc15",
    "#16a34a", "#0ea5e9", "#1f6feb", "#7c3aed", "#ec4899", "#92400e",
)  # fmt: skip


def accepted(function: Callable[..., Any], options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options that a function is known to accept."""
    known = parameters(function) or frozenset()
    return {name: value for name, value in options.items() if name in known}


def parameters(function: Any) -> frozenset[str] | None:
    """Return the names of a function's parameters, also through its wrappers; None if they cannot be known.

    A wrapper may be a function that names what it wraps, or an object that keeps it in an attribute.
    """
    while function is not None:
        try:
            found = inspect.signature(function).parameters.values()
        except (TypeError, ValueError):
            return None
        named = frozenset(
            part.name for part in found if part.kind not in (part.VAR_POSITIONAL, part.VAR_KEYWORD)
        )
        if named - {"self"}:
            return named
        kept = getattr(function, "__dict__", {}).values()
        function = next((value for value in kept if callable(value)), None)
    return None


def script(code: str) -> dict[str, str]:
    """Return the keyword argument that runs JavaScript on an event: ``js=`` or, in gradio 3, ``_js=``."""
    return {"js" if GENERATION > 3 else "_js": code}


def private() -> dict[str, Any]:
    """Return keyword arguments that keep an event out of gradio's public API."""
    return {"api_visibility": "private"} if GENERATION > 5 else {"api_name": False}


def quick() -> dict[str, Any]:
    """Return keyword arguments of a private event that runs at once, without waiting for a ranking."""
    return {**private(), "queue": False, "show_progress": "hidden"}


def picture_input(name: str, label: str) -> gr.Image:
    """Return an image input whose value is the uploaded file: bytes (gradio 3) or a path.

    gradio's own decoding would drop metadata, bit depth and frames, and would show its own error for a broken
    file. The file is opened by `clip_critic.pictures.opening.open_picture` instead.
    """
    source = {"sources": ["upload", "clipboard"]} if GENERATION > 3 else {"source": "upload"}
    image = gr.Image(
        label=label,
        elem_id=element_id(name),
        interactive=True,
        type="filepath",
        height=360,
        image_mode="RGB",
        **source,
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
    """Return text boxes for JavaScript, hidden by CSS: ``visible=False`` would remove them from the page."""
    with gr.Row(elem_classes=["clip-critic-hidden"]):
        return [transient(gr.Textbox(value="", show_label=False, elem_id=element_id(name))) for name in names]


def html(name: str, value: str = "") -> gr.HTML:
    """Return an HTML element of full width that takes no space while it is empty."""
    options = {"value": value, "elem_id": element_id(name), "elem_classes": ["clip-critic-html"]}
    return gr.HTML(**options, **accepted(gr.HTML.__init__, {"padding": False}))


def transient(component: Any) -> Any:
    """Prevent the host from saving a control's value among its interface defaults."""
    component.do_not_save_to_config = True
    return component


def sketch_input(name: str, label: str) -> gr.Image:
    """Return a canvas to draw on in colours; `sketched` reads its value."""
    shared = {"label": label, "elem_id": element_id(name), "interactive": True, "type": "pil"}
    if GENERATION <= 3:
        options = {"tool": "color-sketch", "shape": SKETCH, "brush_radius": 24, "brush_color": "#1f6feb"}
        return gr.Image(source="canvas", image_mode="RGB", height=420, **shared, **options)
    brush = gr.Brush(default_size=24, default_color="#1f6feb", colors=list(COLOURS), color_mode="defaults")
    options = {"brush": brush, "canvas_size": SKETCH, "fixed_canvas": True, "layers": False, "transforms": ()}
    return gr.Sketchpad(height=460, **shared, **accepted(gr.Sketchpad.__init__, options))


def sketched(value: Any) -> PILImage | None:
    """Return the drawing on a white background; None if nothing was drawn."""
    drawn = value.get("composite") if isinstance(value, Mapping) else value
    if drawn is None:
        return None
    drawn = drawn.convert("RGBA")
    sheet = Image.new("RGBA", drawn.size, "white")
    sheet.alpha_composite(drawn)
    picture = sheet.convert("RGB")
    colours = picture.getcolors(1)
    return picture if colours is None else None


def live() -> dict[str, Any]:
    """Return keyword arguments of a private event that streams for a long time, in any number of windows."""
    unlimited = {"concurrency_limit": None} if GENERATION > 3 else {}
    return {**private(), "show_progress": "hidden", **unlimited}
