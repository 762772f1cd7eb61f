"""Counting tokens by what an encoder cuts."""

from __future__ import annotations

from pathlib import Path

import pytest

from clip_critic.encoders import load_encoder
from clip_critic.encoders.base import Encoder
from clip_critic.encoders.counting import TokenCounter
from tests.tiny import make_tiny_clip, make_tiny_siglip


def test_counts_are_the_tokenizers(tiny_encoder: Encoder) -> None:
    counter = TokenCounter(tiny_encoder)
    assert counter.capacity == 75
    assert counter(["", "cat", "the cat, the dog", "xyz", "傘"]) == [0, 1, 5, 3, 3]
    assert counter([]) == []


@pytest.mark.parametrize("length", [16, 77, 90])
def test_the_capacity_is_without_start_and_end(tmp_path: Path, length: int) -> None:
    counter = TokenCounter(load_encoder(f"hf:{make_tiny_clip(tmp_path, context_length=length)}"))
    assert counter.capacity == length - 2
    assert counter(["cat " * 100]) == [100]


def test_an_encoder_with_an_end_token_alone(tmp_path: Path) -> None:
    pytest.importorskip("transformers", minversion="4.37")
    counter = TokenCounter(load_encoder(f"hf:{make_tiny_siglip(tmp_path, context_length=64)}"))
    assert counter.capacity == 63
    assert counter(["cat", "cat dog"]) == [4, 8]  # bytes, with the space before
