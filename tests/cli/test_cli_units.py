"""``clip-critic units``."""

from __future__ import annotations

import json
import re
import signal
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from clip_critic.encoders import torch_encoder
from clip_critic.encoders.base import Encoder
from clip_critic.keywords.lists import KeywordList
from clip_critic.ranking import units
from clip_critic.ranking.ranking import encode_keywords
from clip_critic.ranking.unit_records import unit_records
from clip_critic.ranking.units import UnitsSoFar, look_at
from tests.cli.command_line import Cli
from tests.units import save_spots

WORDS = "a cat, the dog, a thing"


@pytest.fixture
def spots(tmp_path: Path) -> Path:
    save_spots(tmp_path / "spots", 40)
    return tmp_path / "spots"


def expected(files: list[Path], encoder: Encoder, layers: int = 4) -> list[dict[str, Any]]:
    seen = UnitsSoFar(encode_keywords(KeywordList.parse(WORDS), encoder), encoder, len(files))
    for batch in look_at(files, encoder, layers):
        seen.add(batch)
    return list(unit_records(seen.name()))


def in_order(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.png"), key=lambda file: int(file.stem))


def test_json_is_a_line_for_each_unit(cli: Cli, spots: Path, tiny_encoder: Encoder) -> None:
    result = cli("units", spots, "--keywords", WORDS, "--json")
    assert result.exit_code == 0, result.stderr
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert records == expected(in_order(spots), tiny_encoder)
    assert [record["unit"] for record in records] == ["head"] * 8 + ["neuron"] * 128


def test_layers(cli: Cli, spots: Path, tiny_encoder: Encoder) -> None:
    result = cli("units", spots, "--keywords", WORDS, "--json", "--layers", 1)
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert records == expected(in_order(spots), tiny_encoder, 1)
    assert {record["layer"] for record in records} == {1}
    assert cli("units", spots, "--keywords", WORDS, "--layers", 0).exit_code == 2


def test_the_tables_name_heads_and_neurons(cli: Cli, spots: Path) -> None:
    shown = cli("units", spots, "--keywords", WORDS).stdout
    assert "40 pictures, 3 words" in shown
    for layer in range(2):
        for head in range(4):
            assert re.search(rf"^{layer}\.{head} +.*%", shown, re.MULTILINE)
    assert "a cat" in shown
    fewer = cli("units", spots, "--keywords", WORDS, "--top", 1).stdout
    assert re.search(r"\d more words?; --top 0 shows them all", fewer)


def test_words_that_the_encoder_never_learned_are_marked(cli: Cli, spots: Path) -> None:
    shown = cli("units", spots, "--encoder", "miniature", "--keywords", "red, zebra").stdout
    assert shown.count("zebra") == shown.count("zebra ?") >= 2, "a head's word and a neuron's"
    assert "red ?" not in shown
    assert "Words marked with ? (1) were never learned by this encoder" in shown


def test_a_page_is_written(cli: Cli, spots: Path, tmp_path: Path) -> None:
    result = cli("units", spots, "--keywords", WORDS, "--html", tmp_path / "units.html")
    assert result.exit_code == 0, result.stderr
    html = (tmp_path / "units.html").read_text(encoding="utf-8")
    assert "8 attention heads and 128 neurons, named by 3 words and 40 pictures" in html
    assert "<script" not in html and "<symbol" in html


def test_a_page_that_cannot_be_written_is_refused_before_the_work(
    cli: Cli, spots: Path, tmp_path: Path
) -> None:
    result = cli("units", spots, "--keywords", WORDS, "--html", tmp_path / "no" / "units.html")
    assert result.exit_code == 4 and "cannot be written" in result.stderr and result.stdout == ""


@pytest.mark.parametrize(
    ("words", "count", "message"),
    [
        ("cat", 40, "Units are named by comparing words: add at least one more keyword."),
        (WORDS, 5, "Units are named by many pictures: 5 could be read, and at least 20 are needed."),
        (" , ", 40, "keyword"),
    ],
)
def test_too_little_is_refused_in_one_sentence(
    cli: Cli, tmp_path: Path, words: str, count: int, message: str
) -> None:
    save_spots(tmp_path / "few", count)
    page = tmp_path / "units.html"
    result = cli("units", tmp_path / "few", "--keywords", words, "--html", page)
    assert result.exit_code == 2 and message in result.stderr
    assert result.stdout == "" and not page.exists()


def test_an_encoder_without_units_says_so(cli: Cli, spots: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch_encoder, "find_unit_tower", lambda model: None)
    result = cli("units", spots, "--keywords", WORDS)
    assert result.exit_code == 3 and result.stdout == ""
    assert "has no attention heads and neurons that can be read: choose a CLIP" in result.stderr


def test_pictures_that_cannot_be_read_are_reported(cli: Cli, spots: Path) -> None:
    (spots / "7.png").write_bytes(b"nothing")
    result = cli("units", spots, "--keywords", WORDS)
    assert result.exit_code == 1 and "39 pictures, 3 words" in result.stdout
    assert "7.png" in result.stderr and "1 of 40 pictures could not be read." in result.stderr


def test_after_an_interrupt_the_pictures_until_then_count(
    cli: Cli, spots: Path, monkeypatch: pytest.MonkeyPatch, tiny_encoder: Encoder
) -> None:
    def interrupted(*arguments: Any) -> Any:
        for number, batch in enumerate(look_at(*arguments)):
            if number == 2:
                signal.raise_signal(signal.SIGINT)
            yield batch

    monkeypatch.setattr(units, "look_at", interrupted)
    result = cli("units", spots, "--keywords", WORDS, "--json")
    assert result.exit_code == 130
    assert "Interrupted: units are named by 32 of 40 pictures." in result.stderr
    records = [json.loads(line) for line in result.stdout.splitlines()]
    monkeypatch.undo()
    assert {record["unit"] for record in records} == {"head", "neuron"}
    assert all(int(Path(item["picture"]).stem) < 32 for item in records[-1]["pictures"])


def test_pictures_of_any_shape_and_mode(cli: Cli, spots: Path) -> None:
    Image.new("RGBA", (1, 1), (250, 0, 0, 90)).save(spots / "41.png")
    Image.new("L", (900, 30), 200).save(spots / "42.png")
    result = cli("units", spots, "--keywords", WORDS, "--html", spots / "units.html")
    assert result.exit_code == 0 and "42 pictures" in result.stdout
