"""``clip-critic dream``: frames of the miniature, films and sheets."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.cli.command_line import Cli

pytestmark = [
    pytest.mark.slow,
    # diffusers' own
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning"),
]
SMALL = ("--frames", 2, "--steps", 2, "--cutouts", 2)
QUICK = ("--encoder", "miniature", "--generator", "pixels", "--seed", 7, *SMALL)


def record(result: Any) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def refused(result: Any, words: str) -> None:
    assert result.exit_code == 2, result.output
    assert words in " ".join(result.output.split())
    assert "Traceback" not in result.output


def test_a_dream_with_a_film_and_a_sheet(cli: Cli, tmp_path: Path) -> None:
    film, sheet = tmp_path / "storm.webp", tmp_path / "storm.png"
    dream = record(cli("dream", "--want", "a blue star", *QUICK, "--film", film, "--sheet", sheet, "--json"))
    assert [step["climbed"] for step in dream["steps"]] == [0, 2, 4]
    with Image.open(film) as moving, Image.open(sheet) as still:
        assert moving.n_frames == 3 and still.width > 500  # type: ignore[attr-defined]
    shown = cli("sessions", "show", dream["id"])
    assert shown.exit_code == 0 and "a blue star" in shown.output
    further = record(cli("resume", dream["id"], "--set", "frames=3", "--json"))
    assert len(further["steps"]) == 4


def test_a_picture_a_unit_and_a_preset(cli: Cli, tmp_path: Path) -> None:
    picture = tmp_path / "green.png"
    Image.new("RGB", (64, 64), "green").save(picture)
    options = ("--encoder", "miniature", "--preset", "deep picture", "--frames", 1, "--seed", 3, "--json")
    dream = record(cli("dream", picture, *options))
    assert dream["settings"]["unit"] == "layer 3" and dream["settings"]["start"] == "picture"
    assert dream["settings"]["frames"] == 1 and dream["steps"][-1]["activity"] > 0


def test_phrases_are_compared(cli: Cli) -> None:
    dream = record(cli("dream", "--want", "a castle", "--compare", "vray | unreal engine", *QUICK, "--json"))
    assert [one["phrase"] for one in dream["steps"][-1]["compared"]] == ["", "vray", "unreal engine"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ((), "needs an aim"),
        (("--want", "star", "--film", "star.avi"), "end it with .webp"),
        (("--want", "star", "--preset", "none such"), "choose one of"),
        (("--want", "star", "--start", "picture"), "needs a PICTURE"),
        (("--unit", "eye 4"), "is not a unit"),
    ],
)
def test_what_it_refuses(cli: Cli, options: tuple[str, ...], words: str) -> None:
    refused(cli("dream", *QUICK, *options), words)
