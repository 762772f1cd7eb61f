"""Axes as text: what is read, what is written back, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clip_critic.errors import BadInputError
from clip_critic.keywords.presets import PresetStore
from clip_critic.sessions.exhibitions.axes import Axis, format_axes, joined, parse_axes, with_lists
from clip_critic.storage.assets import bundled_lists_dir

VALUES = st.lists(
    st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp")), max_size=12).map(
        lambda text: " ".join(text.split())
    ),
    min_size=1,
    max_size=5,
    unique=True,
)
NAMES = st.sampled_from(
    ["style", "a", "b", "sampler", "without", "colour of x", "名前", "option:Clip skip", "option:s_noise"]
)


@given(st.dictionaries(NAMES, VALUES, max_size=4))
def test_axes_are_read_back_as_they_were_written(written: dict[str, list[str]]) -> None:
    axes = tuple(Axis(name, tuple(values)) for name, values in written.items())
    assert parse_axes(format_axes(axes)) == axes


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    try:
        axes = parse_axes(text)
    except BadInputError as error:
        assert str(error).endswith((".", "?"))
    else:
        assert parse_axes(format_axes(axes)) == axes


def test_values_are_trimmed_and_counted_once() -> None:
    (axis,) = parse_axes("style =  oil   painting | watercolour|oil painting |  ")
    assert axis == Axis("style", ("oil painting", "watercolour", ""))
    assert (axis.is_words, axis.is_setting) == (True, False)
    assert parse_axes(r"mix = [a\|b] | c") == (Axis("mix", ("[a|b]", "c")),)


@pytest.mark.parametrize(
    ("name", "setting"),
    [("CFG scale", "cfg_scale"), ("cfg", "cfg_scale"), ("Steps", "sampling_steps"), ("SAMPLER", "sampler")],
)
def test_a_setting_is_known_by_its_label_too(name: str, setting: str) -> None:
    (axis,) = parse_axes(f"{name} = 1 | 2")
    assert (axis.name, axis.is_setting, axis.is_words) == (setting, True, False)
    (without,) = parse_axes("Without = x")
    assert (without.name, without.is_setting, without.is_words) == ("without", False, False)


def test_an_option_of_the_host_keeps_its_name() -> None:
    (axis,) = parse_axes("Option:  CLIP_stop_at_last_layers = 1 | 2 | ")
    assert axis == Axis("option:CLIP_stop_at_last_layers", ("1", "2", ""))
    assert (axis.option, axis.is_words, axis.is_setting) == ("CLIP_stop_at_last_layers", False, False)
    (axis,) = parse_axes("option:Discard penultimate sigma (k-diffusion) = True")
    assert axis.option == "Discard penultimate sigma (k-diffusion)"
    (axis,) = parse_axes("option = 1 | 2")
    assert axis.is_words and not axis.option


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("style oil | water", "Line 1 of the axes has no ="),
        ("a = 1\n\n= 2", "Line 3 of the axes: ''"),
        ("a = 1\na = 2", "two axes named a"),
        ("samplr = x", "did you mean the setting sampler?"),
        ("1st = x", "cannot be a name"),
        (f"{'x' * 41} = y", "cannot be a name"),
        ("<b>x</b> = y", "cannot be a name"),
        ("option: = y", "'' cannot be the name of an option"),
        (f"option:{'x' * 121} = y", "cannot be the name of an option"),
        ("option:<b> = y", "cannot be the name of an option"),
    ],
)
def test_what_is_wrong_with_a_line_is_said(text: str, words: str) -> None:
    with pytest.raises(BadInputError) as caught:
        parse_axes(text)
    assert words in str(caught.value)


def test_more_values_go_behind_those_that_are_there() -> None:
    before, more = parse_axes("a = 1 | 2\nb = x"), parse_axes("c = y\na = 2 | 3")
    assert format_axes(joined(before, more)) == "a = 1 | 2 | 3\nb = x\nc = y"


@pytest.fixture
def presets(tmp_path: Path) -> PresetStore:
    return PresetStore(bundled_lists_dir(), tmp_path)


def test_a_list_stands_for_its_words(presets: PresetStore) -> None:
    presets.save("Mine", "[One]\nred\nmiku (vocaloid)\n[Two]\nblue\nred\n")
    (axis,) = with_lists(parse_axes("x = | list:mine | green"), presets)
    assert axis.values == ("", "red", r"miku \(vocaloid\)", "blue", "green")
    (axis,) = with_lists(parse_axes("x = list:Mine/two"), presets)
    assert axis.values == ("blue", "red")
    (axis,) = with_lists(parse_axes("x = mine"), presets)
    assert axis.values[0] == "red"
    (axis,) = with_lists(parse_axes("x = Mine | red"), presets)
    assert axis.values == ("Mine", "red")


def test_a_list_that_is_not_there_is_reported(presets: PresetStore) -> None:
    with pytest.raises(BadInputError, match="no preset named"):
        with_lists(parse_axes("x = list:Nothing"), presets)
    with pytest.raises(BadInputError, match="has no group 'Nothing'"):
        with_lists(parse_axes("x = list:Shapes and styles/Nothing"), presets)
