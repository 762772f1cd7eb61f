"""A small network that predicts a scene's attributes from its latents while the VAE trains.

A loss of pixels alone hardly makes the VAE separate pictures that differ in only a few of them, such as a
plain thing and one in pixel art. Its latents are all that the UNet will ever see.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from tools.miniature.judge import UNKNOWN
from tools.miniature.latents import CHANNELS
from tools.miniature.zero_shot import ATTRIBUTES

WIDTH = 64
SIDE = 8


class Reader(nn.Module):
    """A network from latents ``[n, 4, 8, 8]`` to logits ``[n, words]`` for every attribute."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(CHANNELS, WIDTH, 3, padding=1)
        self.second = nn.Conv2d(WIDTH, WIDTH, 3, padding=1)
        self.mix = nn.Linear(WIDTH * SIDE * SIDE, 128)
        heads = {name: nn.Linear(128, len(attribute.words)) for name, attribute in ATTRIBUTES.items()}
        self.heads = nn.ModuleDict(heads)

    def forward(self, latents: torch.Tensor) -> dict[str, torch.Tensor]:
        seen = functional.gelu(self.second(functional.gelu(self.first(latents))))
        mixed = functional.gelu(self.mix(seen.flatten(1)))
        return {name: head(mixed).float() for name, head in self.heads.items()}

    def loss(self, latents: torch.Tensor, right: Mapping[str, NDArray[np.int64]]) -> torch.Tensor:
        """Return the mean cross-entropy of the right answers; attributes without one are ignored."""
        logits = self(latents)
        parts = [
            functional.cross_entropy(
                logits[name], torch.from_numpy(numbers), ignore_index=UNKNOWN, reduction="sum"
            )
            for name, numbers in right.items()
        ]
        return torch.stack(parts).sum() / len(latents) / len(parts)
