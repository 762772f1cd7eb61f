"""One row, one control: what a row of a table becomes in a panel, a Script and a settings page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr
import pytest

from clip_critic.tables import Field
from clip_critic.ui.controls import component, control, panel_control
from clip_critic.ui.ids import element_id

TEXT = Field("Words", "text", "Any.", lines=3)
CHOICE = Field("Device", "choice", choices=("auto", "cpu"))
FLAG = Field("Keep", "flag")
SHARE = Field("Strength", "number", minimum=0, maximum=1, step=0.05)
COUNT = Field("Steps", "integer", minimum=1, maximum=16)
SEED = Field("Seed", "integer", minimum=-1, maximum=2**32)


@pytest.fixture(autouse=True)
def page() -> Iterator[None]:
    with gr.Blocks(analytics_enabled=False):
        yield


@pytest.mark.parametrize(
    ("field", "value", "plain", "in_panel"),
    [
        (TEXT, "red", gr.Textbox, gr.Textbox),
        (CHOICE, "cpu", gr.Dropdown, gr.Radio),
        (FLAG, True, gr.Checkbox, gr.Checkbox),
        (SHARE, 0.5, gr.Slider, gr.Slider),
        (COUNT, 8, gr.Slider, gr.Slider),
        (SEED, -1, gr.Slider, gr.Number),
    ],
)
def test_each_kind_of_row_has_its_control(field: Field, value: object, plain: Any, in_panel: Any) -> None:
    assert component(field)[0] is plain
    in_script, ours = control(field, value, "x"), panel_control("x", field, value)
    assert isinstance(in_script, plain) and isinstance(ours, in_panel)
    assert in_script.label == ours.label == field.label
    assert in_script.value == ours.value == value


def test_bounds_and_ids_are_those_of_the_row() -> None:
    slider = panel_control("steps", COUNT, 8)
    assert (slider.minimum, slider.maximum, slider.step) == (1, 16, 1)
    assert slider.elem_id == element_id("steps")
    assert control(COUNT, 8, "their_steps").elem_id == "their_steps"


def test_only_controls_of_panels_stay_out_of_the_hosts_defaults() -> None:
    assert panel_control("steps", COUNT, 8).do_not_save_to_config
    assert not getattr(control(COUNT, 8, "x"), "do_not_save_to_config", False)


def test_choices_may_come_from_elsewhere_and_options_win() -> None:
    typed = panel_control("encoder", TEXT, "b", choices=["a", "b"], custom=True, label="Encoder")
    assert isinstance(typed, gr.Dropdown) and typed.allow_custom_value
    assert typed.label == "Encoder"
    assert panel_control("device", CHOICE, "gpu", choices=["gpu"]).value == "gpu"
