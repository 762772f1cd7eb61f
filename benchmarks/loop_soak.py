"""300 steps of the feedback loop in one process: memory must not grow by more than 3 %.

The process's resident set is measured after every step. The first quarter of the steps is warm-up; of the
others, the median of the last fifth is compared with that of the first fifth.

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
"""The limit of growth in per cent."""


def resident() -> float:
    """Return the process's resident memory in MiB."""
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - not a file on disk
        pages = int(file.read().split()[1])
    return pages * 4096 / 2**20


def soak(steps: int, sampling_steps: int) -> list[float]:
    """Return the resident memory in MiB after each step."""
    found = []
    chosen = replace(settings(steps), sampling_steps=sampling_steps, rivals=True)
    with sessions() as workspace:
        session = workspace.create(chosen, "picture", open_picture(start_picture()))
        with workspace.open(session.id) as loop:
            for step in loop.run():
                found.append(resident())
                if step.number % 20 == 0:
                    print(f"  step {step.number:4}: {found[-1]:.1f} MiB", flush=True)
    return found


def grown(found: Sequence[float]) -> float:
    """Return the growth in per cent from the first fifth after the warm-up to the last fifth."""
    warm = found[len(found) // 4 :]
    part = max(len(warm) // 5, 1)
    return 100 * (median(warm[-part:]) / median(warm[:part]) - 1)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return 0 if memory has not grown."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.loop_soak", description=__doc__)
    parser.add_argument("--steps", type=int, default=300)
    parser.add_argument(
        "--sampling-steps", type=int, default=4, help="few, as the loop is tested, not the sampler"
    )
    options = parser.parse_args(arguments)
    warnings.simplefilter("ignore")
    found = soak(options.steps, options.sampling_steps)
    growth = grown(found)
    met = growth <= MOST
    print(f"  {found[len(found) // 4]:.1f} MiB after the warm-up, {found[-1]:.1f} MiB at the end:", end=" ")
    print(f"{growth:+.2f} % (at most {MOST:g} %: {'met' if met else 'MISSED'})")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
