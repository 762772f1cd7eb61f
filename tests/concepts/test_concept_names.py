"""Names under which concepts are saved."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clip_critic.concepts.names import concept_name
from clip_critic.errors import ConceptError
from clip_critic.keywords.lists import KeywordList
from clip_critic.keywords.mentions import mention, mentioned
from clip_critic.prompts import parse_prompt


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("my-cat", "my-cat"),
        (" <my-cat> ", "my-cat"),
        ("my-cat.safetensors", "my-cat"),
        ("My_Cat.v2", "My_Cat.v2"),
        ("猫のタマ", "猫のタマ"),
        ("cafe\u0301", "café"),
        ("2cats", "2cats"),
    ],
)
def test_names_that_are_allowed(name: str, stored: str) -> None:
    assert concept_name(name) == stored


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "it is empty"),
        ("<>", "it is empty"),
        ("AND", "prompt language"),
        ("Break", "prompt language"),
        ("../my-cat", "a path"),
        ("a/b", "a path"),
        ("a\\b", "a path"),
        ("C:cat", "only letters"),
        ("my cat", "only letters"),
        ("(my-cat)", "only letters"),
        ("[a:b:0.5]", "only letters"),
        ("lora:x", "only letters"),
        ("a|b", "only letters"),
        ("a,b", "only letters"),
        ("__animal__", "only letters"),
        ("-cat", "only letters"),
        (".cat", "only letters"),
        ("{cat}", "only letters"),
        ("\x1b[2J", "only letters"),
        ("a\nb", "only letters"),
        ("1.5", "a number"),
        ("table", "a web page"),
        ("con", "on every platform"),
        ("nul.v2", "on every platform"),
        ("cat.", "on every platform"),
        ("x" * 101, "too long"),
        ("猫" * 80, "too long"),
    ],
)
def test_names_that_are_not(name: str, words: str) -> None:
    with pytest.raises(ConceptError, match=words) as raised:
        concept_name(name)
    assert str(raised.value).isprintable()


@given(st.text() | st.from_regex(r"[\w.-]{1,30}", fullmatch=True))
def test_every_name_is_one_keyword_one_phrase_and_one_file(name: str) -> None:
    try:
        stored = concept_name(name)
    except ConceptError:
        return
    assert concept_name(stored) == stored
    assert mentioned(mention(stored)) == [stored]
    assert KeywordList.parse(mention(stored)).keywords == (mention(stored),)
    assert [(phrase.text, phrase.weight) for phrase in parse_prompt(stored).phrases] == [(stored, 1.0)]
    assert parse_prompt(mention(stored)).phrases[0].text == mention(stored)
