"""Ranking with real encoders: equal to the reference procedure, in groups, streamed, reported honestly."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from clip_critic.encoders import load_encoder
from clip_critic.encoders.base import Encoder
from clip_critic.encoders.cache import Found, VectorCache
from clip_critic.errors import InterruptedByUser, KeywordListError, PictureError
from clip_critic.keywords.lists import KeywordList
from clip_critic.ranking.ranking import Unreadable, encode_keywords, rank, rank_many
from clip_critic.ranking.result import GroupSpan, Ranking
from tests.tiny import make_tiny_clip

WORDS = [
    "girl",
    "woman",
    "a red umbrella",
    "sky",
    "cat",
    "dog",
    "ukiyoe",
    "the sea in winter",
    "x",
    "日傘",
    "🐈",
]


def reference(
    folder: Path, image: Image.Image, words: list[str], rounds: int = 5
) -> list[list[tuple[str, float]]]:
    """The procedure to equal: the whole model on picture and list, softmax of ``logits_per_image``, entries
    above 0.01, remove the argmax, again."""
    import torch
    from transformers import CLIPModel, CLIPProcessor

    model = CLIPModel.from_pretrained(folder).eval()
    processor = CLIPProcessor.from_pretrained(folder)
    left, steps = list(words), []
    for _ in range(min(rounds, len(words))):
        inputs = processor(text=left, images=image, return_tensors="pt", padding=True)
        with torch.no_grad():
            shares = model(**inputs).logits_per_image.softmax(dim=1)[0].numpy()
        order = np.argsort(-shares, kind="stable")
        steps.append([(left[i], float(shares[i])) for i in order if shares[i] > 0.01])
        left.pop(int(np.argmax(shares)))
    return steps


def assert_equal_rounds(ours: Ranking, steps: list[list[tuple[str, float]]]) -> None:
    """Round by round: the same winner and the same entries, up to 1e-5 and the order of equals."""
    rounds = ours.rounds(len(steps), threshold=0.0)
    assert len(rounds) == len(steps)
    for found, expected in zip(rounds, steps, strict=True):
        if expected:
            assert found.winner == expected[0][0]
            assert found.share == pytest.approx(expected[0][1], abs=1e-5)
        near = [item for item in found.above if item.share > 0.01 - 1e-5]
        left_out = [item for item in near if item.keyword not in dict(expected)]
        assert all(item.share < 0.01 + 1e-5 for item in left_out)
        shares = sorted((item.share for item in near if item not in left_out), reverse=True)
        np.testing.assert_allclose(shares, [share for _, share in expected], atol=1e-5)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(24))
def test_equal_to_the_reference_procedure(seed: int, tmp_path: Path) -> None:
    random = np.random.default_rng(seed)
    scale = float(np.log(random.choice([5.0, 20.0, 100.0])))
    folder = make_tiny_clip(tmp_path / "model", seed=seed, logit_scale=scale)
    image = Image.fromarray(random.integers(0, 256, (40, 56, 3), dtype=np.uint8))
    words = list(random.permutation(WORDS)[: random.integers(2, len(WORDS) + 1)])
    ours = rank(image, KeywordList.of(words), load_encoder(f"hf:{folder}", device="cpu"))
    assert_equal_rounds(ours, reference(folder, image, words))


def test_ties_and_duplicates_equal_the_reference(
    tiny_clip: Path, tiny_encoder: Encoder, picture: Image.Image
) -> None:
    words = ["cat", "dog", "cat", "the sea", "cat", "dog", "sky"]
    keywords = encode_keywords(KeywordList.of(dict.fromkeys(words)), tiny_encoder)
    at = [keywords.keywords.index(word) for word in words]
    repeated = type(keywords)(
        tuple(words), (GroupSpan("", 0, len(words)),), keywords.vectors[at], keywords.truncated[at]
    )
    ours = repeated.rank(tiny_encoder.encode_images([picture])[0], tiny_encoder, "picture")
    assert_equal_rounds(ours, reference(tiny_clip, picture, words))


def test_a_list_drops_duplicates_and_says_so(tiny_encoder: Encoder, picture: Image.Image) -> None:
    words = KeywordList.parse("cat\ndog\ncat\n")
    assert rank(picture, words, tiny_encoder).keywords == ("cat", "dog")
    assert words.duplicates == 1


def test_shares_ranks_and_similarities_belong_together(tiny_encoder: Encoder, picture: Image.Image) -> None:
    ranking = rank(picture, WORDS, tiny_encoder)
    rows = list(ranking.entries())
    assert [row.rank for row in rows] == list(range(1, len(WORDS) + 1))
    assert sum(row.share for row in rows) == pytest.approx(1)
    assert [row.similarity for row in rows] == sorted((row.similarity for row in rows), reverse=True)
    assert all(-1 <= row.similarity <= 1 for row in rows)
    first, second = rows[0], rows[1]
    expected = np.exp(tiny_encoder.logit_scale * (first.similarity - second.similarity))
    assert first.share / second.share == pytest.approx(expected, rel=1e-4)


def test_groups_are_ranked_against_themselves(tiny_encoder: Encoder, picture: Image.Image) -> None:
    text = "[People]\ngirl\nwoman\n[Weather]\nsky\nrain\nfog\n"
    ranking = rank(picture, text, tiny_encoder)
    assert [(span.name, len(span)) for span in ranking.groups] == [("People", 2), ("Weather", 3)]
    for span in ranking.groups:
        alone = rank(picture, KeywordList.of(ranking.keywords[span.start : span.stop]), tiny_encoder)
        np.testing.assert_allclose(ranking.group_shares[span.start : span.stop], alone.shares, atol=1e-6)
        rows = list(ranking.group_entries(span))
        assert {row.group for row in rows} == {span.name}
        assert [row.group_share for row in rows] == sorted((row.group_share for row in rows), reverse=True)
        grouped, single = ranking.rounds(5, 0.01, span), alone.rounds(5, 0.01)
        assert [(r.number, r.winner) for r in grouped] == [(r.number, r.winner) for r in single]
        assert [r.share for r in grouped] == pytest.approx([r.share for r in single])


def test_contrast_of_two_is_the_sigmoid_of_their_difference(
    tiny_encoder: Encoder, picture: Image.Image
) -> None:
    ranking = rank(picture, WORDS, tiny_encoder)
    shares = {item.keyword: item.share for item in ranking.contrast("girl", "woman")}
    girl, woman = ranking.logits[0], ranking.logits[1]
    assert shares["girl"] == pytest.approx(1 / (1 + np.exp(woman - girl)))
    assert shares["woman"] == pytest.approx(1 - shares["girl"])
    three = ranking.contrast("cat", "dog", "girl")
    assert sum(item.share for item in three) == pytest.approx(1)
    with pytest.raises(ValueError, match="parrot"):
        ranking.contrast("cat", "parrot")


def test_templates_are_an_ensemble_of_unit_vectors(tiny_encoder: Encoder) -> None:
    words = KeywordList.parse("template: a photo of {}\ntemplate: {} in the rain\ncat\ndog\n")
    ours = encode_keywords(words, tiny_encoder).vectors
    parts = [
        tiny_encoder.encode_texts([f"a photo of {word}", f"{word} in the rain"]) for word in ("cat", "dog")
    ]
    mean = np.stack([part.mean(axis=0) for part in parts])
    np.testing.assert_allclose(ours, mean / np.linalg.norm(mean, axis=1, keepdims=True), atol=1e-5)


def test_one_keyword_has_no_rounds(tiny_encoder: Encoder, picture: Image.Image) -> None:
    ranking = rank(picture, ["cat"], tiny_encoder)
    assert ranking.rounds() == ()
    assert len(list(ranking.entries())) == 1


def test_an_empty_list_is_refused(tiny_encoder: Encoder, picture: Image.Image) -> None:
    with pytest.raises(KeywordListError, match="empty"):
        rank(picture, "", tiny_encoder)


def test_a_long_keyword_is_cut_and_says_so(tiny_encoder: Encoder, picture: Image.Image) -> None:
    ranking = rank(picture, ["cat", "word " * 500], tiny_encoder)
    assert ranking.truncated[0] == 0
    assert ranking.truncated[1] > 400


@pytest.mark.parametrize(
    "word", ["\u202eright to left", "a\tb", "👩‍👩‍👧‍👦", "ﷺ", "<script>alert(1)</script>", "{} {0} %s"]
)
def test_strange_words_are_words(word: str, tiny_encoder: Encoder, picture: Image.Image) -> None:
    ranking = rank(picture, ["cat", word], tiny_encoder)
    assert len(ranking) == 2
    assert np.isfinite(ranking.shares).all()


def test_many_pictures_stream_in_order_and_bad_ones_are_reported(
    tmp_path: Path, tiny_encoder: Encoder
) -> None:
    random = np.random.default_rng(1)
    paths = []
    for number in range(11):
        path = tmp_path / f"{number:02}.png"
        Image.fromarray(random.integers(0, 256, (32, 32, 3), dtype=np.uint8)).save(path)
        paths.append(path)
    paths[4].write_bytes(b"not a picture")
    paths.insert(7, tmp_path / "missing.png")
    results = list(rank_many(paths, WORDS, tiny_encoder, batch_size=3))
    assert len(results) == 12
    assert [index for index, item in enumerate(results) if isinstance(item, Unreadable)] == [4, 7]
    assert "missing.png" in results[7].picture
    for path, item in zip(paths, results, strict=True):
        if isinstance(item, Ranking):
            np.testing.assert_allclose(item.logits, rank(path, WORDS, tiny_encoder).logits, atol=1e-3)


def test_results_come_before_all_pictures_are_read(picture: Image.Image, tiny_encoder: Encoder) -> None:
    taken = []

    def endless() -> Iterator[Image.Image]:
        while True:
            taken.append(1)
            yield picture

    stream: Any = rank_many(endless(), ["cat", "dog"], tiny_encoder, batch_size=2)
    assert isinstance(next(stream), Ranking)
    assert len(taken) <= 6
    stream.close()


def test_interrupted_through_progress_keeps_what_was_encoded(tmp_path: Path, tiny_encoder: Encoder) -> None:
    cache = VectorCache(tmp_path / "vectors.sqlite3", 2**24)
    words = KeywordList.of(f"word {number}" for number in range(3000))

    def stop(done: int, total: int, what: str) -> None:
        if done >= 1000:
            raise InterruptedByUser("Interrupted.")

    with pytest.raises(InterruptedByUser):
        encode_keywords(words, tiny_encoder, cache=cache, progress=stop)
    calls: list[int] = []

    class Counting:
        def __getattr__(self, name: str) -> Any:
            return getattr(tiny_encoder, name)

        def encode_texts(self, texts: list[str]) -> Any:
            calls.append(len(texts))
            return tiny_encoder.encode_texts(texts)

    counting: Any = Counting()
    encode_keywords(words, counting, cache=cache)
    assert 0 < sum(calls) <= 2000


def test_where_the_encoder_fell_back_is_told(tiny_encoder: Encoder, picture: Image.Image) -> None:
    class Fallen:
        notes = ("cuda ran out of memory: it runs on the CPU now.",)

        def __getattr__(self, name: str) -> Any:
            return getattr(tiny_encoder, name)

    assert rank(picture, ["cat", "dog"], Fallen()).encoder_notes == Fallen.notes


def test_one_picture_that_cannot_be_read_is_an_error(tiny_encoder: Encoder) -> None:
    with pytest.raises(PictureError):
        rank(io.BytesIO(b"nothing").getvalue(), WORDS, tiny_encoder)


def test_a_hundred_thousand_keywords_rank_exactly() -> None:
    random = np.random.default_rng(0)
    logits = random.normal(size=100_000) * 20
    words = [str(number) for number in range(len(logits))]
    ranking = Ranking(
        "p",
        "e",
        words,
        (GroupSpan("", 0, len(words)),),
        logits.astype(np.float32),
        logits,
        np.zeros(len(words), int),
    )
    rounds = ranking.rounds(5, 0.001)
    left = logits.copy()
    for step in rounds:
        best = int(np.argmax(left))
        shares = np.exp(left - left[best])
        assert step.winner == words[best]
        assert step.share == pytest.approx(1 / shares.sum())
        assert len(step.above) == int((shares / shares.sum() > 0.001).sum())
        left[best] = -np.inf


class CountingCache(VectorCache):
    """A cache that counts how often it is asked."""

    reads = 0

    def read(self, space: str, contents: Sequence[str], dimension: int) -> Found:
        self.reads += 1
        return super().read(space, contents, dimension)


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("[colours]\nred\nblue\n[animals]\ncat\nred", 1),
        ("[colours]\nred\nblue\n[animals]\ntemplate: a photo of {}\ncat\nred", 2),
    ],
    ids=["same templates", "own templates"],
)
def test_groups_with_the_same_templates_are_read_at_once(
    tiny_encoder: Encoder, tmp_path: Path, text: str, reads: int
) -> None:
    cache, words = CountingCache(tmp_path / "cache", 1 << 20), KeywordList.parse(text)
    found = encode_keywords(words, tiny_encoder, cache=cache)
    assert cache.reads == reads and found.keywords == words.keywords
    assert found.groups == (GroupSpan("colours", 0, 2), GroupSpan("animals", 2, 4))
    filled = [
        template.format(word)
        for group in words.groups
        for word in group.keywords
        for template in words.templates_of(group)
    ]
    assert np.allclose(found.vectors, tiny_encoder.encode_texts(filled), atol=1e-5)
