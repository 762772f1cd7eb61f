"""Matrix products on the CPU with oneDNN.

torch passes a ``Linear`` to the BLAS that it was built with. That is mostly MKL, which reserves its best code
for Intel's own processors. A convolution of width 1 is the same product and goes to oneDNN, which only checks
the processor's features: about twice as fast on AMD's Zen, with torch 2.1 and 2.15 alike.
"""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional


def product(states: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor | None) -> torch.Tensor:
    """Return the same product as `functional.linear`.

    Args:
        states: ``[..., inputs]``.
        weight: ``[outputs, inputs]``.
        bias: ``[outputs]``, or none.

    Returns:
        ``[..., outputs]``.
    """
    if not _goes_to_onednn(states):
        return functional.linear(states, weight, bias)
    columns = states.flatten(0, -2).T[None]  # [1, inputs, positions]
    rows = functional.conv1d(columns, weight[:, :, None], bias)[0].T
    return rows.reshape(*states.shape[:-1], len(weight))


def _goes_to_onednn(states: torch.Tensor) -> bool:
    on_cpu = states.device.type == "cpu" and states.dtype == torch.float32
    return on_cpu and states.dim() > 1 and states.numel() > 0 and torch._C._has_mkldnn


class Product(nn.Linear):
    """A ``Linear`` that takes over another one's weights and multiplies with `product`."""

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__(1, 1, device="meta")
        self.in_features, self.out_features = linear.in_features, linear.out_features
        self.weight, self.bias = linear.weight, linear.bias

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        """Multiply states ``[..., inputs]`` by the weights -> ``[..., outputs]``."""
        return product(states, self.weight, self.bias)


def use_onednn(model: nn.Module) -> nn.Module:
    """Replace each plain ``Linear`` in a model, and return the model itself."""
    for module in list(model.modules()):
        for name, child in module.named_children():
            if type(child) is nn.Linear:
                setattr(module, name, Product(child))
    return model
