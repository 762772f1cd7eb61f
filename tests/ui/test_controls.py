"""One row, one control: what a row of a table becomes in a Script and on a settings page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr
import pytest

from clip_critic.tables import Field
from clip_critic.ui.controls import component, control

TEXT = Field("Words", "text", "Any.", lines=3)
CHOICE = Field("Device", "choice", choices=("auto", "cpu"))
FLAG = Field("Keep", "flag")
SHARE = Field("Strength", "number", minimum=0, maximum=1, step=0.05)
COUNT = Field("Steps", "integer", minimum=1, maximum=16)


@pytest.fixture(autouse=True)
def page() -> Iterator[None]:
    with gr.Blocks(analytics_enabled=False):
        yield


@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [
        (TEXT, "red", gr.Textbox),
        (CHOICE, "cpu", gr.Dropdown),
        (FLAG, True, gr.Checkbox),
        (SHARE, 0.5, gr.Slider),
        (COUNT, 8, gr.Slider),
    ],
)
def test_each_kind_of_row_has_its_control(field: Field, value: object, kind: Any) -> None:
    assert component(field)[0] is kind
    built = control(field, value, "theirs")
    assert isinstance(built, kind)
    assert (built.label, built.value, built.elem_id) == (field.label, value, "theirs")


def test_per_cent_is_typed_but_for_the_settings_page_which_stores_numbers() -> None:
    row = Field("Share", "number", minimum=0, maximum=1, step=0.05, percent=True)
    built = control(row, 0.5, "share")
    assert isinstance(built, gr.Textbox) and built.value == "0.5"
    assert component(row)[0] is gr.Slider


def test_bounds_are_those_of_the_row() -> None:
    slider = control(COUNT, 8, "steps")
    assert (slider.minimum, slider.maximum, slider.step) == (1, 16, 1)
