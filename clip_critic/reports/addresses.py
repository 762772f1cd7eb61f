"""Files as ``data:`` URLs, for pages in a single file."""

from __future__ import annotations

import base64
import io

from PIL import Image

TINY = 128
"""Side in pixels of the largest square picture that counts as tiny."""


def data_url(picture: Image.Image) -> str:
    """Return a picture as a ``data:`` URL of a PNG."""
    file = io.BytesIO()
    picture.save(file, "PNG")
    return address_of(file.getvalue(), "image/png")


def small_url(image: Image.Image, side: int) -> str:
    """Return a picture as a ``data:`` URL, scaled down if it is longer than ``side`` pixels."""
    if max(image.size) > side:
        image = image.copy()
        image.thumbnail((side, side), Image.Resampling.LANCZOS)
    if is_tiny(image):
        return data_url(image)  # at this size a PNG is as small as a JPEG, and sharper
    file = io.BytesIO()
    image.convert("RGB").save(file, "JPEG", quality=88)
    return address_of(file.getvalue(), "image/jpeg")


def is_tiny(image: Image.Image) -> bool:
    """Return whether a picture is so small that its pixels are shown as squares."""
    return image.width * image.height <= TINY * TINY


def address_of(data: bytes, kind: str) -> str:
    """Return a file's content as a ``data:`` URL; ``kind`` is its media type."""
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"
