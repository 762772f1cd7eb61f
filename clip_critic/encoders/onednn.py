"""Matrix products on the CPU, the faster of two ways.

torch passes a ``Linear`` to the BLAS that it was built with. That is mostly MKL, which reserves its best code
for Intel's own processors. A convolution of width 1 is the same product and goes to oneDNN, which only checks
the processor's features: about twice as fast on some of AMD's processors, no faster or slower on others. So
both are timed for each shape of a model's weights, once for each machine.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from statistics import median
from typing import Any, NamedTuple, TypeGuard

import torch
from torch import nn
from torch.nn import functional

from clip_critic.encoders.measurements import Measurements, measurements

WAYS = LINEAR, CONVOLUTION = "linear", "convolution"
SMALLEST = 1 << 18
"""Smaller weights always go to oneDNN: they are quick, and their sums are the same in each process."""
FEW = 16
"""Products of fewer rows wait for memory more than for arithmetic, and are timed apart from the others."""
TIMED_ROWS = {True: 4, False: 64}
CLEARLY = 0.9
"""The share of the plain way's time that a convolution may take at most to be preferred."""
CONFIRMED = 1.3
"""The most that the second-best run may take on an idle machine, as a multiple of the best run."""
MOST_PAIRS, FEWEST_PAIRS = 9, 4
SECONDS = 0.005
"""The time after which a shape is not timed further, if it has enough pairs."""
ALL_SECONDS = 1.0
"""The time after which a model's other shapes wait for the next process: only busy machines take so long."""


@dataclass(frozen=True, order=True)
class Shape:
    """The shape of a product, on which its faster way depends.

    Attributes:
        inputs, outputs: the weights' shape.
        few: whether there are only a few rows to multiply.
    """

    inputs: int
    outputs: int
    few: bool

    @property
    def usual_way(self) -> str:
        """The way where nothing has been measured."""
        return LINEAR if self.inputs * self.outputs >= SMALLEST else CONVOLUTION

    def __str__(self) -> str:
        return f"{TIMED_ROWS[self.few]}x{self.inputs}x{self.outputs}"


class FasterWay(NamedTuple):
    """The faster way, and whether the machine was quiet enough to be sure."""

    way: str
    is_sure: bool


class Routes:
    """The way that products of each shape take in this process; the usual one where nothing is known."""

    def __init__(self) -> None:
        self._ways: dict[Shape, str] = {}

    def way(self, shape: Shape) -> str:
        return self._ways.get(shape, shape.usual_way)

    def set(self, ways: Mapping[Shape, str]) -> None:
        """Take these ways from now on."""
        self._ways.update(ways)

    def learn(self, shapes: Iterable[Shape], known: Measurements) -> None:
        """Find the ways of these shapes: those that are remembered, or else measured now.

        What a busy machine leaves in doubt is measured again by the next process.
        """
        missing = sorted(set(shapes) - self._ways.keys())
        if not missing:
            return
        stored = known.read()
        found = {shape: stored.get(str(shape), "") for shape in missing}
        self.set({shape: way for shape, way in found.items() if way in WAYS})
        measured = _measure([shape for shape, way in found.items() if way not in WAYS])
        self.set({shape: answer.way for shape, answer in measured.items()})
        if sure := {str(shape): answer.way for shape, answer in measured.items() if answer.is_sure}:
            known.add(sure)


ROUTES = Routes()
"""The routes of this process: they depend on the processor, not on the model."""


def product(states: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor | None) -> torch.Tensor:
    """Return the same product as `functional.linear`, in the way that is faster on this processor.

    Args:
        states: ``[..., inputs]``.
        weight: ``[outputs, inputs]``.
        bias: ``[outputs]``, or none.

    Returns:
        ``[..., outputs]``.
    """
    outputs, inputs = weight.shape
    shape = Shape(inputs, outputs, states.numel() < FEW * inputs)
    if ROUTES.way(shape) == LINEAR or not _can_convolve(states):
        return functional.linear(states, weight, bias)
    return by_convolution(states, weight, bias)


def by_convolution(states: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor | None) -> torch.Tensor:
    """Return the same product as `functional.linear`, by way of oneDNN; at least one row and one input."""
    columns = states.flatten(0, -2).T[None]  # [1, inputs, positions]
    rows = functional.conv1d(columns, weight[:, :, None], bias)[0].T
    return rows.reshape(*states.shape[:-1], len(weight))


def _can_convolve(states: torch.Tensor) -> bool:
    # With gradients, the way back through a convolution takes longer than through a product.
    on_cpu = states.device.type == "cpu" and states.dtype == torch.float32 and not states.requires_grad
    return on_cpu and states.dim() > 1 and states.numel() > 0 and torch._C._has_mkldnn


def _measure(shapes: Iterable[Shape]) -> dict[Shape, FasterWay]:
    """Return the faster way of each shape; the last ones have none if the others took too long."""
    faster: dict[Shape, FasterWay] = {}
    end = time.perf_counter() + ALL_SECONDS
    for shape in shapes:
        if time.perf_counter() < end:
            faster[shape] = faster_way(shape)
    return faster


def faster_way(shape: Shape) -> FasterWay:
    """Time both ways.

    To be sure, the best runs and the pairs of runs must agree, and each best run must be confirmed by
    another: other programs rarely mislead all of them.
    """
    states = torch.ones(TIMED_ROWS[shape.few], shape.inputs)
    weight, bias = torch.ones(shape.outputs, shape.inputs), torch.ones(shape.outputs)
    with torch.inference_mode():
        plain, other = time_pairs(
            partial(functional.linear, states, weight, bias), partial(by_convolution, states, weight, bias)
        )
    by_best = min(other) < CLEARLY * min(plain)
    by_pairs = median(b / a for a, b in zip(plain, other, strict=True)) < CLEARLY
    is_quiet = all(second <= CONFIRMED * best for best, second, *_ in (sorted(plain), sorted(other)))
    return FasterWay(CONVOLUTION if by_best else LINEAR, is_quiet and by_best == by_pairs)


def time_pairs(first: Callable[[], object], second: Callable[[], object]) -> tuple[list[float], list[float]]:
    """Run both in turns, after one run to warm up, and return the seconds of each."""
    clock = _clock()
    first(), second()
    times: tuple[list[float], list[float]] = ([], [])
    while len(times[0]) < MOST_PAIRS and (len(times[0]) < FEWEST_PAIRS or sum(map(sum, times)) < SECONDS):
        for seconds, action in zip(times, (first, second), strict=True):
            start = clock()
            action()
            seconds.append(clock() - start)
    return times


def _clock() -> Callable[[], float]:
    """Return a clock that other programs do not disturb, where all the work is in this thread."""
    is_exact = sys.platform != "win32"  # which counts a thread's time in steps of 16 ms
    return time.thread_time if is_exact and torch.get_num_threads() == 1 else time.perf_counter


class Product(nn.Linear):
    """A ``Linear`` that takes over another one's weights and multiplies with `product`."""

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__(1, 1, device="meta")
        self.in_features, self.out_features = linear.in_features, linear.out_features
        self.weight, self.bias = linear.weight, linear.bias

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        """Multiply states ``[..., inputs]`` by the weights -> ``[..., outputs]``."""
        return product(states, self.weight, self.bias)


def use_fastest_products(model: nn.Module) -> nn.Module:
    """Replace each plain ``Linear`` in a model, learn the ways of all products, and return the model."""
    for module in list(model.modules()):
        for name, child in module.named_children():
            if type(child) is nn.Linear:
                setattr(module, name, Product(child))
    if torch._C._has_mkldnn:
        ROUTES.learn(_shapes(model), measurements())
    return model


def _shapes(model: nn.Module) -> set[Shape]:
    """Return the shapes of a model's larger products; patches are read by one product, too."""
    weights = [child.weight for child in model.modules() if isinstance(child, Product)]
    weights += [weight for child in model.modules() for weight in _attention_weights(child)]
    weights += [child.weight.flatten(1) for child in model.modules() if _reads_patches(child)]
    large = {(inputs, outputs) for outputs, inputs in (weight.shape for weight in weights)}
    sizes = {size for size in large if size[0] * size[1] >= SMALLEST}
    return {Shape(*size, few) for size in sizes for few in (True, False)}


def _attention_weights(module: Any) -> list[torch.Tensor]:
    is_plain = isinstance(module, nn.MultiheadAttention) and module.in_proj_weight is not None
    return [module.in_proj_weight, module.out_proj.weight] if is_plain else []


def _reads_patches(module: nn.Module) -> TypeGuard[nn.Conv2d]:
    return isinstance(module, nn.Conv2d) and module.kernel_size == module.stride != (1, 1)
