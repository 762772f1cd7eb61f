"""300 steps of the feedback loop in one process: the memory stays flat within 3 %.

What counts is the process's resident set after every step, the first quarter of the steps being warm-up:
the median of the last fifth of the others against that of their first fifth.

    python -m benchmarks.loop_soak
"""

from __future__ import annotations

import argparse
import sys
import warnings
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from benchmarks.loop_overhead import sessions, settings, start_picture
from clip_critic.pictures.opening import open_picture

MOST = 3.0
"""Per cent of growth."""


def resident() -> float:
    """Memory that the process holds in RAM, in MiB."""
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - no file of the disk
        pages = int(file.read().split()[1])
    return pages * 4096 / 2**20


def soak(steps: int, sampling_steps: int) -> list[float]:
    """Resident memory in MiB after each step."""
    found = []
    chosen = replace(settings(steps), sampling_steps=sampling_steps, rivals=True)
    with sessions() as made:
        session = made.create(chosen, "picture", open_picture(start_picture()))
        with made.open(session.id) as loop:
            for step in loop.run():
                found.append(resident())
                if step.number % 20 == 0:
                    print(f"  step {step.number:4}: {found[-1]:.1f} MiB", flush=True)
    return found


def grown(found: Sequence[float]) -> float:
    """Growth in per cent from the first fifth after the warm-up to the last fifth."""
    warm = found[len(found) // 4 :]
    part = max(len(warm) // 5, 1)
    return 100 * (median(warm[-part:]) / median(warm[:part]) - 1)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 0 where the memory stayed flat."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.loop_soak", description=__doc__)
    parser.add_argument("--steps", type=int, default=300)
    parser.add_argument("--sampling-steps", type=int, default=4, help="few: what is soaked is the loop")
    given = parser.parse_args(arguments)
    warnings.simplefilter("ignore")
    found = soak(given.steps, given.sampling_steps)
    growth = grown(found)
    met = growth <= MOST
    print(f"  {found[len(found) // 4]:.1f} MiB after the warm-up, {found[-1]:.1f} MiB at the end:", end=" ")
    print(f"{growth:+.2f} % (at most {MOST:g} %: {'met' if met else 'MISSED'})")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
