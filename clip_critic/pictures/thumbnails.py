"""Small copies of pictures, for rows of many."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image

from clip_critic.pictures.opening import Source, open_picture

TINY = 128 * 128
"""Pixels up to which a PNG is as small as a JPEG, and sharper."""


@lru_cache(maxsize=256)
def thumbnail(path: Path, side: int) -> tuple[bytes, str]:
    """Return a file's picture as a small one, and its media type; raises `PictureError`.

    Args:
        path: a file that never changes.
        side: the longest side in pixels; smaller pictures keep their size.
    """
    return small_copy(path, side)


def small_copy(source: Source, side: int) -> tuple[bytes, str]:
    """Return a small copy of any picture, and its media type; raises `PictureError`."""
    image = open_picture(source).image
    if max(image.size) > side:
        image = image.copy()
        image.thumbnail((side, side), Image.Resampling.LANCZOS)
    file = BytesIO()
    if image.width * image.height <= TINY:
        image.save(file, "PNG")
        return file.getvalue(), "image/png"
    image.convert("RGB").save(file, "JPEG", quality=88)
    return file.getvalue(), "image/jpeg"
