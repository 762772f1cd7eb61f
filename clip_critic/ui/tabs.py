"""Our panels side by side: *Rank keywords* and *Feedback loop*."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

import gradio as gr

from clip_critic.ui.ids import element_id

RANK, LOOP = ("rank", "Rank keywords"), ("loop", "Feedback loop")
Panel = Callable[[tuple[str, str]], AbstractContextManager[Any]]


@contextmanager
def panels(several: bool) -> Iterator[Panel]:
    """Gives what a panel is laid out in: a tab each, or nothing of its own where there is only one."""
    if not several:
        yield lambda panel: nullcontext()
        return
    with gr.Tabs(elem_id=element_id("panels")):
        yield lambda panel: gr.Tab(panel[1], elem_id=element_id(f"{panel[0]}_tab"))
