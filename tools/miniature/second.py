"""Training a second CLIP of the miniature, by itself: it judges what the first one takes for right.

It learns as the first one does (`train_clip`), but is smaller, has a seed and scenes of its own, and sees
half of them redrawn by the autoencoder, which is what the miniature's pictures look like. So what fools the
first one does not always fool this one.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from tools.miniature import clip, train_clip
from tools.miniature.dataset import CHUNK, Drawn, make
from tools.miniature.judge import redrawn
from tools.miniature.train import Options

STEPS = 2500
PICTURES = 36_000
REDRAWN = PICTURES // 2


def run(options: Options) -> None:
    """Train, and write the finished folder ``model``; a VAE, if given, redraws half of the pictures."""
    folder = options.scenes / f"second-{options.seed}"
    drawn = make(PICTURES, options.seed, folder, workers=options.threads)
    if options.vae is not None:
        drawn = partly_redrawn(drawn, options.vae, REDRAWN, options.seed)
    train_clip.learn(options, clip.SECOND, drawn, options.steps or STEPS)


def partly_redrawn(drawn: Drawn, vae: Path, count: int, seed: int) -> Drawn:
    """Return the set with its first pictures redrawn by the autoencoder, a chunk at a time."""
    redone = [
        redrawn(_part(drawn, start, CHUNK), vae, min(CHUNK, count - start), seed + start).pictures
        for start in range(0, count, CHUNK)
    ]
    return replace(drawn, pictures=np.concatenate([*redone, drawn.pictures[count:]]))


def _part(drawn: Drawn, start: int, count: int) -> Drawn:
    """Return pictures of a set, whose scenes are not those of the recipe."""
    return Drawn(replace(drawn.recipe, count=count), drawn.pictures[start : start + count])
