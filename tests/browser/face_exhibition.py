"""The panel *Exhibition* of the face, as the browser tests drive it."""

from __future__ import annotations

import re
from typing import Any

from tests.browser.face import PAGE
from tests.browser.states import until_equal
from tests.browser.workbench import SECOND, Workbench

FOCUSED = """() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at?.getAttribute("aria-label") ?? "";
}"""
IN_SIGHT = """gallery => {
    const frame = gallery.shadowRoot.querySelector(".scroller").getBoundingClientRect();
    const seen = [...gallery.shadowRoot.querySelectorAll("img")].filter(image => {
        const box = image.getBoundingClientRect();
        return box.bottom > frame.top && box.top < frame.bottom
            && box.right > frame.left && box.left < frame.right;
    });
    return seen.length > 0 && seen.every(image => image.complete && image.naturalWidth);
}"""


class ExhibitionFace:
    """The panel, as a user sees it; settings and buttons by their names."""

    patience = 60
    """Seconds until something that does not come is missed."""

    def __init__(self, page: Any, workbench: Workbench) -> None:
        self.page = page
        self.workbench = workbench

    def open(self, name: str = "Exhibition") -> ExhibitionFace:
        """Open the page, or a fresh one, and wait until it knows the stored sessions."""
        self.page.set_default_timeout(self.patience * SECOND)
        with self.page.expect_response(re.compile(r"/v1/sessions\?limit=[1-9]\d*&kind=exhibition")):
            self.page.goto(f"{self.workbench.address.rstrip('/')}{PAGE}")
            self.page.get_by_role("tab", name=name, exact=True).click()
        self.page.on("dialog", self._refuse)
        return self

    def _refuse(self, dialog: Any) -> None:
        self.page.evaluate("window.__hit = true")
        dialog.dismiss()

    def at(self, name: str) -> Any:
        return self.page.locator(f"cc-exhibition #{name}")

    def find(self, selector: str, **options: str) -> Any:
        return self.page.locator(f"cc-exhibition {selector}", **options)

    def box(self, name: str) -> Any:
        """The input of a setting."""
        return self.find(f'cc-control[data-field="{name}"] :is(input, textarea, select)').first

    def set(self, **values: str) -> None:
        """Fill in settings by name, with all sections unfolded."""
        folded = ".setup details"
        self.find(folded).evaluate_all("all => all.forEach(details => { details.open = true })")
        for name, value in values.items():
            self.box(name).fill(value)

    def start(self) -> None:
        self.at("start").click()

    def until(self, text: str) -> None:
        """Wait until the work has ended so."""
        self.find("cc-progress .message[data-state]", has_text=text).wait_for()

    def made(self, count: int) -> None:
        """Wait until so many pictures are in sight."""
        self.find("cc-gallery img").nth(count - 1).wait_for()

    def cell(self, index: int) -> Any:
        return self.find(f"cc-gallery [data-cell='{index}']")

    def cells(self) -> list[int]:
        """The indices of the cells that are in the page, in their order."""
        found = self.find("cc-gallery [data-cell]")
        return list(found.evaluate_all("all => all.map(cell => Number(cell.dataset.cell))"))

    def until_cells(self, *indices: int) -> None:
        """Wait until these cells are in the page, in this order."""
        until_equal(self.page, self.cells, list(indices))

    def focused(self) -> str:
        """The name of what has the focus."""
        return str(self.page.evaluate(FOCUSED))

    def until_focused(self, name: str) -> None:
        self.page.wait_for_function(f"name => ({FOCUSED})().startsWith(name)", arg=name)

    def until_in_sight(self) -> None:
        """Wait until all pictures in sight are there."""
        gallery = self.find("cc-gallery").element_handle()
        self.page.wait_for_function(IN_SIGHT, arg=gallery)

    def order_by(self, **choices: str) -> None:
        """Choose an order, and wait until the cells are in it."""
        for name, value in choices.items():
            with self.page.expect_response(re.compile("/values")):
                self.find(f"cc-gallery-bar #{name}").select_option(value)
        self.find("cc-gallery .caption").first.wait_for()

    def open_cell(self, index: int) -> None:
        self.cell(index).click()
        self.find("cc-cell #prompt").wait_for()

    def session(self) -> str:
        """The id of the open exhibition."""
        return str(self.find("cc-session-list [aria-current=true]").get_attribute("data-session"))
