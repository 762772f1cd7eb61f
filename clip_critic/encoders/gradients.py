"""A differentiable picture tower: pictures as tensors become unit vectors, with gradients.

It is a copy of the encoder's picture tower in float32, so the encoder may be parked, cast or used by others
meanwhile, and weights that a host has loaded within `torch.inference_mode` do no harm. On the CPU, where
making and checking it takes longest, the copy is kept as long as the encoder is.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable
from weakref import WeakKeyDictionary

import numpy as np
import torch
from PIL import Image
from torch import nn
from torch.nn import functional

from clip_critic.encoders.base import Encoder
from clip_critic.encoders.places import Box
from clip_critic.errors import EncoderError

ALIKE = 0.99
"""The smallest similarity of one picture's vectors by the encoder and by its differentiable tower."""
TEXT_PARTS = ("text", "text_model", "text_decoder", "token_embedding", "transformer", "text_projection")
"""The names of the parts of dual encoders that pictures do not pass."""
PROBED_SIDE = 96
NO_GRADIENTS = (
    "The encoder {name} has no gradients ({reason}), so it can neither steer nor dream: choose another one."
)

Features = Callable[[torch.Tensor], torch.Tensor]


@runtime_checkable
class DifferentiableEncoder(Protocol):
    """An `Encoder` whose picture tower can be copied, for gradients."""

    def copy_picture_tower(self) -> tuple[Features, str]:
        """Return the copy, from prepared pictures to vectors of any length, and the device it is on."""
        ...

    def prepare(self, picture: Image.Image) -> torch.Tensor:
        """Return an RGB picture as the tower's input, float32 ``[3, height, width]``."""
        ...

    def read_box(self, size: tuple[int, int]) -> Box:
        """Return the part of a picture of some size that is read."""
        ...


@dataclass(frozen=True, eq=False)
class _Copy:
    """A picture tower's copy, and how it reads pictures; it knows nothing of its encoder.

    Attributes:
        features: the function from prepared pictures to vectors of any length.
        device: the device it is on.
        side: the height and width of prepared pictures.
        start, span: black, and the way from black to white, after preprocessing, ``[1, 3, 1, 1]``.
    """

    features: Features
    device: str
    side: tuple[int, int]
    start: torch.Tensor
    span: torch.Tensor


_COPIES: WeakKeyDictionary[Encoder, _Copy] = WeakKeyDictionary()
"""The checked copies on the CPU, each as long as its encoder is there; a GPU's memory is the host's."""


class PictureTower:
    """A picture tower with gradients.

    It takes float32 ``[n, 3, h, w]`` from 0 to 1, and returns unit vectors float32 ``[n, dimension]``.
    Pictures of any size are cropped, resized (bicubic, with antialiasing) and normalised as the encoder does
    it. Gradients flow to the pictures alone.

    Args:
        encoder: the encoder to copy.

    Raises:
        EncoderError: it has no gradients, or its copy gives other vectors; the message has the reason.
    """

    def __init__(self, encoder: Encoder) -> None:
        if not isinstance(encoder, DifferentiableEncoder):
            raise EncoderError(_refusal(encoder, "its kind does not offer them"))
        self._read_box = encoder.read_box
        self._boxes: dict[tuple[int, int], Box] = {}
        kept = _COPIES.get(encoder)
        self._copy = kept or _copy_of(encoder)
        if kept is None:
            self._require_same_vectors(encoder)
            if self._copy.device == "cpu":
                _COPIES[encoder] = self._copy

    @property
    def side(self) -> int:
        """The shorter side of the pictures that are read; more pixels are not seen."""
        return min(self._copy.side)

    def __call__(self, pictures: torch.Tensor) -> torch.Tensor:
        """Return the pictures' vectors; gradients need `torch.enable_grad` and no `torch.inference_mode`."""
        vectors = self._copy.features(self.prepared(pictures)).float()
        unit: torch.Tensor = vectors / vectors.norm(dim=-1, keepdim=True)
        return unit

    def prepared(self, pictures: torch.Tensor) -> torch.Tensor:
        """Return the pictures as the tower's input, ``[n, 3, height, width]``, with gradients."""
        copied = self._copy
        part = self._cropped(pictures.to(copied.device, torch.float32))
        if tuple(part.shape[-2:]) != copied.side:
            part = functional.interpolate(part, copied.side, mode="bicubic", antialias=True)
        return part * copied.span + copied.start

    def _cropped(self, pictures: torch.Tensor) -> torch.Tensor:
        height, width = pictures.shape[-2:]
        if (width, height) not in self._boxes:
            self._boxes[width, height] = self._read_box((width, height))
        left, top, right, bottom = self._boxes[width, height]
        across = slice(max(0, round(left)), min(width, max(1, round(right))))
        down = slice(max(0, round(top)), min(height, max(1, round(bottom))))
        return pictures[..., down, across]

    def _require_same_vectors(self, encoder: Encoder) -> None:
        """Check with a picture that the copy gives the encoder's vector, and a gradient.

        Raises:
            EncoderError: it does not.
        """
        picture = Image.radial_gradient("L").resize((PROBED_SIDE, PROBED_SIDE)).convert("RGB")
        picture.paste((200, 40, 30), (8, 16, 48, 40))
        expected = encoder.encode_images([picture])[0]
        try:
            with torch.inference_mode(False), torch.enable_grad():
                pixels = as_tensor(picture).requires_grad_()
                vector = self(pixels)[0]
                (slope,) = torch.autograd.grad(vector[: len(vector) // 2].sum(), pixels)
        except (RuntimeError, TypeError, ValueError, AttributeError, NotImplementedError) as error:
            raise EncoderError(_refusal(encoder, type(error).__name__)) from error
        similarity = float(np.dot(vector.detach().cpu().numpy(), expected))
        if not similarity >= ALIKE:
            raise EncoderError(_refusal(encoder, f"similarity {similarity:.3f} to its own vector"))
        if not (bool(slope.isfinite().all()) and bool((slope != 0).any())):
            raise EncoderError(_refusal(encoder, "they are zero or no numbers"))


def _copy_of(encoder: DifferentiableEncoder) -> _Copy:
    with torch.inference_mode(False):
        black, white = (_prepare(encoder, (level,) * 3) for level in (0, 255))
        features, device = encoder.copy_picture_tower()
        # Preprocessing is a line through each channel's values; margins would not move.
        start = black.amax(dim=(1, 2)).view(1, 3, 1, 1).to(device)
        span = (white - black).amax(dim=(1, 2)).view(1, 3, 1, 1).to(device)
    return _Copy(features, device, (black.shape[1], black.shape[2]), start, span)


def as_tensor(picture: Image.Image) -> torch.Tensor:
    """Return an RGB picture as float32 ``[1, 3, height, width]`` from 0 to 1."""
    pixels = np.asarray(picture.convert("RGB"), dtype=np.float32) / 255
    return torch.from_numpy(pixels.transpose(2, 0, 1)[None].copy())


def without_texts(model: nn.Module) -> nn.Module:
    """Return a copy of a dual encoder without the parts that only texts pass, in float32, weights frozen."""
    left_out: dict[int, Any] = {
        id(child): nn.Identity() for name, child in model.named_children() if name in TEXT_PARTS
    }
    with torch.inference_mode(False):
        return copy.deepcopy(model, left_out).float().eval().requires_grad_(False)


def _prepare(encoder: DifferentiableEncoder, colour: tuple[int, ...]) -> torch.Tensor:
    prepared = encoder.prepare(Image.new("RGB", (PROBED_SIDE, PROBED_SIDE), colour))
    if prepared.dim() != 3 or len(prepared) != 3 or not math.prod(prepared.shape):
        raise EncoderError(_refusal(encoder, "it does not read pictures as squares of pixels"))
    return prepared.float()


def _refusal(encoder: Any, reason: str) -> str:
    return NO_GRADIENTS.format(name=encoder.identity, reason=reason)
