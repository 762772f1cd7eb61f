"""The report: one file with pictures and rankings, everything from outside as text, nothing that runs."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from clip_critic.encoders.base import Encoder
from clip_critic.keywords.compose import contrast_list
from clip_critic.keywords.lists import KeywordList
from clip_critic.ranking.answer import Answer, answer
from clip_critic.ranking.audit import audit
from clip_critic.ranking.question import RankQuestion
from clip_critic.ranking.ranking import rank
from clip_critic.ranking.result import GroupSpan, Ranking
from clip_critic.reports.ladder import SHOWN_RUNGS
from clip_critic.reports.report import SHOWN_WORDS, TOP, Ranked, report_html
from tests.rankings import of

NASTY = "<script>alert(1)</script>"
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)
PICTURE = Image.new("RGB", (8, 8))


class Page(HTMLParser):
    """A page as a browser reads it: elements with their attributes, and texts, closed in the right order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(html.partition("<body>")[2].partition("</body>")[0])
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in ("img", "br", "wbr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def with_class(self, name: str) -> int:
        return sum(name in (attrs.get("class") or "").split() for _, attrs in self.elements)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())


def ranking_of(words: list[str], groups: list[tuple[str, int]] | None = None) -> Ranking:
    spans, start = [], 0
    for group, size in groups or [("", len(words))]:
        spans.append(GroupSpan(group, start, start + size))
        start += size
    return of(words, [0.3 - 0.03 * place / len(words) for place in range(len(words))], spans)


def page_of(ranking: Ranking, rounds: int = 5, threshold: float = 0.01, **more: Any) -> str:
    found = Answer(RankQuestion(rounds=rounds, threshold=threshold), ranking, **more)
    return report_html("Title", "", [Ranked("picture", PICTURE, found)])


def test_everything_is_in_the_file_and_nothing_runs(tiny_encoder: Encoder, picture: Image.Image) -> None:
    words = [f"word {number}" for number in range(SHOWN_WORDS + 5)] + [NASTY]
    ranked = Ranked(NASTY, picture, answer(RankQuestion(KeywordList.of(words)), picture, tiny_encoder))
    page = report_html(f"A {NASTY}", NASTY, [ranked, ranked])
    assert page.count("data:image/png;base64,") == 2
    assert "<script" not in page and "&lt;script&gt;" in page
    assert page.count(f"{len(words) - SHOWN_WORDS} words with smaller shares are left out here") == 2


def test_all_sections(picture: Image.Image, tiny_encoder: Encoder) -> None:
    ranking = rank(picture, "[A]\ncat\ndog\n[B]\nfox\nhen", tiny_encoder)
    contrasts = rank(picture, contrast_list([("girl", "woman")]), tiny_encoder)
    checked = audit(picture, tiny_encoder, "a cat, (winter:1.3)")
    page = Page(page_of(ranking, contrasts=contrasts, audit=checked, notes=("A note.",), unknown=("hen",)))
    for title in ("What CLIP sees", "Rounds", "Groups", "Contrasts", "The prompt", "A note.", "1.30"):
        assert title in page.text
    for word in ("cat", "dog", "fox", "hen ?", "girl", "woman", "winter"):
        assert word in page.text
    assert page.with_class("rung") == 4
    assert "Words marked with ? (1) were never learned by this encoder" in page.text
    assert page.with_class("unknown") == 3, "in the ranking, in its round, and in its group"


def test_the_audit_says_when_and_how_much(picture: Image.Image, tiny_encoder: Encoder) -> None:
    prompt = "a [cat:dog:0.5], [in|the] <lora:x:1> BREAK hat AND (the sea:1.2) :0.5"
    text = " ".join(
        Page(page_of(ranking_of(["a", "b"]), audit=audit(picture, tiny_encoder, prompt))).text.split()
    )
    for said in (
        "until 50 %",
        "from 50 %",
        "in turns 1/2",
        "×0.5",
        "AND part",
        "chunk",
        "not words: <lora:x:1>",
    ):
        assert said in text
    plain = Page(page_of(ranking_of(["a", "b"]), audit=audit(picture, tiny_encoder, "a cat, the sea"))).text
    assert not [said for said in ("until", "AND", "chunk", "texts", "networks") if said in plain]


def test_sections_without_content_are_left_out() -> None:
    page = Page(page_of(ranking_of(["cat", "dog"])))
    for title in ("Groups", "Contrasts", "The prompt", "more words", "more rounds"):
        assert title not in page.text


def test_twenty_words_and_three_rounds_are_not_folded() -> None:
    words = [f"word {number}" for number in range(50)]
    first, *folded = page_of(ranking_of(words), rounds=8).split("<details>")
    assert first.count('class="dot"') == TOP and "30 more words" in folded[0]
    assert (
        sum(part.count('class="rung"') for part in (first, folded[0])) == 3 and "5 more rounds" in folded[1]
    )


def test_a_single_keyword_has_no_share() -> None:
    page = Page(page_of(ranking_of(["cat"])))
    assert "%" not in page.text and "no share" in page.text and page.with_class("rung") == 0


def test_the_only_word_of_a_group_has_no_share() -> None:
    text = Page(page_of(ranking_of(["cat", "dog", "fox"], [("A", 1), ("B", 2)]))).text
    assert text.count("–") == 1


def test_the_last_word_left_gets_no_hundred_percent() -> None:
    text = Page(page_of(ranking_of(["cat", "dog"]))).text
    assert "last one left" in text and "100.0 %" not in text


def test_cut_keywords_say_so(picture: Image.Image, tiny_encoder: Encoder) -> None:
    ranking = rank(picture, KeywordList.of(["cat", "long " * 400]), tiny_encoder)
    assert f"({ranking.truncated.max()} tokens not read)" in Page(page_of(ranking)).text


def test_many_rounds_make_a_page_of_bounded_size() -> None:
    words = [f"word {number}" for number in range(1100)]
    page = page_of(ranking_of(words), rounds=1000, threshold=0)
    assert page.count('class="rung"') == SHOWN_RUNGS and len(page) < 2_000_000


def test_notes_that_all_pictures_share_are_said_once() -> None:
    answers = [
        Answer(RankQuestion(), ranking_of(["cat", "dog"]), notes=("Of all.", f"Of {n}.")) for n in range(3)
    ]
    page = report_html("Title", "", [Ranked("picture", PICTURE, found) for found in answers])
    assert page.count("Of all.") == 1 and all(page.count(f"Of {number}.") == 1 for number in range(3))


@pytest.mark.parametrize("count", [1, 2])
def test_each_picture_has_its_heading(count: int) -> None:
    parts = [Ranked("A cat", PICTURE, Answer(RankQuestion(), ranking_of(["cat", "dog"])))] * count
    assert page_count(report_html("Title", "", parts), "A cat") == count


def page_count(page: str, heading: str) -> int:
    return page.count(f'alt="{heading}"')


@settings(max_examples=40, deadline=None)
@given(words=st.lists(TEXT, min_size=2, max_size=5, unique=True), group=TEXT, name=TEXT, note=TEXT)
def test_any_text_stays_text(words: list[str], group: str, name: str, note: str) -> None:
    ranking = ranking_of(words, [(group, 1), ("", len(words) - 1)])
    found = Answer(RankQuestion(), ranking, contrasts=ranking, notes=(note,))
    page = Page(report_html(name, note, [Ranked(name, PICTURE, found)]))
    allowed = {"b", "bdi", "code", "details", "div", "figure", "h1", "h2", "h3", "i", "img", "li", "ol", "p"}
    allowed |= {"section", "small", "span", "summary", "table", "tbody", "td", "th", "thead", "tr", "wbr"}
    assert {tag for tag, _ in page.elements} <= allowed
    assert not [key for _, attrs in page.elements for key in attrs if key.startswith("on")]
    shown = "".join(page.texts)
    assert all(text in shown for text in (*words, group, name, note))
