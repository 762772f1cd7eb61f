"""The prompt of a cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clip_critic.errors import BadInputError
from clip_critic.prompts import parse_prompt
from clip_critic.sessions.exhibitions.filling import fill, leave_out, require_harmless, with_places

WORD = st.text("abcdef", min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("template", "values", "prompt"),
    [
        ("a castle, {style}, red", {"style": "oil"}, "a castle, oil, red"),
        ("a castle, {style}, red", {"style": ""}, "a castle, red"),
        ("a castle, ({style}:1.2), red", {"style": ""}, "a castle, red"),
        ("{style}", {"style": ""}, ""),
        ("a {colour} circle", {"colour": ""}, "a circle"),
        ("a {colour} circle, {style}", {"colour": "", "style": ""}, "a circle"),
        ("in the style of {a} and {b}", {"a": "x|y", "b": "((z))"}, "in the style of x|y and ((z))"),
        ("{a}, {b}", {"a": "{b}", "b": "c"}, "{b}, c"),
        ("{a} and {a}", {"a": "x"}, "x and x"),
        ("{other}, x", {}, "{other}, x"),
    ],
)
def test_values_stand_in_the_places_of_their_axes(template: str, values: dict[str, str], prompt: str) -> None:
    assert fill(template, values) == prompt


def test_an_axis_without_a_place_is_added_at_the_end() -> None:
    assert with_places("a castle", "", ["style"]) == "a castle, {style}"
    assert with_places("a castle, {style}", "", ["style"]) == "a castle, {style}"
    assert with_places("a castle", "{style}", ["style"]) == "a castle"
    assert with_places("", "", ["a", "b"]) == "{a}, {b}"


@given(st.lists(WORD, min_size=1, max_size=5, unique=True), WORD)
def test_an_empty_value_leaves_the_other_phrases_alone(phrases: list[str], name: str) -> None:
    for place in range(len(phrases) + 1):
        template = ", ".join([*phrases[:place], f"{{{name}}}", *phrases[place:]])
        assert [phrase.text for phrase in parse_prompt(fill(template, {name: ""})).phrases] == phrases


@given(st.lists(WORD, min_size=2, max_size=6))
def test_a_phrase_is_left_out_wherever_it_stands(phrases: list[str]) -> None:
    prompt = ", ".join(phrases)
    left = [phrase.text for phrase in parse_prompt(leave_out(prompt, phrases[0].upper())).phrases]
    assert left == [phrase for phrase in phrases if phrase != phrases[0]]


def test_words_inside_a_phrase_are_left_out_too() -> None:
    assert leave_out("a small blue circle and a red square", "Blue") == "a small circle and a red square"
    assert leave_out("bluebird, a blue bird", "blue") == "bluebird, a bird"
    assert leave_out("a castle, (oil:1.2), 8k", "oil") == "a castle, 8k"
    with pytest.raises(BadInputError, match=r"no 'cat' to leave out\. Its phrases are: a dog, red"):
        leave_out("a dog, red, a dog", "cat")


@pytest.mark.parametrize("value", ["((oil", "[oil", "# oil", "oil, (a:1.2", "a [b:c"])
def test_a_value_that_would_change_the_rest_is_refused(value: str) -> None:
    with pytest.raises(BadInputError, match="changes how the rest of the prompt is read"):
        require_harmless("a castle, {style}, red", "style", value)


@pytest.mark.parametrize("value", ["(red", "red)", "[red", "((red)", "# red", "a AND (red"])
def test_brackets_within_a_single_phrase_are_seen_too(value: str) -> None:
    with pytest.raises(BadInputError, match="close its brackets"):
        require_harmless("(a {colour} circle)", "colour", value)


@pytest.mark.parametrize(
    "value", ["red AND blue", "(red)", "red, (blue:1.5)", r"red \(dark\)", "red:1.2", "x BREAK y"]
)
def test_closed_values_are_taken_within_a_phrase(value: str) -> None:
    require_harmless("a {colour} circle", "colour", value)


@pytest.mark.parametrize(
    "value", ["oil", "", "(oil)", "((oil:1.3))", "a, b", "<lora:x:1>", "[a|b]", "[a:b:0.5]", r"miku \(x\)"]
)
def test_a_value_of_its_own_is_taken(value: str) -> None:
    require_harmless("a castle, {style}, red", "style", value)
    require_harmless("a castle, ({style}:1.2), (red:0.5)", "style", value)
    require_harmless("no place", "style", "((")
