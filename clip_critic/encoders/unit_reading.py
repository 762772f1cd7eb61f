"""Reading the units of a vision transformer while it runs, by hooks.

What a head adds is the same sum as a heat map's (see `clip_critic.encoders.contributions`), divided by heads
instead of places: attention times value times the head's part of the output weights, and the last norm at the
deviation that it really has. Gandelsman et al., ICLR 2024, equation 8.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import torch
from torch import nn

from clip_critic.encoders.attention import SelfAttention, Watch
from clip_critic.encoders.contributions import Contributions, received
from clip_critic.encoders.place_readers import show_input, show_output, watch_linears
from clip_critic.encoders.places import EXACT
from clip_critic.encoders.units import UnitActivations

ROUGHLY = 0.02
"""The largest difference of a number between the sum of all parts and the vector in half precision."""


@dataclass(frozen=True, eq=False)
class UnitLayer:
    """A layer of a picture tower whose vector comes from a class token.

    Attributes:
        watch: a function that shows the attention's queries, keys and values.
        attention: the attention; its first output is added to the tokens.
        output: the attention's output weights.
        mlp: the MLP.
        last: the module of the MLP that reads the neurons.
    """

    watch: Callable[[ExitStack, Watch], None]
    attention: nn.Module
    output: Any
    mlp: nn.Module
    last: nn.Module


@dataclass(frozen=True, eq=False)
class UnitTower:
    """A picture tower.

    Attributes:
        first: the module that reads the tokens with which the layers begin.
        finish: a function that takes parts of the class token through all that comes after the layers.
        batch_first: whether states are ``[n, tokens, width]``; else the first two are the other way round.
    """

    first: nn.Module
    layers: tuple[UnitLayer, ...]
    finish: Callable[[Contributions], None]
    batch_first: bool = True


def find_unit_tower(model: Any) -> UnitTower | None:
    """Return the picture tower of a model, or None if its kind is unknown."""
    for find in (_transformers_clip, _open_clip_transformer):
        try:
            return find(model)
        except (AttributeError, IndexError, TypeError):
            continue
    return None


def _transformers_clip(model: Any) -> UnitTower:
    """Return the tower of transformers' CLIP and of models that are built like it."""
    tower = model.vision_model
    _ = tower.embeddings.class_embedding, model.visual_projection
    layers = tuple(
        UnitLayer(
            watch_linears(layer.self_attn, layer.self_attn.out_proj),
            layer.self_attn,
            layer.self_attn.out_proj,
            layer.mlp,
            layer.mlp.fc2,
        )
        for layer in tower.encoder.layers
    )

    def finish(parts: Contributions) -> None:
        parts.take_through(tower.post_layernorm)
        parts.take_through(model.visual_projection)

    return UnitTower(tower.encoder.layers[0].layer_norm1, layers, finish)


def _open_clip_transformer(model: Any) -> UnitTower:
    """Return open_clip's vision transformer with a class token."""
    tower = model.visual
    blocks = list(tower.transformer.resblocks)
    _ = tower.class_embedding, tower.ln_post
    if tower.attn_pool is not None or not all(_is_plain(block) for block in blocks):
        raise TypeError("another kind of attention")
    layers = tuple(
        UnitLayer(_watch_direct(block.attn), block.attn, block.attn.out_proj, block.mlp, block.mlp.c_proj)
        for block in blocks
    )

    def finish(parts: Contributions) -> None:
        parts.take_through(tower.ln_post)
        if tower.proj is not None:
            parts.project(tower.proj)

    return UnitTower(blocks[0].ln_1, layers, finish, blocks[0].attn.batch_first)


def _is_plain(block: Any) -> bool:
    """Return whether a block adds its parts to the tokens as they are."""
    scales = (block.ls_1, block.ls_2)
    return type(block.attn) is SelfAttention and all(isinstance(scale, nn.Identity) for scale in scales)


def _watch_direct(attention: SelfAttention) -> Callable[[ExitStack, Watch], None]:
    def watch(hooks: ExitStack, show: Watch) -> None:
        hooks.enter_context(attention.watched(show))

    return watch


class UnitReading:
    """The activity of the units of a tower's last layers while it runs.

    Args:
        tower: the tower.
        layers: the number of its last layers to look at.
    """

    def __init__(self, tower: UnitTower, layers: int) -> None:
        self._tower = tower
        self._first = max(0, len(tower.layers) - layers)
        self._neurons: list[tuple[torch.Tensor, torch.Tensor]] = []  # values and places, [n, neurons] a layer
        self._head_places: list[torch.Tensor] = []  # [n, heads] a layer
        self._heads: list[torch.Tensor] = []  # [n, heads, width] a layer
        self._rest: list[torch.Tensor] = []  # [n, width], from no head that is looked at
        self._places = 0

    def watch(self, hooks: ExitStack) -> None:
        """Set up the hooks for one pass."""
        show_input(hooks, self._tower.first, self._see_rest)
        for number, layer in enumerate(self._tower.layers):
            show_output(hooks, layer.mlp, self._see_rest)
            if number < self._first:
                show_output(hooks, layer.attention, lambda outputs: self._see_rest(outputs[0]))
            else:
                layer.watch(hooks, partial(self._see_heads, layer.output))
                show_input(hooks, layer.last, self._see_neurons)

    def activations(self, raw: torch.Tensor, shape: float) -> UnitActivations | None:
        """Return what was seen, or None if the sum of all parts is not the vector.

        Args:
            raw: the pictures' vectors, of any length, ``[n, dimension]``.
            shape: the height of the tower's input by its width.
        """
        lengths = raw.float().norm(dim=-1)
        vectors, parts = raw.float() / lengths[:, None], self._parts() / lengths[:, None, None]
        bound = EXACT if raw.dtype == torch.float32 else ROUGHLY
        if float((parts.sum(dim=1) - vectors).abs().max()) > bound:
            return None
        strongest, places = zip(*self._neurons, strict=True)
        return UnitActivations(
            vectors=vectors.cpu().numpy(),
            heads=parts[:, 1:].reshape(len(parts), len(self._heads), -1, parts.shape[-1]).cpu().numpy(),
            head_places=torch.stack(self._head_places, dim=1).cpu().numpy(),
            neurons=torch.stack(strongest, dim=1).cpu().numpy(),
            neuron_places=torch.stack(places, dim=1).cpu().numpy(),
            first_layer=self._first,
            grid=self._grid(shape),
        )

    def _parts(self) -> torch.Tensor:
        """Return what has no head, and what each head adds to the vectors, ``[n, 1 + heads, dimension]``."""
        parts = Contributions()
        rest = torch.stack(self._rest).sum(dim=0)
        parts.add(torch.cat((rest[:, None], *self._heads), dim=1))
        self._tower.finish(parts)
        return parts.rows

    def _grid(self, shape: float) -> tuple[int, int]:
        across = round(math.sqrt(self._places / shape))
        return self._places // across, across

    def _see_rest(self, states: torch.Tensor) -> None:
        """Take what the class token receives from no head that is looked at."""
        self._rest.append(self._batch_first(states)[:, 0].float())

    def _see_neurons(self, states: torch.Tensor) -> None:
        """Take the neurons of a layer, of all tokens."""
        others = self._batch_first(states)[:, 1:]
        self._places = others.shape[1]
        values, places = others.float().max(dim=1)
        self._neurons.append((values, places))

    def _batch_first(self, states: torch.Tensor) -> torch.Tensor:
        return states if self._tower.batch_first else states.transpose(0, 1)

    def _see_heads(
        self, output: Any, queries: torch.Tensor, keys: torch.Tensor, values: torch.Tensor
    ) -> None:
        """Take what the class token receives by each head of a layer, from its queries, keys and values."""
        count = queries.shape[1]
        parts = (part.transpose(1, 2) for part in (queries[:, :, :1], keys, values))
        tokens = received(*parts).float()  # [n, tokens, width]
        by_head = tokens.reshape(*tokens.shape[:2], count, -1).transpose(1, 2)
        weights = output.weight.float().T.reshape(count, -1, len(output.weight))
        self._heads.append(torch.einsum("nhd,hdw->nhw", by_head.sum(dim=2), weights))
        lengths = (by_head @ (weights @ weights.transpose(1, 2)) * by_head).sum(dim=-1)
        self._head_places.append(lengths[:, :, 1:].argmax(dim=-1))
        if output.bias is not None:
            self._rest.append(output.bias.float().expand(len(tokens), -1))


@contextmanager
def reading_units(tower: UnitTower, layers: int) -> Iterator[UnitReading]:
    """Read the units of a tower's last layers while it runs within the context."""
    found = UnitReading(tower, layers)
    with ExitStack() as hooks:
        found.watch(hooks)
        yield found


def join_units(batches: Iterable[UnitActivations | None]) -> UnitActivations | None:
    """Return the activations of several batches in one, or None if one of them could not be read."""
    parts = list(batches)
    known = [part for part in parts if part is not None]
    if not known or len(known) < len(parts):
        return None

    def joined(name: str) -> Any:
        return np.concatenate([getattr(part, name) for part in known])

    return UnitActivations(
        vectors=joined("vectors"),
        heads=joined("heads"),
        head_places=joined("head_places"),
        neurons=joined("neurons"),
        neuron_places=joined("neuron_places"),
        first_layer=known[0].first_layer,
        grid=known[0].grid,
    )
