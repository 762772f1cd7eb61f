"""The panel *Feedback loop* of the face, as the browser tests drive it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from tests.browser.face import PAGE
from tests.browser.states import until_count, until_idle
from tests.browser.workbench import SECOND, Workbench

WORDS = "[Colours]\nred\nblue\ngreen\n[Shapes]\ncircle\nstar\nsquare\n[Backgrounds]\nwhite background\ndots\n"
MESSAGES = ":is(cc-loop #message, cc-loop cc-progress .message[data-state])"
FOLDS = {
    "prompts": (
        "prompt",
        "negative_prompt",
        "policy",
        "objective",
        "taste",
        "taste_weight",
        "hold",
        "rivals",
        "words_per_group",
    ),
    "host": ("checkpoint", "sampler", "sampling_steps", "cfg_scale", "width", "height", "styles"),
    "loop": ("schedule", "keep", "target_score", "stop_when", "patience", "seed", "encoder", "judge"),
}
FOLD = {name: fold for fold, names in FOLDS.items() for name in names}


class LoopFace:
    """The panel, as a user sees it; settings and buttons by their names."""

    patience = 60
    """Seconds until something that does not come is missed."""

    def __init__(self, page: Any, workbench: Workbench) -> None:
        self.page = page
        self.workbench = workbench

    def open(self, query: str = "") -> LoopFace:
        """Open the page, or a fresh one, and wait until it knows the stored sessions."""
        self.page.set_default_timeout(self.patience * SECOND)
        with self.page.expect_response(re.compile(r"/v1/sessions\?limit=[1-9]")):
            self.page.goto(f"{self.workbench.address.rstrip('/')}{PAGE}{query}")
            self.show()
        self.page.on("dialog", self._refuse)
        until_idle(self.page)
        return self

    def _refuse(self, dialog: Any) -> None:
        self.page.evaluate("window.__hit = true")
        dialog.dismiss()

    def show(self, name: str = "Feedback loop") -> None:
        """Choose a panel by its tab."""
        self.page.get_by_role("tab", name=name, exact=True).click()

    def at(self, name: str) -> Any:
        return self.page.locator(f"cc-loop #{name}")

    def find(self, selector: str, **options: str) -> Any:
        return self.page.locator(f"cc-loop {selector}", **options)

    # Before a session

    def put(self, path: Path | str | dict[str, object]) -> None:
        """Choose a start picture, and wait until its metadata is read."""
        with self.page.expect_response(re.compile("/pictures/about")):
            self.find("cc-picture-box input[type=file]").set_input_files(path)
        self.find("cc-picture-box figure").wait_for()

    def choose_start(self, label: str) -> None:
        self.find(".kinds").get_by_text(label, exact=True).click()

    def unfold(self, name: str) -> None:
        details = self.find(f"details#{name}")
        if details.get_attribute("open") is None:
            details.locator("summary").click()

    def box(self, name: str) -> Any:
        """The input of a setting."""
        if name == "keywords":
            return self.at("keywords")
        return self.find(f'cc-control[data-field="{name}"] :is(input, textarea, select)').first

    def set(self, **values: str) -> None:
        """Fill in settings by name, and unfold the section that contains them."""
        for name, value in values.items():
            if name == "keywords" or name in FOLD:
                self.unfold(FOLD.get(name, "list"))
            box = self.box(name)
            if box.evaluate("box => box.localName") == "select":
                box.select_option(value)
            else:
                box.fill(value)

    def ready(self, start: Path, **values: str) -> None:
        """Enter a small session, ready to be started."""
        self.put(start)
        usual = {"want": "star, blue", "keywords": WORDS, "steps": "2", "candidates": "2"}
        self.set(**{**usual, "sampling_steps": "4", "seed": "7", "target_score": "0", **values})

    # A session

    def press(self, name: str) -> None:
        self.at(name).click()

    def can(self, name: str) -> bool:
        return bool(self.at(name).is_enabled())

    def run(self, button: str = "start", seconds: float = 120) -> str:
        """Press a button and wait until nothing is at work any more; returns the message."""
        self.forget()
        self.press(button)
        return self.wait(seconds)

    def forget(self) -> None:
        self.find("#message, cc-loop cc-progress .message[data-state]").evaluate_all(
            "all => all.forEach(old => { old.dataset.old = old.textContent })"
        )

    def wait(self, seconds: float = 120) -> str:
        """Wait until a new message is there; a message that only became another one is new, too."""
        for _ in range(round(seconds * 10)):
            busy = self.find("cc-progress [role=progressbar]").count()
            found = self.page.locator(MESSAGES)
            news = found.evaluate_all(
                "all => all.filter(one => one.dataset.old !== one.textContent).map(one => one.textContent)"
            )
            if news and not busy:
                return "\n".join(text.strip() for text in news)
            self.page.wait_for_timeout(100)
        raise AssertionError(f"no message within {seconds} s")

    def doing(self) -> str:
        return str(self.find("cc-progress [role=status]").first.inner_text())

    def until_step(self, number: int, seconds: float = 120) -> None:
        self.find(f"cc-strip [data-step='{number}']").wait_for(timeout=seconds * SECOND)

    def steps(self) -> list[int]:
        tiles = self.find("cc-strip [data-step]")
        return [int(number) for number in tiles.evaluate_all("all => all.map(tile => tile.dataset.step)")]

    def chosen(self) -> list[int]:
        tiles = self.find("cc-strip [aria-pressed=true]")
        return [int(number) for number in tiles.evaluate_all("all => all.map(tile => tile.dataset.step)")]

    def shown_step(self) -> int:
        """The step that pictures, scores and prompts belong to."""
        return int(self.find("cc-loop-result .top").get_attribute("data-step"))

    def pick(self, number: int) -> None:
        """Select a step; a click on the selected one would show it large."""
        if self.chosen() != [number]:
            self.find(f"cc-strip [data-step='{number}']").click()
        self.find(f"cc-loop-result .top[data-step='{number}']").wait_for()

    # Stored sessions

    def sessions(self) -> list[str]:
        """The lines of the list of sessions."""
        self.unfold("sessions")
        return [text.strip() for text in self.find("cc-session-list [data-session]").all_inner_texts()]

    def listed(self, count: int) -> list[str]:
        """The lines of the list of sessions, once there are so many."""
        self.unfold("sessions")
        until_count(self.find("cc-session-list [data-session]"), count)
        return self.sessions()

    def open_session(self, place: int = 0) -> None:
        self.unfold("sessions")
        self.find("cc-session-list [data-session]").nth(place).click()

    def open_id(self) -> str:
        """The session that is marked as open in the list."""
        return str(self.find("cc-session-list [aria-current=true]").get_attribute("data-session"))

    def answer(self, name: str) -> str:
        """Answer the question that is asked, and return it."""
        dialog = self.find("dialog")
        question = str(dialog.locator("p").inner_text())
        dialog.get_by_role("button", name=name, exact=True).click()
        dialog.wait_for(state="detached")
        return question

    def download(self, button: str) -> Path:
        """Press one of the buttons that save a file, and return the file."""
        with self.page.expect_download() as taken:
            self.press(button)
        return Path(taken.value.path())
