"""Pictures on disk, and choices among them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from clip_critic.taste.choices import Choice, new_choice
from clip_critic.tasting.collection import Collection
from clip_critic.tasting.tasting import Tasting


def make_pictures(folder: Path, count: int, seed: int = 0) -> list[Path]:
    """Draw pictures of random colours and shapes; each is another file."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(seed)
    paths = []
    for number in range(count):
        image = Image.fromarray(rng.integers(0, 256, (6, 6, 3), dtype=np.uint8)).resize((48, 48))
        paths.append(folder / f"{number}.png")
        image.save(paths[-1])
    return paths


def choose(tasting: Tasting, collection: Collection, count: int, rater: str = "Aki") -> list[Choice]:
    """Let a rater who likes the first numbers of a vector choose among random pictures."""
    rng = np.random.default_rng(len(tasting.log.read()))
    made = []
    for _ in range(count):
        places = rng.choice(len(collection.pool), 4, replace=False)
        best = int(np.argmax(collection.pool.vectors[places, 0]))
        shown = [collection.pool.digests[place] for place in places]
        made.append(new_choice(rater, "best", shown, best))
        assert tasting.add(made[-1], collection)
    return made
