"""Rankings as HTML: everything is there, everything from outside is text, nothing is left out unsaid."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from clip_critic.encoders import Encoder
from clip_critic.keywords.compose import contrast_list
from clip_critic.keywords.lists import KeywordList
from clip_critic.ranking.answer import Answer
from clip_critic.ranking.audit import audit
from clip_critic.ranking.question import RankQuestion
from clip_critic.ranking.ranking import rank
from clip_critic.ranking.result import GroupSpan, Ranking
from clip_critic.reports.render import (
    SHOWN_IN_PART,
    SHOWN_IN_ROUNDS,
    SHOWN_ROWS,
    answer_html,
    message_html,
)

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)
VOID = {"input", "br", "img", "hr"}


class Page(HTMLParser):
    """What a browser would read: elements with their attributes, and texts, closed in the right order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def words(self) -> list[str | None]:
        return [attrs.get("data-word") for tag, attrs in self.elements if tag == "input"]

    def with_class(self, name: str) -> int:
        return sum(name in (attrs.get("class") or "").split() for _, attrs in self.elements)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())


def ranking_of(words: list[str], groups: list[tuple[str, int]] | None = None, name: str = "p.png") -> Ranking:
    spans, start = [], 0
    for group, size in groups or [("", len(words))]:
        spans.append(GroupSpan(group, start, start + size))
        start += size
    logits = np.linspace(3, 0, len(words))
    return Ranking(
        name,
        "tiny-1",
        words,
        tuple(spans),
        (logits / 100).astype(np.float32),
        logits,
        np.zeros(len(words), int),
    )


def page_of(ranking: Ranking, rounds: int = 5, threshold: float = 0.01, **more: Any) -> str:
    return answer_html(Answer(RankQuestion(rounds=rounds, threshold=threshold), ranking, **more))


def test_all_sections(picture: Image.Image, tiny_encoder: Encoder) -> None:
    ranking = rank(picture, "[A]\ncat\ndog\n[B]\nfox\nhen", tiny_encoder)
    contrasts = rank(picture, contrast_list([("girl", "woman")]), tiny_encoder)
    checked = audit(picture, tiny_encoder, "a cat, (winter:1.3)")
    page = Page(page_of(ranking, contrasts=contrasts, audit=checked, notes=("A note.",)))
    for title in ("Ranking", "Rounds", "Groups", "Contrasts", "Prompt audit", "A note.", "× 1.30"):
        assert title in page.text
    assert {"cat", "dog", "fox", "hen", "girl", "woman", "a cat", "winter"} == set(page.words())
    assert page.with_class("clip-critic-round") == 4
    assert page.with_class("clip-critic-contrast") == 1


def test_sections_without_content_are_left_out() -> None:
    page = Page(page_of(ranking_of(["cat", "dog"])))
    for title in ("Groups", "Contrasts", "Prompt audit"):
        assert title not in page.text


def test_shares_are_named_shares() -> None:
    assert "Share among these words, not the probability" in Page(page_of(ranking_of(["a", "b"]))).text


def test_a_single_keyword_has_no_share() -> None:
    page = Page(page_of(ranking_of(["cat"])))
    assert "%" not in page.text and "nothing to be compared with" in page.text
    assert page.with_class("clip-critic-rounds") == 0


def test_the_only_word_of_a_group_has_no_share() -> None:
    html = page_of(ranking_of(["cat", "dog", "fox"], [("A", 1), ("B", 2)]))
    assert Page(html).text.count("–") == 1


def test_the_last_word_left_gets_no_hundred_percent() -> None:
    text = Page(page_of(ranking_of(["cat", "dog"]))).text
    assert "last one left" in text and "100.0 %" not in text


def test_a_winner_below_the_threshold_is_still_named() -> None:
    words = [f"word {number}" for number in range(50)]
    page = Page(page_of(ranking_of(words), rounds=1, threshold=0.5))
    assert "leads, below the threshold" in page.text


def test_cut_keywords_say_so(picture: Image.Image, tiny_encoder: Encoder) -> None:
    ranking = rank(picture, KeywordList.of(["cat", "long " * 400]), tiny_encoder)
    page = Page(page_of(ranking))
    assert page.with_class("clip-critic-cut") == 1
    assert f"tokens not read {ranking.truncated.max()}" in page.text


def test_what_is_left_out_is_said() -> None:
    words = [f"word {number}" for number in range(1000)]
    page = Page(page_of(ranking_of(words), rounds=2, threshold=0.0005))
    assert page.text.count(f"{SHOWN_ROWS} / 1000 top keywords are shown") == 1
    assert page.text.count(f"{SHOWN_IN_PART} / ") == 2  # both rounds
    assert len(page.words()) == SHOWN_ROWS + 2 * SHOWN_IN_PART


@pytest.mark.slow
def test_many_rounds_have_few_rows_each() -> None:
    words = [f"word {number}" for number in range(1100)]
    page = Page(page_of(ranking_of(words), rounds=1000, threshold=0))
    assert page.with_class("clip-critic-round") == 1000
    assert len(page.words()) <= SHOWN_ROWS + SHOWN_IN_ROUNDS
    assert page.text.count(f"{SHOWN_IN_ROUNDS // 1000} / ") == 1000


def test_many_groups_and_many_phrases(picture: Image.Image, tiny_encoder: Encoder) -> None:
    words = [f"word {number}" for number in range(300)]
    page = Page(page_of(ranking_of(words, [(f"g{n}", 3) for n in range(100)])))
    assert page.with_class("clip-critic-groups") == 1
    assert f"{SHOWN_IN_PART} / 100 are shown; all were ranked" in page.text

    prompt = ", ".join(f"w{number}" for number in range(SHOWN_ROWS + 5))
    checked = audit(picture, tiny_encoder, prompt)
    page = Page(page_of(ranking_of(["a", "b"]), audit=checked))
    assert f"{SHOWN_ROWS} / {SHOWN_ROWS + 5} are shown" in page.text


def test_the_audit_says_when_and_how_much(picture: Image.Image, tiny_encoder: Encoder) -> None:
    checked = audit(picture, tiny_encoder, "a [cat:dog:0.5], [in|the] <lora:x:1> AND (the sea:1.2) :0.5")
    text = " ".join(Page(page_of(ranking_of(["a", "b"]), audit=checked)).text.split())
    for said in ("until 50 %", "from 50 %", "AND part ×0.5", "several texts", "are not words: <lora:x:1>"):
        assert said in text
    plain = Page(page_of(ranking_of(["a", "b"]), audit=audit(picture, tiny_encoder, "a cat, the sea"))).text
    assert not [said for said in ("until", "AND", "chunk", "texts", "networks") if said in plain]
    long = audit(picture, tiny_encoder, "the cat BREAK the sea")
    assert "chunk 2" in " ".join(Page(page_of(ranking_of(["a", "b"]), audit=long)).text.split())


@pytest.mark.parametrize("count", [SHOWN_IN_PART, SHOWN_ROWS])
def test_nothing_is_said_where_nothing_is_left_out(count: int) -> None:
    words = [f"word {number}" for number in range(count)]
    assert "shown" not in Page(page_of(ranking_of(words), threshold=0.1)).text


@settings(max_examples=60, deadline=None)
@given(words=st.lists(TEXT, min_size=2, max_size=5, unique=True), group=TEXT, name=TEXT, note=TEXT)
def test_any_text_stays_text(words: list[str], group: str, name: str, note: str) -> None:
    ranking = ranking_of(words, [(group, 1), ("", len(words) - 1)], name)
    page = Page(page_of(ranking, contrasts=ranking, notes=(note,)))
    assert set(page.words()) == set(words)
    allowed = {"div", "p", "b", "code", "section", "h4", "h5", "label", "input", "bdi", "span", "small"}
    allowed |= {"ol", "li", "details", "summary"}
    assert {tag for tag, _ in page.elements} <= allowed
    assert not [key for _, attrs in page.elements for key in attrs if key.startswith("on")]
    shown = "".join(page.texts)
    assert all(text in shown for text in (*words, group, name, note))


def test_each_ranking_is_told_from_the_one_before() -> None:
    ranking = ranking_of(["a", "b"])
    assert page_of(ranking) != page_of(ranking)


def test_messages() -> None:
    page = Page(message_html('<b>no</b> & "so" on\'s'))
    assert page.text == '<b>no</b> & "so" on\'s'
    ((tag, attributes),) = page.elements
    assert attributes.pop("data-message")
    assert (tag, attributes) == ("div", {"class": "clip-critic-message clip-critic-error", "role": "alert"})
    assert message_html("again") != message_html("again"), "gradio shows nothing new for an equal text"
    assert Page(message_html("Saved.", "done")).elements[0][1]["role"] == "status"
    assert message_html("") == ""
