"""Steering outside a session: what it refuses, what it loads, and what a picture's metadata give back."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from clip_critic.errors import BadInputError, EncoderError, HostError
from clip_critic.sessions.feedback import steered
from clip_critic.sessions.feedback.settings import table as loop_table
from clip_critic.sessions.feedback.steered import ENTRIES, SteeringSettings, entry_of, prepare
from tests.critics import Desk
from tests.drawing_host import DrawingCritic

NAMES = list(ENTRIES)
CHANGED = SteeringSettings("red:1.5, star", 'a "blue" hat', 0.7, 0.55, 3, "full", "hf:some/model")


def critic_of(home: Path, **settings: Any) -> DrawingCritic:
    desk = Desk(home, encoder="colours", **settings)
    return DrawingCritic(desk.places, lambda: desk.settings)


def quote(text: str) -> str:
    """Write a value as the WebUI does."""
    return json.dumps(text, ensure_ascii=False) if re.search("[,:\n]", text) else text


def read_as_the_host_does(line: str) -> dict[str, str]:
    """Read the last line of an infotext with the WebUI's own expressions."""
    found: dict[str, str] = {}
    for key, value in re.findall(r'\s*(\w[\w \-/]+):\s*("(?:\\.|[^\\"])+"|[^,]*)(?:,|$)', line):
        text = json.loads(value) if value[:1] == value[-1:] == '"' else value
        size = re.match(r"^(\d+)x(\d+)$", text)
        found |= {f"{key}-1": size[1], f"{key}-2": size[2]} if size else {key: text}
    return found


def pasted(settings: SteeringSettings, **more: str) -> dict[str, Any]:
    """Return the rows after a picture with these settings, by the WebUI's way of writing and reading."""
    entries = {"Steps": "20", **settings.entries(), "CFG scale": "7", **more}
    line = ", ".join(f"{name}: {quote(value)}" for name, value in entries.items())
    read = read_as_the_host_does(line)
    return {name: entry_of(name, read) for name in NAMES}


def test_its_rows_are_the_loops() -> None:
    loop = {name: (default, about) for name, default, about in loop_table()}
    assert [(name, (default, about)) for name, default, about in steered.table()] == [
        (name, loop[name]) for name in NAMES
    ]


def test_metadata_give_all_settings_back() -> None:
    assert pasted(CHANGED) == asdict(CHANGED)
    assert pasted(SteeringSettings("star", steer=1)) == asdict(SteeringSettings("star", steer=1))


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ('"quoted"', '"quoted":1'),
        ('"', '":1'),
        ("64x64", "64x64:1"),
        ("red\nstar", "red\nstar"),
        ("back\\slash", "back\\slash"),
        ("青い、星", "青い、星"),
        ('"a", b\\"', '"a", b\\"'),
    ],
)
def test_words_survive_the_hosts_quotes(words: str, read: str) -> None:
    settings = SteeringSettings(words, steer=0.5, encoder='a "b", c')
    assert pasted(settings, Version='"v1"')["want"] == read
    assert pasted(settings)["encoder"] == 'a "b", c'


def test_a_picture_that_was_not_steered_turns_it_off() -> None:
    assert {name: entry_of(name, {"Steps": "20"}) for name in NAMES} == {**dict.fromkeys(NAMES), "steer": 0}
    assert {name: entry_of(name, {"Prompt": "a"}) for name in NAMES} == dict.fromkeys(NAMES)


def test_an_entry_that_is_no_setting_changes_nothing() -> None:
    entries = {"CLIP steering": "1e9", "CLIP steering decoder": "huge", "CLIP steering until": "0.5"}
    found = {name: entry_of(name, entries) for name in ("steer", "steer_decoder", "steer_until")}
    assert found == {"steer": None, "steer_decoder": None, "steer_until": 0.5}


@pytest.mark.parametrize("values", [{}, {"want": "red"}, {"steer": 0, "want": "red"}, {"steer": None}])
def test_nothing_is_loaded_while_it_is_off(tmp_path: Path, values: dict[str, Any]) -> None:
    assert prepare(critic_of(tmp_path, keyword_list="no such list"), {**values, "encoder": "none:"}) is None


@pytest.mark.parametrize(
    ("values", "error", "words"),
    [
        ({}, BadInputError, "There are no targets"),
        ({"want": "red, blue", "avoid": "Blue"}, BadInputError, "'blue' is both wanted and unwanted"),
        ({"want": "red:abc"}, BadInputError, "is not a weight"),
        ({"want": "red", "steer_decoder": "huge"}, BadInputError, "'huge' is not one of small, full"),
        ({"want": "red", "steer": 50}, BadInputError, "50 is not between 0 and 5"),
        ({"want": "red", "steer_cutouts": "many"}, BadInputError, "is not a number"),
        ({"want": ["red"]}, BadInputError, "is not text"),
        ({"want": "red", "encoder": "none:"}, EncoderError, "There is no encoder"),
        ({"want": "red"}, EncoderError, "has no gradients"),
    ],
)
def test_what_it_refuses(tmp_path: Path, values: dict[str, Any], error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        prepare(critic_of(tmp_path), {"steer": 0.5, **values})


@pytest.mark.parametrize(("want", "avoid"), [("red, blue", ""), ("", "red")])
def test_words_need_others_to_be_compared_with(tmp_path: Path, want: str, avoid: str) -> None:
    critic = critic_of(tmp_path, keyword_list="mine")
    critic.presets.save("mine", "red\n")
    with pytest.raises(BadInputError, match="has no others"):
        prepare(critic, {"steer": 1, "want": want, "avoid": avoid})


@pytest.mark.slow
def test_an_encoder_with_gradients_steers(tmp_path: Path, tiny_clip: Path) -> None:
    reported: list[str] = []
    critic = Desk(tmp_path, encoder=f"hf:{tiny_clip}").critic()
    values = {"want": "red, star:2", "avoid": "blurred", "steer": 3}
    job = prepare(critic, values, lambda done, total, what: reported.append(what))
    assert job is not None
    assert job.entries == {
        "CLIP steering": "3",
        "CLIP steering wanted": "red, star:2",
        "CLIP steering unwanted": "blurred",
    }
    assert "likely to spoil pictures" in job.notes[0]
    assert "loading the encoder" in reported


def test_memory_that_is_too_short_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("CUDA out of memory. Tried to allocate 1 GiB")

    monkeypatch.setattr("clip_critic.sessions.feedback.ranker.guide_of", fails)
    with pytest.raises(HostError, match="Memory is too short for steering"):
        prepare(critic_of(tmp_path), {"steer": 0.5, "want": "red"})
