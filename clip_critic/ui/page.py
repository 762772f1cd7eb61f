"""The workbench: the same panels on a page of their own, at 127.0.0.1."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr

from clip_critic.critic import Critic
from clip_critic.engine.turns import Turn
from clip_critic.sessions.kinds import AllJobs
from clip_critic.ui.compat import accepted, script
from clip_critic.ui.ids import element_id
from clip_critic.ui.loop import panel as loop_panel
from clip_critic.ui.rank import panel as rank_panel
from clip_critic.ui.runners import PageLoopRunner, PageRunner
from clip_critic.ui.tabs import RANK, panels, session_panels

TITLE = "CLIP Critic"


def look() -> dict[str, Any]:
    """Return options for the page's look, which newer gradios take when mounting, older ones in Blocks."""
    # The system's fonts: gradio 3's default theme would load its own from a server of Google's.
    return {
        "theme": gr.themes.Default(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"])
    }


def build_page(critic: Critic, assets: Path, turn: Turn, jobs: AllJobs | None = None) -> gr.Blocks:
    """Build the page as Blocks.

    Args:
        assets: the folder that contains ``style.css`` and ``javascript/``, as the repository does.
        turn: a context that waits until nobody else is working, and yields a progress that may end the work.
        jobs: the sessions of every kind; without them there are no panels for sessions.
    """
    javascript = (assets / "javascript" / "clip_critic.js").read_text(encoding="utf-8")
    style = (assets / "style.css").read_text(encoding="utf-8")
    options = {"title": TITLE, "analytics_enabled": False, **look()}
    with gr.Blocks(**accepted(gr.Blocks.__init__, options)) as page:
        gr.HTML(f"<style>{style}</style><h1>{TITLE}</h1>")
        with panels(jobs is not None) as panel:
            with panel(RANK):
                rank_panel.build(
                    critic, PageRunner(turn), _targets(), _prompt_boxes, page.load, to_loop=jobs is not None
                )
            for name, build in session_panels(jobs):
                with panel(name):
                    build(PageLoopRunner(), _destinations(), page.load)
        page.load(fn=None, inputs=[], outputs=[], **script(f"() => {{\n{javascript}\n}}"))
    return page


def queue_options() -> dict[str, Any]:
    """Return options for `gr.Blocks.queue`, so that a window that watches a session does not block others."""
    return accepted(gr.Blocks.queue, {"concurrency_count": 32})


PROMPTS = {"prompt": "Prompt", "negative_prompt": "Negative prompt"}


def _prompt_boxes() -> None:
    with gr.Row():
        for name, label in PROMPTS.items():
            gr.Textbox(label=label, lines=2, max_lines=8, elem_id=element_id(name), interactive=True)


def _targets() -> list[rank_panel.PromptTarget]:
    return [
        rank_panel.PromptTarget(name, f"To {label.lower()}", f"#{element_id(name)} textarea")
        for name, label in PROMPTS.items()
    ]


def _destinations() -> list[loop_panel.Destination]:
    return [
        loop_panel.Destination("prompts", "To the prompt boxes"),
        loop_panel.Destination("rank", "To Rank keywords"),
        loop_panel.Destination("file", "Download picture"),
    ]
