"""The table of settings."""

from __future__ import annotations

import pytest

from clip_critic.errors import BadInputError
from clip_critic.settings import MINIATURE_LIST, Settings, table


def test_the_table_holds_every_setting_with_its_default() -> None:
    assert Settings.read({name: default for name, default, _ in table()}) == Settings()
    assert all(about.label for _, _, about in table())


def test_missing_values_keep_their_defaults() -> None:
    assert Settings.read({"rounds": 3.0}) == Settings(rounds=3)
    assert isinstance(Settings.read({"rounds": 3.0}).rounds, int)


def test_an_emptied_text_falls_back_to_the_default() -> None:
    assert Settings.read({"encoder": "  "}).encoder == Settings().encoder


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"roundz": 3}, "roundz"),
        ({"rounds": 1001}, "Rounds"),
        ({"rounds": -1}, "Rounds"),
        ({"rounds": "many"}, "not a number"),
        ({"threshold": 2}, "Threshold"),
        ({"threshold": float("nan")}, "Threshold"),
        ({"device": "gpu"}, "cuda"),
        ({"cache_megabytes": -1}, "cache"),
    ],
)
def test_bad_values_are_named(values: dict[str, object], words: str) -> None:
    with pytest.raises(BadInputError, match=words):
        Settings.read(values)


def test_the_miniature_begins_with_a_list_that_it_knows() -> None:
    assert Settings().first_list == "First look"
    assert Settings(encoder="miniature").first_list == MINIATURE_LIST
    assert Settings(encoder="miniature:second").first_list == MINIATURE_LIST
    assert Settings(encoder="miniature", keyword_list="Mine").first_list == "Mine"
