"""The panel *Taste* of the face, as the browser tests drive it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from tests.browser.face import PAGE
from tests.browser.states import until_equal
from tests.browser.workbench import SECOND, Workbench

COLOURS = ("red", "blue", "green", "orange", "purple", "black")
SHAPES = ("circle", "square", "cross", "line")
CHOICES = re.compile(r"/taste/choices$")
SUMMARY = re.compile(r"/summary\?")


def draw_pictures(folder: Path, colours: tuple[str, ...] = COLOURS, shapes: tuple[str, ...] = SHAPES) -> Path:
    """Draw a picture of each shape in each colour, such as ``red-circle-0.png``."""
    folder.mkdir(parents=True, exist_ok=True)
    for place, colour in enumerate(colours):
        for shape in shapes:
            draw_picture(colour, shape, 14 + place).save(folder / f"{colour}-{shape}-{place}.png")
    return folder


def draw_picture(colour: str, shape: str, inset: int = 14) -> Image.Image:
    image = Image.new("RGB", (64, 64), "white")
    draw, box = ImageDraw.Draw(image), (inset, inset, 64 - inset, 64 - inset)
    if shape == "circle":
        draw.ellipse(box, fill=colour)
    elif shape == "square":
        draw.rectangle(box, fill=colour)
    else:
        draw.line(box, fill=colour, width=9)
        if shape == "cross":
            draw.line((box[0], box[3], box[2], box[1]), fill=colour, width=9)
    return image


class TasteFace:
    """The panel, as a rater sees it."""

    patience = 60
    """Seconds until something that does not come is missed."""

    def __init__(self, page: Any, workbench: Workbench) -> None:
        self.page = page
        self.workbench = workbench

    def open(self, name: str = "Taste") -> TasteFace:
        """Open the page, or a fresh one, and wait until it knows what there is to choose from."""
        self.page.set_default_timeout(self.patience * SECOND)
        with self.page.expect_response(re.compile(r"/v1/taste$")):
            self.page.goto(self.workbench.address.rstrip("/") + PAGE)
            self.page.get_by_role("tab", name=name, exact=True).click()
        self.page.on("dialog", self._refuse)
        return self

    def _refuse(self, dialog: Any) -> None:
        self.page.evaluate("window.__hit = true")
        dialog.dismiss()

    def at(self, name: str) -> Any:
        return self.page.locator(f"clip-critic-taste #{name}")

    def find(self, selector: str, **options: Any) -> Any:
        return self.page.locator(f"clip-critic-taste {selector}", **options)

    # Before choosing

    def name(self, rater: str) -> None:
        self.at("rater").fill(rater)
        self.at("rater").press("Tab")

    def choose_folder(self, folder: Path | str) -> None:
        self.at("source").select_option("…")
        self.at("folder").fill(str(folder))
        self.at("folder").press("Tab")

    def open_folder(self, folder: Path, rater: str) -> TasteFace:
        """Name a rater and a folder, and wait until its pictures can be chosen from."""
        self.name(rater)
        self.choose_folder(folder)
        self.at("open").click()
        self.until_open()
        return self

    def until_open(self) -> None:
        """Wait until pictures can be chosen from; the first time, the server loads its encoder."""
        self.at("choose").wait_for(timeout=5 * self.patience * SECOND)

    def message(self) -> str:
        return "\n".join(text.strip() for text in self.find("#message").all_inner_texts())

    # Choosing

    def begin(self) -> TasteFace:
        self.at("choose").click()
        self.until_screen()
        return self

    def until_screen(self) -> None:
        """Wait for pictures that nothing has been chosen of."""
        self.find(".pictures:not(.answered)").wait_for()

    def screen(self) -> str:
        """The id of the screen."""
        return str(self.find(".pictures").get_attribute("data-screen"))

    def shown(self) -> list[str]:
        """The names of the pictures on the screen, in their order."""
        labels = self.find(".pictures img").evaluate_all("all => all.map(image => image.alt)")
        return [label.partition(": ")[2] for label in labels]

    def press(self, key: str) -> None:
        """Press a key that answers the screen, and wait for the server and the next screen."""
        before = self.screen()
        with self.page.expect_response(CHOICES):
            self.page.keyboard.press(key)
        self.find(f".pictures:not([data-screen='{before}'])").wait_for()
        self.until_screen()

    def choose(self, times: int, favourite: str = "red") -> None:
        """Choose some times, the favourite where it is among the pictures."""
        for _ in range(times):
            names = self.shown()
            liked = next((place for place, name in enumerate(names) if favourite in name), 0)
            self.press(str(liked + 1))

    def answers(self) -> str:
        """What the screen says of the number of answers."""
        return str(self.at("answers").inner_text())

    def until_answers(self, said: str) -> None:
        until_equal(self.page, self.answers, said)

    def pause(self) -> None:
        """Press Escape; the panel then asks what is known."""
        with self.page.expect_request(SUMMARY) as asked:  # not one that is still on its way
            self.page.keyboard.press("Escape")
        self.find("dialog[open]").wait_for(state="hidden")
        asked.value.response()

    def undo(self, key: str = "Backspace") -> None:
        before = self.screen()
        self.page.keyboard.press(key)
        self.find(f".pictures:not([data-screen='{before}'])").wait_for()
        self.until_screen()
