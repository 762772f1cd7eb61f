"""The arithmetic of rounds: softmax, and the entire sequence of winners in one sort."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Logits = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Elimination:
    """The entire sequence of rounds over ``n`` logits, winners first.

    Attributes:
        order: the index of each round's winner, int ``[n]``; among equals, the first wins.
        logits: the logits in that order, float64 ``[n]``.
        log_totals: ``logsumexp`` over the words left in each round, float64 ``[n]``.
    """

    order: NDArray[np.intp]
    logits: Logits
    log_totals: Logits

    @property
    def winner_shares(self) -> Logits:
        """The share of each round's winner among the words left, float64 ``[n]``."""
        return np.exp(self.logits - self.log_totals)

    def shares_in_round(self, index: int, threshold: float) -> Logits:
        """Return the shares above ``threshold`` in round ``index`` (from 0), in descending order."""
        left = self.logits[index:]
        if threshold > 0:
            count = int(np.searchsorted(-left, -(np.log(threshold) + self.log_totals[index]), side="right"))
            left = left[:count]
        shares: Logits = np.exp(left - self.log_totals[index])
        return shares[shares > threshold]


def eliminate(logits: Logits) -> Elimination:
    """Remove the winner and take the softmax of the rest, until nothing is left, in one sort.

    With ``l`` in descending order the winner of round ``k`` has share ``exp(l_k - logsumexp(l_k..l_n))``:
    the Plackett-Luce sequence (Plackett 1975, "The Analysis of Permutations"). One sort and one reverse
    cumulative logsumexp give every round.

    Args:
        logits: float ``[n]``.
    """
    values = np.asarray(logits, dtype=np.float64)
    order = np.argsort(-values)
    descending = values[order]
    _put_first_of_equals_first(order, descending)
    totals = np.logaddexp.accumulate(descending[::-1])[::-1] if len(descending) else descending
    return Elimination(order, descending, totals)


def _put_first_of_equals_first(order: NDArray[np.intp], descending: Logits) -> None:
    """Order equals as a stable sort would, in a quarter of its time: equals are few."""
    follows = np.concatenate(([False], descending[1:] == descending[:-1]))[: len(order)]
    tied = follows | np.append(follows[1:], False)[: len(order)]
    if tied.any():
        positions = order[tied]
        order[tied] = positions[np.lexsort((positions, np.cumsum(~follows)[tied]))]


def softmax(logits: Logits) -> Logits:
    """Return the shares of a list of logits, float64 ``[n]``; empty for an empty list."""
    if not len(logits):
        return np.asarray(logits, dtype=np.float64)
    powers = np.exp(np.asarray(logits, dtype=np.float64) - np.max(logits))
    return np.asarray(powers / powers.sum(), dtype=np.float64)
