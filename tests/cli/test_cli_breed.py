"""``clip-critic breed``: concepts of the miniature's words, drawn by it in few steps."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from clip_critic.weights.embeddings import Embedding, read_embedding, write_embedding
from tests.cli.command_line import Cli
from tests.hosts.contract import concept
from tools.miniature.scenes import draw, sample_scene, shrink

pytestmark = [
    pytest.mark.slow,
    # diffusers' own
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning"),
]
QUICK = ("--sampling-steps", 2, "--seed", 7, "--size", 4, "--encoder", "miniature", "--json")


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    found = []
    for word in ("circle", "star", "square"):
        found.append(tmp_path / f"{word}.safetensors")
        write_embedding(found[-1], Embedding(word, concept(word).parts))
    return found


def record(result: Any) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def refused(result: Any, words: str) -> None:
    assert result.exit_code == 2, result.output
    assert words in " ".join(result.output.split())
    assert "Traceback" not in result.output


def test_breeding_from_files_to_a_file(cli: Cli, files: list[Path], tmp_path: Path) -> None:
    begun = record(cli("breed", *files, "--prompt", "a red {concept}", *QUICK))
    assert [one["concept"] for one in begun["individuals"]] == ["circle", "star", "square"]
    to = ("--to", begun["id"], "--json")
    bred = record(cli("breed", *to, "--pick", "1, 3"))
    assert bred["generations"][1]["picked"] == [1, 3]
    assert [one["what"] for one in bred["individuals"][3:]] == ["mean", "favourite", "average", "average"]
    undone = record(cli("breed", *to, "--undo"))
    assert undone["current"] == 0 and undone["generations"][1]["undone"]
    other = record(cli("breed", *to, "--pick", "2 1", "--first", "slerp"))
    assert other["individuals"][-1]["what"] == "slerp"
    last = other["individuals"][-1]["number"]
    out = tmp_path / "mine.safetensors"
    saved = cli("breed", "--to", begun["id"], "--save", last, "--out", out)
    assert saved.exit_code == 0, saved.output
    assert read_embedding(out).lineage["individual"] == last


def test_breeding_from_pictures(cli: Cli, tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    for number in range(4):
        scene = sample_scene(rng, count=1, shape="star", colour="blue")
        Image.fromarray(shrink(draw(scene))).save(tmp_path / f"{number}.png")
    begun = record(cli("breed", "--picture", tmp_path, "--vectors", 1, "--name", "my-star", *QUICK))
    assert [one["what"] for one in begun["individuals"]] == ["learned"] * 4
    assert len({one["files"][0] for one in begun["individuals"]}) == 4
    bred = record(cli("breed", "--to", begun["id"], "--json", "--pick", "1, 2"))
    assert len(bred["individuals"]) == 8
    refused(cli("breed", "--picture", tmp_path / "0.png", *QUICK), "at least 3")


def test_breeding_from_pictures_and_others_of_the_user_s_choice(
    cli: Cli, tmp_path: Path, files: list[Path]
) -> None:
    rng = np.random.default_rng(0)
    folders: dict[str, tuple[int, dict[str, Any]]] = {
        "own": (4, {"shape": "star"}),
        "few": (3, {}),
        "many": (20, {}),
    }
    for name, (count, fixed) in folders.items():
        (tmp_path / name).mkdir()
        for number in range(count):
            scene = sample_scene(rng, count=1, **fixed)
            Image.fromarray(shrink(draw(scene))).save(tmp_path / name / f"{number}.png")
    asked = ("breed", "--picture", tmp_path / "own", "--vectors", 1, *QUICK, "--others")
    assert len(record(cli(*asked, tmp_path / "many"))["individuals"]) == 4
    refused(cli(*asked, tmp_path / "few"), "There are 3 other pictures")  # in place of the bundled ones
    refused(cli("breed", *files, "--others", tmp_path / "many", *QUICK), "name them with --picture")
    refused(cli(*asked, tmp_path / "nothing"), "nothing")


def test_what_cannot_be_bred_is_refused(cli: Cli, files: list[Path], tmp_path: Path) -> None:
    refused(cli("breed"), "name at least one")
    refused(cli("breed", tmp_path / "none.pt"), "none.pt")
    refused(cli("breed", *files, "--pick", "1"), "--pick is for an earlier breeding")
    two = tmp_path / "two.safetensors"
    write_embedding(two, concept("red", "circle"))
    refused(cli("breed", files[0], two, *QUICK), "different numbers of vectors")
