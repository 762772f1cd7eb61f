"""Generators of dreams: differentiable functions from numbers to a picture.

Big Sleep and VQGAN+CLIP showed that the generator can be swapped: "a new generator is a new artist". Here it
is a decoder of latents, the host's own or a small one, or bare pixels in a Fourier basis. A program adds its
own with `clip_critic.sessions.dreams.registry.add_generator`: a subclass of `DreamGenerator` needs `noise`
and `draw` alone.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import ClassVar

import torch
from torch.nn import functional

Draw = Callable[[torch.Tensor], torch.Tensor]
Counted = Callable[[int, int], None]
"""A callback with the number of steps that are done, and of all."""

PIXELS = 8
"""The pixels on a side of what one latent stands for."""
LARGEST = 1.2
"""The largest root mean square of latents: those of pictures have about 1, and more of it is noise."""
COLOURS = ((0.26, 0.09, 0.02), (0.27, 0.00, -0.05), (0.27, -0.09, 0.03))
"""How the colours of photos vary together (Olah, Mordvintsev and Schubert 2017, "Feature Visualization")."""
CONTRAST = 2.0
FITTING_STEPS = 120
FITTING_RATE = 0.08
INSIDE = 0.004
"""The distance that pixels keep from black and white, where a sigmoid has no slope."""


class DreamGenerator(ABC):
    """A differentiable function from numbers to a picture.

    Attributes:
        multiple: the height and width of its pictures are multiples of this.
        rate: the learning rate that suits its numbers.
    """

    multiple: ClassVar[int] = 1
    rate: ClassVar[float] = 0.1

    @abstractmethod
    def noise(self, height: int, width: int, random: torch.Generator) -> torch.Tensor:
        """Return random numbers to begin with, float32 ``[1, ...]``, for a picture of some size in pixels."""

    @abstractmethod
    def draw(self, numbers: torch.Tensor) -> torch.Tensor:
        """Return the picture, float32 ``[1, 3, height, width]``, about 0 to 1, with gradients."""

    def capped(self, numbers: torch.Tensor) -> torch.Tensor:
        """Return numbers that are no larger than those of pictures."""
        return numbers

    def read(self, picture: torch.Tensor, counted: Counted) -> torch.Tensor:
        """Return numbers whose picture is like another one, float32 ``[1, 3, height, width]`` from 0 to 1.

        They are found by descending the difference, so a generator needs no encoder.
        """
        begin = self.noise(picture.shape[-2], picture.shape[-1], torch.Generator().manual_seed(0))
        return fitted(self, 0 * begin, picture, counted)

    def moved(self, numbers: torch.Tensor, move: Draw) -> torch.Tensor:
        """Return numbers whose picture is moved, such as by `clip_critic.sessions.dreams.motion.Motion`."""
        with torch.no_grad():
            picture = move(self.draw(numbers).clamp(0, 1))
        return self.read(picture, lambda done, total: None)


class LatentGenerator(DreamGenerator):
    """A decoder of latents.

    Args:
        decode: the decoder: latents ``[1, channels, h, w]`` to a picture ``[1, 3, 8h, 8w]``, about 0 to 1.
        device: the device that it computes on.
        channels: the channels of the latents.
    """

    multiple = PIXELS

    def __init__(self, decode: Draw, device: torch.device | str = "cpu", channels: int = 4) -> None:
        self._decode = decode
        self._device = device
        self._channels = channels

    def noise(self, height: int, width: int, random: torch.Generator) -> torch.Tensor:
        return torch.randn((1, self._channels, height // PIXELS, width // PIXELS), generator=random)

    def draw(self, numbers: torch.Tensor) -> torch.Tensor:
        return self._decode(numbers.to(self._device))

    def capped(self, numbers: torch.Tensor) -> torch.Tensor:
        rms = numbers.square().mean().sqrt()
        return numbers * (LARGEST / rms).clamp(max=1)

    def moved(self, numbers: torch.Tensor, move: Draw) -> torch.Tensor:
        """Move the latents themselves: between two of them they blur, which the next steps sharpen again."""
        found = move(numbers)
        lost = numbers.square().mean().sqrt() / found.square().mean().sqrt()
        return found * lost


class FourierGenerator(DreamGenerator):
    """Bare pixels, whose numbers are the spectrum of decorrelated colours.

    Olah, Mordvintsev and Schubert 2017, "Feature Visualization", section "Preconditioning": steps in this
    space change large shapes as easily as small ones.
    """

    multiple = 2
    rate = 0.02

    def noise(self, height: int, width: int, random: torch.Generator) -> torch.Tensor:
        return 0.01 * torch.randn((1, 3, height, width // 2 + 1, 2), generator=random)

    def draw(self, numbers: torch.Tensor) -> torch.Tensor:
        height, width = numbers.shape[2], 2 * (numbers.shape[3] - 1)
        spectrum = torch.view_as_complex(numbers * _waves(height, width))
        plain = torch.fft.irfft2(spectrum, s=(height, width), norm="ortho")
        return torch.sigmoid(torch.einsum("nchw,dc->ndhw", plain, _colours()))

    def read(self, picture: torch.Tensor, counted: Counted) -> torch.Tensor:
        logits = torch.logit(picture.clamp(INSIDE, 1 - INSIDE))
        plain = torch.einsum("nchw,dc->ndhw", logits, torch.linalg.inv(_colours()))
        spectrum = torch.view_as_real(torch.fft.rfft2(plain, norm="ortho"))
        return spectrum / _waves(*picture.shape[-2:])


def fitted(
    generator: DreamGenerator, begin: torch.Tensor, picture: torch.Tensor, counted: Counted
) -> torch.Tensor:
    """Return numbers whose picture is like another one, found by descending their difference.

    Args:
        generator: the generator.
        begin: the numbers to begin with.
        picture: the picture, float32 ``[1, 3, height, width]`` from 0 to 1.
        counted: called before each step; it may raise to stop.
    """
    with torch.inference_mode(False), torch.enable_grad():
        numbers = begin.clone().requires_grad_()
        descent = torch.optim.Adam([numbers], lr=FITTING_RATE)
        for step in range(FITTING_STEPS):
            counted(step, FITTING_STEPS)
            drawn = generator.draw(numbers)
            (numbers.grad,) = torch.autograd.grad(functional.mse_loss(drawn, picture.to(drawn)), numbers)
            descent.step()
            with torch.no_grad():
                numbers.copy_(generator.capped(numbers))
        return numbers.detach()


def _waves(height: int, width: int) -> torch.Tensor:
    """Return the size of each wave, which falls with its frequency as in photos, ``[h, w // 2 + 1, 1]``."""
    down, across = torch.fft.fftfreq(height)[:, None], torch.fft.rfftfreq(width)[None]
    frequency = (down.square() + across.square()).sqrt()
    waves: torch.Tensor = (1 / frequency.clamp(min=1 / max(height, width)))[..., None]
    return waves


def _colours() -> torch.Tensor:
    colours = torch.tensor(COLOURS)
    scaled: torch.Tensor = colours / colours.norm(dim=0).max() * CONTRAST
    return scaled
