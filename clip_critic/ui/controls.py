"""gradio's controls for the rows of a table, in panels, Scripts and settings pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import gradio as gr

from clip_critic.tables import Field
from clip_critic.ui.compat import transient
from clip_critic.ui.ids import element_id

MAX_SLIDER_STEPS = 20
"""The most steps of a slider for integers in a panel; longer scales are typed."""
MAX_SLIDER_VALUE = 50
MAX_LINES = 8
"""The most lines that a text box of a panel grows to, unless it starts with more."""


def component(field: Field) -> tuple[Any, dict[str, Any]]:
    """Return gradio's class for a field, and the options that the field sets."""
    if field.kind == "choice":
        return gr.Dropdown, {"choices": list(field.choices)}
    if field.kind in ("number", "integer"):
        return gr.Slider, {"minimum": field.minimum, "maximum": field.maximum, "step": field.step}
    if field.kind == "flag":
        return gr.Checkbox, {}
    return gr.Textbox, {"lines": field.lines}


def control(field: Field, value: Any, elem_id: str, **options: Any) -> Any:
    """Return a plain control, which the host may save among its interface defaults.

    Args:
        field: the field.
        value: the initial value.
        elem_id: the element's id.
        options: options of the gradio class that extend or replace those of the field.
    """
    kind, shape = component(field)
    return kind(**{**_shown(field, value, elem_id), **shape, **options})


def panel_control(
    name: str,
    field: Field,
    value: Any,
    *,
    choices: Sequence[str] | None = None,
    custom: bool = False,
    **options: Any,
) -> Any:
    """Return a control for our panels, where choices are radio buttons and long scales are typed.

    Args:
        name: the element's name, without the prefix of all ids.
        field: the field.
        value: the initial value.
        choices: values to choose from, if the field leaves them open.
        custom: whether other values may be typed.
        options: options of the gradio class.
    """
    kind, shape = _panel_component(field, choices, custom)
    return transient(kind(**{**_shown(field, value, element_id(name)), **shape, **options}))


def _panel_component(field: Field, choices: Sequence[str] | None, custom: bool) -> tuple[Any, dict[str, Any]]:
    if choices is not None:
        return gr.Dropdown, {"choices": list(choices), **({"allow_custom_value": True} if custom else {})}
    if field.kind == "choice":
        return gr.Radio, {"choices": list(field.choices)}
    kind, shape = component(field)
    if field.kind == "text":
        return kind, {**shape, "max_lines": max(field.lines, MAX_LINES)}
    if field.kind in ("number", "integer"):
        steps = (field.maximum - field.minimum) / field.step
        if field.maximum > MAX_SLIDER_VALUE or (field.kind == "integer" and steps > MAX_SLIDER_STEPS):
            return gr.Number, {"precision": 0 if field.kind == "integer" else None, "min_width": 120}
        return kind, {**shape, "min_width": 120}
    return kind, shape


def _shown(field: Field, value: Any, elem_id: str) -> dict[str, Any]:
    return {"label": field.label, "info": field.info or None, "value": value, "elem_id": elem_id}
