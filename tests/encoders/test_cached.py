"""Each text and picture is encoded once, whoever asks and however often."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from clip_critic.encoders.base import Encoder, Vectors
from clip_critic.encoders.cache import VectorCache
from clip_critic.encoders.cached import (
    CHUNK,
    encode_ensemble_cached,
    encode_pictures_cached,
    encode_texts_cached,
    ensemble,
    fill_template,
)
from clip_critic.errors import EncoderError, InterruptedByUser, KeywordListError
from clip_critic.pictures.opening import Picture


class Counting:
    """An encoder of a user's own that remembers what it was asked."""

    dimension, logit_scale, logit_bias, context_length = 4, 10.0, 0.0, 8

    def __init__(self, identity: str = "counting") -> None:
        self.identity = identity
        self.texts: list[str] = []
        self.pictures: list[tuple[int, int]] = []

    def vector(self, text: str) -> Vectors:
        numbers = np.array([1 + len(text), *(hash_of(text + str(i)) for i in range(3))], dtype=np.float32)
        unit: Vectors = numbers / np.linalg.norm(numbers)
        return unit

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        self.texts.extend(texts)
        return np.stack([self.vector(text) for text in texts])

    def encode_images(self, pictures: Sequence[Image.Image]) -> Vectors:
        self.pictures.extend(picture.size for picture in pictures)
        return np.stack([self.vector(str(picture.size)) for picture in pictures])

    def count_cut_tokens(self, texts: Sequence[str]) -> list[int]:
        return [max(0, len(text) - 8) for text in texts]


def hash_of(text: str) -> int:
    return sum(ord(sign) * (place + 1) for place, sign in enumerate(text)) % 97


def picture_of(width: int, digest: str) -> Picture:
    return Picture("p", Image.new("RGB", (width, 2)), digest, None, ())


lists = st.lists(st.text(max_size=12), max_size=25)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(first=lists, second=lists, with_cache=st.booleans())
def test_texts_are_encoded_once_and_answered_in_order(
    cache: VectorCache, first: list[str], second: list[str], with_cache: bool
) -> None:
    cache.clear()
    encoder, used = Counting(), cache if with_cache else None
    for texts in (first, second):
        result = encode_texts_cached(encoder, texts, cache=used)
        assert result.vectors.shape == (len(texts), 4)
        for index, text in enumerate(texts):
            assert np.array_equal(result.vectors[index], encoder.vector(text))
            assert result.cut[index] == max(0, len(text) - 8)
    expected = set(first) | set(second) if with_cache else [*set(first), *set(second)]
    assert sorted(encoder.texts) == sorted(expected)


def test_templates_fill_words_with_braces(cache: VectorCache) -> None:
    encoder = Counting()
    encode_texts_cached(encoder, ["cat", "{}", "{x}"], template="a {} in {}", cache=cache)
    assert sorted(encoder.texts) == ["a cat in cat", "a {x} in {x}", "a {} in {}"]
    assert fill_template("{}", ["a"]) == ["a"]
    with pytest.raises(KeywordListError, match=r"has no \{\}"):
        fill_template("a painting", ["a"])


def test_encoders_do_not_share_vectors(cache: VectorCache) -> None:
    first, second = Counting("one"), Counting("two")
    for encoder in (first, second, first, second):
        encode_texts_cached(encoder, ["cat"], cache=cache)
    assert (first.texts, second.texts) == (["cat"], ["cat"])


def test_texts_and_pictures_do_not_share_vectors(cache: VectorCache) -> None:
    encoder = Counting()
    encode_texts_cached(encoder, ["abc"], cache=cache)
    encode_pictures_cached(encoder, [picture_of(3, "abc")], cache=cache)
    assert encoder.pictures == [(3, 2)]


def test_pictures_are_encoded_once(cache: VectorCache) -> None:
    encoder = Counting()
    pictures = [picture_of(width, f"digest {width}") for width in (3, 4, 3, 5, 4)]
    for _ in range(2):
        vectors = encode_pictures_cached(encoder, pictures, cache=cache)
        for picture, vector in zip(pictures, vectors, strict=True):
            assert np.array_equal(vector, encoder.vector(str(picture.image.size)))
    assert encoder.pictures == [(3, 2), (4, 2), (5, 2)]
    assert encode_pictures_cached(encoder, [], cache=cache).shape == (0, 4)
    encode_pictures_cached(encoder, pictures[:1], cache=None)
    assert encoder.pictures[3:] == [(3, 2)]


def test_progress_is_reported_between_chunks(cache: VectorCache) -> None:
    reports: list[tuple[int, int, str]] = []
    words = [f"word {number}" for number in range(2 * CHUNK + 10)]
    encode_texts_cached(
        Counting(), [*words, *words[:5]], cache=cache, progress=lambda *report: reports.append(report)
    )
    total = len(words) + 5
    assert [done for done, _, _ in reports] == sorted(done for done, _, _ in reports)
    assert reports[0] == (0, total, "keywords")
    assert reports[-1] == (total, total, "keywords")
    assert len(reports) == 4
    reports.clear()
    encode_texts_cached(Counting(), words, cache=cache, progress=lambda *report: reports.append(report))
    assert reports == []


def test_what_was_encoded_before_an_interrupt_is_kept(cache: VectorCache) -> None:
    encoder, words = Counting(), [f"word {number}" for number in range(3 * CHUNK)]

    def stop(done: int, total: int, what: str) -> None:
        if done >= 2 * CHUNK:
            raise InterruptedByUser("stopped")

    with pytest.raises(InterruptedByUser):
        encode_texts_cached(encoder, words, cache=cache, progress=stop)
    assert len(encoder.texts) == 2 * CHUNK
    encode_texts_cached(encoder, words, cache=cache)
    assert sorted(encoder.texts) == sorted(words)


@pytest.mark.parametrize("shape", [(1, 3), (2, 4), (4,)])
def test_an_encoder_that_returns_something_else_is_not_believed(
    cache: VectorCache, monkeypatch: pytest.MonkeyPatch, shape: tuple[int, ...]
) -> None:
    encoder = Counting()
    monkeypatch.setattr(encoder, "encode_texts", lambda texts: np.ones(shape, dtype=np.float32))
    with pytest.raises(EncoderError, match="finite ones"):
        encode_texts_cached(encoder, ["cat"], cache=cache)
    assert not cache.read("text counting", ["cat"], 4).present.any()


def test_numbers_that_are_none_are_not_kept(cache: VectorCache, monkeypatch: pytest.MonkeyPatch) -> None:
    encoder = Counting()
    monkeypatch.setattr(encoder, "encode_images", lambda pictures: np.full((1, 4), np.nan, dtype=np.float32))
    with pytest.raises(EncoderError, match="finite"):
        encode_pictures_cached(encoder, [picture_of(3, "d")], cache=cache)
    assert not cache.read("picture counting", ["d"], 4).present.any()


# Ensembles


@given(st.integers(1, 5), st.integers(0, 6), st.integers(0, 2**32 - 1))
def test_an_ensemble_is_the_mean_at_length_one(templates: int, count: int, seed: int) -> None:
    raw = np.random.default_rng(seed).standard_normal((templates, count, 8)).astype(np.float32)
    parts = raw / np.linalg.norm(raw, axis=-1, keepdims=True)
    merged = ensemble(list(parts))
    mean = parts.astype(np.float64).mean(axis=0)
    assert merged.dtype == np.float32
    assert np.abs(merged - mean / np.linalg.norm(mean, axis=-1, keepdims=True)).max(initial=0) < 1e-4


def test_opposites_have_no_mean() -> None:
    vector = np.array([[0.6, 0.8]], dtype=np.float32)
    assert np.array_equal(ensemble([vector, -vector]), vector)


def test_ensembles_of_templates(cache: VectorCache) -> None:
    encoder = Counting()
    reports: list[tuple[int, int, str]] = []
    templates = ["{}", "a photo of {}"]
    result = encode_ensemble_cached(
        encoder,
        ["cat", "dog", "cat"],
        templates,
        cache=cache,
        progress=lambda *report: reports.append(report),
    )
    parts = [np.stack([encoder.vector(text) for text in ("cat", "dog", "cat")])]
    parts.append(np.stack([encoder.vector(f"a photo of {text}") for text in ("cat", "dog", "cat")]))
    assert np.allclose(result.vectors, ensemble(parts))
    assert result.cut.tolist() == [len("a photo of cat") - 8] * 3
    assert reports[0] == (0, 6, "keywords")
    assert reports[-1] == (6, 6, "keywords")
    single = encode_ensemble_cached(encoder, ["cat"], ["{}"], cache=cache)
    assert np.array_equal(single.vectors[0], encoder.vector("cat"))
    assert len(encoder.texts) == 4


def test_with_a_real_encoder(tiny_encoder: Encoder, cache: VectorCache, tmp_path: Path) -> None:
    texts = ["cat", "a dog", "cat", "the " * 90]
    first = encode_texts_cached(tiny_encoder, texts, cache=cache)
    cache.close()
    second = encode_texts_cached(tiny_encoder, texts, cache=VectorCache(cache.path, 10_000_000))
    assert np.array_equal(first.vectors, second.vectors)
    assert first.cut.tolist() == second.cut.tolist() == [0, 0, 0, 90 + 2 - 77]
    assert np.abs(first.vectors - tiny_encoder.encode_texts(texts)).max() < 1e-5
