"""The table of a session's settings."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from clip_critic.errors import BadInputError
from clip_critic.sessions.feedback.settings import MAX_SEED, LoopSettings, table
from clip_critic.sessions.host_settings import styles_text


def test_the_table_holds_every_setting_with_its_default() -> None:
    assert LoopSettings.read({name: default for name, default, _ in table()}) == LoopSettings()
    assert [name for name, _, _ in table()] == list(asdict(LoopSettings()))


def test_every_setting_has_a_label_of_its_own_and_a_section() -> None:
    labels = [about.label for _, _, about in table()]
    assert len(set(labels)) == len(labels)
    assert {about.section for _, _, about in table()} == {"goal", "loop", "host"}


def test_defaults_are_within_their_own_bounds() -> None:
    for name, default, about in table():
        if about.kind in ("number", "integer"):
            assert about.minimum <= default <= about.maximum, name
        if about.kind == "choice":
            assert default in about.choices, name


def test_settings_go_through_json_and_back() -> None:
    settings = LoopSettings(want="赤:1.5, re:zero", hold=0.3, seed=MAX_SEED, match_colours=True)
    assert LoopSettings.read(json.loads(json.dumps(asdict(settings)))) == settings


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), min_size=1)))
@example(["Portrait, dark", 'a "b"', "plain"])
def test_styles_have_any_name(names: list[str]) -> None:
    wanted = tuple(name.strip() for name in names if name.strip())
    assert LoopSettings(styles=styles_text(wanted)).style_names == wanted


def test_styles_as_a_person_writes_them() -> None:
    assert LoopSettings(styles=' one,two , "three, four"').style_names == ("one", "two", "three, four")
    assert LoopSettings(styles="").style_names == ()


def test_other_values_take_their_places() -> None:
    settings = LoopSettings(want="red", seed=3)
    assert settings.changed({"steps": 12}) == LoopSettings(want="red", seed=3, steps=12)
    with pytest.raises(BadInputError, match="Steps"):
        settings.changed({"steps": 0})


@pytest.mark.parametrize(
    ("values", "score"),
    [
        ({}, 0.9),
        ({"objective": "share"}, 0.9),
        ({"objective": "similarity"}, 2),
        ({"target_score": "-1", "objective": "similarity"}, 2),
        ({"target_score": "80%"}, 0.8),
        ({"target_score": 0}, 0),
    ],
)
def test_the_score_that_stops_the_loop(values: dict[str, object], score: float) -> None:
    assert LoopSettings.read(values).stop_score == score


def test_an_emptied_text_stays_empty_where_that_means_something() -> None:
    assert LoopSettings.read({"prompt": "", "negative_prompt": " "}).prompt == ""
    assert LoopSettings.read({"policy": "target"}).policy == "target"


@pytest.mark.parametrize("value", [True, "true", "True", "yes", "on", 1, "1"])
def test_flags_are_read_from_what_means_yes(value: object) -> None:
    assert LoopSettings.read({"rivals": value}).rivals is True


@pytest.mark.parametrize("value", [False, "false", "False", "no", "off", 0, "0"])
def test_flags_are_read_from_what_means_no(value: object) -> None:
    assert LoopSettings.read({"rivals": value}).rivals is False


def test_halves_of_characters_are_not_kept() -> None:
    assert LoopSettings.read({"want": "red\ud83d"}).want == "red?"


def test_style_names_are_taken_apart() -> None:
    assert LoopSettings(styles=" ink , ,gold leaf").style_names == ("ink", "gold leaf")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"wants": "red"}, "wants"),
        ({"steps": 0}, "Steps"),
        ({"steps": 2.5}, "whole number"),
        ({"candidates": 65}, "Candidates"),
        ({"strength": 1.01}, "Denoising strength"),
        ({"strength": float("nan")}, "Denoising strength"),
        ({"cfg_scale": "high"}, "not a number"),
        ({"cfg_scale": None}, "not a number"),
        ({"seed": MAX_SEED + 1}, "Seed"),
        ({"seed": -2}, "Seed"),
        ({"objective": "probability"}, "share"),
        ({"schedule": "exponential"}, "cosine"),
        ({"keep": "worst"}, "best"),
        ({"target_score": -2}, "Stop at score: -2 is not between -1 and 100"),
        ({"stop_when": "two pictures"}, "Stop when: 'two pictures' is not one of one picture, whole batch"),
        ({"steer_when": "never"}, "Steer while: 'never' is not one of missing, always"),
        ({"want": None}, "not text"),
        ({"want": ["red"]}, "not text"),
        ({"rivals": "perhaps"}, "neither true nor false"),
        ({"rivals": None}, "neither true nor false"),
    ],
)
def test_bad_values_are_named(values: dict[str, object], words: str) -> None:
    with pytest.raises(BadInputError, match=words):
        LoopSettings.read(values)
