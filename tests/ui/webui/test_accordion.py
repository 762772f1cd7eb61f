"""The accordion "CLIP steering": its controls, what a picture's metadata set, without a host."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr
import pytest

from clip_critic.sessions.feedback import steered
from clip_critic.sessions.feedback.steered import SteeringSettings
from tests.critics import Desk
from tests.hosts.stand_in import face, ours, standing_in

JAPANESE = json.loads((Path(__file__).parents[3] / "localizations" / "ja_JP.json").read_text("utf-8"))


@pytest.fixture
def steering() -> Iterator[Any]:
    with standing_in():
        yield face("steering")


def test_one_row_is_one_control(steering: Any) -> None:
    with gr.Blocks(analytics_enabled=False) as blocks:
        built, pasted = steering.controls(lambda name: f"steering_{name}")
    assert [control.elem_id for control in built] == [f"steering_{name}" for name in steering.ARGUMENTS]
    assert list(steering.ARGUMENTS) == [name for name, _, _ in steered.table()]
    assert [control for control, _ in pasted] == built
    (accordion,) = [block for block in blocks.blocks.values() if isinstance(block, gr.Accordion)]
    assert (accordion.label, accordion.open) == ("CLIP steering", False)
    values = [control.value for control in built]
    assert SteeringSettings.read(dict(zip(steering.ARGUMENTS, values, strict=True))) == SteeringSettings()


def test_what_metadata_set(steering: Any) -> None:
    with gr.Blocks(analytics_enabled=False):
        _, pasted = steering.controls(str)
    entries = SteeringSettings("red, star", steer=0.5, steer_cutouts=2).entries()
    found = dict(zip(steering.ARGUMENTS, [read(entries) for _, read in pasted], strict=True))
    assert SteeringSettings.read(found) == SteeringSettings("red, star", steer=0.5, steer_cutouts=2)


def test_its_texts_are_translated(steering: Any) -> None:
    sentences = ours("steered")
    texts = [steering.STEERING, *sentences.AXES, sentences.NOT_STEERED, sentences.NOT_TO_THE_END]
    for _, _, field in steered.table():
        texts += [field.label, field.info]
    assert [text for text in texts if text and text not in JAPANESE] == []


def test_values_are_those_of_the_rows_and_a_plot_goes_before(steering: Any, tmp_path: Path) -> None:
    critic = Desk(tmp_path, encoder="hf:/no/such/model").critic()
    off = steering._prepare(lambda: critic, ["red", "", 0.5], {"steer": 0.0}, lambda *_: None)
    assert off is None
