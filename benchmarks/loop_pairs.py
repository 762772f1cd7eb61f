"""Start scenes, each with one change to ask for, and what a judge that is not CLIP reads off the result."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from clip_critic.hosts.diffusers.drawing import Painter
from tools.miniature.captions import ADJECTIVES
from tools.miniature.judge import UNKNOWN, Judge, answers
from tools.miniature.latents import decode, encode
from tools.miniature.scenes import Scene, change, draw, is_held_out, is_visible, sample_scene, shrink
from tools.miniature.words import COLOURS, SHAPES, STYLES

KINDS = ("colour", "shape", "ground", "style")
"""Which attribute a pair changes; the ground is the background's colour."""
START_STYLES = tuple(name for name, style in STYLES.items() if style.colours and style.ground)
LISTED_GROUNDS = ("red", "yellow", "green", "blue", "black", "white")
"""Colours of backgrounds that the keyword list names."""
NEW_WORDS: Mapping[str, tuple[str, ...]] = {
    "colour": tuple(COLOURS),
    "shape": SHAPES,
    "ground": LISTED_GROUNDS,
    "style": tuple(STYLES),
}
SIDE = 64
Pictures = NDArray[np.uint8]


@dataclass(frozen=True)
class Pair:
    """A start scene and the same with one attribute changed.

    Attributes:
        number: which pair it is; its seeds follow from it.
        kind: one of `KINDS`.
        start, end: the scenes.
    """

    number: int
    kind: str
    start: Scene
    end: Scene

    @property
    def want(self) -> str:
        """What the user asks for: the new word."""
        thing, ground = self.end.things[0], self.end.background.colour
        words = {"colour": thing.colour, "shape": thing.shape, "style": self.end.style}
        return words.get(self.kind, f"{ground} background")

    @property
    def prompt(self) -> str:
        """The start scene's caption with the new word in it: what a user would write into img2img."""
        thing, ground = self.end.things[0], self.end.background
        pattern = ADJECTIVES.get(ground.pattern, "") if STYLES[self.start.style].pattern else ""
        behind = " ".join(word for word in (ground.colour, pattern, "background") if word)
        return f"{_article(thing.size)} {thing.colour} {thing.shape} on {_article(behind)}, {self.end.style}"

    @property
    def picture(self) -> Image.Image:
        """The start scene, drawn."""
        return _drawn(self.start)


def make_pairs(count: int, seed: int, can_show: Callable[[Scene], bool]) -> list[Pair]:
    """Pairs of all kinds in turn; each is the same whatever the count.

    Args:
        count: of pairs.
        seed: of everything.
        can_show: whether the host could show a scene at all (`through_autoencoder`): nothing is asked of any
            method that none of them can do.
    """
    return [_pair(number, np.random.default_rng((seed, number)), can_show) for number in range(count)]


def through_autoencoder(painter: Painter, judge: Judge) -> Callable[[Scene], bool]:
    """Whether the judge reads a drawn scene right in all attributes after it went through the autoencoder."""
    vae = painter.vae

    def can_show(scene: Scene) -> bool:
        picture = decode(vae, encode(vae, np.asarray(_drawn(scene))[None]))
        told, right = judge.verdict(picture), answers([scene])
        return all(right[name][0] in (UNKNOWN, told[name][0]) for name in told)

    return can_show


def _pair(number: int, rng: np.random.Generator, can_show: Callable[[Scene], bool]) -> Pair:
    kind = KINDS[number % len(KINDS)]
    while True:
        style = str(rng.choice(START_STYLES))
        start = sample_scene(rng, count=1, size="large", style=style)
        end = next(_changed(start, kind, rng), None)
        if end is not None and can_show(start) and can_show(end):
            return Pair(number, kind, start, end)


def _drawn(scene: Scene) -> Image.Image:
    return Image.fromarray(shrink(draw(scene, 2 * SIDE)))


def _changed(start: Scene, kind: str, rng: np.random.Generator) -> Iterator[Scene]:
    """The scene with other words of a kind that can be seen and that the miniature may know."""
    thing = start.things[0]
    old = {"colour": thing.colour, "shape": thing.shape, "ground": start.background.colour}
    for word in rng.permutation(NEW_WORDS[kind]):
        end = change(start, **{kind: str(word)})
        if word != old.get(kind, start.style) and is_visible(end) and not is_held_out(end):
            yield end


@dataclass(frozen=True)
class Verdict:
    """What the judge reads off a method's pictures.

    Attributes:
        changed: whether what was asked for is there.
        rest: whether every other attribute that both scenes show is still there.
        lost: the attributes that are not, or the changed one itself.
    """

    changed: bool
    rest: bool
    lost: tuple[str, ...]

    @property
    def both(self) -> bool:
        return self.changed and self.rest


def judged(judge: Judge, pairs: Sequence[Pair], pictures: Sequence[Image.Image]) -> list[Verdict]:
    """The judge's verdicts on one picture of each pair."""
    told = judge.verdict(np.stack([np.asarray(picture.convert("RGB")) for picture in pictures]))
    before, after = answers([pair.start for pair in pairs]), answers([pair.end for pair in pairs])
    verdicts = []
    for index, pair in enumerate(pairs):
        lost = tuple(
            name
            for name in told
            if UNKNOWN not in (before[name][index], after[name][index])
            and told[name][index] != after[name][index]
        )
        verdicts.append(Verdict(pair.kind not in lost, not set(lost) - {pair.kind}, lost))
    return verdicts


def require_judge(folder: Path) -> None:
    """Say how to make the judge where it is missing; it is not part of the repository."""
    from tools.miniature.judge import WEIGHTS

    if not (folder / WEIGHTS).is_file():
        raise SystemExit(
            f"There is no judge in {folder} ({WEIGHTS}). Train it, about half an hour on one core: python -m "
            f"tools.miniature.train judge --out {folder} --scenes build/miniature/scenes --seed 7001 "
            "--vae miniature/vae"
        )


def _article(following: str) -> str:
    return f"an {following}" if following[0] in "aeiou" else f"a {following}"
