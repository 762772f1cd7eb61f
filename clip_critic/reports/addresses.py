"""Files as ``data:`` URLs, for pages in a single file."""

from __future__ import annotations

import base64
import io

from PIL import Image


def data_url(picture: Image.Image) -> str:
    """Return a picture as a ``data:`` URL of a PNG."""
    file = io.BytesIO()
    picture.save(file, "PNG")
    return address_of(file.getvalue(), "image/png")


def address_of(data: bytes, kind: str) -> str:
    """Return a file's content as a ``data:`` URL; ``kind`` is its media type."""
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"
