"""The direct way of attention gives what torch's own module gives."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from torch import nn

from clip_critic.encoders.attention import SelfAttention, use_direct_attention


def attention(**options: Any) -> nn.MultiheadAttention:
    torch.manual_seed(0)
    module = nn.MultiheadAttention(16, 4, **options).eval().requires_grad_(False)
    nn.init.normal_(module.in_proj_bias) if module.in_proj_bias is not None else None
    return module


def causal(length: int) -> torch.Tensor:
    return torch.full((length, length), float("-inf")).triu(1)


@pytest.mark.parametrize("batch_first", [True, False])
@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("masked", [True, False])
@pytest.mark.parametrize("length", [1, 7])
def test_equal_to_torchs_own(batch_first: bool, bias: bool, masked: bool, length: int) -> None:
    usual = attention(batch_first=batch_first, bias=bias)
    names, mask = list(usual.state_dict()), causal(length) if masked else None
    states = torch.randn((3, length, 16) if batch_first else (length, 3, 16))
    expected = usual(states, states, states, need_weights=False, attn_mask=mask)[0]
    direct = use_direct_attention(nn.Sequential(usual))[0]  # type: ignore[index]
    assert type(direct) is SelfAttention and list(direct.state_dict()) == names
    found, weights = direct(states, states, states, need_weights=False, attn_mask=mask)
    assert weights is None and found.shape == expected.shape
    assert torch.allclose(found, expected, atol=1e-6)


def test_anything_else_is_torchs_own() -> None:
    usual = attention(batch_first=True)
    states, other = torch.randn(2, 5, 16), torch.randn(2, 4, 16)
    hidden = causal(5) < 0
    expected = [usual(states, other, other)[0], usual(states, states, states)[1]]
    expected.append(usual(states, states, states, need_weights=False, attn_mask=hidden)[0])
    use_direct_attention(usual)
    masked = usual(states, states, states, need_weights=False, attn_mask=hidden)[0]
    assert torch.allclose(masked, expected[2], atol=1e-6)
    assert torch.allclose(usual(states, other, other)[0], expected[0], atol=1e-6)
    assert torch.allclose(usual(states, states, states)[1], expected[1], atol=1e-6)


def test_only_plain_attention_is_changed() -> None:
    class Other(nn.MultiheadAttention):
        """A subclass with ideas of its own."""

    module = Other(8, 2)
    assert type(use_direct_attention(module)) is Other
