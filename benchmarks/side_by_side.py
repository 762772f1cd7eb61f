"""Timing two procedures side by side: alternating, in one process, compared by the median of the pairs."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from statistics import median

CLOCKS = {"wall": time.perf_counter, "processor": time.process_time}
clock = CLOCKS[os.environ.get("BENCHMARK_CLOCK", "wall")]
"""The clock of all benchmarks; a process's own seconds on the processor tell more on a busy machine."""


@dataclass(frozen=True)
class Pairs:
    """The seconds of both sides in each repetition."""

    peer: tuple[float, ...]
    ours: tuple[float, ...]

    @property
    def speedup(self) -> float:
        """The factor by which ours is faster, per repetition, so that a busy minute affects both sides."""
        return median(peer / ours for peer, ours in zip(self.peer, self.ours, strict=True))


def seconds(action: Callable[[], object]) -> float:
    """Return the duration of an action, without the collection of older garbage."""
    gc.collect()
    start = clock()
    action()
    return clock() - start


def alternate(
    peer: Callable[[int], object],
    ours: Callable[[int], object],
    repetitions: int,
    before: Callable[[], object] = lambda: None,
) -> Pairs:
    """Run both sides ``repetitions`` times, with the first side alternating.

    Args:
        peer: a function of the repetition's number.
        ours: the same for our side.
        repetitions: the number of pairs.
        before: a function that is called before each side and not timed.
    """
    times: dict[bool, list[float]] = {True: [], False: []}
    for number in range(repetitions):
        for is_ours in (number % 2 == 0, number % 2 == 1):
            before()
            side = ours if is_ours else peer
            times[is_ours].append(seconds(partial(side, number)))
    return Pairs(tuple(times[False]), tuple(times[True]))


def in_turns(
    sides: Mapping[str, Callable[[int], object]],
    repetitions: int,
    before: Callable[[], object] = lambda: None,
) -> dict[str, tuple[float, ...]]:
    """Run any number of sides ``repetitions`` times, each time beginning with another one.

    Returns:
        The seconds of each side in each repetition.
    """
    names, times = list(sides), {name: [0.0] * repetitions for name in sides}
    for number in range(repetitions):
        first = number % len(names)
        for name in names[first:] + names[:first]:
            before()
            times[name][number] = seconds(partial(sides[name], number))
    return {name: tuple(values) for name, values in times.items()}


def ratio(above: tuple[float, ...], below: tuple[float, ...]) -> float:
    """Return how many times as long one side takes as the other: the median of the repetitions."""
    return median(a / b for a, b in zip(above, below, strict=True))


def check(
    what: str, value: float, target: float, *, unit: str = "x", at_least: bool = True, digits: int = 2
) -> bool:
    """Print a figure beside its target, and return whether it is met."""
    met = value >= target if at_least else value <= target
    bound = "at least" if at_least else "at most"
    print(f"  {what}: {value:.{digits}f}{unit} ({bound} {target:g}{unit}: {'met' if met else 'MISSED'})")
    return met


def show(label: str, times: tuple[float, ...]) -> None:
    """Print the median time of a side and its range, in milliseconds."""
    low, middle, high = (1000 * value for value in (min(times), median(times), max(times)))
    print(f"  {label:<34} {middle:9.1f} ms  ({low:.1f} to {high:.1f} in {len(times)} runs)")
