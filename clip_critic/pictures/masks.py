"""Masks: pictures in grey whose white pixels may change and whose black ones stay; grey mixes both."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from clip_critic.errors import BadInputError

FEATHER = 128
"""A mask fades over one pixel for this many pixels of the picture's shorter side, inside its edge."""
WIDEST_FEATHER = 16
"""The most pixels over which a mask fades."""


def require_mask(mask: Image.Image, size: tuple[int, int]) -> None:
    """Check a mask for a picture of this width and height.

    Raises:
        BadInputError: it has another size or mode, or nothing in it may change.
    """
    if mask.size != size:
        raise BadInputError(
            f"The mask has {mask.width} x {mask.height} pixels and the picture {size[0]} x {size[1]}: "
            "they must have the same size."
        )
    if mask.mode != "L":
        raise BadInputError(f'The mask must be in grey (Pillow\'s mode "L"), not {mask.mode}.')
    if mask.getbbox() is None:
        raise BadInputError("The mask is black everywhere, so nothing may change: paint white what may.")


def keep_outside(changed: Image.Image, picture: Image.Image, mask: Image.Image) -> Image.Image:
    """Return a changed picture with every pixel of the original where the mask is black, exactly.

    The edge is blended inside the mask. The original and the mask are resized to the changed picture.
    """
    original = picture.convert("RGB")
    if original.size != changed.size:
        original = original.resize(changed.size, Image.Resampling.LANCZOS)
    return Image.composite(changed.convert("RGB"), original, feathered(fit_mask(mask, changed.size)))


def fit_mask(mask: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Return a mask at another width and height."""
    return mask if mask.size == size else mask.resize(size, Image.Resampling.BILINEAR)


def feathered(mask: Image.Image) -> Image.Image:
    """Return a mask that fades towards its edge: nowhere brighter than before, black where it was black."""
    width = min(min(mask.size) // FEATHER, WIDEST_FEATHER)
    layer, total = mask, np.asarray(mask, dtype=np.uint16)
    for _ in range(width):
        layer = layer.filter(ImageFilter.MinFilter(3))
        total = total + np.asarray(layer)
    return Image.fromarray((total // (width + 1)).astype(np.uint8)) if width else mask


def everything_inside(mask: Image.Image) -> Image.Image:
    """Return a mask that is white wherever this one is not black."""
    return mask.point(lambda value: 255 if value else 0)


def mask_cells(mask: Image.Image, size: tuple[int, int]) -> NDArray[np.bool_]:
    """Return which cells of a grid may change, bool ``[rows, columns]``: those with a pixel that may.

    Args:
        mask: the mask.
        size: the number of columns and rows.
    """
    columns, rows = size
    inside = np.asarray(mask) > 0
    tall = np.logical_or.reduceat(inside, _edges(mask.height, rows), axis=0)
    return np.asarray(np.logical_or.reduceat(tall, _edges(mask.width, columns), axis=1))


def _edges(length: int, parts: int) -> NDArray[np.int_]:
    return np.arange(parts) * length // parts
