"""One term for one thing: the interface and the pages use the words of the glossary, in both languages."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES_ALONE = ("On the pages alone", "ページだけで使う語", "For contributors", "開発者向けの語")
"""The headings of the parts whose terms no panel shows."""

ENGLISH_VARIANTS = {
    "keyword list": ("word list", "list of words"),
    "start picture": (
        "start image",
        "starting picture",
        "starting image",
        "initial picture",
        "initial image",
    ),
    "hold the rest": ("keep the rest",),
    "wanted": ("desired",),
    "unwanted": ("undesired", "not wanted"),
    "policy": ("strategy",),
    "judge": ("referee",),
    "denoising strength": ("noise strength", "denoise strength"),
    "denoising schedule": ("strength schedule", "noise schedule"),
    "feedback loop": ("feedback cycle",),
    "miniature": ("tiny model",),
}
JAPANESE_VARIANTS = {
    "キーワードリスト": ("単語リスト", "語のリスト", "言葉のリスト"),
    "プリセット": ("既定リスト",),
    "エンコーダー": ("エンコーダ", "符号化器"),
    "順位づけ": ("順位付け", "ランク付け", "ランクづけ", "ランキング"),
    "割合": ("シェア",),
    "しきい値": ("閾値",),
    "監査": ("診断",),
    "語句": ("フレーズ", "句が一つ"),
    "開始画像": ("はじめの画像", "始めの画像", "初期画像", "元画像", "スタート画像"),
    "入れたい語": ("見たい語", "望む語", "望みの語", "望みの言葉", "入れたい言葉"),
    "避けたい語": ("見たくない語", "望まない語", "望まない言葉", "避けたい言葉"),
    "ほかの要素を保つ": ("残りを保つ", "ほかを保つ", "他を保つ", "他の要素を保つ"),
    "競合する語": ("競争相手", "ライバル"),
    "方針": ("ポリシー",),
    "手動": ("手で変", "手で（", "（手で"),
    "スコアの計算方法": ("スコアの付け方", "得点の付け方", "目的関数"),
    "スコア": ("得点", "点数"),
    "採用": ("残した画像", "残してある画像", "残す画像"),
    "審判": ("審査員", "ジャッジ"),
    "改善を待つステップ数": ("待つステップ数", "忍耐"),
    "ノイズ除去強度": ("ノイズ除去の強さ", "ノイズ除去の強度", "デノイズ"),
    "ノイズ除去スケジュール": ("ノイズ除去の予定", "強度スケジュール", "強度のスケジュール"),
    "シード": ("シード値", "種の値"),
    "サンプラー": ("サンプラ",),
    "ネガティブプロンプト": ("否定プロンプト", "ネガティブ プロンプト"),
    "画像生成": ("画像作り", "画像の作り方"),
    "拡張機能": ("ほかの拡張も", "拡張を入れ"),
    "フォルダー": ("フォルダ", "ディレクトリ"),
    "ブラウザー": ("ブラウザ",),
    "サーバー": ("サーバ",),
    "メモリー": ("メモリ",),
}
"""Words to avoid, each with the word to use instead."""


@dataclass(frozen=True)
class Term:
    english: str
    japanese: str
    in_panels: bool


def read_glossary(page: str) -> list[Term]:
    """Return the rows of the tables on a page of the glossary."""
    terms: list[Term] = []
    heading = ""
    for line in (DOCS / page).read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            heading = line.removeprefix("## ")
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and cells[0] != "English" and set(cells[0]) != {"-"}:
            terms.append(Term(cells[0], cells[1], heading not in PAGES_ALONE))
    return terms


def interface() -> tuple[str, str]:
    """Return all that the panels show, in English and in Japanese."""
    texts = json.loads((ROOT / "localizations" / "ja_JP.json").read_text(encoding="utf-8"))
    return "\n".join(texts), "\n".join(texts.values())


def pages() -> tuple[dict[str, str], dict[str, str]]:
    """Return the texts of all pages but the glossary, by their paths, in English and in Japanese."""
    paths = [
        *ROOT.glob("*.md"),
        *DOCS.glob("*.md"),
        ROOT / "benchmarks" / "README.md",
        ROOT / "miniature" / "README.md",
    ]
    texts = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(paths)
        if not path.name.startswith("glossary.") and path.name != "CHANGELOG.md"
    }
    japanese = {path: text for path, text in texts.items() if path.endswith(".ja.md")}
    return {path: text for path, text in texts.items() if path not in japanese}, japanese


def says(text: str, english: str) -> bool:
    """Return whether an English text has a term, in its plural too."""
    return re.search(rf"\b{re.escape(english)}(e?s|ed)?\b", text, re.IGNORECASE) is not None


def without(text: str, word: str) -> str:
    """Return a Japanese text without a word, so that shorter ones inside it are not found."""
    return text.replace(word, "□")


def places_without(term: Term) -> list[str]:
    """Return where a term should be used and is not."""
    english, japanese = ("\n".join(texts.values()) for texts in pages())
    labels, translations = interface()
    found = {"English pages": says(english, term.english), "Japanese pages": term.japanese in japanese}
    if term.in_panels:
        found |= {
            "English interface": says(labels, term.english),
            "Japanese interface": term.japanese in translations,
        }
    return [place for place, is_there in found.items() if not is_there]


TERMS = read_glossary("glossary.md")


def test_both_pages_of_the_glossary_have_the_same_terms() -> None:
    assert read_glossary("glossary.ja.md") == TERMS
    assert len(TERMS) > 40


def test_no_word_stands_for_two_things() -> None:
    for words in ([term.english for term in TERMS], [term.japanese for term in TERMS]):
        assert sorted(set(words)) == sorted(words)


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.english)
def test_term_is_used_in_the_interface_and_on_the_pages(term: Term) -> None:
    assert places_without(term) == []


@pytest.mark.parametrize("term", [term for term in TERMS if term.in_panels], ids=lambda term: term.english)
def test_a_label_that_is_a_term_has_the_term_as_its_translation(term: Term) -> None:
    texts = json.loads((ROOT / "localizations" / "ja_JP.json").read_text(encoding="utf-8"))
    for label, translation in texts.items():
        if label.casefold() == term.english:
            assert term.japanese in translation or translation in term.japanese


@pytest.mark.parametrize("word", ENGLISH_VARIANTS)
def test_no_other_english_word_is_used(word: str) -> None:
    texts = {"the interface": interface()[0], **pages()[0]}
    found = {
        (where, other)
        for where, text in texts.items()
        for other in ENGLISH_VARIANTS[word]
        if says(text, other)
    }
    assert found == set()


@pytest.mark.parametrize("word", JAPANESE_VARIANTS)
def test_no_other_japanese_word_is_used(word: str) -> None:
    texts = {"the interface": interface()[1], **pages()[1]}
    found = {
        (where, other)
        for where, text in texts.items()
        for other in JAPANESE_VARIANTS[word]
        if other in without(text, word)
    }
    assert found == set()


def test_rejected_words_are_rejected_for_words_of_the_glossary() -> None:
    terms = {term.english for term in TERMS} | {term.japanese for term in TERMS}
    plain = {"画像生成", "拡張機能", "フォルダー", "ブラウザー", "サーバー", "メモリー"}
    assert {*ENGLISH_VARIANTS, *JAPANESE_VARIANTS} - plain <= terms
