"""Pictures with metadata as programs write it."""

from __future__ import annotations

import gzip
import io
import json
import struct
from collections.abc import Mapping
from typing import Any

import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngInfo

WIDTH, HEIGHT = 96, 80


def painted(mode: str = "RGB") -> Image.Image:
    """A picture of noise, so that hidden bits are among many others."""
    values = np.random.default_rng(3).integers(0, 256, (HEIGHT, WIDTH, 3), np.uint8)
    return Image.fromarray(values).convert(mode)


def png(chunks: Mapping[str, str], *, compressed: bool = False, image: Image.Image | None = None) -> bytes:
    """A PNG with text chunks: Latin-1 ones where that is possible, as Pillow chooses."""
    info = PngInfo()
    for key, text in chunks.items():
        info.add_text(key, text, zip=compressed)
    return saved(image or painted(), "PNG", pnginfo=info)


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def exif(tags: Mapping[int, Any], details: Mapping[int, Any] | None = None) -> Image.Exif:
    """EXIF data with a first directory, and one with the photo's details."""
    data = Image.Exif()
    data.update(tags)
    if details:
        data[0x8769] = dict(details)
    return data


def with_comment(comment: bytes, kind: str = "JPEG", tags: Mapping[int, Any] | None = None) -> bytes:
    """A picture whose EXIF field UserComment has these bytes."""
    return saved(painted(), kind, exif=exif(tags or {}, {0x9286: comment}))


def unicode_comment(text: str) -> bytes:
    return b"UNICODE\0" + text.encode("utf-16-be")


def raw_chunk(kind: bytes, body: bytes) -> bytes:
    import zlib

    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def inserted(data: bytes, *chunks: bytes) -> bytes:
    """A PNG with more chunks behind its header."""
    return data[:33] + b"".join(chunks) + data[33:]


def hidden(payload: bytes, name: str, image: Image.Image | None = None) -> Image.Image:
    """A picture with a text in the last bits of its alpha, or of red, green and blue."""
    is_alpha = "_png" in name
    source = np.array((image or painted()).convert("RGBA" if is_alpha else "RGB"))
    body = gzip.compress(payload) if name.endswith("comp") else payload
    data = name.encode() + struct.pack(">I", len(body) * 8) + body
    bits = np.unpackbits(np.frombuffer(data, np.uint8))
    columns = source.transpose(1, 0, 2).copy()
    flat = (columns[..., 3] if is_alpha else columns).reshape(-1)
    assert bits.size <= flat.size, "the picture is too small for its text"
    flat[: bits.size] = flat[: bits.size] & 0xFE | bits
    if is_alpha:
        columns[..., 3] = flat.reshape(columns.shape[:2])
    else:
        columns = flat.reshape(columns.shape)
    return Image.fromarray(np.ascontiguousarray(columns.transpose(1, 0, 2)))


def dumped(record: object) -> str:
    return json.dumps(record, ensure_ascii=False)
