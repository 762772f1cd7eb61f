"""Train one of the miniature's models: ``python -m tools.miniature.train clip --out FOLDER``.

Run it again with the same arguments to go on after an interruption.
"""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.miniature.training import set_up


@dataclass(frozen=True)
class Options:
    """What every training is told.

    Args:
        steps: how many in all; none takes the model's own number.
        seed: everything follows from it.
        out: checkpoint, log and results go there.
        threads: of torch.
        scenes: folder for drawn scenes, made when missing.
        clip: folder of the finished CLIP, for the models that need it.
        vae: folder of the finished VAE, likewise.
    """

    steps: int | None
    seed: int
    out: Path
    threads: int
    scenes: Path
    clip: Path | None
    vae: Path | None


TRAININGS: dict[str, str] = {
    "text": "tools.miniature.train_text",
    "clip": "tools.miniature.train_clip",
    "judge": "tools.miniature.judge",
    "vae": "tools.miniature.vae",
    "decoder": "tools.miniature.decoder",
    "refine": "tools.miniature.refine",
    "unet": "tools.miniature.unet",
}
"""Names of the trainings, and the modules whose ``run(options)`` they are."""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.miniature.train", description=__doc__)
    parser.add_argument("model", choices=TRAININGS)
    parser.add_argument("--steps", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--scenes", type=Path, default=Path("build/miniature/scenes"))
    parser.add_argument("--clip", type=Path)
    parser.add_argument("--vae", type=Path)
    given = vars(parser.parse_args(arguments))
    model = given.pop("model")
    options = Options(**given)
    set_up(options.out, options.threads)
    importlib.import_module(TRAININGS[model]).run(options)


if __name__ == "__main__":
    main()
