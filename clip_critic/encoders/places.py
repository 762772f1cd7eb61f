"""What each place of a picture adds to its vector, so that a word's similarity can be shown where it is.

A picture's vector is a sum over its places, so every word's similarity is one, too (Gandelsman et al., ICLR
2024). An encoder that knows the sum exactly has a method ``place_images``; for every other encoder, parts of
the picture are hidden in turn (occlusion), which needs nothing but its `encode_images`.
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, runtime_checkable
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from clip_critic.encoders.base import Encoder, Vectors
from clip_critic.errors import EncoderError
from clip_critic.progress import Progress, silent

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in pixels of a picture; beyond its edges where an encoder reads a margin."""

EXACT = 1e-4
"""The largest difference of a number between the sum of the places and the picture's vector."""
CELLS = 8
"""The cells along a square whose parts are hidden in turn."""
HIDDEN = 2
"""The cells along the square that hides a part."""
TOGETHER = 8
"""The pictures that are encoded between two reports of progress."""


class Look(NamedTuple):
    """What one of several looks at a picture found: the sum of what its places add, and what has no place."""

    placed: Vectors
    rest: Vectors


@dataclass(frozen=True, eq=False)
class Places:
    """A picture's unit vector as a sum: ``shares.sum((0, 1)) + rest``.

    Attributes:
        shares: what each place adds, float32 ``[rows, columns, dimension]``.
        rest: what has no place, float32 ``[dimension]``.
        box: the part of the picture that the rows and columns divide evenly.
        exact: whether the shares are the encoder's own sum; else parts of the picture were hidden in turn.
        looks: what each look found at a picture that was read as several squares; empty for a single look.
        parts: the parts of the box that were read, if there are gaps between them; else empty.
    """

    shares: NDArray[np.float32]
    rest: NDArray[np.float32]
    box: Box
    exact: bool = True
    looks: tuple[Look, ...] = ()
    parts: tuple[Box, ...] = ()

    @property
    def vector(self) -> Vectors:
        """The picture's unit vector, float32 ``[dimension]``."""
        total: Vectors = self.shares.sum(axis=(0, 1)) + self.rest
        return total


@runtime_checkable
class PlacingEncoder(Protocol):
    """An `Encoder` that knows what each place of a picture adds to the picture's vector.

    One that has checked this itself says so in an attribute ``gives_places``.
    """

    def place_images(self, pictures: Sequence[Image.Image]) -> list[Places] | None:
        """Return the places of RGB pictures of any size, or None if it cannot tell after all."""
        ...


_proven: WeakKeyDictionary[Encoder, bool] = WeakKeyDictionary()
"""Whether an encoder's places add up to its vectors, by encoder."""


def places_of(
    encoder: Encoder, pictures: Sequence[Image.Image], progress: Progress = silent, later: int = 0
) -> list[Places]:
    """Return what each place of RGB pictures adds to their vectors.

    Args:
        encoder: any `Encoder`; one with ``place_images`` needs one pass for a picture, any other one `CELLS`
            squared and more.
        pictures: the pictures, of any size.
        progress: a callback between batches; it may raise `InterruptedByUser`.
        later: how many more pictures the caller will look at, for an estimate of the time.

    Raises:
        EncoderError: the encoder failed.
    """
    if gives_places(encoder):
        return _places_in_one_pass(encoder, pictures, progress)
    found = []
    for number, picture in enumerate(pictures):
        which = f" in picture {number + 1} of {len(pictures)}" if len(pictures) > 1 else ""
        found.append(hide_parts(encoder, picture, progress, which, later + len(pictures) - number - 1))
    return found


def gives_places(encoder: Encoder) -> bool:
    """Return whether an encoder knows the places of its pictures, exactly and in one pass."""
    if not isinstance(encoder, PlacingEncoder):
        return False
    known = getattr(encoder, "gives_places", None)
    if isinstance(known, bool):
        return known
    try:
        adds_up = _proven.get(encoder)
    except TypeError:  # without a hash it cannot be remembered
        return _adds_up(encoder)
    if adds_up is None:
        adds_up = _proven[encoder] = _adds_up(encoder)
    return adds_up


def probe_picture(size: tuple[int, int]) -> Image.Image:
    """Return a picture no two parts of which are alike: a gradient with noise, always the same."""
    gradient = np.linspace(0, 191, size[0]) * np.ones((size[1], 1))
    noise = np.random.default_rng(0).uniform(0, 64, (size[1], size[0], 3))
    return Image.fromarray((gradient[..., None] + noise).astype(np.uint8))


def _adds_up(encoder: Encoder) -> bool:
    """Return whether the sum of an encoder's places is the vector of the same picture."""
    assert isinstance(encoder, PlacingEncoder)
    picture = probe_picture((64, 64))
    found = encoder.place_images([picture])
    if not found or found[0].shares.ndim != 3:
        return False
    sums, vectors = found[0].vector, encoder.encode_images([picture])[0]
    return sums.shape == vectors.shape and bool(np.abs(sums - vectors).max() <= EXACT)


def _places_in_one_pass(
    encoder: Encoder, pictures: Sequence[Image.Image], progress: Progress
) -> list[Places]:
    assert isinstance(encoder, PlacingEncoder)
    found: list[Places] = []
    for start in range(0, len(pictures), TOGETHER):
        progress(start, len(pictures), "looking for places")
        found += encoder.place_images(pictures[start : start + TOGETHER]) or []
    if len(found) != len(pictures):
        raise EncoderError(f"The encoder {encoder.identity} gave places for only some of the pictures.")
    progress(len(pictures), len(pictures), "looking for places")
    return found


def hide_parts(
    encoder: Encoder,
    picture: Image.Image,
    progress: Progress = silent,
    which: str = "",
    later: int = 0,
) -> Places:
    """Return the places of a picture as what its vector loses when a square of mean colour hides each.

    The squares overlap by half, and each gives its cells equal parts. Zeiler and Fergus 2014.

    Args:
        progress: a callback between batches. The first pass is timed: later reports name the time that all
            of them will take.
        which: what to add to reports, where there are several pictures.
        later: how many pictures follow, whose time is part of the estimate.
    """
    box = read_box(encoder, picture.size)
    rows, columns = _cells(box)
    squares = [(row, column) for row in range(1 - HIDDEN, rows) for column in range(1 - HIDDEN, columns)]
    total = len(squares) + 1
    progress(0, total, f"hiding parts{which}")
    started = time.monotonic()
    vector = encoder.encode_images([picture])[0]
    needed = _duration((len(squares) + later * total) * (time.monotonic() - started))
    shares = np.zeros((rows, columns, len(vector)), dtype=np.float32)
    for start in range(0, len(squares), TOGETHER):
        progress(1 + start, total, f"hiding parts{which}, about {needed} for all of them")
        some = squares[start : start + TOGETHER]
        hidden = [_hide(picture, box, (rows, columns), square) for square in some]
        for (row, column), without in zip(some, encoder.encode_images(hidden), strict=True):
            area = shares[max(row, 0) : row + HIDDEN, max(column, 0) : column + HIDDEN]
            area += (vector - without) / HIDDEN**2
    progress(total, total, f"hiding parts{which}")
    return Places(shares, vector - shares.sum(axis=(0, 1)), box, exact=False)


def read_box(encoder: Encoder, size: tuple[int, int]) -> Box:
    """Return the part of a picture that an encoder reads, or the whole picture if it cannot tell."""
    read = getattr(encoder, "read_box", None)
    return read(size) if read is not None else (0.0, 0.0, float(size[0]), float(size[1]))


def _cells(box: Box) -> tuple[int, int]:
    """Return the rows and columns of a grid of about `CELLS` squared squares; none is below a pixel."""
    width, height = box[2] - box[0], box[3] - box[1]
    across = max(1, min(round(CELLS * math.sqrt(width / height)), CELLS**2))
    return max(1, min(round(CELLS**2 / across), round(height))), max(1, min(across, round(width)))


def _hide(picture: Image.Image, box: Box, grid: tuple[int, int], square: tuple[int, int]) -> Image.Image:
    """Return the picture with its mean colour over one square of cells."""
    high, wide = (box[3] - box[1]) / grid[0], (box[2] - box[0]) / grid[1]
    left, top = box[0] + square[1] * wide, box[1] + square[0] * high
    edges = round(left), round(top), round(left + HIDDEN * wide), round(top + HIDDEN * high)
    hidden = picture.copy()
    hidden.paste(_mean_colour(picture), edges)
    return hidden


def _mean_colour(picture: Image.Image) -> tuple[int, ...]:
    mean = np.asarray(picture.resize((1, 1), Image.Resampling.BOX))
    return tuple(int(value) for value in mean[0, 0])


def _duration(seconds: float) -> str:
    return f"{seconds / 60:.0f} min" if seconds >= 90 else f"{seconds:.0f} s"
