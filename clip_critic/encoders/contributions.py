"""What each place adds to a picture's vector, collected while a picture tower runs.

The vector of a vision transformer is a sum of what its class token receives: in every layer, each token's
value times the attention that it gets, through the layer's output weights. The last norm is linear at the
deviation that it really has. So the sum can be split by token (Gandelsman et al., "Interpreting CLIP's Image
Representation via Text-Based Decomposition", ICLR 2024). Queries, keys and values are those of the pass
itself; what is computed from them is float32 whatever the precision of the model.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import torch
from torch import nn
from torch.nn import functional

from clip_critic.encoders.onednn import SMALLEST, product

MOST_WAITING = 1 << 20
"""The most numbers of keys that wait for each other: more only take memory."""
Receive = Callable[[torch.Tensor, torch.Tensor, torch.Tensor], torch.Tensor]
"""A way to divide what a token receives among the tokens that it comes from."""


class Attended(NamedTuple):
    """The parts of one layer's attention.

    Attributes:
        queries: those of the token that receives, ``[n, heads, 1, width of a head]``.
        keys, values: those of all tokens, ``[n, heads, tokens, width of a head]``.
        output: the layer that follows, with a weight and a bias.
        scale: what multiplies the layer's result, if anything does.
    """

    queries: torch.Tensor
    keys: torch.Tensor
    values: torch.Tensor
    output: Any
    scale: torch.Tensor | None = None


class Contributions:
    """The amounts that tokens add to the vectors of pictures, float32 ``[n, 1 + places, width]``.

    The first row is what has no place: what a class token begins with, what its layers compute from it, and
    every bias.
    """

    def __init__(self) -> None:
        self.rows = torch.empty(0)
        self._waiting: list[Attended] = []
        self._placeless: list[torch.Tensor] = []

    def attend(self, *layer: Any, receive: Receive | None = None, has_first: bool = True) -> None:
        """Add what a token receives in one layer, whose parts are those of `Attended`.

        Small layers wait for each other: a few large steps take less time than many small ones.

        Args:
            receive: the way to divide what is received among tokens; `received` by default.
            has_first: whether the first token is one without a place.
        """
        attended = Attended(*layer)
        self._waiting.append(attended)
        if attended.output.bias is not None:
            self.add_placeless(_scaled(attended.output.bias.float(), attended.scale))
        if not has_first or sum(part.keys.numel() for part in self._waiting) > MOST_WAITING:
            self._add_waiting(receive or received, has_first)

    def _add_waiting(self, receive: Receive, has_first: bool = True) -> None:
        layers, self._waiting = self._waiting, []
        if not layers:
            return
        parts = (
            torch.stack([tensor.transpose(1, 2) for tensor in tensors])
            for tensors in zip(*((part.queries, part.keys, part.values) for part in layers), strict=True)
        )
        for received_rows, part in zip(receive(*parts), layers, strict=True):
            rows = received_rows if has_first else functional.pad(received_rows, (0, 0, 1, 0))
            self._add_output(rows, part)

    def _add_output(self, rows: torch.Tensor, part: Attended) -> None:
        weight = part.output.weight.float()
        if self.rows.numel() and part.scale is None and _is_small(weight):
            self.rows.flatten(0, 1).addmm_(rows.flatten(0, 1), weight.T)
        else:
            self.add(_scaled(_product(rows, weight), part.scale))

    def add(self, rows: torch.Tensor) -> None:
        """Add what each token adds, ``[n, 1 + places, width]``."""
        self.rows = rows.float() if self.rows.numel() == 0 else self.rows.add_(rows)

    def add_placeless(self, row: torch.Tensor) -> None:
        """Add what has no place, ``[n, width]`` or ``[width]``."""
        self._placeless.append(row)

    def finish(self, receive: Receive | None = None) -> None:
        """Add everything that is still waiting."""
        self._add_waiting(receive or received)
        self.rows[:, 0] += sum(row.float() for row in self._placeless)
        self._placeless = []

    def take_through(self, module: nn.Module) -> None:
        """Replace each part by what it becomes in a later module of the tower.

        Raises:
            TypeError: the module is not linear, nor a norm.
        """
        if isinstance(module, nn.LayerNorm):
            self._normalise(module)
        elif isinstance(module, nn.Linear):
            self.rows = _product(self.rows, module.weight.float())
            if module.bias is not None:
                self.rows[:, 0] += module.bias
        elif not isinstance(module, (nn.Identity, nn.Dropout, nn.Flatten)):
            raise TypeError(f"{type(module).__name__} mixes what places add")

    def project(self, weight: torch.Tensor) -> None:
        """Multiply each part by a weight ``[width, outputs]``."""
        self.rows = self.rows @ weight.float()

    def _normalise(self, norm: nn.LayerNorm) -> None:
        """Apply a norm, which is linear once its deviation is known: that of the sum."""
        variance = self.rows.sum(dim=1).var(dim=-1, unbiased=False)
        deviation = (variance + norm.eps).sqrt()[:, None, None]
        self.rows = (self.rows - self.rows.mean(dim=-1, keepdim=True)) / deviation
        if norm.weight is not None:
            self.rows *= norm.weight.float()
        if norm.bias is not None:
            self.rows[:, 0] += norm.bias


def received(queries: torch.Tensor, keys: torch.Tensor, values: torch.Tensor) -> torch.Tensor:
    """Return what one token receives from each token, before the output weights.

    Args:
        queries: those of the token that receives, ``[..., 1, heads, width of a head]``.
        keys, values: those of all tokens, ``[..., tokens, heads, width of a head]``.

    Returns:
        Values times attention, float32 ``[..., tokens, width]``; their sum is the attention's result.
    """
    return (values * _weights(queries, keys)).flatten(-2)


def received_by_mean(queries: torch.Tensor, keys: torch.Tensor, values: torch.Tensor) -> torch.Tensor:
    """Do the same for a first token that is the mean of all others but for its position.

    What it receives from itself comes from the places that it is the mean of, except for the position.
    """
    weights, values = _weights(queries, keys), values.float()
    own, others, first = weights[..., :1, :, :], values[..., 1:, :, :], values[..., :1, :, :]
    places = others * (weights[..., 1:, :, :] + own / others.shape[-3])
    position = (first - others.mean(dim=-3, keepdim=True)) * own
    return torch.cat([position, places], dim=-3).flatten(-2)


def _weights(queries: torch.Tensor, keys: torch.Tensor) -> torch.Tensor:
    """Return the attention that each token gets, float32 ``[..., tokens, heads, 1]``."""
    scores = (keys.float() * queries.float()).sum(dim=-1, keepdim=True) * queries.shape[-1] ** -0.5
    weights: torch.Tensor = scores.softmax(dim=-3)
    return weights


def _scaled(states: torch.Tensor, scale: torch.Tensor | None) -> torch.Tensor:
    return states if scale is None else states * scale


def _is_small(weight: torch.Tensor) -> bool:
    return weight.numel() < SMALLEST and weight.dtype == torch.float32


def _product(states: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    return functional.linear(states, weight) if _is_small(weight) else product(states, weight, None)
