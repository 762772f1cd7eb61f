"""The feedback loop on the real page, with the miniature: a user's ways through it."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from tests import chromium
from tests.browser.loop_page import LoopPanel
from tests.browser.test_looks_page import CONTRAST
from tests.browser.workbench import NOISE, Panel, Workbench, running

pytestmark = pytest.mark.browser

LOOP_TEXTS = (
    ".clip-critic-loop :is(h4, h5, figcaption, .clip-critic-word, .clip-critic-share, .clip-critic-part,"
    " .clip-critic-hint, .clip-critic-prompt, .clip-critic-tokens, .clip-critic-legend span),"
    "#clip_critic_loop_gallery .clip-critic-caption, #clip_critic_loop_change :is(p, ins, del)"
)


@pytest.fixture(scope="session")
def loop_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    """A server whose encoder and whose host are the miniature."""
    chromium.require_chromium()
    with running(tmp_path_factory.mktemp("loops"), "miniature") as workbench:
        yield workbench


@pytest.fixture
def workbench(loop_server: Workbench) -> Iterator[Workbench]:
    """The server without sessions; a traceback in its log fails the test."""
    shutil.rmtree(loop_server.home / "sessions", ignore_errors=True)
    before = len(loop_server.logged())
    yield loop_server
    assert not loop_server.tracebacks(before)


@pytest.fixture
def windows(browser: Any, workbench: Workbench) -> Iterator[Callable[..., LoopPanel]]:
    with ExitStack() as stack:

        def open_window(query: str = "", **options: Any) -> LoopPanel:
            page = stack.enter_context(chromium.fresh_page(browser, noise=NOISE, **options))
            return LoopPanel(page, workbench).open(query)

        yield open_window


@pytest.fixture
def panel(windows: Callable[..., LoopPanel]) -> LoopPanel:
    return windows()


@pytest.fixture
def red_circle(tmp_path: Path) -> Path:
    image = Image.new("RGB", (64, 64), "white")
    ImageDraw.Draw(image).ellipse((12, 12, 52, 52), fill=(220, 30, 30))
    image.save(tmp_path / "circle.png")
    return tmp_path / "circle.png"


def test_a_list_that_was_saved_is_there_in_a_new_window(
    panel: LoopPanel, windows: Callable[..., LoopPanel]
) -> None:
    panel.show("Rank keywords")
    words = panel.box("keywords").input_value()
    try:
        panel.type(keywords=f"{words}\nparasol")
        Panel.press(panel, "preset_save")
        other = windows()
        other.at("loop_list").locator("button, .label-wrap").first.click()
        other.box("loop_keywords").wait_for()
        box = "#clip_critic_loop_keywords textarea"
        other.page.wait_for_function("box => document.querySelector(box).value.includes('parasol')", arg=box)
    finally:
        panel.type(keywords=words)
        Panel.press(panel, "preset_save")


def test_four_steps(panel: LoopPanel, red_circle: Path) -> None:
    panel.ready(red_circle, steps="4")
    assert panel.run() == "All steps are done."
    assert panel.steps() == [0, 1, 2, 3, 4] and panel.shown_step() == 4
    assert panel.page.locator("#clip_critic_loop_details svg.clip-critic-chart").count() == 1
    pictures = panel.page.locator("#clip_critic_loop_pictures .clip-critic-pair img")
    assert pictures.count() == 2
    assert all(pictures.evaluate_all("all => all.map(one => one.complete && one.naturalWidth === 64)"))
    assert len(panel.chosen()) == 1
    details = panel.at("loop_details").inner_text()
    assert "+ star" in details and "/ 75" in details
    assert panel.page.locator("#clip_critic_loop_details ins").count() > 0
    (line,) = panel.sessions()
    assert "star, blue · 4/4" in line


def test_a_step_is_looked_at_and_continued_from(panel: LoopPanel, red_circle: Path) -> None:
    panel.ready(red_circle)
    panel.run()
    panel.pick(0)
    assert panel.shown_step() == 0 and panel.chosen() == [0]
    panel.set(want="green", steps="1")
    assert panel.run("again") == "All steps are done."
    assert panel.steps() == [0, 1]
    assert len(panel.sessions()) == 2


def test_interrupted_and_resumed(panel: LoopPanel, red_circle: Path) -> None:
    panel.ready(red_circle, steps="30", sampling_steps="20")
    panel.press("start")
    panel.until_step(1)
    assert "step" in panel.doing()
    panel.forget()
    panel.press("interrupt")
    assert "Interrupted. Finished steps are kept" in panel.wait(20)
    done = panel.steps()[-1]
    panel.set(steps=str(done + 1))
    assert panel.run("resume") == "All steps are done."
    assert panel.steps()[-1] == done + 1


def test_step_by_step_by_hand(panel: LoopPanel, red_circle: Path) -> None:
    panel.choose_one("policy", "by hand")
    panel.ready(red_circle, steps="5")
    assert "Waiting for you" in panel.run()
    assert panel.steps() == [0, 1]
    prompt = panel.box("loop_next_prompt")
    assert "star" in prompt.input_value()
    prompt.fill("a green square, <b>bold</b>")
    panel.page.locator("#clip_critic_loop_change ins", has_text="square").first.wait_for()
    panel.forget()
    panel.press("step")
    panel.until_step(2)
    panel.page.locator("#clip_critic_loop_details", has_text="Changed by hand.").first.wait_for()
    assert panel.page.locator("#clip_critic_loop_details .clip-critic-prompt b").count() == 0
    assert panel.steps() == [0, 1, 2]
    (stored,) = (panel.workbench.home / "sessions").glob("*/steps.jsonl")
    last = json.loads(stored.read_text(encoding="utf-8").splitlines()[-1])
    assert last["prompt"] == "a green square, <b>bold</b>" and last["edited"]


def test_the_work_goes_on_without_the_window(panel: LoopPanel, red_circle: Path) -> None:
    panel.ready(red_circle, steps="12", sampling_steps="12")
    panel.press("start")
    panel.until_step(1)
    panel.open()
    panel.until_step(2)  # the window that opens shows what is at work
    assert panel.box("loop_want").input_value() == "star, blue"
    panel.press("interrupt")
    assert "Interrupted" in panel.wait(20)


def test_an_earlier_session_is_opened_and_deleted(panel: LoopPanel, red_circle: Path) -> None:
    panel.ready(red_circle, steps="1")
    panel.run()
    panel.open()
    assert panel.steps() == []
    (line,) = panel.sessions()
    panel.open_session(line)
    panel.until_step(1)
    assert panel.box("loop_want").input_value() == "star, blue"
    panel.set(want="circle")
    panel.sessions()
    panel.page.wait_for_timeout(1000)
    assert panel.box("loop_want").input_value() == "circle", "a look at the list opens nothing anew"
    panel.page.evaluate("window.confirm = () => false")
    panel.press("delete")
    panel.page.wait_for_timeout(500)
    assert len(panel.sessions()) == 1
    panel.page.evaluate("window.confirm = () => true")
    panel.press("delete")
    panel.page.locator("#clip_critic_loop_gallery [data-step]").first.wait_for(state="detached")
    assert panel.sessions() == []


def test_two_windows_start_at_once(windows: Callable[..., LoopPanel], red_circle: Path) -> None:
    first, second = windows(), windows()
    for window in (first, second):
        window.ready(red_circle, steps="6", sampling_steps="12")
    first.press("start")
    first.until_step(1)
    second.press("start")
    second.page.locator("#clip_critic_loop_status", has_text="waiting in the queue").first.wait_for()
    first.press("interrupt")
    assert "Interrupted" in first.wait(20)
    second.until_step(1)
    second.press("interrupt")
    assert "Interrupted" in second.wait(20)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"want": ""}, "There are no targets"),
        ({"avoid": "star"}, "both wanted and unwanted"),
        ({"width": "100"}, "not a multiple of 8"),
        ({"steps": "0"}, "Steps: 0 is not between 1 and 1000"),
    ],
)
def test_what_cannot_be_started(
    panel: LoopPanel, red_circle: Path, values: dict[str, str], message: str
) -> None:
    panel.ready(red_circle, **values)
    assert message in panel.run()
    assert panel.sessions() == []


def test_a_start_without_its_picture(panel: LoopPanel) -> None:
    panel.set(want="star")
    assert "There is no start picture" in panel.run()
    panel.choose_one("from", "Sketch")
    panel.page.wait_for_timeout(500)
    assert "The sketch is empty" in panel.run()
    assert "No session is open" in panel.run("resume")


def test_from_the_prompt_alone_and_from_a_sketch(panel: LoopPanel) -> None:
    panel.set(want="star", steps="1", candidates="2", sampling_steps="4")
    panel.choose_one("from", "Prompt only")
    assert panel.run() == "All steps are done."
    assert panel.steps() == [1]
    panel.choose_one("from", "Sketch")
    canvas = panel.at("loop_sketch").locator("canvas").last
    canvas.wait_for()
    brush = panel.at("loop_sketch").locator('button[aria-label="Brush"], button[title="Draw"]')
    if brush.count():  # newer gradios want a tool to be chosen
        brush.first.click()
    panel.page.wait_for_timeout(1500)
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    panel.page.mouse.move(box["x"] + 60, box["y"] + 60)
    panel.page.mouse.down()
    panel.page.mouse.move(box["x"] + 160, box["y"] + 160, steps=8)
    panel.page.mouse.up()
    panel.page.wait_for_timeout(1000)
    panel.set(width="64", height="64")
    assert panel.run() == "All steps are done."
    assert panel.steps() == [0, 1]


def test_files_to_take_away(panel: LoopPanel, red_circle: Path) -> None:
    panel.ready(red_circle, want="star, </style><script>alert(1)</script>")
    panel.run()
    film = Image.open(io.BytesIO(panel.download("animation", r"\.(webp|gif)").read_bytes()))
    assert film.format in ("WEBP", "GIF")
    report = panel.download("report", r"\.html").read_text(encoding="utf-8")
    assert "<svg" in report and "data:image/png;base64," in report and "<script" not in report
    data = json.loads(panel.download("json", r"\.json").read_text(encoding="utf-8"))
    assert [step["number"] for step in data["steps"]] == [0, 1, 2]
    assert not panel.page.evaluate("window.__hit")


def test_a_step_is_sent_on(panel: LoopPanel, red_circle: Path) -> None:
    panel.ready(red_circle, steps="1")
    panel.run()
    panel.pick(1)
    with panel.page.expect_download() as taken:
        panel.press("to_file")
    with Image.open(taken.value.path()) as sent:
        assert "CLIP Critic session" in sent.info["parameters"]
    panel.press("to_prompts")
    panel.at("prompt").wait_for()
    assert "star" in panel.box("prompt").input_value()
    panel.show()
    panel.press("to_rank")
    panel.page.locator("#clip_critic_picture img").first.wait_for()
    panel.page.locator("#clip_critic_result .clip-critic-ranking").wait_for()
    panel.at("to_loop").click()
    panel.page.locator("#clip_critic_loop_picture img").first.wait_for()


@pytest.mark.parametrize("options", [{}, {"dark": True, "query": "?__theme=dark"}], ids=["light", "dark"])
def test_texts_can_be_read(
    windows: Callable[..., LoopPanel], red_circle: Path, options: dict[str, object]
) -> None:
    panel = windows(**options)
    panel.choose_one("policy", "by hand")
    panel.ready(red_circle, avoid="green")
    panel.run()
    measured = panel.page.locator(LOOP_TEXTS).evaluate_all(CONTRAST)
    assert len(measured) > 20
    assert [(text, round(ratio, 2)) for text, ratio in measured if ratio < 4.5] == []


@pytest.mark.parametrize("options", [{}, {"phone": True}], ids=["1280", "390"])
def test_nothing_is_out_of_reach(
    windows: Callable[..., LoopPanel], red_circle: Path, options: dict[str, bool]
) -> None:
    panel = windows(**options)
    panel.ready(red_circle, want="star, " + "verylong" * 20)
    panel.run()
    width = panel.page.evaluate("innerWidth")
    assert panel.page.evaluate("document.documentElement.scrollWidth") <= width
    for name in (
        "start",
        "step",
        "interrupt",
        "resume",
        "sessions",
        "pictures",
        "gallery",
        "again",
        "report",
    ):
        box = panel.at(f"loop_{name}").bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= width + 1, name
        assert box["height"] > 10, name
