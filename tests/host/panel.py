"""The panel *Rank keywords* of our tab in the WebUI, as a person uses it.

Playwright's selectors reach into open shadow roots, so that an element is found by its place alone.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from tests.host import screens
from tests.host.harness import HostError

RANK = "Rank keywords"
KEEP = "Keep those I would like"
COLLECT = "Add to a concept"
ENTRIES = (RANK, "Start feedback loop", COLLECT, "Dream from here", KEEP)
TAB = "CLIP Critic"
FACE = "clip-critic"
PANEL = "cc-rank"
PICTURE = f"{PANEL} cc-picture-box figure img"
MESSAGE = f"{PANEL} #message"
LIST_MESSAGE = f"{PANEL} cc-list-editor .message"
RESULT = f"{PANEL} cc-rank-result"
ACTIONS = f"{PANEL} cc-actions"
SECTIONS = {
    "ranking": ".ranking cc-word-rows .row",
    "groups": ".groups cc-word-rows .row",
    "contrasts": ".contrasts cc-word-rows .row",
    "audit": "cc-audited-prompt .phrase",
}
# A ranking's question has an id of its own.
MARK = "all => all.forEach(result => { result.dataset.seen = result.question })"
IS_NEW = "all => all.some(result => result.answer && result.question !== result.dataset.seen)"
# Typing a long list would take minutes.
PUT = "(box, text) => { box.value = text; box.dispatchEvent(new Event('input', {bubbles: true})) }"


def open_face(page: Any, panel: str) -> None:
    """Open our tab, and one of its panels by its title."""
    screens.open_tab(page, TAB)
    page.locator(f"{FACE} nav [role=tab]").filter(has_text=panel).click()


def open_panel(page: Any) -> None:
    """Open our tab, and its first panel."""
    screens.open_tab(page, TAB)
    page.locator(f"{FACE} nav [role=tab]").first.click()
    until_read(page)


def mark_result(page: Any) -> None:
    """Remember the result that is shown, so that the next one can be told from it."""
    page.eval_on_selector_all(RESULT, MARK)


def wait_result(page: Any, timeout: float = 60.0) -> None:
    """Wait for a new ranking; HostError has the message of a refusal."""
    end = time.monotonic() + timeout
    while not page.eval_on_selector_all(RESULT, IS_NEW):
        refused = page.locator(f"{MESSAGE}.error")
        if refused.count() or time.monotonic() > end:
            raise HostError(f"there is no new ranking: {message(page) or 'nothing is said'}")
        page.wait_for_timeout(50)


def rank_from_menu(page: Any, target: str) -> None:
    """Right-click a picture, choose our entry, wait for the ranking."""
    mark_result(page)
    assert RANK in screens.menu_entries(page, target)
    screens.choose(page, RANK)
    wait_result(page)


def rank(page: Any, keywords: str | None = None, picture: Path | None = None) -> None:
    """Press Rank in the open panel and wait for the ranking."""
    if picture is not None:
        put_picture(page, picture)
    if keywords is not None:
        set_keywords(page, keywords)
    mark_result(page)
    page.click(f"{PANEL} #rank")
    wait_result(page)


def put_picture(page: Any, picture: Path) -> None:
    """Choose a file for the panel's picture box, in place of what is there."""
    clear_picture(page)
    page.set_input_files(f"{PANEL} cc-picture-box input[type=file]", picture)
    page.wait_for_selector(f"{PANEL} cc-picture-box figure")


def clear_picture(page: Any) -> None:
    if page.locator(f"{PANEL} cc-picture-box figure").count():
        page.click(f"{PANEL} cc-picture-box #clear")
        page.wait_for_selector(f"{PANEL} cc-picture-box label.empty")


def unfold(page: Any, button: str) -> None:
    """Open the list's editor ("edit") or the other settings ("more")."""
    box = page.locator(f"{PANEL} #{button}")
    if box.get_attribute("aria-expanded") != "true":
        box.click()


def set_keywords(page: Any, text: str) -> None:
    unfold(page, "edit")
    page.wait_for_selector(f"{PANEL} #keywords")
    page.eval_on_selector(f"{PANEL} #keywords", PUT, text)


def keywords(page: Any) -> str:
    unfold(page, "edit")
    return str(page.input_value(f"{PANEL} #keywords"))


def set_more(page: Any, **values: str) -> None:
    """Fill in rows of the table by name."""
    unfold(page, "more")
    for name, value in values.items():
        page.locator(f'{PANEL} cc-control[data-field="{name}"] :is(input, textarea)').first.fill(value)


def set_text(page: Any, box: str, text: str) -> None:
    """Put a text into one of the host's boxes at once, also into one of another tab."""
    page.eval_on_selector(f"#{box} textarea", PUT, text)


def words(page: Any, section: str = "ranking") -> list[str]:
    """All keywords of one section of the result, from the best down; the phrases of the audit in order."""
    for button in page.locator(f"{RESULT} .{section} .more[aria-expanded=false]").all():
        button.click()
    found: list[str] = page.eval_on_selector_all(
        f"{RESULT} {SECTIONS[section]}", "all => all.map(row => row.dataset.word)"
    )
    return found


def ticks(page: Any, word: str) -> Any:
    """The boxes of a word, wherever it stands."""
    return page.locator(f"{RESULT} .row[data-word={word!r}] input")


def tick(page: Any, *chosen: str) -> None:
    for word in chosen:
        ticks(page, word).first.check()


def set_mode(page: Any, mode: str, weight: str = "1") -> None:
    page.select_option(f"{ACTIONS} #mode", mode)
    page.fill(f"{ACTIONS} #weight", weight)


def write_to(page: Any, target: str) -> str:
    """Press one of the writing buttons; return the prompt box's text when the page says it is done."""
    with page.expect_response("**/prompts/write"):
        page.click(f'{ACTIONS} [data-box="{target}"]')
    page.wait_for_selector(f"{ACTIONS} .bar[aria-busy=false]")
    return str(page.input_value(f"#{target} textarea"))


def wait_message(page: Any, kind: str = "message", place: str = MESSAGE) -> str:
    """Wait for a message of a kind (error, warning, done; any by default); return its text."""
    return str(page.wait_for_selector(f"{place}.{kind}", timeout=60_000).inner_text())


def message(page: Any) -> str:
    return "\n".join(page.locator(MESSAGE).all_inner_texts()).strip()


def until_read(page: Any) -> None:
    """Wait until the keyword lists are as the server has them."""
    page.wait_for_selector(f"{PANEL} #preset[aria-busy=false]")


def press(page: Any, button: str) -> str:
    """Press a button of the list's editor; return what it says when the answer is there."""
    unfold(page, "edit")
    with page.expect_response(lambda answer: "/clip-critic/v1/lists" in answer.url):
        page.click(f"{PANEL} cc-list-editor #{button}")
    until_read(page)
    return "\n".join(page.locator(LIST_MESSAGE).all_inner_texts())
