"""Five rounds over 18 keywords with ViT-B/32: the reference procedure and `clip_critic.rank`.

The reference runs the processor and the entire model on the picture and the list, takes the softmax of
``logits_per_image``, keeps the entries above 0.01, removes the winner, and repeats all this five times. Every
repetition has its own picture, so that none is found in a cache.
"""

from __future__ import annotations

import logging
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image

from benchmarks.models import save_transformers_clip
from benchmarks.side_by_side import alternate, check, show
from clip_critic import KeywordList, load_encoder, rank
from clip_critic.encoders.cache import VectorCache
from clip_critic.encoders.cached import encode_texts_cached
from clip_critic.ranking.result import Round

REPETITIONS = 9
ROUNDS = 5
THRESHOLD = 0.01
TARGETS = {"nothing cached": 4.5, "texts cached": 9.0}
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


def main() -> int:
    """Print both sides' times, and return 0 if every target is met."""
    logging.disable(logging.WARNING)
    keywords = KeywordList.read(LIST)
    with tempfile.TemporaryDirectory() as folder:
        return 0 if _compare(Path(folder), keywords) else 1


def _compare(folder: Path, keywords: KeywordList) -> bool:
    from transformers import CLIPModel, CLIPProcessor

    path = save_transformers_clip(folder / "clip")
    model, processor = CLIPModel.from_pretrained(path).eval(), CLIPProcessor.from_pretrained(path)
    encoder = load_encoder(f"hf:{path}", device="cpu")
    cache = VectorCache(folder / "vectors", 1 << 30)
    encode_texts_cached(encoder, keywords.keywords, cache=cache)
    good = True
    print(f"{ROUNDS} rounds over {len(keywords)} keywords, ViT-B/32, {torch.get_num_threads()} threads")
    for offset, (label, store) in enumerate((("nothing cached", None), ("texts cached", cache))):
        pictures = [random_picture(1000 * offset + number) for number in range(REPETITIONS)]
        expected: dict[int, list[ReferenceRound]] = {}
        actual: dict[int, tuple[Round, ...]] = {}

        def peer(number: int, pictures: Any = pictures, results: Any = expected) -> None:
            results[number] = reference_rounds(model, processor, pictures[number], keywords.keywords)

        def ours(number: int, pictures: Any = pictures, results: Any = actual, store: Any = store) -> None:
            ranking = rank(pictures[number], keywords, encoder, cache=store)
            results[number] = ranking.rounds(ROUNDS, THRESHOLD)

        # The encoder keeps the tokens of its last texts: replace them with others.
        pairs = alternate(peer, ours, REPETITIONS, before=lambda: encoder.encode_texts(["something else"]))
        print(label)
        show("reference procedure", pairs.peer)
        show("clip_critic.rank", pairs.ours)
        good &= check("faster", pairs.speedup, TARGETS[label])
        worst = max(largest_difference(expected[number], actual[number]) for number in expected)
        print(f"  largest difference of a share: {worst:.1e} (at most {TOLERANCE:g})")
        good &= worst <= TOLERANCE
    return good


if __name__ == "__main__":
    sys.exit(main())
