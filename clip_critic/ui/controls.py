"""One row, one control: how gradio shows a value of a table in panels, Scripts and settings pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import gradio as gr

from clip_critic.tables import Field
from clip_critic.ui.compat import transient
from clip_critic.ui.ids import element_id

FEW = 20
"""Whole numbers with at most so many steps are slid in a panel, others typed."""
MOST_SLID = 50
TALLEST = 8
"""Lines that a text box of a panel grows to, where its row does not start with more."""


def component(field: Field) -> tuple[Any, dict[str, Any]]:
    """Return gradio's class for a row, and the options that its field sets."""
    if field.kind == "choice":
        return gr.Dropdown, {"choices": list(field.choices)}
    if field.kind in ("number", "integer"):
        return gr.Slider, {"minimum": field.minimum, "maximum": field.maximum, "step": field.step}
    if field.kind == "flag":
        return gr.Checkbox, {}
    return gr.Textbox, {"lines": field.lines}


def control(field: Field, value: Any, elem_id: str, **options: Any) -> Any:
    """Return a control in its plain shape, which the host may store among its interface defaults.

    Args:
        options: of the gradio class, in addition to those of the field, or instead of them.
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
    """Return a control of one of our panels: few choices stand side by side, long scales are typed.

    Args:
        name: of the element, without the prefix of all ids.
        choices: values to choose from, where the row leaves them open.
        custom: whether other values may be typed.
        options: of the gradio class.
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
        return kind, {**shape, "max_lines": max(field.lines, TALLEST)}
    if field.kind in ("number", "integer"):
        steps = (field.maximum - field.minimum) / field.step
        if field.maximum > MOST_SLID or (field.kind == "integer" and steps > FEW):
            return gr.Number, {"precision": 0 if field.kind == "integer" else None, "min_width": 120}
        return kind, {**shape, "min_width": 120}
    return kind, shape


def _shown(field: Field, value: Any, elem_id: str) -> dict[str, Any]:
    return {"label": field.label, "info": field.info or None, "value": value, "elem_id": elem_id}
