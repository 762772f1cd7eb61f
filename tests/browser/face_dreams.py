"""The panel *Dreams* of the face, as the browser tests drive it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from tests.browser.face import PAGE
from tests.browser.states import until, until_equal
from tests.browser.workbench import SECOND, Workbench

FOLDS = ".setup details"


class DreamFace:
    """The panel, as a user sees it; settings and buttons by their names."""

    patience = 60
    """Seconds until something that does not come is missed."""

    def __init__(self, page: Any, workbench: Workbench) -> None:
        self.page = page
        self.workbench = workbench

    def open(self, name: str = "Dreams") -> DreamFace:
        """Open the page, or a fresh one, and wait until it knows the stored sessions and the presets."""
        self.page.set_default_timeout(self.patience * SECOND)
        with (
            self.page.expect_response(re.compile(r"/v1/sessions\?limit=[1-9]\d*&kind=dream")),
            self.page.expect_response(re.compile(r"/v1/dreams/presets")),
        ):
            self.page.goto(f"{self.workbench.address.rstrip('/')}{PAGE}")
            self.page.get_by_role("tab", name=name, exact=True).click()
        self.page.on("dialog", self._refuse)
        return self

    def _refuse(self, dialog: Any) -> None:
        self.page.evaluate("window.__hit = true")
        dialog.dismiss()

    def at(self, name: str) -> Any:
        return self.page.locator(f"cc-dreams #{name}")

    def find(self, selector: str, **options: str) -> Any:
        return self.page.locator(f"cc-dreams {selector}", **options)

    # What is dreamt

    def box(self, name: str) -> Any:
        """The input of a setting."""
        return self.find(f'cc-control[data-field="{name}"] :is(input, textarea, select)').first

    def set(self, **values: str) -> None:
        """Fill in settings by name, with all sections unfolded."""
        self.find(FOLDS).evaluate_all("all => all.forEach(details => { details.open = true })")
        for name, value in values.items():
            box = self.box(name)
            if box.evaluate("box => box.localName") == "select":
                box.select_option(value)
            else:
                box.fill(value)

    def quick(self, **values: str) -> None:
        """Enter a small dream, ready to be started."""
        usual = {"want": "red star", "frames": "2", "steps": "2", "cutouts": "2", "generator": "pixels"}
        self.set(**{**usual, "seed": "7", **values})

    def start_from(self, kind: str) -> None:
        self.find(f"cc-dream-start input[value={kind}]").check(force=True)

    def put(self, place: str, path: Path) -> None:
        """Choose a picture: place is ``cc-dream-start`` or ``#aim``."""
        self.find(f"{place} cc-picture-box input[type=file]").set_input_files(path)
        self.find(f"{place} cc-picture-box figure").wait_for()

    # The dream

    def until(self, text: str) -> None:
        """Wait until the work has ended so."""
        self.find("cc-progress .message[data-state]", has_text=text).wait_for()

    def frames(self) -> list[int]:
        tiles = self.find("cc-strip [data-step]")
        return [int(number) for number in tiles.evaluate_all("all => all.map(tile => tile.dataset.step)")]

    def kept(self) -> list[int]:
        """Return the numbers of all frames, of which only those in sight are in the page."""
        read = "async id => (await (await fetch(`clip-critic/v1/sessions/${id}`)).json()).session.steps"
        return [step["number"] for step in self.page.evaluate(read, self.session())]

    def until_frame(self, number: int) -> None:
        """Wait until there are so many frames: those out of sight are not in the page."""
        until(self.page, lambda: max(self.frames(), default=-1) >= number, self.frames)

    def chosen(self) -> list[int]:
        tiles = self.find("cc-strip [aria-pressed=true]")
        return [int(number) for number in tiles.evaluate_all("all => all.map(tile => tile.dataset.step)")]

    def until_chosen(self, number: int) -> None:
        until_equal(self.page, self.chosen, [number])

    def pick(self, number: int) -> None:
        """Select a frame; a click on the selected one would show it large."""
        if self.chosen() != [number]:
            self.find(f"cc-strip [data-step='{number}']").click()
        self.until_chosen(number)

    def open_session(self, session_id: str) -> DreamFace:
        self.find(f"cc-session-list [data-session='{session_id}']").click()
        self.find("cc-dream-player").wait_for()
        return self

    def session(self) -> str:
        """The id of the open dream."""
        return str(self.find("cc-session-list [aria-current=true]").get_attribute("data-session"))

    def download(self, name: str) -> Path:
        """Press one of the buttons that save a file, and return the file."""
        with self.page.expect_download() as taken:
            self.at(name).click()
        return Path(taken.value.path())
