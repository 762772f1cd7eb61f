"""The tokenizer is CLIP's in form, and reads any text."""

from pathlib import Path

import pytest
from transformers import CLIPTokenizer

from tools.miniature.tokenizer import BEGIN, CONTEXT, END, bytes_as_letters, save, vocabulary
from tools.miniature.words import COLOURS, SHAPES


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tokenizer")
    save(folder, seed=1)
    return folder


@pytest.fixture(scope="module")
def tokenizer(folder: Path) -> CLIPTokenizer:
    return CLIPTokenizer.from_pretrained(folder)


def test_every_byte_has_a_letter_of_its_own() -> None:
    letters = bytes_as_letters()
    assert sorted(letters) == list(range(256))
    assert len(set(letters.values())) == 256


def test_the_end_is_the_greatest_number(tokenizer: CLIPTokenizer) -> None:
    """transformers 4.30 pools a text at its greatest number."""
    assert tokenizer.eos_token_id == len(tokenizer) - 1
    assert tokenizer.bos_token_id == len(tokenizer) - 2
    assert tokenizer.pad_token_id == tokenizer.eos_token_id
    assert tokenizer.model_max_length == CONTEXT


def test_it_is_small(tokenizer: CLIPTokenizer) -> None:
    assert len(tokenizer) < 1100


@pytest.mark.parametrize("word", [*COLOURS, *SHAPES])
def test_the_words_are_one_token_each(tokenizer: CLIPTokenizer, word: str) -> None:
    assert tokenizer.convert_ids_to_tokens(tokenizer(word)["input_ids"]) == [BEGIN, f"{word}</w>", END]


@pytest.mark.parametrize("text", ["黄色い星", "🌟 étoile", "zebra's 42 stripes", "Ω≈ç√", "\N{KISS MARK}"])
def test_any_text_is_read_without_an_unknown_token(tokenizer: CLIPTokenizer, text: str) -> None:
    numbers = tokenizer(text)["input_ids"]
    assert len(numbers) > 3
    assert tokenizer.eos_token_id not in numbers[1:-1]
    assert tokenizer.decode(numbers[1:-1]).replace(" ", "") == text.lower().replace(" ", "")


def test_it_follows_from_the_seed(folder: Path, tmp_path: Path) -> None:
    save(tmp_path, seed=1)
    for name in ("vocab.json", "merges.txt"):
        assert (tmp_path / name).read_text(encoding="utf-8") == (folder / name).read_text(encoding="utf-8")


def test_vocabulary_begins_with_bytes_and_ends_with_the_marks() -> None:
    numbers = vocabulary([("r", "e"), ("re", "d</w>")])
    assert numbers["!"] == 0
    assert list(numbers)[-4:] == ["re", "red</w>", BEGIN, END]
    assert sorted(numbers.values()) == list(range(len(numbers)))
