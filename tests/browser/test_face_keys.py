"""The panel *Rank keywords* without a mouse."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.face import RankFace
from tests.browser.states import until_idle

pytestmark = pytest.mark.browser

MOST_STOPS = 300
FOCUSED = """selector => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at?.matches(selector) ?? false;
}"""
# All visible, enabled controls of the panel; those of a list that the arrow keys walk are one.
CONTROLS = """() => {
    const deep = root => [...root.querySelectorAll("*")].flatMap(
        element => [element, ...(element.shadowRoot ? deep(element.shadowRoot) : [])]);
    const panel = deep(document).find(element => element.localName === "cc-rank");
    const kinds = "a[href], button, input, select, textarea, summary, [role=button], [tabindex]";
    const controls = deep(panel.shadowRoot).filter(
        element => element.matches(kinds) && element.checkVisibility() && !element.matches(":disabled"));
    const stops = new Map(); // the controls of each stop, by its first one, or by the list's element
    for (const control of controls) {
        const list = control.closest(".row") && control.getRootNode().host;
        const stop = list?.localName === "cc-word-rows" ? list : control;
        stops.set(stop, [...(stops.get(stop) ?? []), control]);
    }
    window.stops = [...stops.values()];
    window.reached = new Set();
    return window.stops.length;
}"""
REACH = """() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    const isAgain = window.reached.has(at);
    window.reached.add(at);
    return !isAgain;
}"""
MISSED = """() => window.stops.filter(stop => !stop.some(control => window.reached.has(control)))
    .map(stop => stop.at(0).outerHTML.slice(0, 100))"""


def go_to(face: RankFace, selector: str, key: str = "Tab") -> None:
    """Press the tabulator until an element has the focus."""
    for _ in range(MOST_STOPS):
        face.page.keyboard.press(key)
        if face.page.evaluate(FOCUSED, selector):
            return
    raise AssertionError(f"{key} does not come to {selector}")


def test_a_picture_is_ranked_and_a_word_is_written_by_keys_alone(face: RankFace, photo: Path) -> None:
    keys = face.page.keyboard
    face.page.on("filechooser", lambda chooser: None)  # Playwright awaits it before Enter comes
    go_to(face, "input[type=file]")
    with face.page.expect_file_chooser() as opened, face.page.expect_response("**/pictures/about"):
        keys.press("Enter")
        opened.value.set_files(photo)
    go_to(face, "#preset", "Shift+Tab")
    with face.page.expect_response("**/v1/lists/**"):
        keys.type("Painters")
    face.until_read()
    go_to(face, "#rank")
    keys.press("Enter")
    face.find(".ranking .row").first.wait_for()
    assert face.chosen == "Painters"

    second = face.words()[1]
    go_to(face, ".row input")
    keys.press("ArrowDown")
    keys.press("Space")
    assert face.ticked() == {second}
    go_to(face, "[data-box=prompt]")
    keys.press("Enter")
    face.page.locator("cc-actions .message", has_text="Written.").wait_for()
    assert face.find("cc-prompt-boxes #prompt").input_value() == second


@pytest.mark.parametrize("opened", ["edit", "more"])
def test_the_tabulator_comes_to_every_control(face: RankFace, generated: Path, opened: str) -> None:
    face.put(generated)
    face.type(contrasts="girl, woman\ncat, kitten, dog")
    assert face.rank() == ""
    face.ticks(face.words()[0]).first.check()
    face.unfold(opened)
    face.find("details").evaluate_all("all => all.forEach(details => { details.open = true })")
    face.find("cc-where [aria-busy=false] li").wait_for()
    until_idle(face.page)
    face.page.evaluate("document.activeElement.blur()")
    assert face.page.evaluate(CONTROLS) > 30
    face.page.get_by_role("tab").first.focus()
    for _ in range(MOST_STOPS):
        face.page.keyboard.press("Tab")
        if not face.page.evaluate(REACH):
            break
    assert face.page.evaluate(MISSED) == []
