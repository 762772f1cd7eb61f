"""The panel *Exhibition* with the bundled miniature: its size, the gallery, its cells, and what values do."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from clip_critic.sessions.exhibitions.session import MadeCell, lines_of, read_exhibition
from tests import chromium
from tests.browser.axe import SCREENS, serious
from tests.browser.face import REFUSALS
from tests.browser.face_exhibition import ExhibitionFace
from tests.browser.states import OPEN, until_count, until_equal, until_idle, until_still
from tests.browser.test_face_japanese import english
from tests.browser.workbench import Workbench, running

pytestmark = pytest.mark.browser

DONE = "All pictures are made."
AXES = "colour = red | blue | yellow\nshape = circle | star"
MANY = "colour = red | blue | yellow | green | orange | purple\nshape = circle | star | square | cross | ring"
PROMPT = "a {colour} {shape}"
EVIL = "<img src=x onerror=window.__hit=1>"
NO_TASTE = r"status of 404 .*/taste"
"""The browser's report where the server knows no taste."""


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    """A server that draws and sees with the miniature."""
    chromium.require_chromium()
    with running(tmp_path_factory.mktemp("hall"), "miniature") as workbench:
        call(workbench, "host")  # loads the models, which may take a busy machine minutes
        yield workbench


@pytest.fixture
def windows(browser: Any, hall: Workbench) -> Iterator[Callable[..., ExhibitionFace]]:
    before = len(hall.logged())
    with ExitStack() as stack:

        def open_window(name: str = "Exhibition", **options: Any) -> ExhibitionFace:
            opened = chromium.fresh_page(browser, noise=(*REFUSALS, NO_TASTE), local=True, **options)
            return ExhibitionFace(stack.enter_context(opened), hall).open(name)

        yield open_window
    assert not hall.tracebacks(before)


@pytest.fixture
def face(windows: Callable[..., ExhibitionFace]) -> ExhibitionFace:
    return windows()


def call(hall: Workbench, path: str, body: Any = None) -> Any:
    """Ask the server as another program does."""
    request = Request(f"{hall.address.rstrip('/')}/clip-critic/v1/{path}")
    if body is not None:
        request.data = json.dumps(body).encode()
        request.add_header("Content-Type", "application/json")
    with urlopen(request) as answer:
        return json.load(answer)


def created(hall: Workbench, **settings: Any) -> str:
    """The id of an exhibition that has not begun."""
    quick = {"sampling_steps": 2, "seed": 7, "seeds": 1, **settings}
    status = call(hall, "sessions/exhibition", {"settings": quick, "run": False})
    return str(status["session"]["id"])


def drawn(hall: Workbench, **settings: Any) -> str:
    """The id of an exhibition with all its pictures."""
    session_id = created(hall, **settings)
    status = call(hall, f"sessions/{session_id}/resume", {})
    while status["state"] in ("waiting", "running"):
        status = call(hall, f"sessions/{session_id}?newer_than={status['version']}&wait=5")
    assert status["session"]["made"] == status["session"]["pictures"], status
    return session_id


@pytest.fixture(scope="module")
def shown(hall: Workbench) -> str:
    """The id of an exhibition with 12 pictures: three colours, two shapes, two seeds."""
    return drawn(hall, prompt=PROMPT, axes=AXES, seeds=2, sampling_steps=4)


@pytest.fixture
def opened(face: ExhibitionFace, shown: str) -> ExhibitionFace:
    return open_session(face, shown)


def open_session(face: ExhibitionFace, session_id: str) -> ExhibitionFace:
    face.find(f"cc-session-list [data-session='{session_id}']").click()
    face.find("cc-gallery [data-cell]").first.wait_for()
    return face


# Before it begins


def test_its_size_is_said_before_it_starts(face: ExhibitionFace) -> None:
    assert face.at("plan").count() == 0
    face.set(prompt=PROMPT, axes=AXES, seeds="2")
    face.find("#plan", has_text="12 pictures to draw (6 cells x 2 seeds): about").wait_for()
    assert "MB on disk" in face.at("plan").inner_text()
    assert "a red circle" in face.at("plan").inner_text()
    face.set(axes="colour")
    face.find("#plan", has_text="Line 1 of the axes has no =").wait_for()


def test_a_study_fills_in_the_settings_and_says_what_it_does(face: ExhibitionFace) -> None:
    assert face.box("subject").count() == 0
    face.find("[data-study=emphasis]").click()
    assert "two pairs of brackets" in face.find("cc-studies p").inner_text()
    assert face.box("subject").input_value() == "blue"
    face.find("#plan", has_text="80 pictures to draw (5 cells x 16 seeds)").wait_for()
    face.find("[data-study=artists]").click()
    assert face.box("subject").input_value() == "Painters/Impressionist"
    face.set(prompt="my castle")
    face.find("[data-study=without]").click()
    assert face.box("prompt").input_value() == "my castle"
    assert face.find("[data-study=without]").get_attribute("aria-pressed") == "true"


def test_a_very_large_one_is_confirmed_first(face: ExhibitionFace, hall: Workbench) -> None:
    before = call(hall, "sessions?kind=exhibition")["sessions"]
    numbers = " | ".join(map(str, range(40)))
    face.set(axes=f"a = {numbers}\nb = {numbers}", prompt="{a} and {b}", seeds="1", sampling_steps="1")
    face.find("#plan", has_text="Set Most pictures (now 1000) to 1600").wait_for()
    face.start()
    dialog = face.find("dialog")
    dialog.wait_for()
    assert "1600 pictures to draw" in dialog.inner_text() and "Really draw so many?" in dialog.inner_text()
    dialog.get_by_role("button", name="Cancel").click()
    dialog.wait_for(state="detached")
    assert call(hall, "sessions?kind=exhibition")["sessions"] == before
    face.start()
    dialog.get_by_role("button", name="Start").click()
    face.made(1)
    assert face.box("most_pictures").input_value() == "1600"
    face.at("interrupt").click()
    face.until("Interrupted")


def test_what_cannot_be_drawn_is_refused_with_its_reason(face: ExhibitionFace) -> None:
    face.set(prompt="a {colour} circle, big", axes="colour = [red | blue")
    face.start()
    face.find("#message", has_text="changes how the rest of the prompt is read").wait_for()


# The gallery


def test_it_grows_in_two_windows_and_goes_on_after_a_reload(windows: Callable[..., ExhibitionFace]) -> None:
    first, second = windows(), windows()
    first.set(prompt=PROMPT, axes=MANY, seeds="6", sampling_steps="12")
    first.start()
    first.made(2)
    empty = first.find("cc-gallery .empty").last  # the last one to be drawn
    assert "not made yet" in empty.get_attribute("aria-label")
    second.made(2)  # a window that shows nothing shows what is at work
    first.open()
    first.made(4)
    second.at("interrupt").click()
    first.until("Interrupted")
    second.until("Interrupted")
    assert first.session() == second.session()
    first.at("resume").click()
    first.find("cc-progress [data-state=running]").wait_for()
    first.at("interrupt").click()
    first.until("Interrupted")


def test_rows_columns_and_sliders(opened: ExhibitionFace) -> None:
    heads = opened.find("cc-gallery [role=columnheader] .title")
    until_equal(opened.page, heads.all_inner_texts, ["circle", "star"])
    sides = opened.find("cc-gallery [role=rowheader]")
    until_equal(opened.page, sides.all_inner_texts, ["red", "blue", "yellow"])
    opened.until_cells(0, 2, 4, 6, 8, 10)
    opened.find("cc-gallery-bar [data-axis=Seed] input").fill("1")
    opened.cell(1).wait_for()
    opened.until_cells(1, 3, 5, 7, 9, 11)
    opened.find("cc-gallery-bar #columns").select_option(label="colour")
    opened.find("cc-gallery [role=rowheader]", has_text="star").wait_for()
    until_equal(opened.page, heads.all_inner_texts, ["red", "blue", "yellow"])
    opened.until_cells(1, 5, 9, 3, 7, 11)
    opened.find("cc-gallery-bar #rows").select_option(label="Seed")
    opened.find("cc-gallery-bar [data-axis=shape]").wait_for()
    opened.until_cells(0, 4, 8, 1, 5, 9)


def test_cells_are_sorted_by_a_measure(opened: ExhibitionFace, hall: Workbench, shown: str) -> None:
    options = opened.find("cc-gallery-bar #order option")
    assert "taste" not in options.evaluate_all("all => all.map(option => option.value)")
    opened.order_by(order="own")
    opened.until_cells(*call(hall, f"sessions/{shown}/values?measure=own")["order"])
    opened.order_by(order="similarity")
    opened.order_by(word="blue")
    found = call(hall, f"sessions/{shown}/values?measure=similarity&word=blue")
    opened.cell(found["order"][0]).locator(
        "b", has_text=f"{found['values'][found['order'][0]]:.3f}"
    ).wait_for()
    opened.until_cells(*found["order"])
    opened.order_by(order="share")
    opened.find("cc-gallery .caption b", has_text="%").first.wait_for()
    opened.find("cc-gallery-bar #order").select_option("")
    opened.find("cc-gallery [role=rowheader]").first.wait_for()
    opened.until_cells(0, 2, 4, 6, 8, 10)


def test_the_keys_move_open_close_and_enlarge(opened: ExhibitionFace) -> None:
    keys = opened.page.keyboard
    assert opened.find("cc-gallery .cell[tabindex='0']").count() == 1
    opened.cell(0).focus()
    for key, name in (
        ("ArrowRight", "colour: red, shape: star"),
        ("ArrowDown", "colour: blue, shape: star"),
        ("Home", "colour: blue, shape: circle"),
        ("PageDown", "colour: yellow, shape: circle"),
        ("Control+Home", "colour: red, shape: circle"),
        ("End", "colour: red, shape: star"),
        ("Control+End", "colour: yellow, shape: star"),
        ("PageUp", "colour: red, shape: star"),
    ):
        keys.press(key)
        opened.until_focused(name)
    width = opened.cell(0).bounding_box()["width"]
    keys.press("-")
    opened.page.wait_for_function(
        "([cell, width]) => cell.getBoundingClientRect().width < width",
        arg=[opened.cell(0).element_handle(), width],
    )
    keys.press("Enter")
    opened.find("cc-cell #prompt", has_text="a red star").wait_for()
    keys.press("ArrowDown")
    opened.find("cc-cell #prompt", has_text="a blue star").wait_for()
    keys.press("Escape")
    opened.find("cc-cell").wait_for(state="detached")
    opened.until_focused("colour: blue, shape: star")


def test_a_large_gallery_has_only_what_is_in_sight_in_the_page(face: ExhibitionFace, hall: Workbench) -> None:
    numbers = " | ".join(map(str, range(100)))
    session_id = created(hall, prompt="{a} {b}", axes=f"a = {numbers}\nb = {numbers}", most_pictures=10_000)
    face.open()
    open_session(face, session_id)
    grid = face.find("cc-gallery [role=grid]")
    assert (grid.get_attribute("aria-rowcount"), grid.get_attribute("aria-colcount")) == ("101", "101")
    face.cell(0).focus()
    assert len(face.cells()) < 400
    face.page.keyboard.press("Control+End")
    face.until_focused("a: 99, b: 99")
    until_still(face.page)
    assert len(face.cells()) < 400
    head, side = face.find("cc-gallery .column", has_text="99"), face.find("cc-gallery .side", has_text="99")
    box, frame = face.cell(9999).bounding_box(), grid.bounding_box()
    assert head.bounding_box()["y"] == pytest.approx(frame["y"], abs=3), "the headers stay in sight"
    assert side.bounding_box()["x"] == pytest.approx(frame["x"], abs=3)
    assert head.bounding_box()["y"] < box["y"] and side.bounding_box()["x"] < box["x"]
    assert box["y"] + box["height"] <= frame["y"] + frame["height"]
    call(hall, f"sessions/{session_id}/interrupt", {})


def test_a_cell_that_failed_is_marked_with_its_reason(face: ExhibitionFace, hall: Workbench) -> None:
    session_id = created(hall, prompt=PROMPT, axes=AXES)
    folder = hall.home / "sessions" / "exhibition" / session_id
    first = read_exhibition(folder).plan.queue[0]
    lines_of(folder).append(asdict(MadeCell(1, first.key, "first", error=f"Out of memory: {EVIL}")))
    face.open()
    open_session(face, session_id)
    face.at("resume").click()
    face.until("except those that could not be made")
    failed = face.find("cc-gallery .failed")
    until_count(failed, 1)
    assert "Out of memory" in failed.get_attribute("title")
    assert failed.inner_text() == f"Out of memory: {EVIL}"
    face.open_cell(0)
    assert "Out of memory" in face.find("cc-cell .error").inner_text()
    assert face.page.evaluate("window.__hit") is None


# A cell


def test_a_cell_shows_what_clip_sees_and_where(opened: ExhibitionFace) -> None:
    opened.open_cell(2)
    cell = opened.find("cc-cell")
    assert cell.locator("#name").inner_text() == "colour: red, shape: star"
    assert (cell.locator("#prompt").inner_text(), cell.locator("#seed").inner_text()) == ("a red star", "7")
    titles, words = cell.locator("section h3 bdi"), cell.locator(".row .word")
    until_equal(opened.page, titles.all_inner_texts, ["colour", "shape"])
    until_equal(
        opened.page, lambda: sorted(words.all_inner_texts()), ["blue", "circle", "red", "star", "yellow"]
    )
    cell.locator("[data-word=red] input").check()
    cell.locator("cc-where cc-glow").wait_for()
    cell.locator("#next").click()
    cell.locator("#name", has_text="colour: red, shape: star").wait_for()  # the last one of its row
    cell.locator("#previous").click()
    cell.locator("#name", has_text="colour: red, shape: circle").wait_for()
    cell.locator("cc-where cc-glow").wait_for()  # the tick is still there
    cell.locator("cc-where li button").click()
    opened.page.locator("cc-where-large dialog[open]").wait_for()
    opened.page.keyboard.press("Escape")
    opened.page.locator("cc-where-large").wait_for(state="detached")
    assert cell.count() == 1


def test_the_large_view_moves_along_the_row_and_comes_back(opened: ExhibitionFace) -> None:
    opened.open_cell(0)
    opened.find("cc-cell .large").click()
    title = opened.page.locator(".pswp__clip-critic-title")
    title.get_by_text("shape: circle").wait_for()
    opened.page.locator(OPEN).wait_for()
    opened.page.keyboard.press("ArrowRight")
    title.get_by_text("shape: star").wait_for()
    opened.page.keyboard.press("Escape")
    opened.find("cc-cell #name", has_text="shape: star").wait_for()


def test_a_cell_is_sent_to_the_other_panels(opened: ExhibitionFace) -> None:
    opened.open_cell(0)
    opened.find("cc-cell #to_loop:enabled").click()
    opened.page.locator("cc-loop #from_picture", has_text="From the picture").wait_for()
    opened.find("cc-cell").wait_for(state="detached")
    prompt = opened.page.locator('cc-loop cc-control[data-field="prompt"] textarea')
    assert prompt.input_value() == "a red circle"
    opened.page.get_by_role("tab", name="Exhibition").click()
    opened.open_cell(2)
    opened.find("cc-cell #to_rank:enabled").click()
    opened.page.locator("cc-rank .ranking").wait_for()
    assert opened.page.locator("cc-prompt-boxes #prompt").input_value() == "a red star"


# What the values do


def test_effects_are_shown_sorted_and_chosen(opened: ExhibitionFace, hall: Workbench, shown: str) -> None:
    rows = opened.find("cc-effects tbody tr")
    rows.first.wait_for()
    found = call(hall, f"sessions/{shown}/effects")
    until_count(rows, len(found["effects"]))
    assert "Intervals need 8 seeds." in opened.find("cc-effects .hint").first.inner_text()
    opened.find("cc-effects [data-sort=mean]").click()
    largest = max(found["effects"], key=lambda effect: effect["mean"])
    assert largest["word"] in rows.first.inner_text()
    assert opened.find("cc-effects th[aria-sort]").get_attribute("aria-sort") == "descending"
    opened.find("cc-effects [data-sort=mean]").click()
    assert min(found["effects"], key=lambda effect: effect["mean"])["word"] in rows.first.inner_text()
    opened.find("cc-effects #word").select_option("star")
    assert set(opened.find("cc-effects td:nth-child(2)").all_inner_texts()) == {"star"}
    with opened.page.expect_response(re.compile("effects.measure=share")):
        opened.find("cc-effects #measure").select_option("share")
    opened.find("cc-effects td:nth-child(3)", has_text="%").first.wait_for()
    legend = opened.find("cc-split .legend").inner_text()
    assert all(name in legend for name in ("colour", "shape", "only their mix", "the seed", "chance"))


def test_it_is_exported(opened: ExhibitionFace) -> None:
    found: dict[str, str] = {}
    for name in ("report", "cells", "effects_csv"):
        with opened.page.expect_download() as taken:
            opened.at(name).click()
        found[name] = Path(taken.value.path()).read_text(encoding="utf-8-sig")
    assert "<html" in found["report"]
    assert len(list(csv.reader(found["cells"].splitlines()))) == 13
    assert next(csv.reader(found["effects_csv"].splitlines()))[:2] == ["axis", "value"]


def test_it_is_extended_and_deleted(face: ExhibitionFace, hall: Workbench) -> None:
    session_id = created(hall, prompt=PROMPT, axes="colour = red | blue")
    face.open()
    open_session(face, session_id)
    face.at("resume").click()
    face.until(DONE)
    face.set(axes="colour = red | blue | yellow")
    face.find("#plan", has_text="1 pictures to draw").wait_for()
    face.at("resume").click()
    face.find("cc-gallery [role=rowheader]", has_text="yellow").wait_for()
    face.find("cc-toolbar", has_text="3 of 3 pictures").wait_for()
    face.until(DONE)
    # What is still being read of an exhibition when it is deleted is not found.
    face.page.watch.expect(rf"status of 404 .*/sessions/{session_id}/")
    face.at("delete").click()
    face.find("dialog").get_by_role("button", name="Delete").click()
    face.find(f"cc-session-list [data-session='{session_id}']").wait_for(state="detached")
    face.find("cc-gallery").wait_for(state="detached")


# How it looks


def test_names_are_text_everywhere(face: ExhibitionFace) -> None:
    face.set(
        prompt="{name}, {other}", axes=f"name = {EVIL} | b\nother = {EVIL} | d", seeds="1", sampling_steps="1"
    )
    face.find("#plan", has_text="4 pictures").wait_for()
    face.start()
    face.until(DONE)
    face.find("cc-effects tbody tr").first.wait_for()
    face.order_by(order="own")
    face.order_by(order="similarity")
    face.find("cc-gallery-bar #order").select_option("")
    face.find("cc-gallery [role=rowheader]").first.wait_for()
    assert face.find("cc-gallery [role=rowheader]").first.inner_text() == EVIL
    face.open_cell(0)
    assert EVIL in face.find("cc-cell #name").inner_text()
    face.find("cc-cell .row input").first.check()
    face.find("cc-cell cc-where li").first.wait_for()
    face.page.keyboard.press("Escape")
    assert face.page.evaluate("window.__hit") is None
    assert face.find(":is(script, img[onerror])").count() == 0


@SCREENS
def test_axe_finds_nothing_serious(
    windows: Callable[..., ExhibitionFace], shown: str, options: dict[str, bool]
) -> None:
    face = windows(**options)
    face.find("[data-study=emphasis]").click()
    face.at("plan").wait_for()
    assert serious(face.page) == []
    open_session(face, shown)
    face.find("cc-effects tbody tr").first.wait_for()
    face.until_in_sight()
    assert serious(face.page) == []
    face.order_by(order="own")
    assert serious(face.page) == []
    face.open_cell(face.cells()[0])
    face.find("cc-cell .row input").first.check()
    face.find("cc-cell cc-where cc-glow").wait_for()
    assert serious(face.page) == []


@SCREENS
def test_nothing_is_out_of_reach(
    windows: Callable[..., ExhibitionFace], shown: str, options: dict[str, bool]
) -> None:
    face = open_session(windows(**options), shown)
    face.find("cc-effects tbody tr").first.wait_for()
    until_idle(face.page)
    width = face.page.evaluate("innerWidth")
    assert face.page.evaluate("document.documentElement.scrollWidth") <= width
    for name in ("cc-gallery", "cc-effects", "cc-gallery-bar select >> nth=0", "#start", "#report"):
        box = face.find(name).first.bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= width + 1, name
    face.open_cell(0)
    until_idle(face.page)
    box = face.find("cc-cell dialog").bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= width + 1


def test_nothing_is_english_in_japanese(windows: Callable[..., ExhibitionFace], shown: str) -> None:
    face = windows("展覧会", locale="ja")
    face.find("[data-study=emphasis]").click()
    face.at("plan").wait_for()
    names = {PROMPT, "a small blue circle", "colour", "shape", "red", "blue", "yellow", "circle", "star"} | {
        "colour: red, shape: circle"
    }
    assert set(english(face.page)) - names == set()
    open_session(face, shown)
    face.find("cc-effects tbody tr").first.wait_for()
    assert set(english(face.page)) - names == set()
    face.open_cell(0)
    assert set(english(face.page)) - names == set()
