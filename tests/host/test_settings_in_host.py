"""Our section of the host's settings page, the Japanese localization, and a host without an API."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from clip_critic.settings import Settings
from clip_critic.storage.assets import bundled_lists_dir
from tests.host import panel, screens
from tests.host.harness import Host
from tests.tiny import make_tiny_clip

SECTION = "#settings_clip_critic"
TEXTS = ("button:not(:has(img))", "label > span", "h3", "summary", ".hint:not(:has(bdi))")


@pytest.fixture(scope="module")
def japanese(make_host: Callable[..., Host]) -> Iterator[Host]:
    """A host in Japanese and without its HTTP API."""
    host = make_host(settings={"localization": "ja_JP"}, api=False).start()
    yield host
    host.stop()


@pytest.fixture
def window(japanese: Host, browser: Any) -> Iterator[Any]:
    with screens.window(browser, japanese) as page:
        yield page


def open_section(page: Any) -> None:
    screens.open_tab(page, screens.SETTINGS)
    page.locator("#settings > .tab-nav button", has_text="CLIP Critic").click()
    page.wait_for_selector(SECTION, state="visible")


def apply_settings(page: Any) -> set[str]:
    """The names that the host says it has changed: all of them where its settings were never saved before."""
    page.click("#settings_submit")
    page.wait_for_function(
        "() => document.querySelector('#settings_result').textContent.includes('settings changed')"
    )
    message = str(page.inner_text("#settings_result"))
    return set(re.findall(r"\w+", message.partition(":")[2]))


def test_without_the_hosts_api_ours_is_there_for_the_page(japanese: Host) -> None:
    with japanese.client() as client:
        assert client.get("/sdapi/v1/options").status_code == 404
        face = client.get("/clip-critic/v1/face").raise_for_status().json()
    assert face["localization"] == {}  # the WebUI hands its own dictionary to the page


def english(page: Any) -> list[str]:
    """Return the texts of the face that are English, words and names apart."""
    left = page.eval_on_selector_all(
        ", ".join(f"{panel.FACE} {text}" for text in TEXTS),
        "all => all.filter(e => e.checkVisibility()).map(e => e.textContent.trim().replace(/\\s+/g, ' '))",
    )
    lists = [path.read_text(encoding="utf-8") for path in bundled_lists_dir().glob("*.txt")]
    groups = re.findall(r"^\[(.+)\]$", "\n".join(lists), re.MULTILINE)  # another test may have chosen a list
    known = {*panel.words(page), *groups}
    return [text for text in left if re.fullmatch(r"[A-Za-z ,.'()]{5,}", text) and text not in known]


def test_the_tab_is_japanese(window: Any, photo: Path) -> None:
    screens.generate(window, "a hat, a tree")
    entries = [
        "キーワードを順位づけ",
        "フィードバックループを始める",
        "コンセプトに加える",
        "好みに合う画像を残す",
    ]
    assert screens.menu_entries(window, f"#txt2img_gallery {screens.LARGE}") == entries
    window.mouse.click(2, 2)
    screens.open_lightbox(window)
    assert screens.menu_entries(window, "#modalImage") == entries
    panel.mark_result(window)
    screens.choose(window, entries[0])
    panel.wait_result(window)

    assert window.inner_text(f"{panel.PANEL} #rank") == "順位づけ"
    assert panel.words(window, "audit") == ["a hat", "a tree"]
    for folded in ("edit", "more"):
        panel.unfold(window, folded)
        assert english(window) == []
    panel.open_face(window, "フィードバックループ")
    assert english(window) == []


def test_changed_defaults_take_effect(
    window: Any, japanese: Host, photo: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = make_tiny_clip(tmp_path_factory.mktemp("models") / "other-clip", seed=1)
    open_section(window)
    for row in fields(Settings):
        assert window.is_visible(f"#setting_clip_critic_{row.name}"), row.name
    text = window.inner_text(SECTION)
    assert "<モデル ID またはフォルダー>" in text  # a hint with signs that HTML would read
    window.fill("#setting_clip_critic_encoder textarea", f"hf:{other}")
    window.fill("#setting_clip_critic_keyword_list textarea", "People")
    screens.set_number(window, "setting_clip_critic_threshold", 0.2)
    names = ("encoder", "keyword_list", "threshold")
    assert apply_settings(window) >= {f"clip_critic_{name}" for name in names}

    stored = json.loads((japanese.data / "config.json").read_text("utf-8"))
    assert stored["clip_critic_encoder"] == f"hf:{other}"
    assert stored["clip_critic_keyword_list"] == "People"
    assert stored["clip_critic_threshold"] == 0.2

    screens.reload_ui(window, japanese)
    panel.open_panel(window)
    panel.unfold(window, "more")
    assert window.input_value(f"{panel.PANEL} cc-control[data-field=threshold] input") == "0.2"
    assert window.input_value(f"{panel.PANEL} #preset") == "People"
    assert panel.keywords(window).strip()
    panel.rank(window, "cat, dog", photo)
    assert "other-clip" in window.inner_text(f"{panel.RESULT} .ranking code")


def test_an_encoder_that_is_not_kept_leaves_memory(window: Any, japanese: Host, photo: Path) -> None:
    open_section(window)
    window.uncheck("#setting_clip_critic_keep_in_memory input")
    assert "clip_critic_keep_in_memory" in apply_settings(window)
    panel.open_panel(window)
    panel.rank(window, "cat, dog", photo)

    assert japanese.probe()["encoders"] == 0
