"""Train the miniature's models: ``python -m tools.miniature.train all --out FOLDER``, or one stage of it.

Run it again with the same arguments to continue after an interruption. ``all`` writes the finished models
to ``FOLDER/miniature``.
"""

from __future__ import annotations

import argparse
import importlib
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tools.miniature.training import set_up


@dataclass(frozen=True)
class Options:
    """The options of every training.

    Args:
        steps: the total number of steps; the model's own by default. CLIP's text tower always uses its own,
            unless it is trained alone.
        seed: the seed of everything random.
        out: the folder of the checkpoint, log and results.
        threads: the number of torch's threads.
        scenes: the folder of drawn scenes, created if missing.
        clip: the folder of the finished CLIP, for the models that need it.
        vae: the folder of the finished VAE, for the models that need it.
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
    "vae": "tools.miniature.vae",
    "decoder": "tools.miniature.decoder",
    "refine": "tools.miniature.refine",
    "unet": "tools.miniature.unet",
    "small-decoder": "tools.miniature.small_decoder",
    "second": "tools.miniature.second",
    "judge": "tools.miniature.judge",
}
"""The modules whose ``run(options)`` is called, by the name of the training."""
ALL, FINISHED = "all", "miniature"


@dataclass(frozen=True)
class Stage:
    """The results of other stages that a training needs, as folders below the common one.

    Args:
        clip: the folder of a finished CLIP or text tower.
        vae: the folder of a finished VAE.
        apart: a number added to the seed, if nothing may be shared with the rest.
    """

    clip: str | None = None
    vae: str | None = None
    apart: int = 0


STAGES: dict[str, Stage] = {
    "clip": Stage(),
    "vae": Stage(),
    "decoder": Stage(vae="vae/model"),
    "refine": Stage(clip="clip/model", vae="decoder/model"),
    "unet": Stage(clip="clip/text/model", vae="refine/model"),
    "small-decoder": Stage(clip="clip/model", vae="refine/model"),
    "second": Stage(vae="refine/model", apart=30),
    "judge": Stage(vae="refine/model", apart=7000),
}
"""All stages in order, each in the folder of its name. The text tower is the first part of CLIP."""


def stages(options: Options) -> dict[str, Options]:
    """Return the options of each stage if all of them run in ``options.out``."""
    folder = options.out
    return {
        name: replace(
            options,
            seed=options.seed + stage.apart,
            out=folder / name,
            clip=folder / stage.clip if stage.clip else None,
            vae=folder / stage.vae if stage.vae else None,
        )
        for name, stage in STAGES.items()
    }


PARTS = {"clip": "clip", "vae": "refine", "unet": "unet", "decoder": "small-decoder", "second": "second"}
"""The stages whose finished models the package has, by the folder that each is in."""


def assemble(folder: Path) -> Path:
    """Copy the finished models of all stages into one folder as the package expects, and return it."""
    for part, stage in PARTS.items():
        shutil.copytree(folder / stage / "model", folder / FINISHED / part, dirs_exist_ok=True)
    return folder / FINISHED


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.miniature.train", description=__doc__)
    parser.add_argument("model", choices=(*TRAININGS, ALL))
    parser.add_argument("--steps", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--scenes", type=Path, default=Path("build/miniature/scenes"))
    parser.add_argument("--clip", type=Path)
    parser.add_argument("--vae", type=Path)
    values = vars(parser.parse_args(arguments))
    model = values.pop("model")
    if model == ALL and any(values[name] for name in ("steps", "clip", "vae")):
        parser.error(f"{ALL} does not accept --steps, --clip or --vae: its stages have their own")
    options = Options(**values)
    set_up(options.out, options.threads)
    for name, stage_options in (stages(options) if model == ALL else {model: options}).items():
        stage_options.out.mkdir(parents=True, exist_ok=True)
        importlib.import_module(TRAININGS[name]).run(stage_options)
    if model == ALL:
        assemble(options.out)


if __name__ == "__main__":
    main()
