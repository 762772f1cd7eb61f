"""Vectors in the places of words: a word's own vectors are the word, whatever tower reads them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from clip_critic.encoders import load_encoder
from clip_critic.encoders.base import Encoder
from clip_critic.encoders.text_towers import TextTower
from clip_critic.encoders.token_vectors import (
    count_cut_with_vectors,
    encode_with_vectors,
    nearest_words,
    spell,
    token_row,
    word_vectors,
)
from clip_critic.errors import EncoderError
from tests.drawing_host import ColourEncoder
from tests.tiny import TEXTS

SPECS = ("miniature", "hf", "open_clip", "custom_text", "siglip")
EXACTLY = 1 - 1e-6


@pytest.fixture(scope="module")
def load(
    tiny_clip: Path, open_clip_folder: Path, custom_text_folder: Path, request: pytest.FixtureRequest
) -> Callable[[str], Encoder]:
    specs: dict[str, Callable[[], str]] = {
        "miniature": lambda: "miniature",
        "hf": lambda: f"hf:{tiny_clip}",
        "open_clip": lambda: f"open_clip:{open_clip_folder}",
        "custom_text": lambda: f"open_clip:{custom_text_folder}",
        "siglip": lambda: f"hf:{request.getfixturevalue('siglip_folder')}",
    }
    return lambda name: load_encoder(specs[name](), device="cpu")


def cosines(first: NDArray[np.float32], second: NDArray[np.float32]) -> NDArray[np.float64]:
    """The similarity of each row to the row of the other, computed in double precision."""
    one, other = first.astype(np.float64), second.astype(np.float64)
    found: NDArray[np.float64] = (one * other).sum(1) / np.linalg.norm(one, axis=1)
    lengths: NDArray[np.float64] = np.linalg.norm(other, axis=1)
    return np.asarray(found / lengths)


@pytest.mark.parametrize("name", SPECS)
@pytest.mark.parametrize("word", ["cat", "the dog", "青い猫"])
def test_the_own_vectors_of_a_word_are_the_word(name: str, word: str, load: Callable[[str], Encoder]) -> None:
    encoder = load(name)
    texts = [f"a photo of a {word}", word, f"{word}, in the {word}", f"the {word} of"]
    asked = [text.replace(word, "<My-One>") for text in texts]
    found = encode_with_vectors(encoder, asked, {"my-one": word_vectors(encoder, word)})
    assert cosines(found, encoder.encode_texts(texts)).min() >= EXACTLY


@pytest.mark.parametrize("name", ["miniature", "hf", "open_clip", "custom_text"])
def test_texts_without_a_name_are_read_as_ever(name: str, load: Callable[[str], Encoder]) -> None:
    encoder = load(name)
    other = np.ones((2, token_row(encoder).width), dtype=np.float32)
    assert (
        cosines(encode_with_vectors(encoder, TEXTS, {"x": other}), encoder.encode_texts(TEXTS)).min()
        >= EXACTLY
    )
    assert cosines(encode_with_vectors(encoder, TEXTS, {}), encoder.encode_texts(TEXTS)).min() >= EXACTLY
    assert count_cut_with_vectors(encoder, TEXTS, {"x": other}) == encoder.count_cut_tokens(TEXTS)


@pytest.mark.parametrize("name", ["miniature", "open_clip"])
def test_other_vectors_are_other_words(name: str, load: Callable[[str], Encoder]) -> None:
    encoder = load(name)
    width = token_row(encoder).width
    values = np.random.default_rng(3).normal(size=(2, width)).astype(np.float32)
    both = {"one": values[:1], "other": values[1:]}
    found = encode_with_vectors(encoder, ["<one> <other>", "<other> <one>", "<one>", "<other>"], both)
    apart = found.astype(np.float64) @ found.T
    assert np.abs(apart[~np.eye(4, dtype=bool)]).max() < EXACTLY
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)


def test_what_is_beyond_the_context_is_counted_and_cut(load: Callable[[str], Encoder]) -> None:
    encoder = load("open_clip")
    width, context = token_row(encoder).width, encoder.context_length
    values = np.random.default_rng(3).normal(size=(context + 3, width)).astype(np.float32)
    texts = ["<x>", "cat <x> cat", "cat"]
    assert count_cut_with_vectors(encoder, texts, {"x": values}) == [5, 7, 0]
    cut = encode_with_vectors(encoder, ["<x>"], {"x": values})
    assert cosines(cut, encode_with_vectors(encoder, ["<x>"], {"x": values[: context - 2]})).min() >= EXACTLY
    assert [len(text.ids) for text in spell(encoder, texts, {"x": len(values)})] == [context, context, 3]


@given(
    parts=st.lists(st.sampled_from(["cat", "<a>", "<B>", " ", "dog,", "<c>", "<", "a>", "青"]), max_size=8)
)
def test_names_stand_where_they_are_written(parts: list[str], tiny_encoder: Encoder) -> None:
    text = "".join(parts)
    (found,) = spell(tiny_encoder, [text], {"a": 1, "b": 3})
    wanted = [name.lower() for name in re.findall("<([abAB])>", text)]
    numbers = {"a": [("a", 0)], "b": [("b", 0), ("b", 1), ("b", 2)]}
    assert [(slot.name, slot.number) for slot in found.slots] == [
        slot for name in wanted for slot in numbers[name]
    ]
    places = [slot.place for slot in found.slots]
    assert places == sorted(set(places))
    assert all(0 < place < len(found.ids) - 1 for place in places)


@pytest.mark.parametrize("name", SPECS)
def test_the_tower_with_gradients_gives_the_same_vectors(name: str, load: Callable[[str], Encoder]) -> None:
    encoder = load(name)
    values = np.random.default_rng(5).normal(size=(2, token_row(encoder).width)).astype(np.float32)
    texts = ["a cat of <x>", "<x>", "cat"]
    with torch.no_grad():
        found = TextTower(encoder)(spell(encoder, texts, {"x": 2}), {"x": torch.from_numpy(values)}).numpy()
    assert cosines(found, encode_with_vectors(encoder, texts, {"x": values})).min() >= EXACTLY


@pytest.mark.parametrize("name", SPECS)
def test_slopes_of_a_tower_are_those_of_differences(name: str, load: Callable[[str], Encoder]) -> None:
    encoder = load(name)
    tower, spelled = TextTower(encoder), spell(encoder, ["a <x> of <x>", "<x>"], {"x": 1})
    start = torch.from_numpy(word_vectors(encoder, "cat")[:1].copy())
    goal = torch.nn.functional.normalize(
        torch.randn(encoder.dimension, generator=torch.Generator().manual_seed(1)), dim=0
    )

    def similarity(vectors: torch.Tensor) -> torch.Tensor:
        return (tower(spelled, {"x": vectors}) @ goal).sum()

    asked = start.clone().requires_grad_()
    (slope,) = torch.autograd.grad(similarity(asked), asked)
    along, width = slope / slope.norm(), 1e-3 * float(start.norm())
    with torch.no_grad():
        measured = (similarity(start + width * along) - similarity(start - width * along)) / (2 * width)
    assert float(slope.norm()) == pytest.approx(float(measured), rel=0.03)


@pytest.mark.parametrize("name", ["miniature", "open_clip"])
def test_towers_loaded_in_inference_mode_have_gradients(name: str, load: Callable[[str], Encoder]) -> None:
    with torch.inference_mode():
        encoder = load(name)
        tower, spelled = TextTower(encoder), spell(encoder, ["a <x>"], {"x": 1})
        with torch.inference_mode(False), torch.enable_grad():
            asked = torch.ones(1, token_row(encoder).width, requires_grad=True)
            (slope,) = torch.autograd.grad(tower(spelled, {"x": asked})[0, 0], asked)
    assert bool((slope != 0).any())


def test_the_encoder_is_left_as_it_was(load: Callable[[str], Encoder]) -> None:
    encoder: Any = load("hf")
    before = encoder.encode_texts(["cat", "a dog"])
    values = np.ones((1, token_row(encoder).width), dtype=np.float32)
    tower, spelled = TextTower(encoder), spell(encoder, ["<x>"], {"x": 1})
    found = tower(spelled, {"x": torch.from_numpy(values)}).detach()
    encode_with_vectors(encoder, ["a <x>"], {"x": values})
    assert np.array_equal(encoder.encode_texts(["cat", "a dog"]), before)
    encoder._towers.model.half()  # as a host may do
    assert torch.equal(tower(spelled, {"x": torch.from_numpy(values)}).detach(), found)
    names = {name.split(".")[0] for name, _ in tower._model.named_parameters()}
    assert "vision_model" not in names


def test_the_row_is_the_same_in_half_precision_and_other_for_another_tower(
    load: Callable[[str], Encoder],
) -> None:
    encoder: Any = load("miniature")
    again: Any = load_encoder("miniature", device="cpu")
    again._towers.model.half()
    assert token_row(encoder).identity == token_row(again).identity
    assert token_row(encoder).identity != token_row(load_encoder("miniature:second", device="cpu")).identity
    assert token_row(encoder).width == 128


def test_the_nearest_words_of_a_word_begin_with_itself(load: Callable[[str], Encoder]) -> None:
    for name, word in (("miniature", "circle"), ("open_clip", "cat")):
        encoder = load(name)
        (found,) = nearest_words(encoder, 3 * word_vectors(encoder, word), 2)
        assert found[0][0] == word
        assert found[0][1] == pytest.approx(1, abs=1e-5)
        assert found[0][1] > found[1][1]


def test_an_encoder_without_words_is_refused() -> None:
    one = {"x": np.ones((1, 4), dtype=np.float32)}
    for call in (
        lambda: encode_with_vectors(ColourEncoder(), ["<x>"], one),
        lambda: TextTower(ColourEncoder()),
        lambda: token_row(ColourEncoder()),
    ):
        with pytest.raises(EncoderError, match=r"colours cannot read concepts .*choose one with"):
            call()


@pytest.mark.parametrize("shape", [(1, 5), (0, 32), (32,)])
def test_vectors_of_another_shape_are_refused(shape: tuple[int, ...], tiny_encoder: Encoder) -> None:
    with pytest.raises(EncoderError, match="numbers: choose the encoder"):
        encode_with_vectors(tiny_encoder, ["<x>"], {"x": np.ones(shape, dtype=np.float32)})


def test_vectors_that_are_no_numbers_are_refused(tiny_encoder: Encoder) -> None:
    with pytest.raises(EncoderError, match="not all numbers"):
        encode_with_vectors(tiny_encoder, ["<x>"], {"x": np.full((1, 32), np.nan, dtype=np.float32)})
