"""``clip-critic demo`` and ``miniature export``: the bundled miniature at work."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from clip_critic.cli.commands import demo
from clip_critic.errors import InterruptedByUser
from clip_critic.pictures.infotext import parse_infotext
from clip_critic.pictures.metadata.reading import read_infotext
from tests.cli.command_line import Cli, invoke

# diffusers' own
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")


@dataclass(frozen=True)
class Demo:
    """A demo whose loop was stopped, and the whole one after it in the same folder.

    Attributes:
        stopped: the result of the command that was stopped.
        first_report: the report that it left.
    """

    stopped: Any
    first_report: str
    folder: Path
    result: Any


def stop(*_: object) -> None:
    raise InterruptedByUser("Interrupted.")


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """What the command makes: all the pictures take seconds, so that they are made once."""
    home = tmp_path_factory.mktemp("home")
    folder = tmp_path_factory.mktemp("demo") / "new" / "my demo"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(demo, "_loop", stop)
        stopped = invoke(home, "demo", "--out", folder)
    first_report = (folder / "report.html").read_text(encoding="utf-8")
    return Demo(stopped, first_report, folder, invoke(home, "demo", "--out", folder))


def test_it_draws_ranks_and_reports(shown: Demo) -> None:
    result, folder = shown.result, shown.folder
    assert result.exit_code == 0, result.output
    files = sorted(folder.glob("*.png"))
    assert len(files) == len(demo.PROMPTS)
    for file, prompt in zip(files, demo.PROMPTS, strict=True):
        with Image.open(file) as picture:
            assert parse_infotext(read_infotext(picture) or "").prompt == prompt
        assert f"Prompt: {prompt}" in result.stdout
    report = (folder / "report.html").read_text(encoding="utf-8")
    steps = demo.AIM["steps"]
    assert report.count('<article class="card">') == len(files)
    assert report.count('<article class="step">') == steps + 1
    places = (
        report.index('<ol class="strip'),
        report.index('<section class="loop">'),
        report.index("<details"),
    )
    assert list(places) == sorted(places), "the story is told first"
    pictures = len(files) + 2 + 1 + steps + 1
    assert report.count("data:image/") > pictures, "start, end, animation, steps, and those of the strip"
    assert 'class="chart"' in report
    assert report.count('class="rung"') == len(files) * demo.ROUNDS
    assert not re.search(r"""(src|href)=["']?http|url\((?!#)|@import""", report), "it needs nothing beside it"
    assert str(folder / "report.html") in result.stdout
    lines = result.stdout.partition("The feedback loop, from 1.png to: ")[2].splitlines()
    first = [
        line.split()[0] for line in lines if re.match(r" *(start|\d) +-?\d", line)
    ]  # prompts take more lines
    assert first == ["start", *(str(number) for number in range(1, demo.AIM["steps"] + 1))]
    (moving,) = folder.glob("loop.*")
    with Image.open(moving) as animation:
        assert getattr(animation, "n_frames", 1) >= 2
    assert "for real pictures choose another encoder" in result.stderr


def test_what_it_draws_is_what_it_was_asked_for(cli: Cli, shown: Demo) -> None:
    asked = {1: ("red, blue", "circle, star"), 2: ("orange, red", "triangle, circle", "mosaic, neon")}
    for number, pairs in asked.items():
        for words in pairs:
            file = shown.folder / f"{number}.png"
            result = cli("rank", file, "--keywords", words, "--json", "--encoder", "miniature")
            assert f'"winner": "{words.partition(",")[0]}"' in result.stdout, (number, words)


def test_a_stop_in_the_loop_leaves_the_rankings_report(shown: Demo) -> None:
    assert shown.stopped.exit_code == 130
    assert shown.first_report.count('class="rung"') == len(demo.PROMPTS) * demo.ROUNDS
    assert shown.result.exit_code == 0, shown.result.output
    (line,) = (line for line in shown.result.stdout.splitlines() if "clip-critic audit" in line)
    assert shlex.split(line)[2] == str(shown.folder / "2.png")


def test_nothing_of_the_users_is_replaced(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "3.png").write_bytes(b"mine")
    result = cli("demo", "--out", tmp_path)
    assert result.exit_code == 2
    assert "3.png that is not from the demo: choose another folder" in " ".join(result.stderr.split())
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("3.png", b"mine")]


def test_a_folder_that_cannot_be_written(cli: Cli, tmp_path: Path) -> None:
    tmp_path.joinpath("file").write_text("x")
    result = cli("demo", "--out", tmp_path / "file")
    assert result.exit_code == 4
    assert "Traceback" not in result.output


def test_export(cli: Cli, tmp_path: Path) -> None:
    result = cli("miniature", "export", tmp_path / "models")
    assert result.exit_code == 0, result.output
    names = {path.name for path in (tmp_path / "models").iterdir()}
    assert names == {
        "clip-critic-miniature.safetensors",
        "clip-critic-miniature.yaml",
        "clip-critic-miniature-text",
        "clip-critic-miniature-diffusers",
    }


def test_export_for_a_webui_alone(cli: Cli, tmp_path: Path) -> None:
    result = cli("miniature", "export", tmp_path, "--for", "webui")
    assert result.exit_code == 0
    # A WebUI lists every safetensors below its folder of checkpoints.
    assert [path.name for path in tmp_path.rglob("*.safetensors")] == ["clip-critic-miniature.safetensors"]
