"""The panel *Concepts* of the face, as the browser tests drive it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.browser.face import PAGE
from tests.browser.states import until_equal
from tests.browser.workbench import SECOND, Workbench

LISTED = re.compile(r"/v1/concepts$")
STATE = re.compile(r"/concept-tasks/[^/]+$")


class ConceptsFace:
    """The panel, as a user sees it."""

    patience = 120
    """Seconds until something that does not come is missed."""

    def __init__(self, page: Any, workbench: Workbench) -> None:
        self.page = page
        self.workbench = workbench

    def open(self, title: str = "Concepts") -> ConceptsFace:
        """Open the page, or a fresh one, and wait until it knows which concepts there are."""
        self.page.set_default_timeout(self.patience * SECOND)
        with self.page.expect_response(LISTED):
            self.page.goto(self.workbench.address.rstrip("/") + PAGE)
            self.page.get_by_role("tab", name=title, exact=True).click()
        self.find("[aria-pressed=true]").first.wait_for()
        self.page.on("dialog", self._refuse)
        return self

    def _refuse(self, dialog: Any) -> None:
        self.page.evaluate("window.__hit = true")
        dialog.dismiss()

    def find(self, selector: str, **options: Any) -> Any:
        return self.page.locator(f"cc-concepts {selector}", **options)

    def show(self, view: str) -> None:
        """Open a view: "list", "start" or "breed"."""
        self.find(f"#view-{view}").click()

    # The list

    def names(self) -> list[str]:
        return list(self.find("[data-concept]").evaluate_all("all => all.map(one => one.dataset.concept)"))

    def choose(self, name: str) -> None:
        """Choose a concept, and wait for what an encoder says about it."""
        self.find(f'[data-concept="{name}"]').click()
        self.find("#keyword", has_text=f"<{name}>").wait_for()
        self.find("#vectors[aria-busy=false]").wait_for()

    # Starting

    def start(self, selector: str, **options: Any) -> Any:
        return self.page.locator(f"cc-concept-start {selector}", **options)

    def put(self, files: Sequence[Path], box: str = "#whole", count: int | None = None) -> None:
        """Add pictures to a set, and wait until so many are shown."""
        pictures = self.start(f"cc-collecting{box} [data-picture]")
        there = pictures.count() + len(files) if count is None else count
        self.start(f"cc-collecting{box} input[type=file]").set_input_files(list(files))
        until_equal(self.page, pictures.count, there)

    def pictures(self, box: str = "#whole") -> list[str]:
        found = self.start(f"cc-collecting{box} [data-picture]")
        return list(found.evaluate_all("all => all.map(one => one.dataset.picture)"))

    def row(self, name: str, part: str = "cc-concept-start") -> Any:
        """The input of a row of a table; its section is unfolded first."""
        control = self.page.locator(f'{part} cc-control[data-field="{name}"]')
        if not control.is_visible():
            self.page.locator(f'{part} cc-form details:has([data-field="{name}"]) > summary').click()
        return control.locator(":is(input, textarea, select)").first

    def begin(self, name: str, **rows: object) -> None:
        """Press *Start* with a name and some settings."""
        self.start("#name").first.fill(name)
        for row, value in rows.items():
            self.row(row).fill(str(value))
        self.start("#start").click()

    # Breeding

    def bred(self, selector: str, **options: Any) -> Any:
        return self.page.locator(f"cc-breeding {selector}", **options)

    def individuals(self) -> list[int]:
        found = self.bred(".pick").evaluate_all("all => all.map(one => Number(one.dataset.individual))")
        return list(found)

    def picked(self) -> list[int]:
        """The numbers of those that are picked, the favourite first."""
        found = self.bred(".tile:has(.rank)").evaluate_all(
            "all => all.map(tile => [Number(tile.querySelector('.rank').textContent),"
            " Number(tile.querySelector('.pick').dataset.individual)]).sort((a, b) => a[0] - b[0])"
        )
        return [number for _, number in found]

    def until_drawn(self, count: int) -> None:
        """Wait until all individuals of the generation have their pictures, and nothing is at work."""
        self.bred(".tile:has(img)").nth(count - 1).wait_for()  # the host may have to be loaded first
        until_equal(self.page, self.bred(".tile:has(img)").count, count)
        self.bred("#interrupt[disabled]").wait_for()

    def breed(self, *names: str, **rows: object) -> None:
        """Start a breeding of some concepts, with few steps, and wait for its pictures."""
        self.show("breed")
        for name in names:
            self.bred("#add").select_option(name)
        settings = {"sampling_steps": 2, "prompt": "a large red {concept}", "size": 3, "seed": 7, **rows}
        for row, value in settings.items():
            self.row(row, "cc-breeding").fill(str(value))
        self.bred("#start").click()
        self.until_drawn(len(names))

    @property
    def generation(self) -> str:
        return str(self.bred("#generation").inner_text()).strip()
