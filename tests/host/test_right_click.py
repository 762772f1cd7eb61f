"""Rank keywords on a right-click on any generated picture, next to other extensions' entries."""

from __future__ import annotations

import pytest

from tests.host import panel, screens
from tests.host.harness import Host

LARGE = f"#txt2img_gallery {screens.LARGE}"


def test_the_large_view_goes_to_the_tab_with_its_metadata_and_is_ranked(page) -> None:
    screens.generate(page, "a hat, (blue eyes:1.2)")
    panel.rank_from_menu(page, LARGE)

    assert page.is_visible("#tab_clip_critic")
    assert "girl" in panel.words(page)
    assert len(panel.words(page)) == 18
    assert panel.words(page, "audit") == ["a hat", "blue eyes"]
    assert panel.message(page) == ""


def test_thumbnails_of_a_batch_in_the_preview_and_in_the_grid(page) -> None:
    screens.generate(page, "cloud", batch=2)
    panel.rank_from_menu(page, "#txt2img_gallery .thumbnail-small:nth-of-type(2) img")
    screens.open_tab(page, "txt2img")
    page.click('#txt2img_gallery button[aria-label="Clear"]')
    panel.rank_from_menu(page, "#txt2img_gallery .thumbnail-lg img")

    assert panel.words(page, "audit") == ["cloud"]


def test_another_picture_replaces_the_first(page) -> None:
    screens.generate(page, "a hat", seed=1)
    panel.rank_from_menu(page, LARGE)
    first = page.get_attribute(panel.PICTURE, "src")
    screens.open_tab(page, "txt2img")
    screens.generate(page, "a tree", seed=2)
    panel.rank_from_menu(page, LARGE)

    assert panel.words(page, "audit") == ["a tree"]
    assert page.get_attribute(panel.PICTURE, "src") != first


def test_the_full_screen_view(page) -> None:
    screens.generate(page, "a hat")
    screens.open_lightbox(page)
    panel.rank_from_menu(page, "#modalImage")

    assert not page.is_visible("#lightboxModal")
    assert panel.words(page, "audit") == ["a hat"]


def test_img2img_and_extras_galleries(page, host: Host) -> None:
    address = screens.generate(page, "a hat")[0]
    with host.client() as client:
        png = client.get(address).content
    file = {"name": "hat.png", "mimeType": "image/png", "buffer": png}

    screens.open_tab(page, "img2img")
    page.set_input_files("#img2img_image input[type=file]", file)
    page.wait_for_selector("#img2img_image img")
    screens.generate(page, "a red hat", tab="img2img")
    panel.rank_from_menu(page, f"#img2img_gallery {screens.LARGE}")
    assert panel.words(page, "audit") == ["a red hat"]

    screens.open_tab(page, "Extras")
    page.set_input_files("#extras_image input[type=file]", file)
    page.wait_for_selector("#extras_image img")
    page.click("#extras_generate")
    page.wait_for_selector("#extras_gallery img")
    panel.rank_from_menu(page, "#extras_gallery img")
    assert len(panel.words(page)) == 18


def test_with_shift_the_browsers_own_menu_stays(page) -> None:
    screens.generate(page, "a hat")
    page.locator(LARGE).click(button="right", modifiers=["Shift"])

    assert page.locator("#context-menu").count() == 0


def test_the_menu_closes_on_a_click_elsewhere(page) -> None:
    screens.generate(page, "a hat")
    assert screens.menu_entries(page, LARGE) == [panel.RANK]
    page.locator("#txt2img_prompt textarea").click()

    assert page.locator("#context-menu").count() == 0


@pytest.mark.usefixtures("other_extension")
def test_another_extensions_entry_stays_and_both_work(page) -> None:
    screens.generate(page, "a hat")
    assert screens.menu_entries(page, LARGE) == ["Other picture entry", panel.RANK]
    screens.choose(page, "Other picture entry")
    assert page.evaluate("window.otherExtension") == ["picture"]
    assert screens.menu_entries(page, "#txt2img_generate").count("Other button entry") == 1
    panel.rank_from_menu(page, LARGE)

    assert panel.words(page, "audit") == ["a hat"]
