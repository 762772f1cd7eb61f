"""The panel of a kind of session that has nothing but its table and one line in the list: the toy's."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests import chromium
from tests.browser.axe import SCREENS, serious
from tests.browser.face import PAGE, REFUSALS
from tests.browser.states import close_large, until_count
from tests.browser.workbench import SECOND, Workbench, running
from tests.sessions.toy.counting import FULL

pytestmark = pytest.mark.browser

PROGRAM = (
    "-c",
    "from clip_critic.cli.app import make_app\n"
    "from clip_critic.sessions.kinds import KINDS\n"
    "from tests.sessions.toy.counting import ToyKind\n"
    "KINDS.append(ToyKind())\n"
    "make_app()()\n",
)


class ToyFace:
    """The panel, by what stands on it."""

    def __init__(self, page: Any, workbench: Workbench) -> None:
        self.page = page
        self.address = workbench.address.rstrip("/") + PAGE

    def open(self) -> ToyFace:
        self.page.goto(self.address)
        self.page.get_by_role("tab", name="Grey squares").click()
        return self

    def at(self, name: str) -> Any:
        return self.page.locator(f"cc-session#toy #{name}")

    def find(self, selector: str, **options: str) -> Any:
        return self.page.locator(f"cc-session#toy {selector}", **options)

    def set(self, **values: str) -> None:
        for name, value in values.items():
            self.find(f'cc-control[data-field="{name}"] input').fill(value)

    def until_step(self, number: int) -> None:
        self.find(f"cc-strip [data-step='{number}']").wait_for(timeout=60 * SECOND)

    def shown_step(self) -> int:
        """The step that is selected: the newest one, unless another was picked."""
        return int(self.at("text").inner_text().split()[1])

    def until(self, text: str) -> None:
        self.find("cc-progress .message", has_text=text).wait_for(timeout=60 * SECOND)


@pytest.fixture(scope="module")
def toys(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    """A server with one kind of session more."""
    chromium.require_chromium()
    with running(tmp_path_factory.mktemp("toys"), "miniature", PROGRAM) as workbench:
        yield workbench


@pytest.fixture
def windows(browser: Any, toys: Workbench) -> Iterator[Callable[..., ToyFace]]:
    with ExitStack() as stack:

        def open_window(**options: Any) -> ToyFace:
            opened = chromium.fresh_page(browser, noise=REFUSALS, local=True, **options)
            return ToyFace(stack.enter_context(opened), toys).open()

        yield open_window


@pytest.fixture
def face(windows: Callable[..., ToyFace]) -> ToyFace:
    return windows()


def test_it_is_started_watched_and_exported(face: ToyFace) -> None:
    labels = face.find("cc-control label .name").all_inner_texts()
    assert [label.split("\n")[0].strip() for label in labels] == ["Count", "Side", "Pause", "Label"]
    assert not face.at("resume").is_enabled() and not face.at("interrupt").is_enabled()
    assert face.at("step").count() == 0, "only kinds that can make a step by hand have the button"
    face.set(count="3", label="mouse")
    face.at("start").click()
    face.until(FULL)
    until_count(face.find("cc-strip [data-step]"), 3)
    assert face.at("text").inner_text() == "Step 3 mouse 191"
    face.find("cc-strip [data-step='1']").click()
    assert face.at("text").inner_text() == "Step 1 mouse 127"
    face.find("cc-compare img").click()
    face.page.locator(".pswp__clip-critic-title", has_text="mouse 127").wait_for()
    close_large(face.page)
    with face.page.expect_download() as taken:
        face.at("report").click()
    assert "mouse 191" in Path(taken.value.path()).read_text(encoding="utf-8")
    with face.page.expect_download() as taken:
        face.at("json").click()
    assert len(json.loads(Path(taken.value.path()).read_text(encoding="utf-8"))["steps"]) == 3


def test_it_is_interrupted_found_again_and_resumed(face: ToyFace) -> None:
    face.set(count="500", pause="0.1")
    face.at("start").click()
    face.until_step(2)
    face.open()
    face.until_step(3)  # a window that opens shows what is at work
    face.at("interrupt").click()
    face.until("Interrupted")
    count = face.shown_step()
    face.set(count=str(count + 1), pause="0")
    face.at("resume").click()
    face.until(FULL)
    assert face.shown_step() == count + 1
    assert not face.at("resume").is_enabled()


def test_it_is_opened_from_the_list_and_deleted(face: ToyFace) -> None:
    face.set(count="1")
    face.at("start").click()
    face.until(FULL)
    face.find("cc-session-list [aria-current=true]").wait_for(state="attached")  # the list has it
    face.at("new").click()
    until_count(face.find("cc-strip [data-step]"), 0)
    rows = face.find("cc-session-list [data-session]")
    before = rows.count()
    rows.first.click()
    face.until_step(1)
    session_id = face.find("cc-session-list [aria-current=true]").get_attribute("data-session")
    face.at("delete").click()
    dialog = face.find("dialog")
    assert session_id in dialog.inner_text()
    dialog.get_by_role("button", name="Delete").click()
    face.find(f"cc-session-list [data-session='{session_id}']").wait_for(state="detached")
    until_count(rows, before - 1)


def test_hundreds_of_steps_keep_the_page_small(face: ToyFace) -> None:
    face.set(count="300", side="8")
    face.at("start").click()
    face.until(FULL)
    face.find("cc-strip [aria-pressed=true]").wait_for()
    assert face.find("cc-strip [data-step]").count() < 60, "only those in sight are in the page"
    assert face.at("text").inner_text().startswith("Step 300 ")
    face.find("cc-strip [aria-pressed=true]").focus()
    face.page.keyboard.press("Home")
    face.find("cc-strip [data-step='1'][aria-pressed=true]").wait_for()


def test_a_wrong_setting_is_reported(face: ToyFace) -> None:
    face.set(count="0")
    face.at("start").click()
    assert "Count: 0 is not between 1 and 1000" in face.at("message").inner_text()
    face.set(count="1")
    assert face.at("message").count() == 0


@SCREENS
def test_axe_finds_nothing_serious(windows: Callable[..., ToyFace], options: dict[str, bool]) -> None:
    face = windows(**options)
    face.set(count="2")
    face.at("start").click()
    face.until(FULL)
    assert serious(face.page) == []
    face.at("delete").click()
    face.find("dialog").wait_for()
    assert serious(face.page) == []
