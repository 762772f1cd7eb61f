"""The Japanese localization covers every text of the panel that does not come from the user."""

from __future__ import annotations

import ast
import json
import re
from contextlib import nullcontext
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from clip_critic import tables
from clip_critic.sessions.base import Kind
from clip_critic.sessions.kinds import KINDS
from clip_critic.settings import table

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = ROOT / "clip_critic" / "reports" / "templates"
WEB = ROOT / "web" / "src"
JAPANESE: dict[str, str] = json.loads((ROOT / "localizations" / "ja_JP.json").read_text(encoding="utf-8"))


REPORTS = ("report.html", "report_head.html", "loop_report.html", "loop_session.html", "session_report.html")


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
    for path in sorted(TEMPLATES.glob("*.html")):
        if path.name in REPORTS:
            continue
        parser.feed(re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL))
    return {text for text in parser.found if re.search("[A-Za-z]{2}", text)}


def shown_texts(blocks: Any) -> set[str]:
    """Labels, infos, placeholders, buttons and tabs, as gradio sends them to the browser."""
    texts: set[str] = set()
    for part in blocks.get_config_file()["components"]:
        props = part["props"]
        texts |= {
            props.get(key) for key in ("label", "info", "placeholder") if isinstance(props.get(key), str)
        }
        if part["type"] == "button":
            texts.add(props["value"])
        if part["type"] == "radio":
            texts |= {choice if isinstance(choice, str) else choice[0] for choice in props["choices"]}
    names = {"State", "HTML", "Textbox", "Row", "Column", "Tabs", "Tab"}
    return {text for text in texts if text and text not in names and text != "{}" and "girl" not in text}


def make_critic() -> Any:
    from clip_critic.critic import Critic, Places
    from clip_critic.settings import Settings

    nowhere = ROOT / "nowhere"
    return Critic(Places(ROOT / "keyword_lists", nowhere, nowhere, nowhere), Settings)


def panel_texts() -> set[str]:
    gr = pytest.importorskip("gradio")
    from clip_critic.progress import silent
    from clip_critic.ui.rank import panel as rank_panel
    from clip_critic.ui.runners import PageRunner

    with gr.Blocks(analytics_enabled=False) as blocks:
        rank_panel.build(make_critic(), PageRunner(lambda: nullcontext(silent)), [], to_loop=True)
    return shown_texts(blocks)


def loop_texts() -> set[str]:
    """Return the texts of *Feedback loop* with every place to send to, and of the tabs around the panels."""
    gr = pytest.importorskip("gradio")
    from clip_critic.progress import silent
    from clip_critic.sessions.feedback.sessions import Sessions
    from clip_critic.sessions.feedback.store import SessionStore
    from clip_critic.sessions.feedback.work import LoopJobs
    from clip_critic.ui import page
    from clip_critic.ui.loop import panel as loop_panel
    from clip_critic.ui.runners import PageLoopRunner
    from clip_critic.ui.tabs import RANK

    def no_host() -> Any:
        raise RuntimeError("not asked")

    jobs = LoopJobs(
        Sessions(make_critic(), no_host, SessionStore(ROOT / "nowhere")),
        lambda task, batches: nullcontext(lambda: nullcontext(silent)),
    )
    places = [loop_panel.Destination(name, f"To {name}") for name in ("txt2img", "img2img", "extras")]
    with gr.Blocks(analytics_enabled=False) as blocks:
        loop_panel.build(jobs, PageLoopRunner(), [*places, *page._destinations()])
    return shown_texts(blocks) | {RANK[1]}


def test_every_text_of_the_templates_is_translated() -> None:
    texts = template_texts()
    assert "What CLIP sees" in texts
    assert texts - set(JAPANESE) == set()


@pytest.mark.slow
def test_every_label_of_the_panel_is_translated() -> None:
    assert {text for text in panel_texts() if text != "a photo of {}"} - set(JAPANESE) == set()


@pytest.mark.slow
def test_every_label_of_the_feedback_loop_is_translated() -> None:
    assert {text for text in loop_texts() if not text.startswith(("hf:", "open_clip:"))} - set(
        JAPANESE
    ) == set()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_of_session_is_translated(kind: Kind) -> None:
    """Its name on a tab, its settings, and what it says."""
    shown = {kind.title, *kind.sentences()} if kind.panel else set()
    rows = [field for _, _, field in tables.rows(kind.table)] if kind.panel else []
    shown |= {text for field in rows for text in (field.label, field.info) if text}
    assert shown - set(JAPANESE) == set()


def test_every_setting_is_translated() -> None:
    texts = {text for _, _, about in table() for text in (about.label, about.info) if text}
    assert texts - set(JAPANESE) == set()


def test_what_the_script_says_is_translated() -> None:
    script = (ROOT / "javascript" / "clip_critic.js").read_text(encoding="utf-8")
    texts = re.findall(r'(?:_ENTRY|DELETE) = "(.*?)"', script)
    assert len(texts) == 3 and set(texts) <= set(JAPANESE)


def face_texts() -> set[str]:
    """Return the texts that the face shows: the arguments of ``t()`` in its sources."""
    sources = "\n".join(path.read_text(encoding="utf-8") for path in WEB.rglob("*.ts"))
    found = re.findall(r'\bt\(\s*("(?:[^"\\]|\\.)*")', sources)
    return {json.loads(text) for text in found}


def test_every_text_of_the_face_is_translated() -> None:
    texts = face_texts()
    assert "What CLIP sees" in texts
    assert texts - set(JAPANESE) == set()


def code_texts() -> str:
    """Return all texts of the code, the templates and the script; what an f-string fills in is ``{}``.

    The names of the example pictures are those of their files.
    """
    texts = [path.read_text(encoding="utf-8") for path in TEMPLATES.glob("*.html")]
    texts.append((ROOT / "javascript" / "clip_critic.js").read_text(encoding="utf-8"))
    texts += [path.read_text(encoding="utf-8") for path in WEB.rglob("*.ts")]
    texts += [path.stem for path in (ROOT / "examples").glob("*.png")]
    for path in (ROOT / "clip_critic").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                parts = (part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
                texts.append("".join(map(str, parts)))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.append(node.value)
    return "\n".join(texts)


ELSEWHERE = ("cli", "miniature", "hosts/diffusers", "api/listening.py")
"""Parts of the package that say nothing in a WebUI."""
OWN_OPTIONS = ("hosts/webui", "api/listening.py", "cli")
"""Parts that may name options: those of the WebUI, and of a server that is started from a command line."""


def code(without: tuple[str, ...]) -> list[tuple[Path, ast.AST]]:
    """Return every node of the package's code but for some parts of it."""
    package = ROOT / "clip_critic"
    paths = [path for path in package.rglob("*.py") if path.name != "__main__.py"]
    kept = [path for path in paths if not path.relative_to(package).as_posix().startswith(without)]
    return [(path, node) for path in kept for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]


def sentence(node: ast.AST) -> str:
    """Return a text of the code, with numbers in the places of its values."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    parts = node.values if isinstance(node, ast.JoinedStr) else []
    numbers = iter(range(1, len(parts) + 1))
    return "".join(
        str(part.value) if isinstance(part, ast.Constant) else f"{{{next(numbers)}}}" for part in parts
    )


def test_every_error_and_note_is_translated() -> None:
    sentences = set()
    for _, node in code(ELSEWHERE):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if re.fullmatch(r"\w+Error|InterruptedByUser|append|_note", name):
                sentences.add(sentence(node.args[0]))
    words = re.compile(r"[A-Z0-9{].*[a-z].* .*[.)]", re.DOTALL)
    shown = {text for text in sentences if words.fullmatch(text) and len(re.findall("[a-z]{2,}", text)) > 2}
    assert "Transparent parts were filled with white." in shown
    assert "The session {1} has no step {2}." in shown
    assert shown - set(JAPANESE) == set()


def test_no_message_in_a_webui_names_an_option_of_ours() -> None:
    ours = re.compile(r"(^|[ \n(])--[a-z]|clip-critic (rank|loop|resume|serve)")
    named = []
    for path, node in code(OWN_OPTIONS):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            is_documentation = "``" in node.value or node.value.count("\n") > 1
            if ours.search(node.value.replace("var(--", "")) and not is_documentation:
                named.append((path.name, node.value))
    assert named == []


def kind_rows() -> list[Any]:
    return [row for kind in KINDS for row in tables.rows(kind.table)]


def test_every_translation_is_of_a_text_that_is_shown() -> None:
    texts = code_texts()
    settings = {text for _, _, field in (*table(), *kind_rows()) for text in (field.label, field.info)}
    for english in JAPANESE.keys() - settings:
        pattern = re.sub(r" (txt2img|img2img|extras)\b", " {}", english)
        pattern = re.sub(r"\{\} (negative )?prompt$", "{} {}", pattern)
        numbered = re.sub(r"\{\d\}", "{}", english)
        assert any(form in texts for form in (english, pattern, numbered)), english


def test_translations_are_japanese_and_keep_placeholders() -> None:
    for english, japanese in JAPANESE.items():
        assert re.search("[\u3040-\u30ff\u4e00-\u9fff]", japanese), english
        assert english.count("{}") == japanese.count("{}"), english
        assert set(re.findall(r"\{\w+\}", english)) == set(re.findall(r"\{\w+\}", japanese)), english
