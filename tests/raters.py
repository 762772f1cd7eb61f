"""A rater of coloured pictures, whose taste is known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from clip_critic.taste.choices import new_choice
from clip_critic.tasting.collection import Collection
from clip_critic.tasting.tasting import Tasting
from tests.drawing_host import COLOURS

LIKED = "green"


def coloured(folder: Path, count: int = 48, seed: int = 11) -> list[Path]:
    """Files of pictures of two colours each, with some grain."""
    random = np.random.default_rng(seed)
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for number in range(count):
        first, second = (np.asarray(COLOURS[name], dtype=float) for name in random.choice(list(COLOURS), 2))
        share = random.random()
        values = share * first + (1 - share) * second + random.normal(0, 12, (16, 16, 3))
        files.append(folder / f"{number:03d}.png")
        Image.fromarray(values.clip(0, 255).round().astype(np.uint8)).save(files[-1])
    return files


def likes(file: Path, colour: str = LIKED) -> float:
    """How near a picture is to a colour."""
    with Image.open(file) as picture:
        mean = np.asarray(picture.convert("RGB"), dtype=float).mean((0, 1))
    return -float(np.linalg.norm(mean - COLOURS[colour]))


def choose(
    tasting: Tasting, collection: Collection, rater: str, answers: int, colour: str = LIKED, seed: int = 1
) -> None:
    """Choose the picture nearest to a colour, of four each time."""
    random = np.random.default_rng(seed)
    for _ in range(answers):
        shown = [str(digest) for digest in random.choice(collection.pool.digests, 4, replace=False)]
        liked = [likes(collection.files[digest][0], colour) for digest in shown]
        choice = new_choice(rater, "best", shown, int(np.argmax(liked)), model=collection.encoder)
        tasting.add(choice, collection)
