"""Small decoders of latents: TAESD's architecture, in any width.

Ollin Boer Bohan 2023, https://github.com/madebyollin/taesd (MIT). The names of the weights are those of its
files.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import nn

SOFT_LIMIT = 3.0
"""Latents beyond a few of their deviations are bent back to this."""
CHANNELS = 4


@dataclass(frozen=True)
class Plan:
    """The size of a decoder.

    Attributes:
        width: the number of channels.
        blocks: the number of blocks before each doubling of the side, and after the last one.
    """

    width: int
    blocks: tuple[int, int, int, int]


TAESD = Plan(64, (3, 3, 3, 1))
SMALL = Plan(32, (2, 1, 1, 0))
"""The size of the miniature's decoder."""


class Clamp(nn.Module):
    def forward(self, latents: torch.Tensor) -> torch.Tensor:
        return torch.tanh(latents / SOFT_LIMIT) * SOFT_LIMIT


class Block(nn.Module):
    """Three convolutions beside an identity."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.conv = nn.Sequential(_conv(width), nn.ReLU(), _conv(width), nn.ReLU(), _conv(width))

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        return torch.relu(self.conv(states) + states)


class TinyDecoder(nn.Sequential):
    """A decoder from the sampler's latents ``[n, 4, h, w]`` to pictures ``[n, 3, 8h, 8w]``, about 0 to 1."""

    def __init__(self, plan: Plan) -> None:
        width, (first, *others) = plan.width, plan.blocks
        layers: list[nn.Module] = [Clamp(), nn.Conv2d(CHANNELS, width, 3, padding=1), nn.ReLU()]
        layers += [Block(width) for _ in range(first)]
        for count in others:
            layers += [nn.Upsample(scale_factor=2), nn.Conv2d(width, width, 3, padding=1, bias=False)]
            layers += [Block(width) for _ in range(count)]
        super().__init__(*layers, nn.Conv2d(width, 3, 3, padding=1))


def halved(decoder: TinyDecoder) -> nn.Sequential:
    """Return the decoder without its last doubling: its pictures have half the side, a quarter of the pixels.

    After the doubling, four pixels start alike. Each convolution becomes the average of what it computes for
    the four, so a picture is about the averages of the whole picture's pixels.
    """
    last = max(number for number, layer in enumerate(decoder) if isinstance(layer, nn.Upsample))
    rest = copy.deepcopy(nn.Sequential(*list(decoder)[last + 1 :]))
    for layer in rest.modules():
        if isinstance(layer, nn.Conv2d):
            layer.weight = nn.Parameter(_averaged(_averaged(layer.weight.data, 2), 3), requires_grad=False)
    return nn.Sequential(*list(decoder)[:last], *rest).eval()


def _averaged(weight: torch.Tensor, dim: int) -> torch.Tensor:
    """Return a kernel of three for pixels of which each stands for two alike, along a dimension."""
    before, here, after = weight.unbind(dim)
    return torch.stack((before / 2, here + (before + after) / 2, after / 2), dim)


def load_decoder(plan: Plan, weights: Mapping[str, torch.Tensor]) -> TinyDecoder:
    """Return the decoder with stored weights, in float32, which need no gradients.

    Raises:
        RuntimeError: the weights are those of something else.
    """
    with torch.inference_mode(False):
        decoder = TinyDecoder(plan)
        decoder.load_state_dict({name: weight.float() for name, weight in weights.items()})
        return decoder.eval().requires_grad_(False)


def fits(plan: Plan, shapes: Mapping[str, Sequence[int]]) -> bool:
    """Return whether weights of these shapes are those of such a decoder."""
    wanted = {name: tuple(weight.shape) for name, weight in _meta(plan).state_dict().items()}
    return {name: tuple(shape) for name, shape in shapes.items()} == wanted


def _meta(plan: Plan) -> TinyDecoder:
    with torch.device("meta"):
        return TinyDecoder(plan)


def _conv(width: int) -> nn.Conv2d:
    return nn.Conv2d(width, width, 3, padding=1)
