"""A perceptual loss: pictures as a finished CLIP sees them, with more weight on shapes than on pixels."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from torch import nn
from torch.nn import functional

from tools.miniature.clip import PATCH, unfused

LAYERS = (1, 3, 5)
"""The layers of the picture tower whose states are compared after normalisation."""


class Perceptual(nn.Module):
    """The distance of pictures in the hidden states of CLIP's picture tower, whose weights are frozen.

    Both pictures are first rolled by the same random number of pixels, so that all places within the tower's
    patches count alike.

    Args:
        folder: the folder of the finished `CLIPModel`.
    """

    def __init__(self, folder: Path) -> None:
        from transformers import CLIPVisionConfig, CLIPVisionModel

        super().__init__()
        config: Any = unfused(CLIPVisionConfig.from_pretrained(folder))
        model: Any = CLIPVisionModel.from_pretrained(folder, config=config, torch_dtype=torch.float32)
        self._tower = model.eval().requires_grad_(False)

    def forward(self, drawn: torch.Tensor, pixels: torch.Tensor) -> torch.Tensor:
        """Compare pictures ``[n, 3, 64, 64]`` from -1 to 1; only `drawn` gets a gradient."""
        moved = [int(step) for step in torch.randint(0, PATCH, (2,))]
        seen = self._states(drawn.roll(moved, dims=(2, 3)))
        with torch.no_grad():
            wanted = self._states(pixels.roll(moved, dims=(2, 3)))
        parts = [functional.mse_loss(*states) for states in zip(seen, wanted, strict=True)]
        return torch.stack(parts).mean()

    def _states(self, pixels: torch.Tensor) -> Sequence[torch.Tensor]:
        states = self._tower(pixel_values=pixels, output_hidden_states=True).hidden_states
        return [
            functional.layer_norm(states[layer + 1].float(), states[layer + 1].shape[-1:]) for layer in LAYERS
        ]
