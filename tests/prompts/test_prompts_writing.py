"""Writing words into a prompt: nothing doubled, nothing lost, nothing misread."""

from __future__ import annotations

import math
import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clip_critic.errors import BadInputError
from clip_critic.prompts import Mode, as_mode, as_text, parse_prompt, write_words
from tests.prompt_texts import prompts, well_formed

MODES: list[Mode] = ["append", "prepend", "replace"]
WORDS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["a (b)", "c[d]", ":3", ">_<", "AND", "BREAK", "<lora:x:1>", "#1", "a|b", "\\", "3:2", "(", "x, y"]
    ),
)


@pytest.mark.parametrize(
    ("prompt", "words", "mode", "expected"),
    [
        ("", ["a", "b"], "append", "a, b"),
        ("", ["a", "b"], "prepend", "a, b"),
        ("x", ["a", "b"], "append", "x, a, b"),
        ("x", ["a", "b"], "prepend", "a, b, x"),
        ("x, ", ["a"], "append", "x, a "),
        ("x,\n", ["a"], "append", "x, a\n"),
        ("x、", ["a"], "append", "x、 a"),
        (", x", ["a"], "prepend", "a, x"),
        ("Red  Hat", ["red hat", "sun"], "append", "Red  Hat, sun"),
        ("red_hat", ["red hat"], "append", "red_hat, red hat"),
        ("(red hat:1.3)", ["red hat"], "append", "(red hat:1.3)"),
        ("x", ["a", "A", "a "], "append", "x, a"),
        ("x", ["", "  ", ","], "append", "x"),
        ("x <lora:y:1>", ["a"], "append", "x, a <lora:y:1>"),
        ("x<lora:y:1>", ["a"], "append", "x, a <lora:y:1>"),
        ("<lora:y:1>", ["a"], "append", "a <lora:y:1>"),
        ("<lora:y:1> x", ["a"], "prepend", "<lora:y:1> a, x"),
        ("x # why", ["a"], "append", "x, a # why"),
        ("# why\nx", ["a"], "prepend", "# why\na, x"),
        ("x BREAK", ["a"], "append", "x BREAK a"),
        ("BREAK x", ["a"], "prepend", "a BREAK x"),
        ("x BREAK y", ["a"], "append", "x BREAK y, a"),
        ("x :1.2 AND y :0.5", ["a"], "append", "x :1.2 AND y, a :0.5"),
        ("x :1.2 AND y :0.5", ["a"], "prepend", "a, x :1.2 AND y :0.5"),
        ("x AND bad :-1", ["a"], "append", "x, a AND bad :-1"),
        ("x AND bad :-1", ["bad"], "append", "x, bad AND bad :-1"),
        ("x :-1", ["a"], "append", "x, a :-1"),
        ("x AND", ["a"], "append", "x AND a"),
        ("x, (y, z", ["a"], "append", "x, a, (y, z"),
        ("(y", ["a"], "append", "a, (y"),
        ("x", [">_<"], "append", "x, >_<"),
        ("<x:y", ["a>b"], "append", "a>b, <x:y"),
        ("x, y <lora:z:1> AND q", ["a", "b"], "replace", "a, b <lora:z:1>"),
        ("x, y <lora:z:1>", [], "replace", "<lora:z:1>"),
    ],
)
def test_write_words(prompt: str, words: list[str], mode: Mode, expected: str) -> None:
    assert write_words(prompt, words, mode) == expected


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("hat (red)", r"hat \(red\)"),
        ("[x]", r"\[x\]"),
        ("back\\slash", r"back\\slash"),
        ("  two \n words ", "two words"),
        ("AND", "and"),
        ("one AND BREAK", "one and break"),
        ("Sandra", "Sandra"),
        (":3", r":\3"),
        ("3:2 ratio", "3:2 ratio"),
        ("a|b", r"a\|b"),
        ("<lora:x:1>", r"<\lora:x:1>"),
        ("<script>alert(1)</script>", r"<script>alert\(1\)</script>"),
        ("#1", "＃1"),
        ("a, b,", "a, b"),
        ("日本", "日本"),
    ],
)
def test_marks_in_words_become_text(word: str, written: str) -> None:
    assert as_text(word) == written
    read = parse_prompt(written)
    assert read.networks == ()
    assert [part.weight for part in read.parts] == [1.0]
    assert read.plain().casefold() == " ".join(word.split()).strip(",").replace("#", "＃").casefold()


def test_a_weight_is_written_around_each_word() -> None:
    assert write_words("x", ["a", "b (c)"], "append", 1.25) == r"x, (a:1.25), (b \(c\):1.25)"
    assert write_words("x", ["a"], "append", 1.0001) == "x, a"
    assert write_words("(a:1.4)", ["a"], "append", 1.25) == "(a:1.4)"


def test_wrong_arguments_are_named() -> None:
    with pytest.raises(BadInputError, match="must be a number"):
        write_words("x", ["a"], "append", math.nan)
    with pytest.raises(BadInputError, match='not by "insert"'):
        as_mode("insert")
    with pytest.raises(BadInputError, match='not by "insert"'):
        write_words("x", ["a"], "insert")  # type: ignore[arg-type]


@given(prompts(), st.lists(WORDS, max_size=4), st.sampled_from(MODES), st.sampled_from([1.0, 1.2, 0.85]))
def test_writing_twice_is_writing_once(prompt: str, words: list[str], mode: Mode, weight: float) -> None:
    once = write_words(prompt, words, mode, weight)
    assert write_words(once, words, mode, weight) == once


@given(st.lists(WORDS, max_size=4), st.sampled_from([1.0, 1.2]))
def test_words_are_read_back_as_they_are(words: list[str], weight: float) -> None:
    prompt = parse_prompt(write_words("", words, "append", weight))
    assert prompt.networks == ()
    assert all(phrase.weight == pytest.approx(weight) for phrase in prompt.phrases)
    assert all(phrase.kind == "plain" for phrase in prompt.phrases)
    assert [part.weight for part in prompt.parts] == [1.0]
    read = {" ".join(phrase.text.split()).casefold() for phrase in prompt.phrases}
    for word in words:
        written = parse_prompt(as_text(word))
        assert {" ".join(phrase.text.split()).casefold() for phrase in written.phrases} <= read


@given(well_formed(), st.sampled_from(["append", "prepend"]), st.sampled_from([1.0, 1.3]))
def test_what_was_there_stays(prompt: str, mode: Mode, weight: float) -> None:
    before = parse_prompt(prompt)
    after = parse_prompt(write_words(prompt, ["new word", "another"], mode, weight))
    new = [phrase for phrase in after.phrases if phrase.text in ("new word", "another")]
    kept = [phrase for phrase in after.phrases if phrase not in new]
    assert [phrase.weight for phrase in new] == [pytest.approx(weight)] * 2
    assert [(phrase.text, phrase.weight, phrase.kind) for phrase in kept] == [
        (phrase.text, phrase.weight, phrase.kind) for phrase in before.phrases
    ]
    assert [network.arguments for network in after.networks] == [
        network.arguments for network in before.networks
    ]
    assert str(after).count("BREAK") == prompt.count("BREAK")


@given(prompts())
def test_replacing_keeps_extra_networks_only(prompt: str) -> None:
    before, after = parse_prompt(prompt), parse_prompt(write_words(prompt, ["new"], "replace"))
    assert [phrase.text for phrase in after.phrases] == ["new"]
    assert [network.arguments for network in after.networks] == [
        network.arguments for network in before.networks
    ]


SPELLINGS = st.sampled_from(
    [
        ("café", "cafe\u0301"),
        ("CAFÉ", "cafe\u0301"),
        ("Ångström", "A\u030angstro\u0308m"),
        ("Straße", "STRASSE"),
        ("ガラス", "カ\u3099ラス"),
        ("red  hat", "Red Hat"),
    ]
)


@given(
    SPELLINGS, st.booleans(), st.sampled_from(["{}", "x, {}", "({}:1.2), y", "{} <lora:z:1>", "a BREAK {}"])
)
def test_a_word_in_another_spelling_is_not_doubled(pair: tuple[str, str], turned: bool, frame: str) -> None:
    there, word = pair[::-1] if turned else pair
    prompt = frame.format(there)
    for mode in MODES[:2]:
        assert write_words(prompt, [word], mode) == prompt
    assert write_words("", [there, word], "replace") == as_text(there)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), st.sampled_from(["NFC", "NFD"]))
def test_a_canonically_equivalent_word_is_not_doubled(word: str, form: Literal["NFC", "NFD"]) -> None:
    other = unicodedata.normalize(form, word)
    for mode in MODES:
        once = write_words("x", [word], mode)
        assert write_words("x", [word, other], mode) == once
        assert mode == "replace" or write_words(once, [other], mode) == once
