"""What each place adds to a picture's vector, collected while a picture tower runs.

The vector of a vision transformer is a sum of what its class token receives: in every layer, each token's
value times the attention that it gets, through the layer's output weights. The last norm is linear at the
deviation that it really has. So the sum falls apart by tokens (Gandelsman et al., "Interpreting CLIP's Image
Representation via Text-Based Decomposition", ICLR 2024). Queries, keys and values are those of the pass
itself, seen by hooks; sums are float32 whatever the precision of the model.
"""

from __future__ import annotations

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
            self.add_placeless(norm.bias)


def received(queries: torch.Tensor, keys: torch.Tensor, values: torch.Tensor) -> torch.Tensor:
    """Return what one token receives from each token, before the output weights.

    Args:
        queries: those of the token that receives, ``[n, heads, 1, width of a head]``.
        keys, values: those of all tokens, ``[n, heads, tokens, width of a head]``.

    Returns:
        Values times attention, ``[n, tokens, width]``; their sum is the attention's result.
    """
    return (values * _weights(queries, keys, values)).transpose(1, 2).flatten(2)


def received_by_mean(queries: torch.Tensor, keys: torch.Tensor, values: torch.Tensor) -> torch.Tensor:
    """Do the same for a first token that is the mean of all others but for its position.

    What it receives from itself comes from the places that it is the mean of, except for the position.
    """
    weights = _weights(queries, keys, values)
    own, others, first = weights[:, :, :1], values[:, :, 1:], values[:, :, :1]
    places = others * (weights[:, :, 1:] + own / others.shape[2])
    position = (first - others.mean(dim=2, keepdim=True)) * own
    return torch.cat([position, places], dim=2).transpose(1, 2).flatten(2)


def _weights(queries: torch.Tensor, keys: torch.Tensor, values: torch.Tensor) -> torch.Tensor:
    """Return the attention that each token gets, ``[n, heads, tokens, 1]``, from sums in float32."""
    scores = (keys @ queries.transpose(-1, -2)).float() * queries.shape[-1] ** -0.5
    weights: torch.Tensor = scores.softmax(dim=2).to(values.dtype)
    return weights
