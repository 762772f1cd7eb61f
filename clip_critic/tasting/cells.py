"""What raters think of rows and columns, such as artists A x artists B, learned from choices of pictures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from clip_critic.errors import BadInputError
from clip_critic.taste.model import Taste
from clip_critic.taste.observations import ABSENT
from clip_critic.taste.ratings import CellRatings, CellTaste, taste_of_cells
from clip_critic.tasting.learner import Learner


@dataclass(frozen=True)
class CellLayout:
    """Where pictures stand in a table.

    Attributes:
        rows, columns: the names of the rows and columns.
        places: the (row, column) of each picture by its digest; equal pictures may have several.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    places: Mapping[str, Sequence[tuple[int, int]]]


def cell_taste(
    learner: Learner, digests: Sequence[str], layout: CellLayout, raters: Iterable[str], rater: str
) -> CellTaste | None:
    """Return what a rater thinks of rows and columns; None while there are too few answers about them.

    Everybody's choices count from three raters on. A rater who has only given stars is taken at these;
    otherwise a picture is worth its expected utility, if the rater has seen it.

    Args:
        learner: learns the tastes among the pictures of the table.
        digests: the digests of its collection, in the order of its pool.
        layout: where they stand.
        raters: everybody who has chosen anything.
        rater: whose taste.
    """
    names = [rater, *(name for name in raters if name != rater)]
    tables = [found for name in names if (found := _ratings(learner, digests, layout, name)) is not None]
    if not tables or tables[0][0] != rater:
        return None
    rows = [(number, *row) for number, (_, found) in enumerate(tables) for row in found]
    people, first, second, values = (np.array(column) for column in zip(*rows, strict=True))
    shape = (len(tables), len(layout.rows), len(layout.columns))
    return taste_of_cells(CellRatings(people, first, second, values.astype(np.float64), shape), 0)


def _ratings(
    learner: Learner, digests: Sequence[str], layout: CellLayout, rater: str
) -> tuple[str, list[tuple[int, int, float]]] | None:
    """Return a rater's (row, column, value) for each picture seen; None below ten answers or without any."""
    try:
        taste = learner.taste(rater)
    except BadInputError:
        return None
    if taste.not_yet:
        return None
    rows = [
        (*place, value)
        for index, value in _values(taste).items()
        if index < len(digests)
        for place in layout.places.get(digests[index], ())
    ]
    return (rater, rows) if rows else None


def _values(taste: Taste) -> dict[int, float]:
    """Return what pictures are worth that the rater has seen, by their indices, in units of a spread of 1."""
    observed = taste.observed
    if (observed.other == ABSENT).all():
        stars = observed.stars
        scaled = (stars - stars.mean()) / (stars.std() or 1.0)
        kept: dict[int, list[float]] = {}
        for index, value in zip(observed.preferred.tolist(), scaled.tolist(), strict=True):
            kept.setdefault(index, []).append(value)
        return {index: float(np.mean(values)) for index, values in kept.items()}
    means = taste.means(taste.spaces.vectors[observed.seen])
    return dict(zip(observed.seen.tolist(), means.tolist(), strict=True))
