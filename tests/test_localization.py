"""The Japanese localization covers every text of the panel that does not come from the user."""

from __future__ import annotations

import json
import re
from contextlib import nullcontext
from html.parser import HTMLParser
from pathlib import Path

import pytest

from clip_critic.settings import table

ROOT = Path(__file__).resolve().parents[1]
UI = ROOT / "clip_critic" / "ui"
JAPANESE: dict[str, str] = json.loads((ROOT / "localizations" / "ja_JP.json").read_text(encoding="utf-8"))


class Texts(HTMLParser):
    """Text nodes and titles, as the host's localization reads them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {value for name, value in attrs if name in ("title", "placeholder") and value}

    def handle_data(self, data: str) -> None:
        self.found.add(data.strip())


def template_texts() -> set[str]:
    """Static texts of the templates, with every expression and statement taken out.

    A report is a file of its own: no WebUI shows it, and none translates it.
    """
    parser = Texts()
    for path in sorted(set((UI / "templates").glob("*.html")) - {UI / "templates" / "report.html"}):
        parser.feed(re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL))
    return {text for text in parser.found if re.search("[A-Za-z]{2}", text)}


def panel_texts() -> set[str]:
    """Labels, infos, placeholders and buttons, as gradio sends them to the browser."""
    gr = pytest.importorskip("gradio")
    from clip_critic.critic import Critic, Places
    from clip_critic.progress import silent
    from clip_critic.settings import Settings
    from clip_critic.ui import rank_panel
    from clip_critic.ui.page import PageRunner

    nowhere = ROOT / "nowhere"
    critic = Critic(Places(ROOT / "keyword_lists", nowhere, nowhere, nowhere), Settings)
    with gr.Blocks(analytics_enabled=False) as blocks:
        rank_panel.build(critic, PageRunner(lambda: nullcontext(silent)), [])
    texts: set[str] = set()
    for part in (
        blocks.config["components"] if hasattr(blocks, "config") else blocks.get_config_file()["components"]
    ):
        props = part["props"]
        texts |= {
            props.get(key) for key in ("label", "info", "placeholder") if isinstance(props.get(key), str)
        }
        if part["type"] == "button":
            texts.add(props["value"])
        if part["type"] == "radio":
            texts |= {choice if isinstance(choice, str) else choice[0] for choice in props["choices"]}
    names = {"State", "HTML", "Textbox", "Row", "Column"}
    return {text for text in texts if text and text not in names and text != "{}" and "girl" not in text}


def test_every_text_of_the_templates_is_translated() -> None:
    assert template_texts() - set(JAPANESE) == set()


def test_every_label_of_the_panel_is_translated() -> None:
    assert {text for text in panel_texts() if text != "a photo of {}"} - set(JAPANESE) == set()


def test_every_setting_is_translated() -> None:
    texts = {text for _, _, about in table() for text in (about.label, about.info) if text}
    assert texts - set(JAPANESE) == set()


def test_the_menu_entry_is_translated() -> None:
    script = (ROOT / "javascript" / "clip_critic.js").read_text(encoding="utf-8")
    entry = re.search(r'MENU_ENTRY = "(.*?)"', script)
    assert entry and entry[1] in JAPANESE


def test_translations_are_japanese_and_keep_placeholders() -> None:
    for english, japanese in JAPANESE.items():
        assert re.search("[\u3040-\u30ff\u4e00-\u9fff]", japanese), english
        assert english.count("{}") == japanese.count("{}"), english
