"""Rank keywords on a right-click on any generated picture, next to other extensions' entries."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from tests.host import panel, screens
from tests.host.harness import Host

LARGE = f"#txt2img_gallery {screens.LARGE}"
REPORT = "clip-critic #report"
FROM_KEYBOARD = """button => button.dispatchEvent(
    new PointerEvent("contextmenu", {bubbles: true, cancelable: true, composed: true, pointerType: ""})
)"""
ON_TOP = """entry => {
    const {x, y} = entry.getBoundingClientRect();
    return document.elementFromPoint(x + 5, y + 5) === entry;
}"""
TWO_FINGERS = """image => {
    const touches = [1, 2].map(identifier => new Touch({identifier, target: image, pageX: 380, pageY: 50}));
    const options = {touches, bubbles: true, composed: true, cancelable: true};
    image.dispatchEvent(new TouchEvent("touchstart", options));
}"""


def file_of(host: Host, address: str) -> bytes:
    with host.client() as client:
        return client.get(address).raise_for_status().content


def in_tab(page: Any) -> bytes:
    """The file in the panel's picture box."""
    return screens.picture_in(page, panel.PICTURE)


@pytest.fixture
def png(desk: Any, host: Host) -> dict[str, object]:
    """A generated picture as a file to put into other tabs."""
    screens.open_tab(desk, "txt2img")
    content = file_of(host, screens.generate(desk, "a hat")[0])
    return {"name": "hat.png", "mimeType": "image/png", "buffer": content}


def test_the_large_view_goes_to_the_tab_with_its_metadata_and_is_ranked(desk: Any, host: Host) -> None:
    screens.open_tab(desk, "txt2img")
    address = screens.generate(desk, "a hat, (blue eyes:1.2)")[0]
    panel.rank_from_menu(desk, LARGE)

    assert desk.is_visible(panel.FACE)
    assert in_tab(desk) == file_of(host, address)
    assert "girl" in panel.words(desk)
    assert len(panel.words(desk)) == 33
    assert panel.words(desk, "audit") == ["a hat", "blue eyes"]
    assert panel.message(desk) == ""


def test_every_thumbnail_of_a_batch_in_the_preview_and_behind_it(desk: Any, host: Host) -> None:
    screens.open_tab(desk, "txt2img")
    addresses = screens.generate(desk, "cloud", batch=2)
    assert "grid" in addresses[0]
    for number, address in enumerate(addresses):
        screens.open_tab(desk, "txt2img")
        panel.rank_from_menu(desk, f"#txt2img_gallery .thumbnail-small >> nth={number} >> img")
        assert in_tab(desk) == file_of(host, address)
        assert panel.words(desk, "audit") == ["cloud"]

    screens.open_tab(desk, "txt2img")
    desk.click('#txt2img_gallery button[aria-label="Clear"]')
    panel.rank_from_menu(desk, "#txt2img_gallery .thumbnail-lg >> nth=2 >> img")
    assert in_tab(desk) == file_of(host, addresses[2])
    screens.open_tab(desk, "txt2img")
    desk.click("#txt2img_gallery .thumbnail-lg >> nth=0")  # the large view again, as after a generation


def test_the_same_and_another_picture_replace_the_first(desk: Any, host: Host) -> None:
    screens.open_tab(desk, "txt2img")
    first = screens.generate(desk, "a hat", seed=1)[0]
    panel.rank_from_menu(desk, LARGE)
    screens.open_tab(desk, "txt2img")
    panel.rank_from_menu(desk, LARGE)
    assert in_tab(desk) == file_of(host, first)
    screens.open_tab(desk, "txt2img")
    second = screens.generate(desk, "a tree", seed=2)[0]
    panel.rank_from_menu(desk, LARGE)

    assert panel.words(desk, "audit") == ["a tree"]
    assert in_tab(desk) == file_of(host, second) != file_of(host, first)


def test_the_full_screen_view(desk: Any, host: Host) -> None:
    screens.open_tab(desk, "txt2img")
    address = screens.generate(desk, "a hat")[0]
    screens.open_lightbox(desk)
    assert screens.menu_entries(desk, "#modalImage") == list(panel.ENTRIES)
    assert desk.eval_on_selector("#context-menu a", ON_TOP), "the menu is under the full-screen view"
    desk.keyboard.press("Escape")
    assert desk.locator("#context-menu").count() == 0
    if not desk.is_visible("#lightboxModal"):
        screens.open_lightbox(desk)
    panel.rank_from_menu(desk, "#modalImage")

    assert not desk.is_visible("#lightboxModal")
    assert in_tab(desk) == file_of(host, address)
    assert panel.words(desk, "audit") == ["a hat"]


def test_the_full_screen_view_with_tiling(desk: Any, host: Host) -> None:
    screens.open_tab(desk, "txt2img")
    address = screens.generate(desk, "a hat")[0]
    screens.open_lightbox(desk)
    desk.click(".modalTileImage")
    assert not desk.is_visible("#modalImage")
    panel.rank_from_menu(desk, "#lightboxModal")

    assert in_tab(desk) == file_of(host, address)
    screens.open_tab(desk, "txt2img")
    screens.open_lightbox(desk, wait_for="#lightboxModal")
    desk.click(".modalTileImage")  # the host keeps it on otherwise
    desk.keyboard.press("Escape")


def test_the_img2img_gallery(desk: Any, png: dict[str, object]) -> None:
    screens.open_tab(desk, "img2img")
    desk.set_input_files("#img2img_image input[type=file]", png)
    desk.wait_for_selector("#img2img_image img")
    screens.generate(desk, "a red hat", tab="img2img")
    panel.rank_from_menu(desk, f"#img2img_gallery {screens.LARGE}")

    assert panel.words(desk, "audit") == ["a red hat"]


def test_the_extras_gallery(desk: Any, png: dict[str, object]) -> None:
    screens.open_tab(desk, "Extras")
    desk.set_input_files("#extras_image input[type=file]", png)
    desk.wait_for_selector("#extras_image img")
    desk.click("#extras_generate")
    desk.wait_for_selector("#extras_gallery img")
    panel.rank_from_menu(desk, "#extras_gallery img")

    assert len(panel.words(desk)) == 33
    assert panel.words(desk, "audit") == ["a hat"]  # the host keeps the metadata there too


def test_a_picture_that_is_gone_is_told_and_the_next_one_works(desk: Any, host: Host) -> None:
    screens.open_tab(desk, "txt2img")
    desk.watch.expect(r"404 \(Not Found\)|The picture cannot be read\. \(404\)")
    address = screens.generate(desk, "a hat", seed=77)[0]
    Path(unquote(urlsplit(address).path.removeprefix("/file="))).unlink()
    screens.menu_entries(desk, LARGE)
    screens.choose(desk, panel.RANK)
    desk.wait_for_selector(REPORT, state="visible")
    assert "404" in desk.inner_text(REPORT)
    screens.open_tab(desk, "txt2img")
    screens.generate(desk, "a tree")
    panel.rank_from_menu(desk, LARGE)

    assert panel.words(desk, "audit") == ["a tree"]
    assert desk.locator(REPORT).count() == 0


def test_with_shift_the_browsers_own_menu_stays(desk: Any) -> None:
    screens.open_tab(desk, "txt2img")
    screens.generate(desk, "a hat")
    desk.evaluate("() => addEventListener('contextmenu', e => { window.prevented = e.defaultPrevented })")
    desk.locator(LARGE).click(button="right", modifiers=["Shift"])

    assert desk.locator("#context-menu").count() == 0
    assert desk.evaluate("window.prevented") is False


def test_elsewhere_there_is_no_entry_of_ours(desk: Any) -> None:
    screens.open_tab(desk, "txt2img")
    assert panel.RANK not in screens.menu_entries(desk, "#txt2img_generate")
    assert screens.menu_entries(desk, "#txt2img_prompt textarea") == []


def test_the_menu_closes_on_a_click_elsewhere(desk: Any) -> None:
    screens.open_tab(desk, "txt2img")
    screens.generate(desk, "a hat")
    for _ in range(2):
        assert screens.menu_entries(desk, LARGE) == list(panel.ENTRIES)
    desk.locator("#txt2img_prompt textarea").click()

    assert desk.locator("#context-menu").count() == 0


def test_the_menu_works_from_the_keyboard(desk: Any) -> None:
    screens.open_tab(desk, "txt2img")
    screens.generate(desk, "a hat")
    panel.mark_result(desk)
    desk.eval_on_selector("#txt2img_gallery button.thumbnail-small", FROM_KEYBOARD)
    assert desk.evaluate("document.activeElement.textContent") == panel.RANK
    desk.keyboard.press("Enter")
    panel.wait_result(desk)

    assert panel.words(desk, "audit") == ["a hat"]


def test_two_fingers_open_the_menu_inside_a_narrow_screen(desk: Any) -> None:
    screens.open_tab(desk, "txt2img")
    screens.generate(desk, "a hat")
    desk.set_viewport_size({"width": 390, "height": 844})
    desk.eval_on_selector(LARGE, TWO_FINGERS)
    right = desk.eval_on_selector("#context-menu", "menu => menu.getBoundingClientRect().right")
    panel.mark_result(desk)
    screens.choose(desk, panel.RANK)
    panel.wait_result(desk)
    desk.set_viewport_size({"width": 1280, "height": 900})

    assert right <= 390


@pytest.mark.usefixtures("other_extensions")
def test_other_extensions_entries_stay_and_all_work(page: Any) -> None:
    screens.generate(page, "a hat")
    others = ["Early picture entry", "Late picture entry"]
    for _ in range(2):
        assert screens.menu_entries(page, LARGE) == [*others, *panel.ENTRIES]
    for entry in others:
        screens.menu_entries(page, LARGE)
        screens.choose(page, entry)
    assert page.evaluate("window.otherExtensions") == ["Early picture", "Late picture"]
    assert page.locator("#context-menu").count() == 0
    buttons = screens.menu_entries(page, "#txt2img_generate")
    assert {"Early button entry", "Late button entry"} <= set(buttons)
    assert panel.RANK not in buttons
    panel.rank_from_menu(page, LARGE)

    assert panel.words(page, "audit") == ["a hat"]
