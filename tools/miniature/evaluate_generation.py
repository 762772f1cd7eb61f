"""Measuring how well the miniature follows prompts, with a judge other than CLIP."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from typing import TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

from clip_critic.hosts.diffusers.generator import Drawing, Generator
from clip_critic.miniature.source import StoredMiniature
from tools.miniature.dataset import SIZE
from tools.miniature.evaluate import Figure, Question
from tools.miniature.judge import UNKNOWN, Judge, answers, load
from tools.miniature.scenes import Scene, change, draw, is_held_out, is_visible, sample_scene, shrink
from tools.miniature.words import COLOURS, STYLES

WANTED = {"colour": 0.90, "shape": 0.80, "ground": 0.85, "style": 0.85}
MUCH, LITTLE = 0.6, 0.3
WANTED_CHANGED, WANTED_KEPT = 0.80, 0.90
BATCH = 50
SECONDS = 1.5
DRAWING = Drawing(steps=20, guidance=7.0)
Pictures = NDArray[np.uint8]
Item = TypeVar("Item")


def prompt_for(scene: Scene) -> str:
    """Describe a scene with one thing by all that its style leaves visible, except place and pattern."""
    thing, style = scene.things[0], STYLES[scene.style]
    words = [thing.size, *([thing.colour] if style.colours else []), thing.shape]
    ground = f" on {_article(scene.background.colour)} background" if style.ground else ""
    return f"a {' '.join(words)}{ground}, {scene.style}"


def ask(
    generator: Generator, scenes: Sequence[Scene], first_seed: int, drawing: Drawing = DRAWING
) -> Pictures:
    """Generate one picture for every scene's prompt, uint8 ``[n, 64, 64, 3]``."""
    found: list[Image.Image] = []
    for part, seeds in batches(scenes, first_seed):
        found += generator.draw([prompt_for(scene) for scene in part], seeds, drawing)
    return as_array(found)


def alter(
    generator: Generator, starts: Sequence[Scene], ends: Sequence[Scene], strength: float, first_seed: int
) -> Pictures:
    """Redraw the drawn picture of each start with the prompt of its end."""
    found: list[Image.Image] = []
    for part, seeds in batches(list(zip(starts, ends, strict=True)), first_seed):
        pictures = [drawn(start) for start, _ in part]
        found += generator.redraw(pictures, [prompt_for(end) for _, end in part], seeds, strength, DRAWING)
    return as_array(found)


def recoloured(scene: Scene, rng: np.random.Generator) -> Scene | None:
    """Return the scene with its thing in another colour, or None if no other is visible and allowed."""
    others = [name for name in COLOURS if name != scene.things[0].colour]
    for name in rng.permutation(others):
        changed = change(scene, colour=str(name))
        if is_visible(changed) and not is_held_out(changed):
            return changed
    return None


def of_text(generator: Generator, judge: Judge, question: Question) -> dict[str, Figure]:
    """Measure how often each attribute of a prompt is drawn, in total and by style."""
    rng = np.random.default_rng(question.seed)
    scenes = [sample_scene(rng, count=1, size="large") for _ in range(question.scenes)]
    verdict, right = judge.verdict(ask(generator, scenes, question.seed)), answers(scenes)
    result = {
        f"txt2img: {name}": share(verdict[name], right[name], wanted) for name, wanted in WANTED.items()
    }
    styles = np.asarray([scene.style for scene in scenes])
    for style in STYLES:
        chosen = styles == style
        for name in WANTED:
            if chosen.any() and (right[name][chosen] != UNKNOWN).any():
                result[f"txt2img: {name}, {style}"] = share(verdict[name][chosen], right[name][chosen])
    return result


def of_pictures(generator: Generator, judge: Judge, question: Question) -> dict[str, Figure]:
    """Measure how often a new colour is drawn, at high and at low strength."""
    rng = np.random.default_rng(question.seed + 1)
    pairs: list[tuple[Scene, Scene]] = []
    while len(pairs) < question.scenes:
        start = sample_scene(rng, count=1, size="large", style="plain")
        if (end := recoloured(start, rng)) is not None:
            pairs.append((start, end))
    starts, ends = [start for start, _ in pairs], [end for _, end in pairs]
    before, after = answers(starts), answers(ends)
    much = judge.verdict(alter(generator, starts, ends, MUCH, question.seed))
    little = judge.verdict(alter(generator, starts, ends, LITTLE, question.seed))
    same = judge.verdict(alter(generator, starts, starts, LITTLE, question.seed))
    return {
        f"img2img {MUCH}: new colour": share(much["colour"], after["colour"], WANTED_CHANGED),
        f"img2img {MUCH}: shape kept": share(much["shape"], before["shape"], WANTED_CHANGED),
        f"img2img {LITTLE}, new colour asked for: old colour": share(
            little["colour"], before["colour"], WANTED_KEPT
        ),
        f"img2img {LITTLE}, new colour asked for: shape kept": share(
            little["shape"], before["shape"], WANTED_KEPT
        ),
        f"img2img {LITTLE}, own prompt: colour kept": share(same["colour"], before["colour"], WANTED_KEPT),
        f"img2img {LITTLE}, own prompt: shape kept": share(same["shape"], before["shape"], WANTED_KEPT),
    }


def seconds_of_a_picture(generator: Generator, repeats: int = 5) -> float:
    """Measure the median time of one picture with two threads."""
    threads = torch.get_num_threads()
    torch.set_num_threads(2)
    generator.draw(["a red star"], [0], DRAWING)
    times = []
    for seed in range(repeats):
        start = time.perf_counter()
        generator.draw(["a red star"], [seed], DRAWING)
        times.append(time.perf_counter() - start)
    torch.set_num_threads(threads)
    return float(np.median(times))


def measure(question: Question) -> dict[str, Figure]:
    """Measure the stored miniature's figures."""
    generator, judge = Generator.load(StoredMiniature(question.model)), load(question.require_judge())
    seconds = seconds_of_a_picture(generator)
    return {
        **of_text(generator, judge, question),
        **of_pictures(generator, judge, question),
        f"a picture within {SECONDS} s ({seconds:.2f} s)": Figure(float(seconds <= SECONDS), 1, 1.0),
    }


def share(verdict: NDArray[np.int64], right: NDArray[np.int64], wanted: float | None = None) -> Figure:
    """Return the share of right verdicts, among the scenes that have a right answer."""
    asked = right != UNKNOWN
    return Figure(float((verdict == right)[asked].mean()), int(asked.sum()), wanted)


def drawn(scene: Scene) -> Image.Image:
    return Image.fromarray(shrink(draw(scene, 2 * SIZE)))


def as_array(pictures: Iterable[Image.Image]) -> Pictures:
    return np.stack([np.asarray(picture) for picture in pictures])


def batches(items: Sequence[Item], first_seed: int) -> Iterable[tuple[Sequence[Item], list[int]]]:
    """Yield the items in parts, each item with its own seed."""
    for start in range(0, len(items), BATCH):
        part = items[start : start + BATCH]
        yield part, list(range(first_seed + start, first_seed + start + len(part)))


def _article(colour: str) -> str:
    return f"an {colour}" if colour.startswith("o") else f"a {colour}"
