"""``clip-critic concept``."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from clip_critic.encoders.base import Encoder
from clip_critic.encoders.token_vectors import word_vectors
from clip_critic.weights.embeddings import read_embedding
from tests.cli.command_line import Cli


@pytest.fixture
def embeddings(tmp_path: Path, tiny_encoder: Encoder) -> Path:
    folder = tmp_path / "embeddings"
    folder.mkdir()
    save_file({"emb_params": np.array(word_vectors(tiny_encoder, "cat"))}, folder / "my-cat.safetensors")
    both = {"<a>": np.ones((2, 768), "f4"), "<b>": np.ones((1, 768), "f4")}
    save_file(both, folder / "both.safetensors", {"ss_steps": "400", "ss_sd_model_name": "a model"})
    (folder / "broken.pt").write_bytes(b"PK\x03\x04")
    return folder


def test_a_table_of_concepts(cli: Cli, embeddings: Path) -> None:
    result = cli("concept", "list", "--embeddings", embeddings)
    assert result.exit_code == 0
    rows = {line.split()[0]: line for line in result.stdout.splitlines() if line.startswith("<")}
    assert rows.keys() == {"<a>", "<b>", "<my-cat>"}
    assert " cat " in rows["<my-cat>"]
    assert "27.71" in rows["<a>"] and "a model, 400 steps" in " ".join(result.stdout.split())
    assert "cannot read 2 of them: choose --encoder hf:openai/clip-vit-large-patch14" in result.stdout
    assert "Left out" in result.stderr and "broken.pt" in result.stderr


def test_the_list_as_json(cli: Cli, embeddings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLIP_CRITIC_EMBEDDINGS", str(embeddings))
    rows = [json.loads(line) for line in cli("concept", "list", "--json", "--no-words").stdout.splitlines()]
    assert [row.get("name") for row in rows] == ["a", "b", "my-cat", None]
    assert [row.get("fit") for row in rows] == [None] * 4
    assert "damaged" in rows[3]["reason"]


def test_no_concepts_yet(cli: Cli) -> None:
    result = cli("concept", "list")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "concept save" in result.stderr


def test_everything_about_one(cli: Cli, embeddings: Path) -> None:
    result = cli("concept", "show", "<a>", "--embeddings", embeddings, "--no-words")
    assert "made for: Stable Diffusion 1.x" in result.stdout
    assert "trained on: a model, 400 steps" in result.stdout
    assert "term: <a>" in result.stdout
    found = json.loads(cli("concept", "show", "my-cat", "--embeddings", embeddings, "--json").stdout)
    assert found["fit"]["words"][0][0]["word"] == "cat"
    missing = cli("concept", "show", "dog", "--embeddings", embeddings)
    assert missing.exit_code == 2 and "There is no concept <dog>" in missing.stderr


def test_a_file_becomes_a_keyword(cli: Cli, embeddings: Path, own_folders: Path, folder: Path) -> None:
    result = cli("concept", "save", embeddings / "my-cat.safetensors", "--as", "tama")
    assert result.stdout == f"{own_folders / 'concepts' / 'tama.safetensors'}\n"
    assert "It is a keyword now: <tama>." in result.stderr
    ranked = cli("rank", folder / "1.png", "--keywords", "<tama>, cat, dog", "--json")
    assert ranked.exit_code == 0
    assert "<tama>" in ranked.stdout
    wrong = cli("rank", folder / "1.png", "--keywords", "<dog>, cat")
    assert wrong.exit_code == 2 and "There is no concept <dog>. There are: <tama>." in wrong.stderr


def test_a_term_is_saved_for_the_webui(cli: Cli, embeddings: Path, tmp_path: Path) -> None:
    other = tmp_path / "webui"
    arguments = ("concept", "save", embeddings / "both.safetensors", "--embeddings", other)
    refused = cli(*arguments)
    assert refused.exit_code == 2 and "choose one of <a>, <b>" in refused.stderr
    assert cli(*arguments, "--term", "a", "--as", "my-a").exit_code == 0
    found = read_embedding(other / "my-a.safetensors")
    assert (found.count, found.step, found.trained_on) == (2, 400, "a model")
    assert cli("concept", "save", "my-a", "--as", "copy", "--no-host", "--embeddings", other).exit_code == 0
    assert [path.name for path in other.iterdir()] == ["my-a.safetensors"]


def test_a_copy_is_saved_for_the_tab_train(
    cli: Cli, embeddings: Path, tmp_path: Path, own_folders: Path
) -> None:
    other = tmp_path / "webui"
    arguments = ("concept", "save", embeddings / "my-cat.safetensors", "--for-training")
    result = cli(*arguments, "--as", "my-cat-2", "--embeddings", other)
    assert result.stdout == f"{other / 'my-cat-2.pt'}\n"
    assert read_embedding(other / "my-cat-2.pt").step == 0
    assert not (own_folders / "concepts").exists()
    refused = cli(*arguments)
    assert refused.exit_code == 2 and "no folder of a WebUI's embeddings" in refused.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nothing",), "no file 'nothing', and no concept"),
        (("my-cat.safetensors", "--as", "BREAK"), "prompt language"),
        (("my-cat.safetensors", "--as", "a/b"), "a path"),
        (("broken.pt",), "damaged"),
    ],
)
def test_what_cannot_be_saved(
    cli: Cli,
    embeddings: Path,
    own_folders: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    words: str,
) -> None:
    monkeypatch.chdir(embeddings)
    result = cli("concept", "save", *arguments)
    assert result.exit_code == 2 and words in result.stderr
    assert not (own_folders / "concepts").exists()


def test_a_file_of_anothers_is_not_replaced(cli: Cli, embeddings: Path) -> None:
    before = (embeddings / "my-cat.safetensors").read_bytes()
    result = cli("concept", "save", embeddings / "my-cat.safetensors", "--embeddings", embeddings)
    assert result.exit_code == 2 and "choose another" in result.stderr
    assert (embeddings / "my-cat.safetensors").read_bytes() == before
