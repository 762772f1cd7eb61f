"""The table of a mask that is made of a word's heat map, which all faces share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PIL import Image

from clip_critic import tables
from clip_critic.ranking.heatmap import GROWN, THRESHOLD, HeatMaps
from clip_critic.tables import Field, field


@dataclass(frozen=True)
class MaskChoice:
    """The settings of a mask."""

    threshold: float = field(
        THRESHOLD,
        Field(
            "Mask from",
            "number",
            "Places belong to the mask if they reach this part of the word's strongest place.",
            minimum=0.05,
            maximum=0.95,
            step=0.05,
            percent=True,
        ),
    )
    grow: float = field(
        GROWN,
        Field(
            "Grow the mask",
            "number",
            "In cells of the map. A mask that cuts into a thing leaves parts of it behind.",
            minimum=0,
            maximum=4,
            step=0.25,
        ),
    )

    def mask(self, heat: HeatMaps, word: str, without: str | None = None) -> Image.Image:
        """Return the mask of a word, or of where the picture has more of it than of another one.

        Raises:
            BadInputError: a word is not in the list, or has no mask.
        """
        if without is None:
            return heat.mask(word, self.threshold, self.grow)
        difference = heat.difference(word, without)
        return difference.mask(difference.words[0], self.threshold, self.grow)


def rows() -> dict[str, tuple[Any, Field]]:
    """Return the default and the field of every row of `MaskChoice`, by name."""
    return {name: (default, about) for name, default, about in tables.rows(MaskChoice)}
