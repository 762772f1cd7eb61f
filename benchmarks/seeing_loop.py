"""Does Only where help? The loop changes one of two things, with and without a mask of its place.

The miniature redraws drawn scenes with two things; one of them is to have another colour or shape. Both ways
get the same prompt, seeds and number of pictures. A judge that is not CLIP reads the pictures that the loop
keeps: it compares the place of a thing with drawings of every shape in every colour there, and takes the
nearest. Only pairs count whose start and end it reads right after the miniature's autoencoder.

    python -m benchmarks.seeing_loop --pairs 40
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

from benchmarks.loop_effect import Rate
from benchmarks.loop_pairs import START_STYLES
from clip_critic.cli.wiring import make_critic, make_settings
from clip_critic.critic import Critic
from clip_critic.errors import BadInputError
from clip_critic.hosts.diffusers.drawing import Painter
from clip_critic.hosts.diffusers.host import DiffusersHost
from clip_critic.pictures.opening import open_picture
from clip_critic.sessions.feedback.sessions import Sessions
from clip_critic.sessions.feedback.settings import LoopSettings
from clip_critic.sessions.feedback.steps import kept
from clip_critic.sessions.feedback.store import SessionStore
from clip_critic.storage.assets import bundled_lists_dir
from tools.miniature.captions import ADJECTIVES
from tools.miniature.latents import decode, encode
from tools.miniature.scenes import (
    Scene,
    Thing,
    distance_in_pixels,
    draw,
    is_held_out,
    is_visible,
    sample_scene,
    shrink,
)
from tools.miniature.words import COLOURS, SHAPES, STYLES

SIDE = 64
AROUND = 3.0
"""The pixels around a thing that belong to its place."""
SHIFTS = tuple(product((-2, -1, 0, 1, 2), repeat=2))
"""The pixels, down and across, by which a redrawn thing may have moved."""
UNTOUCHED = 0.98
"""The share of pictures in which the other thing must stay as it was."""
KINDS = ("colour", "shape")
WORDS: Mapping[str, Sequence[str]] = {"colour": tuple(COLOURS), "shape": SHAPES}
Pixels = NDArray[np.uint8]


@dataclass(frozen=True)
class Pair:
    """A scene with two things, and the same scene with another colour or shape of the first one."""

    number: int
    kind: str
    start: Scene
    end: Scene

    @property
    def want(self) -> str:
        return str(getattr(self.end.things[0], self.kind))

    @property
    def where(self) -> str:
        """The words for the place: the thing to change, as a user would name it."""
        return f"{self.start.things[0].colour} {self.start.things[0].shape}"

    @property
    def prompt(self) -> str:
        """The whole scene as it should be."""
        ground = self.end.background
        pattern = ADJECTIVES.get(ground.pattern, "") if STYLES[self.end.style].pattern else ""
        behind = " ".join(word for word in (ground.colour, pattern, "background") if word)
        things = " and ".join(f"a {thing.size} {thing.colour} {thing.shape}" for thing in self.end.things)
        return f"{things} on a {behind}, {self.end.style}"


@dataclass(frozen=True)
class Judge:
    """A judge that reads one thing in a picture, given its place and its surroundings.

    Attributes:
        looks: the shape and colour of each drawing.
        drawings: the drawings, uint8 ``[n, 64, 64, 3]``.
        place: the pixels to compare, bool ``[64, 64]``.
    """

    looks: tuple[tuple[str, str], ...]
    drawings: Pixels
    place: NDArray[np.bool_]

    @classmethod
    def of(cls, scene: Scene, number: int) -> Judge:
        """Return the judge of one of a scene's things."""
        thing, other = scene.things[number], scene.things[1 - number]
        looks = tuple(product(SHAPES, COLOURS))
        drawings = [
            picture_of(with_thing(scene, number, replace(thing, shape=shape, colour=colour)))
            for shape, colour in looks
        ]
        shapes = [replace(thing, shape=shape) for shape in SHAPES]
        near = np.min([distance_in_pixels(each, SIDE) for each in shapes], axis=0) < AROUND
        return cls(looks, np.stack(drawings), near & (distance_in_pixels(other, SIDE) > AROUND))

    def read(self, picture: Pixels) -> tuple[str, str]:
        """Return the shape and colour whose drawing is nearest, wherever the thing has moved a little."""
        errors = [self._errors(np.roll(picture, shift, axis=(0, 1))) for shift in SHIFTS]
        return self.looks[int(np.min(errors, axis=0).argmin())]

    def _errors(self, picture: Pixels) -> NDArray[np.float64]:
        apart = self.drawings[:, self.place].astype(np.float32) - picture[self.place]
        errors: NDArray[np.float64] = (apart**2).mean(axis=(1, 2))
        return errors


def with_thing(scene: Scene, number: int, thing: Thing) -> Scene:
    things = list(scene.things)
    things[number] = thing
    return replace(scene, things=tuple(things))


def picture_of(scene: Scene) -> Pixels:
    return shrink(draw(scene, 2 * SIDE))


def look(thing: Thing) -> tuple[str, str]:
    return thing.shape, thing.colour


def make_pairs(count: int, seed: int, painter: Painter) -> Iterator[tuple[Pair, tuple[Judge, Judge]]]:
    """Yield pairs of both kinds in turn, with the judges of their two things."""
    for number in range(count):
        rng = np.random.default_rng((seed, number))
        found = None
        while found is None:
            found = _pair(number, rng, painter)
        yield found


def _pair(number: int, rng: np.random.Generator, painter: Painter) -> tuple[Pair, tuple[Judge, Judge]] | None:
    """Return a pair, unless the judge would misread it or the change cannot be shown."""
    kind = KINDS[number % len(KINDS)]
    start = sample_scene(rng, count=2, size="large", style=str(rng.choice(START_STYLES)))
    first, other = start.things
    if first.shape == other.shape or first.colour == other.colour:
        return None
    taken = (getattr(first, kind), getattr(other, kind), start.background.colour)
    word = str(rng.choice([word for word in WORDS[kind] if word not in taken]))
    end = with_thing(
        start, 0, replace(first, colour=word) if kind == "colour" else replace(first, shape=word)
    )
    if not is_visible(end) or is_held_out(end):
        return None
    judges = (Judge.of(start, 0), Judge.of(start, 1))
    for scene in (start, end):
        shown = decode(painter.vae, encode(painter.vae, picture_of(scene)[None]))[0]
        if any(judge.read(shown) != look(thing) for judge, thing in zip(judges, scene.things, strict=True)):
            return None
    return Pair(number, kind, start, end), judges


@dataclass(frozen=True)
class Outcome:
    """The judge's view of a kept picture.

    Attributes:
        changed: whether the first thing has the colour or shape that was asked for.
        untouched: whether the other thing has the look that it had.
        same: the share of the other thing's pixels that are those of the start picture.
        refused: whether the loop refused the word.
    """

    changed: bool
    untouched: bool
    same: float
    refused: bool = False


def run(sessions: Sessions, settings: LoopSettings, pair: Pair, judges: tuple[Judge, Judge]) -> Outcome:
    """Run a session to its end, and judge the picture that it keeps."""
    before = picture_of(pair.start)
    try:
        return judged(pair, judges, _kept_picture(sessions, settings, before))
    except BadInputError:
        return replace(judged(pair, judges, before), refused=True)


def judged(pair: Pair, judges: tuple[Judge, Judge], after: Pixels) -> Outcome:
    """Return the judge's view of a picture that was made of the pair's start."""
    other = distance_in_pixels(pair.start.things[1], SIDE) < 0
    return Outcome(
        pair.want in judges[0].read(after),
        judges[1].read(after) == look(pair.start.things[1]),
        float((after == picture_of(pair.start)).all(axis=2)[other].mean()),
    )


def _kept_picture(sessions: Sessions, settings: LoopSettings, start: Pixels) -> Pixels:
    session = sessions.create(settings, "picture", open_picture(Image.fromarray(start)))
    with sessions.open(session.id) as loop:
        for _ in loop.run():
            pass
        place = kept(loop.session.steps)
        assert place is not None
        return np.asarray(loop.session.picture(place.candidate.file).image)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table, and return 0 if the mask reaches both targets."""
    options = _options(arguments)
    warnings.simplefilter("ignore")
    torch.set_num_threads(options.threads)
    host, critic = DiffusersHost(device="cpu"), make_critic(make_settings("miniature", "cpu"))
    rows: dict[str, list[Outcome]] = {"without": [], "with": []}
    with tempfile.TemporaryDirectory() as folder:
        for pair, judges in make_pairs(options.pairs, options.seed, _painter(host)):
            for name, outcomes in rows.items():
                place = pair.where if name == "with" else ""
                outcomes.append(
                    run(_sessions(critic, host, folder), _settings(options, pair, place), pair, judges)
                )
            so_far = ", ".join(f"{name} {_rate(outcomes, 'changed')}" for name, outcomes in rows.items())
            print(f"{pair.number + 1} of {options.pairs} pairs; changed: {so_far}", file=sys.stderr)
    _show(rows)
    return 0 if _meets(rows) else 1


def _painter(host: DiffusersHost) -> Painter:
    host.count_tokens("")
    assert host._painter is not None
    return host._painter


def _sessions(critic: Critic, host: DiffusersHost, folder: str) -> Sessions:
    get: Callable[[], Any] = lambda: host  # noqa: E731
    return Sessions(critic, get, SessionStore(Path(folder)))


def _settings(options: argparse.Namespace, pair: Pair, where: str) -> LoopSettings:
    words = (bundled_lists_dir() / "Shapes and styles.txt").read_text(encoding="utf-8")
    return LoopSettings.read(
        {
            "want": pair.want,
            "prompt": pair.prompt,
            "only_where": where,
            "keywords": words,
            "encoder": "miniature",
            "seed": 1000 * pair.number,
            "steps": options.steps,
            "candidates": options.candidates,
            "sampling_steps": options.sampling_steps,
            "target_score": 0,
        }
    )


def _rate(outcomes: Sequence[Outcome], question: str) -> Rate:
    return Rate(sum(bool(getattr(outcome, question)) for outcome in outcomes), len(outcomes))


def _show(rows: Mapping[str, Sequence[Outcome]]) -> None:
    print("| the mask | change is there | the other thing untouched | its pixels the same | refused |")
    print("|---|---|---|---|---|")
    for name, outcomes in rows.items():
        same = np.mean([outcome.same for outcome in outcomes])
        refused = sum(outcome.refused for outcome in outcomes)
        cells = (_rate(outcomes, "changed"), _rate(outcomes, "untouched"), f"{same:.1%}", refused)
        print(f"| {name} | {' | '.join(map(str, cells))} |")


def _meets(rows: Mapping[str, Sequence[Outcome]]) -> bool:
    changed = {name: _rate(outcomes, "changed").count for name, outcomes in rows.items()}
    untouched = _rate(rows["with"], "untouched")
    met = (changed["with"] >= changed["without"], untouched.count >= UNTOUCHED * untouched.of)
    for what, is_met in zip(
        ("changed at least as often as without", f"untouched in {UNTOUCHED:.0%}"), met, strict=True
    ):
        print(f"  {what}: {'met' if is_met else 'MISSED'}")
    return all(met)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.seeing_loop", description=__doc__)
    parser.add_argument("--pairs", type=int, default=100)
    parser.add_argument("--seed", type=int, default=14)
    parser.add_argument("--steps", type=int, default=4)
    parser.add_argument("--candidates", type=int, default=4)
    parser.add_argument("--sampling-steps", type=int, default=12)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
