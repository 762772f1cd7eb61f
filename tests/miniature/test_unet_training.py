"""The inputs of the UNet's training: SD's noise schedule, weights, timesteps and captions."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("diffusers", reason="the UNet is diffusers' own")

from tools.miniature import unet
from tools.miniature.dataset import Drawn, Recipe


def test_the_schedule_is_that_of_stable_diffusion() -> None:
    left = unet.signal_left()
    sigmas = ((1 - left) / left).sqrt()
    assert left.shape == (1000,)
    assert float(sigmas[0]) == pytest.approx(0.0291671, rel=1e-4)  # as k-diffusion prints them
    assert float(sigmas[-1]) == pytest.approx(14.6146, rel=1e-4)


@given(st.floats(0.001, 0.999))
def test_weights_fall_where_there_is_little_noise(left: float) -> None:
    weight = float(unet.weights_of(torch.tensor(left, dtype=torch.float64)))
    ratio = left / (1 - left)
    assert weight == pytest.approx(min(ratio, 5) / ratio)


@given(st.integers(1, 100), st.integers(0, 2**32 - 1))
def test_every_stretch_of_time_is_drawn_once(count: int, seed: int) -> None:
    times = unet.spread_times(count, np.random.default_rng(seed)).numpy()
    assert times.min() >= 0
    assert times.max() < 1000
    assert len(set((times + 0.5) * count // 1000)) >= count * 0.8  # rounding moves some over a border


def test_timesteps_are_drawn_as_often_as_they_weigh() -> None:
    odds = np.zeros(1000)
    odds[200], odds[700] = 1.0, 3.0
    times = unet.spread_times(400, np.random.default_rng(0), odds).numpy()
    assert dict(zip(*np.unique(times, return_counts=True), strict=True)) == {200: 100, 700: 300}


def test_half_of_a_batch_shows_one_large_thing() -> None:
    drawn = Drawn(Recipe(300, 1), np.zeros((300, 1, 1, 3), dtype=np.uint8))
    singles = [n for n in range(300) if unet.is_single(drawn.scene(n))]
    assert 0.3 < len(singles) / 300 < 0.6
    assert {drawn.scene(n).things[0].size for n in singles} == {"large"}


def test_the_style_is_named_more_often_than_captions_alone_would() -> None:
    drawn = Drawn(Recipe(300, 1), np.zeros((300, 1, 1, 3), dtype=np.uint8))
    rng = np.random.default_rng(0)
    plain = [n for n in range(300) if drawn.scene(n).style == "plain"]
    texts = [unet.write(drawn, n, rng) for n in plain * 5]
    assert np.mean([text.endswith(", plain") for text in texts if text]) > 0.3


def test_captions_are_dropped_now_and_then() -> None:
    drawn = Drawn(Recipe(50, 1), np.zeros((50, 1, 1, 3), dtype=np.uint8))
    rng = np.random.default_rng(0)
    texts = [unet.write(drawn, index % 50, rng) for index in range(2000)]
    assert texts.count("") / len(texts) == pytest.approx(unet.DROPPED, abs=0.03)
    assert np.mean([len(text.split()) > 3 for text in texts if text]) > 0.6


class Told(torch.nn.Module):
    """Stands in for the UNet: predicts that there is no noise."""

    def forward(self, noisy: torch.Tensor, times: torch.Tensor, states: torch.Tensor) -> object:
        assert len(noisy) == len(times) == len(states)
        return type("Found", (), {"sample": torch.zeros_like(noisy)})


def test_the_loss_of_predicting_nothing_is_the_noise_itself() -> None:
    drawn = Drawn(Recipe(400, 1), np.zeros((400, 1, 1, 3), dtype=np.uint8))
    latents = np.random.default_rng(0).standard_normal((400, 4, 8, 8)).astype(np.float16)
    trainer = unet.Trainer(Told(), drawn, latents, lambda texts: torch.zeros(len(texts), 77, 8))  # type: ignore[arg-type]
    loss, _ = trainer.step(0, np.random.default_rng(0))
    assert float(loss) == pytest.approx(1.0, abs=0.1)
    assert trainer.test(range(100)) == trainer.test(range(100))


def test_foreign_captions_are_read_near_the_end_and_mostly_keep_the_style() -> None:
    drawn = Drawn(Recipe(2000, 1), np.zeros((2000, 1, 1, 3), dtype=np.uint8))
    trainer = unet.Trainer(None, drawn, np.zeros((2000, 4, 8, 8), np.float16), None)  # type: ignore[arg-type]
    own, times = np.arange(1000), torch.arange(1000)
    read = trainer._mistaken(own, times, np.random.default_rng(0))
    assert (read[unet.MISTAKEN_BELOW :] == own[unet.MISTAKEN_BELOW :]).all()
    late = range(unet.MISTAKEN_BELOW)
    assert (read[late] != own[late]).mean() > 0.95
    kept = [drawn.scene(n).style == drawn.scene(int(read[n])).style for n in late]
    assert 1 - unet.OF_ANY_STYLE < np.mean(kept) < 0.95
