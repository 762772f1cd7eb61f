"""Drawn scenes on disk: a memory-mapped file of pictures; everything else is derived from the seed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

from tools.miniature.captions import Caption, compose
from tools.miniature.scenes import Scene, draw, sample_scene, shrink

SIZE = 64
CHUNK = 1000


@dataclass(frozen=True)
class Recipe:
    """The parameters that determine a set of scenes."""

    count: int
    seed: int
    held_out: bool = False

    def scene(self, index: int) -> Scene:
        """Return the scene at this index, the same every time."""
        return sample_scene(np.random.default_rng((self.seed, index)), held_out=self.held_out)


@dataclass(frozen=True)
class Drawn:
    """Scenes with their pictures, uint8 ``[count, 64, 64, 3]``."""

    recipe: Recipe
    pictures: NDArray[np.uint8]

    def __len__(self) -> int:
        return self.recipe.count

    def scene(self, index: int) -> Scene:
        return self.recipe.scene(index)

    def scenes(self, indices: Sequence[int] | NDArray[np.integer]) -> list[Scene]:
        return [self.recipe.scene(int(index)) for index in indices]

    def caption(self, index: int, rng: np.random.Generator) -> Caption:
        """Write a new caption, different with every state of the generator."""
        return compose(self.scene(index), rng)


def make(
    count: int, seed: int, folder: Path | None = None, held_out: bool = False, workers: int = 1
) -> Drawn:
    """Draw `count` scenes, or open those in the folder if they have the same recipe.

    Args:
        count: the number of scenes.
        seed: the seed; sets with different seeds share scenes only by chance.
        folder: the folder of the pictures; without one they stay in memory. Two trainings may share it.
            Remove it after changing the code that draws, which it does not notice.
        held_out: whether to draw only scenes with a held-out combination.
        workers: the number of processes that draw.
    """
    recipe = Recipe(count, seed, held_out)
    if folder is None:
        return Drawn(recipe, np.stack([_picture(recipe, index) for index in range(count)]))
    file, note = folder / "pictures.npy", folder / "recipe.json"
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / ".lock"):
        if not (note.exists() and json.loads(note.read_text(encoding="utf-8")) == asdict(recipe)):
            note.unlink(missing_ok=True)
            part = folder / "pictures.part"
            _draw_all(recipe, part, workers)
            part.replace(file)  # a process that has opened the old file keeps it
            note.write_text(json.dumps(asdict(recipe)), encoding="utf-8")
    return Drawn(recipe, np.load(file, mmap_mode="r"))


def _picture(recipe: Recipe, index: int) -> NDArray[np.uint8]:
    return shrink(draw(recipe.scene(index), 2 * SIZE))


def _draw_all(recipe: Recipe, file: Path, workers: int) -> None:
    shape = (recipe.count, SIZE, SIZE, 3)
    np.lib.format.open_memmap(file, mode="w+", dtype=np.uint8, shape=shape).flush()
    starts = range(0, recipe.count, CHUNK)
    if workers == 1:
        for start in starts:
            _draw_chunk(recipe, file, start)
        return
    with ProcessPoolExecutor(workers) as pool:
        list(pool.map(_draw_chunk, [recipe] * len(starts), [file] * len(starts), starts))


def _draw_chunk(recipe: Recipe, file: Path, start: int) -> None:
    pictures = np.load(file, mmap_mode="r+")
    for index in range(start, min(start + CHUNK, recipe.count)):
        pictures[index] = _picture(recipe, index)
    pictures.flush()
