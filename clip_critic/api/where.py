"""The places of an answer's words over HTTP: the maps as a compact file, and masks as PNG."""

from __future__ import annotations

import io
from collections import deque
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any
from weakref import ReferenceType, ref

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from clip_critic.errors import TooLargeError
from clip_critic.pictures.overlays import scaled_box
from clip_critic.ranking.heatmap import HeatMaps
from clip_critic.ranking.masking import MaskChoice

MAX_PLACED_WORDS = 10_000
"""The most words whose maps are kept with an answer."""
GUIDE_SIDE = 1024
"""The longest side of the picture that is kept with the maps; a mask follows its edges."""
MAX_KEPT_NUMBERS = 64 * 2**20
"""The most numbers of all maps that are kept; the latest ones are kept whatever their size."""
LARGEST = 2**15 - 1
"""The number in a file that stands for the largest value of all maps."""
_one_mask = Lock()
"""Held while a mask is made, so that many requests for large ones do not fill the memory."""


@dataclass(frozen=True, eq=False)
class KeptMaps:
    """Heat maps as they are kept as long as their answer: with a small copy of the picture.

    Attributes:
        small: the maps of the small copy.
        size: the width and height of the picture itself.
        record: the facts about the maps, as plain data.
    """

    small: HeatMaps
    size: tuple[int, int]
    record: dict[str, Any]

    def mask(self, choice: MaskChoice, word: str, without: str | None = None) -> bytes:
        """Return the mask of a word as a PNG of the picture's size.

        Args:
            choice: the settings of the mask.
            word: a word of the list.
            without: another one; the mask is then where the picture has more of ``word`` than of this.

        Raises:
            BadInputError: a word is not in the list, or has no mask.
        """
        with _one_mask:
            mask = choice.mask(self.small, word, without)
            if mask.size != self.size:
                enlarged = mask.resize(self.size, Image.Resampling.BILINEAR)
                mask = enlarged.point(lambda value: 255 if value >= 128 else 0)
            out = io.BytesIO()
            mask.save(out, "PNG")
            return out.getvalue()


class Shelf:
    """A store of the maps of the latest answers; earlier ones are dropped when there are too many numbers.

    Args:
        most: the most numbers that are kept.
    """

    def __init__(self, most: int = MAX_KEPT_NUMBERS) -> None:
        self._most, self._lock = most, Lock()
        self._kept: deque[KeptMaps] = deque()

    def keep(self, maps: KeptMaps) -> ReferenceType[KeptMaps]:
        """Return a reference to maps, which is dead once they have been dropped."""
        with self._lock:
            self._kept.append(maps)
            while len(self._kept) > 1 and sum(kept.small.maps.size for kept in self._kept) > self._most:
                self._kept.popleft()
        return ref(maps)


def kept_maps(heat: HeatMaps) -> KeptMaps:
    """Return heat maps as they are kept with an answer."""
    return KeptMaps(_small(heat), heat.size, where_record(heat))


def _small(heat: HeatMaps) -> HeatMaps:
    """Return the maps of a copy of the picture of at most `GUIDE_SIDE`."""
    if max(heat.size) <= GUIDE_SIDE:
        return heat
    guide = ImageOps.contain(heat.guide, (GUIDE_SIDE, GUIDE_SIDE))
    box, *parts = (scaled_box(box, heat.size, guide.size) for box in (heat.box, *heat.parts))
    return replace(heat, guide=guide, size=guide.size, box=box, parts=tuple(parts))


def require_few_words(count: int) -> None:
    """Check that the maps of so many words can be kept as long as their answer.

    Raises:
        TooLargeError: they cannot.
    """
    if count > MAX_PLACED_WORDS:
        raise TooLargeError(
            f"The list has {count} words, and places are found for at most {MAX_PLACED_WORDS}: "
            "rank a shorter list to see where its words are."
        )


def where_record(heat: HeatMaps) -> dict[str, Any]:
    """Return the facts about the maps, without their numbers; words are in the list's order."""
    rows, columns = heat.maps.shape[1:]
    return {
        "rows": rows,
        "columns": columns,
        "scale": scale_of(heat),
        "brightest": heat.brightest,
        "box": list(heat.box),
        "boxes": [list(box) for box in heat.boxes],
        "size": list(heat.size),
        "exact": heat.exact,
        "words": [_word(heat, index) for index in range(len(heat.words))],
    }


def _word(heat: HeatMaps, index: int) -> dict[str, Any]:
    word = heat.words[index]
    return {
        "word": word,
        "placed": float(heat.placed[index]),
        "spread": heat.spot(word).spread,
        "where": heat.where(word),
        "trouble": heat.why_no_mask(word),
    }


def scale_of(heat: HeatMaps) -> float:
    """Return the similarity that 1 stands for in the file of the maps."""
    return float(np.abs(heat.maps).max(initial=0)) / LARGEST or 1.0


def maps_file(heat: HeatMaps) -> bytes:
    """Return all maps as little-endian int16, word by word and row by row, in units of `scale_of`."""
    numbers: NDArray[np.int16] = np.rint(heat.maps / np.float32(scale_of(heat))).astype("<i2")
    return numbers.tobytes()
