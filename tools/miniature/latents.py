"""Converting pictures to latents and back, with Stable Diffusion 1.x's numbers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

SCALE = 0.18215
"""The factor of the VAE's latents before the UNet in SD 1.x; it is also in the hosts' configuration."""
FACTOR, CHANNELS = 8, 4
Pictures = NDArray[np.uint8]


def as_signed(pictures: Pictures) -> torch.Tensor:
    """Convert pictures uint8 ``[n, h, w, 3]`` to the VAE's input, float32 ``[n, 3, h, w]`` from -1 to 1."""
    values = torch.from_numpy(np.ascontiguousarray(pictures)).permute(0, 3, 1, 2).float()
    return values / 127.5 - 1


def as_pictures(values: torch.Tensor) -> Pictures:
    """Convert the VAE's output, float ``[n, 3, h, w]``, to pictures uint8 ``[n, h, w, 3]``."""
    levels = ((values.float().clamp(-1, 1) + 1) * 127.5).round().to(torch.uint8)
    return levels.permute(0, 2, 3, 1).contiguous().numpy()


@torch.no_grad()
def encode(vae: Any, pictures: Pictures, batch: int = 100) -> torch.Tensor:
    """Return the scaled means of the pictures' latents, float32 ``[n, 4, h / 8, w / 8]``."""
    parts = [vae.encode(as_signed(part)).latent_dist.mean * SCALE for part in in_parts(pictures, batch)]
    return torch.cat(parts).float()


@torch.no_grad()
def decode(vae: Any, latents: torch.Tensor, batch: int = 100) -> Pictures:
    """Convert scaled latents ``[n, 4, h, w]`` to pictures uint8 ``[n, 8 h, 8 w, 3]``."""
    parts = [as_pictures(vae.decode(part / SCALE).sample) for part in torch.split(latents, batch)]
    return np.concatenate(parts)


def encode_all(vae: Any, pictures: Pictures, file: Path) -> NDArray[np.float16]:
    """Return all pictures' latents in half precision, memory-mapped from a file, written if missing."""
    if not file.exists():
        count, high, wide, _ = pictures.shape
        part = file.with_suffix(".part")
        shape = (count, CHANNELS, high // FACTOR, wide // FACTOR)
        written = np.lib.format.open_memmap(part, mode="w+", dtype=np.float16, shape=shape)
        for start in range(0, count, 1000):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                found = encode(vae, pictures[start : start + 1000])
            written[start : start + 1000] = found.numpy().astype(np.float16)
        written.flush()
        del written  # Windows cannot rename a mapped file
        part.replace(file)
    latents: NDArray[np.float16] = np.load(file, mmap_mode="r")
    return latents


def in_parts(pictures: Pictures, batch: int) -> Iterator[Pictures]:
    for start in range(0, len(pictures), batch):
        yield pictures[start : start + batch]
