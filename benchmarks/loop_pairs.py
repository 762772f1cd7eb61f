"""Start scenes, each with one or more changes to request, and the verdicts of a judge other than CLIP."""

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

JUDGE = Path(__file__).parent / "judge"
"""The folder of the trained judge."""
KINDS = ("colour", "shape", "ground", "style")
"""The attributes that a pair may change; the ground is the background's colour."""
START_STYLES = tuple(name for name, style in STYLES.items() if style.colours and style.ground)
LISTED_GROUNDS = ("red", "yellow", "green", "blue", "black", "white")
"""The colours of backgrounds that are in the keyword list."""
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
    """A start scene, and the same scene with some attributes changed.

    Attributes:
        number: the number of the pair, from which its seeds are derived.
        kinds: what is changed, of `KINDS`.
        start, end: the scenes.
    """

    number: int
    kinds: tuple[str, ...]
    start: Scene
    end: Scene

    @property
    def want(self) -> str:
        """The new words, which the user asks for."""
        thing, ground = self.end.things[0], self.end.background.colour
        words = {"colour": thing.colour, "shape": thing.shape, "style": self.end.style}
        return ", ".join(words.get(kind, f"{ground} background") for kind in self.kinds)

    @property
    def thing(self) -> str:
        """What the end shows, without its background and style: half of a prompt."""
        thing = self.end.things[0]
        return f"{_article(thing.size)} {thing.colour} {thing.shape}"

    @property
    def prompt(self) -> str:
        """The start scene's caption with the new words, as a user would write it for img2img."""
        ground = self.end.background
        pattern = ADJECTIVES.get(ground.pattern, "") if STYLES[self.start.style].pattern else ""
        behind = " ".join(word for word in (ground.colour, pattern, "background") if word)
        return f"{self.thing} on {_article(behind)}, {self.end.style}"

    @property
    def picture(self) -> Image.Image:
        """The start scene, drawn."""
        return _drawn(self.start)


def make_pairs(count: int, seed: int, can_show: Callable[[Scene], bool], changes: int = 1) -> list[Pair]:
    """Return pairs that do not depend on the count; those of one change have all kinds in turn.

    Args:
        count: the number of pairs.
        seed: the seed of everything.
        can_show: a function that returns whether the host can show a scene at all (`through_autoencoder`), so
            that no method is asked for the impossible.
        changes: the number of attributes that differ, 1 to 4.
    """
    if changes == 1:
        return [_pair(number, np.random.default_rng((seed, number)), can_show) for number in range(count)]
    rngs = (np.random.default_rng((seed, changes, number)) for number in range(count))
    return [Pair(number, *several_changes(changes, rng, can_show)) for number, rng in enumerate(rngs)]


def several_changes(
    changes: int, rng: np.random.Generator, can_show: Callable[[Scene], bool]
) -> tuple[tuple[str, ...], Scene, Scene]:
    """Return what is changed, and two scenes that differ in exactly that, so that it can be seen."""
    while True:
        kinds = tuple(str(kind) for kind in rng.permutation(KINDS)[:changes])
        start = sample_scene(rng, count=1, size="large", style=str(rng.choice(START_STYLES)))
        end = start
        for kind in kinds:
            end = change(end, **{kind: str(rng.choice(NEW_WORDS[kind]))})
        thing, new = start.things[0], end.things[0]
        differs = {
            "colour": thing.colour != new.colour,
            "shape": thing.shape != new.shape,
            "ground": start.background.colour != end.background.colour,
            "style": start.style != end.style,
        }
        if not all(differs[kind] for kind in kinds) or new.colour == end.background.colour:
            continue
        seen = answers([end])
        if any(seen[kind][0] == UNKNOWN for kind in kinds):  # such as a brown line drawing
            continue
        if is_visible(end) and not is_held_out(end) and can_show(start) and can_show(end):
            return kinds, start, end


def through_autoencoder(painter: Painter, judge: Judge) -> Callable[[Scene], bool]:
    """Return a test whether the judge recognises all attributes of a scene after the autoencoder."""
    vae = painter.vae

    def can_show(scene: Scene) -> bool:
        picture = decode(vae, encode(vae, np.asarray(_drawn(scene))[None]))
        verdict, right = judge.verdict(picture), answers([scene])
        return all(right[name][0] in (UNKNOWN, verdict[name][0]) for name in verdict)

    return can_show


def _pair(number: int, rng: np.random.Generator, can_show: Callable[[Scene], bool]) -> Pair:
    kind = KINDS[number % len(KINDS)]
    while True:
        style = str(rng.choice(START_STYLES))
        start = sample_scene(rng, count=1, size="large", style=style)
        end = next(_changed(start, kind, rng), None)
        if end is not None and can_show(start) and can_show(end):
            return Pair(number, (kind,), start, end)


def _drawn(scene: Scene) -> Image.Image:
    return Image.fromarray(shrink(draw(scene, 2 * SIDE)))


def _changed(start: Scene, kind: str, rng: np.random.Generator) -> Iterator[Scene]:
    """Yield the scene with other words of a kind, if they are visible and not held out."""
    thing = start.things[0]
    old = {"colour": thing.colour, "shape": thing.shape, "ground": start.background.colour}
    for word in rng.permutation(NEW_WORDS[kind]):
        end = change(start, **{kind: str(word)})
        if word != old.get(kind, start.style) and is_visible(end) and not is_held_out(end):
            yield end


@dataclass(frozen=True)
class Verdict:
    """The judge's verdict on a method's picture.

    Attributes:
        changed: whether all requested changes are there.
        rest: whether every other attribute that both scenes show is still there.
        lost: the attributes that are missing, including requested ones.
    """

    changed: bool
    rest: bool
    lost: tuple[str, ...]

    @property
    def both(self) -> bool:
        return self.changed and self.rest


def judged(judge: Judge, pairs: Sequence[Pair], pictures: Sequence[Image.Image]) -> list[Verdict]:
    """Return the judge's verdicts on pictures, with the pair of each."""
    seen = judge.verdict(np.stack([np.asarray(picture.convert("RGB")) for picture in pictures]))
    before, after = answers([pair.start for pair in pairs]), answers([pair.end for pair in pairs])
    verdicts = []
    for index, pair in enumerate(pairs):
        lost = tuple(
            name
            for name in seen
            if UNKNOWN not in (before[name][index], after[name][index])
            and seen[name][index] != after[name][index]
        )
        asked = set(pair.kinds)
        verdicts.append(Verdict(not asked & set(lost), not set(lost) - asked, lost))
    return verdicts


def require_judge(folder: Path) -> None:
    """Exit with instructions for training a judge if there is none in a folder."""
    from tools.miniature.judge import WEIGHTS

    if not (folder / WEIGHTS).is_file():
        raise SystemExit(
            f"There is no judge in {folder} ({WEIGHTS}). Train it (a quarter of an hour on one core): "
            f"python -m tools.miniature.train judge --out {folder} --scenes build/miniature/scenes "
            "--seed 7001 --vae miniature/vae"
        )


def _article(following: str) -> str:
    return f"an {following}" if following[0] in "aeiou" else f"a {following}"
