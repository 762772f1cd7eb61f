"""Big Sleep and VQGAN+CLIP, a few lines each after their authors, with any decoder and picture tower.

Murdock 2021, "Big Sleep" (https://github.com/lucidrains/big-sleep): cosine, cutouts of .5 to .95 of the
side, Adam with 0.07. Crowson et al. 2022, "VQGAN-CLIP" (arXiv:2204.08583) and its notebook: half the squared
angle, cutouts that are flipped, turned, sheared and coloured, with noise of up to 0.1, Adam with 0.1.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import torch
from torch.nn import functional

Decode = Callable[[torch.Tensor], torch.Tensor]
Tower = Callable[[torch.Tensor], torch.Tensor]
BIG_SLEEP_CUTOUTS, VQGAN_CUTOUTS = 128, 32
"""The numbers of cutouts of big-sleep and of the VQGAN+CLIP notebook."""
LARGEST_LATENT = 3.0
"""VQGAN's latents stay within those of its code book; so do ours, within three deviations."""


@dataclass(frozen=True)
class Peer:
    """A loop of another program.

    Attributes:
        name: its name.
        cutouts: the number of cutouts of each step.
        rate: Adam's learning rate.
        cut: the function that cuts a picture so many times, for an encoder's side.
        loss: the function from vectors and the one to come near to.
        largest: the largest latent.
    """

    name: str
    cutouts: int
    rate: float
    cut: Callable[[torch.Tensor, int, int], torch.Tensor]
    loss: Callable[[torch.Tensor, torch.Tensor], torch.Tensor]
    largest: float = math.inf

    def steps(
        self, start: torch.Tensor, decode: Decode, tower: Tower, side: int, aim: torch.Tensor
    ) -> Iterator[torch.Tensor]:
        """Yield the latents after each step, without end."""
        latents = start.clone().requires_grad_()
        adam = torch.optim.Adam([latents], lr=self.rate)
        while True:
            adam.zero_grad()
            self.loss(tower(self.cut(decode(latents), side, self.cutouts)), aim).backward()  # type: ignore[no-untyped-call]
            adam.step()
            with torch.no_grad():
                latents.clamp_(-self.largest, self.largest)
            yield latents.detach()


def climb(steps: Iterator[torch.Tensor], seconds: float) -> torch.Tensor:
    """Return the latents after the step with which the processor time is used up."""
    began = time.process_time()
    for latents in steps:
        if time.process_time() - began >= seconds:
            return latents
    raise ValueError("there are no steps")


def peers(cutouts: int) -> tuple[Peer, ...]:
    """Return both loops with their own numbers of cutouts, and with ours."""
    found = []
    for own in (True, False):
        many, some = (BIG_SLEEP_CUTOUTS, VQGAN_CUTOUTS) if own else (cutouts, cutouts)
        found.append(Peer(f"Big Sleep, {many} cutouts", many, 0.07, big_sleep_cutouts, cosine))
        found.append(
            Peer(f"VQGAN+CLIP, {some} cutouts", some, 0.1, vqgan_cutouts, angle, LARGEST_LATENT),
        )
    return tuple(found)


def cosine(seen: torch.Tensor, aim: torch.Tensor) -> torch.Tensor:
    return -100 * (seen @ aim).mean()


def angle(seen: torch.Tensor, aim: torch.Tensor) -> torch.Tensor:
    found: torch.Tensor = (seen - aim).norm(dim=-1).div(2).arcsin().square().mul(2).mean()
    return found


def big_sleep_cutouts(picture: torch.Tensor, side: int, count: int) -> torch.Tensor:
    """Cut squares whose sides are about .8 of the picture's, anywhere."""
    height, width = picture.shape[-2:]
    cut = []
    for _ in range(count):
        size = int(torch.zeros(1).normal_(mean=0.8, std=0.3).clamp(0.5, 0.95) * min(height, width))
        top, left = _corner(height - size), _corner(width - size)
        part = picture[..., top : top + size, left : left + size]
        cut.append(functional.interpolate(part, (side, side), mode="bilinear", align_corners=False))
    return torch.cat(cut)


def vqgan_cutouts(picture: torch.Tensor, side: int, count: int) -> torch.Tensor:
    """Cut squares of any size from the encoder's, flip, turn, shift and colour them, and add noise."""
    height, width = picture.shape[-2:]
    short = min(height, width)
    least = min(short, side) if short > side else short // 2
    cut = []
    for _ in range(count):
        size = int(torch.rand(()) * (short - least) + least)
        top, left = _corner(height - size), _corner(width - size)
        part = picture[..., top : top + size, left : left + size]
        cut.append(functional.adaptive_avg_pool2d(part, (side, side)))
    looks = _turned(torch.cat(cut))
    saturation = 1 + 0.1 * (2 * torch.rand(count, 1, 1, 1) - 1)
    grey = looks.mean(dim=1, keepdim=True)
    looks = grey + (looks - grey) * saturation
    return looks + torch.rand(count, 1, 1, 1) * 0.1 * torch.randn_like(looks)


def _turned(looks: torch.Tensor) -> torch.Tensor:
    """Flip every other one, and turn by up to 30 degrees and shift by up to a tenth those of four of five."""
    count = len(looks)
    flips = torch.where(torch.rand(count) < 0.5, -1.0, 1.0)
    moves = (torch.rand(count) < 0.8).float()
    turns = moves * math.radians(30) * (2 * torch.rand(count) - 1)
    across, down = moves * 0.2 * (2 * torch.rand(2, count) - 1)
    rows = (
        torch.stack((flips * turns.cos(), -turns.sin(), across), 1),
        torch.stack((flips * turns.sin(), turns.cos(), down), 1),
    )
    grid = functional.affine_grid(torch.stack(rows, 1), list(looks.shape), align_corners=False)
    return functional.grid_sample(looks, grid, padding_mode="border", align_corners=False)


def _corner(most: int) -> int:
    return int(torch.randint(0, most + 1, ()))
