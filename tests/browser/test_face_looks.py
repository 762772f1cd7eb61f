"""The face on wide and narrow screens, in light and dark: readable, and nothing out of reach."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.axe import SCREENS, THEMES, serious
from tests.browser.face import RankFace
from tests.browser.states import OPEN, until_idle, until_still

pytestmark = pytest.mark.browser

LIST = (
    "[People]\na girl with a parasol, standing in a field of poppies\nwoman\n"
    "[Things]\numbrella\nsupercalifragilisticexpialidociousandlongerstill\nhat\n日本の浮世絵師の描いた絵\n"
)
CONTROLS = (
    "#rank",
    "#preset",
    "#edit",
    "#encoders",
    "#more",
    "cc-picture-box",
    "cc-actions",
    "cc-prompt-boxes",
)
OUTSIDE = """(all, width) => all.filter(element => {
    const box = element.getBoundingClientRect();
    return box.width && (box.left < -1 || box.right > width + 1);
}).map(element => element.className + ": " + element.textContent.trim().slice(0, 40))"""
COVERED = """rows => rows.flatMap(row => {
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


def show_everything(face: RankFace, generated: Path) -> None:
    face.put(generated)
    face.type(keywords=LIST + "long " * 300)
    face.type(contrasts="girl, woman\ncat, kitten, dog", threshold="0.001")
    assert face.rank() == ""
    face.ticks("hat").first.check()
    face.find("cc-where [aria-busy=false] li").wait_for()
    until_idle(face.page)


@SCREENS
def test_nothing_is_out_of_reach(
    face_windows: Callable[..., RankFace], generated: Path, options: dict[str, bool]
) -> None:
    face = face_windows(**options)
    show_everything(face, generated)
    width = face.page.evaluate("innerWidth")
    assert face.page.evaluate("document.documentElement.scrollWidth") <= width
    for name in CONTROLS:
        box = face.find(name).first.bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= width + 1, name
        assert box["height"] > 10, name
    shown = ".card, .row, .row > *, cc-ladder li > *, button, select, input"
    assert face.find(f":is({shown}):visible").evaluate_all(OUTSIDE, width) == []
    for opened in ("edit", "more"):
        face.unfold(opened)
        assert face.find(f":is({shown}, textarea):visible").evaluate_all(OUTSIDE, width) == []


@SCREENS
def test_parts_of_a_row_do_not_cover_each_other(
    face_windows: Callable[..., RankFace], generated: Path, options: dict[str, bool]
) -> None:
    face = face_windows(**options)
    show_everything(face, generated)
    assert face.find(":is(.row, cc-ladder li):visible").evaluate_all(COVERED) == []


@SCREENS
def test_axe_finds_nothing_serious(
    face_windows: Callable[..., RankFace], generated: Path, options: dict[str, bool]
) -> None:
    face = face_windows(**options)
    assert serious(face.page) == []
    face.unfold("more")
    face.row("rounds").press("Enter")
    assert face.message()
    assert serious(face.page) == []
    show_everything(face, generated)
    face.show_all("rounds")
    face.find("cc-audited-prompt summary").click()
    face.unfold("edit")
    face.page.watch.expect("422")
    face.save_as("../x", "cat")
    assert serious(face.page) == []


@SCREENS
def test_axe_finds_nothing_serious_in_the_large_view_of_a_picture(
    face_windows: Callable[..., RankFace], photo: Path, options: dict[str, bool]
) -> None:
    face = face_windows(**options)
    face.put(photo)
    face.find("cc-picture-box button.large").click()
    face.page.locator(".pswp__clip-critic-title").wait_for()
    face.page.locator(OPEN).wait_for()
    until_still(face.page)
    assert serious(face.page) == []


@pytest.mark.parametrize("theme", THEMES)
def test_bars_can_be_seen(face_windows: Callable[..., RankFace], generated: Path, theme: str) -> None:
    face = face_windows(dark=theme == "dark")
    show_everything(face, generated)
    track = face.find(".ranking .track").first
    colours = track.evaluate(
        "track => [track.firstElementChild, track, track.getRootNode().host.closest('.card')]"
        ".map(element => getComputedStyle(element).backgroundColor)"
    )
    assert len(set(colours)) == 3, colours


def test_a_phone_ranks_and_writes(face_windows: Callable[..., RankFace], generated: Path) -> None:
    face = face_windows(phone=True)
    face.put(generated)
    assert face.rank() == ""
    until_idle(face.page)
    rows = face.find(".ranking .row")
    box = rows.nth(2).bounding_box()
    assert box and box["y"] + box["height"] < face.page.evaluate("innerHeight")  # without scrolling
    rows.first.tap()
    assert face.write() == "Written."
    assert face.find("cc-prompt-boxes #prompt").input_value()


def test_the_panel_speaks_to_screen_readers(face: RankFace, generated: Path) -> None:
    show_everything(face, generated)
    spoken = face.find("cc-rank-result .spoken[role=status]").text_content()
    assert face.words()[0] in spoken and "7 words" in spoken
    named = "boxes => boxes.every(box => box.getAttribute('aria-label'))"
    assert face.find(".row input").evaluate_all(named)
    assert face.find("cc-ladder .stack").evaluate_all(named)
    assert face.find("cc-audited-prompt .phrase").evaluate_all(named)
    tabs = face.page.get_by_role("tab")
    assert [tab.get_attribute("aria-selected") for tab in tabs.all()] == ["true"] + ["false"] * 5
    tabs.first.focus()
    face.page.keyboard.press("ArrowRight")
    assert [tab.get_attribute("aria-selected") for tab in tabs.all()] == ["false", "true"] + ["false"] * 4


def test_the_result_is_on_one_screen(face: RankFace, generated: Path) -> None:
    face.put(generated)
    assert face.rank() == ""
    until_idle(face.page)
    # In a WebUI, its own tabs and the checkpoint take 130 pixels more.
    for part in (".ranking", ".rounds", ".audit"):
        box = face.find(part).bounding_box()
        assert box and box["y"] + box["height"] <= 900 - 130, part


def test_rounds_of_a_short_list_stand_below_its_words(face: RankFace, generated: Path) -> None:
    face.put(generated)
    face.type(keywords="red\nblue\ncircle\nstar")
    assert face.rank() == ""
    until_idle(face.page)
    rounds, ranking = (face.find(f".card.{name}").bounding_box() for name in ("rounds", "ranking"))
    assert rounds["x"] == ranking["x"]
    assert 0 < rounds["y"] - ranking["y"] - ranking["height"] < 30


def test_the_audit_stands_beside_the_ranking(face: RankFace, generated: Path) -> None:
    face.put(generated)
    assert face.rank() == ""
    until_idle(face.page)
    audit, ranking = (face.find(f".card.{name}").bounding_box() for name in ("audit", "ranking"))
    assert audit["y"] < ranking["y"] + ranking["height"]
    left, right = sorted((audit, ranking), key=lambda box: box["x"])
    assert left["x"] + left["width"] <= right["x"]
