"""What steering costs with Stable Diffusion 1.5's shape, counted."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
import torch
from safetensors.torch import save_file

pytest.importorskip("diffusers")
pytest.importorskip("torch", minversion="2.2", reason="older ones count operations in another way")

from benchmarks.steering_cost import Cost, cost_of_guide, cost_of_unet, line, ratio
from clip_critic.encoders.gradients import PictureTower
from clip_critic.guides.clip import ClipGuide, Goal, GoalWord, Steering
from clip_critic.guides.tiny_decoder import TAESD, TinyDecoder

pytestmark = pytest.mark.slow
VIT_B_32 = 2 * 2 * 4.4e9
"""The operations of ViT-B/32 for one picture, there and back."""


class Reader:
    """A tower that reads as many pixels as ViT-B/32 and computes nearly nothing."""

    side = 224

    def __call__(self, pictures: torch.Tensor) -> torch.Tensor:
        return torch.nn.functional.normalize(pictures.mean(dim=(2, 3)))


def test_a_steered_picture_costs_at_most_15_per_cent_more(tmp_path: Path) -> None:
    save_file(TinyDecoder(TAESD).state_dict(), tmp_path / "taesd_decoder.safetensors")
    goal = Goal(torch.eye(3), 10.0, 0.0, (GoalWord(0, (1, 2)),))
    guide = ClipGuide(cast(PictureTower, Reader()), goal, Steering(), [tmp_path])
    plain = cost_of_unet(512, 0)
    decoding = cost_of_guide(guide, 512, 0)
    assert 1.2e12 < plain.operations < 1.8e12  # 0.34 trillion products, twice
    assert decoding.operations > 0.03e12
    assert 1.0 < ratio(plain.operations, decoding.operations + VIT_B_32) < 1.15


def test_a_row_has_what_was_measured() -> None:
    plain, guide = Cost(1e12, 10.0), Cost(1e11, 2.0)
    assert ratio(10, 2) == pytest.approx(1.16)
    assert line("UNet", plain) == "| UNet | 1.000 | 10.00 s | | |"
    assert line("steering", guide, plain) == "| steering | 0.100 | 2.00 s | 1.080 | 1.160 |"
    assert line("steering", Cost(1e11), plain) == "| steering | 0.100 |  | 1.080 |  |"
