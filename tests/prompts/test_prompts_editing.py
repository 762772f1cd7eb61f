"""Changing a parsed prompt: what is asked for changes, the rest stays, and nothing grows."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from clip_critic.errors import BadInputError
from clip_critic.prompts import parse_prompt
from tests.prompt_texts import prompts, well_formed

WEIGHTS = st.integers(20, 400).map(lambda percent: percent / 100)


def reweighted(text: str, *weights: float | None) -> str:
    chosen = {index: weight for index, weight in enumerate(weights) if weight is not None}
    return str(parse_prompt(text).reweighted(chosen))


@pytest.mark.parametrize(
    ("text", "weights", "expected"),
    [
        ("a, b", (1.2,), "(a:1.2), b"),
        ("a, b", (1.2, 1), "(a:1.2), b"),
        ("((a)), b", (1.5,), "(a:1.5), b"),
        ("([a]:1.4), b", (1,), "a, b"),
        ("(a, b:1.2)", (None, 1.5), "(a, (b:1.25):1.2)"),
        ("(a, (b:1.25):1.2)", (None, 1.2), "(a, b:1.2)"),
        ("a (red:1.3) hat", (1.129,), "a (red:1.3) hat"),
        ("[cat:dog:0.5]", (1.3, 0.7), "[(cat:1.3):(dog:0.7):0.5]"),
        ("[a|b]", (None, 1.3), "[a|(b:1.3)]"),
        ("a <lora:x:1>, b", (1.3, 1.3), "(a:1.3) <lora:x:1>, (b:1.3)"),
        ("sun<lora:x:1>flower", (1.3,), "(sun<lora:x:1>flower:1.3)"),
        ("(a:1.2) :0.5 AND b", (1.4, 2), "(a:1.4) :0.5 AND (b:2)"),
        ("BREAK(a)BREAK b", (1,), "BREAK a BREAK b"),
        ("x) y", (1.3,), r"(x\) y:1.3)"),
        (r"hat \(red\)", (1.3,), r"(hat \(red\):1.3)"),
        ("(3:2)", (1.3,), "(3:1.3)"),
        ("((a:b):2)", (1,), "(a:b:1)"),  # bare, a colon could mean something to what is around it
        ("(a, b:0)", (1.5,), "((a:1.5), b:0)"),
        ("(a", (2.2,), "((a:2)"),
        ("a\\", (2,), "(a\\ :2)"),
        ("<a, b>", (2,), "(<a :2), b>"),
    ],
)
def test_reweighted(text: str, weights: tuple[float | None, ...], expected: str) -> None:
    assert reweighted(text, *weights) == expected


@pytest.mark.parametrize(
    ("weight", "written"),
    [
        (1.2345, "(a:1.234)"),
        (0.5, "(a:0.5)"),
        (2, "(a:2)"),
        (1.0001, "a"),
        (0, "(a:0)"),
        (-0.0001, "(a:0)"),
        (-1, "(a:-1)"),
    ],
)
def test_weights_are_written_short(weight: float, written: str) -> None:
    assert reweighted("a", weight) == written


@pytest.mark.parametrize("weight", [math.nan, math.inf])
def test_a_weight_is_a_number(weight: float) -> None:
    with pytest.raises(BadInputError, match="must be a number"):
        parse_prompt("a").reweighted({0: weight})


def test_an_unknown_index_is_an_error() -> None:
    with pytest.raises(IndexError):
        parse_prompt("a").reweighted({1: 1.2})
    with pytest.raises(IndexError):
        parse_prompt("a").without(1)


@given(well_formed(), st.data())
def test_reweighted_phrases_have_the_weights_asked_for(text: str, data: st.DataObject) -> None:
    before = parse_prompt(text)
    weights = data.draw(st.dictionaries(st.integers(0, len(before.phrases) - 1), WEIGHTS))
    after = before.reweighted(weights)
    assert [phrase.text for phrase in after.phrases] == [phrase.text for phrase in before.phrases]
    assert [phrase.kind for phrase in after.phrases] == [phrase.kind for phrase in before.phrases]
    for index, phrase in enumerate(after.phrases):
        expected = weights.get(index, before.phrases[index].weight)
        # The factor that is written has three decimals; what stands around it multiplies the rounding.
        assert phrase.weight == pytest.approx(expected, rel=0.02)
    assert ":1)" not in str(after)
    assert str(after.reweighted(weights)) == str(after)


@given(well_formed(), st.data())
def test_going_on_never_makes_a_prompt_grow(text: str, data: st.DataObject) -> None:
    prompt = parse_prompt(text)
    index = data.draw(st.integers(0, len(prompt.phrases) - 1))
    first = prompt.reweighted({index: 1.3})
    for weight in data.draw(st.lists(WEIGHTS, max_size=5)):
        prompt = prompt.reweighted({index: weight})
    assert str(prompt.reweighted({index: 1.3})) == str(first)


@given(prompts(), st.data())
def test_malformed_prompts_can_be_reweighted(text: str, data: st.DataObject) -> None:
    prompt = parse_prompt(text)
    assume(prompt.phrases)
    # A backslash before nothing makes the WebUI read schedules as text; with brackets behind it, it does not.
    assume("\\" not in re.sub(r"\\.", "", text))
    weights = {data.draw(st.integers(0, len(prompt.phrases) - 1)): data.draw(WEIGHTS)}
    after = prompt.reweighted(weights)
    assert [phrase.text for phrase in after.phrases] == [phrase.text for phrase in prompt.phrases]
    assert [network.arguments for network in after.networks] == [
        network.arguments for network in prompt.networks
    ]
    assert str(after.reweighted(weights)) == str(after)


@pytest.mark.parametrize(
    ("text", "index", "expected"),
    [
        ("a, b, c", 0, "b, c"),
        ("a, b, c", 1, "a, c"),
        ("a, b, c", 2, "a, b"),
        ("a,\nb,\nc", 1, "a,\nc"),
        ("a\nb, c\nd", 1, "a\nc\nd"),
        ("少女、(傘)、空", 1, "少女、空"),
        ("a, ((b)), c", 1, "a, c"),
        ("(a, b:1.2), c", 0, "(b:1.2), c"),
        ("(a, b:1.2), c", 1, "(a:1.2), c"),
        ("(b:1.2), c", 0, "c"),
        ("[cat:dog:0.5]", 0, "[:dog:0.5]"),
        ("[a|b]", 1, "[a|]"),
        ("a, <lora:x:1>, b", 1, "a<lora:x:1>"),
        ("sun<lora:x:1>flower, b", 0, "<lora:x:1>b"),
        ("a,\n# why\nb", 0, "# why\nb"),
        ("a, # why\nb", 1, "a# why\n"),
        ("a BREAK b", 1, "a BREAK "),
        ("BREAK a, b", 0, "BREAK b"),
        ("x,(a)BREAK y", 1, "x BREAK y"),
        ("a cat :1.2 AND a dog :0.5", 1, "a cat :1.2 "),
        ("a cat :1.2 AND a dog :0.5", 0, "a dog :0.5"),
        ("a AND b AND c", 1, "a AND c"),
        ("a", 0, ""),
    ],
)
def test_without(text: str, index: int, expected: str) -> None:
    assert str(parse_prompt(text).without(index)) == expected


@given(well_formed(), st.data())
def test_without_takes_one_phrase_and_nothing_else(text: str, data: st.DataObject) -> None:
    prompt = parse_prompt(text)
    index = data.draw(st.integers(0, len(prompt.phrases) - 1))
    after = prompt.without(index)
    kept = [phrase for place, phrase in enumerate(prompt.phrases) if place != index]
    # In "cat (red, hat)" the brackets separate; "cat (hat)" is one phrase. So words are compared first.
    assert after.plain().replace(",", "") == " ".join(phrase.text for phrase in kept)
    if len(after.phrases) == len(kept):
        assert [phrase.weight for phrase in after.phrases] == [
            pytest.approx(phrase.weight) for phrase in kept
        ]
    assert [network.arguments for network in after.networks] == [
        network.arguments for network in prompt.networks
    ]
    assert len(str(after)) < len(text)


@given(prompts(), st.data())
def test_malformed_prompts_lose_a_phrase_at_a_time(text: str, data: st.DataObject) -> None:
    prompt = parse_prompt(text)
    assume(prompt.phrases)
    index = data.draw(st.integers(0, len(prompt.phrases) - 1))
    kept = [phrase.text for phrase in prompt.phrases if phrase is not prompt.phrases[index]]
    assert [phrase.text for phrase in prompt.without(index).phrases] == kept
