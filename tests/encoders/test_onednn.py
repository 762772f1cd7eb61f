"""Products by way of oneDNN are the products that they replace."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn
from torch.nn import functional

from clip_critic.encoders.onednn import Product, product, use_onednn


@given(
    shape=st.lists(st.integers(0, 5), max_size=3),
    inputs=st.integers(1, 40),
    outputs=st.integers(1, 40),
    biased=st.booleans(),
    seed=st.integers(0, 1000),
)
def test_equal_to_linear(shape: list[int], inputs: int, outputs: int, biased: bool, seed: int) -> None:
    random = torch.Generator().manual_seed(seed)
    states = torch.randn(*shape, inputs, generator=random)
    weight = torch.randn(outputs, inputs, generator=random)
    bias = torch.randn(outputs, generator=random) if biased else None
    expected = functional.linear(states, weight, bias)
    result = product(states, weight, bias)
    assert result.shape == expected.shape
    assert torch.allclose(result, expected, atol=1e-5)


def test_a_transposed_view_is_read_in_its_own_order() -> None:
    states, weight = torch.randn(7, 3, 5).transpose(0, 1), torch.randn(4, 5)
    assert torch.allclose(product(states, weight, None), functional.linear(states, weight), atol=1e-6)


@pytest.mark.parametrize("dtype", [torch.float64, torch.bfloat16])
def test_other_precisions_stay_what_they_are(dtype: torch.dtype) -> None:
    states, weight = torch.randn(2, 3, 8, dtype=dtype), torch.randn(4, 8, dtype=dtype)
    assert torch.equal(product(states, weight, None), functional.linear(states, weight))


def test_gradients_are_those_of_linear() -> None:
    gradients = []
    for multiply in (product, functional.linear):
        torch.manual_seed(0)
        states = torch.randn(2, 3, 8, requires_grad=True)
        torch.autograd.backward(multiply(states, torch.randn(4, 8), torch.randn(4)).square().sum())
        assert states.grad is not None
        gradients.append(states.grad)
    ours, theirs = gradients
    assert torch.allclose(ours, theirs, atol=1e-5)


def test_a_model_keeps_its_weights_and_their_names() -> None:
    model: Any = nn.Sequential(nn.Linear(4, 6), nn.GELU(), nn.Sequential(nn.Linear(6, 3, bias=False)))
    names, states = list(model.state_dict()), torch.randn(2, 5, 4)
    before, weight = model(states), model[0].weight
    assert id(use_onednn(model)) == id(model)
    assert list(model.state_dict()) == names
    assert isinstance(model[0], Product) and isinstance(model[2][0], Product)
    assert model[0].weight is weight
    assert torch.allclose(model(states), before, atol=1e-6)
    assert model.half()[0].weight.dtype == torch.float16


def test_only_plain_linears_are_replaced() -> None:
    """Attention reads the weights of its own kind of ``Linear`` itself."""
    model = nn.MultiheadAttention(8, 2)
    kind = type(use_onednn(model).out_proj)
    assert kind is not nn.Linear and not issubclass(kind, Product)
