"""The panels in a tab of the WebUI, whose work runs in the host's queue with its progress bar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import gradio as gr

from clip_critic.critic import Critic
from clip_critic.errors import InterruptedByUser
from clip_critic.hosts import webui
from clip_critic.sessions.kinds import AllJobs
from clip_critic.settings import table
from clip_critic.ui.compat import hidden_textboxes, live, private, script
from clip_critic.ui.controls import component
from clip_critic.ui.ids import PREFIX
from clip_critic.ui.loop import panel as loop_panel
from clip_critic.ui.rank import panel as rank_panel
from clip_critic.ui.tabs import RANK, panels, session_panels

BUILT_IN = ("encoder", "rounds", "threshold")
"""Settings that are the tab's initial values, read when the host builds its page."""


class HostRunner:
    """A runner of long work in the host's queue, with the host's progress bar and Interrupt."""

    def __init__(self) -> None:
        (self._task,) = hidden_textboxes("task")
        self._waiting: set[object] = set()
        self._running = False

    def start(
        self, button: gr.Button, fn: Callable[..., Any], inputs: Sequence[Any], outputs: Sequence[Any]
    ) -> Any:
        def work(task: str, *values: Any) -> Any:
            turn = object()
            self._waiting.add(turn)
            with webui.turn(task) as progress:
                self._running = True
                try:
                    return fn(progress if turn in self._waiting else _given_up, *values)
                finally:
                    self._running = False
                    self._waiting.discard(turn)

        count = len(inputs) + 1  # gradio passes the outputs' values after the inputs'
        submit = f"(...values) => clipCritic.submit(...values.slice(0, {count}))"
        return button.click(work, [self._task, *inputs], list(outputs), **script(submit), **private())

    def interrupt(self) -> None:
        """Stop our work, whether it is running or waiting, but not the work of others."""
        self._waiting.clear()
        if self._running:
            webui.interrupt()


def _given_up(done: int, total: int, what: str) -> None:
    raise InterruptedByUser("Interrupted while waiting.")


class HostLoopRunner:
    """A runner that watches a session, with the host's progress bar above it."""

    own_bar = True

    def __init__(self) -> None:
        (self._task,) = hidden_textboxes("loop_task")

    def watch(self, event: Any, fn: Callable[..., Any], inputs: Sequence[Any], outputs: Sequence[Any]) -> Any:
        # gradio passes the outputs' values after the inputs', and JavaScript returns only the inputs
        count = len(inputs) + 1
        submit = f"(...values) => clipCritic.submitLoop(...values.slice(0, {count}))"
        return event.then(fn, [self._task, *inputs], list(outputs), **script(submit), **live())


def tab(critic: Critic, jobs: AllJobs | None = None) -> list[tuple[gr.Blocks, str, str]]:
    """Return the tab as ``on_ui_tabs`` expects it; the host gives it the id ``tab_clip_critic``."""
    with gr.Blocks(analytics_enabled=False) as blocks, panels(jobs is not None) as panel:
        with panel(RANK):
            rank_panel.build(critic, HostRunner(), _targets(), on_open=blocks.load, to_loop=jobs is not None)
        for name, build in session_panels(jobs):
            with panel(name):
                build(HostLoopRunner(), _destinations(), blocks.load)
    return [(blocks, webui.NAME, PREFIX)]


def face_tab() -> list[tuple[gr.Blocks, str, str]]:
    """Return the tab with the one element that our script module draws in, as ``on_ui_tabs`` expects it."""
    with gr.Blocks(analytics_enabled=False) as blocks:
        gr.HTML(f'<clip-critic key="{escape(webui.page_key())}"></clip-critic>')
    return [(blocks, webui.NAME, PREFIX)]


def add_settings() -> None:
    """Add our section to the host's settings page, from the table of settings."""
    for name, default, field in table():
        kind, options = component(field)
        webui.add_option(name, default, field.label, field.info, kind, options, needs_reload=name in BUILT_IN)


def _targets() -> list[rank_panel.PromptTarget]:
    return [
        rank_panel.PromptTarget(f"{tab}_{box}", f"To {tab} {label}", f"#{tab}_{box} textarea")
        for tab in ("txt2img", "img2img")
        for box, label in (("prompt", "prompt"), ("neg_prompt", "negative prompt"))
    ]


def _destinations() -> list[loop_panel.Destination]:
    return [
        *(loop_panel.Destination(name, f"To {name}") for name in ("txt2img", "img2img", "extras")),
        loop_panel.Destination("rank", "To Rank keywords"),
    ]
