"""Words with their rows of a ranking and their places, as faces and reports show them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clip_critic.ranking.heatmap import HeatMaps
from clip_critic.ranking.result import Entry, Ranking
from clip_critic.ranking.spots import Spot, for_people


@dataclass(frozen=True, eq=False)
class SeenWord:
    """A word, and where it is found.

    Attributes:
        entry: its row of the ranking.
        values: its heat map, ``[rows, columns]``.
        spot: the place where the map is strongest.
        placed: the part of its score that has a place, from 0 to 1.
        place: the place in words, as programs read it: "nowhere" if the word is not seen.
    """

    entry: Entry
    values: NDArray[np.float32]
    spot: Spot
    placed: float
    place: str

    @property
    def word(self) -> str:
        return self.entry.keyword

    @property
    def where(self) -> str:
        """The place in words, as people read it: "not seen" if the word is not seen."""
        return for_people(self.place)


def seen_words(ranking: Ranking, heat: HeatMaps) -> Iterator[SeenWord]:
    """Yield the words of some heat maps with their rows of the ranking, starting with the best."""
    rows = {word: ranking.entry(ranking.find(word)[0]) for word in heat.words}
    for word in sorted(rows, key=lambda word: rows[word].rank):
        values, placed = heat.maps[heat.find(word)], heat.placed[heat.find(word)]
        yield SeenWord(rows[word], values, heat.spot(word), float(placed), heat.where(word))
