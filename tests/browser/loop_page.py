"""The panel *Feedback loop* as the browser tests drive it."""

from __future__ import annotations

import re
from pathlib import Path

from tests.browser.workbench import PASTE, SECOND, Panel

WORDS = "[Colours]\nred\nblue\ngreen\n[Shapes]\ncircle\nstar\nsquare\n[Backgrounds]\nwhite background\ndots\n"
MESSAGES = ":is(#clip_critic_loop_status, #clip_critic_loop_message) .clip-critic-message"
FOLDED = {
    "keywords": "list",
    "rivals": "more_goal",
    "hold": "more_goal",
    "seed": "more_loop",
    "patience": "more_loop",
    "judge": "more_loop",
    "sampling_steps": "more_host",
    "sampler": "more_host",
    "width": "more_host",
}


class LoopPanel(Panel):
    """The second panel of the page; names are those of its ids behind ``loop_``."""

    def open(self, query: str = "") -> LoopPanel:
        if self.page.url != "about:blank":  # gradio complains of streams that end with the page it leaves
            self.page.watch.expect("AbortError: signal is aborted|Connection errored out")
        super().open(query)
        self.show()
        return self

    def show(self, name: str = "Feedback loop") -> None:
        """Choose a panel by its tab."""
        tab = self.page.locator("#clip_critic_panels").get_by_role("tab", name=name)
        old = self.page.locator("#clip_critic_panels > .tab-nav button", has_text=name)
        tab.or_(old).first.click()
        if name == "Feedback loop":
            self.at("loop_start").wait_for()

    def put(self, path: Path | str | dict[str, object]) -> None:
        box = self.at("loop_picture")
        box.locator("input[type=file]").first.set_input_files(path)
        box.locator("img").first.wait_for()

    def set(self, **values: str) -> None:
        """Fill settings by name, unfolding what they stand in."""
        for name, value in values.items():
            box = self.box(f"loop_{name}")
            if name in FOLDED and not box.is_visible():
                self.at(f"loop_{FOLDED[name]}").locator("button, .label-wrap").first.click()
                box.wait_for()
            if name == "keywords":
                box.evaluate(PASTE, value)
            else:
                box.fill(value)
                box.press("Tab")

    def choose_one(self, name: str, label: str) -> None:
        """Choose among a setting's radio buttons."""
        self.at(f"loop_{name}").get_by_text(label, exact=True).click()

    def press(self, name: str) -> None:  # type: ignore[override]
        self.at(f"loop_{name}").click()

    def ready(self, start: Path, **values: str) -> None:
        """A small session, ready to be started."""
        self.put(start)
        defaults = {"want": "star, blue", "keywords": WORDS, "steps": "2", "candidates": "2"}
        self.set(**{**defaults, "sampling_steps": "4", "seed": "7", **values})

    def run(self, button: str = "start", seconds: float = 120) -> str:
        """Press a button and wait until nothing is at work any more; returns the message."""
        self.forget()
        self.press(button)
        return self.wait(seconds)

    def forget(self) -> None:
        self.page.evaluate(
            """(place) => document.querySelectorAll(place)
                .forEach((old) => old.setAttribute("data-old", old.dataset.message))""",
            MESSAGES,
        )

    def wait(self, seconds: float = 120) -> str:
        found = self.page.wait_for_function(
            """(place) => {
                const all = [...document.querySelectorAll(place)];
                const news = all.filter((one) => one.dataset.message !== one.dataset.old);
                return news.length ? news.map((one) => one.textContent.trim()).join("\\n") : null;
            }""",
            arg=MESSAGES,
            timeout=seconds * SECOND,
        )
        return str(found.json_value())

    def doing(self) -> str:
        status = self.at("loop_status").locator(".clip-critic-status")
        return status.inner_text() if status.count() else ""

    def until_step(self, number: int, seconds: float = 120) -> None:
        self.page.locator(f"#clip_critic_loop_gallery [data-step='{number}']").first.wait_for(
            timeout=seconds * SECOND
        )

    def steps(self) -> list[int]:
        tiles = self.page.locator("#clip_critic_loop_gallery [data-step]")
        return [int(number) for number in tiles.evaluate_all("all => all.map(tile => tile.dataset.step)")]

    def chosen(self) -> list[int]:
        tiles = self.page.locator("#clip_critic_loop_gallery .clip-critic-chosen")
        return [int(number) for number in tiles.evaluate_all("all => all.map(tile => tile.dataset.step)")]

    def pick(self, number: int) -> None:
        self.page.locator(f"#clip_critic_loop_gallery [data-step='{number}']").first.click()
        for place in ("gallery .clip-critic-chosen", "pictures "):
            self.page.locator(f"#clip_critic_loop_{place}[data-step='{number}']").first.wait_for()

    def shown_step(self) -> int:
        return int(
            self.page.locator("#clip_critic_loop_pictures [data-step]").first.get_attribute("data-step")
        )

    def sessions(self) -> list[str]:
        """The lines of the list of sessions."""
        self.box("loop_sessions").click()
        options = self.at("loop_sessions").locator("li.item, [role=option]")
        self.page.wait_for_timeout(300)
        lines = [line.replace("✓", "").strip() for line in options.all_inner_texts()]
        self.page.keyboard.press("Escape")
        self.box("loop_sessions").blur()
        return lines

    def open_session(self, line: str) -> None:
        self.box("loop_sessions").click()
        self.at("loop_sessions").locator("li.item, [role=option]").filter(
            has_text=re.compile(re.escape(line[-22:]))
        ).first.click()

    def download(self, button: str, ending: str) -> Path:
        """Press one of the buttons that make a file; returns it.

        Args:
            ending: of its name, as a pattern.
        """
        self.press(button)
        place = self.at("loop_file").filter(has_text=re.compile(ending))
        place.wait_for()
        with self.page.expect_download() as taken:
            place.locator("a[href]").filter(visible=True).first.click()
        return Path(taken.value.path())
