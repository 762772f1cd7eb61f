"""Remove a file's metadata, so that damaged metadata does not stop us from reading intact pixels.

Everything that the pixels need is kept. Only the parts around the pixels are read, never the pixels.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8"

MAX_PART = 1 << 20
"""The longest text or colour profile that is kept, in bytes once decompressed: Pillow's own limit."""
MAX_TEXTS = 1 << 24
"""The most bytes of text that are kept in all."""

_TEXTS = (b"tEXt", b"zTXt", b"iTXt")
_STAGES = (
    ((b"tRNS", b"eXIf", b"acTL", b"fcTL", b"fdAT"), MAX_TEXTS),
    ((b"tRNS", b"eXIf"), MAX_TEXTS),
    ((b"tRNS",), 0),
)
"""What each attempt keeps: chunks by name, and at most so many bytes of text; the last keeps the least."""
_NEEDED_SEGMENTS = (0xE0, 0xEE)  # JFIF, and Adobe's, which says how colours are stored


def without_metadata(data: bytes) -> Iterator[bytes]:
    """Yield a file without metadata that is damaged or too large, and at last with the pixels alone.

    There is nothing to yield if nothing can be taken away.
    """
    if data.startswith(PNG):
        kept = [PNG + b"".join(_png_parts(data, *kept)) for kept in _STAGES]
    elif data.startswith(JPEG):
        kept = [JPEG + b"".join(_jpeg_parts(data))]
    elif data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        body = b"".join(_webp_parts(data))
        kept = [b"RIFF" + (len(body) + 4).to_bytes(4, "little") + b"WEBP" + body] if body else []
    else:
        kept = []
    yield from (file for file in dict.fromkeys(kept) if file != data)


def _png_parts(data: bytes, names: tuple[bytes, ...], texts: int) -> Iterator[bytes]:
    """Yield the chunks that the pixels need, whole ones of these names, and so many bytes of text.

    If the file ends within a chunk of pixels, that chunk is kept, so that it still counts as cut short.
    """
    at, left = len(PNG), texts
    while at < len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        end = at + 12 + length
        if end > len(data):
            if not _is_ancillary(kind):
                yield data[at:]
            return
        size = 0
        if _is_ancillary(kind):
            body = data[at + 8 : end - 4]
            is_whole = zlib.crc32(kind + body) == int.from_bytes(data[end - 4 : end], "big")
            size = _size(kind, body) if is_whole and kind in (*_TEXTS, b"iCCP") else 0
            is_kept = is_whole and (kind in names or 0 < size <= min(MAX_PART, left))
        else:
            is_kept = True
        if is_kept:
            left -= size
            yield data[at:end]
        at = end


def _is_ancillary(kind: bytes) -> bool:
    """Return whether the pixels can be read without such a chunk: its first letter is small."""
    return not (kind.isalpha() and kind[:1].isupper())


def _size(kind: bytes, body: bytes) -> int:
    """Return the size of a text or profile without its compression; 0 if it is damaged."""
    key, mark, rest = body.partition(b"\0")
    if not (mark and key):
        return 0
    if kind == b"tEXt":
        return len(body)
    if kind == b"iTXt":
        is_compressed, method, packed = rest[:1], rest[1:2], rest[2:].split(b"\0", 2)[-1]
        return len(body) if is_compressed == b"\0" else _unpacked_size(packed) if method == b"\0" else 0
    return _unpacked_size(rest[1:]) if rest[:1] == b"\0" else 0


def _unpacked_size(packed: bytes) -> int:
    try:
        return len(zlib.decompressobj().decompress(packed, MAX_PART + 1))
    except zlib.error:
        return 0


def _jpeg_parts(data: bytes) -> Iterator[bytes]:
    """Yield the segments to keep, and everything from the first scan on."""
    at = len(JPEG)
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xFF:  # a byte that fills a gap
            at += 1
            continue
        is_metadata = 0xE0 <= marker <= 0xEF or marker == 0xFE
        if marker == 0xDA or length < 2:
            break
        if not is_metadata or marker in _NEEDED_SEGMENTS:
            yield data[at : at + 2 + length]
        at += 2 + length
    yield data[at:]


def _webp_parts(data: bytes) -> Iterator[bytes]:
    """Yield the chunks of the pixels; the flags for the others are cleared."""
    at = 12
    while at + 8 <= len(data):
        kind, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        end = at + 8 + length + length % 2
        if kind == b"VP8X":  # profile, EXIF and XMP: bits 5, 3 and 2 of its first byte
            yield (
                data[at : at + 8]
                + bytes([data[at + 8] & ~0b0010_1100] if at + 8 < len(data) else [])
                + data[at + 9 : end]
            )
        elif kind in (b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF"):
            yield data[at:end]
        at = end
