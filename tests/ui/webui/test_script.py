"""The Script in img2img: its controls, what a picture's metadata sets, what it refuses, without a host."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr
import pytest

from clip_critic.errors import BadInputError
from clip_critic.sessions.feedback.settings import AUTOMATIC, LoopSettings
from tests.drawing_host import drawing_sessions
from tests.hosts.stand_in import face, standing_in

JAPANESE = json.loads((Path(__file__).parents[3] / "localizations" / "ja_JP.json").read_text("utf-8"))


@pytest.fixture
def script() -> Iterator[Any]:
    with standing_in():
        yield face("script")


@pytest.fixture
def controls(script: Any) -> dict[str, Any]:
    with gr.Blocks(analytics_enabled=False):
        built, pasted = script.controls(lambda name: f"script_{name}")
    by_name: dict[str, Any] = dict(zip(script.ARGUMENTS, built, strict=True))
    by_name["pasted"] = {id(component): value for component, value in pasted}
    return by_name


def choices(dropdown: Any) -> list[str]:
    return [choice if isinstance(choice, str) else choice[1] for choice in dropdown.choices]


def test_a_policy_that_waits_is_not_offered(controls: dict[str, Any]) -> None:
    assert choices(controls["policy"]) == ["target", "interrogate", "whole", "taste"]
    assert "by hand" not in controls["policy"].info


def test_its_texts_are_translated(script: Any, controls: dict[str, Any]) -> None:
    for name in script.ARGUMENTS:
        for text in (controls[name].label, controls[name].info):
            assert not text or text in JAPANESE, text


@pytest.mark.parametrize(
    ("infotext", "policy"),
    [
        ({"CLIP Critic session": "a", "CLIP Critic policy": "interrogate"}, "interrogate"),
        ({"CLIP Critic session": "a"}, "target"),
        ({"CLIP Critic session": "a", "CLIP Critic policy": "by hand"}, None),
        ({"CLIP Critic policy": "interrogate"}, None),
    ],
)
def test_what_metadata_sets(controls: dict[str, Any], infotext: dict[str, Any], policy: str | None) -> None:
    assert controls["pasted"][id(controls["policy"])](infotext) == policy


def created(script: Any, home: Path, target_score: object) -> float:
    """Create a session with this *Stop at score*, and return the score that it stops at."""
    values = {**dict.fromkeys(script.ARGUMENTS), "want": "blue", "target_score": target_score}
    settings = LoopSettings.read(script._script_settings(list(values.values())))
    return drawing_sessions(home).create(settings, "prompt").settings.target_score


@pytest.mark.parametrize("written", ["90%", "0.9", 0.9])
def test_a_score_is_per_cent_or_a_fraction(script: Any, tmp_path: Path, written: object) -> None:
    assert created(script, tmp_path, written) == 0.9


@pytest.mark.parametrize("written", ["90", 90])
def test_a_score_of_ninety_is_refused_with_a_hint(script: Any, tmp_path: Path, written: object) -> None:
    with pytest.raises(BadInputError, match=r"Write 90% or 0\.9\."):
        created(script, tmp_path, written)


def test_a_loop_stops_by_itself_unless_it_is_told_otherwise(script: Any, tmp_path: Path) -> None:
    assert created(script, tmp_path, None) == AUTOMATIC
    assert created(script, tmp_path, 0) == 0


def test_earlier_calls_keep_their_places(script: Any) -> None:
    assert script.ARGUMENTS.index("only_where") == 19
    assert script.ARGUMENTS[20:] == ("stop_when", "judge_decides", "taste", "taste_weight")
    assert script._script_settings([*[None] * 20, "whole batch"]) == {"stop_when": "whole batch"}


def test_it_says_that_it_holds_the_queue(controls: dict[str, Any]) -> None:
    assert "makes no other picture" in controls["steps"].info


def test_a_policy_that_waits_is_refused_over_the_api(script: Any) -> None:
    assert script._script_settings(["blue", None, None, "interrogate"])["policy"] == "interrogate"
    with pytest.raises(BadInputError, match="'by hand' stops after each step and cannot be continued here"):
        script._script_settings(["blue", None, None, "by hand"])
    with pytest.raises(BadInputError, match="There is no policy"):
        script._script_settings(["blue", None, None, "wishful"])
