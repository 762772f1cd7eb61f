"""Files as ``data:`` addresses, for pages that need nothing beside them."""

from __future__ import annotations

import base64
import io

from PIL import Image


def data_url(picture: Image.Image) -> str:
    """A picture as a PNG inside its own address."""
    file = io.BytesIO()
    picture.save(file, "PNG")
    return address_of(file.getvalue(), "image/png")


def address_of(data: bytes, kind: str) -> str:
    """A file inside its own address; ``kind`` is its media type."""
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"
