"""open_clip's attention without the detours of torch's own module, which copies and transposes its inputs."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn
from torch.nn import functional

from clip_critic.encoders.onednn import product


class SelfAttention(nn.MultiheadAttention):
    """A ``MultiheadAttention`` whose plain case, self-attention of one width, takes the direct way.

    Its weights stay where they were, under the same names.
    """

    def forward(self, query: Any, key: Any, value: Any, **options: Any) -> Any:  # type: ignore[override]
        """Return the attention's output, and None where no weights are asked for."""
        if not self._is_plain(query, key, value, options):
            return super().forward(query, key, value, **options)
        states = query if self.batch_first else query.transpose(0, 1)
        mixed = self._mix(states, options.get("attn_mask"))
        output = product(mixed, self.out_proj.weight, self.out_proj.bias)
        return output if self.batch_first else output.transpose(0, 1), None

    def _is_plain(self, query: Any, key: Any, value: Any, options: dict[str, Any]) -> bool:
        mask = options.get("attn_mask")
        return (
            query is key is value
            and query.dim() == 3
            and self.in_proj_weight is not None
            and self.bias_k is None
            and not self.add_zero_attn
            and not self.training
            and not options.get("need_weights", True)
            and set(options) <= {"need_weights", "attn_mask"}
            and (
                mask is None or (mask.dim() == 2 and mask.dtype == query.dtype)
            )  # True would mean the opposite
        )

    def _mix(self, states: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
        """Attend states ``[n, length, width]`` to each other -> ``[n, length, width]``."""
        count, length, width = states.shape
        projected = product(states, self.in_proj_weight, self.in_proj_bias)
        heads = projected.view(count, length, 3, self.num_heads, -1).permute(2, 0, 3, 1, 4)
        queries, keys, values = heads.unbind(0)
        mixed = functional.scaled_dot_product_attention(queries, keys, values, attn_mask=mask)
        return mixed.transpose(1, 2).reshape(count, length, width)


def use_direct_attention(model: nn.Module) -> nn.Module:
    """Let each plain ``MultiheadAttention`` of a model take the direct way, and return the model."""
    for module in model.modules():
        if type(module) is nn.MultiheadAttention:
            module.__class__ = SelfAttention
    return model
