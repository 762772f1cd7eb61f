"""An overview of the rankings of many pictures: the best pictures for each word, a matrix of shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clip_critic.ranking.result import Ranking

BEST = 5
"""The most pictures to remember for each word."""
MAX_CELLS = 8_000_000
"""The most shares to remember: pictures beyond them can be the best for a word, but not in the matrix."""


@dataclass(frozen=True)
class BestPicture:
    """A picture that fits a word, by its number from 0, and its similarity."""

    picture: int
    similarity: float


class Overview:
    """The rankings of one keyword list by many pictures, which are added one by one.

    Similarities of one word can be compared between pictures, so they choose its best pictures; shares are
    those among the words of one picture, within each group of a list that has groups.

    Attributes:
        is_grouped: whether the list has groups.
        pictures: the names of the pictures, in the order in which they were added.
        words: the keyword list; empty before the first picture.
        unknown: the words that the encoder has never learned, if it can tell.
    """

    def __init__(self, best: int = BEST) -> None:
        self.pictures: list[str] = []
        self.words: tuple[str, ...] = ()
        self.unknown: tuple[str, ...] = ()
        self.is_grouped = False
        self._count = best
        self._columns: list[NDArray[np.float32]] = []

    def add(self, ranking: Ranking, unknown: Sequence[str] = ()) -> None:
        """Add a picture's ranking, which has the same keyword list as those before.

        Args:
            ranking: the ranking.
            unknown: words that the encoder has never learned, the same for all pictures.
        """
        if not self.pictures:
            self.words, self.is_grouped = tuple(ranking.keywords), len(ranking.groups) > 1
            self.unknown = tuple(word for word in unknown if word in set(self.words))
            self._alone = [span.start for span in ranking.groups if len(span) == 1]
            self._best = np.full((self._count, len(ranking)), -np.inf, dtype=np.float32)
            self._owners = np.full((self._count, len(ranking)), -1, dtype=np.int64)
            self._totals = np.zeros(len(ranking))
        number = len(self.pictures)
        self.pictures.append(ranking.picture)
        self._totals += ranking.shares
        self._insert(np.asarray(ranking.similarities, dtype=np.float32), number)
        if (number + 1) * len(ranking) <= MAX_CELLS:
            shares = ranking.group_shares.astype(np.float32)
            shares[self._alone] = np.nan
            self._columns.append(shares)

    def top_words(self, count: int = 0) -> list[int]:
        """Return the words with the largest shares over all pictures, by index; 0 means all."""
        order = np.argsort(-self._totals, kind="stable") if self.pictures else np.zeros(0, dtype=int)
        return [int(index) for index in (order[:count] if count else order)]

    def best_pictures(self, word: int, count: int = BEST) -> tuple[BestPicture, ...]:
        """Return the pictures that are most similar to the word at an index, the best first."""
        rows = zip(self._owners[:count, word], self._best[:count, word], strict=True)
        return tuple(BestPicture(int(owner), float(value)) for owner, value in rows if owner >= 0)

    def chosen_pictures(self, words: Sequence[int], count: int) -> list[int]:
        """Return at most ``count`` pictures for the columns of a matrix, in their own order.

        If there are more, those that are best for one of the words are chosen first.
        """
        known = len(self._columns)
        by_rank = [self.best_pictures(word) for word in words]
        first = [
            found[place].picture for place in range(self._count) for found in by_rank if place < len(found)
        ]
        ordered = dict.fromkeys([*(number for number in first if number < known), *range(known)])
        return sorted(list(ordered)[:count])

    def shares(self, picture: int) -> NDArray[np.float32]:
        """Return the shares of all words in one of the pictures that a matrix has, float32 ``[n]``.

        The only word of a group has nothing to be compared with, and so not a number.
        """
        return self._columns[picture]

    def top_word(self, picture: int) -> int:
        """Return the word with the largest share in one of the pictures that a matrix has, by index."""
        return int(np.nan_to_num(self._columns[picture]).argmax())

    def _insert(self, values: NDArray[np.float32], number: int) -> None:
        """Put a picture's similarities into the sorted columns of the best ones."""
        owners = np.full(len(values), number, dtype=np.int64)
        for row in range(self._count):
            better = values > self._best[row]
            self._best[row], values = (
                np.where(better, values, self._best[row]),
                np.where(better, self._best[row], values),
            )
            self._owners[row], owners = (
                np.where(better, owners, self._owners[row]),
                np.where(better, self._owners[row], owners),
            )
