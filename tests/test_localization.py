"""The Japanese localization covers every text of the face that does not come from the user."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from clip_critic import tables
from clip_critic.api.taste import NO_PICTURE, NOT_OPEN
from clip_critic.api.taste_sources import NOT_ALLOWED, NOT_SHOWN, ONE_OF_THEM, TOO_MANY
from clip_critic.concepts import fidelity, inversion, library, others, parts, towers, views
from clip_critic.concepts.settings import StartSettings
from clip_critic.encoders import token_vectors
from clip_critic.ranking import masking, question
from clip_critic.sessions.base import Kind
from clip_critic.sessions.kinds import KINDS
from clip_critic.sessions.sources import BATCH, SINGLE
from clip_critic.settings import PRECISION, table
from clip_critic.tables import Field
from clip_critic.tasting.sentences import sentences
from tests.sources import nodes_of

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = ROOT / "clip_critic" / "reports" / "templates"
WEB = ROOT / "web" / "src"
JAPANESE: dict[str, str] = json.loads((ROOT / "localizations" / "ja_JP.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_of_session_is_translated(kind: Kind) -> None:
    """Its name on a tab, its settings, and what it says."""
    rows = [field for _, _, field in tables.rows(kind.table)]
    assert {kind.title, *kind.sentences(), *texts_of(rows)} - set(JAPANESE) == set()


def texts_of(rows: Iterable[Field]) -> set[str]:
    """Return what the face shows of rows: names that the host offers are its own."""
    return {text for row in rows for text in (row.label, row.info, *row.choices) if text}


def test_every_row_of_a_question_and_of_a_mask_is_translated() -> None:
    rows = [PRECISION, *(field for _, field in (*question.rows().values(), *masking.rows().values()))]
    assert texts_of(rows) - {"float32", "bfloat16"} - set(JAPANESE) == set()


def test_every_setting_is_translated() -> None:
    texts = {text for _, _, about in table() for text in (about.label, about.info) if text}
    assert texts - set(JAPANESE) == set()


def face_texts() -> set[str]:
    """Return the texts that the face shows: the arguments of ``t()`` in its sources, and both of a choice."""
    sources = "\n".join(path.read_text(encoding="utf-8") for path in WEB.rglob("*.ts"))
    text = r'"(?:[^"\\]|\\.)*"'
    found = re.findall(rf"\bt\(\s*({text})", sources)
    for argument in re.findall(rf'\bt\(((?:[^()"]|{text})*)\)', sources):
        found += re.findall(rf"(?<!\?)[?:]\s+({text})", argument)
    return {json.loads(text) for text in found}


def test_every_text_of_the_face_is_translated() -> None:
    texts = face_texts()
    assert "What CLIP sees" in texts
    assert texts - set(JAPANESE) == set()


def code_texts() -> str:
    """Return all texts of the code, the templates and the face; what an f-string fills in is ``{}``.

    The names of the example pictures are those of their files.
    """
    texts = [path.read_text(encoding="utf-8") for path in TEMPLATES.glob("*.html")]
    texts += [path.read_text(encoding="utf-8") for path in WEB.rglob("*.ts")]
    texts += [path.stem for path in (ROOT / "examples").glob("*.png")]
    for path in (ROOT / "clip_critic").rglob("*.py"):
        for node in nodes_of(path):
            if isinstance(node, ast.JoinedStr):
                parts = (part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
                texts.append("".join(map(str, parts)))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.append(node.value)
    return "\n".join(texts)


ELSEWHERE = ("cli", "miniature", "hosts/diffusers", "api/listening.py", "encoders/known_answers.py")
"""Parts of the package that say nothing in a WebUI."""
OWN_OPTIONS = ("hosts/webui", "api/listening.py", "cli", "encoders/known_answers.py")
"""Parts that may name options: those of the WebUI, and of a server that is started from a command line."""


def code(without: tuple[str, ...]) -> list[tuple[Path, ast.AST]]:
    """Return every node of the package's code but for some parts of it."""
    package = ROOT / "clip_critic"
    paths = [path for path in package.rglob("*.py") if path.name != "__main__.py"]
    kept = [path for path in paths if not path.relative_to(package).as_posix().startswith(without)]
    return [(path, node) for path in kept for node in nodes_of(path)]


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
    words = re.compile(r"[\"A-Z0-9{].*[a-z].* .*[.)]", re.DOTALL)
    shown = {text for text in sentences if words.fullmatch(text) and len(re.findall("[a-z]{2,}", text)) > 2}
    assert "Transparent parts were filled with white." in shown
    assert "The session {1} has no step {2}." in shown
    assert shown - set(JAPANESE) == set()


def test_everything_that_is_said_about_a_taste_is_translated() -> None:
    refusals = {NOT_OPEN, NO_PICTURE, ONE_OF_THEM, NOT_ALLOWED, NOT_SHOWN, TOO_MANY, SINGLE}
    said = {*sentences(), *refusals, BATCH}
    assert "Some of your favourites so far." in said
    assert said - set(JAPANESE) == set()


def test_everything_that_is_said_about_starting_a_concept_is_translated() -> None:
    rooms = (fidelity, inversion, library, others, parts, token_vectors, towers, views)
    constants = {
        value
        for room in rooms
        for name, value in vars(room).items()
        if name.isupper() and isinstance(value, str) and value.endswith(".") and " " in value
    }
    assert views.ONE_PICTURE in constants
    shown = constants | texts_of(field for _, _, field in tables.rows(StartSettings))
    assert shown - set(JAPANESE) == set()


REPORTS = {"progress", "_progress", "report", "reported"}
"""The names of what takes reports of progress."""


def reported_texts(path: Path) -> Iterator[str]:
    """Yield what a file reports as progress; constants by their values, and both of a choice."""
    nodes = nodes_of(path)
    constants = {
        target.id: node.value
        for node in nodes
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in nodes:
        if isinstance(node, ast.Call) and len(node.args) == 3:
            if getattr(node.func, "id", getattr(node.func, "attr", "")) not in REPORTS:
                continue
            what = node.args[2]
            what = constants.get(what.id, what) if isinstance(what, ast.Name) else what
            shown = (what.body, what.orelse) if isinstance(what, ast.IfExp) else (what,)
            yield from filter(None, map(sentence, shown))


def test_every_report_of_progress_is_translated() -> None:
    package = ROOT / "clip_critic"
    texts = {text for path in package.rglob("*.py") for text in reported_texts(path)}
    known = {"keywords", "sampling", "downloading (MB)", "looking at pictures", "step {1} of {2}: {3}"}
    assert known <= texts
    assert texts - set(JAPANESE) == set()


def test_every_reason_of_a_policy_is_translated() -> None:
    policies = ROOT / "clip_critic" / "sessions" / "feedback" / "policies"
    nodes = [node for path in policies.glob("*.py") for node in nodes_of(path)]
    texts = {sentence(node) for node in nodes if isinstance(node, ast.JoinedStr)}
    reasons = {text for text in texts if re.search("[a-z]", text)}
    assert {"{1} left out", "negative: {1}"} <= reasons
    assert reasons - set(JAPANESE) == set()


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
    own = tables.rows(StartSettings)
    settings = texts_of(field for _, _, field in (*table(), *kind_rows(), *own))
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
