"""Token ids of texts: cut to the context, sorted into batches of similar length, padded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Tokens:
    """Tokenised texts, as a text tower reads them.

    Attributes:
        rows: the ids of each text, including start and end tokens, never longer than the context.
        cut: the number of tokens of each text that are beyond the context.
    """

    rows: Sequence[Sequence[int]]
    cut: list[int]


@dataclass(frozen=True)
class Padding:
    """A tokenizer's way to pad short texts."""

    token: int = 0
    left: bool = False

    def fill(self, rows: Sequence[Sequence[int]], length: int) -> tuple[Ids, Ids]:
        """Pad rows to ``length`` -> ids and mask (1 for real tokens), both int64 ``[n, length]``."""
        ids = np.full((len(rows), length), self.token, dtype=np.int64)
        mask = np.zeros_like(ids)
        for index, row in enumerate(rows):
            place = slice(length - len(row), length) if self.left else slice(0, len(row))
            ids[index, place] = row
            mask[index, place] = 1
        return ids, mask


def batches_by_length(lengths: Sequence[int], budget: int, largest: int) -> Iterator[list[int]]:
    """Yield batches of texts' indices of similar length, longest first: memory runs out early or never.

    Args:
        lengths: the number of tokens of each text.
        budget: the most tokens in a batch, including padding.
        largest: the most texts in a batch.
    """
    order = np.argsort(-np.asarray(lengths, dtype=np.int64), kind="stable").tolist()
    start = 0
    while start < len(order):
        longest = max(1, lengths[order[start]])
        size = max(1, min(largest, budget // longest))
        yield order[start : start + size]
        start += size
