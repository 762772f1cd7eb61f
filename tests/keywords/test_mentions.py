"""Concepts in texts: which brackets name one, and which do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clip_critic.keywords.lists import KeywordList
from clip_critic.keywords.mentions import is_mentionable, mention, mentioned, replace_mentions


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a photo of <my-cat>", ["my-cat"]),
        ("<a><b>, <a>", ["a", "b", "a"]),
        ("<my cat (v2)>", ["my cat (v2)"]),
        ("<猫>", ["猫"]),
        ("<lora:my-cat:0.8>", []),
        ("<my-cat:1.2>", []),
        ("a < b > c", []),
        ("<>", []),
        ("< my-cat>", []),
        ("<a, b>", []),
        ("<../secret>", []),
        ('<a href="x">', []),
        ("<|endoftext|>", []),
        ("<" + "x" * 101 + ">", []),
        ("<<my-cat>>", ["my-cat"]),
        ("I <3 cats", []),
    ],
)
def test_what_names_a_concept(text: str, names: list[str]) -> None:
    assert mentioned(text) == names


@given(st.text())
def test_whatever_is_mentionable_is_found_and_replaced(name: str) -> None:
    text = f"a {mention(name)} b"
    if is_mentionable(name):
        assert mentioned(text) == [name]
        assert replace_mentions(text, str.upper) == f"a {name.upper()} b"
    assert replace_mentions(text, mention) == text


def test_a_list_takes_concepts_as_words() -> None:
    words = KeywordList.parse("[Animals]\n<my-cat>\n<My-Cat>\ncat\n\n[Styles]\n<body-paint>")
    assert words.keywords == ("<my-cat>", "cat", "<body-paint>")
    assert KeywordList.parse("<my-cat>, dog").keywords == ("<my-cat>", "dog")
    assert KeywordList.parse("<body-paint>\n<my-cat>").keywords == ("<body-paint>", "<my-cat>")
    assert KeywordList.parse(words.format()).keywords == words.keywords
