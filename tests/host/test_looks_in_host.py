"""The tab's looks in the WebUI: readable in both themes, nothing too wide on a desk or on a phone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.axe import THEMES, serious_now
from tests.browser.states import until_still
from tests.host import drawing, loop_panel, panel, screens
from tests.host.harness import Host

# Everything of ours that shows text, with the colour it stands on.
CONTRASTS = """() => {
    const lightness = (colour) => {
        const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number);
        const whole = colour.startsWith("color(") ? 1 : 255;
        const linear = (v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
        const [x, y, z] = [r, g, b].map(v => linear(v / whole));
        return {value: 0.2126 * x + 0.7152 * y + 0.0722 * z, a};
    };
    const deep = (root) => [...root.querySelectorAll("*")].flatMap(
        (e) => [e, ...(e.shadowRoot ? deep(e.shadowRoot) : [])]);
    const ground = (element) => {
        for (let e = element; e; e = e.parentElement ?? e.getRootNode().host) {
            const found = lightness(getComputedStyle(e).backgroundColor);
            if (found.a > 0.9) return found.value;
        }
        return 1;
    };
    const texts = (e) => [...e.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
    return deep(document.querySelector("clip-critic")).filter(
        e => e.checkVisibility() && texts(e) && !e.closest("style, :disabled, option")
    ).map(e => {
        const [a, b] = [lightness(getComputedStyle(e).color).value, ground(e)].sort((p, q) => q - p);
        const what = e.localName + '.' + e.className + ': ' + e.textContent.trim();
        return [(a + 0.05) / (b + 0.05), what.slice(0, 60)];
    });
}"""
TOO_WIDE = """() => {
    const width = document.documentElement.clientWidth;
    const deep = (root) => [...root.querySelectorAll("*")].flatMap(
        (e) => [e, ...(e.shadowRoot ? deep(e.shadowRoot) : [])]);
    return deep(document.querySelector("clip-critic"))
        .filter(e => e.checkVisibility() && e.getBoundingClientRect().right > width + 1)
        .map(e => e.id || e.className || e.tagName);
}"""


@pytest.mark.parametrize("theme", THEMES)
def test_text_is_readable_and_nothing_is_too_wide(theme: str, page: Any, photo: Path) -> None:
    screens.open_ui(page, f"/?__theme={theme}")
    panel.open_panel(page)
    long = "a very long keyword " + "with many words " * 8
    unbroken = "x" * 300
    panel.rank(page, f"[One]\ncat\ndog\n{long}\n[Two]\n{unbroken}\n猫\n", photo)
    assert ("dark" in (page.get_attribute("body", "class") or "")) == (theme == "dark")
    poor = [(ratio, what) for ratio, what in page.evaluate(CONTRASTS) if ratio < 4.5]
    assert not poor

    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        until_still(page)
        assert page.evaluate(TOO_WIDE) == []


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_serious_in_our_tab(
    theme: str, browser: Any, miniature_host: Host, tmp_path: Path
) -> None:
    drawing.draw(miniature_host).save(tmp_path / "start.png")
    with screens.window(browser, miniature_host) as page:
        screens.open_ui(page, f"/?__theme={theme}")
        panel.open_panel(page)
        panel.rank(page, "[One]\nred\nblue\n[Two]\ncircle\n猫\n", tmp_path / "start.png")
        panel.tick(page, "blue")
        assert ("dark" in (page.get_attribute("body", "class") or "")) == (theme == "dark")
        found = {"Rank keywords": serious_now(page, panel.FACE)}
        for opened in ("edit", "more"):
            panel.unfold(page, opened)
            found[opened] = serious_now(page, panel.FACE)

        loop_panel.ready(page, tmp_path / "start.png", steps=2)
        assert loop_panel.run(page) == "All steps are done."
        found["Feedback loop"] = serious_now(page, panel.FACE)
    assert not any(found.values()), found


def test_a_whole_ranking_is_on_one_screen(page: Any, photo: Path) -> None:
    screens.open_ui(page)
    panel.open_panel(page)
    panel.rank(page, "\n".join(f"word {number}" for number in range(30)), photo)
    until_still(page)
    rows = page.locator(f"{panel.RESULT} .ranking .row")
    assert rows.count() == 20
    for part in (rows.last, page.locator(f"{panel.RESULT} .card.rounds")):
        box = part.bounding_box()
        assert box and box["y"] + box["height"] <= page.viewport_size["height"]
