"""Timing of two procedures side by side: alternating, in one process, judged by the median of the pairs."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from statistics import median


@dataclass(frozen=True)
class Pairs:
    """Seconds of both sides in each repetition."""

    peer: tuple[float, ...]
    ours: tuple[float, ...]

    @property
    def speedup(self) -> float:
        """How many times faster ours is: each repetition by itself, so that a busy minute hits both sides."""
        return median(peer / ours for peer, ours in zip(self.peer, self.ours, strict=True))


def seconds(action: Callable[[], object]) -> float:
    """How long an action takes, without a collection of older garbage in it."""
    gc.collect()
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def alternate(
    peer: Callable[[int], object],
    ours: Callable[[int], object],
    repetitions: int,
    before: Callable[[], object] = lambda: None,
) -> Pairs:
    """Run both sides ``repetitions`` times, the other one first each time.

    Args:
        peer: called with the number of the repetition.
        ours: the same.
        repetitions: how many pairs.
        before: called before each side, not timed.
    """
    times: dict[bool, list[float]] = {True: [], False: []}
    for number in range(repetitions):
        for is_ours in (number % 2 == 0, number % 2 == 1):
            before()
            side = ours if is_ours else peer
            times[is_ours].append(seconds(partial(side, number)))
    return Pairs(tuple(times[False]), tuple(times[True]))


def check(what: str, value: float, target: float, *, unit: str = "x", at_least: bool = True) -> bool:
    """Print a figure beside its target; whether it is met."""
    met = value >= target if at_least else value <= target
    bound = "at least" if at_least else "at most"
    print(f"  {what}: {value:.2f}{unit} ({bound} {target:g}{unit}: {'met' if met else 'MISSED'})")
    return met


def show(label: str, times: tuple[float, ...]) -> None:
    """Print the median time of a side and its range, in milliseconds."""
    low, middle, high = (1000 * value for value in (min(times), median(times), max(times)))
    print(f"  {label:<34} {middle:9.1f} ms  ({low:.1f} to {high:.1f} in {len(times)} runs)")
