"""Parsing the prompt language: weights, phrases, lossless, whatever is typed."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clip_critic.prompts import parse_attention, parse_prompt
from tests.hanging import hang_guard
from tests.prompt_texts import prompts


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", [("", 1.0)]),
        ("normal text", [("normal text", 1.0)]),
        ("an (important) word", [("an ", 1.0), ("important", 1.1), (" word", 1.0)]),
        ("[less]", [("less", 1 / 1.1)]),
        ("(unbalanced", [("unbalanced", 1.1)]),
        ("(a)(b)", [("ab", 1.1)]),
        (r"\(text\) \[x\] \\", [("(text) [x] \\", 1.0)]),
        ("(a:1.5)b", [("a", 1.5), ("b", 1.0)]),
        ("(a: -1.5 )", [("a", -1.5)]),
        ("((a:1.3)b)", [("a", 1.3 * 1.1), ("b", 1.1)]),
        ("a:1.3)", [("a:1.3)", 1.0)]),
        ("a) ]", [("a) ]", 1.0)]),
        ("a BREAK b", [("a", 1.0), ("BREAK", -1.0), ("b", 1.0)]),
        ("BREAK", [("", 1.0), ("BREAK", -1.0), ("", 1.0)]),
        ("a BREAKfast", [("a BREAKfast", 1.0)]),
        ("(a:-1) BREAK", [("a", -1.0), ("", 1.0), ("BREAK", -1.0), ("", 1.0)]),
        ("(a BREAK b:2)", [("a", 2.0), ("BREAK", -2.0), ("b", 2.0)]),
        ("( [a ) b]", [(" ", 1.1), ("a ", 1 / 1.1 * 1.1), (" b", 1 / 1.1)]),
        ("back\\slash", [("backslash", 1.0)]),
        ("(a:1.2.3)", [("a:1.2.3", 1.1)]),
    ],
)
def test_attention(text: str, pieces: list[tuple[str, float]]) -> None:
    found = parse_attention(text)
    assert [piece for piece, _ in found] == [piece for piece, _ in pieces]
    assert [weight for _, weight in found] == pytest.approx([weight for _, weight in pieces])


def described(text: str) -> list[tuple[str, float, str]]:
    return [(phrase.text, round(phrase.weight, 3), phrase.kind) for phrase in parse_prompt(text).phrases]


def words(text: str) -> list[str]:
    return [phrase.text for phrase in parse_prompt(text).phrases]


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("", []),
        (" , ,\n", []),
        ("()[]", []),
        ("a girl, (blue eyes:1.3)", [("a girl", 1.0, "plain"), ("blue eyes", 1.3, "plain")]),
        (
            "a (b, c:1.2) d",
            [("a", 1.0, "plain"), ("b", 1.2, "plain"), ("c", 1.2, "plain"), ("d", 1.0, "plain")],
        ),
        ("((a), b:2)", [("a", 2.2, "plain"), ("b", 2.0, "plain")]),
        ("a ((red)) hat", [("a red hat", 1.09, "plain")]),
        ("(a, b", [("a", 1.1, "plain"), ("b", 1.1, "plain")]),
        (r"hat \(red\)", [("hat (red)", 1.0, "plain")]),
        ("[cat:dog:0.5]", [("cat", 1.0, "scheduled"), ("dog", 1.0, "scheduled")]),
        ("[cat::5], [dog:0.3]", [("cat", 1.0, "scheduled"), ("dog", 1.0, "scheduled")]),
        ("([cat:dog:1e1]:1.5)", [("cat", 1.5, "scheduled"), ("dog", 1.5, "scheduled")]),
        ("[a|b|c]", [("a", 1.0, "alternate"), ("b", 1.0, "alternate"), ("c", 1.0, "alternate")]),
        ("[a|[b:c:0.5]]", [("a", 1.0, "alternate"), ("b", 1.0, "scheduled"), ("c", 1.0, "scheduled")]),
        ("[(a:1.2):b:0.5] c", [("a", 1.2, "scheduled"), ("b", 1.0, "scheduled"), ("c", 1.0, "plain")]),
        ("[cat:dog]", [("cat:dog", 0.909, "plain")]),
        ("[a:b:c:0.5]", [("a:b:c:0.5", 0.909, "plain")]),
        ("x | y, [a:b:0.5]", [("x | y", 1.0, "plain"), ("a:b:0.5", 0.909, "plain")]),
        ("a BREAK b", [("a", 1.0, "plain"), ("b", 1.0, "plain")]),
        (
            "少女、青い目，傘､帽子",
            [("少女", 1, "plain"), ("青い目", 1, "plain"), ("傘", 1, "plain"), ("帽子", 1, "plain")],
        ),
        ("a\nb\r\nc", [("a", 1.0, "plain"), ("b", 1.0, "plain"), ("c", 1.0, "plain")]),
        ("  a   tall\ttree  ", [("a tall tree", 1.0, "plain")]),
    ],
)
def test_phrases(text: str, phrases: list[tuple[str, float, str]]) -> None:
    assert described(text) == phrases


def test_parts_have_the_weights_behind_their_last_colons() -> None:
    prompt = parse_prompt("a cat :1.2 AND a dog: 0.5 AND BANDANA, (x:1.1)")
    assert [part.weight for part in prompt.parts] == [1.2, 0.5, 1.0]
    assert [(phrase.text, phrase.part) for phrase in prompt.phrases] == [
        ("a cat", 0),
        ("a dog", 1),
        ("BANDANA", 2),
        ("x", 2),
    ]


def test_networks_are_no_phrases() -> None:
    text = "a <lora:fine detail:0.8:te=1>, <hypernet:h> sun<lora:x:1>flower <b> <3"
    prompt = parse_prompt(text)
    assert [(network.kind, network.arguments) for network in prompt.networks] == [
        ("lora", ("fine detail", "0.8", "te=1")),
        ("hypernet", ("h",)),
        ("lora", ("x", "1")),
    ]
    assert text[prompt.networks[0].start : prompt.networks[0].end] == "<lora:fine detail:0.8:te=1>"
    assert [phrase.text for phrase in prompt.phrases] == ["a", "sunflower <b> <3"]
    assert prompt.tags == ("<lora:fine detail:0.8:te=1>", "<hypernet:h>", "<lora:x:1>")
    assert parse_prompt("<lora:x:1> a <lora:x:1>").tags == ("<lora:x:1>",)


def test_comments_are_not_read() -> None:
    assert words("a # not this, nor this\nb #c") == ["a", "b"]
    assert parse_prompt("<lora:a#b:1>").networks == ()


def test_spans_point_into_the_prompt() -> None:
    text = "<lora:x:1> ((red hat)), #c\n [a:b:0.5]<n:1>, (l\\(o\\)ng:1.2)"
    spans = [text[phrase.start : phrase.end] for phrase in parse_prompt(text).phrases]
    assert spans == ["red hat", "a", "b", "l\\(o\\)ng"]


def test_plain_is_what_clip_reads() -> None:
    prompt = parse_prompt("((a)), <lora:x:1> [b:c:0.5] AND \\(d\\) BREAK e :0.5")
    assert prompt.plain() == "a, b, c, (d), e"


def test_prompts_with_the_same_text_are_equal() -> None:
    assert parse_prompt("a, b") == parse_prompt("a, b")
    assert len({parse_prompt("a"), parse_prompt("a"), parse_prompt("b")}) == 2


@given(prompts())
def test_every_text_is_parsed_without_loss(text: str) -> None:
    prompt = parse_prompt(text)
    assert str(prompt) == text
    ends = [0]
    for phrase in prompt.phrases:
        assert phrase.text == " ".join(phrase.text.split()) != ""
        assert phrase.start < phrase.end
        ends += phrase.start, phrase.end
        assert abs(phrase.weight) < float("inf")
        assert 0 <= phrase.part < len(prompt.parts)
    assert ends == sorted(ends)
    for network in prompt.networks:
        assert text[network.start] == "<"
        assert text[network.end - 1] == ">"


@given(st.text())
def test_any_characters_at_all(text: str) -> None:
    assert str(parse_prompt(text)) == text
    assert parse_attention(text)


@given(prompts())
def test_pieces_have_one_weight_each(text: str) -> None:
    weights = [weight for _, weight in parse_attention(text)]
    assert weights
    assert all(left != right for left, right in pairwise(weights))


@given(st.lists(st.from_regex(r"[a-z]{1,6}( [a-z]{1,6})?", fullmatch=True), max_size=8))
def test_simple_lists_are_their_words(listed: list[str]) -> None:
    assert words(", ".join(listed)) == listed


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    [
        "(",
        ")",
        "[",
        "]",
        "(a",
        "a)",
        "[a|",
        "[a:b:0.5]",
        "(a,",
        "([)]",
        "a, ",
        "a AND ",
        "<a:",
        "#\n",
        "\\",
        ":",
        " ",
        ":1)",
    ],
)
def test_long_and_deep_texts_do_not_hang(unit: str) -> None:
    text = (unit * 100_000)[:100_000]
    with hang_guard():  # what grows with the square of the length takes minutes
        assert str(parse_prompt(text)) == text
        parse_attention(text)


def test_brackets_thousands_deep() -> None:
    prompt = parse_prompt("(" * 3000 + "a" + ")" * 3000)
    assert [phrase.text for phrase in prompt.phrases] == ["a"]
    assert prompt.phrases[0].weight == pytest.approx(1.1**3000)
