"""What a rater would think of pictures: how much they would be liked, how sure that is, and their order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clip_critic.taste.model import Taste

EQUAL = 1e-6
"""The difference of utilities up to which a picture is not liked less: they are rounded."""


@dataclass(frozen=True)
class PictureTaste:
    """What a rater would think of one picture.

    Attributes:
        rater: the rater's name.
        mean: the expected utility, in standard deviations of the rater's own scale; None if it is not known.
        sd: its standard deviation; None likewise.
        percentile: how many per cent of the pictures that the taste was learned from would be liked less.
        not_yet: a sentence that says why nothing is known, or only little.
    """

    rater: str
    mean: float | None = None
    sd: float | None = None
    percentile: float | None = None
    not_yet: str = ""

    @property
    def sentence(self) -> str:
        """How much the rater would like the picture, for people."""
        if self.percentile is None:
            return self.not_yet
        return f"{self.rater} would like it more than {self.percentile:.0f} % of the pictures chosen among"

    @property
    def short(self) -> str:
        """The same as a percentage, for a place beside a picture."""
        return "–" if self.percentile is None else f"{self.percentile:.0f} %"


CSV_COLUMNS = tuple(f"taste_{field.name}" for field in fields(PictureTaste))
"""The columns of a table that has a rater's taste beside each picture."""


def csv_cells(found: PictureTaste | None) -> tuple[Any, ...]:
    """Return what a rater would think of a picture, in the order of `CSV_COLUMNS`."""
    return ("",) * len(CSV_COLUMNS) if found is None else tuple(asdict(found).values())


def taste_field(found: PictureTaste | None) -> dict[str, Any]:
    """Return what a rater would think of a picture as a part of its record; empty if nobody was named."""
    return {} if found is None else {"taste": asdict(found)}


def tastes_field(found: Mapping[str, PictureTaste] | None) -> dict[str, Any]:
    """Return what a rater would think of many pictures as a part of a record, with the best files first."""
    if found is None:
        return {}
    names = list(found)
    liked = [names[index] for index in best_first(list(found.values()))]
    return {"tastes": {name: asdict(taste) for name, taste in found.items()}, "liked": liked}


def taste_of(taste: Taste, vectors: NDArray[np.floating], rater: str) -> list[PictureTaste]:
    """Return what a rater would think of pictures with these vectors ``[n, dimension]``.

    Below ten answers nothing is said but that there are too few.
    """
    if taste.not_yet:
        return [PictureTaste(rater, not_yet=taste.not_yet)] * len(vectors)
    means, spreads = taste.utilities(vectors)
    rows = zip(means.tolist(), spreads.tolist(), percentiles_of(taste, means).tolist(), strict=True)
    return [PictureTaste(rater, *row) for row in rows]


def percentiles_of(taste: Taste, means: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return how many per cent of the pictures that a taste was learned from are liked less than others.

    Args:
        taste: the taste, of at least ten answers.
        means: the expected utilities of the others, ``[n]``.

    Returns:
        float64 ``[n]``, from 0 to 100.
    """
    seen = np.sort(taste.utilities(taste.spaces.vectors[taste.observed.seen])[0])
    return np.asarray(100.0 * np.searchsorted(seen, means - EQUAL) / len(seen), dtype=np.float64)


def best_first(found: Sequence[PictureTaste], *, surely: bool = False) -> list[int]:
    """Return the indices of pictures, the best first; without a taste there is none.

    Args:
        surely: by the mean minus one standard deviation, so that doubtful pictures come later.
    """
    known = [index for index, one in enumerate(found) if one.mean is not None and one.sd is not None]
    return sorted(known, key=lambda index: -_value(found[index], surely))


def _value(one: PictureTaste, surely: bool) -> float:
    assert one.mean is not None and one.sd is not None
    return one.mean - one.sd if surely else one.mean
