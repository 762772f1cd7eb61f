"""gradio's controls for the rows of a table, in Scripts and settings pages."""

from __future__ import annotations

from typing import Any

import gradio as gr

from clip_critic.tables import Field


def component(field: Field) -> tuple[Any, dict[str, Any]]:
    """Return gradio's class for a field, and the options that the field sets."""
    if field.kind == "choice":
        return gr.Dropdown, {"choices": list(field.choices)}
    if field.kind in ("number", "integer"):
        return gr.Slider, {"minimum": field.minimum, "maximum": field.maximum, "step": field.step}
    if field.kind == "flag":
        return gr.Checkbox, {}
    return gr.Textbox, {"lines": field.lines}


def control(field: Field, value: Any, elem_id: str) -> Any:
    """Return a control, which the host may save among its interface defaults.

    Args:
        field: the field.
        value: the initial value.
        elem_id: the element's id.
    """
    kind, options = component(field)
    if field.percent:  # typed, as "90%" or 0.9; the host's settings page stores numbers and keeps its slider
        kind, options, value = gr.Textbox, {}, str(value)
    shown = {"label": field.label, "info": field.info or None, "value": value, "elem_id": elem_id}
    return kind(**shown, **options)
