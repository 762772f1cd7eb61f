"""Words with their rows of a ranking and their places, as faces and reports show them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clip_critic.ranking.heatmap import HeatMaps
from clip_critic.ranking.result import Entry, Ranking
from clip_critic.ranking.spots import Spot, spot_of


@dataclass(frozen=True, eq=False)
class SeenWord:
    """A word, and where it is found.

    Attributes:
        entry: its row of the ranking.
        values: its heat map, ``[rows, columns]``.
        spot: the place where the map is strongest.
        placed: the part of its score that has a place, from 0 to 1.
        is_seen: whether the picture speaks for it, all places together.
    """

    entry: Entry
    values: NDArray[np.float32]
    spot: Spot
    placed: float
    is_seen: bool

    @property
    def word(self) -> str:
        return self.entry.keyword

    @property
    def where(self) -> str:
        """The place of the word in words; "not seen" if it is no nearer to the picture than the mean word."""
        return str(self.spot) if self.is_seen or self.spot.box is None else "not seen"


def seen_words(ranking: Ranking, heat: HeatMaps) -> Iterator[SeenWord]:
    """Yield the words of some heat maps with their rows of the ranking, starting with the best."""
    rows = {word: ranking.entry(ranking.find(word)[0]) for word in heat.words}
    for word in sorted(rows, key=lambda word: rows[word].rank):
        values, placed = heat.maps[heat.find(word)], heat.placed[heat.find(word)]
        spot, is_seen = spot_of(values, heat.box, heat.size), bool(heat.scores[heat.find(word)] > 0)
        yield SeenWord(rows[word], values, spot, float(placed), is_seen)
