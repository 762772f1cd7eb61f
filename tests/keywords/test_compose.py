"""Lists put together from what was typed."""

from __future__ import annotations

import pytest

from clip_critic.errors import BadInputError, KeywordListError
from clip_critic.keywords.compose import contrast_list, list_notes, typed_sets, with_templates
from clip_critic.keywords.lists import KeywordList

GROUPED = KeywordList.parse("template: {} in oil\ncat\n[Two]\ntemplate: two {}\ndog\n")


def test_typed_templates_stand_in_for_all_of_the_list() -> None:
    typed = with_templates(GROUPED, ["a photo of {}", " ", "{}"])
    assert [typed.templates_of(group) for group in typed.groups] == [("a photo of {}", "{}")] * 2
    assert typed.keywords == GROUPED.keywords


def test_no_typed_template_leaves_the_list_as_it_is() -> None:
    assert with_templates(GROUPED, ["", "  "]) is GROUPED


def test_a_typed_template_needs_its_place() -> None:
    with pytest.raises(KeywordListError, match=r"\{\}"):
        with_templates(GROUPED, ["a photo"])


def test_sets_become_groups_even_when_they_are_equal() -> None:
    words = contrast_list(typed_sets("girl, woman\n\nparasol, umbrella, sunshade\ngirl, woman\n"))
    assert [group.keywords for group in words.groups] == [
        ("girl", "woman"),
        ("parasol", "umbrella", "sunshade"),
        ("girl", "woman"),
    ]


def test_no_sets() -> None:
    assert len(contrast_list(typed_sets(""))) == 0


@pytest.mark.parametrize("typed", ["girl", "girl, girl", "girl, woman\nsky"])
def test_a_contrast_needs_two_words(typed: str) -> None:
    with pytest.raises(BadInputError, match="at least two"):
        contrast_list(typed_sets(typed))


def test_brackets_in_words_do_not_break_the_sets_name() -> None:
    assert contrast_list([("[a]", "b]")]).groups[0].keywords == ("[a]", "b]")


def test_dropped_duplicates_are_told() -> None:
    assert list_notes(KeywordList.parse("cat\ncat\ndog")) == ["Repeated keywords that were dropped: 1"]
    assert list_notes(KeywordList.parse("cat\ndog")) == []
