"""Layers of Stable Diffusion 1.x's UNet and VAE; their weights are named as in diffusers."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

GROUPS = 32
UNET_EPSILON, VAE_EPSILON = 1e-5, 1e-6


class Residual(nn.Module):
    """Two convolutions beside a shortcut; with a time's embedding added between them in the UNet.

    Args:
        inputs: channels of what comes in.
        outputs: channels of what goes out.
        times: width of the time's embedding; none in the VAE.
    """

    def __init__(self, inputs: int, outputs: int, times: int | None = None) -> None:
        super().__init__()
        epsilon = VAE_EPSILON if times is None else UNET_EPSILON
        self.norm1 = nn.GroupNorm(GROUPS, inputs, epsilon)
        self.conv1 = nn.Conv2d(inputs, outputs, 3, padding=1)
        if times is not None:
            self.time_emb_proj = nn.Linear(times, outputs)
        self.norm2 = nn.GroupNorm(GROUPS, outputs, epsilon)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1)
        if inputs != outputs:
            self.conv_shortcut = nn.Conv2d(inputs, outputs, 1)

    def forward(self, x: torch.Tensor, time: torch.Tensor | None = None) -> torch.Tensor:
        """States ``[n, inputs, h, w]``, a time's embedding ``[n, times]`` -> ``[n, outputs, h, w]``."""
        inside = self.conv1(functional.silu(self.norm1(x)))
        if time is not None:
            inside = inside + self.time_emb_proj(functional.silu(time))[:, :, None, None]
        inside = self.conv2(functional.silu(self.norm2(inside)))
        shortcut = self.conv_shortcut(x) if hasattr(self, "conv_shortcut") else x
        return torch.as_tensor(shortcut + inside)


class Attention(nn.Module):
    """Of states to each other, or to a context of another width."""

    def __init__(self, width: int, context: int, heads: int, bias: bool = False) -> None:
        super().__init__()
        self.heads = heads
        self.to_q = nn.Linear(width, width, bias=bias)
        self.to_k = nn.Linear(context, width, bias=bias)
        self.to_v = nn.Linear(context, width, bias=bias)
        self.to_out = nn.ModuleList([nn.Linear(width, width)])

    def forward(self, x: torch.Tensor, context: torch.Tensor | None = None) -> torch.Tensor:
        """States ``[n, places, width]``, context ``[n, tokens, context]`` -> like the states."""
        context = x if context is None else context
        asked, keys, values = (
            part.unflatten(2, (self.heads, -1)).transpose(1, 2)
            for part in (self.to_q(x), self.to_k(context), self.to_v(context))
        )
        found = functional.scaled_dot_product_attention(asked, keys, values)
        return torch.as_tensor(self.to_out[0](found.transpose(1, 2).flatten(2)))


class Gate(nn.Module):
    """Half of a projection times GELU of the other half."""

    def __init__(self, width: int, inner: int) -> None:
        super().__init__()
        self.proj = nn.Linear(width, 2 * inner)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        passed, gate = self.proj(x).chunk(2, dim=-1)
        return torch.as_tensor(passed * functional.gelu(gate))


class FeedForward(nn.Module):
    """The gate, then back to the width; the middle holds the place of a dropout."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.net = nn.Sequential(Gate(width, 4 * width), nn.Identity(), nn.Linear(4 * width, width))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.as_tensor(self.net(x))


class TransformerBlock(nn.Module):
    """Attention to itself, attention to the text, feed-forward."""

    def __init__(self, width: int, context: int, heads: int) -> None:
        super().__init__()
        self.norm1, self.norm2, self.norm3 = (nn.LayerNorm(width) for _ in range(3))
        self.attn1 = Attention(width, width, heads)
        self.attn2 = Attention(width, context, heads)
        self.ff = FeedForward(width)

    def forward(self, x: torch.Tensor, context: torch.Tensor) -> torch.Tensor:
        x = x + self.attn1(self.norm1(x))
        x = x + self.attn2(self.norm2(x), context)
        return torch.as_tensor(x + self.ff(self.norm3(x)))


class Transformer(nn.Module):
    """One transformer block over the places of a plane."""

    def __init__(self, width: int, context: int, heads: int) -> None:
        super().__init__()
        self.norm = nn.GroupNorm(GROUPS, width, 1e-6)
        self.proj_in = nn.Conv2d(width, width, 1)
        self.transformer_blocks = nn.ModuleList([TransformerBlock(width, context, heads)])
        self.proj_out = nn.Conv2d(width, width, 1)

    def forward(self, x: torch.Tensor, context: torch.Tensor) -> torch.Tensor:
        """States ``[n, width, h, w]``, context ``[n, tokens, context]`` -> like the states."""
        rows = self.proj_in(self.norm(x)).flatten(2).transpose(1, 2)
        rows = self.transformer_blocks[0](rows, context)
        return torch.as_tensor(x + self.proj_out(rows.transpose(1, 2).reshape(x.shape)))


class PlaneAttention(Attention):
    """The VAE's attention over the places of a plane, with one head and a shortcut."""

    def __init__(self, width: int) -> None:
        super().__init__(width, width, heads=1, bias=True)
        self.group_norm = nn.GroupNorm(GROUPS, width, VAE_EPSILON)

    def forward(self, x: torch.Tensor, context: torch.Tensor | None = None) -> torch.Tensor:
        rows = super().forward(self.group_norm(x).flatten(2).transpose(1, 2), context)
        return x + rows.transpose(1, 2).reshape(x.shape)


class Shrink(nn.Module):
    """Half the side; the VAE fills up only on the right and below."""

    def __init__(self, width: int, lopsided: bool) -> None:
        super().__init__()
        self.padding = (0, 1, 0, 1) if lopsided else (1, 1, 1, 1)
        self.conv = nn.Conv2d(width, width, 3, stride=2)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.as_tensor(self.conv(functional.pad(x, self.padding)))


class Grow(nn.Module):
    """Twice the side."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(width, width, 3, padding=1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.as_tensor(self.conv(functional.interpolate(x, scale_factor=2.0, mode="nearest")))
