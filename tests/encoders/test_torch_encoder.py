"""Batches, order, memory and precision of the encoder that all torch models share."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from clip_critic.encoders.batching import ahead, in_batches, is_out_of_memory, run_batches
from clip_critic.encoders.hf import HfTowers
from clip_critic.encoders.tokens import Padding, batches_by_length
from clip_critic.encoders.torch_encoder import TorchEncoder, fit_for_preprocessing
from clip_critic.errors import EncoderError
from tests.tiny import TEXTS

CUDA_OOM = torch.cuda.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB\nmore lines")


@pytest.fixture
def towers(tiny_clip: Path) -> HfTowers:
    return HfTowers(tiny_clip, [tiny_clip / "model.safetensors"])


def fail(*args: object) -> bool:
    raise AssertionError("not to be called")


# Batches


@given(
    lengths=st.lists(st.integers(0, 77), max_size=60),
    budget=st.integers(1, 300),
    largest=st.integers(1, 20),
)
def test_every_text_is_in_one_batch_that_fits(lengths: list[int], budget: int, largest: int) -> None:
    batches = list(batches_by_length(lengths, budget, largest))
    assert sorted(index for batch in batches for index in batch) == list(range(len(lengths)))
    longest = [max(lengths[index] for index in batch) for batch in batches]
    assert longest == sorted(longest, reverse=True)
    for batch, length in zip(batches, longest, strict=True):
        assert len(batch) <= largest
        assert len(batch) == 1 or len(batch) * length <= budget


@given(st.lists(st.lists(st.integers(1, 9), max_size=6), max_size=5), st.booleans())
def test_padding_fills_one_side(rows: list[list[int]], left: bool) -> None:
    ids, mask = Padding(token=0, left=left).fill(rows, 6)
    assert ids.shape == mask.shape == (len(rows), 6)
    for row, line, known in zip(rows, ids, mask, strict=True):
        assert line[known == 1].tolist() == row
        assert (line[known == 0] == 0).all()
        assert not row or known[-1 if left else 0] == 1


@given(st.lists(st.integers(), max_size=50), st.integers(1, 9))
def test_in_batches_keeps_order(items: list[int], size: int) -> None:
    batches = list(in_batches(iter(items), size))
    assert [item for batch in batches for item in batch] == items
    assert all(len(batch) == size for batch in batches[:-1])


def test_preparing_ahead_keeps_order_and_stays_bounded() -> None:
    asked = 0

    def numbers() -> Iterator[int]:
        nonlocal asked
        while asked < 100:
            asked += 1
            yield asked - 1

    results = ahead(lambda number: number * 2, numbers(), depth=5)
    assert [next(results) for _ in range(3)] == [0, 2, 4]
    assert asked <= 8
    assert list(results) == list(range(6, 200, 2))


def test_an_error_while_preparing_arrives() -> None:
    with pytest.raises(ZeroDivisionError):
        list(ahead(lambda number: 1 // number, [1, 0, 1], depth=2))


# Memory


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (CUDA_OOM, True),
        (RuntimeError("MPS backend out of memory (MPS allocated: 9 GB)"), True),
        (RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried"), True),
        (RuntimeError("DefaultCPUAllocator: not enough memory: you tried to allocate 9 bytes"), True),
        (RuntimeError("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling"), True),
        (MemoryError(), True),
        (RuntimeError("shapes cannot be multiplied"), False),
        (ValueError("out of memory"), False),
    ],
)
def test_out_of_memory_is_known_in_all_its_forms(error: Exception, expected: bool) -> None:
    assert is_out_of_memory(error) is expected


@given(
    batches=st.lists(st.lists(st.integers(), min_size=1, max_size=20), max_size=5),
    largest=st.integers(1, 25),
)
def test_batches_are_halved_until_they_fit(batches: list[list[int]], largest: int) -> None:
    sizes: list[int] = []

    def run(batch: Sequence[int]) -> list[int]:
        if len(batch) > largest:
            raise CUDA_OOM
        sizes.append(len(batch))
        return [item * 2 for item in batch]

    results = list(run_batches(batches, run, fail))
    assert [item for batch, _ in results for item in batch] == [item for batch in batches for item in batch]
    assert all(result == [item * 2 for item in batch] for batch, result in results)
    assert all(size <= largest for size in sizes)


def test_then_it_falls_back_and_no_item_is_lost() -> None:
    moved: list[bool] = []

    def run(batch: Sequence[int]) -> int:
        if not moved:
            raise CUDA_OOM
        return sum(batch)

    def move() -> bool:
        moved.append(True)
        return True

    results = list(run_batches([[1, 2, 3, 4], [5, 6]], run, move))
    assert results == [([1], 1), ([2], 2), ([3, 4], 7), ([5, 6], 11)]
    assert moved == [True]


def test_then_it_says_so() -> None:
    def run(batch: Sequence[int]) -> int:
        raise CUDA_OOM

    with pytest.raises(EncoderError, match=r"not enough memory.*Tried to allocate 2.00 GiB\)"):
        list(run_batches([[1, 2]], run, lambda: False))


def test_other_errors_are_not_hidden() -> None:
    def run(batch: Sequence[int]) -> int:
        raise RuntimeError("a fault of the program")

    with pytest.raises(RuntimeError, match="a fault"):
        list(run_batches([[1, 2]], run, fail))


def test_a_small_memory_gives_the_same_vectors(towers: HfTowers, monkeypatch: pytest.MonkeyPatch) -> None:
    encoder = TorchEncoder(towers, "tiny", "cpu")
    pictures = [Image.new("RGB", (40, 30), (20 * i, 90, 255 - 9 * i)) for i in range(11)]
    expected = encoder.encode_texts(TEXTS), encoder.encode_images(pictures)
    for name in ("text_features", "image_features"):
        monkeypatch.setattr(towers, name, _with_room_for(3, getattr(towers, name)))
    assert np.abs(encoder.encode_texts(TEXTS) - expected[0]).max() < 1e-5
    assert np.abs(encoder.encode_images(pictures) - expected[1]).max() < 1e-5
    assert encoder.notes == ()


def _with_room_for(count: int, run: Any) -> Any:
    def limited(first: torch.Tensor, *rest: torch.Tensor) -> torch.Tensor:
        if len(first) > count:
            raise CUDA_OOM
        result: torch.Tensor = run(first, *rest)
        return result

    return limited


def test_without_any_memory_the_error_is_clear(towers: HfTowers, monkeypatch: pytest.MonkeyPatch) -> None:
    encoder = TorchEncoder(towers, "tiny", "cpu")
    monkeypatch.setattr(towers, "text_features", _with_room_for(0, towers.text_features))
    with pytest.raises(EncoderError, match="not enough memory"):
        encoder.encode_texts(["cat"])


def test_a_device_without_memory_is_left_for_the_cpu(
    towers: HfTowers, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """``meta`` stands for a device that is not the CPU: it is there on every machine."""
    expected = TorchEncoder(towers, "tiny", "cpu").encode_texts(TEXTS)
    encoder = TorchEncoder(towers, "tiny", "meta")
    run = towers.text_features

    def only_on_the_cpu(ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        if ids.device.type == "meta":
            raise CUDA_OOM
        return run(ids, mask)

    monkeypatch.setattr(towers, "text_features", only_on_the_cpu)
    with caplog.at_level(logging.WARNING):
        vectors = encoder.encode_texts(TEXTS)
    assert np.abs(vectors - expected).max() < 1e-5
    assert encoder.device == "cpu"
    assert encoder.notes == ("meta ran out of memory: the encoder tiny now runs on the CPU.",)
    assert encoder.notes[0] in caplog.text


# Precision


def test_half_precision_gives_float32_unit_vectors(towers: HfTowers) -> None:
    exact = TorchEncoder(towers, "tiny", "cpu").encode_texts(TEXTS)
    half = TorchEncoder(towers, "tiny", "cpu", torch.bfloat16)
    vectors = half.encode_texts(TEXTS)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert 0 < np.abs(vectors - exact).max() < 0.1
    pictures = [Image.new("RGB", (30, 30), (9, 200, 30))]
    assert half.encode_images(pictures).dtype == np.float32
    assert half.notes == ()


def test_half_precision_that_overflows_is_done_again_in_full(
    towers: HfTowers, monkeypatch: pytest.MonkeyPatch
) -> None:
    exact = TorchEncoder(towers, "tiny", "cpu").encode_texts(TEXTS)
    run = towers.text_features

    def overflow(ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        result = run(ids, mask)
        return result if result.dtype == torch.float32 else result * torch.inf

    encoder = TorchEncoder(towers, "tiny", "cpu", torch.bfloat16)
    monkeypatch.setattr(towers, "text_features", overflow)
    # Exactly as exact: the weights are read again, as rounding cannot be undone.
    assert np.abs(encoder.encode_texts(TEXTS) - exact).max() < 1e-6
    assert "Half precision is not enough" in encoder.notes[0]
    assert len(encoder.notes) == 1


# Use


def test_parking_and_coming_back(towers: HfTowers) -> None:
    encoder = TorchEncoder(towers, "tiny", "cpu", torch.bfloat16)
    before = encoder.encode_texts(TEXTS)
    encoder.offload()
    assert next(towers.model.parameters()).device.type == "cpu"
    assert np.array_equal(encoder.encode_texts(TEXTS), before)


def test_texts_are_tokenised_once(towers: HfTowers, monkeypatch: pytest.MonkeyPatch) -> None:
    encoder, asked = TorchEncoder(towers, "tiny", "cpu"), []
    run = towers.tokenise

    def counted(texts: list[str]) -> Any:
        asked.append(len(texts))
        return run(texts)

    monkeypatch.setattr(towers, "tokenise", counted)
    encoder.encode_texts(TEXTS)
    encoder.count_cut_tokens(TEXTS)
    assert asked == [len(TEXTS)]
    assert encoder.count_cut_tokens(["cat"]) == [0]


def test_many_threads(towers: HfTowers) -> None:
    encoder = TorchEncoder(towers, "tiny", "cpu")
    expected = {text: encoder.encode_texts([text])[0] for text in TEXTS}
    faults: list[str] = []

    def work(text: str) -> None:
        for _ in range(5):
            if np.abs(encoder.encode_texts([text])[0] - expected[text]).max() > 1e-5:
                faults.append(text)
            if encoder.count_cut_tokens([text, "cat " * 99]) != [0, 24]:
                faults.append(text)

    threads = [threading.Thread(target=work, args=(text,)) for text in TEXTS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []


@given(st.integers(1, 500), st.integers(1, 500))
def test_tamed_pictures(width: int, height: int) -> None:
    picture = fit_for_preprocessing(Image.new("RGB", (width, height)))
    assert min(picture.size) >= 4
    assert max(picture.size) <= 21 * min(picture.size)
    if min(width, height) >= 4 and max(width, height) <= 20 * min(width, height):
        assert picture.size == (width, height)
