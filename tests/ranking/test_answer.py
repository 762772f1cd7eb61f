"""One answer to one question: what the functions of the parts say, with everything encoded once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from clip_critic.encoders.base import Encoder
from clip_critic.encoders.cache import VectorCache
from clip_critic.errors import BadInputError
from clip_critic.keywords.compose import contrast_list
from clip_critic.keywords.lists import KeywordList
from clip_critic.ranking.answer import Answer, answer, answer_many
from clip_critic.ranking.audit import audit
from clip_critic.ranking.question import RankQuestion
from clip_critic.ranking.ranking import Unreadable, rank
from clip_critic.ranking.records import answer_record, audit_record, ranking_record
from clip_critic.ranking.result import Ranking
from tests.critics import png

WORDS = "template: a photo of {}\n[A]\ncat\ndog\n[B]\ntemplate: {}\ngirl\ncat\n"
SETS = [("girl", "woman"), ("cat", "dog", "fox")]
PROMPT = "a cat, (winter:1.3), cat"


class Counting:
    """An encoder that counts what it is asked to encode."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.texts: Counter[str] = Counter()
        self.pictures = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._encoder, name)

    def encode_texts(self, texts: Sequence[str]) -> Any:
        self.texts.update(texts)
        return self._encoder.encode_texts(texts)

    def encode_images(self, images: Sequence[Image.Image]) -> Any:
        self.pictures += len(images)
        return self._encoder.encode_images(images)


def same(found: Ranking | None, expected: Ranking) -> bool:
    assert found is not None
    assert (found.keywords, found.groups, found.notes) == (expected.keywords, expected.groups, expected.notes)
    np.testing.assert_array_equal(found.truncated, expected.truncated)
    np.testing.assert_allclose(found.logits, expected.logits, atol=1e-4)
    return found.picture == expected.picture and found.encoder == expected.encoder


def test_it_is_what_the_parts_say(picture: Image.Image, tiny_encoder: Encoder) -> None:
    question = RankQuestion(WORDS, contrasts=SETS, rounds=2, threshold=0.2, audit=True, prompt=PROMPT)
    found = answer(question, picture, tiny_encoder)
    ranking, contrasts = (rank(picture, words, tiny_encoder) for words in (WORDS, contrast_list(SETS)))
    assert same(found.ranking, ranking) and same(found.contrasts, contrasts)
    np.testing.assert_array_equal(found.ranking.logits[:2], ranking.logits[:2])
    assert found.rounds == found.ranking.rounds(2, 0.2)
    checked = audit(picture, tiny_encoder, PROMPT)
    assert found.audit is not None
    assert [row.effect for row in found.audit.phrases] == [row.effect for row in checked.phrases]
    record = ranking_record(found.ranking, 2, 0.2, found.contrasts)
    assert answer_record(found) == {**record, "audit": audit_record(checked)}


def test_the_picture_and_every_text_are_encoded_once(picture: Image.Image, tiny_encoder: Encoder) -> None:
    encoder = Counting(tiny_encoder)
    answer(RankQuestion(WORDS, contrasts=SETS), picture, encoder)
    assert encoder.pictures == 1
    texts = {"a photo of cat", "a photo of dog", "girl", "cat", "woman", "dog", "fox"}
    assert encoder.texts == dict.fromkeys(texts, 1)
    answer(RankQuestion("sea", contrasts=SETS, audit=True, prompt="a cat, winter"), picture, encoder)
    assert encoder.pictures == 2


def test_an_audit_alone_ranks_the_prompts_phrases(picture: Image.Image, tiny_encoder: Encoder) -> None:
    found = answer(RankQuestion(audit=True, prompt=PROMPT), picture, tiny_encoder)
    assert found.audit is not None and found.ranking is found.audit.ranking
    assert found.ranking.keywords == ("a cat", "winter", "cat") and found.contrasts is None
    assert answer_record(found) == audit_record(audit(picture, tiny_encoder, PROMPT))


@pytest.mark.parametrize("prompt", ["x" * 10_001, "<lora:x:1>"])
def test_an_own_prompt_that_cannot_be_audited_is_a_note(
    picture: Image.Image, tiny_encoder: Encoder, prompt: str
) -> None:
    source = png(picture, f"{prompt}\nSteps: 20, Sampler: Euler a, Seed: 1")
    found = answer(RankQuestion("cat\ncat\ndog", audit=True), source, tiny_encoder)
    assert found.audit is None and len(found.ranking) == 2
    assert [note.partition(".")[0] for note in found.notes] == [
        "Repeated keywords that were dropped: 1",
        "The picture's own prompt was not audited",
    ]
    with pytest.raises(BadInputError):
        answer(RankQuestion(audit=True), source, tiny_encoder)


def test_a_picture_without_a_prompt_is_ranked_all_the_same(
    picture: Image.Image, tiny_encoder: Encoder
) -> None:
    found = answer(RankQuestion("cat\ndog", audit=True), picture, tiny_encoder)
    assert found.audit is None and found.notes == ()


def test_many_pictures(picture: Image.Image, tiny_encoder: Encoder) -> None:
    encoder = Counting(tiny_encoder)
    question = RankQuestion("cat\ndog", contrasts=SETS)
    found = list(answer_many(question, [picture, b"broken", picture.rotate(90)], encoder))
    assert [type(result) for result in found] == [Answer, Unreadable, Answer]
    alone = answer(question, picture, tiny_encoder)
    assert isinstance(found[0], Answer) and same(found[0].ranking, alone.ranking)
    assert found[0].contrasts is not None and alone.contrasts is not None
    np.testing.assert_allclose(found[0].contrasts.group_shares, alone.contrasts.group_shares, atol=1e-6)
    assert encoder.pictures == 2 and set(encoder.texts.values()) == {1}


def test_many_audits_go_on_where_one_picture_has_no_prompt(
    picture: Image.Image, tiny_encoder: Encoder
) -> None:
    sources = [png(picture), png(picture, "a cat\nSteps: 20, Sampler: Euler a, Seed: 1")]
    first, second = answer_many(RankQuestion(audit=True), sources, tiny_encoder)
    assert isinstance(first, Unreadable) and "no prompt" in first.error
    assert isinstance(second, Answer) and second.ranking.keywords == ("a cat",)


def test_words_are_found_however_they_are_written(picture: Image.Image, tiny_encoder: Encoder) -> None:
    ranking = rank(picture, KeywordList.parse("[A]\ncafé\nsky\n[B]\nCafé"), tiny_encoder)
    assert (
        ranking.find("CAFE\u0301") == (0, 2) and ranking.find(" sky ") == (1,) and ranking.find("sea") == ()
    )
    assert [share.keyword for share in ranking.contrast("SKY")] == ["SKY"]


class TestWhere:
    """A question may ask where CLIP sees some of the words."""

    def test_the_maps_come_with_the_answer_from_the_same_pass(
        self, tiny_encoder: Any, picture: Image.Image, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        passes: list[int] = []
        usual = tiny_encoder._image_features

        def counted(pixels: Any) -> Any:
            passes.append(len(pixels))
            return usual(pixels)

        monkeypatch.setattr(tiny_encoder, "_image_features", counted)
        cache = VectorCache(tmp_path / "vectors.db", 10_000_000)
        question = RankQuestion("cat, dog, the cat", where="Dog\n\ncat")
        found = answer(question, picture, tiny_encoder, cache=cache)
        assert passes == [1]
        assert found.heatmaps is not None and found.heatmaps.words == ("dog", "cat")
        similarities = found.ranking.similarities
        centred = (similarities - similarities.mean())[[1, 0]]
        assert np.abs(found.heatmaps.scores - centred).max() < 1e-4
        assert answer(RankQuestion("cat, dog"), picture, tiny_encoder, cache=cache).heatmaps is None
        assert passes == [1], "the vector that the places add up to is cached"

    def test_the_ranking_is_the_same(self, tiny_encoder: Any, picture: Image.Image) -> None:
        plain = answer(RankQuestion("cat, dog, the cat"), picture, tiny_encoder)
        shown = answer(RankQuestion("cat, dog, the cat", where="*"), picture, tiny_encoder)
        assert np.abs(plain.ranking.similarities - shown.ranking.similarities).max() < 1e-5
        assert shown.heatmaps is not None and shown.heatmaps.words == ("cat", "dog", "the cat")

    @pytest.mark.parametrize(
        ("values", "message"),
        [
            ({"keywords": "cat", "where": "cat"}, "A list of one word has no heat map.*'cat'"),
            ({"keywords": "cat, dog", "where": "cow"}, "'cow' cannot be shown.*not in the keyword list"),
            ({"where": "cat", "audit": True}, "Give a keyword list to see where"),
        ],
    )
    def test_what_cannot_be_shown(self, values: Any, message: str) -> None:
        with pytest.raises(BadInputError, match=message):
            RankQuestion(**values).require_valid()

    def test_many_pictures(self, tiny_encoder: Any, picture: Image.Image, tmp_path: Path) -> None:
        question = RankQuestion("cat, dog", where=["dog"], fine=True)
        missing = tmp_path / "missing.png"
        found = list(answer_many(question, [picture, missing, picture], tiny_encoder))
        assert isinstance(found[1], Unreadable) and found[1].picture == str(missing)
        maps = [item.heatmaps for item in found if isinstance(item, Answer)]
        assert len(maps) == 2 and all(item is not None and item.words == ("dog",) for item in maps)
        assert maps[0] is not None and maps[0].maps.shape == (1, 8, 8)
