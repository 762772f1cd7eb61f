"""Our own page in Japanese: nothing that people read is left in English."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.face import RankFace
from tests.browser.face_loop import LoopFace
from tests.browser.states import until_idle
from tests.browser.workbench import Workbench

pytestmark = pytest.mark.browser

NAMES = ("CLIP Critic", "generated.png", "a cat", "the ocean")
"""Ours, and what the user brings."""
TEXTS = """root => {
    const found = new Set();
    const names = ["title", "aria-label", "placeholder", "alt"];
    const look = node => {
        if (node.nodeType === Node.TEXT_NODE) found.add(node.textContent.trim().replace(/\\s+/g, " "));
        if (node.nodeType !== Node.ELEMENT_NODE) return;
        if (node.matches("style, bdi, code, textarea, datalist, #preset, #encoders")) return;
        const field = node.getRootNode().host?.field;
        const hasNames = field?.offered || field?.name === "encoder";
        if (hasNames && node.localName === "option" && node.value) return;
        if (node.localName !== "option" && !node.checkVisibility() && node.localName !== "slot") return;
        if (!node.matches("[data-word], .stack span, .winner, .examples *")) {
            for (const name of names) found.add(node.getAttribute(name) ?? "");
        }
        for (const child of [...node.childNodes, ...(node.shadowRoot?.childNodes ?? [])]) look(child);
    };
    look(root);
    return [...found];
}"""
"""All that can be seen or heard of an element, but for words, names and what the user has typed."""


def english(page: Any) -> list[str]:
    texts = page.locator("clip-critic").evaluate(TEXTS)
    shown = [text for text in texts if re.fullmatch(r"[A-Za-z][A-Za-z ,.'():;?!-]{3,}", text)]
    return [text for text in shown if text not in NAMES]


def test_nothing_is_english(
    face_windows: Callable[..., RankFace], workbench: Workbench, generated: Path
) -> None:
    face = face_windows(locale="ja")
    assert english(face.page) == []
    face.put(generated)
    face.type(keywords="[One]\ncat\ndog\n[Two]\nsky\nsea", contrasts="cat, dog")
    assert face.rank() == ""
    face.ticks("cat").first.check()
    face.find("cc-where li").wait_for()
    face.find("cc-audited-prompt summary").click()
    for folded in ("edit", "more"):
        face.unfold(folded)
        assert english(face.page) == []
    face.find("cc-where li button").first.click()
    face.page.locator("cc-mask summary").click()
    assert english(face.page) == []
    face.page.keyboard.press("Escape")

    loop = LoopFace(face.page, workbench)
    loop.show("フィードバックループ")
    loop.find("details").evaluate_all("all => all.forEach(details => { details.open = true })")
    until_idle(face.page)
    assert english(face.page) == []
