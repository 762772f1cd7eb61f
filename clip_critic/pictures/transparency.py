"""The one colour of a PNG that is transparent, where Pillow loses it: at 1, 2, 4 and 16 bits.

The file names the colour in the picture's own bits (PNG, third edition, section 11.3.1.1), but Pillow
compares it with pixels of 8 bits, or not at all.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

_SCALES = {"1": 255, "L;2": 85, "L;4": 17}
"""The factors by which Pillow multiplies pixels of fewer than 8 bits."""
_DEEP = ("I;16", "I;16B", "I")


@dataclass(frozen=True)
class TransparentColour:
    """A transparent colour, as the file has it.

    Attributes:
        key: the value, or those of red, green and blue.
        raw_mode: the format of the pixels in the file, by Pillow's names.
        low: the lower halves of 16-bit colours, of which Pillow keeps the upper ones.
    """

    key: int | tuple[int, ...]
    raw_mode: str
    low: NDArray[np.uint8] | None = None

    def alpha(self, image: Image.Image) -> Image.Image:
        """Return the alpha of the loaded picture: 0 where it has this colour."""
        alpha = Image.fromarray(np.where(self._is_seen(image), 0, 255).astype(np.uint8))
        alpha.info = {name: image.info[name] for name in ("exif",) if name in image.info}
        return alpha

    def _is_seen(self, image: Image.Image) -> NDArray[np.bool_]:
        if self.low is not None:
            values = np.asarray(image).astype(np.int32) << 8 | self.low
            return np.asarray((values == np.array(self.key)).all(axis=-1))
        if self.raw_mode in _DEEP:
            return np.asarray(np.asarray(image) == self.key)
        return np.asarray(np.asarray(image.convert("L")) == self._scaled())

    def _scaled(self) -> int:
        scale = _SCALES[self.raw_mode]
        is_unscaled = isinstance(self.key, int) and self.key * scale <= 255
        return int(self.key) * scale if isinstance(self.key, int) and is_unscaled else 255


def transparent_colour(image: Image.Image) -> TransparentColour | None:
    """Return the transparent colour of a picture whose pixels are not loaded yet; None if Pillow keeps it."""
    key = image.info.get("transparency")
    tiles = getattr(image, "tile", None)
    raw_mode = str(tiles[0][3]) if tiles else image.mode
    if isinstance(key, tuple) and raw_mode == "RGB;16B" and getattr(image, "format", None) == "PNG":
        return TransparentColour(key, raw_mode, _low_bytes(image))
    if isinstance(key, int) and (raw_mode in _DEEP or raw_mode in _SCALES):
        return TransparentColour(key, raw_mode)
    return None


def _low_bytes(image: Image.Image) -> NDArray[np.uint8]:
    """Decode the file once more with its bytes in the other order, so that Pillow keeps the lower halves."""
    file = image.fp  # type: ignore[attr-defined]  # an opened file, as it has tiles
    position = file.tell()
    file.seek(0)
    with Image.open(io.BytesIO(file.read()), formats=["PNG"]) as again:
        file.seek(position)
        again.tile = [(*tile[:3], "RGB;16L") for tile in again.tile]  # type: ignore[misc]  # a named tuple
        return np.array(again)
