"""The stored data of a ranking, compared with the ranking itself."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest
from PIL import Image

from clip_critic.encoders.base import Encoder
from clip_critic.errors import SessionError
from clip_critic.keywords.lists import KeywordList
from clip_critic.pictures.opening import open_picture
from clip_critic.ranking.ranking import rank
from clip_critic.ranking.result import Ranking
from clip_critic.sessions.feedback.memory import check_memory, recall
from clip_critic.sessions.feedback.ranker import OpenEncoder, SessionRanker
from tests.drawing_host import KEYWORDS, ColourEncoder, start_picture

WORDS = KeywordList.parse(KEYWORDS + "\n[Long]\n" + "so long " * 60 + "\ncat")


def lending(encoder: Encoder) -> OpenEncoder:
    @contextmanager
    def lend(progress: object) -> Any:
        yield encoder

    return lend


def same(ranking: Ranking, other: Ranking) -> bool:
    """Return whether two rankings are equal to the last bit."""
    return (
        (ranking.encoder, tuple(ranking.keywords), ranking.groups)
        == (other.encoder, tuple(other.keywords), other.groups)
        and ranking.similarities.tobytes() == other.similarities.tobytes()
        and ranking.logits.tobytes() == other.logits.tobytes()
        and ranking.group_shares.tobytes() == other.group_shares.tobytes()
        and ranking.truncated.tolist() == other.truncated.tolist()
    )


def test_a_recalled_ranking_is_the_first_one() -> None:
    ranker = SessionRanker(WORDS, lending(ColourEncoder()))
    for picture, ranking in zip(pictures(), ranker.see(pictures()), strict=True):
        stored = json.loads(json.dumps(ranker.memory))
        again = recall(stored, picture.name, np.array(ranking.similarities))
        assert same(ranking, again)
        assert max(again.truncated) > 0


def test_a_recalled_ranking_of_a_real_encoder_is_the_first_one(tiny_encoder: Encoder) -> None:
    ranker = SessionRanker(WORDS, lending(tiny_encoder))
    (ranking,) = ranker.see(pictures()[:1])
    again = recall(json.loads(json.dumps(ranker.memory)), "again", ranking.similarities)
    assert same(ranking, again)


def test_eyes_see_what_a_ranking_sees() -> None:
    (seen,) = SessionRanker(WORDS, lending(ColourEncoder())).see(pictures()[:1])
    assert same(seen, rank(pictures()[0], WORDS, ColourEncoder()))


def test_texts_are_encoded_once() -> None:
    class Counting(ColourEncoder):
        calls = 0

        def encode_texts(self, texts: Any) -> Any:
            self.calls += 1
            return super().encode_texts(texts)

    encoder = Counting()
    ranker = SessionRanker(KeywordList.parse("red\nblue"), lending(encoder))
    for _ in range(3):
        ranker.see(pictures())
    assert encoder.calls == 1


def test_another_encoder_in_between_is_told() -> None:
    encoder = ColourEncoder()
    ranker = SessionRanker(WORDS, lending(encoder))
    ranker.see(pictures())
    encoder.identity = "other"
    with pytest.raises(SessionError, match="encoder has changed"):
        ranker.see(pictures())


def pictures() -> list[Any]:
    noise = np.random.default_rng(1).integers(0, 255, (40, 30, 3), dtype=np.uint8)
    return [start_picture(), open_picture(Image.fromarray(noise), name="noise")]


@pytest.fixture
def memory() -> dict[str, Any]:
    ranker = SessionRanker(WORDS, lending(ColourEncoder()))
    ranker.see(pictures())
    return {**ranker.memory, "held": [["black", 0.5]]}


def test_what_is_remembered_passes_its_check(memory: dict[str, Any]) -> None:
    check_memory(memory)
    check_memory({})


@pytest.mark.parametrize(
    "change",
    [
        {"keywords": []},
        {"keywords": ["red", 5]},
        {"keywords": ["red"]},
        {"groups": []},
        {"groups": [["a", 0, 2], ["b", 3, 8]]},
        {"groups": [["a", 0, 8], ["b", 8, 8]]},
        {"groups": [["a", 0]]},
        {"encoder": None},
        {"scale": float("inf")},
        {"scale": "100"},
        {"bias": None},
        {"truncated": {"99": 1}},
        {"truncated": {"x": 1}},
        {"truncated": []},
        {"held": [["black", 0]]},
        {"held": ["black"]},
    ],
)
def test_damaged_memory_is_refused(memory: dict[str, Any], change: dict[str, Any]) -> None:
    with pytest.raises((ValueError, TypeError, KeyError, AttributeError)):
        check_memory({**memory, **change})


def test_memory_lacks_nothing(memory: dict[str, Any]) -> None:
    for name in memory:
        with pytest.raises(KeyError):
            check_memory({key: value for key, value in memory.items() if key != name})
