"""What an encoder sees of a concept's pictures: the pictures, and crops of them to check with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from clip_critic.encoders.base import Encoder, Vectors
from clip_critic.encoders.cache import VectorCache
from clip_critic.encoders.cached import encode_pictures_cached
from clip_critic.errors import ConceptError
from clip_critic.pictures.opening import Picture
from clip_critic.progress import Progress, silent

FEWEST, MOST = 3, 32
"""The numbers of pictures that a concept can be started from; 3 to 10 are usual."""
SMALLEST_CROP, LARGEST_CROP = 0.75, 0.95
"""The sides of crops, as shares of a picture's shorter side: smaller ones show another thing."""
RESAMPLED = 400
SURE = 0.95
"""How many of all sets of other pictures must be less alike than the concept's own."""
TOGETHER = 8

ONE_PICTURE = (
    "One picture does not show what is the concept and what is only its background: choose at least {fewest}"
    " different ones."
)
TOO_FEW = "There are only {count} different pictures: choose at least {fewest} of the same thing."
TOO_MANY = "There are {count} pictures, and a concept is started from at most {most}: choose the best ones."
SCATTERED = (
    "The pictures are no more alike than any other pictures: the encoder sees no one thing in them, so the"
    " concept may mean little. The one that fits least is {name}."
)


@dataclass(frozen=True, eq=False)
class Views:
    """What is seen of one thing.

    Attributes:
        own: vectors of the pictures, float32 ``[n, dimension]``.
        held: vectors of crops that are held out, to check with, ``[n, dimension]``.
        names: the pictures' names.
        digests: the pictures' digests.
    """

    own: Vectors
    held: Vectors
    names: tuple[str, ...]
    digests: tuple[str, ...]


def look_at(
    encoder: Encoder,
    pictures: Sequence[Picture],
    *,
    seed: int = 0,
    cache: VectorCache | None = None,
    progress: Progress = silent,
) -> Views:
    """Return the views of a concept's pictures; a picture that is there twice counts once.

    Args:
        encoder: any `Encoder`.
        pictures: `FEWEST` to `MOST` different pictures of one thing.
        seed: the seed of the crops.
        cache: the store of vectors, if any; crops are not stored.
        progress: a callback between batches; it may raise `InterruptedByUser`.

    Raises:
        ConceptError: there are too few or too many pictures.
        EncoderError: the encoder failed.
    """
    different = list({picture.digest: picture for picture in pictures}.values())
    check_count(len(different))
    total = 2 * len(different)
    progress(0, total, "pictures")
    own = encode_pictures_cached(encoder, different, cache=cache)
    rng = np.random.default_rng(seed)
    crops = [_crop(picture.image, rng) for picture in different]
    held = []
    for start in range(0, len(crops), TOGETHER):
        progress(len(different) + start, total, "pictures")
        held.append(encoder.encode_images(crops[start : start + TOGETHER]))
    return Views(
        own,
        np.concatenate(held),
        tuple(picture.name for picture in different),
        tuple(picture.digest for picture in different),
    )


def scatter_note(views: Views, others: Vectors, seed: int = 0) -> str:
    """Return a sentence for the user if pictures are no more alike than sets of others; else an empty text.

    Args:
        views: the views of one thing.
        others: vectors of other pictures ``[n, dimension]``; too few of them say nothing.
    """
    count = len(views.own)
    if len(others) < 2 * count:
        return ""
    rng = np.random.default_rng(seed)
    sets = (others[rng.choice(len(others), count, replace=False)] for _ in range(RESAMPLED))
    alike = mean_likeness(views.own)
    if np.mean([mean_likeness(vectors) < alike for vectors in sets]) >= SURE:
        return ""
    beside = views.own @ views.own.T
    return SCATTERED.format(name=views.names[int(beside.sum(axis=1).argmin())])


def mean_likeness(vectors: Vectors) -> float:
    """Return the mean similarity of different rows of unit vectors."""
    count = len(vectors)
    return float((np.square(vectors.sum(axis=0)).sum() - count) / (count * (count - 1)))


def check_count(count: int) -> None:
    """Check the number of different pictures that a concept is started from; raises `ConceptError`."""
    if count == 1:
        raise ConceptError(ONE_PICTURE.format(fewest=FEWEST))
    if count < FEWEST:
        raise ConceptError(TOO_FEW.format(count=count, fewest=FEWEST))
    if count > MOST:
        raise ConceptError(TOO_MANY.format(count=count, most=MOST))


def _crop(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    share, across, down = SMALLEST_CROP + (LARGEST_CROP - SMALLEST_CROP) * rng.random(), *rng.random(2)
    side = max(1, round(min(picture.size) * share))
    left, top = round(across * (picture.width - side)), round(down * (picture.height - side))
    return picture.crop((left, top, left + side, top + side))
