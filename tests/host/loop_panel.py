"""The panel *Feedback loop* of our tab in the WebUI, as a person uses it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.host import drawing, panel, screens

ID = "clip_critic_loop"
TILE = f"#{ID}_gallery [data-step]"
BAR = "#tab_clip_critic .progressDiv .progress"
QUIET = "30"  # sampling steps of a session that is to last a while
FOLDED = {"keywords": "list", "seed": "more_loop", "sampling_steps": "more_host", "sampler": "more_host"}


def open_panel(page: Any) -> None:
    screens.open_tab(page, "CLIP Critic")
    page.locator("#clip_critic_panels > .tab-nav button").filter(has_text="Feedback loop").click()
    page.wait_for_selector(f"#{ID}_start", state="visible")


def put_picture(page: Any, picture: Path) -> None:
    """Choose the start picture, in place of what is there."""
    shown = f"#{ID}_picture img"
    if page.locator(shown).count():
        page.click(f"#{ID}_picture button[aria-label='Clear']")
        page.wait_for_selector(shown, state="detached")
    page.set_input_files(f"#{ID}_picture input[type=file]", picture)
    page.wait_for_selector(shown)


def fill(page: Any, **values: object) -> None:
    """Fill settings by name, unfolding what they stand in."""
    for name, value in values.items():
        box = page.locator(f"#{ID}_{name} textarea, #{ID}_{name} input").first
        if name in FOLDED and not box.is_visible():
            page.locator(f"#{ID}_{FOLDED[name]} .label-wrap").first.click()
            box.wait_for()
        box.fill(str(value))
        box.blur()


def choose(page: Any, name: str, label: str) -> None:
    """Choose among a setting's radio buttons."""
    page.locator(f"#{ID}_{name}").get_by_text(label, exact=True).click()


def ready(page: Any, start: Path, **values: object) -> None:
    """A small session from a picture, ready to be started."""
    open_panel(page)
    page.click(f"#{ID}_new")
    put_picture(page, start)
    defaults = {"want": "blue:1.5", "keywords": drawing.LIST, "prompt": "a large circle", "steps": 4}
    fill(page, **{**defaults, "candidates": 2, "seed": 7, "sampling_steps": 8, **values})


def press(page: Any, name: str) -> None:
    panel.forget(page, f"#{ID}_status")
    panel.forget(page, f"#{ID}_message")
    page.click(f"#{ID}_{name}")


def wait_message(page: Any, timeout: int = 120_000) -> str:
    """Wait until nothing is at work any more; what is said of it."""
    place = f":is(#{ID}_status, #{ID}_message) .clip-critic-message:not([data-old])"
    return str(page.wait_for_selector(place, timeout=timeout).inner_text())


def run(page: Any, button: str = "start") -> str:
    press(page, button)
    return wait_message(page)


def wait_step(page: Any, number: int, timeout: int = 120_000) -> None:
    page.wait_for_selector(f"#{ID}_gallery [data-step='{number}']", timeout=timeout)


def steps(page: Any) -> list[int]:
    """The steps in the gallery."""
    return [
        int(number) for number in page.eval_on_selector_all(TILE, "all => all.map(tile => tile.dataset.step)")
    ]


def prompt(page: Any, name: str = "next_prompt") -> str:
    return str(page.input_value(f"#{ID}_{name} textarea"))


def sessions(page: Any) -> list[str]:
    """The lines of the list of sessions, which is left open."""
    page.click(f"#{ID}_sessions input")
    page.wait_for_timeout(300)
    return [text.replace("✓", "").strip() for text in page.locator(f"#{ID}_sessions li").all_inner_texts()]


def open_session(page: Any, session: str) -> None:
    """Open an earlier session by its id."""
    sessions(page)
    page.locator(f"#{ID}_sessions li").filter(has_text=session).click()
