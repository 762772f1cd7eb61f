"""bfloat16 and float32 side by side: pictures and texts per second with ViT-B/32, and the similarities.

Both encoders have the same weights and run in one process, taking turns.
"""

from __future__ import annotations

import logging
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import torch

from benchmarks.models import save_open_clip_weights, save_transformers_clip
from benchmarks.rounds import random_picture
from benchmarks.side_by_side import alternate, check, show
from benchmarks.text_encoding import make_keywords
from clip_critic import load_encoder
from clip_critic.encoders.base import Vectors
from clip_critic.encoders.precision import has_bfloat16

PICTURES, TEXTS = 16, 256
REPETITIONS = 5
TARGET = 1.8
LARGEST_DIFFERENCE = 5e-3


def main() -> int:
    """Print both sides' times, and return 0 if every target is met or there is nothing to measure."""
    logging.disable(logging.WARNING)
    if not has_bfloat16(torch.device("cpu")):
        print("This processor has no fast bfloat16: there is nothing to compare.")
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        weights = save_open_clip_weights(folder / "ViT-B-32.safetensors")
        specs = [f"hf:{save_transformers_clip(folder / 'clip')}", f"open_clip:ViT-B-32/{weights}"]
        met = [_compare(spec, folder) for spec in specs]
        return 0 if all(met) else 1


def _compare(spec: str, folder: Path) -> bool:
    exact, half = (
        load_encoder(spec, device="cpu", precision=precision, cache_dir=folder)
        for precision in ("float32", "bfloat16")
    )
    print(f"{spec.partition(':')[0]}: ViT-B/32, {torch.get_num_threads()} threads")
    print(f"  {exact.identity}\n  {half.identity}")
    pictures, texts = [random_picture(number) for number in range(PICTURES)], make_keywords(1, TEXTS)
    found: dict[str, Vectors] = {}

    def side(name: str, encode: Callable[[Any], Vectors], items: Any) -> Callable[[int], None]:
        def run(number: int) -> None:
            found[name] = encode(items)

        return run

    good = exact.identity != half.identity
    for what, items, method in (("pictures", pictures, "encode_images"), ("texts", texts, "encode_texts")):
        peer = side(f"32 {what}", getattr(exact, method), items)
        ours = side(f"16 {what}", getattr(half, method), items)

        def forget_tokens() -> None:
            exact.encode_texts(["something else"]), half.encode_texts(["something else"])

        pairs = alternate(peer, ours, REPETITIONS, before=forget_tokens)
        show(f"{what}, float32", pairs.peer)
        show(f"{what}, bfloat16", pairs.ours)
        rates = (len(items) / median(times) for times in (pairs.peer, pairs.ours))
        print("  {} per second: {:.1f} and {:.1f}".format(what, *rates))
        good &= check(f"{what}: faster", pairs.speedup, TARGET)
    before, after = (found[f"{name} pictures"] @ found[f"{name} texts"].T for name in ("32", "16"))
    worst = float(np.abs(before - after).max())
    print(f"  largest difference of a similarity: {worst:.1e} (at most {LARGEST_DIFFERENCE:g})")
    return good and worst <= LARGEST_DIFFERENCE


if __name__ == "__main__":
    sys.exit(main())
