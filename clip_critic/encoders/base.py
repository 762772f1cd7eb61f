"""What an encoder is: anything that turns pictures and texts into unit vectors of one space."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Vectors = NDArray[np.float32]
"""Unit row vectors, float32, ``[n, dimension]``."""


@runtime_checkable
class Encoder(Protocol):
    """A CLIP-family dual encoder. Pass an object of your own wherever one is asked for.

    The logit of a picture and a text is ``logit_scale * <picture, text> + logit_bias``, where
    ``logit_scale`` is the multiplier itself (already exponentiated; 100 for OpenAI's CLIP).
    """

    @property
    def identity(self) -> str:
        """A short string that changes whenever the weights, the tokenizer or the preprocessing do."""
        ...

    @property
    def dimension(self) -> int: ...

    @property
    def logit_scale(self) -> float: ...

    @property
    def logit_bias(self) -> float: ...

    @property
    def context_length(self) -> int:
        """Tokens of a text that are read, start and end tokens included."""
        ...

    def encode_images(self, pictures: Sequence[Image.Image]) -> Vectors:
        """RGB pictures of any size -> unit vectors float32 ``[n, dimension]``."""
        ...

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        """Texts -> unit vectors float32 ``[n, dimension]``; what exceeds the context is cut."""
        ...

    def count_cut_tokens(self, texts: Sequence[str]) -> list[int]:
        """How many tokens of each text lie beyond the context and are not read; 0 where it fits."""
        ...
