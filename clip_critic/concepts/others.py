"""Other pictures, from which a concept has to differ: the user's, those looked at before, or bundled ones."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from clip_critic.encoders.base import Encoder, Vectors
from clip_critic.encoders.cache import VectorCache
from clip_critic.encoders.cached import encode_pictures_cached
from clip_critic.errors import ConceptError, PictureError
from clip_critic.pictures.opening import open_picture
from clip_critic.progress import Progress, silent
from clip_critic.storage.assets import miniature_dir

logger = logging.getLogger(__name__)

FEWEST_OTHERS, MOST_OTHERS = 16, 512
SAME = 0.98
"""The similarity from which another picture counts as one of the concept's own."""
TOGETHER = 8
BUNDLED = "other-pictures"
"""The files of bundled vectors, beside the miniature's models: the name and the encoder's digest."""

NONE = (
    "There are {count} other pictures to tell these apart from, and {fewest} are needed: choose a folder of"
    " other pictures. Those that this encoder has looked at before count, too."
)


@dataclass(frozen=True, eq=False)
class OtherPictures:
    """Pictures of other things.

    Attributes:
        vectors: float32 ``[n, dimension]``.
        source: where they are from, in words.
    """

    vectors: Vectors
    source: str


def other_pictures(
    encoder: Encoder,
    own: Vectors,
    *,
    files: Sequence[Path] = (),
    cache: VectorCache | None = None,
    progress: Progress = silent,
) -> OtherPictures:
    """Return pictures of other things: those of the user's folder, else those looked at before or bundled.

    Args:
        encoder: any `Encoder`.
        own: the vectors of the concept's own pictures; others that are nearly the same are left out.
        files: pictures of the user's choice; at most `MOST_OTHERS` of them are looked at, spread evenly.
        cache: the store of vectors, if any.
        progress: a callback between batches; it may raise `InterruptedByUser`.

    Raises:
        ConceptError: there are fewer than `FEWEST_OTHERS`.
        EncoderError: the encoder failed.
    """
    if files:
        found = OtherPictures(_look(encoder, spread(files), cache, progress), "the folder of other pictures")
    else:
        found = _known(encoder, cache)
    different = found.vectors[(found.vectors @ own.T).max(axis=1, initial=-1) < SAME]
    if len(different) < FEWEST_OTHERS:
        raise ConceptError(NONE.format(count=len(different), fewest=FEWEST_OTHERS))
    return OtherPictures(different, found.source)


def bundled_file(encoder: Encoder) -> Path:
    """Return the file of vectors that comes with an encoder; only the miniature's have one."""
    return miniature_dir() / f"{BUNDLED}-{encoder.identity.rpartition(':')[2]}.npy"


def _known(encoder: Encoder, cache: VectorCache | None) -> OtherPictures:
    file = bundled_file(encoder)
    if file.is_file():
        vectors = np.load(file).astype(np.float32)
        return OtherPictures(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), "bundled pictures")
    empty = np.empty((0, encoder.dimension), dtype=np.float32)
    if cache is None:
        return OtherPictures(empty, "")
    vectors = cache.latest(f"picture {encoder.identity}", encoder.dimension, MOST_OTHERS)
    return OtherPictures(vectors, "pictures that this encoder has looked at before")


def _look(encoder: Encoder, files: Sequence[Path], cache: VectorCache | None, progress: Progress) -> Vectors:
    found = [np.empty((0, encoder.dimension), dtype=np.float32)]
    for start in range(0, len(files), TOGETHER):
        progress(start, len(files), "other pictures")
        opened = []
        for file in files[start : start + TOGETHER]:
            try:
                opened.append(open_picture(file))
            except PictureError as error:
                logger.warning("%s", error)
        if opened:
            found.append(encode_pictures_cached(encoder, opened, cache=cache))
    return np.concatenate(found)


def spread(files: Sequence[Path]) -> list[Path]:
    """Return at most `MOST_OTHERS` of some files, spread evenly over them."""
    if len(files) <= MOST_OTHERS:
        return list(files)
    places = np.linspace(0, len(files) - 1, MOST_OTHERS).round().astype(int)
    return [files[place] for place in places.tolist()]
