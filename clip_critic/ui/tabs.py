"""The panels side by side: *Rank keywords*, and one for each kind of session that has a panel."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from typing import Any

import gradio as gr

from clip_critic.sessions.kinds import KINDS, AllJobs
from clip_critic.ui.ids import element_id
from clip_critic.ui.loop import panel as loop_panel

RANK = ("rank", "Rank keywords")
Panel = Callable[[tuple[str, str]], AbstractContextManager[Any]]
BUILDERS: dict[str, Callable[..., None]] = {"feedback": loop_panel.build}
"""The functions that build the panels of kinds, by name."""


def session_panels(jobs: AllJobs | None) -> list[tuple[tuple[str, str], Callable[..., None]]]:
    """Return each panel's id and title, and the function that builds it, in the order of the tabs."""
    shown = [kind for kind in KINDS if kind.panel and kind.name in BUILDERS]
    return [((kind.panel, kind.title), partial(BUILDERS[kind.name], jobs.of(kind))) for kind in shown if jobs]


@contextmanager
def panels(several: bool) -> Iterator[Panel]:
    """Yield the context that a panel is built in: a tab, or none if there is only one panel."""
    if not several:
        yield lambda panel: nullcontext()
        return
    with gr.Tabs(elem_id=element_id("panels")):
        yield lambda panel: gr.Tab(panel[1], elem_id=element_id(f"{panel[0]}_tab"))
