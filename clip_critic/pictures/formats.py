"""The table of picture formats: their endings, and the packages that some of them need."""

from __future__ import annotations

import importlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec

from PIL import Image

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Plugin:
    """A package that teaches Pillow a format.

    Attributes:
        package: its name for ``pip install``.
        module: the module to import.
        register: the function in it to call; empty if importing it is enough.
    """

    package: str
    module: str
    register: str = ""


@dataclass(frozen=True)
class Format:
    """A picture format.

    Attributes:
        name: Pillow's name.
        suffixes: the endings of its files.
        signatures: bytes at the beginning of its files, each with its place; for files without an ending.
        plugin: the package that it needs, where Pillow itself cannot open it.
    """

    name: str
    suffixes: tuple[str, ...]
    signatures: tuple[tuple[int, bytes], ...] = ()
    plugin: Plugin | None = None


# Only pure picture formats: Pillow would pass PostScript to Ghostscript and metafiles to Windows.
FORMATS = (
    Format("PNG", (".png", ".apng"), ((0, b"\x89PNG\r\n"),)),
    Format("JPEG", (".jpg", ".jpeg", ".jpe", ".jfif", ".mpo"), ((0, b"\xff\xd8\xff"),)),
    Format("MPO", ()),
    Format("WEBP", (".webp",), ((8, b"WEBP"),)),
    Format(
        "AVIF",
        (".avif", ".avifs"),
        ((4, b"ftypavif"), (4, b"ftypavis")),
        Plugin("pillow-avif-plugin", "pillow_avif"),
    ),
    Format("GIF", (".gif",), ((0, b"GIF8"),)),
    Format("BMP", (".bmp",), ()),
    Format("DIB", (".dib",)),
    Format("TIFF", (".tif", ".tiff"), ((0, b"II*\0"), (0, b"MM\0*"))),
    Format(
        "JPEG2000",
        (".jp2", ".j2k", ".j2c", ".jpc", ".jpf", ".jpx"),
        ((4, b"jP  \r\n"), (0, b"\xff\x4f\xff\x51")),
    ),
    Format("PPM", (".ppm", ".pgm", ".pbm", ".pnm", ".pfm")),
    Format("TGA", (".tga", ".icb", ".vda", ".vst")),
    Format("ICO", (".ico",)),
    Format("PCX", (".pcx",)),
    Format("DDS", (".dds",), ((0, b"DDS "),)),
    Format("QOI", (".qoi",), ((0, b"qoif"),)),
    Format(
        "HEIF",
        (".heic", ".heif", ".hif", ".heics", ".heifs"),
        tuple(
            (4, b"ftyp" + brand) for brand in (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
        ),
        Plugin("pillow-heif", "pillow_heif", "register_heif_opener"),
    ),
    Format(
        "JXL",
        (".jxl",),
        ((0, b"\xff\x0a"), (4, b"JXL \r\n")),
        Plugin("pillow-jxl-plugin", "pillow_jxl"),
    ),
)
"""The formats that are opened. All else is refused."""

OTHER_PICTURES = frozenset(
    [
        *(".psd", ".svg", ".eps", ".xcf", ".kra", ".clip", ".ora", ".exr", ".hdr"),
        *(".raw", ".dng", ".cr2", ".cr3", ".nef", ".arw", ".orf", ".rw2", ".raf"),
        *(".bpg", ".jxr", ".icns", ".wmf", ".emf", ".ai", ".pdf"),
    ]
)
"""Endings of pictures that are never opened, but named where they are left out."""

UNKNOWN_TYPE = "application/octet-stream"
SIGNATURE_BYTES = 32
"""The bytes at the start of a file by which its format is recognised."""


def known_formats() -> list[str]:
    """Return Pillow's names of the formats that can be opened here, those of plugins included."""
    _load_plugins()
    return [row.name for row in FORMATS if row.name in Image.OPEN]


def openable_suffixes() -> frozenset[str]:
    """Return the endings of the files that can be opened here."""
    names = known_formats()
    return frozenset(suffix for row in FORMATS if row.name in names for suffix in row.suffixes)


def format_of_suffix(suffix: str) -> Format | None:
    """Return the format of files with an ending; None if it is not in the table."""
    return next((row for row in FORMATS if suffix.lower() in row.suffixes), None)


def format_of_bytes(start: bytes) -> Format | None:
    """Return the format of a file by its first bytes; None if it is not in the table."""
    for row in FORMATS:
        if any(start[at : at + len(mark)] == mark for at, mark in row.signatures):
            return row
    return None


def media_type_of(start: bytes) -> str:
    """Return the media type of a picture's file, by its first bytes."""
    row = format_of_bytes(start)
    return Image.MIME.get(row.name, UNKNOWN_TYPE) if row else UNKNOWN_TYPE


def missing_package(row: Format | None) -> str:
    """Return the package that has to be installed for a format; empty if none is missing."""
    is_missing = row is not None and row.plugin is not None and row.name not in known_formats()
    return row.plugin.package if row is not None and row.plugin is not None and is_missing else ""


@lru_cache(maxsize=1)
def _load_plugins() -> None:
    """Load the packages for formats that Pillow itself cannot open; one that cannot be loaded is left out."""
    Image.init()
    for row in FORMATS:
        if row.plugin is None or row.name in Image.OPEN or find_spec(row.plugin.module) is None:
            continue
        try:
            module = importlib.import_module(row.plugin.module)
            register: Callable[[], object] = (
                getattr(module, row.plugin.register) if row.plugin.register else list
            )
            register()
        except Exception:  # an incompatible version may raise anything
            logger.warning("The package %s cannot be loaded.", row.plugin.package, exc_info=True)
