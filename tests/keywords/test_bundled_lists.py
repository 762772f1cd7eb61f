"""The keyword lists that come with the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from clip_critic.keywords.lists import KeywordList
from clip_critic.keywords.names import check_name
from clip_critic.keywords.presets import PresetStore
from clip_critic.storage.assets import bundled_lists_dir

LISTS = sorted(bundled_lists_dir().iterdir())
FIRST_LOOK = {
    "People": "girl, woman, boy, man, crowd",
    "Animals": "cat, dog, horse, bird, fish",
    "Food": "cake, fruit, vegetables, noodles, coffee",
    "Things": "umbrella, parasol, hat, sunglasses, flower, car",
    "Places": "beach, forest, mountain, city street, room, cloudy sky",
    "Styles": "Claude Monet, Vincent van Gogh, ukiyoe, illustration, photograph, Minecraft",
}
LINES_OF_A_SCREEN = 50


def test_the_lists_are_these(tmp_path: Path) -> None:
    assert PresetStore(bundled_lists_dir(), tmp_path).names() == [
        "Art movements",
        "Composition",
        "First look",
        "Light and mood",
        "Media and techniques",
        "Near-synonyms",
        "Painters",
        "People",
        "Prompt modifiers",
        "Shapes and styles",
    ]


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_a_list_is_well_formed(path: Path) -> None:
    read = KeywordList.read(path)

    assert read.duplicates == 0
    assert read.notes == ()
    assert 18 <= len(read) <= 80
    assert all(group.name for group in read.groups) or len(read.groups) == 1
    assert all(len(group.keywords) >= 2 for group in read.groups)
    assert KeywordList.parse(read.format()) == read


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_a_list_says_what_it_is_for_and_is_a_tidy_file(path: Path) -> None:
    data = path.read_bytes()

    assert path.suffix == ".txt"
    assert check_name(path.stem) == path.stem
    assert data.startswith(b"# ")
    assert data.endswith(b"\n")
    assert b"\r" not in data
    assert all(line == line.rstrip() for line in data.decode().split("\n"))


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_no_keyword_is_longer_than_a_prompt_writers_phrase(path: Path) -> None:
    assert all(len(word.split()) <= 5 for word in KeywordList.read(path).keywords)


def test_the_first_look_is_of_everything_and_fits_on_a_screen() -> None:
    read = KeywordList.read(bundled_lists_dir() / "First look.txt")

    assert {group.name: ", ".join(group.keywords) for group in read.groups} == FIRST_LOOK
    assert {read.templates_of(group) for group in read.groups} == {("{}",)}
    assert len((bundled_lists_dir() / "First look.txt").read_text().splitlines()) <= LINES_OF_A_SCREEN


def test_painters_are_asked_for_as_painters() -> None:
    read = KeywordList.read(bundled_lists_dir() / "Painters.txt")
    assert all("a painting by {}" in read.templates_of(group) for group in read.groups)


def test_near_synonyms_stand_side_by_side() -> None:
    read = KeywordList.read(bundled_lists_dir() / "Near-synonyms.txt")
    sets = [set(group.keywords) for group in read.groups]

    assert any({"girl", "woman", "lady"} <= words for words in sets)
    assert any({"umbrella", "parasol"} <= words for words in sets)


def test_prompt_modifiers_hold_the_ones_that_everybody_copies() -> None:
    read = KeywordList.read(bundled_lists_dir() / "Prompt modifiers.txt")
    assert {"unreal engine", "trending on artstation", "vray"} <= set(read.keywords)
