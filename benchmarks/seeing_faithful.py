"""Insertion and deletion: does the score go where a map says it is? No truth is needed.

The places of a picture are shown (insertion) or hidden (deletion) in the order of a map, the strongest first,
and the score is taken after each step (Petsiuk, Das & Saenko, "RISE", BMVC 2018). A map is faithful if few
places bring the score, and their absence takes it away.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from benchmarks.seeing_metrics import Map, area_under
from clip_critic.encoders.base import Encoder, Vectors
from clip_critic.encoders.places import Box
from clip_critic.pictures.overlays import pixels_of

STEPS = 8


def insertion_minus_deletion(
    encoder: Encoder, picture: Image.Image, box: Box, maps: Map, words: Vectors
) -> list[float]:
    """Return the area under insertion less that under deletion, for the map of each word.

    Args:
        encoder: the encoder whose score is taken.
        picture: an RGB picture.
        box: the part of the picture that the maps' cells divide evenly.
        maps: a map for each word, ``[words, rows, columns]``.
        words: the vector of each word, ``[words, dimension]``.
    """
    gains = []
    for heat, word in zip(maps, words, strict=True):
        order = np.argsort(-heat, axis=None, kind="stable")
        shown = [order[:count] for count in _counts(heat.size)]
        hidden = [order[count:] for count in _counts(heat.size)]
        pictures = [hide(picture, box, heat.shape, cells) for cells in (*hidden, *shown)]
        scores = encoder.encode_images(pictures).astype(np.float64) @ word
        insertion, deletion = np.split(scores, 2)
        gains.append(area_under(insertion) - area_under(deletion))
    return gains


def as_drawn(maps: Map, box: Box) -> Map:
    """Return what each cell of maps shows when they are drawn, smoothly enlarged to the picture's pixels.

    Args:
        maps: a map for each word, ``[words, rows, columns]``.
        box: the part of the picture that the cells divide evenly.
    """
    left, top, right, bottom = pixels_of(box)
    drawn = [
        Image.fromarray(np.asarray(heat, dtype=np.float32))
        .resize((right - left, bottom - top), Image.Resampling.BILINEAR)
        .resize((maps.shape[2], maps.shape[1]), Image.Resampling.BOX)
        for heat in maps
    ]
    return np.stack([np.asarray(image) for image in drawn])


def hide(picture: Image.Image, box: Box, grid: tuple[int, ...], cells: NDArray[np.integer]) -> Image.Image:
    """Return the picture with its mean colour in some cells, which are numbered row by row."""
    pixels = np.array(picture)
    mean = pixels.mean(axis=(0, 1)).round().astype(np.uint8)
    lefts, tops = _edges(box[0], box[2], grid[1]), _edges(box[1], box[3], grid[0])
    for row, column in zip(*np.divmod(cells, grid[1]), strict=True):
        pixels[tops[row] : tops[row + 1], lefts[column] : lefts[column + 1]] = mean
    return Image.fromarray(pixels)


def _counts(cells: int) -> NDArray[np.int_]:
    counts: NDArray[np.int_] = np.linspace(0, cells, STEPS + 1).round().astype(np.int_)
    return counts


def _edges(start: float, end: float, parts: int) -> NDArray[np.int_]:
    """Return the pixels at which parts begin and end; what is outside the picture counts as its edge."""
    edges: NDArray[np.int_] = np.linspace(start, end, parts + 1).round().clip(0).astype(np.int_)
    return edges
