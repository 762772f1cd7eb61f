"""What differs between gradio's versions; the same tests pass with both ends of those that are supported."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import wraps
from pathlib import Path
from typing import Any

import gradio as gr
import pytest

from clip_critic.critic import Critic, Places
from clip_critic.progress import Progress, silent
from clip_critic.settings import Settings
from clip_critic.storage.assets import assets_dir, bundled_lists_dir
from clip_critic.ui.compat import (
    accepted,
    hidden_textboxes,
    live,
    parameters,
    picture_input,
    private,
    quick,
    script,
    transient,
)
from clip_critic.ui.ids import PREFIX, element_id
from clip_critic.ui.page import build_page
from clip_critic.ui.rank import panel as rank_panel
from clip_critic.ui.runners import PageRunner


@pytest.fixture
def blocks() -> Iterator[gr.Blocks]:
    with gr.Blocks(analytics_enabled=False) as page:
        yield page


def make_critic(tmp_path: Path, settings: Any = Settings) -> Critic:
    places = Places(bundled_lists_dir(), tmp_path / "lists", tmp_path / "v.sqlite3", tmp_path / "models")
    return Critic(places, settings)


def no_queue() -> AbstractContextManager[Progress]:
    return nullcontext(silent)


def page_of(critic: Critic) -> gr.Blocks:
    return build_page(critic, assets_dir(), no_queue)


def config(page: gr.Blocks) -> dict[str, Any]:
    return dict(page.get_config_file())


def by_id(page: gr.Blocks) -> dict[str, dict[str, Any]]:
    return {
        part["props"]["elem_id"]: part["props"]
        for part in config(page)["components"]
        if part["props"].get("elem_id")
    }


def test_only_known_options_are_passed_on() -> None:
    def function(a: int, b: int = 1) -> None: ...

    assert accepted(function, {"a": 1, "b": 2, "c": 3}) == {"a": 1, "b": 2}


class EventWrapper:
    """How Forge wraps every event of a component."""

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
def test_the_panels_are_built_in_a_host_that_wraps_gradio(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fork: str
) -> None:
    plain = config(page_of(make_critic(tmp_path)))
    if fork == "forge":
        wrap_as_forge(monkeypatch, gr.Button, "click")
        wrap_as_forge(monkeypatch, gr.Textbox, "change", "submit", "input")
        wrap_as_forge(monkeypatch, gr.Image, "change")
    else:
        wrap_as_reforge(monkeypatch, gr.Image)
    wrapped = config(page_of(make_critic(tmp_path)))
    assert [part["type"] for part in wrapped["components"]] == [part["type"] for part in plain["components"]]
    for name in ("js", "queue", "show_progress", "api_name", "api_visibility", "concurrency_limit"):
        assert [event.get(name) for event in wrapped["dependencies"]] == [
            event.get(name) for event in plain["dependencies"]
        ], name


def test_events_keep_their_options_in_a_host_that_wraps_them(
    monkeypatch: pytest.MonkeyPatch, blocks: gr.Blocks
) -> None:
    wrap_as_forge(monkeypatch, gr.Button, "click")
    gr.Button("x").click(lambda: None, **live())
    (event,) = config(blocks)["dependencies"]
    assert event["show_progress"] == "hidden"
    assert event.get("api_name") is False or event.get("api_visibility") == "private"


def test_scripts_and_private_events(blocks: gr.Blocks) -> None:
    button, box = gr.Button("x"), gr.Textbox()
    button.click(fn=None, inputs=[box], outputs=[box], **script("(x) => x"))
    button.click(lambda x: x, [box], [box], **private())
    button.click(lambda x: x, [box], [box], **quick())
    first, *others = config(blocks)["dependencies"]
    assert "(x) => x" in str(first["js"])
    assert [other.get("queue") for other in others][1] is False
    for other in others:
        assert other.get("api_name") is False or other.get("api_visibility") == "private"


def test_hidden_boxes_are_in_the_page(blocks: gr.Blocks) -> None:
    boxes = hidden_textboxes("one", "two")
    assert [box.elem_id for box in boxes] == ["clip_critic_one", "clip_critic_two"]
    assert all(box.visible for box in boxes)  # else they would not be in the DOM
    assert all(box.do_not_save_to_config for box in boxes)


def test_the_picture_is_handed_over_as_it_was_uploaded(blocks: gr.Blocks) -> None:
    image = picture_input("picture", "Picture")
    assert image.preprocess(None) is None
    assert by_id(blocks)["clip_critic_picture"]["label"] == "Picture"


def test_transient_components_are_not_stored_by_the_host(blocks: gr.Blocks) -> None:
    assert transient(gr.Textbox()).do_not_save_to_config is True


def test_every_id_has_the_prefix(tmp_path: Path) -> None:
    assert element_id("x") == f"{PREFIX}_x"
    ids = set(by_id(page_of(make_critic(tmp_path))))
    assert {"clip_critic_picture", "clip_critic_rank", "clip_critic_to_prompt"} <= ids
    assert all(element.startswith(PREFIX) for element in ids)


def test_the_page_shows_the_settings(tmp_path: Path) -> None:
    settings = Settings(rounds=7, threshold=0.05, keyword_list="Painters", encoder="hf:some/model")
    props = by_id(page_of(make_critic(tmp_path, lambda: settings)))
    assert props["clip_critic_rounds"]["value"] == 7
    assert props["clip_critic_threshold"]["value"] == 0.05
    assert props["clip_critic_preset"]["value"] == "Painters"
    assert "Claude Monet" in props["clip_critic_keywords"]["value"]
    assert props["clip_critic_encoder"]["value"] == "hf:some/model"


@pytest.mark.parametrize("name", ["Deleted since", ""])
def test_a_default_list_that_is_gone_does_not_cost_the_panel(tmp_path: Path, name: str) -> None:
    settings = Settings(keyword_list=name, threshold=0.0)
    props = by_id(page_of(make_critic(tmp_path, lambda: settings)))
    assert not props["clip_critic_keywords"]["value"]
    assert props["clip_critic_threshold"]["value"] == props["clip_critic_threshold"]["minimum"]


def test_nothing_on_disk_does_not_cost_the_panel(tmp_path: Path) -> None:
    (tmp_path / "lists").write_text("a file in its place")
    critic = make_critic(tmp_path, lambda: Settings.read({"rounds": "five"}))
    assert "clip_critic_rank" in by_id(page_of(critic))


def test_no_event_is_in_gradios_own_api(tmp_path: Path) -> None:
    page = page_of(make_critic(tmp_path))
    called = [event for event in config(page)["dependencies"] if event["backend_fn"]]
    assert len(called) > 8
    for event in called:
        assert event.get("api_name") is False or event.get("api_visibility") == "private"


def test_the_runner_hands_progress_over_and_stops() -> None:
    from clip_critic.errors import InterruptedByUser

    runner, seen, stopped = PageRunner(no_queue), [], []

    class Button:
        def click(self, work: Any, inputs: Any, outputs: Any, **options: Any) -> None:
            self.work = work

    def long_work(progress: Any, *values: Any) -> tuple[Any, ...]:
        progress(1, 2, "keywords")
        runner.interrupt()
        try:
            progress(2, 2, "keywords")
        except InterruptedByUser:
            stopped.append(True)
        return values

    button = Button()
    runner.start(button, long_work, [], [])
    bar = lambda done, desc: seen.append((done, desc))  # noqa: E731
    assert button.work(bar, "a", "b") == ("a", "b")
    assert seen == [((1, 2), "keywords")] and stopped == [True]
    assert button.work(bar, "again") == ("again",)  # an earlier interrupt is forgotten


def test_the_runner_waits_for_its_turn_and_ends_with_the_server() -> None:
    steps: list[object] = []

    @contextmanager
    def turn() -> Iterator[Progress]:
        steps.append("turn")
        yield lambda done, total, what: steps.append((done, total, what))
        steps.append("over")

    class Button:
        def click(self, work: Any, inputs: Any, outputs: Any, **options: Any) -> None:
            self.work = work

    button = Button()
    PageRunner(turn).start(button, lambda progress: progress(0, 1, "x"), [], [])
    button.work(lambda done, desc: None)
    assert steps == ["turn", (0, 1, "x"), "over"]


def test_targets_write_to_boxes_that_exist(tmp_path: Path) -> None:
    from clip_critic.ui.page import _targets

    ids = set(by_id(page_of(make_critic(tmp_path))))
    for target in _targets():
        assert target.selector.removeprefix("#").split()[0] in ids
        assert element_id(f"to_{target.name}") in ids
    assert rank_panel.PromptTarget("a", "b", "c").label == "b"
