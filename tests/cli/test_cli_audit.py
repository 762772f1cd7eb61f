"""``clip-critic audit``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from clip_critic.encoders.base import Encoder
from clip_critic.ranking.audit import audit
from clip_critic.ranking.records import audit_record
from tests.cli.command_line import Cli

PROMPT = "a cat, (dog:1.3), [[the thing]], <lora:x:0.8>, sunshade"
INFOTEXT = f"{PROMPT}\nNegative prompt: blurry, the dog\nSteps: 20, Sampler: Euler, Seed: 1, Size: 64x48"


@pytest.fixture
def generated(tmp_path: Path, picture: Image.Image) -> Path:
    """A picture with its parameters, as the WebUI writes them."""
    info = PngImagePlugin.PngInfo()
    info.add_text("parameters", INFOTEXT)
    picture.save(tmp_path / "generated.png", pnginfo=info)
    return tmp_path / "generated.png"


@pytest.fixture
def plain(tmp_path: Path, picture: Image.Image) -> Path:
    picture.save(tmp_path / "plain.png")
    return tmp_path / "plain.png"


@pytest.mark.parametrize("prompt", [None, "a parasol, in the sun"])
def test_json_is_what_the_api_says(
    cli: Cli, generated: Path, tiny_encoder: Encoder, prompt: str | None
) -> None:
    result = cli("audit", generated, "--json", *(["--prompt", prompt] if prompt else []))
    assert result.exit_code == 0
    assert json.loads(result.stdout) == audit_record(audit(generated, tiny_encoder, prompt))


def test_the_table_keeps_the_order_of_the_prompt(cli: Cli, generated: Path, tiny_encoder: Encoder) -> None:
    shown = cli("audit", generated).stdout
    expected = audit(generated, tiny_encoder)
    places: list[int] = []
    for row in expected.phrases:
        places.append(shown.index(row.phrase.text, places[-1] if places else shown.index("phrase")))
        line = next(line for line in shown.splitlines() if line.startswith(row.phrase.text))
        assert f"{row.effect:+.4f}" in line and row.verdict.value in line
        assert f"{row.entry.similarity:.3f}" in line
    assert places == sorted(places)
    assert f"Similarity of the whole prompt: {expected.similarity:.3f}" in shown
    assert f"{len(expected.idle)} of {len(expected.phrases)} phrases" in shown


def test_a_phrase_that_the_encoder_never_learned_is_marked(cli: Cli, plain: Path) -> None:
    shown = cli("audit", plain, "--prompt", "a red star, zebra", "--encoder", "miniature").stdout
    lines = [line for line in shown.splitlines() if " ? " in line]
    assert [line.split(" ?")[0] for line in lines] == ["zebra", "Words marked with"]
    assert "Words marked with ? (1) were never learned by this encoder" in shown


def test_bars_point_to_the_side_of_the_effect(cli: Cli, generated: Path, tiny_encoder: Encoder) -> None:
    shown = cli("audit", generated).stdout
    strong = max(audit(generated, tiny_encoder).phrases, key=lambda row: abs(row.effect))
    line = next(line for line in shown.splitlines() if line.startswith(strong.phrase.text))
    bar = line.partition(f"{strong.phrase.weight:g}  ")[2][:24]
    full, empty = (bar[12:], bar[:12]) if strong.effect > 0 else (bar[:12], bar[12:])
    assert (full, empty.strip()) == ("█" * 12, "")


def test_the_negative_prompt(cli: Cli, generated: Path, tiny_encoder: Encoder) -> None:
    result = cli("audit", generated, "--negative", "--json")
    assert json.loads(result.stdout) == audit_record(audit(generated, tiny_encoder, "blurry, the dog"))


def test_a_prompt_of_one_phrase_has_no_share(cli: Cli, plain: Path) -> None:
    shown = cli("audit", plain, "--prompt", "cat").stdout
    assert "%" not in shown and "–" in shown


def test_a_long_prompt_is_read_in_the_hosts_chunks(cli: Cli, plain: Path, tiny_encoder: Encoder) -> None:
    prompt = ", ".join(f"phrase {index}" for index in range(40))
    shown = cli("audit", plain, "--prompt", prompt).stdout
    texts = audit(plain, tiny_encoder, prompt).texts
    assert len(texts) > 1 and f"the mean of the {len(texts)} texts that the host reads" in shown
    assert "chunk" in shown and "not read:" not in shown


def test_when_and_how_much_are_said_in_words(cli: Cli, plain: Path) -> None:
    prompt = "a [cat:dog:0.5], [in|the], [of:5] <lora:fine:0.8> AND the sea :0.5"
    shown = cli("audit", plain, "--prompt", prompt).stdout
    lines = {line.split()[0]: line for line in shown.splitlines() if line}
    for word, when in {
        "cat": "until 50 %",
        "dog": "from 50 %",
        "in": "in turns 1/2",
        "the": "×0.5",
        "of": "from step 6",
        "Extra": "<lora:fine:0.8>",
    }.items():
        assert when in lines[word]
    assert "chunk" not in shown


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        ([], 2, "has no prompt"),
        (["--negative"], 2, "has no negative prompt"),
        (["--prompt", "a", "--negative"], 2, "either --prompt or --negative"),
        (["--prompt", " ,, "], 2, "no words"),
        (["--prompt", "a", "--encoder", "x"], 3, "is not the name of an encoder"),
    ],
)
def test_exit_codes(cli: Cli, plain: Path, options: list[str], code: int, message: str) -> None:
    result = cli("audit", plain, *options)
    assert result.exit_code == code and message in result.stderr and result.stdout == ""


def test_a_picture_that_cannot_be_read(cli: Cli, tmp_path: Path) -> None:
    result = cli("audit", tmp_path / "missing.png", "--prompt", "cat")
    assert result.exit_code == 1 and "does not exist" in result.stderr


def test_hostile_phrases_are_shown_as_text(cli: Cli, plain: Path) -> None:
    result = cli("audit", plain, "--prompt", "<script>alert(1)</script>, \x1b[31mred, :smile:, مظلة")
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout and "<script>alert" in result.stdout and ":smile:" in result.stdout
