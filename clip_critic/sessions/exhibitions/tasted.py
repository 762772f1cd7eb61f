"""Exhibitions and taste: where each picture stands, and how much a rater would like it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from clip_critic.errors import BadInputError, SessionError
from clip_critic.progress import Progress, silent
from clip_critic.ranking.records import Record
from clip_critic.sessions.exhibitions.records import measure_record
from clip_critic.sessions.exhibitions.results import NOT_MEASURED, NOTHING
from clip_critic.sessions.exhibitions.session import Exhibition
from clip_critic.taste.model import Taste
from clip_critic.tasting.cells import CellLayout
from clip_critic.tasting.liking import PictureTaste, percentiles_of
from clip_critic.tasting.tasting import Tasting

TASTE = "taste"
"""The measure: the mean utility of each picture, in standard deviations of the rater's own scale."""


def layout_of(exhibition: Exhibition) -> CellLayout | None:
    """Return where the pictures stand; None if there are no two axes with more than one value.

    The first two of these are the rows and columns.
    """
    plan = exhibition.plan
    long = [index for index, axis in enumerate(plan.axes) if len(axis.values) > 1][:2]
    if len(long) < 2:
        return None
    places: dict[str, list[tuple[int, int]]] = {}
    for cell in plan.cells:
        step = exhibition.made.get(cell.key)
        if step is not None:
            places.setdefault(step.digest, []).append((cell.at[long[0]], cell.at[long[1]]))
    rows, columns = (tuple(value or NOTHING for value in plan.axes[index].values) for index in long)
    return CellLayout(rows, columns, places)


def tasted(exhibition: Exhibition, taste: Taste) -> NDArray[np.float64]:
    """Return the expected utility of each cell's picture, float64 ``[cells]``; nan where there is none.

    Raises:
        BadInputError: there are too few answers.
        SessionError: no picture has been looked at yet.
    """
    if taste.not_yet:
        raise BadInputError(taste.not_yet)
    units = exhibition.units()
    steps = [exhibition.made.get(cell.key) for cell in exhibition.plan.cells]
    known = [index for index, step in enumerate(steps) if step is not None and 0 <= step.row < len(units)]
    if not known:
        raise SessionError(NOT_MEASURED)
    rows = [step.row for step in (steps[index] for index in known) if step is not None]
    values = np.full(len(steps), np.nan)
    values[known] = taste.means(units[rows])
    return values


def taste_record(exhibition: Exhibition, taste: Taste) -> Record:
    """Return the utility of each cell, as other measures are told; raises the same errors as `tasted`.

    Beside it, ``percentiles`` has how many per cent of the pictures chosen among would be liked less.
    """
    values = tasted(exhibition, taste)
    known = np.flatnonzero(~np.isnan(values))
    percentiles: list[float | None] = [None] * len(values)
    for index, value in zip(known.tolist(), percentiles_of(taste, values[known]).tolist(), strict=True):
        percentiles[index] = value
    return {**measure_record(TASTE, "", values), "percentiles": percentiles}


def picture_tastes(
    exhibition: Exhibition, tasting: Tasting, rater: str, progress: Progress = silent
) -> dict[str, PictureTaste]:
    """Return what a rater would think of the pictures that CLIP has looked at, by their files.

    Raises:
        BadInputError: the rater's name cannot be one.
        EncoderError: the encoder is missing or fails.
    """
    units = exhibition.units()
    seen = {step.file: step.row for step in exhibition.made.values() if 0 <= step.row < len(units)}
    if not seen:
        return {}
    vectors = units[list(seen.values())]
    found = tasting.judge_vectors(
        vectors, rater, encoder=exhibition.settings.encoder, identity=exhibition.encoder, progress=progress
    )
    return dict(zip(seen, found, strict=True))
