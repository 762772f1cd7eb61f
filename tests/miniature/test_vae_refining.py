"""The losses that refine the VAE: CLIP's sight, a reader of latents, and noise."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

pytest.importorskip("diffusers", reason="the VAE is diffusers' own")

from tools.miniature import refine, vae
from tools.miniature.dataset import make
from tools.miniature.judge import answers
from tools.miniature.latents import as_signed
from tools.miniature.perceptual import Perceptual
from tools.miniature.reader import Reader

CLIP = Path(__file__).parents[2] / "miniature" / "clip"


@pytest.fixture(scope="module")
def perceptual() -> Perceptual:
    return Perceptual(CLIP)


@pytest.fixture(scope="module")
def pixels() -> torch.Tensor:
    return as_signed(make(4, 3).pictures)


def test_the_same_pictures_look_the_same(perceptual: Perceptual, pixels: torch.Tensor) -> None:
    assert float(perceptual(pixels, pixels).detach()) == 0


def test_other_pictures_look_different_and_can_learn(perceptual: Perceptual, pixels: torch.Tensor) -> None:
    drawn = pixels.flip(0).requires_grad_()
    perceptual(drawn, pixels).backward()
    assert drawn.grad is not None
    assert float(drawn.grad.abs().sum()) > 0
    assert not any(value.requires_grad for value in perceptual.parameters())


def test_the_reader_minds_only_what_has_an_answer(pixels: torch.Tensor) -> None:
    torch.manual_seed(0)
    reader, right = Reader(), answers(make(4, 3).scenes(range(4)))
    latents = torch.randn(4, 4, 8, 8)
    unknown = {name: np.full_like(numbers, -100) for name, numbers in right.items()}
    assert float(reader.loss(latents, unknown).detach()) == 0
    assert float(reader.loss(latents, right).detach()) > 0.5


def test_noise_is_at_most_what_it_may_be() -> None:
    torch.manual_seed(0)
    moved = refine.with_noise(torch.zeros(500, 4, 8, 8)).std(dim=(1, 2, 3))
    assert 0.0 <= float(moved.min()) < 0.02
    assert 0.13 < float(moved.max()) < 1.2 * refine.NOISE


def test_every_part_of_the_loss_is_told(perceptual: Perceptual, pixels: torch.Tensor) -> None:
    torch.manual_seed(0)
    learner = refine.Learner(vae.new_model(), perceptual)
    loss, parts = learner.loss(pixels, answers(make(4, 3).scenes(range(4))))
    assert set(parts) == {"pixels", "squares", "edges", "sight", "read", "kl"}
    assert torch.isfinite(loss)
    assert not any("tower" in name for name, _ in learner.named_parameters())
