"""SD 1.x's noise schedule and the sampler Euler a, as k-diffusion and the WebUIs compute them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

import torch

FIRST_BETA, LAST_BETA, TIMESTEPS = 0.00085, 0.012, 1000
SCALE = 0.18215
"""What latents are multiplied by before the UNet sees them."""
MOST_STRENGTH = 0.999

Denoise = Callable[[torch.Tensor, float], torch.Tensor]
"""Noisy latents ``[n, 4, h, w]`` and their sigma -> the clean latents it sees in them."""
Noise = Callable[[], torch.Tensor]
"""Makes unit noise ``[n, 4, h, w]``, new every time."""


def log_sigmas() -> torch.Tensor:
    """Logarithm of noise over signal at each timestep, float64 ``[1000]``, rising."""
    roots = torch.linspace(FIRST_BETA**0.5, LAST_BETA**0.5, TIMESTEPS, dtype=torch.float64)
    left = (1 - roots**2).cumprod(dim=0)
    return 0.5 * ((1 - left) / left).log()


def schedule(steps: int) -> list[float]:
    """Sigmas of that many steps, evenly spread over the timesteps from the last to the first; then 0."""
    logs = log_sigmas()
    times = torch.linspace(TIMESTEPS - 1, 0, steps, dtype=torch.float64)
    low = times.floor().long().clamp(max=TIMESTEPS - 2)
    return [*torch.lerp(logs[low], logs[low + 1], times - low).exp().tolist(), 0.0]


def schedule_from(steps: int, strength: float) -> list[float]:
    """The last part of the schedule, for img2img: the WebUI runs ``int(strength * steps) + 1`` steps."""
    run = int(min(strength, MOST_STRENGTH) * steps)
    return schedule(steps)[steps - run - 1 :]


def timestep(sigma: float) -> float:
    """The timestep, with a fraction, whose noise that is."""
    logs = log_sigmas()
    value = torch.as_tensor(sigma, dtype=torch.float64).log()
    low = int((logs <= value).sum().clamp(1, TIMESTEPS - 1)) - 1
    share = (value - logs[low]) / (logs[low + 1] - logs[low])
    return low + float(share.clamp(0, 1))


def ancestral(sigma: float, following: float) -> tuple[float, float]:
    """How far to step down and how much new noise to add (Karras et al. 2022; k-diffusion, eta 1).

    Returns:
        the sigma to step down to, and that of the noise to add; their squares sum to the following one's.
    """
    if following == 0:
        return 0.0, 0.0
    up = min(following, (following**2 * (sigma**2 - following**2) / sigma**2) ** 0.5)
    return (following**2 - up**2) ** 0.5, up


def euler_a(
    latents: torch.Tensor, sigmas: list[float], denoise: Denoise, noise: Noise
) -> Iterator[torch.Tensor]:
    """Sample with Euler a.

    Args:
        latents: with noise of ``sigmas[0]``.
        sigmas: falling, the last one 0.
        denoise: the model.
        noise: asked once a step, but not in the last.

    Yields:
        the latents after every step; the last ones are clean.
    """
    for sigma, following in pairwise(sigmas):
        slope = (latents - denoise(latents, sigma)) / sigma
        down, up = ancestral(sigma, following)
        latents = latents + slope * (down - sigma)
        if following > 0:
            latents = latents + noise() * up
        yield latents
