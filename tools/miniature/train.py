"""Train the miniature's models: ``python -m tools.miniature.train all --out FOLDER``, or one of its stages.

Run it again with the same arguments to go on after an interruption. ``all`` ends with the three finished
models in ``FOLDER/miniature``.
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
    """What every training is told.

    Args:
        steps: how many in all; none takes the model's own number. CLIP's text tower always takes its own,
            unless it is trained alone.
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
    "vae": "tools.miniature.vae",
    "decoder": "tools.miniature.decoder",
    "refine": "tools.miniature.refine",
    "unet": "tools.miniature.unet",
    "judge": "tools.miniature.judge",
}
"""Names of the trainings, and the modules whose ``run(options)`` they are."""
ALL, FINISHED = "all", "miniature"


@dataclass(frozen=True)
class Stage:
    """What a training needs of those before it, as folders below that of all.

    Args:
        clip: folder of a finished CLIP or text tower.
        vae: folder of a finished VAE.
        apart: added to the seed, where nothing may be shared with the rest.
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
    "judge": Stage(vae="refine/model", apart=7000),
}
"""All of it in turn; each in the folder of its name. The text tower is the first part of CLIP."""


def stages(options: Options) -> dict[str, Options]:
    """What each stage is told where all of them run into ``options.out``."""
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


def assemble(folder: Path) -> Path:
    """Lay the finished models of all stages together as the package wants them, and name their folder."""
    for part, made in (("clip", "clip"), ("vae", "refine"), ("unet", "unet")):
        shutil.copytree(folder / made / "model", folder / FINISHED / part, dirs_exist_ok=True)
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
    given = vars(parser.parse_args(arguments))
    model = given.pop("model")
    if model == ALL and any(given[name] for name in ("steps", "clip", "vae")):
        parser.error(f"{ALL} takes none of --steps, --clip and --vae: its stages have their own")
    options = Options(**given)
    set_up(options.out, options.threads)
    for name, told in (stages(options) if model == ALL else {model: options}).items():
        told.out.mkdir(parents=True, exist_ok=True)
        importlib.import_module(TRAININGS[name]).run(told)
    if model == ALL:
        assemble(options.out)


if __name__ == "__main__":
    main()
