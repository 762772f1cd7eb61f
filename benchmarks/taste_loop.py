"""Does a loop that follows a taste make pictures that the rater truly likes more than the best of as many?

    python -m benchmarks.taste_loop

Each pair is a simulated rater and a fresh start picture. The rater's true utility has a weight for every
colour and shape of the miniature's scenes; a judge that is not CLIP reads what a picture shows. The rater
chooses the best of four about 60 times, among pictures that the miniature drew and drawings like them; from
these answers the taste is learned, as the user's own would be. Then every method makes 16 pictures from the
start picture, and keeps one. Utilities are in standard deviations of the pictures that were chosen among.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from scipy.stats import t

from benchmarks.loop_host import SIDE, Together, load_miniature
from benchmarks.loop_pairs import JUDGE, START_STYLES, Pair, require_judge, through_autoencoder
from clip_critic.critic import Critic, Folders
from clip_critic.hosts.base import Request
from clip_critic.hosts.diffusers.drawing import Batch, Painter
from clip_critic.hosts.diffusers.samplers import choose
from clip_critic.keywords.targets import Targets
from clip_critic.pictures.opening import open_picture
from clip_critic.sessions.feedback.liking import SessionTaste
from clip_critic.sessions.feedback.objective import score
from clip_critic.sessions.feedback.ranker import SessionRanker
from clip_critic.sessions.feedback.sessions import Sessions, words_of
from clip_critic.sessions.feedback.settings import WORDS, LoopSettings
from clip_critic.sessions.feedback.steps import kept
from clip_critic.sessions.feedback.store import SessionStore
from clip_critic.sessions.feedback.targets import hold, targets_in
from clip_critic.settings import Settings
from clip_critic.storage.assets import bundled_lists_dir
from clip_critic.taste.asking import next_screen
from clip_critic.taste.choices import new_choice
from clip_critic.tasting.collection import Collection
from clip_critic.tasting.tasting import Tasting
from tools.miniature.scenes import sample_scene
from tools.miniature.words import COLOURS, SHAPES

Array = NDArray[np.float64]
SHARPNESS = 3.0
"""How sure the raters are: of two pictures one standard deviation apart, 95 of 100 choices are right."""
SHOWN = 4
DRAWN_STEPS = 12
CHUNK = 16
"""The number of pairs that run at once."""
OURS, PEER, WORDS_ALONE = "loop, policy taste", "best of N, by the taste", "best of N, by the words"
SAME_PROMPT, ONE_PROMPT = "loop, the user's prompt", "best of N, the loop's first prompt, by the taste"
START = "start picture"


@dataclass(frozen=True)
class Truth:
    """What a rater truly likes: a weight for each colour and shape.

    Attributes:
        weights: the weights by attribute, in the order of its words.
        mean, unit: the mean and standard deviation of the sum over the pictures that are chosen among.
    """

    weights: Mapping[str, Array]
    mean: float = 0.0
    unit: float = 1.0

    @classmethod
    def drawn(cls, rng: np.random.Generator, seen: Mapping[str, NDArray[np.int64]]) -> Truth:
        """Return a random rater, standardised over pictures as the judge has read them."""
        weights = {
            "colour": rng.standard_normal(len(COLOURS)),
            "shape": rng.standard_normal(len(SHAPES)),
        }
        plain = cls(weights).utilities(seen)
        return cls(weights, float(plain.mean()), float(plain.std()))

    def utilities(self, seen: Mapping[str, NDArray[np.int64]]) -> Array:
        """Return the utilities of pictures, float64 ``[n]``, by the judge's verdict on them."""
        total = sum(weights[seen[name]] for name, weights in self.weights.items())
        return np.asarray((total - self.mean) / self.unit)


@dataclass(frozen=True)
class Trial:
    """A pair: a rater with a true utility and a log of choices, and a start picture."""

    pair: Pair
    truth: Truth

    @property
    def rater(self) -> str:
        return f"rater {self.pair.number}"


class Studio:
    """All that the methods need: the host, CLIP, the judge, the raters' choices and the loop's settings."""

    def __init__(self, painter: Painter, judge: Any, folder: Path, settings: LoopSettings) -> None:
        places = Folders(bundled_lists_dir(), folder, folder / "vectors", folder)
        self.critic = Critic(places, lambda: Settings.read({"encoder": "miniature", "device": "cpu"}))
        self.judge = judge
        self.host = Together(painter)
        self.settings = settings
        self.tasting = Tasting(self.critic, folder / "taste")
        store = SessionStore(folder / "sessions")
        self.sessions = Sessions(self.critic, lambda: self.host, store, self.tasting)

    @property
    def count(self) -> int:
        return self.settings.steps * self.settings.candidates

    def seen(self, pictures: Sequence[Image.Image]) -> Mapping[str, NDArray[np.int64]]:
        """Return the judge's verdict on pictures."""
        found: Mapping[str, NDArray[np.int64]] = self.judge.verdict(
            np.stack([np.asarray(picture.convert("RGB")) for picture in pictures])
        )
        return found

    def of(self, trial: Trial, **changes: Any) -> LoopSettings:
        return replace(self.settings, seed=1000 * trial.pair.number, **changes)

    def ranker(self, settings: LoopSettings) -> SessionRanker:
        critic = self.critic
        return SessionRanker(
            words_of(settings), lambda progress: critic.encoder(None, progress), critic.cache()
        )

    def redrawn(self, trial: Trial, prompt: str) -> list[Image.Image]:
        """Return as many pictures as the loop makes, all from the start picture and with one prompt."""
        settings = self.of(trial)
        request = Request(
            prompt,
            seed=settings.seed,
            count=self.count,
            width=SIDE,
            height=SIDE,
            steps=settings.sampling_steps,
            cfg_scale=settings.cfg_scale,
            strength=settings.strength,
        )
        return [made.image for made in self.host.img2img(request, trial.pair.picture)]

    def by_taste(self, trial: Trial, pictures: Sequence[Image.Image]) -> Image.Image:
        """Return the picture with the highest score by the same taste as the loop's."""
        settings = self.of(trial, **alone(trial))
        ranker = self.ranker(settings)
        taste = SessionTaste(self.tasting, trial.rater, settings.encoder, words_of(settings))
        _, vectors = ranker.see_with_vectors([open_picture(picture) for picture in pictures])
        taste.learn(ranker.words(), ranker.memory, Targets(()))
        values = [liking.value(settings.objective) for liking in taste.says(vectors)]
        return pictures[int(np.argmax(values))]

    def by_words(self, trial: Trial, pictures: Sequence[Image.Image]) -> Image.Image:
        """Return the picture that shows best what the user's prompt names."""
        settings = self.of(trial, want=_words(trial.pair))
        opened = [open_picture(picture) for picture in (trial.pair.picture, *pictures)]
        start, *others = self.ranker(settings).see(opened)
        targets = hold(targets_in(settings), start, settings.hold)
        values = [score(ranking, targets, settings.objective).value for ranking in others]
        return pictures[int(np.argmax(values))]


def alone(trial: Trial) -> dict[str, Any]:
    """Return the settings by which the taste alone decides."""
    return {"taste": trial.rater, "taste_weight": 1.0, "want": ""}


def best_of(studio: Studio, trial: Trial) -> dict[str, Image.Image]:
    pictures = studio.redrawn(trial, trial.pair.prompt)
    return {
        START: trial.pair.picture,
        WORDS_ALONE: studio.by_words(trial, pictures),
        PEER: studio.by_taste(trial, pictures),
    }


def one_prompt(studio: Studio, trial: Trial) -> dict[str, Image.Image]:
    """Make all pictures with the loop's first prompt, without its turns."""
    settings = studio.of(trial, policy="taste", prompt=WORDS, **alone(trial))
    session = studio.sessions.create(settings, "picture", open_picture(trial.pair.picture))
    with studio.sessions.open(session.id) as loop:
        loop.begin()
        prompt = loop.propose().prompt
    return {ONE_PROMPT: studio.by_taste(trial, studio.redrawn(trial, prompt))}


Method = Callable[[Studio, Trial], "dict[str, Image.Image]"]
"""It makes pictures of a pair, and returns those that it keeps by the way in which they are chosen."""


def loop(name: str, **changes: Any) -> Method:
    """Return a method that runs a session to its end."""

    def run(studio: Studio, trial: Trial) -> dict[str, Image.Image]:
        frame = changes.get("prompt") or trial.pair.prompt
        settings = studio.of(trial, **{**alone(trial), **changes, "prompt": frame})
        session = studio.sessions.create(settings, "picture", open_picture(trial.pair.picture))
        with studio.sessions.open(session.id) as steps:
            for _ in steps.run():
                pass
            session = steps.session
        place = kept(session.steps)
        assert place is not None
        return {name: session.picture(place.candidate.file).image}

    return run


METHODS: Mapping[str, Method] = {
    "best of N": best_of,
    "loop": loop(OURS, policy="taste", prompt=WORDS),
    "one prompt": one_prompt,
    "same prompt": loop(SAME_PROMPT, policy="whole"),
}


def make_pool(painter: Painter, folder: Path, count: int, seed: int) -> list[Path]:
    """Write pictures to choose among: drawings, and as many by the miniature from such drawings' captions."""
    rng = np.random.default_rng((seed, 1))
    pairs = [_fresh(number, rng) for number in range(count)]
    pictures = [pair.picture for pair in pairs[: count // 2]]
    for start in range(count // 2, count, CHUNK):
        part = pairs[start : start + CHUNK]
        batch = Batch(
            prompts=[pair.prompt for pair in part],
            negatives=[""] * len(part),
            seeds=[seed + pair.number for pair in part],
            choice=choose("", "", DRAWN_STEPS),
            steps=DRAWN_STEPS,
            guidance=7.0,
            width=SIDE,
            height=SIDE,
        )
        pictures += painter.draw(batch)
    folder.mkdir(parents=True)
    files = [folder / f"{number:04d}.png" for number in range(count)]
    for file, picture in zip(files, pictures, strict=True):
        picture.save(file)
    return files


def make_trials(
    studio: Studio, files: Sequence[Path], can_show: Callable[[Any], bool], options: argparse.Namespace
) -> Iterator[Trial]:
    """Yield raters who have chosen, each with a start picture that nobody chose among."""
    seen = studio.seen([Image.open(file) for file in files])
    collection = studio.tasting.collect(files, encoder="miniature")
    places = {digest: int(paths[0].stem) for digest, paths in collection.files.items()}
    for number in range(options.pairs):
        rng = np.random.default_rng((options.seed, 2, number))
        pair = _fresh(number, rng)
        while not can_show(pair.start):
            pair = _fresh(number, rng)
        trial = Trial(pair, Truth.drawn(rng, seen))
        choose_pictures(studio, trial, collection, trial.truth.utilities(seen), places, options.answers, rng)
        yield trial


def choose_pictures(
    studio: Studio,
    trial: Trial,
    collection: Collection,
    utilities: Array,
    places: Mapping[str, int],
    answers: int,
    rng: np.random.Generator,
) -> None:
    """Let a rater choose the best of four, screen after screen, as the panel asks."""
    learner = studio.tasting.learner(studio.tasting.words(encoder="miniature"), collection)
    recent: list[str] = []
    for _ in range(answers):
        screen = next_screen(
            learner.taste(trial.rater), collection.pool, rng, aim="learn", count=SHOWN, recent=recent[-24:]
        )
        values = SHARPNESS * utilities[[places[digest] for digest in screen.shown]]
        chosen = int(np.argmax(values + rng.gumbel(size=SHOWN)))
        choice = new_choice(trial.rater, "best", screen.shown, chosen, id=screen.id, model=collection.encoder)
        studio.tasting.add(choice, collection)
        recent += screen.shown


def _fresh(number: int, rng: np.random.Generator) -> Pair:
    scene = sample_scene(rng, count=1, size="large", style=str(rng.choice(START_STYLES)))
    return Pair(number, (), scene, scene)


def _words(pair: Pair) -> str:
    thing = pair.start.things[0]
    return f"{thing.colour}, {thing.shape}"


def difference(first: Sequence[float], second: Sequence[float]) -> tuple[float, float, float]:
    """Return the mean of paired differences, and the bounds of its 95 % interval by Student's t."""
    apart = np.asarray(first) - np.asarray(second)
    half = t.ppf(0.975, len(apart) - 1) * apart.std(ddof=1) / np.sqrt(len(apart))
    return float(apart.mean()), float(apart.mean() - half), float(apart.mean() + half)


def show(found: Mapping[str, Sequence[float]]) -> bool:
    """Print each method's mean true utility and its difference from the best of N, and return the verdict."""
    pairs = len(next(iter(found.values())))
    print(f"\n| {pairs} pairs | true utility | difference from {PEER} |\n|---|---|---|")
    for name, values in found.items():
        mean, low, high = difference(values, found.get(PEER, values))
        apart = f"{mean:+.2f} ({low:+.2f} to {high:+.2f})" if PEER in found and name != PEER else ""
        print(f"| {name} | {np.mean(values):.2f} | {apart} |")
    if OURS not in found or PEER not in found:
        return True
    is_met = difference(found[OURS], found[PEER])[1] > 0
    print(f"\n{OURS} above {PEER}, interval above 0: {'met' if is_met else 'MISSED'}")
    return is_met


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the methods, print the table, and return 0 if the loop is better than the best of as many."""
    options = _options(arguments)
    require_judge(options.judge)
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    from tools.miniature.judge import load

    judge, painter = load(options.judge), load_miniature()
    settings = LoopSettings.read(
        {
            "keywords": (bundled_lists_dir() / "Shapes and styles.txt").read_text(encoding="utf-8"),
            "steps": options.steps,
            "candidates": options.candidates,
            "sampling_steps": options.sampling_steps,
            "encoder": "miniature",
            "target_score": 0,
            "want": "none",
            **json.loads(options.settings),
        }
    )
    found: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as name:
        studio = Studio(painter, judge, Path(name), settings)
        files = make_pool(painter, Path(name) / "pool", options.pool, options.seed)
        trials = list(make_trials(studio, files, through_autoencoder(painter, judge), options))
        print(f"chosen: {time.process_time():.0f} s", file=sys.stderr)
        for method in options.methods:
            found |= utilities(studio, METHODS[method], trials)
            print(f"{method}: {time.process_time():.0f} s", file=sys.stderr)
            if options.out:
                options.out.parent.mkdir(parents=True, exist_ok=True)
                options.out.write_text(json.dumps(found) + "\n", encoding="utf-8")
    return 0 if show(found) else 1


def utilities(studio: Studio, method: Method, trials: Sequence[Trial]) -> dict[str, list[float]]:
    """Return the true utility of each picture that a method keeps, by the way in which it is chosen."""
    found: dict[str, list[float]] = {}
    for start in range(0, len(trials), CHUNK):
        part = trials[start : start + CHUNK]
        for trial, pictures in zip(part, studio.host.each(partial(method, studio), part), strict=True):
            values = trial.truth.utilities(studio.seen(list(pictures.values())))
            for name, value in zip(pictures, values, strict=True):
                found.setdefault(name, []).append(float(value))
    return found


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.taste_loop", description=__doc__)
    parser.add_argument("--judge", type=Path, default=JUDGE, help="folder of a trained judge")
    parser.add_argument("--pairs", type=int, default=64)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--answers", type=int, default=60)
    parser.add_argument("--pool", type=int, default=200, help="pictures to choose among")
    parser.add_argument("--steps", type=int, default=4)
    parser.add_argument("--candidates", type=int, default=4)
    parser.add_argument("--sampling-steps", type=int, default=12)
    parser.add_argument("--settings", default="{}", help="other settings of the loop as JSON")
    parser.add_argument("--methods", nargs="+", choices=METHODS, default=tuple(METHODS))
    parser.add_argument("--out", type=Path, help="a JSON file for the utilities of every pair")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
