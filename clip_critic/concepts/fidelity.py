"""Fidelity: does a concept mean this thing, or any of its kind?

A concept that only says "a cat" is as near to all cats. So its own pictures are compared with other things of
its kind, by the concept and by the bare word for it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clip_critic.concepts.starting import text_vector
from clip_critic.encoders.base import Encoder, Vectors
from clip_critic.encoders.cache import VectorCache
from clip_critic.encoders.cached import encode_pictures_cached
from clip_critic.errors import ConceptError
from clip_critic.keywords.mentions import mention
from clip_critic.pictures.opening import Picture
from clip_critic.progress import Progress, silent

FEWEST = 2
CONFIDENCE = 0.95
NO_KIND = "Name its kind, such as cat: the concept is compared with this word."
TOO_FEW = "There are {count} different pictures of it: choose at least {fewest}, or there is no interval."
TOO_FEW_OTHERS = (
    "There are {count} different pictures of others: choose at least {fewest}, or there is no interval."
)
SHARED = "{name} is among both its own pictures and those of others: choose different ones."
NOT_SEEN = (
    "The interval includes 0: with these pictures nobody can say that the concept means this one rather than"
    " any of its kind."
)


@dataclass(frozen=True)
class Margin:
    """A difference of two mean similarities, with its interval of `CONFIDENCE`."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Fidelity:
    """How well a concept tells its own pictures from those of others of its kind.

    Attributes:
        keyword: the concept's keyword.
        kind: the word for its kind.
        own, others: the concept's mean similarities to its own pictures and to those of others.
        own_kind, others_kind: those of the word for its kind.
        margin, margin_kind: how much nearer its own pictures are than those of others, by the concept and by
            the word.
        gain: how much nearer the concept is to its own pictures than the word is.
        notes: sentences for the user.
    """

    keyword: str
    kind: str
    own: float
    others: float
    own_kind: float
    others_kind: float
    margin: Margin
    margin_kind: Margin
    gain: Margin
    notes: tuple[str, ...] = ()


def fidelity(
    encoder: Encoder,
    name: str,
    vectors: NDArray[np.float32],
    kind: str,
    own: Sequence[Picture],
    others: Sequence[Picture],
    *,
    cache: VectorCache | None = None,
    progress: Progress = silent,
) -> Fidelity:
    """Compare a concept with the word for its kind.

    Args:
        encoder: an encoder whose text tower reads vectors.
        name: the concept's name.
        vectors: its vectors for this encoder, ``[k, width]``.
        kind: the word for its kind.
        own: pictures of it; best are those that it was not started from.
        others: pictures of others of its kind.
        cache: the store of vectors, if any.
        progress: a callback before each part; it may raise `InterruptedByUser`.

    Raises:
        ConceptError: there is no kind, or there are too few pictures.
        EncoderError: the encoder failed.
    """
    if not kind.strip():
        raise ConceptError(NO_KIND)
    sets = [_different(own, TOO_FEW), _different(others, TOO_FEW_OTHERS)]
    for picture in sets[1]:
        if picture.digest in {one.digest for one in sets[0]}:
            raise ConceptError(SHARED.format(name=picture.name))
    seen: list[Vectors] = []
    for number, pictures in enumerate(sets):
        progress(number, len(sets), "pictures")
        seen.append(encode_pictures_cached(encoder, pictures, cache=cache))
    texts = text_vector(encoder, mention(name), {name: vectors}), text_vector(encoder, kind.strip(), {})
    (mine, theirs), (mine_kind, theirs_kind) = ([vectors @ text for vectors in seen] for text in texts)
    found = margin_of(mine, theirs)
    return Fidelity(
        mention(name),
        kind.strip(),
        float(mine.mean()),
        float(theirs.mean()),
        float(mine_kind.mean()),
        float(theirs_kind.mean()),
        found,
        margin_of(mine_kind, theirs_kind),
        paired_margin(mine - mine_kind),
        () if found.low > 0 else (NOT_SEEN,),
    )


def margin_of(first: NDArray[np.float32], second: NDArray[np.float32]) -> Margin:
    """Return the difference of two means with Welch's interval (Welch 1947, Biometrika 34, 28-35).

    Args:
        first, second: at least two numbers each.
    """
    from scipy.stats import t

    one, other = first.astype(np.float64), second.astype(np.float64)
    shares = one.var(ddof=1) / len(one), other.var(ddof=1) / len(other)
    mean, variance = float(one.mean() - other.mean()), shares[0] + shares[1]
    if variance == 0:
        return Margin(mean, mean, mean)
    freedom = variance**2 / (shares[0] ** 2 / (len(one) - 1) + shares[1] ** 2 / (len(other) - 1))
    half = float(t.ppf((1 + CONFIDENCE) / 2, freedom)) * math.sqrt(variance)
    return Margin(mean, mean - half, mean + half)


def paired_margin(differences: NDArray[np.float32]) -> Margin:
    """Return the mean of at least two differences with Student's interval."""
    from scipy.stats import t

    values = differences.astype(np.float64)
    half = float(t.ppf((1 + CONFIDENCE) / 2, len(values) - 1)) * values.std(ddof=1) / math.sqrt(len(values))
    mean = float(values.mean())
    return Margin(mean, mean - half, mean + half)


def fidelity_record(found: Fidelity) -> Mapping[str, Any]:
    """Return a fidelity as plain data."""
    record = asdict(found)
    return {
        key: [round(number, 4) for number in value.values()]
        if isinstance(value, dict)
        else round(value, 4)
        if isinstance(value, float)
        else list(value)
        if isinstance(value, tuple)
        else value
        for key, value in record.items()
    }


def _different(pictures: Sequence[Picture], message: str) -> list[Picture]:
    found = list({picture.digest: picture for picture in pictures}.values())
    if len(found) < FEWEST:
        raise ConceptError(message.format(count=len(found), fewest=FEWEST))
    return found
