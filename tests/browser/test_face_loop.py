"""The feedback loop on the real page, with the miniature: a user's ways through it."""

from __future__ import annotations

import base64
import io
import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from tests import chromium
from tests.browser.axe import SCREENS, serious
from tests.browser.face import REFUSALS, face_tables
from tests.browser.face_loop import WORDS, LoopFace
from tests.browser.states import (
    OPEN,
    close_large,
    until,
    until_count,
    until_equal,
    until_idle,
    until_loaded,
    until_still,
)
from tests.browser.workbench import SECOND, Workbench, running

pytestmark = pytest.mark.browser

DONE = "All steps are done."
GROUND = "button => getComputedStyle(button).backgroundColor"
BUTTONS = ("start", "step", "resume", "interrupt", "new")
PARAMETERS = (
    "a green square, plain\nNegative prompt: dots\n"
    "Steps: 5, Sampler: Euler a, Schedule type: Automatic, CFG scale: 6, Seed: 11, Size: 64x64"
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
def windows(browser: Any, workbench: Workbench) -> Iterator[Callable[..., LoopFace]]:
    with ExitStack() as stack:

        def open_window(query: str = "", **options: Any) -> LoopFace:
            opened = chromium.fresh_page(browser, noise=REFUSALS, local=True, **options)
            page = stack.enter_context(opened)
            return LoopFace(page, workbench).open(query)

        yield open_window


@pytest.fixture
def face(windows: Callable[..., LoopFace]) -> LoopFace:
    return windows()


def drawn(path: Path, colour: tuple[int, int, int], parameters: str = "") -> Path:
    image = Image.new("RGB", (64, 64), "white")
    ImageDraw.Draw(image).ellipse((12, 12, 52, 52), fill=colour)
    info = PngInfo()
    if parameters:
        info.add_text("parameters", parameters)
    image.save(path, pnginfo=info)
    return path


@pytest.fixture
def red_circle(tmp_path: Path) -> Path:
    return drawn(tmp_path / "circle.png", (220, 30, 30))


@pytest.fixture
def green_circle(tmp_path: Path) -> Path:
    return drawn(tmp_path / "green.png", (30, 160, 60))


# What stands beyond its box, and words with a break inside.
CUT = """all => all.filter(element => {
    const node = [...element.childNodes].find(child => child.nodeType === 3);
    const isBroken = [...node.data.matchAll(/\\S+/g)].some(word => {
        const range = document.createRange();
        range.setStart(node, word.index);
        range.setEnd(node, word.index + word[0].length);
        return range.getClientRects().length > 1;
    });
    return isBroken || element.scrollWidth > element.clientWidth + 1;
}).map(element => element.textContent)"""


def stored(face: LoopFace) -> list[list[dict[str, Any]]]:
    """The steps of all stored sessions, the oldest session first."""
    files = sorted((face.workbench.home / "sessions").glob("*/steps.jsonl"))
    return [[json.loads(line) for line in whole_lines(file)] for file in files]


def whole_lines(file: Path) -> list[str]:
    """The lines of a file; without the last one where the server is still writing it."""
    return file.read_text(encoding="utf-8").split("\n")[:-1]


def test_four_steps(face: LoopFace, red_circle: Path) -> None:
    assert not face.can("interrupt") and not face.can("resume") and not face.can("new")
    face.ready(red_circle, steps="4")
    assert face.run() == DONE
    assert face.steps() == [0, 1, 2, 3, 4]
    assert face.chosen() == [face.shown_step()]
    assert face.find("cc-strip [aria-pressed=true] .kept").count() == 1, "the kept step is selected"
    face.find("cc-compare img.before").wait_for()
    until_loaded(face.find("cc-compare img"), 64, 64)
    until_count(face.find("cc-chart canvas"), 1)
    label = face.find("cc-chart [role=img]").get_attribute("aria-label")
    assert "Start: " in label and "4: " in label and "%" in label
    meters = face.find("cc-meters li")
    assert {row.split("\n")[0] for row in meters.all_inner_texts()} == {"+", "="}
    assert {"star", "blue"} <= set(meters.evaluate_all("all => all.map(row => row.dataset.word)"))
    assert face.find("cc-meters .number").first.inner_text().endswith(" %")
    assert "of 75 tokens" in face.find(".facts").inner_text()
    face.pick(4)
    heading = face.find(".facts h3").first.inner_text()
    assert re.search(r"strength [01](\.\d+)? ·", heading), "as the form's slider has it"
    face.pick(2)
    assert face.find("#prompt ins").count() > 0 and face.find("#prompt del").count() > 0
    face.find(".seen bdi", has_text="star").first.wait_for()
    assert face.at("score").inner_text().endswith(" %")
    assert not face.can("resume"), "nothing is left to do"
    face.find("cc-session-list [data-session]", has_text="4 of 4 steps").wait_for(state="attached")
    (line,) = face.sessions()
    assert "star, blue" in line and "4 of 4 steps" in line and "%" in line


def altered(face: LoopFace, change: Callable[[dict[str, Any]], object]) -> None:
    """Change what the server says about a session, before a page that is loaded after this gets it."""

    def answer(route: Any) -> None:
        response = route.fetch()
        status = response.json()
        change(status)
        route.fulfill(response=response, json=status)

    face.page.route(re.compile(r"/v1/sessions/[^/?]+(\?.*)?$"), answer)
    face.open()  # one that is there already may send its first request past a new route


def test_a_step_whose_tokens_nobody_counted_is_shown(face: LoopFace, red_circle: Path) -> None:
    def uncount(status: dict[str, Any]) -> None:
        for step in status["session"]["steps"]:
            step.update(tokens=None, negative_tokens=None)

    altered(face, uncount)
    face.ready(red_circle, steps="2", avoid="red")
    assert face.run() == DONE
    assert face.steps() == [0, 1, 2]
    face.pick(2)
    assert "? of ? tokens" in face.find(".facts").inner_text()


def test_what_the_host_says_about_the_last_step_is_shown_beside_the_kept_one(
    face: LoopFace, red_circle: Path
) -> None:
    lacking = "LoRA not found: hat. The pictures were made without it."

    def keep_the_start(status: dict[str, Any]) -> None:
        for step in status["session"]["steps"]:
            number = step["number"]
            step.update(kept=not number, notes=[f"Note {number}.", lacking] if number else [])

    altered(face, keep_the_start)
    face.ready(red_circle, steps="2")
    assert face.run() == DONE
    messages = face.find(".facts .message")
    assert face.shown_step() == 0
    until_equal(face.page, messages.all_inner_texts, ["Step 2: Note 2.", f"Step 2: {lacking}"])
    face.pick(1)
    assert messages.all_inner_texts() == ["Note 1.", lacking, "Step 2: Note 2."]
    face.pick(2)
    assert messages.all_inner_texts() == ["Note 2.", lacking]


def test_every_part_of_the_result_has_its_heading_and_no_word_is_cut(
    face: LoopFace, red_circle: Path
) -> None:
    face.ready(red_circle, steps="1")
    face.run()
    face.find(".seen bdi", has_text="white background").first.wait_for()
    assert face.find("cc-loop-result .steps h3").inner_text() == "All steps"
    assert face.find("cc-meters .hint span").all_inner_texts() == ["Targets", "Score"]
    assert face.find(".word bdi").evaluate_all(CUT) == []
    captions = face.find("cc-strip .caption")
    assert captions.evaluate_all("all => all.filter(line => line.scrollWidth > line.clientWidth).length") == 0


def enlarged(face: LoopFace, picture: Any) -> int:
    """Click a picture, close its large view, and return how wide it was."""
    picture.click()
    large = face.page.locator(".pswp .pswp__img:not(.pswp__img--placeholder)").first
    large.wait_for()
    face.page.locator(OPEN).wait_for()
    until_still(face.page)
    width = large.bounding_box()["width"]
    close_large(face.page)
    return int(width)


def test_the_live_preview_is_looked_at_large(face: LoopFace, red_circle: Path) -> None:
    def add_preview(status: dict[str, Any]) -> None:
        if status["state"] == "running":
            status["live"] = {"progress": 0.5, "eta": 9, "preview": "/sessions/a/preview?number=1"}

    address = re.compile(r"/preview\?number=1")
    face.page.route(address, lambda route: route.fulfill(path=red_circle))
    altered(face, add_preview)
    face.ready(red_circle, steps="200", sampling_steps="12")
    face.press("start")
    until_loaded(face.find("cc-progress .preview"), 64)
    face.page.unroute(address)  # the host has it no longer
    assert enlarged(face, face.find("cc-progress .preview")) > 200
    face.press("interrupt")
    face.wait()


def test_one_step_is_selected_everywhere(face: LoopFace, red_circle: Path) -> None:
    face.ready(red_circle, steps="30", candidates="2", sampling_steps="8")
    face.press("start")
    face.until_step(2)
    face.pick(1)
    face.until_step(4)
    assert face.chosen() == [1] == [face.shown_step()], "a picked step stays while others come"
    prompt = stored(face)[0][1]["prompt"]
    shown = face.at("prompt").evaluate(
        """all => [...all.childNodes].filter(one => one.localName !== "del" && one.nodeType !== 8)
            .map(one => one.textContent).join("")"""
    )
    assert shown.strip() == prompt
    face.press("interrupt")
    assert "Interrupted" in face.wait()
    number = int(face.find("cc-strip [data-step]:has(.kept)").get_attribute("data-step"))
    face.pick(number)
    assert face.chosen() == [number] == [face.shown_step()]


def test_a_session_at_work_is_watched_by_short_polls(face: LoopFace, red_circle: Path) -> None:
    """A request that waits would hold one of the browser's few connections to the server."""
    asked: list[str] = []
    face.page.on("request", lambda request: asked.append(request.url))
    face.ready(red_circle, steps="200")
    face.press("start")
    until(face.page, lambda: sum("newer_than" in address for address in asked) > 2)
    face.press("interrupt")
    face.wait()
    polls = [parse_qs(urlsplit(address).query) for address in asked if "newer_than" in address]
    assert all(poll.get("wait") == ["0"] for poll in polls)


def test_every_row_of_the_table_has_one_control(face: LoopFace) -> None:
    (kind,) = (kind for kind in face_tables(face.page)["kinds"] if kind["name"] == "feedback")
    rows = {field["name"] for field in kind["fields"]}
    shown = face.find("cc-control").evaluate_all("all => all.map(control => control.dataset.field)")
    assert face.at("keywords").count() == 1, "the list has a control of its own"
    assert sorted(shown) == sorted(rows - {"keywords"})
    for fold in face.find("details").all():
        fold.evaluate("fold => { fold.open = true }")
    assert all(face.box(name).is_visible() for name in rows)


def test_a_step_is_looked_at_large_and_compared(face: LoopFace, red_circle: Path) -> None:
    face.ready(red_circle, steps="2")
    face.run()
    bar = face.find("cc-compare [role=slider]")
    assert bar.get_attribute("aria-valuenow") == "50"
    bar.press("ArrowRight")
    assert bar.get_attribute("aria-valuenow") == "55"
    until_loaded(face.find("cc-compare img"), 64, 64)
    until_still(face.page)
    frame = face.find("cc-compare .frame").bounding_box()
    middle = frame["y"] + frame["height"] / 2
    face.page.mouse.move(frame["x"] + frame["width"] * 0.55, middle)
    face.page.mouse.down()
    face.page.mouse.move(frame["x"] + frame["width"] * 0.2, middle, steps=5)
    face.page.mouse.up()
    assert 15 <= int(bar.get_attribute("aria-valuenow")) <= 25
    assert face.page.locator(".pswp").count() == 0, "a drag opens nothing"
    face.page.mouse.click(frame["x"] + frame["width"] * 0.7, middle)
    title = face.page.locator(".pswp__clip-critic-title")
    title.filter(has_text="kept").wait_for()
    face.page.locator(OPEN).wait_for()

    def is_first() -> bool:
        face.page.keyboard.press("ArrowLeft")
        return "Start" in title.inner_text()

    until(face.page, is_first, title.inner_text)
    close_large(face.page)
    face.find(".candidates button").nth(1).click()
    title.filter(has_text="Step").wait_for()
    close_large(face.page)  # also while it still opens


def test_the_strip_is_walked_by_the_keyboard(face: LoopFace, red_circle: Path) -> None:
    face.ready(red_circle, steps="2")
    face.run()
    face.find("cc-strip [aria-pressed=true]").focus()
    face.page.keyboard.press("Home")
    assert face.chosen() == [0] == [face.shown_step()]
    face.page.keyboard.press("ArrowRight")
    assert face.chosen() == [1] == [face.shown_step()]


def test_a_step_is_continued_from(face: LoopFace, red_circle: Path) -> None:
    face.ready(red_circle)
    face.run()
    face.pick(0)
    face.set(want="green", steps="1")
    assert face.run("again") == DONE
    assert face.steps() == [0, 1]
    face.listed(2)


def test_interrupted_and_resumed(face: LoopFace, red_circle: Path) -> None:
    face.ready(red_circle, steps="30", sampling_steps="20")
    face.press("start")
    face.until_step(1)
    until(face.page, lambda: "step" in face.doing(), face.doing)
    assert not face.can("start") and not face.can("step") and not face.can("delete")
    grounds = [face.at(name).evaluate(GROUND) for name in BUTTONS]
    assert grounds[0] not in grounds[1:] and len(set(grounds[1:])) == 1, "only Start is loud"
    face.press("interrupt")
    assert "Interrupted. Finished steps are kept" in face.wait()
    done = face.steps()[-1]
    face.set(steps=str(done + 1))
    assert face.run("resume") == DONE
    assert face.steps()[-1] == done + 1


def test_it_stops_by_itself_and_goes_on_until_the_whole_batch_is_right(
    face: LoopFace, red_circle: Path
) -> None:
    face.ready(red_circle, want="blue", steps="50", sampling_steps="8", target_score="-1")
    assert face.run() == "The target score is reached."
    few = len(face.steps())
    assert not face.can("resume") and face.can("step")
    face.press("step")
    face.until_step(few)
    face.find("cc-progress .message[data-state]").wait_for()
    face.set(stop_when="whole batch")
    assert face.can("resume")
    face.press("new")
    face.ready(
        red_circle, want="blue", steps="50", sampling_steps="8", stop_when="whole batch", target_score="-1"
    )
    assert face.run() == "Every picture of the batch reaches the target score."
    assert few <= len(face.steps()) < 51


def test_step_by_step_by_hand(face: LoopFace, red_circle: Path) -> None:
    face.ready(red_circle, steps="5", policy="by hand")
    assert "Waiting for you" in face.run()
    assert face.steps() == [0, 1]
    prompt = face.at("next_prompt")
    assert "star" in prompt.input_value()
    prompt.fill("a green square, <b>bold</b>")
    face.find("#change ins", has_text="square").first.wait_for()
    face.press("step")
    face.until_step(2)
    face.find("cc-progress .message[data-state]").wait_for()
    face.pick(2)
    assert "Changed by hand." in face.find(".facts").inner_text()
    assert face.find(".prompt b").count() == 0
    assert face.steps() == [0, 1, 2]
    ((*_, last),) = stored(face)
    assert last["prompt"] == "a green square, <b>bold</b>" and last["edited"]


def test_f5_and_a_closed_window_in_mid_loop(windows: Callable[..., LoopFace], red_circle: Path) -> None:
    face = windows()
    face.ready(red_circle, steps="200", sampling_steps="12")
    face.press("start")
    face.until_step(1)
    face.open()
    face.until_step(2)  # the window that opens shows what is at work
    assert face.box("want").input_value() == "star, blue"
    until_count(face.find("cc-session-list .badge"), 1)
    running = face.open_id()
    face.page.close()
    other = windows()
    other.until_step(3)
    assert other.open_id() == running
    other.press("interrupt")
    assert "Interrupted" in other.wait()


def test_two_windows_watch_one_session(windows: Callable[..., LoopFace], red_circle: Path) -> None:
    first = windows()
    first.ready(red_circle, steps="200", sampling_steps="12")
    first.press("start")
    first.until_step(1)
    second = windows()
    for window in (first, second):
        window.until_step(3)
    second.press("interrupt")
    for window in (first, second):
        window.find("cc-progress .message", has_text="Interrupted").wait_for()
    assert first.steps() == second.steps()
    steps = first.steps()[-1]
    first.set(steps=str(steps + 1))
    first.press("resume")
    for window in (first, second):  # the one that only looks learns of it
        window.until_step(steps + 1)
        window.find("cc-progress .message", has_text=DONE).wait_for()


def test_two_windows_start_at_once(windows: Callable[..., LoopFace], red_circle: Path) -> None:
    first, second = windows(), windows()
    for window in (first, second):
        window.ready(red_circle, steps="30", sampling_steps="12")
    first.press("start")
    first.until_step(1)
    second.press("start")
    second.find("cc-progress", has_text="waiting in the queue").wait_for()
    first.press("interrupt")
    assert "Interrupted" in first.wait()
    second.until_step(1)
    second.press("interrupt")
    assert "Interrupted" in second.wait()


def receive(face: LoopFace, picture: Path, **extra: str) -> None:
    """Bring a picture as *Start feedback loop* and *To Feedback loop* do."""
    face.page.evaluate(
        """async ([bytes, extra]) => {
            const blob = new Blob([new Uint8Array(bytes)], {type: "image/png"});
            const detail = {panel: "feedback", picture: {blob, name: "generated.png"}, extra};
            await document.querySelector("clip-critic").show(detail);
        }""",
        [list(picture.read_bytes()), extra],
    )


@pytest.mark.parametrize(
    ("button", "bring"), [("step", LoopFace.put), ("start", LoopFace.put), ("step", receive)]
)
def test_another_start_picture_begins_a_new_session(
    face: LoopFace,
    red_circle: Path,
    green_circle: Path,
    button: str,
    bring: Callable[[LoopFace, Path], None],
) -> None:
    face.ready(red_circle, steps="1")
    face.run()
    bring(face, green_circle)
    face.at("new_start").wait_for()
    assert not face.can("resume")
    face.forget()
    face.press(button)
    face.wait()
    face.listed(2)
    first, second = stored(face)
    assert [step["number"] for step in first] == [0, 1], "the old session is as it was"
    assert [step["number"] for step in second] == [0, 1]
    assert face.at("new_start").count() == 0
    starts = sorted((face.workbench.home / "sessions").glob("*/start.png"))
    with Image.open(starts[1]) as start:
        assert start.getpixel((32, 32)) == (30, 160, 60)


def test_an_earlier_session_is_opened_with_its_start_and_deleted(face: LoopFace, red_circle: Path) -> None:
    face.ready(red_circle, steps="1")
    face.run()
    face.open()
    assert face.steps() == []
    (line,) = face.listed(1)
    assert "star, blue" in line
    face.open_session()
    face.until_step(1)
    assert face.box("want").input_value() == "star, blue"
    face.find("cc-picture-box figure img").wait_for()
    assert (face.box("seed").input_value(), face.box("steps").input_value()) == ("7", "1")
    assert face.find("cc-progress .message.done").inner_text() == DONE, "what ended it is said again"
    face.set(want="circle")
    face.sessions()
    for _ in range(2):
        with face.page.expect_response(re.compile(r"/v1/sessions\?limit=0")) as looked:
            pass  # the panel looks by itself
        looked.value.finished()
    until_still(face.page)
    assert face.box("want").input_value() == "circle", "a look at the list opens nothing anew"
    face.press("delete")
    question = face.answer("Cancel")
    assert "star, blue" in question and face.open_id() in question
    face.listed(1)
    face.press("delete")
    face.answer("Delete")
    face.find("cc-strip [data-step]").first.wait_for(state="detached")
    face.find("cc-session-list", has_text="No sessions yet").wait_for(state="attached")
    assert face.sessions() == []
    assert face.box("want").input_value() == "" and not face.can("new")


def test_new_gives_the_defaults_back(face: LoopFace, red_circle: Path) -> None:
    face.ready(red_circle, steps="1")
    face.run()
    face.press("new")
    assert face.steps() == []
    face.find("cc-picture-box label.empty").wait_for()
    names = ("want", "seed", "steps", "candidates", "target_score", "stop_when")
    values = {name: face.box(name).input_value() for name in names}
    usual = {"want": "", "seed": "-1", "steps": "8", "candidates": "4"}
    assert values == {**usual, "target_score": "-1", "stop_when": "one picture"}
    until(face.page, lambda: face.box("keywords").input_value() not in ("", WORDS))  # the default list again
    assert not face.can("new") and not face.can("resume")


def test_a_pictures_own_prompt_comes_along_and_is_dropped(face: LoopFace, tmp_path: Path) -> None:
    picture = drawn(tmp_path / "generated.png", (30, 160, 60), PARAMETERS)
    face.set(prompt="my own, {words}")
    face.put(picture)
    note = face.at("from_picture")
    assert "Prompt, Negative prompt" in note.inner_text()
    assert face.box("prompt").input_value() == "my own, {words}", "a chosen picture only offers them"
    face.press("take")
    assert face.box("prompt").input_value() == "a green square, plain"
    assert face.box("negative_prompt").input_value() == "dots"
    assert (face.box("seed").input_value(), face.box("sampling_steps").input_value()) == ("11", "5")
    face.set(seed="12")
    face.press("drop")
    assert face.box("prompt").input_value() == "my own, {words}"
    assert (face.box("seed").input_value(), face.box("sampling_steps").input_value()) == ("12", "20")
    face.show("Rank keywords")
    receive(face, picture, want="star")
    face.at("drop").wait_for()  # from elsewhere they come along at once
    assert face.box("prompt").input_value() == "a green square, plain"
    assert face.box("want").input_value() == "star"
    assert face.box("want").evaluate("box => box === box.getRootNode().activeElement")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"want": ""}, "There are no targets"),
        ({"avoid": "star"}, "both wanted and unwanted"),
        ({"width": "100"}, "not a multiple of 8"),
        ({"steps": "0"}, "Steps: 0 is not between 1 and 1000"),
        ({"target_score": "90"}, "90 is more than 100 %, which no picture reaches. Write 90% or 0.9."),
        ({"target_score": "a lot"}, "Stop at score: 'a lot' is not a number."),
        ({"target_score": "-0.5"}, "Stop at score: -0.5 is below 0. Write a score such as 90%"),
        ({"stop_when": "whole batch"}, "A whole batch needs a score to reach, but Stop at score is off"),
    ],
)
def test_what_cannot_be_started(
    face: LoopFace, red_circle: Path, values: dict[str, str], message: str
) -> None:
    face.ready(red_circle, **values)
    assert message in face.run()
    assert face.sessions() == []
    face.set(want="star, green")
    assert face.at("message").count() == 0, "a message does not outlive what it was about"


@pytest.mark.parametrize("written", ["90%", "90 %", "0.9"])
def test_a_score_is_per_cent_or_a_fraction(face: LoopFace, red_circle: Path, written: str) -> None:
    face.ready(red_circle, steps="1")
    face.set(target_score="")
    face.box("target_score").press_sequentially(written)
    face.run()
    (head,) = (face.workbench.home / "sessions").glob("*/session.json")
    assert json.loads(head.read_text(encoding="utf-8"))["settings"]["target_score"] == 0.9


def test_a_start_without_its_picture(face: LoopFace) -> None:
    face.set(want="star")
    assert "There is no start picture" in face.run()
    face.choose_start("Sketch")
    assert face.at("message").count() == 0
    assert "The sketch is empty" in face.run()
    assert not face.can("resume")


def test_from_the_prompt_alone_and_from_a_sketch(face: LoopFace) -> None:
    face.set(want="star", steps="1", candidates="2", sampling_steps="4")
    face.choose_start("Prompt only")
    assert face.run() == DONE
    assert face.steps() == [1]
    face.choose_start("Sketch")
    canvas = face.find("cc-sketch canvas")
    canvas.scroll_into_view_if_needed()
    until_still(face.page)
    box = canvas.bounding_box()
    for _ in range(2):
        face.page.mouse.move(box["x"] + 60, box["y"] + 60)
        face.page.mouse.down()
        face.page.mouse.move(box["x"] + 160, box["y"] + 160, steps=8)
        face.page.mouse.up()
    face.find("cc-sketch").get_by_role("button", name="Undo").click()
    face.find("cc-sketch button:enabled", has_text="Clear").wait_for()  # the panel has what was drawn
    face.set(width="64", height="64")
    assert face.run() == DONE
    assert face.steps() == [0, 1]
    starts = sorted((face.workbench.home / "sessions").glob("*/start.png"))
    with Image.open(starts[-1]) as start:
        assert start.size == (64, 64)
        colours = start.convert("RGB").getcolors(10_000)
        assert colours is not None and len(colours) > 1


def test_a_picture_is_pasted_and_dropped(face: LoopFace, red_circle: Path) -> None:
    carrier = """(bytes, kind) => {
        const carrier = new DataTransfer();
        carrier.items.add(new File([new Uint8Array(bytes)], "pasted.png", {type: "image/png"}));
        return carrier;
    }"""
    data = face.page.evaluate_handle(carrier, list(red_circle.read_bytes()))
    face.page.evaluate(
        "data => document.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true}))",
        data,
    )
    face.find("cc-picture-box figure img").wait_for()
    face.at("clear").click()
    face.find("cc-picture-box").dispatch_event("drop", {"dataTransfer": data})
    face.find("cc-picture-box figure img").wait_for()


def test_files_to_take_away(face: LoopFace, red_circle: Path) -> None:
    face.ready(red_circle, want="star, </style><script>alert(1)</script>")
    face.run()
    film = Image.open(io.BytesIO(face.download("animation").read_bytes()))
    assert film.format in ("WEBP", "GIF")
    report = face.download("report").read_text(encoding="utf-8")
    assert "<svg" in report and "data:image/" in report and "<script" not in report
    data = json.loads(face.download("json").read_text(encoding="utf-8"))
    assert [step["number"] for step in data["steps"]] == [0, 1, 2]
    assert not face.page.evaluate("window.__hit")


def test_a_step_is_sent_on(face: LoopFace, red_circle: Path) -> None:
    face.ready(red_circle, steps="1")
    face.run()
    face.pick(1)
    with Image.open(face.download("to_file")) as sent:
        assert "CLIP Critic session" in sent.info["parameters"]
    face.press("to_rank")
    face.page.locator("cc-rank cc-picture-box figure img").wait_for()


@SCREENS
def test_axe_finds_nothing_serious(
    windows: Callable[..., LoopFace], red_circle: Path, options: dict[str, bool]
) -> None:
    face = windows(**options)
    assert serious(face.page) == [], "before a session"
    face.choose_start("Sketch")
    assert serious(face.page) == [], "with a sketch"
    face.choose_start("Picture")
    face.ready(red_circle, avoid="green", policy="by hand")
    face.run()
    for fold in ("prompts", "loop", "host", "sessions"):
        face.unfold(fold)
    until_idle(face.page)
    assert serious(face.page) == [], "with a session"
    face.press("delete")
    face.find("dialog").wait_for()
    assert serious(face.page) == [], "with a question"


def test_a_wanted_word_that_the_encoder_never_learned_is_named_at_the_start(
    face: LoopFace, red_circle: Path
) -> None:
    face.ready(red_circle, want="star, zebra", steps="1")
    face.run()
    face.pick(0)
    note = face.find("cc-loop-result .message", has_text="never learned")
    until_count(note, 1)
    assert note.inner_text().endswith(": zebra")


@SCREENS
def test_nothing_is_out_of_reach(
    windows: Callable[..., LoopFace], red_circle: Path, options: dict[str, bool]
) -> None:
    face = windows(**options)
    face.ready(red_circle, want="star, " + "verylong" * 20)
    face.run()
    until_idle(face.page)
    width = face.page.evaluate("innerWidth")
    assert face.page.evaluate("document.documentElement.scrollWidth") <= width
    for name in ("start", "step", "interrupt", "resume", "new", "sessions", "again", "report", "delete"):
        box = face.at(name).bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= width + 1, name
        assert box["height"] > 10, name
    for name in ("cc-strip", "cc-compare", "cc-chart", "cc-meters"):
        box = face.find(name).bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= width + 1, name


def test_the_result_is_scrolled_into_view_on_a_phone(
    windows: Callable[..., LoopFace], red_circle: Path
) -> None:
    face = windows(phone=True)
    face.ready(red_circle, steps="1")
    face.page.evaluate("scrollTo(0, 0)")
    face.at("start").evaluate("button => button.click()")
    face.page.wait_for_function(
        """() => {
            const loop = document.querySelector("clip-critic").shadowRoot.querySelector("cc-loop").shadowRoot;
            const { top } = loop.querySelector(".work").getBoundingClientRect();
            return top >= -5 && top < innerHeight / 2;
        }""",
        timeout=60 * SECOND,
    )
    face.wait()


def test_a_damaged_session_is_listed_and_deleted(face: LoopFace, red_circle: Path) -> None:
    face.ready(red_circle, steps="1")
    face.run()
    (head,) = (face.workbench.home / "sessions").glob("*/session.json")
    face.page.goto("about:blank")  # a picture that the page still asks for would be refused
    head.write_text("{", encoding="utf-8")
    face.open()
    (line,) = face.listed(1)
    assert "damaged" in line
    face.find("cc-session-list .damaged button").click()
    assert head.parent.name in face.answer("Delete")
    face.find("cc-session-list", has_text="No sessions yet").wait_for()
    assert not head.parent.exists()


def test_a_list_that_was_saved_is_there(face: LoopFace) -> None:
    lists = face.workbench.lists
    lists.mkdir(parents=True, exist_ok=True)
    (lists / "Parasols.txt").write_text("parasol\numbrella\n", encoding="utf-8")
    try:
        preset = face.at("preset").last
        preset.focus()
        face.find("#preset option", has_text="Parasols").wait_for(state="attached")
        preset.select_option("Parasols")
        face.unfold("list")
        until_equal(face.page, face.box("keywords").input_value, "parasol\numbrella\n")
    finally:
        (lists / "Parasols.txt").unlink()


def begin(face: LoopFace, **body: object) -> None:
    """Run a session that another program has begun, and open the page afresh."""
    settings = {"want": "star", "steps": 1, "candidates": 1, "sampling_steps": 4, "keywords": WORDS}
    settings["target_score"] = 0
    body["settings"] = {**settings, **dict(body.pop("settings", {}))}  # type: ignore[call-overload]
    ended = """async body => {
        const send = async (path, method, body) => (await (await fetch(`clip-critic/v1/${path}`,
            {method, body, headers: {"Content-Type": "application/json"}})).json());
        let status = await send("sessions", "POST", JSON.stringify(body));
        while (["waiting", "running"].includes(status.state)) {
            await new Promise(done => setTimeout(done, 100));
            status = await send(`sessions/${status.session.id}`, "GET");
        }
        return status.session.steps.length;
    }"""
    assert face.page.evaluate(ended, body) == 2
    face.open()
    face.open_session()
    face.until_step(1)


def white_of(image: Any) -> float:
    """Return the share of white in a picture that is shown."""
    image.evaluate("image => image.decode()")
    encoded = image.evaluate(
        """async image => {
            const data = await (await fetch(image.src)).arrayBuffer();
            return Array.from(new Uint8Array(data));
        }"""
    )
    with Image.open(io.BytesIO(bytes(encoded))) as shown:
        return shown.convert("L").histogram()[255] / (shown.width * shown.height)


def test_a_session_that_is_opened_again_shows_its_mask(face: LoopFace, red_circle: Path) -> None:
    mask = Image.new("L", (64, 64))
    mask.paste(255, (0, 0, 64, 16))
    file = io.BytesIO()
    mask.save(file, "PNG")
    start, own = (base64.b64encode(data).decode() for data in (red_circle.read_bytes(), file.getvalue()))
    begin(face, picture=start, mask=own)
    assert white_of(face.find("cc-loop-start #mask img")) == 0.25
    assert enlarged(face, face.find("cc-loop-start #mask img")) > 200
    face.unfold("prompts")
    assert face.at("only_where").count() == 0, "it is shown once"
    assert face.at("new_start").count() == 0, "it is the session's own start"
    face.run()
    folders = [path.parent for path in (face.workbench.home / "sessions").glob("*/start.png")]
    masked = [(folder / "mask.png").is_file() for folder in folders]
    assert masked == [True, True], "a new session from the same start has the same mask"
    face.find("cc-loop-start #mask").get_by_role("button", name="Change everything").click()
    face.at("new_start").wait_for()


def test_a_session_that_is_opened_again_shows_the_place_of_its_word(face: LoopFace, red_circle: Path) -> None:
    start = base64.b64encode(red_circle.read_bytes()).decode()
    begin(face, picture=start, settings={"only_where": "red"})
    face.unfold("prompts")
    assert face.box("only_where").input_value() == "red"
    assert 0.02 < white_of(face.at("only_where").locator("img")) < 0.9
    assert enlarged(face, face.at("only_where").locator("img")) > 200
    assert face.find("cc-loop-start #mask").count() == 0
