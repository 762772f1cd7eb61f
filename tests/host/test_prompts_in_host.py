"""Ticked words arrive in the host's prompts, and the next Generate uses them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tests.host import panel, screens
from tests.host.harness import Host
from tests.host.test_generate import fetch_picture


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    Image.linear_gradient("L").convert("RGB").save(tmp_path / "photo.png")
    return tmp_path / "photo.png"


def test_ticked_words_are_used_by_the_next_generate(page, host: Host) -> None:
    screens.generate(page, "a hat")
    panel.rank_from_menu(page, f"#txt2img_gallery {screens.LARGE}")
    panel.tick(page, "umbrella")
    page.locator(f"{panel.RESULT} .clip-critic-tick[data-word='Claude Monet']").focus()
    page.keyboard.press("Space")
    chosen = [word for word in panel.words(page) if word in ("umbrella", "Claude Monet")]
    assert panel.write_to(page, "txt2img_prompt") == "a hat, " + ", ".join(chosen)
    screens.open_tab(page, "txt2img")
    address = screens.generate(page)[0]

    assert fetch_picture(host, address).info["parameters"].startswith(f"a hat, {', '.join(chosen)}\n")


def test_append_never_doubles_prepend_leads_replace_keeps_networks(page, photo: Path) -> None:
    page.fill("#txt2img_prompt textarea", "cat, <lora:fine:0.5>")
    panel.open_panel(page)
    panel.rank(page, "cat\ndog\n", photo)
    panel.tick(page, "cat", "dog")
    once = panel.write_to(page, "txt2img_prompt")
    assert once.count("cat") == once.count("dog") == 1
    assert panel.write_to(page, "txt2img_prompt") == once
    page.locator("#clip_critic_mode label", has_text="replace").click()
    page.fill("#clip_critic_weight input", "1.3")
    replaced = panel.write_to(page, "txt2img_prompt")

    assert replaced in (
        "(cat:1.3), (dog:1.3) <lora:fine:0.5>",
        "(dog:1.3), (cat:1.3) <lora:fine:0.5>",
    )
    page.locator("#clip_critic_mode label", has_text="prepend").click()
    page.fill("#clip_critic_weight input", "1")
    page.fill("#txt2img_prompt textarea", "sky")
    assert panel.write_to(page, "txt2img_prompt").endswith(", sky")


@pytest.mark.parametrize("target", ["txt2img_neg_prompt", "img2img_prompt", "img2img_neg_prompt"])
def test_the_other_boxes(target: str, page, photo: Path) -> None:
    panel.open_panel(page)
    panel.rank(page, "cat, dog", photo)
    panel.tick(page, "dog")

    assert panel.write_to(page, target) == "dog"


def test_nothing_ticked_says_so_and_leaves_the_prompt(page, photo: Path) -> None:
    page.fill("#txt2img_prompt textarea", "mine")
    panel.open_panel(page)
    panel.rank(page, "cat, dog", photo)

    assert panel.write_to(page, "txt2img_prompt") == "mine"
    assert "Tick at least one word" in panel.message(page)


def test_words_from_outside_are_shown_as_text(page, photo: Path) -> None:
    panel.open_panel(page)
    evil = "<img src=x onerror='window.hit=1'>"
    panel.rank(page, f"{evil}\ncat\n", photo)

    assert evil in panel.words(page)
    assert page.locator("#clip_critic_result img").count() == 0
    assert page.evaluate("window.hit") is None
