"""The workbench as the browser tests drive it: a real server in a process of its own, and its page."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
# A script of gradio 3's own page; it fails where there is no network, and nothing needs it.
NOISE = (r"cdnjs\.cloudflare\.com/ajax/libs/iframe-resizer",)
SECOND = 1000
PASTE = """(box, text) => {
    box.value = text;
    box.dispatchEvent(new Event("input", {bubbles: true}));
}"""


@dataclass(frozen=True)
class Workbench:
    """A running server.

    Attributes:
        home: its user's folder.
        log: what it wrote to standard error.
    """

    address: str
    home: Path
    log: Path

    @property
    def lists(self) -> Path:
        return self.home / "keyword_lists"

    def logged(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def tracebacks(self, since: int) -> list[str]:
        """Those in the log behind a place, but for a page that was closed while it sent a file."""
        parts = re.split(r"(?=Traceback \(most recent call last\))", self.logged()[since:])[1:]
        return [part for part in parts if "requests.ClientDisconnect" not in part]


@contextmanager
def running(home: Path, encoder: str, program: Sequence[str] = ("-m", "clip_critic")) -> Iterator[Workbench]:
    """Run ``clip-critic serve`` on a free port, and end it with Ctrl-C."""
    home.mkdir(parents=True, exist_ok=True)
    log = home / "server.log"
    command = [sys.executable, *program, "serve", "--no-open", "--port", "0", "--device", "cpu"]
    settings = {"CLIP_CRITIC_HOME": str(home), "PYTHONUNBUFFERED": "1", "HF_HUB_OFFLINE": "1"}
    with (
        log.open("wb") as errors,
        subprocess.Popen(
            [*command, "--encoder", encoder],
            cwd=ROOT,
            env={**os.environ, **settings},
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as process,
    ):
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            found = re.search(r"http://\S+", line)
            assert found, f"the server did not start: {line}{log.read_text(encoding='utf-8')}"
            yield Workbench(found[0], home, log)
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()


class Panel:
    """The page as a user sees it, by what stands on it."""

    patience = 60
    """Seconds until something that does not come is missed."""

    def __init__(self, page: Any, workbench: Workbench) -> None:
        self.page = page
        self.workbench = workbench

    def open(self, query: str = "") -> Panel:
        """Open the page, or a fresh one, and wait until it has read the presets."""
        self.page.set_default_timeout(self.patience * SECOND)
        with self.page.expect_response(re.compile("/run/predict")):
            self.page.goto(f"{self.workbench.address}/{query}")
        self.page.wait_for_function("() => window.clipCritic")
        # Gradio may lose what is pressed while the stream of the page's own first events closes.
        self.page.wait_for_timeout(500)
        # A dialog is what a script that slipped in would open.
        self.page.on("dialog", self._refuse)
        return self

    def _refuse(self, dialog: Any) -> None:
        self.page.evaluate("window.__hit = true")
        dialog.dismiss()

    def at(self, name: str):  # type: ignore[no-untyped-def]
        return self.page.locator(f"#clip_critic_{name}").first  # gradio 3 gives some ids twice

    def box(self, name: str):  # type: ignore[no-untyped-def]
        """The field of a text box, a number or a dropdown."""
        return self.at(name).locator("textarea, input:not([type=range])").first

    # Before a ranking

    def put(self, path: Path | str | dict[str, object]) -> None:
        """Choose a picture, in place of the one that is there."""
        self.clear()
        self.at("picture").locator("input[type=file]").first.set_input_files(path)
        self.at("picture").locator("img").first.wait_for()

    def clear(self) -> None:
        clear = self.at("picture").locator('[aria-label="Clear"], [aria-label="Remove Image"]')
        if clear.count():
            clear.first.click()
            self.at("picture").locator("img").first.wait_for(state="detached")

    def type(self, **texts: str) -> None:
        """Fill boxes by name."""
        for name, text in texts.items():
            if name in ("templates", "contrasts", "encoder") and not self.box(name).is_visible():
                self.at("more").locator("button, .label-wrap").first.click()
                self.box(name).wait_for()
            if len(text) > 10_000:  # typing that much, line by line, takes Chromium minutes
                self.box(name).evaluate(PASTE, text)
            else:
                self.box(name).fill(text)
            if name in ("encoder", "weight", "rounds", "threshold"):
                self.box(name).press("Enter" if name == "encoder" else "Tab")

    # A ranking

    def rank(self, seconds: float = 30) -> str:
        """Press Rank and wait for the end; returns the message, which is empty if all went well."""
        self.start()
        return self.wait(seconds)

    def start(self) -> None:
        self.page.evaluate(
            """() => {
                for (const old of document.querySelectorAll(
                    ".clip-critic-result, #clip_critic_message .clip-critic-message"
                )) old.dataset.old = "yes";
            }"""
        )
        self.at("rank").click()

    def wait(self, seconds: float = 30) -> str:
        self.page.locator(
            ".clip-critic-result:not([data-old]), #clip_critic_message .clip-critic-message:not([data-old])"
        ).first.wait_for(timeout=seconds * SECOND)
        message = self.at("message").locator(".clip-critic-message:not([data-old])")
        return message.inner_text() if message.count() else ""

    def words(self, section: str = "ranking") -> list[str]:
        return list(self.page.locator(f".clip-critic-{section} bdi.clip-critic-word").all_inner_texts())

    def texts(self, selector: str) -> list[str]:
        return [text.strip() for text in self.page.locator(selector).all_inner_texts()]

    def ticks(self, word: str):  # type: ignore[no-untyped-def]
        """All the boxes of a word: in the ranking, in rounds, in groups."""
        return self.page.locator(f'.clip-critic-tick[data-word="{word}"]')

    def write(self, target: str = "prompt", mode: str = "append", weight: str = "1") -> str:
        """Press a writing button; returns the message."""
        self.at("mode").get_by_text(mode, exact=True).click()
        self.type(weight=weight)
        return self.press(f"to_{target}", "message")

    # Presets

    def press(self, button: str, place: str = "preset_message") -> str:
        """Press a button and return the message that stands there afterwards."""
        with self.page.expect_response(re.compile("/run/predict")):
            self.at(button).click()
        self.page.wait_for_timeout(100)
        return "\n".join(self.texts(f"#clip_critic_{place} .clip-critic-message"))

    def presets(self) -> list[str]:
        """The names that the dropdown offers."""
        self.box("preset").click()
        options = self.at("preset").locator("li.item")
        options.first.wait_for()
        names = [name.replace("✓", "").strip() for name in options.all_inner_texts()]
        self.page.keyboard.press("Escape")
        self.box("preset").blur()
        return names

    def choose(self, preset: str) -> None:
        self.box("preset").click()
        with self.page.expect_response(re.compile("/run/predict")):
            self.at("preset").locator("li.item").and_(self.page.get_by_label(preset, exact=True)).click()
        self.page.wait_for_timeout(100)

    def save_as(self, name: str, text: str) -> str:
        self.type(keywords=text, preset_name=name)
        return self.press("preset_save_as")
