"""The second CLIP that is shipped: it knows the same as the first one, and is another one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from clip_critic.encoders import load_encoder
from clip_critic.encoders.base import Encoder, unknown_words
from tools.miniature.captions import caption
from tools.miniature.dataset import make
from tools.miniature.evaluate_clip import zero_shot
from tools.miniature.scenes import sample_scene
from tools.miniature.words import SYNONYMS

FOLDER = Path(__file__).parents[2] / "miniature" / "second"
SCENES, SEED = 300, 556_001
LEAST = {"colour": 0.97, "shape": 0.90, "pattern": 0.93, "ground": 0.93, "style": 0.90}


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder("miniature:second", device="cpu")


def test_the_right_word_wins(encoder: Encoder) -> None:
    figures = zero_shot(encoder, make(SCENES, SEED), "", {})
    for attribute, least in LEAST.items():
        assert figures[f"{attribute} by word"].value >= least, attribute


def test_combinations_that_training_never_showed(encoder: Encoder) -> None:
    unseen = zero_shot(encoder, make(SCENES, SEED + 1, held_out=True), "", {})
    assert unseen["colour by word"].value >= 0.9
    assert unseen["shape by word"].value >= 0.85


def test_it_is_not_the_first_one(encoder: Encoder) -> None:
    first = load_encoder("miniature", device="cpu")
    assert encoder.identity != first.identity
    words = ["red star", "blue circle"]
    assert not np.allclose(encoder.encode_texts(words), first.encode_texts(words), atol=0.1)


def test_it_is_small() -> None:
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) < 3_000_000


def test_it_knows_the_words_of_the_captions_and_no_others(encoder: Encoder) -> None:
    rng = np.random.default_rng(7)
    captions = [caption(sample_scene(rng), rng) for _ in range(500)]
    names = [*SYNONYMS, *(name for names in SYNONYMS.values() for name in names)]
    assert unknown_words(encoder, [*captions, *names, "Red Star", "8-bit, 3 circles"]) == ()
    others = ["cat", "a photograph of a dog", "parasol", "Monet", "傘", "café"]
    assert unknown_words(encoder, ["red", *others, "star"]) == tuple(others)
