"""The CLIP that is shipped: right words win on scenes that it never saw."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from clip_critic.encoders import load_encoder
from clip_critic.encoders.base import Encoder, unknown_words
from tools.miniature.captions import caption
from tools.miniature.dataset import make
from tools.miniature.evaluate import Figure
from tools.miniature.evaluate_clip import elimination, false_captions, zero_shot
from tools.miniature.scenes import sample_scene
from tools.miniature.words import SYNONYMS

FOLDER = Path(__file__).parents[2] / "miniature" / "clip"
SCENES, SEED = 400, 555_001
LEAST = {"colour": 0.95, "shape": 0.90, "pattern": 0.93, "ground": 0.93, "style": 0.93, "count": 0.80}


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder("miniature", device="cpu")


@pytest.fixture(scope="module")
def figures(encoder: Encoder) -> dict[str, Figure]:
    return zero_shot(encoder, make(SCENES, SEED), "", {})


@pytest.mark.parametrize("kind", ["word", "phrase"])
@pytest.mark.parametrize("attribute", LEAST)
def test_the_right_word_wins(figures: dict[str, Figure], attribute: str, kind: str) -> None:
    assert figures[f"{attribute} by {kind}"].value >= LEAST[attribute]


def test_combinations_that_training_never_showed(encoder: Encoder) -> None:
    unseen = zero_shot(encoder, make(SCENES, SEED + 1, held_out=True), "", {})
    assert unseen["colour by word"].value >= 0.85
    assert unseen["shape by word"].value >= 0.80


def test_under_a_strong_style_lie_colour_and_shape(encoder: Encoder) -> None:
    assert elimination(encoder, 120, SEED + 2).value >= 0.75


def test_a_false_caption_loses(encoder: Encoder) -> None:
    assert false_captions(encoder, make(SCENES, SEED), SEED + 3).value >= 0.9


def test_other_words_for_the_same_are_near(encoder: Encoder) -> None:
    """A synonym is nearer to its word than to nine tenths of the other words."""
    names = list(SYNONYMS)
    words = encoder.encode_texts(names)
    for number, name in enumerate(names):
        for vector in encoder.encode_texts(SYNONYMS[name]):
            likeness = words @ vector
            assert (likeness > likeness[number]).mean() < 0.1, name


def test_any_text_can_be_read_and_long_ones_are_cut(encoder: Encoder) -> None:
    texts = ["黄色い星", "🌟", "", "a red star " * 60]
    vectors = encoder.encode_texts(texts)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert [count > 0 for count in encoder.count_cut_tokens(texts)] == [False, False, False, True]


def test_the_logit_scale_is_one_of_a_trained_model(encoder: Encoder) -> None:
    assert 15 < encoder.logit_scale < 101
    assert encoder.dimension == 128
    assert encoder.context_length == 77


def test_it_is_small() -> None:
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) < 6_000_000


def test_it_knows_the_words_of_its_captions_and_no_others(encoder: Encoder) -> None:
    rng = np.random.default_rng(7)
    captions = [caption(sample_scene(rng), rng) for _ in range(500)]
    names = [*SYNONYMS, *(name for names in SYNONYMS.values() for name in names)]
    assert unknown_words(encoder, [*captions, *names, "Red Star", "8-bit, 3 circles"]) == ()
    others = ["cat", "a photograph of a dog", "parasol", "Monet", "傘", "café"]
    assert unknown_words(encoder, ["red", *others, "star"]) == tuple(others)
