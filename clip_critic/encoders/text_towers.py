"""Text towers with vectors in the places of tokens, and gradients to these vectors.

A tower's table of words is the only thing that is touched: what it returns for some places is replaced.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import torch
from torch import nn

from clip_critic.encoders.base import Encoder
from clip_critic.encoders.token_vectors import (
    WORDS,
    Spelling,
    refusal,
    require_token_encoder,
    spell,
    word_vectors,
)
from clip_critic.errors import EncoderError

ALIKE = 1 - 1e-4
"""The smallest similarity of a text's vectors by the encoder, maybe in half precision, and by its copy."""
TABLES = ("token_embedding", "word_embeddings", "embed_tokens")
"""The last names of the tables of word vectors in the towers of transformers and open_clip."""
PICTURE_PARTS = ("visual", "vision_model", "vision_tower", "visual_projection")
"""The names of the parts of dual encoders that texts do not pass."""

TextFeatures = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]
"""A function from ids and mask int64 ``[n, length]`` to vectors of any length ``[n, dimension]``."""


@dataclass(frozen=True, eq=False)
class Placed:
    """Vectors in the places of tokens of a batch.

    Attributes:
        rows, columns: the places, int64 ``[m]``; columns are counted without padding on the left.
        vectors: the vectors, ``[m, width]``.
    """

    rows: torch.Tensor
    columns: torch.Tensor
    vectors: torch.Tensor


class TextTower:
    """A text tower with gradients, to the vectors that stand in its texts and to nothing else.

    It is a float32 copy with frozen weights, made once for an encoder: the encoder may be parked, cast or
    used by others meanwhile, and weights that a host has loaded within `torch.inference_mode` do no harm.

    Args:
        encoder: the encoder to copy.

    Raises:
        EncoderError: it reads no vectors, or its copy gives other vectors; the message has the reason.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._reader = require_token_encoder(encoder)
        kept = _COPIES.get(encoder)
        with torch.inference_mode(False):
            self._features, self._model, self.device = kept or self._reader.copy_text_tower()
        if kept is None:
            self._require_same_vectors()
            if self.device == "cpu":
                _COPIES[encoder] = self._features, self._model, self.device

    def __call__(self, spellings: Sequence[Spelling], vectors: Mapping[str, torch.Tensor]) -> torch.Tensor:
        """Return unit vectors float32 ``[n, dimension]``; gradients need `torch.enable_grad`.

        Args:
            spellings: texts as `spell` returns them.
            vectors: the vectors of each name, ``[k, width]``.
        """
        ids, mask, left = self._reader.fill_ids([spelling.ids for spelling in spellings])
        placed = place(spellings, vectors, left)
        with placing(self._model, placed):
            raw = self._features(ids.to(self.device), mask.to(self.device)).float()
        unit: torch.Tensor = raw / raw.norm(dim=-1, keepdim=True)
        return unit

    def _require_same_vectors(self) -> None:
        """Check that a word's own vectors give the word's vector, with a gradient.

        Raises:
            EncoderError: they do not.
        """
        own = torch.from_numpy(word_vectors(self._encoder, WORDS[0]).copy())
        name = "own"
        spellings = spell(self._encoder, [f"a <{name}>"], {name: len(own)})
        expected = self._encoder.encode_texts([f"a {WORDS[0]}"])[0]
        try:
            with torch.inference_mode(False), torch.enable_grad():
                asked = own.clone().to(self.device).requires_grad_()
                vector = self(spellings, {name: asked})[0]
                (slope,) = torch.autograd.grad(vector[: len(vector) // 2].sum(), asked)
        except (RuntimeError, TypeError, ValueError, AttributeError, NotImplementedError) as error:
            raise EncoderError(refusal(self._encoder, type(error).__name__)) from error
        similarity = float(np.dot(vector.detach().cpu().numpy(), expected))
        if not similarity >= ALIKE:
            raise EncoderError(refusal(self._encoder, f"similarity {similarity:.3f} to its own vector"))
        if not (bool(slope.isfinite().all()) and bool((slope != 0).any())):
            raise EncoderError(refusal(self._encoder, "its gradients are zero or no numbers"))


_COPIES: WeakKeyDictionary[Encoder, tuple[TextFeatures, nn.Module, str]] = WeakKeyDictionary()
"""The checked copies on the CPU, each as long as its encoder is there; a GPU's memory is the host's."""


def find_table(model: nn.Module) -> nn.Embedding | None:
    """Return a text tower's table of word vectors; None if there is none of a known name."""
    for name, module in model.named_modules():
        if isinstance(module, nn.Embedding) and name.rpartition(".")[2] in TABLES:
            return module
    return None


def place(
    spellings: Sequence[Spelling], vectors: Mapping[str, torch.Tensor], left: Sequence[int]
) -> Placed | None:
    """Return the vectors of a batch in their places; None if no text has any.

    Args:
        spellings: the texts.
        vectors: the vectors of each name, ``[k, width]``.
        left: the padding on the left of each text.
    """
    slots = [(row, slot) for row, spelling in enumerate(spellings) for slot in spelling.slots]
    if not slots:
        return None
    starts, names = {}, list(dict.fromkeys(slot.name for _, slot in slots))
    total = 0
    for name in names:
        starts[name], total = total, total + len(vectors[name])
    numbers = torch.tensor([starts[slot.name] + slot.number for _, slot in slots])
    table = torch.cat([vectors[name] for name in names])
    return Placed(
        torch.tensor([row for row, _ in slots]),
        torch.tensor([left[row] + slot.place for row, slot in slots]),
        table[numbers.to(table.device)],
    )


@contextmanager
def placing(model: nn.Module, placed: Placed | None) -> Iterator[None]:
    """Let a text tower read these vectors in their places, within the context.

    Raises:
        EncoderError: the tower has not read its table.
    """
    if placed is None:
        yield
        return
    table, used = find_table(model), []

    def put(module: nn.Module, inputs: Any, output: torch.Tensor) -> torch.Tensor:
        used.append(module)
        where = placed.rows.to(output.device), placed.columns.to(output.device)
        return output.index_put(where, placed.vectors.to(output))

    handle = table.register_forward_hook(put) if table is not None else None
    try:
        yield
    finally:
        if handle is not None:
            handle.remove()
    if not used:
        raise EncoderError("This encoder's text tower does not read its table of words: choose another one.")


def without_pictures(model: nn.Module) -> nn.Module:
    """Return a copy of a dual encoder without the parts that only pictures pass, in float32, frozen."""
    left_out: dict[int, Any] = {
        id(child): nn.Identity() for name, child in model.named_children() if name in PICTURE_PARTS
    }
    with torch.inference_mode(False):
        return copy.deepcopy(model, left_out).float().eval().requires_grad_(False)
