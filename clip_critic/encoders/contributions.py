"""What each place adds to a picture's vector, collected while a picture tower runs.

The vector of a vision transformer is a sum of what its class token receives: in every layer, each token's
value times the attention that it gets, through the layer's output weights. The last norm is linear at the
deviation that it really has. So the sum falls apart by tokens (Gandelsman et al., "Interpreting CLIP's Image
Representation via Text-Based Decomposition", ICLR 2024). Queries, keys and values are those of the pass
itself, seen by hooks; sums are float32 whatever the precision of the model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import Any

import torch
from torch import nn

from clip_critic.encoders.onednn import product


class Contributions:
    """What tokens add to the vectors of pictures, float32 ``[n, 1 + places, width]``.

    The first row is what has no place: what a class token begins with, what its layers compute from it, and
    every bias.
    """

    def __init__(self) -> None:
        self.rows = torch.empty(0)

    def add(self, rows: torch.Tensor) -> None:
        """Add what each token adds, ``[n, 1 + places, width]``."""
        self.rows = rows.float() if self.rows.numel() == 0 else self.rows.add_(rows)

    def add_placeless(self, row: torch.Tensor) -> None:
        """Add what has no place, ``[n, width]`` or ``[width]``; places have to be added first."""
        self.rows[:, 0] += row

    def take_through(self, module: nn.Module) -> None:
        """Replace each part by what it becomes in a later module of the tower.

        Raises:
            TypeError: the module is not linear, nor a norm.
        """
        if isinstance(module, nn.LayerNorm):
            self._normalise(module)
        elif isinstance(module, nn.Linear):
            self.rows = product(self.rows, module.weight.float(), None)
            if module.bias is not None:
                self.add_placeless(module.bias)
        elif not isinstance(module, (nn.Identity, nn.Dropout, nn.Flatten)):
            raise TypeError(f"{type(module).__name__} mixes what places add")

    def _normalise(self, norm: nn.LayerNorm) -> None:
        """Apply a norm, which is linear once its deviation is known: that of the sum."""
        variance = self.rows.sum(dim=1).var(dim=-1, unbiased=False)
        deviation = (variance + norm.eps).sqrt()[:, None, None]
        self.rows = (self.rows - self.rows.mean(dim=-1, keepdim=True)) / deviation
        if norm.weight is not None:
            self.rows *= norm.weight.float()
        if norm.bias is not None:
            self.add_placeless(norm.bias)


def received(queries: torch.Tensor, keys: torch.Tensor, values: torch.Tensor) -> torch.Tensor:
    """Return what one token receives from each token, before the output weights.

    Args:
        queries: those of the token that receives, ``[n, heads, 1, width of a head]``.
        keys, values: those of all tokens, ``[n, heads, tokens, width of a head]``.

    Returns:
        Values times attention, ``[n, tokens, width]``; their sum is the attention's result.
    """
    scores = (queries @ keys.transpose(-1, -2)).float() * queries.shape[-1] ** -0.5
    weights = scores.softmax(dim=-1).transpose(-1, -2).to(values.dtype)  # [n, heads, tokens, 1]
    given: torch.Tensor = (values * weights).transpose(1, 2).flatten(2)
    return given


Reading = Callable[[ExitStack, Contributions], Callable[[], None]]
"""A kind of tower: it sets up hooks for one pass, and returns what to do after the pass."""


@contextmanager
def reading(read: Reading) -> Iterator[Contributions]:
    """Collect what the tower's places add while the tower runs within the context."""
    found = Contributions()
    with ExitStack() as hooks:
        finish = read(hooks, found)
        yield found
    finish()


def find_reading(model: Any) -> Reading | None:
    """Return the way to read a model's picture tower, or None if its kind is unknown."""
    for find in (_transformers_clip,):
        try:
            return find(model)
        except (AttributeError, IndexError, TypeError):
            continue
    return None


def _transformers_clip(model: Any) -> Reading:
    """Return the way to read transformers' CLIP and models that are built like it."""
    tower = model.vision_model
    layers, after = list(tower.encoder.layers), (tower.post_layernorm, model.visual_projection)
    first = layers[0].layer_norm1
    parts = [(layer.self_attn, layer.mlp) for layer in layers]
    for attention, _ in parts:
        _ = attention.q_proj, attention.k_proj, attention.v_proj, attention.out_proj, attention.num_heads

    def read(hooks: ExitStack, found: Contributions) -> Callable[[], None]:
        start: list[torch.Tensor] = []
        hooks.enter_context(_hooked_before(first, lambda states: start.append(states[:, 0])))
        for attention, mlp in parts:
            _watch_attention(hooks, attention, found)
            hooks.enter_context(_hooked(mlp, lambda output: found.add_placeless(output[:, 0])))

        def finish() -> None:
            found.add_placeless(start[0])
            _take_through(found, after)

        return finish

    return read


def _watch_attention(hooks: ExitStack, attention: Any, found: Contributions) -> None:
    """Add what the class token receives each time that an attention of four `Linear` runs."""
    seen: dict[str, torch.Tensor] = {}
    for name in ("q_proj", "k_proj", "v_proj"):
        hooks.enter_context(_hooked(getattr(attention, name), partial(seen.__setitem__, name)))

    def heads(name: str) -> torch.Tensor:
        states = seen[name][:, :1] if name == "q_proj" else seen[name]
        return states.reshape(*states.shape[:2], attention.num_heads, -1).transpose(1, 2)

    def add(_: torch.Tensor) -> None:
        output = attention.out_proj
        found.add(product(received(heads("q_proj"), heads("k_proj"), heads("v_proj")), output.weight, None))
        if output.bias is not None:
            found.add_placeless(output.bias)
        seen.clear()

    hooks.enter_context(_hooked(attention.out_proj, add))


def _take_through(found: Contributions, modules: Sequence[nn.Module]) -> None:
    for module in modules:
        found.take_through(module)


@contextmanager
def _hooked(module: nn.Module, see: Callable[[torch.Tensor], object]) -> Iterator[None]:
    """Show a module's outputs within the context."""

    def hook(module: nn.Module, inputs: Any, output: Any) -> None:
        see(output)

    handle = module.register_forward_hook(hook)
    try:
        yield
    finally:
        handle.remove()


@contextmanager
def _hooked_before(module: nn.Module, see: Callable[[torch.Tensor], object]) -> Iterator[None]:
    """Show a module's first inputs within the context."""

    def hook(module: nn.Module, inputs: Any) -> None:
        see(inputs[0])

    handle = module.register_forward_pre_hook(hook)
    try:
        yield
    finally:
        handle.remove()
