"""The identity of words, the same wherever words are compared."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clip_critic.keywords.identity import word_key
from clip_critic.keywords.lists import KeywordList

TABLE = json.loads((Path(__file__).parents[2] / "web/test/fixtures/words.json").read_text(encoding="utf-8"))
"""Pairs of words; the face's own test reads the same table."""
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
ODD = ("\u0345\u0301", "ǰ", "ΐ", "ẞ", "ß", "ſ", "İ", "ı", "K", "Å", "ꭰ", "ﬃ", "ᾳ\u0301", "\u0344")
"""Characters whose lower, upper and composed forms are not what one expects."""


@pytest.mark.parametrize(("word", "other"), TABLE["same"])
def test_the_same_word(word: str, other: str) -> None:
    assert word_key(word) == word_key(other)


@pytest.mark.parametrize(("word", "other"), TABLE["different"])
def test_different_words(word: str, other: str) -> None:
    assert word_key(word) != word_key(other)


@given(WORDS | st.sampled_from(ODD))
def test_a_key_is_its_own_key(word: str) -> None:
    assert word_key(word_key(word)) == word_key(word)


@given(WORDS | st.sampled_from(ODD), st.sampled_from(["NFC", "NFD"]))
def test_canonically_equivalent_words_are_the_same(word: str, form: str) -> None:
    assert word_key(unicodedata.normalize(form, word)) == word_key(word)  # type: ignore[arg-type]


@given(WORDS | st.sampled_from(ODD))
def test_letter_case_does_not_count(word: str) -> None:
    ordered = unicodedata.normalize("NFD", word)
    assert word_key(ordered.casefold()) == word_key(word)


@given(st.text(st.sampled_from("azAZéÉöÖßжЖσςΣάΆ 猫9"), max_size=12))
def test_upper_and_lower_case_are_the_same(word: str) -> None:
    assert word_key(word.upper()) == word_key(word.lower()) == word_key(word)


@given(st.lists(WORDS, max_size=5), st.sampled_from([" ", "\t", "  ", "\u3000", "\n"]))
def test_the_kind_of_white_space_does_not_count(parts: list[str], space: str) -> None:
    assert word_key(space.join(parts)) == word_key(f" {' '.join(parts)} ")


@given(st.lists(st.sampled_from(["café", "CAFE\u0301", "Café ", "tea", "TEA", "ガ", "カ\u3099"])))
def test_a_list_holds_a_word_once(words: list[str]) -> None:
    read = KeywordList.of(words)
    assert len(read) == len({word_key(word) for word in words})
    assert read.duplicates == len(words) - len(read)
