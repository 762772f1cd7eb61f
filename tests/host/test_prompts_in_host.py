"""Ticked words arrive in the host's prompts, and the next Generate uses them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.host import panel, screens
from tests.host.harness import Host
from tests.host.test_generate import fetch_picture


def test_ticked_words_are_used_by_the_next_generate(page: Any, host: Host) -> None:
    screens.generate(page, "a hat")
    panel.rank_from_menu(page, f"#txt2img_gallery {screens.LARGE}")
    chosen = panel.words(page)[:2]
    panel.tick(page, chosen[0])
    panel.ticks(page, chosen[1]).first.focus()
    page.keyboard.press("Space")
    assert panel.write_to(page, "txt2img_prompt") == "a hat, " + ", ".join(chosen)
    screens.open_tab(page, "txt2img")
    address = screens.generate(page)[0]

    assert fetch_picture(host, address).info["parameters"].startswith(f"a hat, {', '.join(chosen)}\n")


def test_a_negative_prompt_is_used_by_the_next_generate(desk: Any, host: Host, photo: Path) -> None:
    panel.open_panel(desk)
    panel.rank(desk, "cat, dog", photo)
    panel.tick(desk, "cat")
    panel.set_mode(desk, "replace")
    assert panel.write_to(desk, "txt2img_neg_prompt") == "cat"
    screens.open_tab(desk, "txt2img")
    address = screens.generate(desk, "a hat")[0]
    panel.set_text(desk, "txt2img_neg_prompt", "")

    assert "\nNegative prompt: cat\n" in fetch_picture(host, address).info["parameters"]


def test_append_never_doubles_prepend_leads_replace_keeps_networks(desk: Any, photo: Path) -> None:
    panel.set_text(desk, "txt2img_prompt", "cat, <lora:fine:0.5>")
    panel.open_panel(desk)
    panel.rank(desk, "cat\ndog\n", photo)
    panel.tick(desk, "cat", "dog")
    panel.set_mode(desk, "append")
    once = panel.write_to(desk, "txt2img_prompt")
    assert once.count("cat") == once.count("dog") == 1
    assert panel.write_to(desk, "txt2img_prompt") == once
    panel.set_mode(desk, "replace", "1.3")
    replaced = panel.write_to(desk, "txt2img_prompt")

    words, _, network = replaced.partition(" <")
    assert sorted(words.split(", ")) == ["(cat:1.3)", "(dog:1.3)"]
    assert network == "lora:fine:0.5>"
    panel.set_mode(desk, "prepend")
    panel.set_text(desk, "txt2img_prompt", "sky")
    written = panel.write_to(desk, "txt2img_prompt")
    assert sorted(written.split(", ")[:2]) == ["cat", "dog"]
    assert written.endswith(", sky")


@pytest.mark.parametrize("target", ["txt2img_neg_prompt", "img2img_prompt", "img2img_neg_prompt"])
def test_the_other_boxes(target: str, desk: Any, photo: Path) -> None:
    panel.set_text(desk, target, "")
    panel.open_panel(desk)
    panel.rank(desk, "cat, dog", photo)
    panel.tick(desk, "dog")
    panel.set_mode(desk, "append")

    assert panel.write_to(desk, target) == "dog"
    panel.set_text(desk, target, "")


def test_a_word_ticked_once_is_ticked_wherever_it_stands(desk: Any, photo: Path) -> None:
    panel.set_text(desk, "txt2img_prompt", "")
    panel.open_panel(desk)
    panel.rank(desk, "[One]\ncat\ndog\n[Two]\nsky\n", photo)
    boxes = panel.ticks(desk, "dog")
    boxes.first.check()
    assert boxes.count() == 2  # in the ranking and in its group
    assert all(box.is_checked() for box in boxes.all())
    panel.set_mode(desk, "append")

    assert panel.write_to(desk, "txt2img_prompt") == "dog"


def test_nothing_ticked_offers_nothing_to_write(desk: Any, photo: Path) -> None:
    panel.open_panel(desk)
    panel.rank(desk, "cat, dog", photo)
    assert desk.locator(panel.ACTIONS).count() == 0
    panel.tick(desk, "cat")
    assert desk.locator(f"{panel.ACTIONS} [data-box]").count() == 4
    panel.ticks(desk, "cat").first.uncheck()
    assert desk.locator(panel.ACTIONS).count() == 0
