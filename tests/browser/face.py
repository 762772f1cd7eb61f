"""The face as the browser tests drive it: its panel *Rank keywords*, by what stands on the page.

Playwright's CSS selectors reach into open shadow roots, so that an element is found by its place alone.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from tests.browser.workbench import SECOND, Workbench

PAGE = "/"
REFUSALS = (r"Failed to load resource: the server responded with a status of (4(13|22|29)|503|507)",)
"""The browser's reports of requests that were answered with a sentence for the user."""
MORE = ("templates", "contrasts", "rounds", "threshold", "audit", "negative", "prompt", "squares", "encoder")
"""The rows behind the button with three dots."""
# Typing 100,000 lines, line by line, takes Chromium minutes.
PASTE = """(box, text) => {
    box.value = text;
    box.dispatchEvent(new Event("input", {bubbles: true}));
}"""


def face_tables(page: Any) -> dict[str, Any]:
    """What the server says of the page: ``/v1/face``, with the rows of all tables."""
    found = page.evaluate("async () => (await fetch('clip-critic/v1/face')).json()")
    return dict(found)


class RankFace:
    """The panel *Rank keywords*, as a user sees it."""

    patience = 60
    """Seconds until something that does not come is missed."""

    def __init__(self, page: Any, workbench: Workbench) -> None:
        self.page = page
        self.workbench = workbench

    def open(self, query: str = "") -> RankFace:
        """Open the page, or a fresh one, and wait until it shows its list."""
        self.page.set_default_timeout(self.patience * SECOND)
        with self.page.expect_response(re.compile(r"/v1/lists/")):
            self.page.goto(f"{self.workbench.address.rstrip('/')}{PAGE}{query}")
            self.at("rank").wait_for()
        # A dialog is what a script that slipped in would open.
        self.page.on("dialog", self._refuse)
        self.until_read()
        return self

    def _refuse(self, dialog: Any) -> None:
        self.page.evaluate("window.__hit = true")
        dialog.dismiss()

    def at(self, name: str) -> Any:
        return self.page.locator(f"cc-rank #{name}")

    def find(self, selector: str) -> Any:
        return self.page.locator(f"cc-rank {selector}")

    def row(self, name: str) -> Any:
        """The input of a row of the table."""
        return self.find(f'cc-control[data-field="{name}"] :is(input, textarea, select)').first

    # Before a ranking

    def until_read(self) -> None:
        """Wait until the keyword lists are as the server has them."""
        self.find("#preset[aria-busy=false]").wait_for()

    def put(self, path: Path | str | dict[str, object]) -> None:
        """Choose a picture, in place of the one that is there, and wait for what is said of it."""
        with self.page.expect_response(re.compile("/pictures/about")):
            self.find("cc-picture-box input[type=file]").set_input_files(path)
        self.find("cc-picture-box figure").wait_for()
        self.find(":is(.facts, #message.error)").first.wait_for()

    def clear(self) -> None:
        self.at("clear").click()
        self.find("cc-picture-box label.empty").wait_for()

    def unfold(self, name: str) -> None:
        """Open the list's editor ("edit") or the other settings ("more")."""
        if self.at(name).get_attribute("aria-expanded") != "true":
            self.at(name).click()

    def type(self, **texts: str) -> None:
        """Fill in rows by name; "on" and "off" for a flag."""
        for name, text in texts.items():
            if name in MORE:
                self.unfold("more")
                box = self.row(name)
                if text in ("on", "off"):
                    box.set_checked(text == "on")
                else:
                    box.fill(text)
            elif name in ("prompt_box", "negative_prompt"):
                self.at(name.removesuffix("_box")).fill(text)
            else:
                self.unfold("edit")
                box = self.at(name)
                if len(text) > 10_000:
                    box.evaluate(PASTE, text)
                else:
                    box.fill(text)

    @property
    def keywords(self) -> str:
        self.unfold("edit")
        return str(self.at("keywords").input_value())

    # A ranking

    def rank(self, seconds: float = 120) -> str:
        """Press Rank and wait for the end; returns the message, which is empty if all went well."""
        self.start()
        return self.wait(seconds)

    def start(self) -> None:
        marked = self.find(".ranking, #message")
        marked.evaluate_all("all => all.forEach(element => { element.dataset.old = 'yes' })")
        self._old = self.shown_question()
        self.at("rank").click()

    def shown_question(self) -> str:
        result = self.find("cc-rank-result")
        return str(result.evaluate("element => element.question")) if result.count() else ""

    def wait(self, seconds: float = 120) -> str:
        """Wait until the work is over; returns the message."""
        self.at("rank").wait_for(timeout=seconds * SECOND)
        return self.message()

    def message(self) -> str:
        return "\n".join(self.texts("#message"))

    def words(self, section: str = "ranking") -> list[str]:
        return list(self.find(f".{section} cc-word-rows .word bdi").all_inner_texts())

    def texts(self, selector: str) -> list[str]:
        return [text.strip() for text in self.find(selector).all_inner_texts()]

    def shares(self, section: str = "ranking") -> list[str]:
        return self.texts(f".{section} .share")

    def show_all(self, section: str = "ranking") -> None:
        for button in self.find(f".{section} .more[aria-expanded=false]").all():
            button.click()

    def ticks(self, word: str) -> Any:
        """All the boxes of a word: in the ranking, in groups, in contrasts."""
        return self.find(f'.row[data-word="{word}"] input')

    def ticked(self) -> set[str]:
        boxes = self.find(".row:has(input:checked)")
        return set(boxes.evaluate_all("rows => rows.map(row => row.dataset.word)"))

    def write(self, target: str = "prompt", mode: str = "append", weight: str = "1") -> str:
        """Press a writing button; returns the message."""
        bar = self.page.locator("cc-actions")
        bar.locator("#mode").select_option(mode)
        bar.locator("#weight").fill(weight)
        bar.locator(f'[data-box="{target}"]').click()
        bar.locator(".bar[aria-busy=false]").wait_for()
        said = str(bar.locator(".message").inner_text())
        assert said, f"{target} says nothing"
        return said

    # Lists

    def reload_lists(self) -> str:
        """Press the button that reads the names of all lists again; returns a message, if there is one."""
        self.unfold("edit")
        with self.page.expect_response(re.compile(r"/v1/lists$")):
            self.at("reload").click()
        self.until_read()
        return self.told()

    def press(self, button: str) -> str:
        """Press a button of the list's editor that says something, and return what it says."""
        self.unfold("edit")
        self.at(button).click()
        self.until_read()
        said = self.told()
        assert said, f"{button} says nothing"
        return said

    def told(self) -> str:
        return "\n".join(self.texts("cc-list-editor .message:is(.done, .warning, .error)"))

    def presets(self) -> list[str]:
        """The names of the lists to choose from."""
        return [name for name in self.at("preset").locator("option").all_inner_texts() if name != "–"]

    @property
    def chosen(self) -> str:
        return str(self.at("preset").input_value())

    def choose(self, preset: str) -> None:
        with self.page.expect_response(re.compile("/v1/lists/")):
            self.at("preset").select_option(preset)
        self.until_read()

    def save_as(self, name: str, text: str) -> str:
        self.type(keywords=text, other=name)
        return self.press("save-as")
