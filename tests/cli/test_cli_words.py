"""Lists put together from options."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clip_critic.cli.words import gather_words, merge, read_list
from clip_critic.errors import BadInputError, KeywordListError
from clip_critic.keywords.lists import KeywordList
from clip_critic.keywords.presets import PresetStore
from clip_critic.storage.assets import bundled_lists_dir


@pytest.fixture
def presets(tmp_path: Path) -> PresetStore:
    return PresetStore(bundled_lists_dir(), tmp_path / "lists")


def test_the_default_only_where_nothing_is_asked_for(presets: PresetStore) -> None:
    presets.save("Mine", "cat\n")
    assert gather_words([], [], presets, "Mine").keywords == ("cat",)
    assert gather_words(["dog"], [], presets, "Mine").keywords == ("dog",)
    assert gather_words(["dog"], ["mine"], presets, "x").keywords == ("dog", "cat")
    assert gather_words(["dog, sun", "moon"], [], presets, "x").keywords == ("dog", "sun", "moon")


def test_a_word_or_a_list_is_needed(presets: PresetStore) -> None:
    with pytest.raises(KeywordListError, match="empty"):
        gather_words([" , "], [], presets, "First look")


def test_a_preset_comes_before_a_file_of_its_name(
    presets: PresetStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("Painters").write_text("file\n", encoding="utf-8")
    Path("other").write_text("file\n", encoding="utf-8")
    assert "file" not in read_list("Painters", presets).keywords
    assert read_list("./Painters".replace("./", str(tmp_path) + "/"), presets).keywords == ("file",)
    assert read_list("other", presets).keywords == ("file",)


def test_a_path_comes_before_a_preset(presets: PresetStore, tmp_path: Path) -> None:
    file = tmp_path / "v1.5"
    file.write_text("file\n", encoding="utf-8")
    assert read_list(str(file), presets).keywords == ("file",)


def test_a_preset_with_a_dot_in_its_name(presets: PresetStore) -> None:
    presets.save("v1.5", "cat\n")
    assert read_list("v1.5", presets).keywords == ("cat",)


def test_a_file_that_is_no_list_says_where(presets: PresetStore, tmp_path: Path) -> None:
    file = tmp_path / "list.txt"
    file.write_text("cat\n[open\n", encoding="utf-8")
    with pytest.raises(KeywordListError, match=r"list\.txt: Line 2"):
        read_list(str(file), presets)


@pytest.mark.parametrize("name", ["nowhere", "a/b/c", "", "CON", "x" * 3000, "a\0b"])
def test_no_such_list(presets: PresetStore, name: str) -> None:
    with pytest.raises(BadInputError, match="neither a preset nor a file"):
        read_list(name, presets)


def test_templates_stay_with_their_own_words() -> None:
    typed = KeywordList.parse("cat, dog")
    painters = KeywordList.parse(
        "template: a painting by {}\nClaude Monet\nCat\n[Late]\ntemplate: late {}\nx\n"
    )
    merged = merge([typed, painters])
    assert [(g.name, g.keywords, merged.templates_of(g)) for g in merged.groups] == [
        ("", ("cat", "dog"), ("{}",)),
        ("", ("Claude Monet", "Cat"), ("a painting by {}",)),
        ("Late", ("x",), ("late {}",)),
    ]


def test_equal_groups_become_one_and_doubles_are_counted() -> None:
    merged = merge([KeywordList.parse("cat\n[A]\nx"), KeywordList.parse("Cat\ndog\n[a]\ny\nX\nX")])
    assert [(g.name, g.keywords) for g in merged.groups] == [("", ("cat", "dog")), ("A", ("x", "y"))]
    assert merged.duplicates == 3


def test_one_list_stays_as_it_is() -> None:
    words = KeywordList.parse("template: {} x\ncat")
    assert merge([words]) is words


names = st.sampled_from(["", "A", "a", "B"])
lists = st.lists(
    st.lists(st.tuples(names, st.lists(st.sampled_from("pqrstP"), min_size=1)), max_size=3).map(
        KeywordList.grouped
    ),
    min_size=2,
    max_size=4,
)


@given(lists)
def test_no_word_is_lost_or_made_up(parts: list[KeywordList]) -> None:
    merged = merge(parts)
    before = {
        (g.name.casefold(), word.casefold()) for part in parts for g in part.groups for word in g.keywords
    }
    after = [(g.name.casefold(), word.casefold()) for g in merged.groups for word in g.keywords]
    assert len(after) == len(set(after)) and set(after) == before
    dropped = sum(len(part) for part in parts) - len(merged)
    assert merged.duplicates == dropped + sum(part.duplicates for part in parts)


def _places(words: KeywordList) -> list[tuple[str, str]]:
    return [(group.name.casefold(), word.casefold()) for group in words.groups for word in group.keywords]
