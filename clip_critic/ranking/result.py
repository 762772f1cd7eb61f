"""The result of a ranking: one picture, one keyword list, and everything derived from their logits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from clip_critic.keywords.identity import word_key
from clip_critic.ranking.elimination import Elimination, Logits, eliminate, softmax
from clip_critic.settings import Settings

DEFAULT_ROUNDS = Settings.rounds
DEFAULT_THRESHOLD = Settings.threshold


@dataclass(frozen=True)
class Share:
    """A keyword's share among the words it is compared with."""

    keyword: str
    share: float


@dataclass(frozen=True)
class Round:
    """One elimination step: its number from 1, its winner, and every share above the threshold."""

    number: int
    winner: str
    share: float
    above: tuple[Share, ...]
    left: int
    """The number of keywords still in the round, including the winner."""


@dataclass(frozen=True)
class Entry:
    """All results for one keyword."""

    keyword: str
    group: str
    similarity: float
    share: float
    group_share: float
    rank: int
    truncated: int
    """The number of tokens beyond the encoder's context, which were not read."""


@dataclass(frozen=True)
class GroupSpan:
    """A group as a range of positions in the list."""

    name: str
    start: int
    stop: int

    def __len__(self) -> int:
        return self.stop - self.start


@dataclass(frozen=True, eq=False)
class Ranking:
    """The ranking of one keyword list by one picture.

    Columns are in the order of the list; `entries` returns rows in the order of the ranking.

    Attributes:
        picture: the picture's name.
        encoder: the encoder's identity.
        keywords: the ``n`` keywords.
        groups: consecutive ranges that together cover the list.
        similarities: the cosine of picture and keyword, float32 ``[n]``, -1..1.
        logits: the logits, float64 ``[n]``.
        truncated: the number of each keyword's tokens that were not read, int ``[n]``.
        notes: notes for the user about how the picture was read.
        encoder_notes: notes for the user about the encoder.
    """

    picture: str
    encoder: str
    keywords: Sequence[str]
    groups: tuple[GroupSpan, ...]
    similarities: NDArray[np.float32]
    logits: Logits
    truncated: NDArray[np.int_]
    notes: tuple[str, ...] = ()
    encoder_notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.keywords)

    @cached_property
    def elimination(self) -> Elimination:
        return eliminate(self.logits)

    @cached_property
    def shares(self) -> Logits:
        """The softmax over the whole list, float64 ``[n]``: shares among these words, not probabilities."""
        return softmax(self.logits)

    @cached_property
    def group_shares(self) -> Logits:
        """The softmax within each keyword's own group, float64 ``[n]``."""
        parts = [softmax(self.logits[span.start : span.stop]) for span in self.groups]
        return np.concatenate(parts) if parts else np.zeros(0)

    @cached_property
    def ranks(self) -> NDArray[np.intp]:
        """The rank of each keyword, int ``[n]``, 1 for the best; among equals the first in the list leads."""
        ranks = np.empty(len(self), dtype=np.intp)
        ranks[self.elimination.order] = np.arange(1, len(self) + 1)
        return ranks

    def entries(self, limit: int | None = None) -> Iterator[Entry]:
        """Return rows starting with the best keyword, all or the first ``limit``."""
        return (self.entry(int(index)) for index in self.elimination.order[:limit])

    def group_entries(self, span: GroupSpan, limit: int | None = None) -> Iterator[Entry]:
        """Return the rows of one group, starting with its best keyword."""
        order = np.argsort(self.ranks[span.start : span.stop])[:limit]
        return (self.entry(span.start + int(index)) for index in order)

    def entry(self, index: int) -> Entry:
        """Return the row of the keyword at ``index`` in the list."""
        return Entry(
            keyword=self.keywords[index],
            group=self._group_name(index),
            similarity=float(self.similarities[index]),
            share=float(self.shares[index]),
            group_share=float(self.group_shares[index]),
            rank=int(self.ranks[index]),
            truncated=int(self.truncated[index]),
        )

    def rounds(
        self,
        count: int = DEFAULT_ROUNDS,
        threshold: float = DEFAULT_THRESHOLD,
        group: GroupSpan | None = None,
    ) -> tuple[Round, ...]:
        """Return the first ``count`` rounds of the list or of one group, or fewer if the words run out.

        A single word has no rounds, as there is nothing to compare it with.
        """
        start, stop = (group.start, group.stop) if group else (0, len(self))
        if stop - start < 2:
            return ()
        steps = eliminate(self.logits[start:stop]) if group else self.elimination
        return tuple(
            self._round(steps, index, threshold, start) for index in range(min(max(count, 0), stop - start))
        )

    def contrast(self, *keywords: str) -> tuple[Share, ...]:
        """Return the shares of some keywords among themselves, descending; for two, ``sigmoid(l_a - l_b)``.

        Raises:
            ValueError: a keyword is not in the list.
        """
        missing = [word for word in keywords if not self.find(word)]
        if missing:
            raise ValueError(f"not in the ranked list: {', '.join(missing)}")
        shares = softmax(self.logits[[self.find(word)[0] for word in keywords]])
        return tuple(Share(keywords[i], float(shares[i])) for i in np.argsort(-shares, kind="stable"))

    def find(self, word: str) -> tuple[int, ...]:
        """Return the positions of a word in the list: one for each group that has it."""
        return self._positions.get(word_key(word), ())

    @cached_property
    def _positions(self) -> Mapping[str, tuple[int, ...]]:
        return _positions(tuple(self.keywords))

    @cached_property
    def _starts(self) -> list[int]:
        return [span.start for span in self.groups]

    def _group_name(self, index: int) -> str:
        return self.groups[int(np.searchsorted(self._starts, index, side="right")) - 1].name

    def _round(self, steps: Elimination, index: int, threshold: float, start: int) -> Round:
        shares = steps.shares_in_round(index, threshold)
        positions = start + steps.order[index : index + len(shares)]
        return Round(
            number=index + 1,
            winner=self.keywords[start + int(steps.order[index])],
            share=float(np.exp(steps.logits[index] - steps.log_totals[index])),
            above=tuple(
                Share(self.keywords[at], float(share)) for at, share in zip(positions, shares, strict=True)
            ),
            left=len(steps.order) - index,
        )


@lru_cache(maxsize=4)  # one list is ranked against many pictures
def _positions(keywords: tuple[str, ...]) -> Mapping[str, tuple[int, ...]]:
    """Return the positions of a list's words by their keys."""
    found: dict[str, tuple[int, ...]] = {}
    for index, word in enumerate(keywords):
        key = word_key(word)
        found[key] = (*found.get(key, ()), index)
    return found
