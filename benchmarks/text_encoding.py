"""Encoding keywords with ViT-B/32: clip-interrogator 0.6.0's own ``LabelTable`` and ours.

Both sides use open_clip, the same weights and the same texts, and neither has a cache. The README beside this
file explains how to install clip-interrogator.
"""

from __future__ import annotations

import logging
import random
import sys
import tempfile
import warnings
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import torch

from benchmarks.models import save_open_clip_weights
from benchmarks.side_by_side import alternate, check, show
from clip_critic import KeywordList, load_encoder
from clip_critic.encoders.base import Encoder, Vectors
from clip_critic.encoders.cached import encode_texts_cached

TEXTS = 512
REPETITIONS = 3
TARGET = 12.0
TOLERANCE = 1e-4
LISTS = Path(__file__).parent.parent / "keyword_lists"
WORDS = (1, 1, 2, 2, 2, 3, 4)
"""The number of words in a keyword, equally likely: five tokens on average, including start and end."""


def make_keywords(seed: int, count: int = TEXTS) -> list[str]:
    """Return distinct keywords made of words from the bundled lists."""
    files = sorted(LISTS.glob("*.txt"))
    phrases = [keyword for file in files for keyword in KeywordList.read(file).keywords]
    words = sorted({word for phrase in phrases for word in phrase.split()})
    draw = random.Random(seed)
    keywords: dict[str, None] = {}
    while len(keywords) < count:
        keywords[" ".join(draw.choices(words, k=draw.choice(WORDS)))] = None
    return list(keywords)


def make_interrogator(weights: Path, folder: Path) -> Any:
    """Return a real ``Interrogator`` without a caption model or cache, its own lists cut to one line each."""
    import open_clip
    from clip_interrogator import Config, Interrogator

    data = folder / "data"
    data.mkdir()
    for name in ("artists", "flavors", "mediums", "movements", "negative"):
        data.joinpath(f"{name}.txt").write_text("a word\n", encoding="utf-8")
    config = Config(
        caption_model_name=None,
        clip_model_name="ViT-B-32/random",
        cache_path=None,
        download_cache=False,
        data_path=str(data),
        device="cpu",
        quiet=True,
    )
    config.clip_model = open_clip.create_model("ViT-B-32", pretrained=str(weights)).eval()
    return Interrogator(config)


def main() -> int:
    """Print both sides' times, and return 0 if every target is met."""
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")  # clip-interrogator calls torch.cuda.amp on a CPU
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        weights = save_open_clip_weights(folder / "ViT-B-32.safetensors")
        interrogator = make_interrogator(weights, folder)
        return 0 if _compare(interrogator, load_encoder(f"open_clip:ViT-B-32/{weights}", device="cpu")) else 1


def _compare(interrogator: Any, encoder: Encoder) -> bool:
    from clip_interrogator import LabelTable

    lists = [make_keywords(seed) for seed in range(REPETITIONS)]
    expected: dict[int, Vectors] = {}
    actual: dict[int, Vectors] = {}

    def peer(number: int) -> None:
        expected[number] = np.stack(LabelTable(lists[number], None, interrogator).embeds)

    def ours(number: int) -> None:
        actual[number] = encode_texts_cached(encoder, lists[number]).vectors

    lengths = [len(interrogator.tokenize.encode(text)) + 2 for keywords in lists for text in keywords]
    print(f"{TEXTS} keywords of {np.mean(lengths):.1f} tokens, ViT-B-32, {torch.get_num_threads()} threads")
    pairs = alternate(peer, ours, REPETITIONS, before=lambda: encoder.encode_texts(["warm"]))
    show("clip-interrogator LabelTable", pairs.peer)
    show("encode_texts_cached, no cache", pairs.ours)
    rates = TEXTS / median(pairs.peer), TEXTS / median(pairs.ours)
    print(f"  texts per second: {rates[0]:.1f} and {rates[1]:.1f}")
    good = check("faster", pairs.speedup, TARGET)
    worst = max(float(np.abs(expected[number] - actual[number]).max()) for number in expected)
    print(f"  largest difference of a vector: {worst:.1e} (at most {TOLERANCE:g})")
    return good and worst <= TOLERANCE


if __name__ == "__main__":
    sys.exit(main())
