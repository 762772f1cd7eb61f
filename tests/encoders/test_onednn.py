"""Products are the products of `functional.linear`, whichever way they go, and go the faster way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn
from torch.nn import functional

from clip_critic.encoders import onednn
from clip_critic.encoders.measurements import Measurements, keep_in
from clip_critic.encoders.onednn import (
    CONVOLUTION,
    LINEAR,
    SMALLEST,
    FasterWay,
    Product,
    Routes,
    Shape,
    faster_way,
    product,
    time_pairs,
    use_fastest_products,
)

MANY, FEW = Shape(512, 1024, few=False), Shape(512, 1024, few=True)


class OneWay(Routes):
    """Routes on which everything goes one way."""

    def __init__(self, way: str) -> None:
        super().__init__()
        self._only = way

    def way(self, shape: Shape) -> str:
        return self._only


@pytest.fixture(params=[LINEAR, CONVOLUTION])
def routes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Routes:
    """Routes of either kind, in place of this process's own."""
    chosen = OneWay(request.param)
    monkeypatch.setattr(onednn, "ROUTES", chosen)
    return chosen


@pytest.fixture
def own_routes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Routes]:
    """Routes and a folder of measurements for one test."""
    chosen = Routes()
    monkeypatch.setattr(onednn, "ROUTES", chosen)
    keep_in(tmp_path / "measured")
    yield chosen
    keep_in(None)


@given(
    shape=st.lists(st.integers(0, 5), max_size=3),
    inputs=st.integers(1, 40),
    outputs=st.integers(1, 40),
    biased=st.booleans(),
    seed=st.integers(0, 1000),
    way=st.sampled_from([LINEAR, CONVOLUTION]),
)
def test_equal_to_linear(
    shape: list[int], inputs: int, outputs: int, biased: bool, seed: int, way: str
) -> None:
    random = torch.Generator().manual_seed(seed)
    states = torch.randn(*shape, inputs, generator=random)
    weight = torch.randn(outputs, inputs, generator=random)
    bias = torch.randn(outputs, generator=random) if biased else None
    expected = functional.linear(states, weight, bias)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(onednn, "ROUTES", OneWay(way))
        result = product(states, weight, bias)
    assert result.shape == expected.shape
    assert torch.allclose(result, expected, atol=1e-5)


def test_a_transposed_view_is_read_in_its_own_order(routes: Routes) -> None:
    states, weight = torch.randn(7, 3, 5).transpose(0, 1), torch.randn(4, 5)
    assert torch.allclose(product(states, weight, None), functional.linear(states, weight), atol=1e-6)


@pytest.mark.parametrize("dtype", [torch.float64, torch.bfloat16])
def test_other_precisions_stay_what_they_are(dtype: torch.dtype, routes: Routes) -> None:
    states, weight = torch.randn(2, 3, 8, dtype=dtype), torch.randn(4, 8, dtype=dtype)
    assert torch.equal(product(states, weight, None), functional.linear(states, weight))


def test_gradients_are_those_of_linear(routes: Routes) -> None:
    gradients = []
    for multiply in (product, functional.linear):
        torch.manual_seed(0)
        states = torch.randn(2, 3, 8, requires_grad=True)
        torch.autograd.backward(multiply(states, torch.randn(4, 8), torch.randn(4)).square().sum())
        assert states.grad is not None
        gradients.append(states.grad)
    ours, theirs = gradients
    assert torch.allclose(ours, theirs, atol=1e-5)


def test_a_model_keeps_its_weights_and_their_names(routes: Routes) -> None:
    model: Any = nn.Sequential(nn.Linear(4, 6), nn.GELU(), nn.Sequential(nn.Linear(6, 3, bias=False)))
    names, states = list(model.state_dict()), torch.randn(2, 5, 4)
    before, weight = model(states), model[0].weight
    assert id(use_fastest_products(model)) == id(model)
    assert list(model.state_dict()) == names
    assert isinstance(model[0], Product) and isinstance(model[2][0], Product)
    assert model[0].weight is weight
    assert torch.allclose(model(states), before, atol=1e-6)
    assert model.half()[0].weight.dtype == torch.float16


def test_only_plain_linears_are_replaced() -> None:
    """Attention reads the weights of its own kind of ``Linear`` itself."""
    model = nn.MultiheadAttention(8, 2)
    kind = type(use_fastest_products(model).out_proj)
    assert kind is not nn.Linear and not issubclass(kind, Product)


@pytest.mark.parametrize(
    ("plain", "other", "expected"),
    [
        ([2.0, 2.0, 2.0], [1.0, 1.0, 1.0], (CONVOLUTION, True)),
        ([1.0, 1.0, 1.0], [2.0, 2.0, 2.0], (LINEAR, True)),
        ([1.0, 1.0, 1.0], [0.95, 0.95, 0.95], (LINEAR, True)),
        ([2.0, 9.0, 2.0], [1.0, 1.0, 9.0], (CONVOLUTION, True)),
        ([1.0, 9.0, 9.0], [1.0, 1.0, 1.0], (LINEAR, False)),
        ([9.0, 9.0, 9.0], [9.0, 9.0, 1.0], (CONVOLUTION, False)),
        ([9.0, 9.0, 9.0], [1.0, 3.0, 5.0], (CONVOLUTION, False)),
    ],
    ids=["faster", "slower", "hardly", "with outliers", "busy at first", "quiet once", "ever slower"],
)
def test_a_convolution_must_be_clearly_faster(
    monkeypatch: pytest.MonkeyPatch, plain: list[float], other: list[float], expected: tuple[str, bool]
) -> None:
    monkeypatch.setattr(onednn, "time_pairs", lambda *_: (plain, other))
    assert faster_way(Shape(8, 8, few=True)) == expected


def test_both_are_timed_in_turns_and_not_for_long() -> None:
    ran: list[str] = []
    times = time_pairs(lambda: ran.append("a"), lambda: ran.append("b"))
    assert ran == ["a", "b"] * (len(times[0]) + 1)
    assert onednn.FEWEST_PAIRS <= len(times[0]) == len(times[1]) <= onednn.MOST_PAIRS


def ways(monkeypatch: pytest.MonkeyPatch, answers: dict[Shape, str], *, is_sure: bool = True) -> list[Shape]:
    """Let measurements end like this, and return the list of what is measured from now on."""
    measured: list[Shape] = []

    def faster(shape: Shape) -> FasterWay:
        measured.append(shape)
        return FasterWay(answers[shape], is_sure)

    monkeypatch.setattr(onednn, "faster_way", faster)
    return measured


def test_a_shape_is_measured_once_for_each_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    measured = ways(monkeypatch, {MANY: CONVOLUTION, FEW: LINEAR})
    for _ in range(2):  # two processes
        routes = Routes()
        for _ in range(2):  # two models
            routes.learn([MANY, FEW], Measurements(tmp_path))
        assert (routes.way(MANY), routes.way(FEW)) == (CONVOLUTION, LINEAR)
    assert sorted(measured) == [MANY, FEW]


def test_what_is_in_doubt_is_measured_again_by_the_next_process(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    Measurements(tmp_path).add({str(FEW): LINEAR})
    measured = ways(monkeypatch, {MANY: CONVOLUTION, FEW: CONVOLUTION}, is_sure=False)
    for _ in range(2):
        routes = Routes()
        routes.learn([MANY, FEW], Measurements(tmp_path))
        routes.learn([MANY, FEW], Measurements(tmp_path))
        assert (routes.way(MANY), routes.way(FEW)) == (CONVOLUTION, LINEAR)
    assert measured == [MANY, MANY]
    assert Measurements(tmp_path).read() == {str(FEW): LINEAR}


def test_a_busy_machine_is_not_measured_for_long(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Shapes that are not measured take the plain way; the next process measures them."""
    measured = ways(monkeypatch, {MANY: CONVOLUTION, FEW: CONVOLUTION})
    for seconds, ways_taken in ((0.0, {LINEAR}), (1.0, {CONVOLUTION})):
        monkeypatch.setattr(onednn, "ALL_SECONDS", seconds)
        routes = Routes()
        routes.learn([MANY, FEW], Measurements(tmp_path))
        assert {routes.way(MANY), routes.way(FEW)} == ways_taken
    assert sorted(measured) == [MANY, FEW]


@pytest.mark.parametrize("stored", ["", "sideways", "CONVOLUTION"])
def test_a_way_that_is_none_is_measured_anew(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, stored: str
) -> None:
    Measurements(tmp_path).add({str(MANY): stored})
    measured = ways(monkeypatch, {MANY: CONVOLUTION})
    routes = Routes()
    routes.learn([MANY], Measurements(tmp_path))
    assert measured == [MANY] and routes.way(MANY) == CONVOLUTION
    assert Measurements(tmp_path).read() == {str(MANY): CONVOLUTION}


def test_a_model_is_measured_where_it_matters(
    monkeypatch: pytest.MonkeyPatch, own_routes: Routes, tmp_path: Path
) -> None:
    """Large products and the patches of a tower, which are one product; no small ones, no other filters."""
    measured = ways(monkeypatch, defaultdict(lambda: CONVOLUTION))
    patches, filters = nn.Conv2d(3, 700, 16, stride=16), nn.Conv2d(700, 700, 3, stride=1)
    use_fastest_products(
        nn.Sequential(nn.Linear(512, 512), nn.Linear(8, 8), nn.Linear(512, 512), patches, filters)
    )
    assert 8 * 8 < SMALLEST <= 512 * 512
    assert {(shape.inputs, shape.outputs) for shape in measured} == {(512, 512), (3 * 16 * 16, 700)}
    assert len(measured) == 4 and {shape.few for shape in measured} == {True, False}
    assert own_routes.way(Shape(512, 512, few=False)) == CONVOLUTION
    assert own_routes.way(Shape(8, 8, few=False)) == CONVOLUTION
    assert own_routes.way(Shape(4096, 4096, few=False)) == LINEAR
    assert len(Measurements(tmp_path / "measured").read()) == 4


def test_rows_decide_between_two_ways(monkeypatch: pytest.MonkeyPatch, own_routes: Routes) -> None:
    own_routes.set({MANY: CONVOLUTION})
    taken: list[int] = []
    real = onednn.by_convolution

    def by_convolution(states: torch.Tensor, *rest: Any) -> torch.Tensor:
        taken.append(len(states))
        return real(states, *rest)

    monkeypatch.setattr(onednn, "by_convolution", by_convolution)
    for rows in (1, onednn.FEW - 1, onednn.FEW, 100):
        product(torch.randn(rows, 512), torch.randn(1024, 512), None)
    assert taken == [onednn.FEW, 100]


def test_a_real_measurement_gives_one_of_the_ways() -> None:
    assert faster_way(Shape(64, 64, few=False)).way in (LINEAR, CONVOLUTION)
