"""What choosing by eye adds to a gamble: concepts that a simulated, noisy judge breeds.

    python -m benchmarks.breeding --data FOLDER
    python -m benchmarks.breeding

Each population is eight inversions, each of two views of one thing and of a seed of its own. The judge picks
four of eight by their likeness to views that no inversion has seen, less half of that to the nearest other
thing, with noise. Figures are in standard deviations of the eight, above their mean.

The folder has ``photo-encoder/`` (a model folder of open_clip), ``photos/`` and
``real-clip/photo_vectors.npy`` of the same space. Without one, the miniature learns shapes in colours from
drawn scenes; its figures are shown, but decide nothing. Exits with 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

from clip_critic import load_encoder
from clip_critic.encoders.base import Encoder, Vectors
from clip_critic.encoders.text_towers import TextTower
from clip_critic.encoders.token_vectors import encode_with_vectors, spell, token_row
from clip_critic.pictures.opening import open_picture
from clip_critic.sessions.breeding.combining import METHODS, Array, equalised, next_population, slerp

POPULATIONS, SIZE, PICKED, GENERATIONS = 6, 8, 4, 3
SEEN, HELD_OUT = 2, 8
JUDGEMENTS = 12
"""The number of times that each population is bred, with the judge's other moods."""
NOISE = 0.7
"""The judge's noise, in standard deviations of the eight: it orders four of five pairs rightly."""
TEXTS = ("a photo of <it>", "<it>", "a picture of <it>")
PHOTOS = ("chelsea.png", "astronaut.png", "coffee.png", "parrot.jpg", "owl.jpg", "rocket.jpg")
SHAPES = (
    ("circle", "red"),
    ("star", "blue"),
    ("square", "yellow"),
    ("triangle", "green"),
    ("circle", "blue"),
    ("star", "yellow"),
)
STEPS, RATE, SCALE = 60, 0.02, 100.0
LEAST_GAIN = 0.8
BEST, ONCE = "best of the eight (a perfect judge)", "mean of the picked, one choice"
BRED = f"then cma-like, {GENERATIONS} in all, as in a session"


@dataclass(frozen=True, eq=False)
class Material:
    """What is inverted and judged.

    Attributes:
        encoder: the encoder, which reads vectors.
        things: the unit vectors of the views of each thing, ``[views, dimension]``.
        others: unit vectors of other pictures, ``[n, dimension]``.
        decides: whether the targets were set for it.
    """

    encoder: Encoder
    things: tuple[Vectors, ...]
    others: Vectors
    decides: bool


def photos(folder: Path) -> Material:
    """Look at crops of photos with the photo encoder."""
    encoder = load_encoder(f"open_clip:{folder / 'photo-encoder'}", device="cpu")
    things = []
    for number, name in enumerate(PHOTOS):
        picture = open_picture(folder / "photos" / name).image
        rng = np.random.default_rng(number)
        things.append(encoder.encode_images([_crop(picture, rng) for _ in range(SEEN * SIZE + HELD_OUT)]))
    others = np.load(folder / "real-clip" / "photo_vectors.npy").astype(np.float32)
    return Material(encoder, tuple(things), others, decides=True)


def _crop(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Return a square of 60 to 95 per cent of the shorter side, maybe mirrored."""
    side = int(min(picture.size) * rng.uniform(0.6, 0.95))
    left, top = (int(rng.integers(0, length - side + 1)) for length in picture.size)
    crop = picture.crop((left, top, left + side, top + side))
    return crop.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if rng.random() < 0.5 else crop


def scenes() -> Material:
    """Look at drawn scenes with the miniature."""
    from benchmarks.seeing_scenes import draw_scenes
    from tools.miniature.scenes import draw, sample_scene, shrink

    encoder = load_encoder("miniature", device="cpu")
    things = []
    for number, (shape, colour) in enumerate(SHAPES):
        rng = np.random.default_rng(number)
        drawn = [
            sample_scene(rng, count=1, shape=shape, colour=colour) for _ in range(SEEN * SIZE + HELD_OUT)
        ]
        things.append(encoder.encode_images([Image.fromarray(shrink(draw(scene))) for scene in drawn]))
    others = [drawing.picture for things_in in (1, 2) for drawing in draw_scenes(128, things_in, 5)]
    return Material(encoder, tuple(things), encoder.encode_images(others), decides=False)


def invert(material: Material, views: Vectors, k: int, seed: int) -> NDArray[np.float32]:
    """Return k vectors that stand for views ``[n, dimension]``, ``[k, width]``.

    They make texts like the views and unlike 64 other pictures: a cross entropy, as CLIP was trained with.
    """
    rng = np.random.default_rng(seed)
    table = token_row(material.encoder).vectors
    start = table.mean(0) + table.std(0) * rng.standard_normal((k, table.shape[1]))
    tower = TextTower(material.encoder)
    spelt = spell(material.encoder, TEXTS[:2], {"it": k})
    own = torch.from_numpy(np.asarray(views, dtype=np.float32))
    vectors = torch.tensor(start.astype(np.float32), requires_grad=True)
    adam = torch.optim.Adam([vectors], lr=RATE)
    for _ in range(STEPS):
        some = material.others[rng.choice(len(material.others), 64, replace=False)]
        adam.zero_grad()
        texts = tower(spelt, {"it": vectors})
        near = SCALE * texts @ own.T
        far = SCALE * texts @ torch.from_numpy(some).T
        wide = far[:, None].expand(-1, len(own), -1)
        loss = (torch.logsumexp(torch.cat([near[..., None], wide], -1), -1) - near).mean()
        loss.backward()  # type: ignore[no-untyped-call]
        adam.step()
    found: NDArray[np.float32] = vectors.detach().numpy()
    return found


class Judge:
    """Somebody who looks at concepts: the truth, and picks with noise.

    Args:
        material: the views.
        thing: the number of the thing that they look for.
    """

    def __init__(self, material: Material, thing: int) -> None:
        self._material = material
        self._views = [views[-HELD_OUT:] for views in material.things]
        self._thing = thing

    def utilities(self, population: Array) -> Array:
        """Return the true utility of each individual, ``[n]``."""
        found = []
        for vectors in population:
            texts = encode_with_vectors(self._material.encoder, TEXTS, {"it": vectors.astype(np.float32)})
            likeness = np.array([float((texts @ views.T).mean()) for views in self._views])
            nearest = np.delete(likeness, self._thing).max()
            found.append(likeness[self._thing] - nearest / 2)
        return np.array(found)


Breed = Callable[[Judge, Array, Array, np.random.Generator], float]


def picks(utilities: Array, noise: float, rng: np.random.Generator) -> NDArray[np.int64]:
    """Return the four that the judge likes best, the favourite first."""
    return np.argsort(-(utilities + noise * rng.standard_normal(len(utilities))), kind="stable")[:PICKED]


def one_generation(judge: Judge, population: Array, utilities: Array, rng: np.random.Generator) -> float:
    """Average the picked of the first population."""
    picked = population[picks(utilities, NOISE * utilities.std(), rng)]
    return float(judge.utilities(equalised(picked).mean(axis=0)[None])[0])


def one_arc(judge: Judge, population: Array, utilities: Array, rng: np.random.Generator) -> float:
    """Join the picked of the first population along arcs."""
    picked = equalised(population[picks(utilities, NOISE * utilities.std(), rng)])
    joined = picked[0]
    for number, other in enumerate(picked[1:], 2):
        joined = slerp(joined, other, 1 / number)
    return float(judge.utilities(joined[None])[0])


def generations_of(first: str, method: str) -> Breed:
    """Return several generations: what is picked first is mixed by one method, the rest by another."""

    def breed(judge: Judge, population: Array, utilities: Array, rng: np.random.Generator) -> float:
        noise = NOISE * utilities.std()
        for number in range(GENERATIONS):
            picked = population[picks(utilities, noise, rng)]
            if number < GENERATIONS - 1:
                how = first if number == 0 else method
                population = np.stack([child.vectors for child in next_population(picked, SIZE, how, rng)])
                utilities = judge.utilities(population)
        return float(judge.utilities(equalised(picked).mean(axis=0)[None])[0])

    return breed


def figures(material: Material, k: int, seed: int) -> dict[str, NDArray[np.float64]]:
    """Return the utilities of each way, in sd above the mean of the eight: ``[populations, judgements]``."""
    ways: dict[str, Breed] = {
        ONCE: one_generation,
        "slerp of the picked, one choice": one_arc,
        BRED: generations_of("average", "cma-like"),
        **{f"{method} from the start": generations_of(method, method) for method in METHODS},
    }
    found: dict[str, list[list[float]]] = {}
    for thing in range(POPULATIONS):
        views = material.things[thing]
        inverted = [
            invert(material, views[SEEN * number : SEEN * (number + 1)], k, seed + SIZE * thing + number)
            for number in range(SIZE)
        ]
        population = np.stack(inverted).astype(np.float64)
        judge = Judge(material, thing)
        utilities = judge.utilities(population)
        zero, unit = utilities.mean(), utilities.std(ddof=1)
        row = found.setdefault
        row(BEST, []).append([(utilities.max() - zero) / unit] * JUDGEMENTS)
        mean = judge.utilities(equalised(population).mean(axis=0)[None])[0]
        row("mean of all eight, nobody asked", []).append([(mean - zero) / unit] * JUDGEMENTS)
        for name, breed in ways.items():
            seeds = [np.random.default_rng([seed, thing, mood]) for mood in range(JUDGEMENTS)]
            values = [breed(judge, population, utilities, rng) for rng in seeds]
            row(name, []).append([(value - zero) / unit for value in values])
        print(f"population {thing + 1} of {POPULATIONS}", file=sys.stderr)
    return {name: np.array(rows) for name, rows in found.items()}


def checks(found: dict[str, NDArray[np.float64]]) -> Iterator[bool]:
    """Print all figures, then each target and whether it is met."""
    heads = ("above their mean", "over the best", "spread: judge", "all")
    print(f"{'in sd of the eight':42} {heads[0]:>18} {heads[1]:>15} {heads[2]:>15} {heads[3]:>7}")
    best, once, bred = found[BEST], found[ONCE], found[BRED]
    for name, values in found.items():
        print(
            f"{name:42} {values.mean():+18.2f} {(values - best).mean():+15.2f} {luck_of(values):15.2f} "
            f"{float(values.std(ddof=1)):7.2f}"
        )
    gain = float((once - best).mean())
    met = gain >= LEAST_GAIN
    print(f"\nmean of the picked over the best of eight: {gain:+.2f} sd, at least {LEAST_GAIN}: {_said(met)}")
    yield met
    before, after = luck_of(once), luck_of(bred)
    met = after < before
    other = luck_of(found["crossover from the start"])
    print(
        f"what the judge's luck adds or takes: {after:.2f} sd after {GENERATIONS} generations with cma-like, "
        f"less than {before:.2f} after one: {_said(met)}; {other:.2f} with crossover"
    )
    yield met


def luck_of(values: NDArray[np.float64]) -> float:
    """Return the standard deviation over judgements of the same population, its mean over populations."""
    return float(values.std(axis=1, ddof=1).mean())


def _said(met: bool) -> str:
    return "met" if met else "MISSED"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, help="the folder with the photo encoder and photos")
    parser.add_argument("--vectors", type=int, default=1, help="the number of vectors of a concept")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    torch.set_num_threads(1)
    material = photos(asked.data) if asked.data else scenes()
    met = list(checks(figures(material, asked.vectors, asked.seed)))
    return 0 if all(met) or not material.decides else 1


if __name__ == "__main__":
    sys.exit(main())
