"""``clip-critic concept start``, ``parts`` and ``fidelity``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from clip_critic.weights.embeddings import read_embedding
from tests.cli.command_line import Cli
from tools.miniature.scenes import draw, sample_scene, shrink

QUICK = ("--encoder", "miniature", "--vectors", "1", "--steps", "4")


def save_scenes(folder: Path, count: int, seed: int, **fixed: Any) -> Path:
    folder.mkdir()
    rng = np.random.default_rng(seed)
    for number in range(count):
        scene = sample_scene(rng, count=1, size="large", style="plain", **fixed)
        Image.fromarray(shrink(draw(scene))).save(folder / f"{number}.png")
    return folder


@pytest.fixture
def hearts(tmp_path: Path) -> Path:
    return save_scenes(tmp_path / "hearts", 3, 1, colour="red", shape="heart")


def test_a_concept_is_started_saved_and_measured(cli: Cli, hearts: Path, tmp_path: Path) -> None:
    others = save_scenes(tmp_path / "others", 3, 2, colour="green", shape="heart")
    result = cli("concept", "start", "<my-heart>", hearts, *QUICK)
    assert result.exit_code == 0, result.stderr
    file = Path(result.stdout.strip())
    assert read_embedding(file).parts[""].shape == (1, 128)
    assert "Saved: <my-heart>" in result.stderr
    measured = ("concept", "fidelity", "my-heart", hearts, "--others", others, "--kind", "heart")
    table = cli(*measured, "--encoder", "miniature")
    assert table.exit_code == 0, table.stderr
    assert "<my-heart>" in table.stdout and "Over the word" in table.stdout
    record = json.loads(cli(*measured, "--encoder", "miniature", "--json").stdout)
    assert record["margin"][1] <= record["margin"][0] <= record["margin"][2]


def test_parts_are_started_together(cli: Cli, hearts: Path, tmp_path: Path) -> None:
    red = save_scenes(tmp_path / "red", 3, 3, colour="red", shape="square")
    shape = save_scenes(tmp_path / "shape", 3, 4, colour="blue", shape="triangle")
    parts = ("--part", f"colour={red}", "--part", f"shape={shape}")
    result = cli("concept", "parts", "mascot", hearts, *parts, *QUICK, "--json")
    assert result.exit_code == 0, result.stderr
    record = json.loads(result.stdout)
    assert [part["name"] for part in record["parts"]] == ["mascot-colour", "mascot-shape"]
    files = [Path(file) for saved in record["saved"] for file in saved["files"]]
    assert [read_embedding(file).count for file in files] == [2, 1, 1]


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")  # of diffusers
def test_a_started_one_is_trained_on_under_another_name(cli: Cli, hearts: Path) -> None:
    pytest.importorskip("diffusers", reason="it is what trains")
    started = Path(cli("concept", "start", "my-heart", hearts, *QUICK).stdout.strip())
    before = started.read_bytes()
    train = ("concept", "train", "<my-heart>", hearts, "--steps", "12", "--rate", "0.02", "--device", "cpu")
    result = cli(*train)
    assert result.exit_code == 0, result.stderr
    trained = read_embedding(Path(result.stdout.strip()))
    assert trained.name == "my-heart-trained" and trained.step == 12
    assert trained.lineage["trained"]["from"] == "my-heart" and "started" in trained.lineage
    assert started.read_bytes() == before
    assert not np.array_equal(trained.parts[""], read_embedding(started).parts[""])
    assert "Saved: <my-heart-trained>" in result.stderr
    again = json.loads(cli(*train, "--as", "other", "--json").stdout)
    assert again["name"] == "other" and again["after"] > 0
    taken = cli(*train[:3], hearts, "--as", "a/b")
    assert taken.exit_code != 0 and "is a path" in taken.stderr
    nothing = cli("concept", "train", "nobody", hearts)
    assert nothing.exit_code != 0 and "There is no concept <nobody>" in nothing.stderr


def test_an_encoder_that_nothing_draws_with_is_said(
    cli: Cli, hearts: Path, tmp_path: Path, tiny_clip: Path
) -> None:
    others = save_scenes(tmp_path / "others", 20, 2)
    start = ("concept", "start", "my-heart", hearts, "--others", others, "--kind", "heart", "--steps", "1")
    result = cli(*start, "--encoder", f"hf:{tiny_clip}", "--vectors", "1")
    assert result.exit_code == 0, result.stderr
    said = " ".join(result.stderr.split())
    assert "With this encoder it is a keyword only" in said
    assert "start it with the encoder hf:openai/clip-vit-large-patch14." in said


@pytest.mark.parametrize("part", ["face", "=x", "face="])
def test_a_part_is_a_name_and_a_folder(part: str, cli: Cli, hearts: Path) -> None:
    result = cli("concept", "parts", "mascot", hearts, "--part", part, *QUICK)
    assert result.exit_code != 0
    assert "write --part face=FOLDER" in result.stderr


def test_what_is_wrong_is_said(cli: Cli, hearts: Path) -> None:
    one = cli("concept", "start", "my-heart", hearts / "0.png", *QUICK)
    assert one.exit_code != 0 and "One picture does not show" in one.stderr
    name = cli("concept", "start", "a/b", hearts, *QUICK)
    assert name.exit_code != 0 and "is a path" in name.stderr
    kind = cli("concept", "start", "my-heart", hearts, "--vectors", "17")
    assert kind.exit_code != 0 and "between 1 and 16" in kind.stderr
