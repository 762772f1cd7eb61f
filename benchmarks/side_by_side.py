"""Timing two procedures side by side: alternating, in one process, compared by the median of the pairs."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from statistics import median


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
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


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


def check(what: str, value: float, target: float, *, unit: str = "x", at_least: bool = True) -> bool:
    """Print a figure beside its target, and return whether it is met."""
    met = value >= target if at_least else value <= target
    bound = "at least" if at_least else "at most"
    print(f"  {what}: {value:.2f}{unit} ({bound} {target:g}{unit}: {'met' if met else 'MISSED'})")
    return met


def show(label: str, times: tuple[float, ...]) -> None:
    """Print the median time of a side and its range, in milliseconds."""
    low, middle, high = (1000 * value for value in (min(times), median(times), max(times)))
    print(f"  {label:<34} {middle:9.1f} ms  ({low:.1f} to {high:.1f} in {len(times)} runs)")
