"""Opening pictures safely: any format becomes 8-bit, upright RGB, any failure a clear `PictureError`."""

from __future__ import annotations

import hashlib
import io
import logging
import math
import os
import stat
import threading
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, TypeAlias

from PIL import Image, UnidentifiedImageError

from clip_critic.errors import PictureError
from clip_critic.pictures.folders import LeftOut, pictures_in
from clip_critic.pictures.formats import SIGNATURE_BYTES, format_of_bytes, known_formats, missing_package
from clip_critic.pictures.infotext import Parameters
from clip_critic.pictures.metadata.reading import read_metadata
from clip_critic.pictures.pixels import to_rgb
from clip_critic.pictures.repair import without_metadata

logger = logging.getLogger(__name__)

Source: TypeAlias = str | Path | bytes | BinaryIO | Image.Image
"""A source of a picture: a path, a file's bytes, a binary file object or a Pillow picture."""

MAX_PIXELS = 178_956_970
"""The largest picture that is opened, in pixels: Pillow refuses more as a decompression bomb."""

MAX_TILE = 16_000_000
"""The pixels of a TIFF file's tile, unless the picture itself is as large."""

MAX_BYTES = 1 << 30
"""The largest file that is read, in bytes."""

SKIPPED = "Metadata that is damaged or too large was skipped."


@dataclass(frozen=True)
class Picture:
    """A picture ready to be encoded.

    ``digest`` is ``"file-sha256:..."`` of the file's bytes, or ``"pixels-sha256:..."`` of the RGB pixels of
    a picture in memory. ``parameters`` are the prompts and settings in its metadata, and ``infotext`` is the
    same as a WebUI writes it. ``notes`` are sentences that tell the user what was changed.
    """

    name: str
    image: Image.Image = field(repr=False, compare=False)
    digest: str
    infotext: str | None = None
    notes: tuple[str, ...] = ()
    parameters: Parameters = field(default_factory=Parameters, repr=False, compare=False)


def open_picture(source: Source | None, *, name: str | None = None, max_pixels: int = MAX_PIXELS) -> Picture:
    """Open a path, a file's bytes, a binary file object (from its start) or a Pillow picture.

    Args:
        source: the picture; a picture in memory is not changed.
        name: its name in messages; the path by default.
        max_pixels: the largest size allowed; Pillow's own limit, ``2 * PIL.Image.MAX_IMAGE_PIXELS``, applies
            too.

    Raises:
        PictureError: there is nothing to open, or it is broken, too large or of an unknown format.
    """
    if source is None:
        raise PictureError("There is no picture: choose one first.")
    shown = _shorten(name or _name_of(source))
    with _quiet_pillow:
        if isinstance(source, Image.Image):
            return _convert(source, shown, None, max_pixels)
        data = _read(source, shown)
        return _open_data(data, shown, _digest(data), max_pixels)


def digest_of(source: Path | bytes) -> str:
    """Return the digest of a picture's file, which `open_picture` gives it too, without decoding it.

    Raises:
        PictureError: the file cannot be read.
    """
    return _digest(_read(source, _shorten(_name_of(source))))


def size_of(path: Path) -> tuple[int, int]:
    """Return the width and height of a file's picture as its header says, or zeros if there is none."""
    try:
        with _quiet_pillow, Image.open(path) as picture:
            return picture.size
    except Exception:  # damaged headers raise almost anything; who opens the picture learns the reason
        return 0, 0


def _digest(data: bytes) -> str:
    return "file-sha256:" + hashlib.sha256(data).hexdigest()


def find_pictures(
    paths: str | Path | Iterable[str | Path], left_out: LeftOut | None = None
) -> Iterator[Path]:
    """Yield these files as they are, and the pictures in these folders and their subfolders.

    Within a folder the order is natural (``2.png`` before ``10.png``), with files before subfolders, and
    links to folders last; hidden files and folders are skipped, and no folder is searched twice.

    Args:
        left_out: collects the pictures that cannot be opened and the folders that cannot be read.

    Raises:
        PictureError: a path does not exist; raised at once, before the first picture.
    """
    found = [Path(path) for path in ([paths] if isinstance(paths, (str, Path)) else paths)]
    for path in found:
        if not os.path.lexists(path):
            raise PictureError(f"{_shorten(str(path))} does not exist: check the spelling of the path.")
    collected = LeftOut() if left_out is None else left_out
    return (
        picture for path in found for picture in (pictures_in(path, collected) if path.is_dir() else (path,))
    )


class _QuietPillow:
    """A silencer of Pillow's warnings (bombs, odd EXIF, odd palettes) while any thread opens a picture.

    The warning filters are global to the process: the first thread in sets them and the last one out
    restores them, so that no thread changes them under another.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._users = 0
        self._filters = warnings.catch_warnings()

    def __enter__(self) -> None:
        with self._lock:
            self._users += 1
            if self._users == 1:
                self._filters = warnings.catch_warnings()
                self._filters.__enter__()
                warnings.filterwarnings("ignore", module=r"PIL\b")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._users -= 1
            if self._users == 0:
                self._filters.__exit__(None, None, None)


_quiet_pillow = _QuietPillow()


def _shorten(name: str) -> str:
    return name if len(name) <= 250 else f"{name[:250]}..."


def _name_of(source: object) -> str:
    if isinstance(source, (str, Path)):
        return str(source)
    named = getattr(source, "filename", None) or getattr(source, "name", None)
    return named if isinstance(named, str) and named else "The picture"


def _read(source: str | Path | bytes | BinaryIO, name: str) -> bytes:
    try:
        if isinstance(source, (str, Path)):
            data = _read_file(Path(source), name)
        elif isinstance(source, bytes):
            data = source
        else:
            if source.seekable():
                source.seek(0)
            data = source.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise _missing(source, name) from None
    except (OSError, ValueError) as error:  # ValueError: a closed file, a path with a NUL character
        reason = getattr(error, "strerror", None) or str(error)
        raise PictureError(f"{name} cannot be read ({reason}).") from error
    if not data:
        raise PictureError(f"{name} is empty: save or download it again.")
    if len(data) > MAX_BYTES:
        raise PictureError(f"{name} is larger than {MAX_BYTES >> 20} MiB: scale it down first.")
    return data


def _missing(source: object, name: str) -> PictureError:
    if isinstance(source, (str, Path)) and Path(source).is_symlink():
        target = _shorten(str(Path(source).readlink()))
        return PictureError(f"{name} is a link to {target}, which does not exist.")
    return PictureError(f"{name} does not exist: check the spelling of the path.")


def _read_file(path: Path, name: str) -> bytes:
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise PictureError(f"{name} is a folder, not a picture.")
    if not stat.S_ISREG(status.st_mode):  # reading a pipe or a device could block forever
        raise PictureError(f"{name} is not a regular file.")
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _open_data(data: bytes, name: str, digest: str, max_pixels: int) -> Picture:
    """Open a file's bytes; if they are refused, once more without the metadata."""
    try:
        with _open_bytes(data, name) as image:
            return _convert(image, name, digest, max_pixels)
    except PictureError as error:
        refused = error
    for file in without_metadata(data):
        try:
            with _open_bytes(file, name) as image:
                picture = _convert(image, name, digest, max_pixels)
        except PictureError:
            continue
        return replace(picture, notes=(*picture.notes, SKIPPED))
    raise refused


def _open_bytes(data: bytes, name: str) -> Image.Image:
    try:
        return Image.open(io.BytesIO(data), formats=known_formats())
    except UnidentifiedImageError:
        raise _unknown(data, name) from None
    except Image.DecompressionBombError as error:
        raise PictureError(f"{name} has too many pixels: scale it down first. ({error})") from error
    except Exception as error:  # a damaged header can raise anything
        raise _broken(name, error) from error


def _unknown(data: bytes, name: str) -> PictureError:
    package = missing_package(format_of_bytes(data[:SIGNATURE_BYTES]))
    if package:
        return PictureError(f"{name} is of a format that needs a package: pip install {package}")
    return PictureError(
        f"{name} is not a picture of a known format (PNG, JPEG, WebP, AVIF, GIF, BMP, TIFF, ...), "
        "or its beginning is broken."
    )


def _broken(name: str, error: Exception) -> PictureError:
    reason = str(error) or type(error).__name__
    return PictureError(f"{name} is broken or cut short: save or download it again. ({reason})")


def _tile_pixels(image: Image.Image) -> int:
    """Return the pixels of a tile, where a TIFF file has tiles."""
    tags = getattr(image, "tag_v2", None) or {}
    sides = [tags.get(tag, 0) for tag in (322, 323)]  # TIFF 6.0, section 15: TileWidth and TileLength
    return math.prod(side if isinstance(side, int) else 0 for side in sides)


def _convert(image: Image.Image, name: str, digest: str | None, max_pixels: int) -> Picture:
    width, height = image.size
    if width * height > max_pixels:
        raise PictureError(
            f"{name} has {width} x {height} pixels, more than the {max_pixels / 1e6:.4g} million that are "
            "allowed: scale it down first."
        )
    if width * height == 0:
        raise PictureError(f"{name} has no pixels.")
    if _tile_pixels(image) > max(MAX_TILE, 2 * width * height):  # its memory is taken before a byte is read
        raise PictureError(
            f"{name} is stored in tiles that are larger than itself: save or download it again."
        )
    try:
        notes: list[str] = []
        rgb = to_rgb(image, notes)
        metadata = read_metadata(image)  # after the pixels: a PNG may store its text behind them
        _note_frames(image, notes)
    except Image.DecompressionBombError as error:
        raise PictureError(f"{name} has too many pixels: scale it down first. ({error})") from error
    except Exception as error:  # Pillow's decoders raise OSError, SyntaxError, struct.error, IndexError, ...
        raise _broken(name, error) from error
    if digest is None:
        hashed = hashlib.sha256(f"{rgb.width}x{rgb.height}:".encode())
        hashed.update(rgb.tobytes())  # on its own: in one with the size, all pixels would be copied
        digest = "pixels-sha256:" + hashed.hexdigest()
    return Picture(name, rgb, digest, metadata.infotext, tuple(notes), metadata.parameters)


def _note_frames(image: Image.Image, notes: list[str]) -> None:
    if getattr(image, "format", None) == "MPO":  # a phone's JPEG: the data after the picture is not a frame
        return
    try:
        position, frames = image.tell(), int(getattr(image, "n_frames", 1))
    except Exception:  # the frames after the first are damaged: they are not used anyway
        return
    if frames > 1:
        which = "the first" if position == 0 else f"frame {position + 1}"
        notes.append(f"Only {which} of its {frames} frames is used.")
