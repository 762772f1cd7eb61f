"""Heat maps: where in a picture a word's similarity comes from.

Each map is the exact sum of what the places of the picture add (see `clip_critic.encoders.places`), compared
with the mean of the whole keyword list: what all words have in common is in no map.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from clip_critic.encoders.base import Vectors
from clip_critic.encoders.places import Box, Places
from clip_critic.errors import BadInputError
from clip_critic.keywords.identity import word_key
from clip_critic.keywords.texts import shortened
from clip_critic.pictures.overlays import pixels_of, read_part, scale_top, scaled_box, values_at_pixels
from clip_critic.ranking.guided import box_means, guided
from clip_critic.ranking.question import require_comparable
from clip_critic.ranking.spots import EVERYWHERE, NOWHERE, Spot, spot_of, spread_of

Plane = NDArray[np.float32]
Threshold = float | Literal["otsu"]

THRESHOLD = 0.2
"""The part of a map's highest value from which a place belongs to the word's mask."""
GROWN = 0.5
"""The cells by which a mask is grown: one that cuts a thing leaves remains, a large one costs background."""


class Lack(Enum):
    """Why a word has no mask, with the sentences about one word and about several; a difference is one."""

    NOT_SEEN = (
        "{} is not seen in the picture, so it has no mask: use the difference of the word that should give"
        " way and this one.",
        "Not seen in the picture, so without masks: {}; use the difference of the word that should give way"
        " and one of them.",
    )
    EVERYWHERE = (
        "{} is seen everywhere in the picture, so it has no place that could be a mask.",
        "Seen everywhere in the picture, so without masks: {}.",
    )
    NOWHERE_MORE = ("{} has no mask: nowhere in the picture is the first word seen more than the second.",)

    def of(self, word: str) -> str:
        """Return the sentence about one word."""
        return str(self.value[0]).format(repr(shortened(word)))

    def of_several(self, words: str) -> str:
        """Return the sentence about a list of words."""
        return str(self.value[-1]).format(words)


@dataclass(frozen=True, eq=False)
class HeatMaps:
    """Where the similarity of words to one picture comes from.

    For every word, ``maps.sum((1, 2)) + rest`` is its centred score: how much higher its similarity is
    than the mean of the list. In a picture that was read as several squares, the values of a map are those of
    each square, which add up to the word's score in that square.

    Attributes:
        words: the words.
        maps: what each place adds to the centred score, float32 ``[words, rows, columns]``; negative where
            the place speaks against the word.
        rest: what has no place, float32 ``[words]``.
        box: the part of the picture that the rows and columns divide evenly; nothing else was read.
        size: the width and height of the picture.
        exact: whether the maps are the encoder's own sum; else parts of the picture were hidden in turn.
        brightest: the value that is shown brightest in every map of this picture; 0 is always dark.
        guide: the picture, whose edges a mask follows.
        is_difference: whether this is the difference of two words, which has a place wherever it is above 0.
        looks: for a picture that was read as several squares, what has a place in each square and what has
            none, float32 ``[squares, 2, words]``; None if there was one look.
        parts: the parts of the box that were read, if there are gaps between them; else empty.
    """

    words: tuple[str, ...]
    maps: NDArray[np.float32]
    rest: NDArray[np.float32]
    box: Box
    size: tuple[int, int]
    exact: bool
    brightest: float
    guide: Image.Image = field(repr=False)
    is_difference: bool = False
    looks: NDArray[np.float32] | None = None
    parts: tuple[Box, ...] = ()

    @cached_property
    def scores(self) -> NDArray[np.float32]:
        """The centred score of each word, float32 ``[words]``."""
        total: NDArray[np.float32] = self.maps.sum(axis=(1, 2)) + self.rest
        return total

    @cached_property
    def seen(self) -> NDArray[np.float32]:
        """The highest centred score of each word in any look, float32 ``[words]``: above 0, it is seen."""
        return self.scores if self.looks is None else np.maximum(self.scores, self._look_scores.max(axis=0))

    @cached_property
    def placed(self) -> NDArray[np.float32]:
        """The part of each word's centred score that has a place, 0..1, float32 ``[words]``.

        Of several squares, it is that of the square with the word's highest score. It is 0 for a word that is
        not above the mean of the list.
        """
        placed = self.maps.sum(axis=(1, 2))[None] if self.looks is None else self.looks[:, 0]
        best = self._look_scores.argmax(axis=0)[None]
        score, part = (np.take_along_axis(values, best, axis=0)[0] for values in (self._look_scores, placed))
        return np.where(score > 0, np.clip(part / np.maximum(score, 1e-9), 0, 1), 0).astype(np.float32)

    @cached_property
    def _look_scores(self) -> NDArray[np.float32]:
        """The centred scores of each look, float32 ``[looks, words]``."""
        return self.scores[None] if self.looks is None else self.looks.sum(axis=1)

    @property
    def boxes(self) -> tuple[Box, ...]:
        """The parts of the picture that were read, in pixels."""
        return self.parts or (self.box,)

    @cached_property
    def read_cells(self) -> NDArray[np.bool_]:
        """Which cells were read, ``[rows, columns]``; those between squares may not have been."""
        return cells_of(self.maps.shape[1:], self.box, self.boxes)

    def spot(self, word: str) -> Spot:
        """Return where a word's map is strongest."""
        return spot_of(self.maps[self.find(word)], self.box, self.size, self.read_cells)

    def where(self, word: str) -> str:
        """Return a word's place in words: "upper left", "everywhere", or "nowhere" if it is not seen."""
        return NOWHERE if self.lack_of(word) is Lack.NOT_SEEN else str(self.spot(word))

    def find(self, word: str) -> int:
        """Return the index of a word.

        Raises:
            BadInputError: it has no map.
        """
        index = self._indices.get(word_key(word))
        if index is None:
            raise BadInputError(
                f"There is no heat map of {shortened(word)!r}: choose one of {_some(self.words)}."
            )
        return index

    def at(self, x: float, y: float) -> NDArray[np.float32]:
        """Return what the place at a pixel adds to each word, float32 ``[words]``; 0 outside the box."""
        rows, columns = self.maps.shape[1:]
        column = int(np.floor((x - self.box[0]) / (self.box[2] - self.box[0]) * columns))
        row = int(np.floor((y - self.box[1]) / (self.box[3] - self.box[1]) * rows))
        if not (0 <= row < rows and 0 <= column < columns):
            return np.zeros(len(self.words), dtype=np.float32)
        found: NDArray[np.float32] = self.maps[:, row, column]
        return found

    def enlarged(self, word: str, *, fit_edges: bool = False) -> Plane:
        """Return a word's map in the picture's size, float32 ``[height, width]``; 0 where nothing was read.

        Args:
            fit_edges: whether the map follows the edges in the picture (a guided filter). What speaks against
                the word then counts as nothing: it would move the edges of what speaks for it.
        """
        plane = values_at_pixels(self.maps[self.find(word)], self.box, self.size)
        if not fit_edges and not self.parts:
            return plane
        enlarged = np.zeros_like(plane)
        for box in self.boxes:
            left, top, right, bottom = edges = pixels_of(box, self.size)
            area = slice(top, bottom), slice(left, right)
            part = plane[area]
            enlarged[area] = guided(self.guide.crop(edges), np.maximum(part, 0)) if fit_edges else part
        return enlarged

    def mask(self, word: str, threshold: Threshold = THRESHOLD, grow: float = GROWN) -> Image.Image:
        """Return the mask of a word, mode "L" of the picture's size: 255 where the word is, else 0.

        Args:
            word: one of the words.
            threshold: the part of the map's highest value from which a place belongs to the mask, or "otsu"
                for the value that divides the map best in two.
            grow: the cells by which the mask is grown.

        Raises:
            BadInputError: the word is not in the picture, or everywhere in it.
        """
        self._require_place(word)
        plane, read = self.enlarged(word, fit_edges=True), read_part(self.boxes, self.size)
        limit = otsu(plane[read]) if threshold == "otsu" else float(threshold) * float(plane.max())
        cell = (self.box[2] - self.box[0]) / self.maps.shape[2]
        covered = plane > max(limit, 0)
        if not covered.any():  # a picture with fewer pixels than cells, whose peak was averaged away
            x, y = self.spot(word).at
            covered[min(int(y), self.size[1] - 1), min(int(x), self.size[0] - 1)] = True
        covered |= grown(covered, round(grow * cell)) & read
        return Image.fromarray(np.where(covered, 255, 0).astype(np.uint8))

    def difference(self, a: str, b: str) -> HeatMaps:
        """Return one map: where the picture speaks more for word ``a`` than for word ``b``."""
        first, second = self.find(a), self.find(b)
        return HeatMaps(
            (f"{self.words[first]} - {self.words[second]}",),
            (self.maps[first] - self.maps[second])[None],
            (self.rest[first] - self.rest[second])[None],
            self.box,
            self.size,
            self.exact,
            self.brightest,
            self.guide,
            is_difference=True,
            looks=None if self.looks is None else self.looks[..., [first]] - self.looks[..., [second]],
            parts=self.parts,
        )

    def why_no_mask(self, word: str) -> str:
        """Return why a word has no mask, in a sentence; empty if it has one."""
        lack = self.lack_of(word)
        return lack.of(word) if lack else ""

    def lack_of(self, word: str) -> Lack | None:
        """Return what keeps a word from having a mask; None if it has one."""
        index = self.find(word)
        plane = self.maps[index]
        if self.is_difference:
            return None if plane.max() > 0 else Lack.NOWHERE_MORE
        if plane.max() <= 0 or self.seen[index] <= 0:
            return Lack.NOT_SEEN
        return Lack.EVERYWHERE if plane.size > 1 and spread_of(plane[self.read_cells]) >= EVERYWHERE else None

    def _require_place(self, word: str) -> None:
        if reason := self.why_no_mask(word):
            raise BadInputError(reason)

    @cached_property
    def _indices(self) -> dict[str, int]:
        return {word_key(word): index for index, word in reversed(list(enumerate(self.words)))}


def heat_maps(
    places: Places, words: Sequence[str], texts: Vectors, where: Sequence[int], guide: Image.Image
) -> HeatMaps:
    """Return the heat maps of some words of a list.

    Args:
        places: the picture's places.
        words: the whole list, whose mean the maps are compared with.
        texts: the unit vector of each word of the list, float32 ``[n, dimension]``.
        where: the positions in the list of the words to show.
        guide: the picture.

    Raises:
        BadInputError: no words were chosen, or the list has only one word.
    """
    if not len(where):
        raise BadInputError("Choose at least one word to see where CLIP sees it.")
    require_comparable(words)
    mean, chosen = texts.mean(axis=0), np.asarray(where)
    maps = _centred(places.shares, texts, mean)

    def scores(vector: Vectors) -> Vectors:
        found: Vectors = (texts @ vector)[chosen] - mean @ vector
        return found

    looks = [[scores(look.placed), scores(look.rest)] for look in places.looks]
    read = maps[:, cells_of(maps.shape[1:], places.box, places.parts)] if places.parts else maps
    return HeatMaps(
        words=tuple(map(words.__getitem__, where)),
        maps=np.ascontiguousarray(maps[chosen]),
        rest=scores(places.rest).astype(np.float32, copy=False),
        box=places.box,
        size=guide.size,
        exact=places.exact,
        brightest=scale_top(read),
        guide=guide,
        looks=np.asarray(looks, dtype=np.float32) if looks else None,
        parts=places.parts,
    )


def _centred(shares: Vectors, texts: Vectors, mean: Vectors) -> Vectors:
    """Return the maps of all texts, centred on their mean, ``[texts, rows, columns]``.

    It is torch that multiplies, as its threads have just run the tower: numpy's own would fight with them
    for the cores, and a small tower's passes, before and after, would take twice as long.
    """
    import torch  # takes seconds, and is there already where there are places

    arrays = shares.reshape(-1, shares.shape[2]), texts, mean
    cells, words, middle = (torch.from_numpy(np.require(array, np.float32, "W")) for array in arrays)
    # As if every text had been centred, for a fraction of the work.
    maps: Vectors = torch.addmm((cells @ middle)[:, None], cells, words.T, beta=-1).numpy()
    by_text: Vectors = maps.T.reshape(len(texts), *shares.shape[:2])
    return by_text


def cells_of(shape: Sequence[int], box: Box, boxes: Sequence[Box]) -> NDArray[np.bool_]:
    """Return which of the cells that divide a box are in one of some boxes, ``[rows, columns]``."""
    (rows, columns), (left, top, right, bottom) = shape, box
    moved = [(box[0] - left, box[1] - top, box[2] - left, box[3] - top) for box in boxes]
    cells = (columns, rows)
    return read_part([scaled_box(box, (right - left, bottom - top), cells) for box in moved], cells)


def otsu(plane: Plane) -> float:
    """Return the value that divides a map in two parts that differ most (Otsu 1979)."""
    counts, edges = np.histogram(plane, bins=256)
    middles = (edges[:-1] + edges[1:]) / 2
    below = np.cumsum(counts)
    above = below[-1] - below
    sums = np.cumsum(counts * middles)
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = below * above * (sums / below - (sums[-1] - sums) / above) ** 2
    return float(middles[np.nanargmax(apart[:-1])]) if len(apart) > 1 and np.isfinite(apart).any() else 0.0


def grown(covered: NDArray[np.bool_], radius: int) -> NDArray[np.bool_]:
    """Return a mask grown by a number of pixels in every direction."""
    if radius < 1:
        return covered
    return box_means(covered.astype(np.float32), radius) > 0


def _some(words: Sequence[str], count: int = 8) -> str:
    return ", ".join(map(shortened, words[:count])) + (", ..." if len(words) > count else "")
