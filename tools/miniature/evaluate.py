"""Measure the miniature on scenes it never saw.

    python -m tools.miniature.evaluate clip --model miniature/clip

Prints one line a figure, with what it should reach and over how many scenes it was taken, and writes all of
them as JSON.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

MEASURES: dict[str, str] = {
    "clip": "tools.miniature.evaluate_clip",
    "judge": "tools.miniature.evaluate_judge",
    "vae": "tools.miniature.evaluate_vae",
    "generation": "tools.miniature.evaluate_generation",
}
"""Names, and the modules whose ``measure(question)`` they are."""


@dataclass(frozen=True)
class Figure:
    """One measured share.

    Args:
        value: between 0 and 1.
        scenes: over how many scenes.
        wanted: the least value that was asked for; none where nothing was.
    """

    value: float
    scenes: int
    wanted: float | None = None

    def line(self, name: str) -> str:
        wanted = "" if self.wanted is None else f"  (wanted {self.wanted:.0%})"
        missed = "  MISSED" if self.wanted is not None and self.value < self.wanted else ""
        return f"{name:44s} {self.value:7.2%} of {self.scenes}{wanted}{missed}"


@dataclass(frozen=True)
class Question:
    """What is measured, on how many scenes, and of which seed.

    Args:
        model: folder of what is measured; for ``generation`` that of the whole miniature.
        judge: folder of the judge that looks.
        vae: folder of the VAE that redraws the judge's pictures.
    """

    model: Path
    scenes: int
    seed: int
    judge: Path | None = None
    vae: Path | None = None

    def require_judge(self) -> Path:
        if self.judge is None:
            raise SystemExit("pictures are looked at by the judge: name its folder with --judge")
        return self.judge


def report(figures: Mapping[str, Figure], file: Path | None) -> str:
    """The lines to print; with a file the same as JSON."""
    if file is not None:
        values = {name: asdict(figure) for name, figure in figures.items()}
        file.write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")
    return "\n".join(figure.line(name) for name, figure in figures.items())


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.miniature.evaluate", description=__doc__)
    parser.add_argument("what", choices=MEASURES)
    parser.add_argument("--model", type=Path, required=True, help="folder of the finished model")
    parser.add_argument("--judge", type=Path, help="folder of the trained judge, for vae and generation")
    parser.add_argument("--vae", type=Path, help="the judge is asked about its pictures, too")
    parser.add_argument("--scenes", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=90_001)
    parser.add_argument("--report", type=Path, help="write the figures there as JSON")
    given = parser.parse_args(arguments)
    question = Question(given.model, given.scenes, given.seed, given.judge, given.vae)
    figures = importlib.import_module(MEASURES[given.what]).measure(question)
    sys.stdout.write(report(figures, given.report) + "\n")


if __name__ == "__main__":
    main()
