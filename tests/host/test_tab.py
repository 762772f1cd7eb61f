"""The tab inside the WebUI: queue, progress, interrupt, presets, settings, languages, themes, Reload UI."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from tests import chromium
from tests.host import panel, screens
from tests.host.harness import Host

MANY = "\n".join(f"keyword number {number}" for number in range(60_000))


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    Image.linear_gradient("L").convert("RGB").save(tmp_path / "photo.png")
    return tmp_path / "photo.png"


def set_text(page, name: str, text: str) -> None:
    """A long text at once: typing it would take minutes."""
    page.eval_on_selector(
        f"#clip_critic_{name} textarea",
        "(box, text) => { box.value = text; box.dispatchEvent(new Event('input', {bubbles: true})) }",
        text,
    )


def start_long_ranking(page, photo: Path) -> None:
    panel.open_panel(page)
    page.set_input_files("#clip_critic_picture input[type=file]", photo)
    page.wait_for_selector(panel.PICTURE)
    set_text(page, "keywords", MANY)
    page.click("#clip_critic_rank")
    page.wait_for_selector("#tab_clip_critic .progressDiv .progress", timeout=60_000)


def test_the_start_loads_no_encoder_and_takes_little_time(host: Host) -> None:
    assert "clip_critic" not in host.log or "Loading the encoder" not in host.log
    assert any("clip_critic" in name for name in host.startup_seconds())


def test_a_ranking_shows_shares_rounds_and_similarities(page, photo: Path) -> None:
    panel.open_panel(page)
    panel.rank(page, "[A]\ncat\ndog\n[B]\nsky\nsea\n", photo)

    assert sorted(panel.words(page)) == ["cat", "dog", "sea", "sky"]
    assert page.locator(".clip-critic-round").count() == 4
    assert page.locator(".clip-critic-groups details").count() == 2


def test_the_hosts_progress_bar_moves_and_our_interrupt_stops(page, photo: Path) -> None:
    start_long_ranking(page, photo)
    page.wait_for_function(
        "() => /[1-9]\\d*%/.test(document.querySelector('.progressDiv .progress').textContent)",
        timeout=60_000,
    )
    asked = time.monotonic()
    page.click("#clip_critic_interrupt")
    page.wait_for_selector("#clip_critic_message .clip-critic-warning", timeout=30_000)

    assert time.monotonic() - asked < 20
    assert "Interrupted" in panel.message(page)
    panel.rank(page, "cat, dog")
    assert len(panel.words(page)) == 2


def test_the_hosts_own_interrupt_stops_too(page, photo: Path, host: Host) -> None:
    start_long_ranking(page, photo)
    with host.client() as client:
        client.post("/sdapi/v1/interrupt").raise_for_status()
    page.wait_for_selector("#clip_critic_message .clip-critic-warning", timeout=30_000)

    assert "Interrupted" in panel.message(page)


def test_bad_input_gets_a_message_and_the_next_ranking_works(page, photo: Path, tmp_path: Path) -> None:
    panel.open_panel(page)
    page.click("#clip_critic_rank")
    page.wait_for_selector("#clip_critic_message .clip-critic-error")
    assert "no picture" in panel.message(page)
    broken = tmp_path / "broken.png"
    broken.write_bytes(photo.read_bytes()[:200])
    page.set_input_files("#clip_critic_picture input[type=file]", broken)
    page.wait_for_timeout(1000)
    page.click("#clip_critic_rank")
    page.wait_for_function(
        "() => !document.querySelector('#clip_critic_message').textContent.includes('no picture')"
    )
    assert "Traceback" not in panel.message(page)
    page.locator("#clip_critic_picture [aria-label='Clear']").click()
    panel.rank(page, "cat, dog", photo)
    assert len(panel.words(page)) == 2


def test_a_preset_survives_a_restart_and_reload_ui_works(page, host: Host, browser, photo: Path) -> None:
    panel.open_panel(page)
    page.fill("#clip_critic_keywords textarea", "alpha\nbeta\n")
    page.fill("#clip_critic_preset_name input, #clip_critic_preset_name textarea", "My words 日本")
    page.click("#clip_critic_preset_save_as")
    page.wait_for_selector("#clip_critic_preset_message .clip-critic-done")
    assert (host.data / "clip-critic" / "keyword_lists" / "My words 日本.txt").read_text(
        "utf-8"
    ) == "alpha\nbeta\n"

    screens.reload_ui(page, host)
    assert page.locator("#tabs > .tab-nav > button", has_text="CLIP Critic").count() == 1
    panel.open_panel(page)
    panel.rank(page, "cat, dog", photo)
    assert len(panel.words(page)) == 2

    host.restart()
    with chromium.fresh_page(browser, noise=screens.NOISE, base_url=host.url) as again:
        screens.open_ui(again)
        panel.open_panel(again)
        again.click("#clip_critic_preset input")
        again.locator(
            "#clip_critic_preset li, #clip_critic_preset .item", has_text="My words 日本"
        ).first.click()
        again.wait_for_function(
            "() => document.querySelector('#clip_critic_keywords textarea').value.startsWith('alpha')"
        )


def test_names_that_are_no_files_are_refused(page) -> None:
    panel.open_panel(page)
    for name in ("../x", "CON", "<script>"):
        page.fill("#clip_critic_preset_name input, #clip_critic_preset_name textarea", name)
        panel.forget(page, "#clip_critic_preset_message")
        page.click("#clip_critic_preset_save_as")
        page.wait_for_selector("#clip_critic_preset_message .clip-critic-error:not([data-old])")


def test_settings_are_the_hosts_and_japanese_is_there(
    make_host: Callable[..., Host], browser, photo: Path
) -> None:
    host = make_host(
        settings={"localization": "ja_JP", "clip_critic_threshold": 0.2, "clip_critic_keyword_list": "People"}
    )
    host.start()
    try:
        with chromium.fresh_page(browser, noise=screens.NOISE, base_url=host.url) as page:
            screens.open_ui(page)
            panel.open_panel(page)
            assert page.inner_text("#clip_critic_rank") == "順位づけ"
            assert page.input_value("#clip_critic_threshold input[type=number]") == "0.2"
            assert (
                "[" in page.input_value("#clip_critic_keywords textarea")
                or page.input_value("#clip_critic_preset input") == "People"
            )
            panel.rank(page, "cat, dog", photo)
            assert page.inner_text(".clip-critic-ranking h4") == "順位"
            assert page.locator("#setting_clip_critic_encoder").count() == 1
    finally:
        host.stop()


@pytest.mark.parametrize("query", ["/?__theme=light", "/?__theme=dark"])
def test_both_themes_are_readable_and_nothing_is_too_wide(query: str, page, photo: Path) -> None:
    screens.open_ui(page, query)
    panel.open_panel(page)
    panel.rank(page, "cat\ndog\na very long keyword " + "with many words " * 8, photo)
    colours = page.eval_on_selector(
        ".clip-critic-ranking",
        """section => {
            const word = getComputedStyle(section.querySelector('.clip-critic-word')).color;
            const ground = getComputedStyle(section).backgroundColor;
            return [word, ground].map(colour => colour.match(/[\\d.]+/g).slice(0, 3).map(Number));
        }""",
    )
    text, ground = (sum(colour) / 3 for colour in colours)
    assert abs(text - ground) > 100
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(200)
        box = page.eval_on_selector(
            "#clip_critic_result", "e => { const r = e.getBoundingClientRect(); return [r.left, r.right] }"
        )
        assert box[0] >= 0 and box[1] <= width + 1


def test_options_are_kept_in_the_hosts_config(host: Host) -> None:
    with host.client() as client:
        client.post("/sdapi/v1/options", json={"clip_critic_rounds": 7}).raise_for_status()
        assert client.get("/sdapi/v1/options").json()["clip_critic_rounds"] == 7
        client.post("/sdapi/v1/options", json={"clip_critic_rounds": 5}).raise_for_status()
    assert "clip_critic_rounds" in json.loads((host.data / "config.json").read_text("utf-8"))
