"""The T method of Taguchi's school: a readable model, a bar for each item.

A unit space is the origin: data whose means count as zero. With signal data ``i = 1..l`` and items ``j``,

- ``M_i`` is the true value and ``X_ij`` an item, both minus the unit space's means; ``r = sum M_i^2``;
- ``beta_j = sum M_i X_ij / r`` is the item's slope, and ``S_beta = r beta_j^2`` what it explains;
- ``S_e = sum X_ij^2 - S_beta`` is what it does not, and ``V_e = S_e / (l - 1)``;
- T(1), with a unit space in the middle: ``eta_j = (S_beta - V_e) / (r V_e)``, or 0 if that is negative;
- T(2), with a unit space at an end: ``eta_j = S_beta / S_e``, which is never negative;
- the estimate is ``M = sum_j eta_j (X_j / beta_j) / sum_j eta_j``.

Both treat items as if they were independent: with correlated ones they soon learn nothing more.
Source: Nagata and others, *MT system*; ``okayaa/MTSYS``, whose test of R's *stackloss* is ours, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from clip_critic.errors import BadInputError
from clip_critic.taste.belief import Array
from clip_critic.taste.observations import ABSENT, Observations

TINY = 1e-12
"""The share of an item's sum of squares below which it counts as explained completely."""


@dataclass(frozen=True, eq=False)
class TModel:
    """What the T method has learned.

    Attributes:
        origin: the unit space's mean of each item, float64 ``[items]``.
        level: the unit space's mean of the true value.
        beta: the slope of each item, float64 ``[items]``.
        eta: the weight of each item, 0 or more, float64 ``[items]``.
    """

    origin: Array
    level: float
    beta: Array
    eta: Array

    def deviations(self, items: Array) -> Array:
        """Return the estimates minus the unit space's mean, float64 ``[n]``, for items ``[n, items]``."""
        used = (self.eta > 0) & (self.beta != 0)
        if not used.any():
            return np.zeros(len(items))
        factors = self.eta[used] / self.beta[used] / self.eta[used].sum()
        return np.asarray((np.asarray(items)[:, used] - self.origin[used]) @ factors)

    def predict(self, items: Array) -> Array:
        """Return the estimates of the true value, float64 ``[n]``, for items ``[n, items]``."""
        return self.deviations(items) + self.level


def t_method(
    items: Array, values: Array, unit_items: Array, unit_values: Array, kind: Literal[1, 2] = 1
) -> TModel:
    """Learn from signal data and a unit space.

    Args:
        items: the signal data ``[l, items]``.
        values: their true values ``[l]``.
        unit_items: the unit space ``[m, items]``.
        unit_values: its true values ``[m]``.
        kind: 1 for a unit space in the middle, 2 for one at an end.

    Raises:
        BadInputError: there are fewer than two signal data, or they all have the unit space's true value.
    """
    origin, level = np.mean(unit_items, axis=0), float(np.mean(unit_values))
    beta, eta = _weights(np.asarray(items) - origin, np.asarray(values) - level, kind)
    return TModel(origin, level, beta, eta)


def t_of_choices(observed: Observations, items: Array, kind: Literal[1, 2] = 1) -> TModel:
    """Learn from comparisons: preferred minus other picture, each with a true value of 1.

    The origin is the unit space: two equal pictures.

    Args:
        observed: the observations; stars do not count.
        items: the items of all pictures of the pool ``[pictures, items]``, such as standardised similarities.
        kind: 1 or 2.

    Raises:
        BadInputError: there are fewer than two comparisons.
    """
    compared = observed.other != ABSENT
    apart = items[observed.preferred[compared]] - items[observed.other[compared]]
    beta, eta = _weights(apart, np.ones(len(apart)), kind)
    return TModel(np.zeros(items.shape[1]), 0.0, beta, eta)


def _weights(items: Array, values: Array, kind: int) -> tuple[Array, Array]:
    """Return beta and eta of each item."""
    divider = float(values @ values)
    if len(values) < 2 or divider <= 0:
        raise BadInputError(
            "The T method needs two or more data with values that differ from the unit space's."
        )
    beta = values @ items / divider
    total, explained = np.square(items).sum(axis=0), divider * np.square(beta)
    left = np.maximum(total - explained, TINY * np.maximum(total, TINY))
    if kind == 2:
        return beta, np.asarray(explained / left)
    noise = left / (len(values) - 1)
    return beta, np.maximum((explained - noise) / (divider * noise), 0.0)
