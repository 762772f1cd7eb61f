"""Facts about gradio's classes where a WebUI has wrapped them."""

from __future__ import annotations

from functools import wraps
from typing import Any

import gradio as gr
import pytest

from clip_critic.tables import Field
from clip_critic.ui.compat import accepted, parameters
from clip_critic.ui.controls import control


def test_only_known_options_are_passed_on() -> None:
    def function(a: int, b: int = 1) -> None: ...

    assert accepted(function, {"a": 1, "b": 2, "c": 3}) == {"a": 1, "b": 2}


class EventWrapper:
    """A wrapper like Forge's around every event of a component."""

    def __init__(self, replaced_event: Any) -> None:
        self.replaced_event = replaced_event
        self.has_trigger = getattr(replaced_event, "has_trigger", None)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.replaced_event(*args, **kwargs)


def wrap_as_forge(monkeypatch: pytest.MonkeyPatch, kind: Any, *events: str) -> None:
    """Wrap the constructor and the events of a component."""
    original = kind.__init__

    @wraps(original)
    def repaired(self: Any, *args: Any, tooltip: Any = None, **kwargs: Any) -> None:
        original(self, *args, **kwargs)
        for event in events:
            setattr(self, event, EventWrapper(getattr(self, event)))

    monkeypatch.setattr(kind, "__init__", repaired)


def wrap_as_reforge(monkeypatch: pytest.MonkeyPatch, kind: Any) -> None:
    """Replace the constructor by one that says nothing about its arguments."""
    original = kind.__init__

    def extended(self: Any, *args: Any, **kwargs: Any) -> Any:
        return original(self, *args, **kwargs)

    monkeypatch.setattr(kind, "__init__", extended)


def test_parameters_are_known_through_wrappers_or_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    def function(a: int, b: int = 1) -> None: ...

    both = frozenset(("a", "b"))
    assert parameters(function) == parameters(wraps(function)(lambda *args: None)) == both
    assert parameters(EventWrapper(EventWrapper(function))) == both
    assert parameters(lambda *args, **kwargs: None) is None
    assert accepted(lambda *args, **kwargs: None, {"a": 1}) == {}
    known = parameters(gr.Image.__init__)
    wrap_as_forge(monkeypatch, gr.Image)
    assert known is not None and parameters(gr.Image.__init__) == known
    wrap_as_reforge(monkeypatch, gr.Image)
    assert parameters(gr.Image.__init__) is None


@pytest.mark.parametrize("fork", ["forge", "reforge"])
def test_controls_are_built_in_a_host_that_wraps_gradio(monkeypatch: pytest.MonkeyPatch, fork: str) -> None:
    kinds = (gr.Slider, gr.Checkbox, gr.Textbox, gr.Dropdown, gr.HTML)
    for kind in kinds:
        if fork == "forge":
            wrap_as_forge(monkeypatch, kind, "change")
        else:
            wrap_as_reforge(monkeypatch, kind)
    with gr.Blocks(analytics_enabled=False):
        slider = control(Field("Steps", "integer", minimum=1, maximum=9), 3, "steps")
        element = gr.HTML("<b></b>", **accepted(gr.HTML.__init__, {"padding": False}))
    assert (slider.value, slider.maximum, slider.elem_id) == (3, 9, "steps")
    assert element.value == "<b></b>"
