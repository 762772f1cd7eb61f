"""Our tab in the WebUI, as a person uses it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.host import screens

RANK = "Rank keywords"
ENTRIES = (RANK, "Start feedback loop")
PICTURE = "#clip_critic_picture img"
MESSAGE = "#clip_critic_message"
PRESET_MESSAGE = "#clip_critic_preset_message"
RESULT = "#clip_critic_result .clip-critic-ranking"


def open_panel(page: Any) -> None:
    screens.open_tab(page, "CLIP Critic")
    page.wait_for_selector("#clip_critic_rank", state="visible")


def mark_result(page: Any) -> None:
    """Remember the result that is shown, so that the next one can be told from it."""
    page.evaluate(
        "() => document.querySelectorAll('.clip-critic-result').forEach(one => one.dataset.old = 1)"
    )


def wait_result(page: Any, timeout: int = 60_000) -> None:
    """Wait for a new ranking."""
    page.wait_for_selector(".clip-critic-result:not([data-old])", timeout=timeout)


def rank_from_menu(page: Any, target: str) -> None:
    """Right-click a picture, choose our entry, wait for the ranking."""
    mark_result(page)
    assert RANK in screens.menu_entries(page, target)
    screens.choose(page, RANK)
    wait_result(page)


def rank(page: Any, keywords: str | None = None, picture: Path | None = None) -> None:
    """Press Rank in the open tab and wait for the ranking."""
    if picture is not None:
        put_picture(page, picture)
    if keywords is not None:
        page.fill("#clip_critic_keywords textarea", keywords)
    mark_result(page)
    page.click("#clip_critic_rank")
    wait_result(page)


def put_picture(page: Any, picture: Path) -> None:
    """Choose a file for the tab's picture box, in place of what is there."""
    clear_picture(page)
    page.set_input_files("#clip_critic_picture input[type=file]", picture)
    page.wait_for_selector(PICTURE)


def clear_picture(page: Any) -> None:
    if page.locator(PICTURE).count():
        page.click("#clip_critic_picture button[aria-label='Clear']")
        page.wait_for_selector(PICTURE, state="detached")


def set_text(page: Any, box: str, text: str) -> None:
    """Put a text into a box at once, also into one of another tab: typing a long one would take minutes."""
    page.eval_on_selector(
        f"#{box} textarea",
        "(box, text) => { box.value = text; box.dispatchEvent(new Event('input', {bubbles: true})) }",
        text,
    )


def words(page: Any, section: str = "ranking") -> list[str]:
    """The keywords of one section of the result, from the best down."""
    found: list[str] = page.eval_on_selector_all(
        f"#clip_critic_result .clip-critic-{section} .clip-critic-tick",
        "boxes => boxes.map(box => box.dataset.word)",
    )
    return found


def tick(page: Any, *chosen: str) -> None:
    for word in chosen:
        page.locator(f"{RESULT} .clip-critic-tick[data-word={word!r}]").check()


def write_to(page: Any, target: str) -> str:
    """Press one of the writing buttons; return the prompt box's text when the page says it is done."""
    forget(page, MESSAGE)
    page.click(f"#clip_critic_to_{target}")
    wait_message(page)
    page.wait_for_timeout(300)  # the text is put into the box right after the answer
    return str(page.input_value(f"#{target} textarea"))


def forget(page: Any, place: str) -> None:
    """Mark the messages that are shown, so that the next one can be told from them."""
    page.eval_on_selector_all(f"{place} div", "all => all.forEach(one => one.dataset.old = 1)")


def wait_message(page: Any, kind: str = "message", place: str = MESSAGE) -> str:
    """Wait for a new message of a kind (error, warning, done; any by default); return its text."""
    new = page.wait_for_selector(f"{place} .clip-critic-{kind}:not([data-old])", timeout=60_000)
    return str(new.inner_text())


def message(page: Any) -> str:
    return str(page.inner_text(MESSAGE)).strip()
