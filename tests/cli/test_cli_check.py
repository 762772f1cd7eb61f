"""``clip-critic check``: with stand-ins, as no real weights are on a test's machine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from clip_critic.encoders import known_answers, load_encoder
from clip_critic.encoders.known_answers import PICTURE_NAME, PICTURE_SIZE, KnownAnswer, compare
from clip_critic.storage import paths
from tests.cli.command_line import Cli

TEXTS = ("cat", "a dog")


@pytest.fixture
def coco() -> Path:
    """A picture of the right size where a fetched one is kept."""
    paths.cache_dir().mkdir(parents=True)
    file = paths.cache_dir() / PICTURE_NAME
    Image.linear_gradient("L").resize(PICTURE_SIZE).convert("RGB").save(file, quality=95)
    return file


def publish(monkeypatch: pytest.MonkeyPatch, *answers: KnownAnswer) -> None:
    monkeypatch.setattr(known_answers, "KNOWN_ANSWERS", answers)


def true_answer(folder: Path, coco: Path) -> KnownAnswer:
    """Return the tiny encoder's real answer, as if it had been published."""
    blank = KnownAnswer(f"hf:{folder}", TEXTS, (0.0, 0.0), "this test")
    found = compare(load_encoder(blank.spec, device="cpu"), blank, Image.open(coco).convert("RGB"))
    return KnownAnswer(blank.spec, TEXTS, found.values, "this test")


def test_nothing_is_on_this_machine(cli: Cli) -> None:
    result = cli("check")
    assert result.exit_code == 3
    assert result.stdout.count("not on this machine") == len(known_answers.KNOWN_ANSWERS)
    assert "transformers " in result.stdout and "threads" in result.stdout


def test_a_named_encoder_that_is_not_here(cli: Cli) -> None:
    result = cli("check", "hf:openai/clip-vit-base-patch32")
    assert result.exit_code == 3 and "--fetch" in result.stderr
    assert "hf:openai/clip-vit-base-patch32: not on this machine" in result.stdout


@pytest.mark.parametrize("name", ["openai/clip-vit-base-patch32", "cat", "ViT-L-14/openai"])
def test_what_is_no_encoders_name(cli: Cli, name: str) -> None:
    result = cli("check", name)
    assert result.exit_code == 3 and "did you mean" in result.stdout


def test_a_stand_in_with_its_own_answer_is_equal(
    cli: Cli, tiny_clip: Path, coco: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(monkeypatch, true_answer(tiny_clip, coco))
    result = cli("check")
    assert result.exit_code == 0
    assert f"hf:{tiny_clip}: equal" in result.stdout
    assert "published in this test" in result.stdout
    assert "100 words in" in result.stdout and "cpu, float32" in result.stdout
    assert result.stdout.startswith("```\n") and result.stdout.endswith("```\n")


def test_a_stand_in_that_answers_otherwise_is_different(
    cli: Cli, tiny_clip: Path, coco: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    true = true_answer(tiny_clip, coco)
    publish(monkeypatch, KnownAnswer(true.spec, TEXTS, (true.values[0], true.values[1] + 2.5), "this test"))
    result = cli("check", f"hf:{tiny_clip}")
    assert result.exit_code == 3
    assert "different by 2.5000" in result.stdout and "is the model the one" in result.stdout


def test_a_folder_that_bears_a_published_name(cli: Cli, tiny_clip: Path, coco: Path, tmp_path: Path) -> None:
    folder = tmp_path / "clip-vit-base-patch32"
    folder.symlink_to(tiny_clip, target_is_directory=True)
    result = cli("check", f"hf:{folder}")
    assert result.exit_code == 3 and "different by" in result.stdout and "24.5701" in result.stdout


def test_without_the_picture(cli: Cli, tiny_clip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(monkeypatch, KnownAnswer(f"hf:{tiny_clip}", TEXTS, (1.0, 2.0), "this test"))
    result = cli("check")
    assert result.exit_code == 2 and "--fetch" in result.stderr and result.stdout == ""


def test_an_encoder_without_a_published_answer_is_timed(cli: Cli, tiny_clip: Path) -> None:
    result = cli("check", f"hf:{tiny_clip}")
    assert result.exit_code == 0
    assert "no published answer" in result.stdout and "100 words in" in result.stdout


def test_as_json(cli: Cli, tiny_clip: Path, coco: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    true = true_answer(tiny_clip, coco)
    publish(monkeypatch, true, KnownAnswer("hf:no/where", TEXTS, (1.0, 2.0), "this test"))
    result = cli("check", "--json")
    first, second = (json.loads(line) for line in result.stdout.splitlines())
    assert first["verdict"] == "equal" and first["difference"] < 1e-4 and first["versions"]["torch"]
    assert [answer["text"] for answer in first["answers"]] == list(TEXTS)
    assert second["verdict"] == "not on this machine" and second["difference"] is None


def test_a_damaged_encoder_is_reported(
    cli: Cli, tiny_clip: Path, coco: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "damaged"
    folder.mkdir()
    folder.joinpath("config.json").write_text('{"model_type": "clip"}', encoding="utf-8")
    folder.joinpath("model.safetensors").write_bytes(b"nothing")
    true = true_answer(tiny_clip, coco)
    publish(monkeypatch, KnownAnswer(f"hf:{folder}", TEXTS, (1.0, 2.0), "this test"), true)
    result = cli("check")
    assert result.exit_code == 3
    assert f"hf:{folder}: The " in result.stdout and f"hf:{tiny_clip}: equal" in result.stdout
