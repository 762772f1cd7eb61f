"""Token ids of texts: cut to the context, sorted into batches of like length, padded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Tokens:
    """Texts as a text tower reads them.

    Attributes:
        rows: ids of each text, start and end tokens included, never longer than the context.
        cut: how many tokens of each text lie beyond the context.
    """

    rows: Sequence[Sequence[int]]
    cut: list[int]


@dataclass(frozen=True)
class Padding:
    """How a tokenizer fills short texts up."""

    token: int = 0
    left: bool = False

    def fill(self, rows: Sequence[Sequence[int]], length: int) -> tuple[Ids, Ids]:
        """Rows of at most ``length`` ids -> ids and mask (1 where a token is real), int64 ``[n, length]``."""
        ids = np.full((len(rows), length), self.token, dtype=np.int64)
        mask = np.zeros_like(ids)
        for index, row in enumerate(rows):
            place = slice(length - len(row), length) if self.left else slice(0, len(row))
            ids[index, place] = row
            mask[index, place] = 1
        return ids, mask


def batches_by_length(lengths: Sequence[int], budget: int, largest: int) -> Iterator[list[int]]:
    """Indices of texts in batches of like length, the longest first, so that memory runs out early or never.

    Args:
        lengths: tokens of each text.
        budget: tokens a batch may have, padding included.
        largest: texts a batch may have.
    """
    order = np.argsort(-np.asarray(lengths, dtype=np.int64), kind="stable").tolist()
    start = 0
    while start < len(order):
        longest = max(1, lengths[order[start]])
        size = max(1, min(largest, budget // longest))
        yield order[start : start + size]
        start += size
