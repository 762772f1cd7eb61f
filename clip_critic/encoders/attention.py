"""open_clip's attention without the detours of torch's own module, which copies and transposes its inputs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import torch
from torch import nn
from torch.nn import functional

from clip_critic.encoders.onednn import product

Watch = Callable[[torch.Tensor, torch.Tensor, torch.Tensor], object]
"""A function that receives queries, keys and values."""


class SelfAttention(nn.MultiheadAttention):
    """A ``MultiheadAttention`` whose plain case, self-attention of one width, takes the direct way.

    Its weights stay where they were, under the same names.
    """

    _watch: Watch | None = None

    @contextmanager
    def watched(self, watch: Watch) -> Iterator[None]:
        """Pass queries, keys and values ``[n, heads, length, head width]`` to ``watch`` in the context."""
        self._watch = watch
        try:
            yield
        finally:
            self._watch = None

    def forward(self, query: Any, key: Any, value: Any, **options: Any) -> Any:  # type: ignore[override]
        """Return the attention's output, and None where no weights are asked for."""
        if self._watch is not None and self._is_pooling(query, key, value, options):
            return self._pool(query, key), None
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

    def _is_pooling(self, query: Any, key: Any, value: Any, options: dict[str, Any]) -> bool:
        """Return whether a query of its own attends to states, ``[n, length, width]`` all of them."""
        is_plain = self._is_plain(key, key, value, {**options, "need_weights": False})
        return is_plain and self.batch_first and query is not key and options.get("attn_mask") is None

    def _pool(self, query: torch.Tensor, states: torch.Tensor) -> torch.Tensor:
        """Let a query ``[n, few, width]`` attend to states ``[n, length, width]`` -> ``[n, few, width]``."""
        width, bias = self.embed_dim, self.in_proj_bias
        few, many = (None, None) if bias is None else (bias[:width], bias[width:])
        queries = self._heads(product(query, self.in_proj_weight[:width], few))
        both = product(states, self.in_proj_weight[width:], many)
        keys, values = (self._heads(part) for part in both.chunk(2, dim=-1))
        return product(self._attend(queries, keys, values, None), self.out_proj.weight, self.out_proj.bias)

    def _heads(self, projected: torch.Tensor) -> torch.Tensor:
        return projected.reshape(*projected.shape[:2], self.num_heads, -1).transpose(1, 2)

    def _attend(
        self, queries: torch.Tensor, keys: torch.Tensor, values: torch.Tensor, mask: torch.Tensor | None
    ) -> torch.Tensor:
        if self._watch is not None:
            self._watch(queries, keys, values)
        mixed = functional.scaled_dot_product_attention(queries, keys, values, attn_mask=mask)
        return mixed.transpose(1, 2).flatten(2)

    def _mix(self, states: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
        """Attend states ``[n, length, width]`` to each other -> ``[n, length, width]``."""
        count, length = states.shape[:2]
        projected = product(states, self.in_proj_weight, self.in_proj_bias)
        heads = projected.view(count, length, 3, self.num_heads, -1).permute(2, 0, 3, 1, 4)
        queries, keys, values = heads.unbind(0)
        return self._attend(queries, keys, values, mask)


class MeanAttention(nn.Module):
    """The attention pooling of CLIP's ResNets (open_clip's ``AttentionPool2d``) for its first token alone.

    The mean of all places attends to them; open_clip lets all others attend, too, and drops what they find.
    Its weights stay where they were, under the same names.
    """

    positional_embedding: torch.Tensor
    num_heads: int
    q_proj: nn.Linear
    k_proj: nn.Linear
    v_proj: nn.Linear
    c_proj: nn.Linear

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        """Pool a map ``[n, width, rows, columns]`` -> ``[n, outputs]``."""
        places = states.flatten(2).transpose(1, 2)
        tokens = torch.cat([places.mean(dim=1, keepdim=True), places], dim=1)
        tokens = tokens + self.positional_embedding.to(tokens.dtype)
        queries, keys, values = (
            projected.reshape(*projected.shape[:2], self.num_heads, -1).transpose(1, 2)
            for projected in (self.q_proj(tokens[:, :1]), self.k_proj(tokens), self.v_proj(tokens))
        )
        mixed = functional.scaled_dot_product_attention(queries, keys, values)
        pooled: torch.Tensor = self.c_proj(mixed.transpose(1, 2).flatten(2))
        return pooled[:, 0]


def use_direct_attention(model: nn.Module) -> nn.Module:
    """Let each plain attention of a model take the direct way, and return the model."""
    for module in model.modules():
        if type(module) is nn.MultiheadAttention:
            module.__class__ = SelfAttention
        elif type(module).__name__ == "AttentionPool2d" and type(module).__module__.startswith("open_clip."):
            module.__class__ = MeanAttention
    return model
