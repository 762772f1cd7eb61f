"""The guide by CLIP: the predicted clean latents climb towards the wanted words.

The gradient is one with respect to the latents only, through a small decoder and CLIP's picture tower, never
through the UNet (as in Dhariwal and Nichol 2021, arXiv:2105.05233, section 4, with the classifier on the
predicted clean picture; Bansal et al. 2023, arXiv:2302.07121, equation 6).
"""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch.nn import functional

from clip_critic.encoders.gradients import PictureTower
from clip_critic.guides.base import LatentSpace, SamplingStep
from clip_critic.guides.decoders import find_small_decoder
from clip_critic.guides.tiny_decoder import halved

logger = logging.getLogger(__name__)

MOST_SIGMA = 5.0
"""Noise beyond this counts as this much: the first predictions say little."""
SMALLEST_CUTOUT = 0.6
"""The side of the smallest cutout, as a share of the picture's."""
PIXELS = 8
"""The pixels on a side of what one latent stands for."""
TINY = 1e-12

Decode = Callable[[torch.Tensor], torch.Tensor]


@dataclass(frozen=True)
class GoalWord:
    """A word's part of the goal.

    Attributes:
        index: the word's place among the texts.
        rivals: the places of the words that it is compared with.
        weight: above 0.
        unwanted: whether it is to be absent.
    """

    index: int
    rivals: tuple[int, ...]
    weight: float = 1.0
    unwanted: bool = False


@dataclass(frozen=True, eq=False)
class Goal:
    """The goal of steering: a weighted geometric mean of shares, as in the loop's objective ``joint``.

    Attributes:
        texts: unit vectors of the keyword list, float32 ``[n, dimension]``.
        logit_scale, logit_bias: the encoder's.
        words: the wanted, held and unwanted words.
    """

    texts: torch.Tensor
    logit_scale: float
    logit_bias: float
    words: tuple[GoalWord, ...]

    def log_joint(self, vectors: torch.Tensor) -> torch.Tensor:
        """Return the logarithm of each picture's ``joint``, ``[n]`` from unit vectors ``[n, dimension]``.

        A word's share among itself and its rivals is ``sigmoid(l - logsumexp(rivals))``; an unwanted one
        counts by what is left of it. A word without rivals has nothing to be compared with and is left out.
        """
        logits = self.logit_scale * vectors @ self.texts.to(vectors).T + self.logit_bias
        total, weights = vectors.new_zeros(len(vectors)), 0.0
        for word in self.words:
            if not word.rivals:
                continue
            ahead = logits[:, word.index] - logits[:, list(word.rivals)].logsumexp(dim=1)
            total = total + word.weight * functional.logsigmoid(-ahead if word.unwanted else ahead)
            weights += word.weight
        return total / weights if weights else total


@dataclass(frozen=True)
class Steering:
    """The settings of steering.

    Attributes:
        strength: the push, as a multiple of the prompt's own (of CFG).
        until: the share of the steps that are steered, from the first on.
        cutouts: the number of random square parts that are looked at besides the whole picture.
        full: whether the host's own decoder is used instead of a small one.
    """

    strength: float = 0.5
    until: float = 0.8
    cutouts: int = 0
    full: bool = False


@dataclass
class _Frugality:
    """The limits of what is computed at a time, lowered when a job runs out of memory."""

    together: int = 64
    cutouts: int = 0
    is_off: bool = False
    notes: list[str] = field(default_factory=list)


class ClipGuide:
    """The guide of one goal; a `Guide` for one host at a time.

    Each step moves the clean latents by ``strength * push * g / rms(g) * (1 - joint)``: ``push`` is how far
    the prompt itself pushes, or the noise where that is unknown; ``g`` the gradient of ``log joint``.

    Args:
        tower: the picture tower, with gradients.
        goal: the words that the pictures should show.
        steering: the settings.
        folders: the folders to search for small decoders.
    """

    def __init__(
        self, tower: PictureTower, goal: Goal, steering: Steering, folders: Sequence[Path] = ()
    ) -> None:
        self._tower = tower
        self._goal = goal
        self._steering = steering
        self._folders = folders
        self._decoder: tuple[torch.Size, float, torch.Size, torch.nn.Module] | None = None
        self._frugality = _Frugality(cutouts=steering.cutouts)

    @property
    def notes(self) -> tuple[str, ...]:
        """Notes for the user about the last job."""
        return tuple(self._frugality.notes)

    def __call__(self, x0: torch.Tensor, step: SamplingStep) -> torch.Tensor:
        if not step.number:
            self._frugality = _Frugality(cutouts=self._steering.cutouts)
        if step.number >= self._steering.until * step.of or self._frugality.is_off:
            return x0
        found = self._slopes(x0, step)
        if found is None:
            return x0
        slopes, joint = found
        rms = slopes.square().mean(dim=(1, 2, 3)).sqrt()
        lengths = self._steering.strength * push_of(step, x0) * (1 - joint) / (rms + TINY)
        return x0 + lengths[:, None, None, None] * slopes

    def _slopes(self, x0: torch.Tensor, step: SamplingStep) -> tuple[torch.Tensor, torch.Tensor] | None:
        """Return the gradient of each picture's ``log joint``, and its ``joint``; None if memory is short."""
        while not self._frugality.is_off:
            try:
                some = self._frugality.together
                parts = [self._slope(x0[n : n + some], step) for n in range(0, len(x0), some)]
                return torch.cat([slope for slope, _ in parts]), torch.cat([joint for _, joint in parts])
            except (MemoryError, RuntimeError) as error:
                if not is_out_of_memory(error):
                    raise
            self._save_memory(len(x0))
            if x0.is_cuda:
                torch.cuda.empty_cache()
        return None

    def _save_memory(self, count: int) -> None:
        """Compute less at a time: one picture, then fewer cutouts, then nothing."""
        now = self._frugality
        if min(now.together, count) > 1:
            now.together = 1
        elif now.cutouts:
            now.cutouts //= 2
            now.notes[:] = ["Memory is short: steering used fewer cutouts."]
        else:
            now.is_off = True
            now.notes[:] = ["Memory is too short for steering: the pictures were not steered to the end."]
        logger.warning("Out of memory while steering: %s", now)

    def _slope(self, x0: torch.Tensor, step: SamplingStep) -> tuple[torch.Tensor, torch.Tensor]:
        with torch.inference_mode(False), torch.enable_grad(), _in_full_precision(x0.device.type):
            latents = x0.clone().requires_grad_()
            decode = step.space.decode if self._steering.full else self._small_decoder(step.space, x0)
            looks = self._looks(decode(latents).clamp(0, 1), step.number)
            logs = torch.stack([self._goal.log_joint(self._tower(look)) for look in looks]).mean(dim=0)
            (slope,) = torch.autograd.grad(logs.sum(), latents)
        return slope.nan_to_num(0, 0, 0), logs.detach().exp().to(x0)

    def _looks(self, pictures: torch.Tensor, number: int) -> list[torch.Tensor]:
        """Return the whole pictures and cutouts, which depend on the step alone, not on a batch."""
        generator = torch.Generator().manual_seed(number)
        found = [pictures]
        for _ in range(self._frugality.cutouts):
            share, across, down = torch.rand(3, generator=generator).tolist()
            side = round(min(pictures.shape[-2:]) * (SMALLEST_CUTOUT + (1 - SMALLEST_CUTOUT) * share))
            top = round(down * (pictures.shape[-2] - side))
            left = round(across * (pictures.shape[-1] - side))
            found.append(pictures[..., top : top + side, left : left + side])
        return found

    def _small_decoder(self, space: LatentSpace, x0: torch.Tensor) -> torch.nn.Module:
        key = (space.first_weight.shape, space.scale, x0.shape[-2:])
        if self._decoder is None or self._decoder[:-1] != key:
            whole = find_small_decoder(space, self._folders)
            is_large = PIXELS * min(x0.shape[-2:]) // 2 >= self._tower.side  # CLIP sees no more than half
            self._decoder = (*key, halved(whole) if is_large else whole)
        # On a CPU, convolutions with the channels last take two thirds of the time.
        layout = torch.channels_last if x0.device.type == "cpu" else torch.contiguous_format
        return self._decoder[-1].to(x0.device, memory_format=layout)  # type: ignore[call-overload, no-any-return]


def _in_full_precision(device: str) -> AbstractContextManager[object]:
    """Return a context in which a host's autocast is off, where the device has any."""
    return torch.autocast(device, enabled=False) if device in ("cpu", "cuda") else nullcontext()


def push_of(step: SamplingStep, x0: torch.Tensor) -> torch.Tensor:
    """Return how far each picture's clean latents may be pushed at strength 1, ``[n]``.

    It is the prompt's own push where there is one, else the noise; noise beyond `MOST_SIGMA` counts as that.
    """
    capped = min(step.sigma, MOST_SIGMA)
    noise = torch.full((len(x0),), capped, dtype=torch.float32, device=x0.device)
    if step.push is None:
        return noise
    share = 0.0 if math.isinf(step.sigma) else capped / step.sigma
    push = step.push.to(noise)
    return torch.where(push > 0, push * share, noise)


def is_out_of_memory(error: BaseException) -> bool:
    """Return whether memory ran out; on a CPU torch raises only a RuntimeError."""
    return isinstance(error, (MemoryError, torch.cuda.OutOfMemoryError)) or "memory" in str(error).lower()
