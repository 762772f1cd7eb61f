"""The page on wide and narrow screens, in light and dark: readable, and nothing out of reach."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.workbench import Panel

pytestmark = pytest.mark.browser

LIST = (
    "[People]\na girl with a parasol, standing in a field of poppies\nwoman\n"
    "[Things]\numbrella\nsupercalifragilisticexpialidociousandlongerstill\nhat\n日本の浮世絵師の描いた絵\n"
)
CONTROLS = (
    *("rank", "interrupt", "picture", "preset", "preset_reload", "keywords", "preset_name", "preset_save"),
    *("preset_save_as", "preset_rename", "preset_delete", "rounds", "threshold", "audit", "more", "mode"),
    *("weight", "to_prompt", "to_negative_prompt", "prompt", "negative_prompt"),
)

# Relative luminance and contrast of WCAG 2.2, over the first ancestor whose background is opaque.
CONTRAST = """(elements) => {
    const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
    const rgba = (colour) => {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const luminance = (colour) => colour.slice(0, 3).map((value) => value / 255)
        .map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
        .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
    const behind = (element) => {
        for (let at = element; at; at = at.parentElement) {
            const colour = rgba(getComputedStyle(at).backgroundColor);
            if (colour[3] > 250) return colour;
        }
        return [255, 255, 255, 255];
    };
    return elements.filter((element) => element.textContent.trim()).map((element) => {
        const style = getComputedStyle(element);
        const back = behind(element);
        let opacity = 1;
        for (let at = element; at; at = at.parentElement) opacity *= parseFloat(getComputedStyle(at).opacity);
        const front = rgba(style.color).map((value, index) => value * opacity + back[index] * (1 - opacity));
        const [low, high] = [luminance(front), luminance(back)].sort((a, b) => a - b);
        const name = element.className + ": " + element.textContent.trim().slice(0, 40);
        return [name, (high + 0.05) / (low + 0.05)];
    });
}"""
TEXTS = (
    ".clip-critic-word, .clip-critic-share, .clip-critic-similarity, .clip-critic-hint, .clip-critic-message,"
    ".clip-critic-verdict, .clip-critic-cut, .clip-critic-caption, .clip-critic-section :is(h4, h5)"
)


def show_everything(panel: Panel, generated: Path) -> None:
    panel.put(generated)
    panel.type(keywords=LIST + "long " * 300, contrasts="girl, woman\ncat, kitten, dog", threshold="0.001")
    assert panel.rank() == ""
    panel.page.wait_for_timeout(300)


@pytest.mark.parametrize("options", [{}, {"phone": True}], ids=["1280", "390"])
def test_nothing_is_out_of_reach(
    windows: Callable[..., Panel], generated: Path, options: dict[str, bool]
) -> None:
    panel = windows(**options)
    show_everything(panel, generated)
    width = panel.page.evaluate("innerWidth")
    assert panel.page.evaluate("document.documentElement.scrollWidth") <= width
    for name in CONTROLS:
        box = panel.at(name).bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= width + 1, name
        assert box["height"] > 10, name
    rows = panel.page.locator(".clip-critic-row:visible")
    outside = rows.evaluate_all(
        "(rows, width) => rows.filter(row => [...row.children].some(part => {"
        "const box = part.getBoundingClientRect(), home = row.parentElement.getBoundingClientRect();"
        "return box.left < 0 || box.right > width || box.right > home.right + 1;"
        "})).map(row => row.textContent)",
        width,
    )
    assert outside == []


@pytest.mark.parametrize("options", [{}, {"phone": True}], ids=["1280", "390"])
def test_parts_of_a_row_do_not_cover_each_other(
    windows: Callable[..., Panel], generated: Path, options: dict[str, bool]
) -> None:
    panel = windows(**options)
    show_everything(panel, generated)
    covered = panel.page.locator(".clip-critic-row:visible").evaluate_all(
        """rows => rows.flatMap(row => {
            const range = document.createRange();
            const boxes = [...row.children].filter(part => part.textContent.trim()).map(part => {
                range.selectNodeContents(part);
                const text = range.getBoundingClientRect(), own = part.getBoundingClientRect();
                const bottom = Math.min(text.bottom, own.bottom); // a long word is cut after some lines
                return {left: text.left, right: text.right, top: text.top, bottom};
            }).filter(box => box.right > box.left);
            return boxes.some((one, i) => boxes.some((other, j) => i < j && one.left < other.right - 1 &&
                other.left < one.right - 1 && one.top < other.bottom - 3 && other.top < one.bottom - 3))
                ? [row.textContent.trim().replace(/\\s+/g, " ")] : [];
        })"""
    )
    assert covered == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_texts_can_be_read(windows: Callable[..., Panel], generated: Path, theme: str) -> None:
    panel = windows(query=f"?__theme={theme}", dark=theme == "dark")
    show_everything(panel, generated)
    panel.save_as("../x", "cat")
    measured = panel.page.locator(TEXTS).evaluate_all(CONTRAST)
    assert len(measured) > 40
    assert [(text, round(ratio, 2)) for text, ratio in measured if ratio < 4.5] == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_bars_can_be_seen(windows: Callable[..., Panel], generated: Path, theme: str) -> None:
    panel = windows(query=f"?__theme={theme}", dark=theme == "dark")
    show_everything(panel, generated)
    bar = panel.page.locator(".clip-critic-ranking .clip-critic-bar").first
    colours = bar.evaluate(
        "bar => [getComputedStyle(bar, '::before').backgroundColor, getComputedStyle(bar).backgroundColor,"
        " getComputedStyle(bar.closest('section')).backgroundColor]"
    )
    assert len(set(colours)) == 3, colours


def test_a_phone_ranks_and_writes(windows: Callable[..., Panel], generated: Path) -> None:
    panel = windows(phone=True)
    show_everything(panel, generated)
    panel.page.locator(".clip-critic-ranking .clip-critic-row:not(.clip-critic-head)").first.tap()
    assert panel.write() == "Written."
    assert panel.box("prompt").input_value()


def test_the_panel_speaks_to_screen_readers(panel: Panel, generated: Path) -> None:
    show_everything(panel, generated)
    ticks = panel.page.locator(".clip-critic-tick")
    assert all(ticks.evaluate_all("boxes => boxes.map(box => box.getAttribute('aria-label'))"))
    panel.clear()
    panel.rank()
    assert panel.page.get_by_role("alert").filter(has_text="There is no picture yet").count() == 1
