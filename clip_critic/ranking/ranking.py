"""Ranking keywords against pictures: each is encoded once, then `Ranking` does the arithmetic.

The logit of a picture and a keyword is ``scale * <picture, keyword> + bias``.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from clip_critic.encoders.base import Encoder, Vectors, require_concepts
from clip_critic.encoders.cache import VectorCache
from clip_critic.encoders.cached import TextVectors, encode_ensemble_cached, encode_pictures_cached
from clip_critic.errors import PictureError
from clip_critic.keywords.lists import KeywordList
from clip_critic.pictures.opening import Picture, Source, open_picture
from clip_critic.progress import Progress, silent
from clip_critic.ranking.result import GroupSpan, Ranking


@dataclass(frozen=True)
class Unreadable:
    """A picture that could not be read, and the reason."""

    picture: str
    error: str


@dataclass(frozen=True, eq=False)
class KeywordVectors:
    """An encoded keyword list, which can be ranked against any number of pictures.

    Attributes:
        vectors: one unit vector per keyword, with template ensembles already merged, float32 ``[n, d]``.
        truncated: the number of each keyword's tokens that were not read, int ``[n]``.
    """

    keywords: tuple[str, ...]
    groups: tuple[GroupSpan, ...]
    vectors: Vectors
    truncated: NDArray[np.int_]

    def rank(self, picture: Vectors, encoder: Encoder, name: str, notes: tuple[str, ...] = ()) -> Ranking:
        """Rank these keywords against one picture's unit vector, float32 ``[d]``."""
        similarities = self.vectors @ picture
        logits = encoder.logit_scale * similarities.astype(np.float64) + encoder.logit_bias
        encoder_notes = tuple(getattr(encoder, "notes", ()))  # after encoding, as it may have fallen back
        return Ranking(
            name,
            encoder.identity,
            self.keywords,
            self.groups,
            similarities,
            logits,
            self.truncated,
            notes,
            encoder_notes,
        )


def encode_keywords(
    keywords: KeywordList,
    encoder: Encoder,
    *,
    cache: VectorCache | None = None,
    progress: Progress = silent,
) -> KeywordVectors:
    """Encode a list with its templates, each pair of template and text at most once.

    Raises:
        KeywordListError: the list is empty.
        ConceptError: a word names a concept that does not exist, or that this encoder cannot read.
    """
    return encode_lists([keywords], encoder, cache=cache, progress=progress)[0]


def encode_lists(
    lists: Sequence[KeywordList],
    encoder: Encoder,
    *,
    cache: VectorCache | None = None,
    progress: Progress = silent,
) -> list[KeywordVectors]:
    """Encode several lists as `encode_keywords` does; words in more than one are encoded once.

    Raises:
        KeywordListError: a list is empty.
        ConceptError: a word names a concept that does not exist, or that this encoder cannot read.
    """
    known = _KnownTexts(encoder, cache, progress)
    for words in lists:
        require_concepts(encoder, words.require_words().keywords)
    return [known.encode(words) for words in lists]


class _KnownTexts:
    """A memory of encoded keywords, so that lists with common words encode them once."""

    def __init__(self, encoder: Encoder, cache: VectorCache | None, progress: Progress) -> None:
        self._encoder, self._cache, self._progress = encoder, cache, progress
        self._known: dict[tuple[str, ...], dict[str, tuple[TextVectors, int]]] = {}

    def encode(self, keywords: KeywordList) -> KeywordVectors:
        parts = self._parts(keywords)
        single = len(parts) == 1
        return KeywordVectors(
            keywords=keywords.keywords,
            groups=_spans(keywords),
            vectors=parts[0].vectors if single else np.concatenate([part.vectors for part in parts]),
            truncated=parts[0].cut if single else np.concatenate([part.cut for part in parts]),
        )

    def _parts(self, keywords: KeywordList) -> list[TextVectors]:
        """Encode all groups at once if they have the same templates: the cache is then asked only once."""
        templates = {keywords.templates_of(group) for group in keywords.groups}
        if len(templates) == 1:
            return [self._encode(keywords.keywords, *templates)]
        return [self._encode(group.keywords, keywords.templates_of(group)) for group in keywords.groups]

    def _encode(self, words: tuple[str, ...], templates: tuple[str, ...]) -> TextVectors:
        known = self._known.setdefault(templates, {})
        new = [word for word in words if word not in known]
        encoded = encode_ensemble_cached(
            self._encoder, new, templates, cache=self._cache, progress=self._progress
        )
        known.update((word, (encoded, place)) for place, word in enumerate(new))
        if len(new) == len(words):
            return encoded
        found = [known[word] for word in words]
        return TextVectors(
            np.stack([texts.vectors[place] for texts, place in found]),
            np.array([texts.cut[place] for texts, place in found], dtype=np.int64),
        )


def _spans(keywords: KeywordList) -> tuple[GroupSpan, ...]:
    spans, start = [], 0
    for group in keywords.groups:
        spans.append(GroupSpan(group.name, start, start + len(group.keywords)))
        start += len(group.keywords)
    return tuple(spans)


def rank(
    picture: Source | Picture,
    keywords: KeywordList | str | Iterable[str],
    encoder: Encoder,
    *,
    cache: VectorCache | None = None,
    progress: Progress = silent,
) -> Ranking:
    """Rank keywords against one picture.

    Args:
        picture: a path, bytes, a PIL image or an opened `Picture`.
        keywords: a `KeywordList`, its text, or words.
        encoder: from `load_encoder`, or any object of the `Encoder` protocol.
        cache: the store of vectors between runs, if any.
        progress: a callback that reports progress; it may raise `InterruptedByUser`.

    Raises:
        PictureError: the picture cannot be read.
        KeywordListError: the list is empty or malformed.
    """
    opened = picture if isinstance(picture, Picture) else open_picture(picture)
    words = encode_keywords(as_keyword_list(keywords), encoder, cache=cache, progress=progress)
    vectors = encode_pictures_cached(encoder, [opened], cache=cache)
    return words.rank(vectors[0], encoder, opened.name, opened.notes)


def rank_many(
    pictures: Iterable[Source | Picture],
    keywords: KeywordList | str | Iterable[str],
    encoder: Encoder,
    *,
    cache: VectorCache | None = None,
    batch_size: int = 16,
    progress: Progress = silent,
) -> Iterator[Ranking | Unreadable]:
    """Rank keywords against many pictures in one pass, and yield the results in order.

    Threads decode pictures while the model runs, at most two batches ahead, so that neither waits for the
    other. For a picture that cannot be read, an `Unreadable` is yielded.
    """
    words = encode_keywords(as_keyword_list(keywords), encoder, cache=cache, progress=progress)
    for item in encode_pictures(pictures, encoder, cache=cache, batch_size=batch_size):
        if isinstance(item, Unreadable):
            yield item
        else:
            picture, vector = item
            yield words.rank(vector, encoder, picture.name, picture.notes)


def encode_pictures(
    pictures: Iterable[Source | Picture],
    encoder: Encoder,
    *,
    cache: VectorCache | None = None,
    batch_size: int = 16,
) -> Iterator[tuple[Picture, Vectors] | Unreadable]:
    """Open and encode many pictures, and yield each with its unit vector float32 ``[d]``, in order."""
    for batch in open_batches(iter(pictures), batch_size):
        readable = [item for item in batch if isinstance(item, Picture)]
        vectors = iter(encode_pictures_cached(encoder, readable, cache=cache) if readable else ())
        for item in batch:
            yield item if isinstance(item, Unreadable) else (item, next(vectors))


def as_keyword_list(keywords: KeywordList | str | Iterable[str]) -> KeywordList:
    """Return a list as it is, parse it from its text, or make it of words."""
    if isinstance(keywords, KeywordList):
        return keywords
    return KeywordList.parse(keywords) if isinstance(keywords, str) else KeywordList.of(keywords)


def _open(source: Source | Picture) -> Picture | Unreadable:
    if isinstance(source, Picture):
        return source
    try:
        return open_picture(source)
    except PictureError as error:
        return Unreadable(str(source), str(error))


def open_batches(sources: Iterator[Source | Picture], size: int) -> Iterator[list[Picture | Unreadable]]:
    """Open many pictures on other threads, and yield them in order, ``size`` at a time."""
    with ThreadPoolExecutor(max_workers=2, thread_name_prefix="clip-critic-decode") as pool:
        waiting: deque[Future[Picture | Unreadable]] = deque()
        try:
            while True:
                for source in islice(sources, 2 * size - len(waiting)):
                    waiting.append(pool.submit(_open, source))
                if not waiting:
                    return
                yield [waiting.popleft().result() for _ in range(min(size, len(waiting)))]
        finally:
            for future in waiting:
                future.cancel()
