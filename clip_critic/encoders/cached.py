"""Encoding each text and each picture only once, however often it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clip_critic.encoders.base import Encoder, Vectors, text_keys
from clip_critic.encoders.cache import Found, VectorCache
from clip_critic.errors import EncoderError, KeywordListError
from clip_critic.pictures.opening import Picture
from clip_critic.progress import Progress, silent

CHUNK = 512
"""The number of texts between two reports of progress, and between two writes to the cache."""
PICTURES = 32
PLACEHOLDER = "{}"


@dataclass(frozen=True, eq=False)
class TextVectors:
    """The vectors of texts, in the order of the texts.

    Attributes:
        vectors: unit vectors float32 ``[n, dimension]``.
        cut: the number of tokens of each text that were beyond the context and not read, int64 ``[n]``.
    """

    vectors: Vectors
    cut: NDArray[np.int64]


def encode_texts_cached(
    encoder: Encoder,
    texts: Sequence[str],
    *,
    template: str = PLACEHOLDER,
    cache: VectorCache | None = None,
    progress: Progress = silent,
) -> TextVectors:
    """Encode texts, each at most once, and only those that are not in the cache.

    Args:
        encoder: any `Encoder`.
        texts: the texts, in any order, with or without duplicates.
        template: a text that contains ``{}`` for the place of each text.
        cache: the store of vectors, if any.
        progress: a callback after every chunk. It may raise `InterruptedByUser`: the texts encoded by then
            are in the cache.

    Raises:
        EncoderError: the encoder failed.
        KeywordListError: the template has no ``{}``.
    """
    filled = fill_template(template, texts)
    space, keys = f"text {encoder.identity}", text_keys(encoder, filled)
    found = (
        cache.read(space, keys, encoder.dimension) if cache else Found.nothing(len(filled), encoder.dimension)
    )
    missing = _places(filled, found.present)
    if not missing:
        return TextVectors(found.vectors, found.cut)
    # Chunks of similar length, so that the encoder has little to pad.
    words = sorted(missing, key=len)
    done, total = len(filled) - sum(map(len, missing.values())), len(filled)
    progress(done, total, "keywords")
    for start in range(0, len(words), CHUNK):
        chunk = words[start : start + CHUNK]
        vectors, cut = _encode_texts(encoder, chunk)
        named = [keys[missing[word][0]] for word in chunk]
        if cache and list(text_keys(encoder, chunk)) == named:  # nothing has changed meanwhile
            cache.write(space, named, vectors, cut)
        for index, word in enumerate(chunk):
            found.vectors[missing[word]] = vectors[index]
            found.cut[missing[word]] = cut[index]
            done += len(missing[word])
        progress(done, total, "keywords")
    return TextVectors(found.vectors, found.cut)


def encode_ensemble_cached(
    encoder: Encoder,
    texts: Sequence[str],
    templates: Sequence[str],
    *,
    cache: VectorCache | None = None,
    progress: Progress = silent,
) -> TextVectors:
    """Encode texts with several templates: the mean of the unit vectors, scaled to length 1 again.

    This is the zero-shot recipe of CLIP (Radford et al. 2021, arXiv:2103.00020, section 3.1.4). ``cut`` is
    the largest number of tokens cut with any template.

    Raises:
        EncoderError: the encoder failed.
        KeywordListError: a template has no ``{}``.
    """
    total = len(texts) * len(templates)
    parts = [
        encode_texts_cached(
            encoder,
            texts,
            template=template,
            cache=cache,
            progress=_part_of(progress, number * len(texts), total),
        )
        for number, template in enumerate(templates)
    ]
    if len(parts) == 1:
        return parts[0]
    return TextVectors(
        ensemble([part.vectors for part in parts]), np.max([part.cut for part in parts], axis=0)
    )


def _part_of(progress: Progress, before: int, overall: int) -> Progress:
    def report(done: int, total: int, what: str) -> None:
        progress(before + done, overall, what)

    return report


def ensemble(parts: Sequence[Vectors]) -> Vectors:
    """Return the mean of unit vectors float32 ``[n, dimension]``, at length 1; for opposites, the first."""
    total = parts[0].copy()
    for part in parts[1:]:
        total += part
    length = np.linalg.norm(total, axis=1, keepdims=True)
    merged: Vectors = np.where(length > 1e-6, total / np.maximum(length, 1e-6), parts[0])
    return merged


def encode_pictures_cached(
    encoder: Encoder, pictures: Sequence[Picture], *, cache: VectorCache | None = None
) -> Vectors:
    """Encode pictures as unit vectors float32 ``[n, dimension]``, equal pictures only once.

    Raises:
        EncoderError: the encoder failed.
    """
    digests = [picture.digest for picture in pictures]
    space = f"picture {encoder.identity}"
    found = known_pictures(encoder.identity, encoder.dimension, digests, cache=cache)
    missing = list(_places(digests, found.present).items())
    for start in range(0, len(missing), PICTURES):
        chunk = missing[start : start + PICTURES]
        vectors = encoder.encode_images([pictures[places[0]].image for _, places in chunk])
        _require_shape(vectors, len(chunk), encoder)
        if cache:
            cache.write(space, [digest for digest, _ in chunk], vectors, [0] * len(chunk))
        for (_, places), vector in zip(chunk, vectors, strict=True):
            found.vectors[places] = vector
    return found.vectors


def known_pictures(
    identity: str, dimension: int, digests: Sequence[str], *, cache: VectorCache | None = None
) -> Found:
    """Return the cached vectors of pictures, by their digests; those that are not cached are not present.

    Args:
        identity: the encoder's identity; it need not be loaded.
        dimension: the length of its vectors.
    """
    if cache is None:
        return Found.nothing(len(digests), dimension)
    return cache.read(f"picture {identity}", digests, dimension)


def remember_picture(
    encoder: Encoder, picture: Picture, vector: Vectors, *, cache: VectorCache | None = None
) -> Vectors:
    """Return the cached vector of a picture; if there is none, cache this one, and return it.

    Args:
        vector: the picture's unit vector, float32 ``[dimension]``.
    """
    if cache is None:
        return vector
    space = f"picture {encoder.identity}"
    found = cache.read(space, [picture.digest], encoder.dimension)
    if found.present[0]:
        cached: Vectors = found.vectors[0]
        return cached
    _require_shape(vector[None], 1, encoder)
    cache.write(space, [picture.digest], vector[None], [0])
    return vector


def fill_template(template: str, texts: Sequence[str]) -> Sequence[str]:
    """Put each text into the template's place; texts may have braces of their own.

    Raises:
        KeywordListError: the template has no ``{}``.
    """
    if template == PLACEHOLDER:
        return texts
    if PLACEHOLDER not in template:
        raise KeywordListError(f"The template {template!r} has no {{}} where the keyword goes.")
    return [template.replace(PLACEHOLDER, text) for text in texts]


def _places(contents: Sequence[str], present: NDArray[np.bool_]) -> dict[str, list[int]]:
    """Return the contents that are not present, each with all its indices."""
    places: dict[str, list[int]] = {}
    for index in np.flatnonzero(~present).tolist():
        places.setdefault(contents[index], []).append(index)
    return places


def _encode_texts(encoder: Encoder, texts: Sequence[str]) -> tuple[Vectors, list[int]]:
    vectors, cut = encoder.encode_texts(texts), encoder.count_cut_tokens(texts)
    _require_shape(vectors, len(texts), encoder)
    return vectors, cut


def _require_shape(vectors: Vectors, count: int, encoder: Encoder) -> None:
    """Check the vectors of an encoder, which may come from anywhere, before they are stored for long."""
    if vectors.shape != (count, encoder.dimension) or not np.isfinite(vectors).all():
        raise EncoderError(
            f"The encoder {encoder.identity} returned {list(vectors.shape)} numbers instead of"
            f" [{count}, {encoder.dimension}] finite ones."
        )
