"""Audits and contrasts of drawn scenes, whose truth is known, by the bundled miniature."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from PIL import Image

from clip_critic.encoders import load_encoder
from clip_critic.encoders.base import Encoder
from clip_critic.ranking.audit import Verdict, audit
from clip_critic.ranking.ranking import rank, rank_many
from clip_critic.ranking.result import Ranking
from tools.miniature.scenes import Scene, draw, sample_scene
from tools.miniature.words import COLOURS, SHAPES, STYLES

SCENES = 100
CLEAR = [name for name, style in STYLES.items() if style.colours and style.ground and not style.coarse]
"""Styles in which colour and shape are plain to see."""


@pytest.fixture(scope="module")
def miniature() -> Encoder:
    return load_encoder("miniature", device="cpu")


def scenes(count: int, seed: int, **fixed: Any) -> list[Scene]:
    rng = np.random.default_rng(seed)
    styles = (CLEAR[number % len(CLEAR)] for number in range(count))
    return [sample_scene(rng, **{"style": style, "count": 1, **fixed}) for style in styles]


def picture(scene: Scene) -> Image.Image:
    return Image.fromarray(draw(scene))


def rankings(found: list[Scene], words: list[str], encoder: Encoder) -> Iterator[tuple[Scene, Ranking]]:
    for scene, ranking in zip(found, rank_many(map(picture, found), words, encoder), strict=True):
        assert isinstance(ranking, Ranking)
        yield scene, ranking


def test_the_audit_names_the_false_phrase(miniature: Encoder) -> None:
    rng, hits = np.random.default_rng(4), []
    for scene in scenes(SCENES, 5):
        thing, ground = scene.things[0], scene.background.colour
        shape = str(rng.choice([name for name in SHAPES if name != thing.shape]))
        false = f"a {shape}"
        prompt = f"{scene.style}, {thing.colour}, {false}, {ground} background"
        phrases = audit(picture(scene), miniature, prompt).phrases
        worst = min(phrases, key=lambda row: row.effect)
        hits.append(worst.phrase.text == false and worst.verdict is not Verdict.HELPS)
    assert np.mean(hits) >= 0.8


@pytest.mark.parametrize(("word", "synonym"), [("grey", "gray"), ("circle", "disc"), ("ring", "hoop")])
def test_near_synonyms_share_and_both_beat_what_is_false(miniature: Encoder, word: str, synonym: str) -> None:
    kind, others = ("colour", list(COLOURS)) if word in COLOURS else ("shape", list(SHAPES))
    false = [other for other in others if other != word]
    shares = []
    for _, ranking in rankings(scenes(20, 6, **{kind: word}), [word, synonym, *false], miniature):
        both = ranking.contrast(word, synonym)
        assert max(share.share for share in both) < 0.95, "neither is the only right one"
        shares.append(sum(entry.share for entry in ranking.entries() if entry.keyword in (word, synonym)))
    assert np.mean(np.array(shares) > 0.5) >= 0.9


def test_it_says_what_it_is(miniature: Encoder) -> None:
    ranking = rank(picture(scenes(1, 7)[0]), ["red", "blue"], miniature)
    assert miniature.identity.startswith("miniature:")
    assert "for real pictures choose another encoder" in " ".join(ranking.encoder_notes)
