"""The looks at a picture: random cutouts, turned a little, with noise.

Without them the ascent finds patterns that fool CLIP and show nothing; with at least four it has to draw
what is seen from wherever one looks.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch.nn import functional

TOO_FINE = 2
"""A picture of more than so many times CLIP's pixels on a side is made smaller before it is cut."""


@dataclass(frozen=True)
class Looks:
    """How a picture is looked at.

    Attributes:
        count: the number of cutouts of each step.
        smallest: the side of the smallest cutout, as a share of the picture's.
        turn: the largest turn, in degrees.
        noise: the standard deviation of the noise, where white is 1.
        light: the largest change of brightness and contrast.
    """

    count: int = 6
    smallest: float = 0.55
    turn: float = 8.0
    noise: float = 0.05
    light: float = 0.1

    def __call__(self, picture: torch.Tensor, side: int, random: torch.Generator) -> torch.Tensor:
        """Return cutouts, float32 ``[count, 3, side, side]``, of a picture ``[1, 3, height, width]``.

        Args:
            picture: the picture.
            side: the side that the encoder reads.
            random: the source of chance.
        """
        height, width = picture.shape[-2:]
        short = min(height, width)
        if short > TOO_FINE * side:
            factor = TOO_FINE * side / short
            picture = functional.interpolate(
                picture, scale_factor=factor, mode="bilinear", antialias=True, align_corners=False
            )
        sides, across, down, turns, contrast, brightness = torch.rand((6, self.count), generator=random)
        shares = self.smallest + (1 - self.smallest) * sides
        turns = (2 * turns - 1) * math.radians(self.turn)
        wide, high = shares * short / width, shares * short / height
        theta = torch.stack(
            (
                torch.stack((wide * turns.cos(), -wide * turns.sin(), (2 * across - 1) * (1 - wide)), 1),
                torch.stack((high * turns.sin(), high * turns.cos(), (2 * down - 1) * (1 - high)), 1),
            ),
            1,
        )
        grid = functional.affine_grid(theta, [self.count, 3, side, side], align_corners=False)
        cut = functional.grid_sample(
            picture.expand(self.count, -1, -1, -1),
            grid.to(picture),
            padding_mode="reflection",
            align_corners=False,
        )
        gain = (1 + (2 * contrast - 1) * self.light).to(picture)[:, None, None, None]
        shift = ((2 * brightness - 1) * self.light / 2).to(picture)[:, None, None, None]
        noise = self.noise * torch.randn(cut.shape, generator=random).to(picture)
        seen: torch.Tensor = (cut - 0.5) * gain + 0.5 + shift + noise
        return seen
