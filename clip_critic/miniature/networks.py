"""The miniature's UNet and VAE in plain torch, so that it draws where diffusers is not installed.

Built from diffusers' configurations, with diffusers' names of weights.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

import torch
from torch import nn
from torch.nn import functional

from clip_critic.miniature.layers import (
    GROUPS,
    UNET_EPSILON,
    VAE_EPSILON,
    Grow,
    PlaneAttention,
    Residual,
    Shrink,
    Transformer,
)


class TimeEmbedding(nn.Module):
    def __init__(self, inputs: int, width: int) -> None:
        super().__init__()
        self.linear_1, self.linear_2 = nn.Linear(inputs, width), nn.Linear(width, width)

    def forward(self, waves: torch.Tensor) -> torch.Tensor:
        return torch.as_tensor(self.linear_2(functional.silu(self.linear_1(waves))))


class Level(nn.Module):
    """Residual blocks, each with attention to the text in the UNet, and a change of size at the end.

    Args:
        residuals: the blocks.
        attentions: as many, or none.
        last: `Shrink`, `Grow` or nothing.
    """

    def __init__(
        self, residuals: Sequence[Residual], attentions: Sequence[Transformer], last: Shrink | Grow | None
    ) -> None:
        super().__init__()
        self.resnets = nn.ModuleList(residuals)
        if attentions:
            self.attentions = nn.ModuleList(attentions)
        if last is not None:
            setattr(self, "downsamplers" if isinstance(last, Shrink) else "upsamplers", nn.ModuleList([last]))

    def pairs(self) -> Iterator[tuple[nn.Module, nn.Module]]:
        """A residual block with its attention, one after the other."""
        return zip(self.resnets, self.attentions, strict=True)

    def resized(self, x: torch.Tensor) -> torch.Tensor | None:
        """The states in the next level's size; nothing from the last level."""
        for kind in ("downsamplers", "upsamplers"):
            if hasattr(self, kind):
                return torch.as_tensor(getattr(self, kind)[0](x))
        return None


class Middle(nn.Module):
    def __init__(self, width: int, attention: nn.Module, times: int | None = None) -> None:
        super().__init__()
        self.resnets = nn.ModuleList(Residual(width, width, times) for _ in range(2))
        self.attentions = nn.ModuleList([attention])

    def forward(self, x: torch.Tensor, *told: torch.Tensor) -> torch.Tensor:
        """States, and in the UNet a time's embedding and the context."""
        x = self.resnets[0](x, *told[:1])
        return torch.as_tensor(self.resnets[1](self.attentions[0](x, *told[1:]), *told[:1]))


class UNet(nn.Module):
    """Predicts the noise in latents, told the time and the text. Every level has attention."""

    def __init__(self, config: Mapping[str, Any]) -> None:
        super().__init__()
        widths, blocks = list(config["block_out_channels"]), int(config["layers_per_block"])
        context, heads = int(config["cross_attention_dim"]), int(config["attention_head_dim"])
        first, last, times = widths[0], widths[-1], 4 * widths[0]
        self.width = first
        self.conv_in = nn.Conv2d(config["in_channels"], first, 3, padding=1)
        self.time_embedding = TimeEmbedding(first, times)
        self.down_blocks, self.up_blocks = nn.ModuleList(), nn.ModuleList()
        skipped = [first]
        for width in widths:
            inputs = [skipped[-1], *[width] * (blocks - 1)]
            shrink = Shrink(width, lopsided=False) if len(self.down_blocks) < len(widths) - 1 else None
            residuals = [Residual(before, width, times) for before in inputs]
            self.down_blocks.append(
                Level(residuals, [Transformer(width, context, heads) for _ in inputs], shrink)
            )
            skipped += [width] * (blocks + (shrink is not None))
        self.mid_block = Middle(last, Transformer(last, context, heads), times)
        before = last
        for width in reversed(widths):
            residuals = []
            for _ in range(blocks + 1):
                residuals.append(Residual(before + skipped.pop(), width, times))
                before = width
            grow = Grow(width) if skipped else None
            self.up_blocks.append(
                Level(residuals, [Transformer(width, context, heads) for _ in residuals], grow)
            )
        self.conv_norm_out = nn.GroupNorm(GROUPS, first, UNET_EPSILON)
        self.conv_out = nn.Conv2d(first, config["out_channels"], 3, padding=1)

    def forward(self, x: torch.Tensor, times: torch.Tensor, context: torch.Tensor) -> torch.Tensor:
        """Latents ``[n, 4, h, w]``, times ``[n]`` from 0 to 999, context ``[n, tokens, width]`` -> noise."""
        time = self.time_embedding(waves(times, self.width))
        x = self.conv_in(x)
        skipped = [x]
        for level in _levels(self.down_blocks):
            for residual, attention in level.pairs():
                x = attention(residual(x, time), context)
                skipped.append(x)
            if (smaller := level.resized(x)) is not None:
                x = smaller
                skipped.append(x)
        x = self.mid_block(x, time, context)
        for level in _levels(self.up_blocks):
            for residual, attention in level.pairs():
                x = attention(residual(torch.cat([x, skipped.pop()], dim=1), time), context)
            larger = level.resized(x)
            x = x if larger is None else larger
        return torch.as_tensor(self.conv_out(functional.silu(self.conv_norm_out(x))))


class Encoder(nn.Module):
    """Pictures to the mean and the logarithm of the variance of latents."""

    def __init__(self, widths: Sequence[int], blocks: int, channels: int) -> None:
        super().__init__()
        self.conv_in = nn.Conv2d(3, widths[0], 3, padding=1)
        self.down_blocks = nn.ModuleList()
        before = widths[0]
        for number, width in enumerate(widths):
            residuals = [Residual(inputs, width) for inputs in ([before, *[width] * blocks])[:blocks]]
            shrink = Shrink(width, lopsided=True) if number < len(widths) - 1 else None
            self.down_blocks.append(Level(residuals, [], shrink))
            before = width
        self.mid_block = Middle(before, PlaneAttention(before))
        self.conv_norm_out = nn.GroupNorm(GROUPS, before, VAE_EPSILON)
        self.conv_out = nn.Conv2d(before, 2 * channels, 3, padding=1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.mid_block(_through(self.down_blocks, self.conv_in(x)))
        return torch.as_tensor(self.conv_out(functional.silu(self.conv_norm_out(x))))


class Decoder(nn.Module):
    """Latents to pictures."""

    def __init__(self, widths: Sequence[int], blocks: int, channels: int) -> None:
        super().__init__()
        before = widths[-1]
        self.conv_in = nn.Conv2d(channels, before, 3, padding=1)
        self.mid_block = Middle(before, PlaneAttention(before))
        self.up_blocks = nn.ModuleList()
        for number, width in enumerate(reversed(widths)):
            residuals = [Residual(inputs, width) for inputs in [before, *[width] * blocks]]
            self.up_blocks.append(Level(residuals, [], Grow(width) if number < len(widths) - 1 else None))
            before = width
        self.conv_norm_out = nn.GroupNorm(GROUPS, before, VAE_EPSILON)
        self.conv_out = nn.Conv2d(before, 3, 3, padding=1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = _through(self.up_blocks, self.mid_block(self.conv_in(x)))
        return torch.as_tensor(self.conv_out(functional.silu(self.conv_norm_out(x))))


class VAE(nn.Module):
    """Pictures to latents and back; `SCALE` is the caller's affair."""

    def __init__(self, config: Mapping[str, Any]) -> None:
        super().__init__()
        widths, blocks = list(config["block_out_channels"]), int(config["layers_per_block"])
        channels = int(config["latent_channels"])
        self.encoder = Encoder(widths, blocks, channels)
        self.decoder = Decoder(widths, blocks, channels)
        self.quant_conv = nn.Conv2d(2 * channels, 2 * channels, 1)
        self.post_quant_conv = nn.Conv2d(channels, channels, 1)

    def encode(self, pictures: torch.Tensor) -> torch.Tensor:
        """Pictures ``[n, 3, h, w]`` from -1 to 1 -> the latents' means ``[n, 4, h / 8, w / 8]``."""
        return torch.as_tensor(self.quant_conv(self.encoder(pictures)).chunk(2, dim=1)[0])

    def decode(self, latents: torch.Tensor) -> torch.Tensor:
        """Latents ``[n, 4, h, w]`` -> pictures ``[n, 3, 8 h, 8 w]``, from -1 to 1 but for overshoots."""
        return torch.as_tensor(self.decoder(self.post_quant_conv(latents)))


def waves(times: torch.Tensor, width: int) -> torch.Tensor:
    """Cosines and sines of times ``[n]`` at frequencies from 1 down to 1/10000, ``[n, width]``."""
    half = width // 2
    steps = torch.arange(half, dtype=torch.float32, device=times.device)
    angles = times[:, None].float() * torch.exp(-math.log(10_000) * steps / half)
    return torch.cat([angles.cos(), angles.sin()], dim=1)


def _levels(modules: nn.ModuleList) -> list[Level]:
    return cast("list[Level]", modules)


def _through(levels: nn.ModuleList, x: torch.Tensor) -> torch.Tensor:
    """Through a VAE's levels."""
    for level in _levels(levels):
        for residual in level.resnets:
            x = residual(x)
        resized = level.resized(x)
        x = x if resized is None else resized
    return x
