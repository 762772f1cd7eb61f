"""Evaluate the miniature on scenes it has never seen.

    python -m tools.miniature.evaluate clip --model miniature/clip

Prints a line for each figure, with its target and the number of scenes, and writes all of them as JSON.
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
    "units": "tools.miniature.evaluate_units",
}
"""The modules whose ``measure(question)`` is called, by name."""


@dataclass(frozen=True)
class Figure:
    """A measured share.

    Args:
        value: the share, between 0 and 1.
        scenes: the number of scenes.
        wanted: the target, if there is one.
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
    """The model to measure, the number of scenes, and their seed.

    Args:
        model: the folder of the model; for ``generation`` that of the entire miniature.
        judge: the folder of the judge.
        vae: the folder of the VAE that redraws the judge's pictures.
    """

    model: Path
    scenes: int
    seed: int
    judge: Path | None = None
    vae: Path | None = None

    def require_judge(self) -> Path:
        if self.judge is None:
            raise SystemExit("pass the folder of the judge with --judge: it looks at the pictures")
        return self.judge


def report(figures: Mapping[str, Figure], file: Path | None) -> str:
    """Return the lines to print, and write the figures as JSON if there is a file."""
    if file is not None:
        values = {name: asdict(figure) for name, figure in figures.items()}
        file.write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")
    return "\n".join(figure.line(name) for name, figure in figures.items())


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.miniature.evaluate", description=__doc__)
    parser.add_argument("what", choices=MEASURES)
    parser.add_argument("--model", type=Path, required=True, help="folder of the finished model")
    parser.add_argument("--judge", type=Path, help="folder of the trained judge, for vae and generation")
    parser.add_argument("--vae", type=Path, help="a VAE whose redrawn pictures the judge sees too")
    parser.add_argument("--scenes", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=90_001)
    parser.add_argument("--report", type=Path, help="write the figures there as JSON")
    options = parser.parse_args(arguments)
    question = Question(options.model, options.scenes, options.seed, options.judge, options.vae)
    figures = importlib.import_module(MEASURES[options.what]).measure(question)
    sys.stdout.write(report(figures, options.report) + "\n")


if __name__ == "__main__":
    main()
