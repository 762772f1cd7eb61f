"""Metadata in the last bits of the pixels: "stealth PNG info", which survives where text is removed.

The bits go down the columns, from left to right: of the alpha, or of red, green and blue. First comes a name
of 15 bytes, then the length in bits as 32 bits, then the text, compressed with gzip or not.
"""

from __future__ import annotations

import zlib

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from clip_critic.pictures.metadata.decoding import decode_bytes

MAX_HIDDEN = 4 << 20
"""The longest hidden text that is read, in bytes, compressed or not."""

_NAME_BITS, _LENGTH_BITS = 120, 32
_GZIP = 31  # the argument of zlib for the format of gzip
_NAMES = {
    b"stealth_pnginfo": ("A", False),
    b"stealth_pngcomp": ("A", True),
    b"stealth_rgbinfo": ("RGB", False),
    b"stealth_rgbcomp": ("RGB", True),
}


def hidden_text(image: Image.Image) -> str:
    """Return the text in the last bits of a picture; empty if there is none."""
    for bands in ("A", "RGB"):
        if image.mode not in ("RGBA", "RGB") or not set(bands) <= set(image.mode):
            continue
        name = _bytes(image, bands, 0, _NAME_BITS)
        of_bands, is_compressed = _NAMES.get(name, ("", False))
        if of_bands == bands:
            return _payload(image, bands, is_compressed=is_compressed)
    return ""


def _payload(image: Image.Image, bands: str, *, is_compressed: bool) -> str:
    length = int.from_bytes(_bytes(image, bands, _NAME_BITS, _LENGTH_BITS), "big")
    if not 0 < length <= MAX_HIDDEN * 8:
        return ""
    data = _bytes(image, bands, _NAME_BITS + _LENGTH_BITS, length)
    if is_compressed:
        try:
            data = zlib.decompressobj(_GZIP).decompress(data, MAX_HIDDEN)
        except zlib.error:
            return ""
    return decode_bytes(data).strip("\0")


def _bytes(image: Image.Image, bands: str, start: int, count: int) -> bytes:
    """Return some of the hidden bits as bytes; fewer if the picture ends before."""
    first, last = start // len(bands), -(-(start + count) // len(bands))
    left, right = first // image.height, min(-(-last // image.height), image.width)
    if left >= right:
        return b""
    columns = image.crop((left, 0, right, image.height))
    values: NDArray[np.uint8] = np.stack([np.asarray(columns.getchannel(band)).T for band in bands], axis=-1)
    bits = values.reshape(-1) & 1
    offset = start - left * image.height * len(bands)
    return np.packbits(bits[offset : offset + count]).tobytes()
