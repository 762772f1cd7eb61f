"""The short way through CLIP's picture tower, and when it is not taken."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from clip_critic.encoders.clip_pictures import clip_image_features
from clip_critic.encoders.hf import HfTowers
from clip_critic.encoders.torch_encoder import TorchEncoder


@pytest.fixture
def towers(tiny_clip: Path) -> HfTowers:
    return HfTowers(tiny_clip, [tiny_clip / "model.safetensors"])


def pictures(count: int) -> list[Image.Image]:
    random = np.random.default_rng(5)
    return [Image.fromarray(random.integers(0, 256, (40, 50, 3), dtype=np.uint8)) for _ in range(count)]


@pytest.mark.parametrize("count", [1, 2, 7])
def test_the_same_vectors_as_the_whole_tower(towers: HfTowers, count: int) -> None:
    pixels = torch.stack([towers.prepare(picture) for picture in pictures(count)])
    with torch.inference_mode():
        expected, short = towers.image_features(pixels), clip_image_features(towers.model, pixels)
    assert expected.std() > 0.01
    assert (short - expected).abs().max() < 1e-5


def count_calls(towers: HfTowers, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count the pictures that go the usual way from here on."""
    calls: list[int] = []
    usual = towers.image_features

    def counted(pixels: torch.Tensor) -> torch.Tensor:
        calls.append(len(pixels))
        return usual(pixels)

    monkeypatch.setattr(towers, "image_features", counted)
    return calls


def test_the_short_way_is_taken_after_the_probe(towers: HfTowers, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = count_calls(towers, monkeypatch)
    TorchEncoder(towers, "tiny", "cpu").encode_images(pictures(3))
    assert calls == [1]


@pytest.mark.parametrize(
    "error", [None, RuntimeError("shape"), AttributeError("pre_layrnorm"), TypeError("?")]
)
def test_a_short_way_that_differs_or_fails_is_not_taken(
    towers: HfTowers, monkeypatch: pytest.MonkeyPatch, error: Exception | None
) -> None:
    expected = TorchEncoder(towers, "tiny", "cpu").encode_images(pictures(3))

    def wrong(pixels: torch.Tensor) -> torch.Tensor:
        if error:
            raise error
        return clip_image_features(towers.model, pixels).roll(1, dims=-1)

    calls = count_calls(towers, monkeypatch)
    monkeypatch.setattr(towers, "short_image_features", wrong)
    vectors = TorchEncoder(towers, "tiny", "cpu").encode_images(pictures(3))
    assert calls == [1, 1, 3]  # the probes of the short way and of places, and the pictures
    assert np.abs(vectors - expected).max() < 1e-5


def test_a_tower_of_another_kind_goes_the_usual_way(siglip_folder: Path) -> None:
    towers: Any = HfTowers(siglip_folder, [siglip_folder / "model.safetensors"])
    vectors = TorchEncoder(towers, "tiny", "cpu").encode_images(pictures(2))
    with torch.inference_mode():
        raw = towers.image_features(torch.stack([towers.prepare(picture) for picture in pictures(2)]))
    expected = (raw / raw.norm(dim=-1, keepdim=True)).numpy()
    assert np.abs(vectors - expected).max() < 1e-5


def test_half_precision_and_another_model_after_it(towers: HfTowers) -> None:
    exact = TorchEncoder(towers, "tiny", "cpu").encode_images(pictures(2))
    half = TorchEncoder(towers, "tiny", "cpu", torch.bfloat16).encode_images(pictures(2))
    assert 1e-5 < np.abs(half - exact).max() < 0.05


def test_an_encoder_that_is_let_go_leaves_memory_at_once(tiny_clip: Path) -> None:
    gc.disable()  # a cycle of references would wait for the collector, gigabytes in hand
    try:
        towers = HfTowers(tiny_clip, [tiny_clip / "model.safetensors"])
        encoder, model = TorchEncoder(towers, "tiny", "cpu"), weakref.ref(towers.model)
        encoder.encode_images(pictures(1))
        del encoder, towers
        assert model() is None
    finally:
        gc.enable()
