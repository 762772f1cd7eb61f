"""The latents outside a mask: they follow the picture, at each level of noise, instead of the sampler."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from PIL import Image

from clip_critic.pictures.masks import mask_cells

if TYPE_CHECKING:
    import torch

PutBack: TypeAlias = Callable[[Any, int, "torch.Tensor"], "torch.Tensor"]
"""A function from a pipeline, the number of a finished step and its latents to the latents to go on with."""


@dataclass(frozen=True, eq=False)
class OutsideLatents:
    """The pictures' latents, to be put back outside a mask after each step, as inpainting does.

    Attributes:
        clean: the pictures' latents without noise, ``[n, channels, rows, columns]``.
        noise: the noise that the pipeline started with, in the same shape.
        inside: the places where latents may change, bool ``[rows, columns]``.
    """

    clean: torch.Tensor
    noise: torch.Tensor
    inside: torch.Tensor

    @classmethod
    def of(cls, latents: torch.Tensor, seeds: Sequence[int], mask: Image.Image) -> OutsideLatents:
        """Return the latents of pictures that start from these seeds."""
        import torch

        noise = [
            torch.randn(latents.shape[1:], generator=torch.Generator().manual_seed(seed), dtype=latents.dtype)
            for seed in seeds
        ]
        rows, columns = latents.shape[2:]
        inside = torch.from_numpy(mask_cells(mask, (columns, rows)))
        return cls(latents, torch.stack(noise).to(latents.device), inside.to(latents.device))

    def put_back(self, pipeline: Any, step: int, latents: torch.Tensor) -> torch.Tensor:
        """Return the latents after a step, with those outside the mask at the same level of noise."""
        import torch

        left = pipeline.num_timesteps - step - 1
        outside = self.clean
        if left:
            time = pipeline.scheduler.timesteps[-left].repeat(len(latents))
            outside = pipeline.scheduler.add_noise(self.clean, self.noise, time)
        return torch.where(self.inside, latents, outside.to(latents))
