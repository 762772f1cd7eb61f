"""The accordion "CLIP steering" of txt2img and img2img."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import gradio as gr

from clip_critic.critic import Critic
from clip_critic.guides.base import STEERING, GuidedJob
from clip_critic.hosts import webui
from clip_critic.progress import Progress
from clip_critic.sessions.feedback.steered import entry_of, prepare, table
from clip_critic.ui.controls import control

ARGUMENTS = ("want", "avoid", "steer", "steer_until", "steer_cutouts", "steer_decoder", "encoder")
"""The arguments in the HTTP API, in order: new ones must be added at the end."""

SHARED = ("want", "avoid", "encoder")
"""The rows that our other Script has, too: the host would save one default for both, so it saves none."""


def script(critic: Callable[[], Critic]) -> type[Any]:
    """Return the class that the host loads from our script file."""
    return webui.steering_class(STEERING, controls, partial(_prepare, critic))


def controls(element_id: Callable[[str], str]) -> tuple[list[Any], list[tuple[Any, Any]]]:
    """Return the controls in the order of `ARGUMENTS`, and how they are read from a picture's metadata."""
    rows = {name: (default, field) for name, default, field in table()}
    with gr.Accordion(STEERING, open=False, elem_id=element_id("accordion")):
        built = [control(rows[name][1], rows[name][0], element_id(name)) for name in ARGUMENTS]
    for component, name in zip(built, ARGUMENTS, strict=True):
        component.do_not_save_to_config = name in SHARED
    pasted = [(component, partial(entry_of, name)) for component, name in zip(built, ARGUMENTS, strict=True)]
    return built, pasted


def _prepare(
    critic: Callable[[], Critic], values: Sequence[Any], changes: Mapping[str, Any], progress: Progress
) -> GuidedJob | None:
    named = dict(zip(ARGUMENTS, values, strict=False))
    return prepare(critic(), {**named, **changes}, progress)
