"""The panel *Feedback loop* of our tab in the WebUI, as a person uses it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from tests.browser.states import until_still
from tests.host import drawing, panel
from tests.host.harness import HostError

TITLE = "Feedback loop"
PANEL = "cc-loop"
TILE = f"{PANEL} cc-strip [data-step]"
START = f"{PANEL} cc-loop-start cc-picture-box"
AT_WORK = f"{PANEL} cc-progress .work"
BAR = f"{AT_WORK} [role=progressbar]"
ENDED = f"{PANEL} cc-progress .message[data-state]"
REFUSED = f"{PANEL} #message"
FORGET = "all => all.forEach(old => { old.dataset.old = old.textContent })"
NEWS = "all => all.filter(one => one.dataset.old !== one.textContent).map(one => one.textContent.trim())"
# Unfold whatever an element stands in.
UNFOLD = """element => {
    for (let place = element; place; place = place.parentNode ?? place.host) {
        if (place.tagName === "DETAILS") place.open = true;
    }
}"""


def open_panel(page: Any) -> None:
    panel.open_face(page, TITLE)
    page.wait_for_selector(f"{PANEL} #start", state="visible")


def put_picture(page: Any, picture: Path) -> None:
    """Choose the start picture, in place of what is there, and wait until its metadata is read."""
    if page.locator(f"{START} #clear").count():
        page.click(f"{START} #clear")
        page.wait_for_selector(f"{START} label.empty")
    with page.expect_response("**/pictures/about"):
        page.set_input_files(f"{START} input[type=file]", picture)
    page.wait_for_selector(f"{START} figure img")
    until_still(page)  # what the picture brings along is said


def row(page: Any, name: str) -> Any:
    """A setting's control, unfolded."""
    place = (
        "#keywords" if name == "keywords" else f'cc-control[data-field="{name}"] :is(input, textarea, select)'
    )
    box = page.locator(f"{PANEL} cc-loop-settings {place}").first
    box.evaluate(UNFOLD)
    return box


def fill(page: Any, **values: object) -> None:
    """Fill settings by name."""
    for name, value in values.items():
        row(page, name).fill(str(value))


def choose(page: Any, name: str, choice: str) -> None:
    row(page, name).select_option(choice)


def ready(page: Any, start: Path, **values: object) -> None:
    """A small session from a picture, ready to be started."""
    open_panel(page)
    if page.is_enabled(f"{PANEL} #new"):
        page.click(f"{PANEL} #new")
    put_picture(page, start)
    defaults = {"want": "blue:1.5", "keywords": drawing.LIST, "prompt": "a large circle", "steps": 4}
    few = {"candidates": 2, "seed": 7, "sampling_steps": 8, "target_score": 0}
    fill(page, **{**defaults, **few, **values})


def press(page: Any, button: str) -> None:
    """Press a button of the toolbar, and wait for the answer; what was said before is old from then on."""
    page.eval_on_selector_all(f":is({ENDED}, {REFUSED})", FORGET)
    with page.expect_response(lambda answer: answer.request.method == "POST" and "/sessions" in answer.url):
        page.click(f"{PANEL} #{button}")


def wait_message(page: Any, timeout: float = 120.0) -> str:
    """Wait until nothing is at work any more; what is said of it, and was not before a button was pressed."""
    end = time.monotonic() + timeout
    while time.monotonic() < end:
        if refused := page.eval_on_selector_all(REFUSED, NEWS):
            return str(refused[0])
        if not page.locator(AT_WORK).count() and (ended := page.eval_on_selector_all(ENDED, NEWS)):
            return str(ended[0])
        page.wait_for_timeout(50)
    raise HostError("the session did not end")


def run(page: Any, button: str = "start") -> str:
    press(page, button)
    return wait_message(page)


def wait_step(page: Any, number: int, timeout: int = 120_000) -> None:
    page.wait_for_selector(f"{PANEL} cc-strip [data-step='{number}']", timeout=timeout)


def steps(page: Any) -> list[int]:
    """The steps in the film strip."""
    return [
        int(number) for number in page.eval_on_selector_all(TILE, "all => all.map(tile => tile.dataset.step)")
    ]


def pick(page: Any, number: int) -> None:
    """Select a step."""
    page.click(f"{PANEL} cc-strip [data-step='{number}']")
    page.wait_for_selector(f"{PANEL} cc-loop-result .top[data-step='{number}']")


def open_session(page: Any, session: str) -> None:
    """Open an earlier session by its id."""
    listed = page.locator(f"{PANEL} cc-session-list [data-session='{session}']")
    listed.evaluate(UNFOLD)
    listed.click()
