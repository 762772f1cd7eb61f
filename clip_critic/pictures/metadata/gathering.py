"""Gathering the texts of an opened picture: text chunks, EXIF data, comments and XMP."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from PIL import Image
from PIL.PngImagePlugin import iTXt

from clip_critic.pictures.metadata.base import Texts
from clip_critic.pictures.metadata.decoding import decode_bytes, decode_comment, decode_latin1_text

logger = logging.getLogger(__name__)

MAX_TEXT = 1 << 24
"""The longest text that is looked at, in characters or bytes."""

EXIF_IFD, USER_COMMENT = 0x8769, 0x9286  # EXIF 2.3, sections 4.6.3 and 4.6.5
DESCRIPTION, MAKE, MODEL, SOFTWARE = 0x010E, 0x010F, 0x0110, 0x0131
XP_COMMENT = 0x9C9C
_XMP_KEYS = ("XML:com.adobe.xmp", "xmp")
_XMP_MARK = b"http://ns.adobe.com/xap/1.0/\0"
# Exposure time, aperture, sensitivity, the time a photo was taken and digitized, focal length, lens.
_CAMERA_TAGS = (0x829A, 0x829D, 0x8827, 0x9003, 0x9004, 0x920A, 0xA434)


def gather_texts(image: Image.Image) -> Texts:
    """Return the texts of an opened picture; damaged ones are left out."""
    chunks = {str(key): text for key, value in image.info.items() if (text := _chunk(image, value))}
    ifd, details = _exif(image)
    tags = {tag: text for tag, value in ifd.items() if (text := _tag(value))}
    return Texts(
        chunks=MappingProxyType(chunks),
        tags=MappingProxyType(tags),
        comment=_comment(details.get(USER_COMMENT)) or _comment(ifd.get(USER_COMMENT)),
        file_comment=_tag(image.info.get("comment")),
        xmp=next(_packets(image), ""),
        is_photo=_is_photo(tags, details),
        is_gif=getattr(image, "format", None) == "GIF",
        size=image.size,
    )


def _chunk(image: Image.Image, value: object) -> str:
    """Return a text of a PNG; one that Pillow has read as Latin-1 may be UTF-8."""
    if not isinstance(value, str) or len(value) > MAX_TEXT:
        return ""
    is_latin1 = getattr(image, "format", None) == "PNG" and not isinstance(value, iTXt)
    return (decode_latin1_text(value) if is_latin1 else str(value)).strip("\0\ufeff")


def _tag(value: object) -> str:
    if isinstance(value, str):
        value = value.encode("latin-1") if _is_latin1(value) else value
    if isinstance(value, bytes):
        return decode_bytes(value[:MAX_TEXT]).strip("\0")
    return value[:MAX_TEXT].strip("\0") if isinstance(value, str) else ""


def _is_latin1(text: str) -> bool:
    return not text or max(text) <= "\xff"


def _exif(image: Image.Image) -> tuple[Mapping[int, object], Mapping[int, object]]:
    """Return the first directory of the EXIF data, and the one with the photo's details."""
    try:
        exif = image.getexif()
        ifd = dict(exif.items())
    except Exception:  # damaged bytes can make Pillow's EXIF reader raise anything
        logger.debug("The picture's EXIF data is damaged and not used.", exc_info=True)
        return {}, {}
    try:
        return ifd, dict(exif.get_ifd(EXIF_IFD))
    except Exception:
        logger.debug("A part of the picture's EXIF data is damaged and not used.", exc_info=True)
        return ifd, {}


def _comment(value: object) -> str:
    if isinstance(value, tuple):  # written with the type BYTE by some programs
        value = bytes(number for number in value[:MAX_TEXT] if isinstance(number, int) and 0 <= number < 256)
    if isinstance(value, str) and _is_latin1(value):  # written with the type ASCII
        value = value.encode("latin-1")
    return decode_comment(value[:MAX_TEXT]) if isinstance(value, bytes) else _tag(value)


def _packets(image: Image.Image) -> Iterator[str]:
    values = [image.info.get(key) for key in _XMP_KEYS]
    segments = getattr(image, "applist", None)
    values += [part[1] for part in segments or () if isinstance(part, tuple) and part[0] == "APP1"]
    for value in values:
        data = value.encode("utf-8", "replace") if isinstance(value, str) else value
        if isinstance(data, bytes) and (b"<x:xmpmeta" in data or b"<rdf:RDF" in data):
            yield decode_bytes(data.removeprefix(_XMP_MARK)[:MAX_TEXT])


def _is_photo(tags: Mapping[int, str], details: Mapping[int, object]) -> bool:
    """Return whether a camera wrote the EXIF data; ComfyUI writes JSON where the camera's names belong."""
    names = [tags.get(tag, "").strip() for tag in (MAKE, MODEL)]
    return any(name and "{" not in name for name in names) or any(tag in details for tag in _CAMERA_TAGS)
