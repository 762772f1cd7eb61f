"""The `Encoder` protocol: anything that turns pictures and texts into unit vectors in one space."""

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
    """A dual encoder of the CLIP family. Your own objects can be passed wherever an encoder is expected.

    The logit of a picture and a text is ``logit_scale * <picture, text> + logit_bias``, where
    ``logit_scale`` is the multiplier itself (already exponentiated; 100 for OpenAI's CLIP).

    An encoder with a small vocabulary may have a method ``unknown_words``; one whose texts may name concepts
    has ``text_keys`` and ``require_concepts``: see the functions of these names.
    """

    @property
    def identity(self) -> str:
        """A short string that changes with the weights, the tokenizer and the preprocessing."""
        ...

    @property
    def dimension(self) -> int: ...

    @property
    def logit_scale(self) -> float: ...

    @property
    def logit_bias(self) -> float: ...

    @property
    def context_length(self) -> int:
        """The number of a text's tokens that are read, including the start and end tokens."""
        ...

    def encode_images(self, pictures: Sequence[Image.Image]) -> Vectors:
        """Encode RGB pictures of any size as unit vectors float32 ``[n, dimension]``."""
        ...

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        """Encode texts as unit vectors float32 ``[n, dimension]``; tokens beyond the context are cut."""
        ...

    def count_cut_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count the tokens of each text that are beyond the context and not read; 0 if it fits."""
        ...


def unknown_words(encoder: Encoder, texts: Sequence[str]) -> tuple[str, ...]:
    """Return the texts with words that an encoder has never learned; empty if the encoder cannot tell.

    Such a word is still read, piece by piece, but its similarity to a picture means nothing.
    """
    find = getattr(encoder, "unknown_words", None)
    return tuple(find(texts)) if find is not None else ()


def text_keys(encoder: Encoder, texts: Sequence[str]) -> Sequence[str]:
    """Return a key for each text, which changes if its vector by this encoder does; by default the text."""
    find = getattr(encoder, "text_keys", None)
    keys: Sequence[str] = find(texts) if find is not None else texts
    return keys


def require_concepts(encoder: Encoder, words: Sequence[str]) -> None:
    """Check that an encoder that understands concepts knows all that keywords name, such as ``<my-cat>``.

    Raises:
        ConceptError: there is no such concept.
    """
    check = getattr(encoder, "require_concepts", None)
    if check is not None:
        check(words)
