"""Five rounds over the list *First look*, ViT-B/32: the reference, `clip_critic.rank`, and the bare model.

The bare model is the picture tower's shortened forward pass on a prepared picture: whatever a ranking takes
beyond it is ours. It runs with each way that products can take, and with the ways that were measured. Where
these are one way for all products, they are the same code as one of the sides, and are not timed again.

The reference runs the processor and the entire model on the picture and the list, takes the softmax of
``logits_per_image``, keeps the entries above 0.01, removes the winner, and repeats all this five times. Every
repetition has its own picture, so that none is found in a cache.
"""

from __future__ import annotations

import logging
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image

from benchmarks.models import save_transformers_clip
from benchmarks.side_by_side import check, in_turns, ratio, show
from clip_critic import KeywordList, load_encoder, rank
from clip_critic.encoders import onednn
from clip_critic.encoders.cache import VectorCache
from clip_critic.encoders.cached import encode_texts_cached
from clip_critic.encoders.clip_pictures import clip_image_features
from clip_critic.encoders.onednn import CONVOLUTION, LINEAR, Routes, Shape
from clip_critic.ranking.result import Round

REPETITIONS, BARE_REPETITIONS = 9, 45
ROUNDS = 5
THRESHOLD = 0.01
MOST_BEYOND_BARE = 1.12
"""The most that a ranking with cached texts may take, as a multiple of the bare shortened forward pass."""
LEAST_OF_BETTER = 1.0
NOISE = 0.03
"""The speed of the measured ways against the better of both, and what two equal runs may differ by."""
REFERENCE, OURS = "reference procedure", "clip_critic.rank"
BARE_PLAIN, BARE_ONEDNN, BARE_MEASURED = "bare, as torch does it", "bare, with oneDNN", "bare, as measured"
ONE_WAY = {LINEAR: BARE_PLAIN, CONVOLUTION: BARE_ONEDNN}
"""The sides on which all products go one way."""
LIST = Path(__file__).parent.parent / "keyword_lists" / "First look.txt"
TOLERANCE = 1e-5

ReferenceRound = tuple[str, dict[str, float]]
"""The winner, and the share of every word above the threshold."""


def reference_rounds(
    model: Any, processor: Any, picture: Image.Image, keywords: Sequence[str]
) -> list[ReferenceRound]:
    """Run the procedure that `clip_critic.rank` replaces."""
    left, rounds = list(keywords), []
    for _ in range(ROUNDS):
        inputs = processor(text=left, images=picture, return_tensors="pt", padding=True)
        with torch.no_grad():
            shares = model(**inputs).logits_per_image.softmax(dim=1)[0]
        above = {word: float(share) for word, share in zip(left, shares, strict=True) if share > THRESHOLD}
        winner = left.pop(int(shares.argmax()))
        rounds.append((winner, above))
    return rounds


def largest_difference(expected: Sequence[ReferenceRound], actual: Sequence[Round]) -> float:
    """Return the largest difference between two shares; a missing share counts as the threshold."""
    worst = 0.0
    for (winner, above), step in zip(expected, actual, strict=True):
        shares = {entry.keyword: entry.share for entry in step.above}
        if winner != step.winner:
            return float("inf")
        for word in above.keys() | shares.keys():
            worst = max(worst, abs(above.get(word, THRESHOLD) - shares.get(word, THRESHOLD)))
    return worst


def random_picture(seed: int) -> Image.Image:
    """Return a smooth picture of the size of a generated one."""
    small = np.random.default_rng(seed).integers(0, 256, (12, 8, 3), dtype=np.uint8)
    return Image.fromarray(small).resize((512, 768), Image.Resampling.BICUBIC)


class OneWay(Routes):
    """Routes on which every product goes one way."""

    def __init__(self, way: str) -> None:
        super().__init__()
        self._only = way

    def way(self, shape: Shape) -> str:
        return self._only


class NotedWays(Routes):
    """Other routes, with a note of the ways that were taken."""

    def __init__(self, routes: Routes) -> None:
        super().__init__()
        self._routes = routes
        self.taken: set[str] = set()

    def way(self, shape: Shape) -> str:
        way = self._routes.way(shape)
        self.taken.add(way)
        return way


@contextmanager
def routes(chosen: Routes) -> Iterator[None]:
    """Let products take these routes for a while."""
    usual, onednn.ROUTES = onednn.ROUTES, chosen
    try:
        yield
    finally:
        onednn.ROUTES = usual


def main() -> int:
    """Print all sides' times, and return 0 if every target is met."""
    logging.disable(logging.WARNING)
    keywords = KeywordList.read(LIST)
    with tempfile.TemporaryDirectory() as folder:
        return 0 if Comparison(Path(folder), keywords).run() else 1


class Comparison:
    """The reference, our ranking and the bare picture tower, with one model and one list."""

    def __init__(self, folder: Path, keywords: KeywordList) -> None:
        from transformers import CLIPModel, CLIPProcessor

        path = save_transformers_clip(folder / "clip")
        self.keywords = keywords
        self.model = CLIPModel.from_pretrained(path).eval()
        self.processor = CLIPProcessor.from_pretrained(path)
        self.encoder: Any = load_encoder(f"hf:{path}", device="cpu", cache_dir=folder)
        self.cache = VectorCache(folder / "vectors", 1 << 30)
        encode_texts_cached(self.encoder, keywords.keywords, cache=self.cache)

    def run(self) -> bool:
        """Print everything; return whether all targets are met."""
        threads = torch.get_num_threads()
        print(f"{ROUNDS} rounds over {len(self.keywords)} keywords, ViT-B/32, {threads} threads")
        found = [self._compare(0, "nothing cached", None), self._compare(1000, "texts cached", self.cache)]
        return all(found)

    def _compare(self, first: int, label: str, cache: VectorCache | None) -> bool:
        pictures = [random_picture(first + number) for number in range(REPETITIONS + BARE_REPETITIONS)]
        expected: dict[int, list[ReferenceRound]] = {}
        actual: dict[int, tuple[Round, ...]] = {}

        def peer(number: int) -> None:
            expected[number] = reference_rounds(
                self.model, self.processor, pictures[number], self.keywords.keywords
            )

        def ours(number: int) -> None:
            ranking = rank(pictures[number], self.keywords, self.encoder, cache=cache)
            actual[number] = ranking.rounds(ROUNDS, THRESHOLD)

        # The encoder keeps the tokens of its last texts: replace them with others.
        turns = partial(in_turns, before=lambda: self.encoder.encode_texts(["something else"]))
        times = turns({REFERENCE: peer, OURS: ours}, REPETITIONS)
        print(label)
        for name, side in times.items():
            show(name, side)
        print(f"  faster than the reference: {ratio(times[REFERENCE], times[OURS]):.2f}x")
        worst = max(largest_difference(expected[number], actual[number]) for number in expected)
        print(f"  largest difference of a share: {worst:.1e} (at most {TOLERANCE:g})")
        if cache is None:
            return worst <= TOLERANCE
        new = pictures[REPETITIONS:]
        bare, measured = self._bare(new)
        found = turns({OURS: lambda number: ours(REPETITIONS + number), **bare}, BARE_REPETITIONS)
        return check_bare(found) & check_ways(found, measured) and worst <= TOLERANCE

    def _bare(self, pictures: Sequence[Image.Image]) -> tuple[dict[str, Callable[[int], object]], str]:
        """Return the bare forward pass with each way, by name, and the name of the measured ways' side."""
        prepared = [self.encoder.prepare(picture)[None] for picture in pictures]
        model = self.encoder._towers.model

        def forward(chosen: Routes, number: int) -> None:
            with torch.inference_mode(), routes(chosen):
                clip_image_features(model, prepared[number])

        noted = NotedWays(onednn.ROUTES)
        forward(noted, 0)
        sides: dict[str, Callable[[int], object]] = {
            name: partial(forward, OneWay(way)) for way, name in ONE_WAY.items()
        }
        if len(noted.taken) == 1:
            return sides, ONE_WAY[noted.taken.pop()]
        return sides | {BARE_MEASURED: partial(forward, onednn.ROUTES)}, BARE_MEASURED


Times = Mapping[str, tuple[float, ...]]


def better_way(times: Times) -> str:
    """Return the side with the shortest run: whatever else the machine does only makes a run longer."""
    return min(ONE_WAY.values(), key=lambda name: min(times[name]))


def check_bare(times: Times) -> bool:
    """Print what a ranking takes beyond the picture tower."""
    for name, side in times.items():
        show(name, side)
    better = better_way(times)
    print(f"  the better way: {better}")
    beyond = min(times[OURS]) / min(times[better])
    return check("of the bare forward pass", beyond, MOST_BEYOND_BARE, at_least=False)


def check_ways(times: Times, measured: str) -> bool:
    """Print the speed of the measured ways, where they are not the same code as the better one.

    Args:
        times: the seconds of each side.
        measured: the side that the measured ways are.
    """
    better = better_way(times)
    if measured == better:
        print(f"  the measured ways: {measured}, for every product: the same code, nothing to compare")
        return True
    of_better = min(times[better]) / min(times[measured])
    met = of_better >= LEAST_OF_BETTER - NOISE
    bound = f"at least {LEAST_OF_BETTER:g}, less {NOISE:g} for what equal runs differ by"
    print(f"  the measured ways ({measured}), of the better way's speed: {of_better:.2f}x ", end="")
    print(f"({bound}: {'met' if met else 'MISSED'})")
    return met


if __name__ == "__main__":
    sys.exit(main())
