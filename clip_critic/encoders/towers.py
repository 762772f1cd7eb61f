"""What differs between the libraries that models come from; all the rest is `torch_encoder.TorchEncoder`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Any

import torch
from PIL import Image
from torch import nn

from clip_critic.encoders.onednn import use_onednn
from clip_critic.encoders.tokens import Padding, Tokens


class Towers(ABC):
    """A loaded model with its tokenizer and its preprocessing.

    Args:
        build: makes the model from its files, float32, on the CPU; called again where half precision
            turns out to be too narrow for it.
        context_length: tokens of a text that are read.
        padding: how texts are filled up.

    Raises:
        EncoderError: from ``build``.
    """

    has_short_way = False

    def __init__(self, build: Callable[[], nn.Module], context_length: int, padding: Padding) -> None:
        self._build = build
        self.context_length = context_length
        self.padding = padding
        # Typed loosely: what the methods of a model are is the library's affair.
        self.model: Any = None
        self.rebuild()

    def rebuild(self) -> None:
        """Load the weights afresh: float32, on the CPU."""
        self.model = None  # let go of the old weights before there are new ones
        self.model = use_onednn(self._build().eval().requires_grad_(False))

    @abstractmethod
    def tokenise(self, texts: Sequence[str]) -> Tokens:
        """Ids of each text, cut to the context."""

    @abstractmethod
    def text_features(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Ids and mask int64 ``[n, length]`` -> vectors ``[n, dimension]`` of any length.

        ``length`` may be less than the context; where the tower cannot do that it raises or answers
        differently, and is not asked again.
        """

    @abstractmethod
    def prepare(self, picture: Image.Image) -> torch.Tensor:
        """An RGB picture -> what the model's picture tower reads, float32 ``[3, height, width]``."""

    @abstractmethod
    def image_features(self, pixels: torch.Tensor) -> torch.Tensor:
        """Prepared pictures ``[n, 3, height, width]`` -> vectors ``[n, dimension]`` of any length."""

    def short_image_features(self, pixels: torch.Tensor) -> torch.Tensor:
        """The same by a shorter way, where `has_short_way`; taken only if a probe gives the same vectors."""
        return self.image_features(pixels)

    def logit_scale(self) -> float:
        """The multiplier of a similarity (CLIP's ``exp(logit_scale)``, ALIGN's ``1 / temperature``)."""
        if hasattr(self.model, "temperature"):
            return 1.0 / float(self.model.temperature)
        return float(self.model.logit_scale.exp())

    def logit_bias(self) -> float:
        """What SigLIP adds to every logit; 0 elsewhere."""
        bias = getattr(self.model, "logit_bias", None)
        return 0.0 if bias is None else float(bias)
