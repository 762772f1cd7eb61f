"""The networks in plain torch compute what diffusers' own do."""

from __future__ import annotations

import pytest
import torch

pytest.importorskip("diffusers", reason="the comparison is with diffusers")

from diffusers import AutoencoderKL, UNet2DConditionModel

from clip_critic.miniature.networks import VAE, UNet

UNETS = [
    {"block_out_channels": (32, 64), "layers_per_block": 1},
    {"block_out_channels": (32, 64, 64), "layers_per_block": 2},
]
VAES = [
    {"block_out_channels": (64, 64, 64, 64), "layers_per_block": 0},
    {"block_out_channels": (32, 64, 64), "layers_per_block": 1},
]


@pytest.mark.parametrize("shape", UNETS, ids=str)
def test_the_unet_is_that_of_diffusers(shape: dict) -> None:
    levels = len(shape["block_out_channels"])
    torch.manual_seed(0)
    theirs = UNet2DConditionModel(
        sample_size=8,
        **shape,
        down_block_types=("CrossAttnDownBlock2D",) * levels,
        up_block_types=("CrossAttnUpBlock2D",) * levels,
        attention_head_dim=4,
        cross_attention_dim=24,
    ).eval()
    ours = UNet(theirs.config).eval()
    ours.load_state_dict(theirs.state_dict())
    noisy, times, told = torch.randn(2, 4, 8, 8), torch.tensor([3.0, 801.5]), torch.randn(2, 77, 24)
    with torch.no_grad():
        expected = theirs(noisy, times, told).sample
        assert torch.allclose(ours(noisy, times, told), expected, atol=1e-4)


@pytest.mark.parametrize("shape", VAES, ids=str)
def test_the_vae_is_that_of_diffusers(shape: dict) -> None:
    levels = len(shape["block_out_channels"])
    torch.manual_seed(0)
    theirs = AutoencoderKL(
        **shape,
        down_block_types=("DownEncoderBlock2D",) * levels,
        up_block_types=("UpDecoderBlock2D",) * levels,
    ).eval()
    ours = VAE(theirs.config).eval()
    ours.load_state_dict(theirs.state_dict())
    side = 4 * 2 ** (levels - 1)
    pictures, latents = torch.rand(2, 3, side, side) * 2 - 1, torch.randn(2, 4, 4, 4)
    with torch.no_grad():
        assert torch.allclose(ours.encode(pictures), theirs.encode(pictures).latent_dist.mean, atol=1e-4)
        assert torch.allclose(ours.decode(latents), theirs.decode(latents).sample, atol=1e-4)
