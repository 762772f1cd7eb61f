"""The panel as a tab of the WebUI, run in the host's queue with its progress bar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import gradio as gr

from clip_critic.critic import Critic
from clip_critic.hosts import webui
from clip_critic.settings import About, table
from clip_critic.ui import rank_panel
from clip_critic.ui.compat import hidden_textboxes, private, script
from clip_critic.ui.ids import PREFIX


class HostRunner:
    """Runs long work in the host's queue, with the host's progress bar and Interrupt."""

    def __init__(self) -> None:
        (self._task,) = hidden_textboxes("task")

    def start(
        self, button: gr.Button, fn: Callable[..., Any], inputs: Sequence[Any], outputs: Sequence[Any]
    ) -> Any:
        def work(task: str, *values: Any) -> Any:
            with webui.turn(task) as progress:
                return fn(progress, *values)

        count = len(inputs) + 1  # gradio hands the outputs' values over behind the inputs'
        submit = f"(...values) => clipCritic.submit(...values.slice(0, {count}))"
        return button.click(work, [self._task, *inputs], list(outputs), **script(submit), **private())

    def interrupt(self) -> None:
        webui.interrupt()


def tab(critic: Critic) -> list[tuple[gr.Blocks, str, str]]:
    """What ``on_ui_tabs`` wants; the host gives the tab the id ``tab_clip_critic``."""
    with gr.Blocks(analytics_enabled=False) as blocks:
        rank_panel.build(critic, HostRunner(), _targets(), on_open=blocks.load)
    return [(blocks, webui.NAME, PREFIX)]


def add_settings() -> None:
    """Our section of the host's settings page, from the one table of settings."""
    for name, default, about in table():
        component, options = _component(about)
        webui.add_option(name, default, about.label, about.info, component, options)


def _component(about: About) -> tuple[Any, dict[str, Any]]:
    if about.kind == "choice":
        return gr.Dropdown, {"choices": list(about.choices)}
    if about.kind in ("number", "integer"):
        return gr.Slider, {"minimum": about.minimum, "maximum": about.maximum, "step": about.step}
    return (gr.Checkbox if about.kind == "flag" else gr.Textbox), {}


def _targets() -> list[rank_panel.PromptTarget]:
    return [
        rank_panel.PromptTarget(f"{tab}_{box}", f"To {tab} {label}", f"#{tab}_{box} textarea")
        for tab in ("txt2img", "img2img")
        for box, label in (("prompt", "prompt"), ("neg_prompt", "negative prompt"))
    ]
