"""The differences between the libraries of models; everything else is in `torch_encoder.TorchEncoder`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from PIL import Image
from torch import nn

from clip_critic.encoders.attention import use_direct_attention
from clip_critic.encoders.contributions import Contributions
from clip_critic.encoders.onednn import use_fastest_products
from clip_critic.encoders.tokens import Padding, Tokens
from clip_critic.errors import EncoderError


class Towers(ABC):
    """A loaded model with its tokenizer and its preprocessing.

    Args:
        build: a function that builds the model from its files, in float32 on the CPU; it is called again if
            half precision turns out not to be enough.
        context_length: the number of a text's tokens that are read.
        padding: the way to pad texts.

    Raises:
        EncoderError: from ``build``.
    """

    has_short_way = False

    def __init__(self, build: Callable[[], nn.Module], context_length: int, padding: Padding) -> None:
        self._build = build
        self.context_length = context_length
        self.padding = padding
        # Typed loosely: the methods of a model depend on its library.
        self.model: Any = None
        self.rebuild()

    def rebuild(self) -> None:
        """Load the weights again, in float32 on the CPU."""
        self.model = None  # release the old weights before loading new ones
        model = self._build().eval().requires_grad_(False)
        self.model = use_fastest_products(use_direct_attention(model))

    @abstractmethod
    def tokenise(self, texts: Sequence[str]) -> Tokens:
        """Return the ids of each text, cut to the context."""

    def decode_token(self, token: int) -> str:
        """Return the text of a token as the tokenizer writes it; empty if it cannot tell."""
        return ""

    @abstractmethod
    def text_features(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Encode ids and mask int64 ``[n, length]`` as vectors ``[n, dimension]``, not scaled.

        ``length`` may be less than the context; if the tower cannot do that, it raises or returns other
        vectors, and is not called that way again.
        """

    @abstractmethod
    def prepare(self, picture: Image.Image) -> torch.Tensor:
        """Convert an RGB picture to the picture tower's input, float32 ``[3, height, width]``."""

    @abstractmethod
    def image_features(self, pixels: torch.Tensor) -> torch.Tensor:
        """Encode prepared pictures ``[n, 3, height, width]`` as vectors ``[n, dimension]``, not scaled."""

    def short_image_features(self, pixels: torch.Tensor, found: Contributions | None = None) -> torch.Tensor:
        """Do the same in a shorter way, if `has_short_way`; used only if a probe gives the same vectors.

        Args:
            pixels: the same.
            found: what each place adds to the vectors is put there, if anybody asks.
        """
        raise NotImplementedError

    def logit_scale(self) -> float:
        """Return the factor of a similarity (CLIP's ``exp(logit_scale)``, ALIGN's ``1 / temperature``).

        Raises:
            EncoderError: there is none.
        """
        if not hasattr(self.model, "temperature") and not hasattr(self.model, "logit_scale"):
            raise EncoderError(
                "This model has no scale for its similarities: it does not compare pictures and texts as CLIP"
                " does. Choose another encoder."
            )
        if hasattr(self.model, "temperature"):
            return 1.0 / float(self.model.temperature)
        return float(self.model.logit_scale.exp())

    def logit_bias(self) -> float:
        """Return the bias that SigLIP adds to every logit; 0 for other models."""
        bias = getattr(self.model, "logit_bias", None)
        return 0.0 if bias is None else float(bias)


def positions_after_padding(model: nn.Module) -> int | None:
    """Return the tokens that fit into the positions of a text tower like RoBERTa; None if it is another.

    Its positions begin behind the index of the padding token: of 514 positions, 512 are read.
    """
    for name, module in model.named_modules():
        if name.endswith("position_embeddings") and isinstance(module, nn.Embedding):
            return None if module.padding_idx is None else module.num_embeddings - module.padding_idx - 1
    return None


SCALES = (".scale_weight", "weight_scale", "weight_scale_inv", "scaled_fp8", ".comfy_quant", ".SCB")
"""Ends of the names of tensors that say by what numbers quantised weights are to be multiplied."""


def require_whole_numbers(state: Mapping[str, torch.Tensor], source: object) -> None:
    """Refuse weights of 8 bits and fewer whose scales would be left out, which gives nonsense.

    8 bit floating point numbers (fp8) without scales are the weights themselves.

    Raises:
        EncoderError: the model is quantised.
    """
    small = (torch.int8, torch.uint8)
    if any(
        name.endswith(SCALES) or (value.dtype in small and name.endswith("weight"))
        for name, value in state.items()
    ):
        raise EncoderError(
            f"The weights of {source} are quantised, which CLIP Critic does not run: use the original model"
            " with its weights as 16 or 32 bit numbers."
        )
