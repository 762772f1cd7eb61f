"""The table of a mask: its defaults are those of the maps, and its values are used."""

from __future__ import annotations

import numpy as np
from PIL import Image

from clip_critic.ranking import masking
from clip_critic.ranking.heatmap import GROWN, THRESHOLD, HeatMaps
from clip_critic.ranking.masking import MaskChoice


def heat() -> HeatMaps:
    """Maps of a word at the left and of one at the right."""
    left = np.zeros((4, 4), np.float32)
    left[:, 0], left[:, 1] = 0.04, 0.01
    maps = np.stack([left, left[:, ::-1]])
    picture = Image.new("RGB", (64, 64), "grey")
    rest = np.zeros(2, np.float32)
    return HeatMaps(("cat", "dog"), maps, rest, (0, 0, 64, 64), (64, 64), True, 0.04, picture)


def covered(choice: MaskChoice, word: str, without: str | None = None) -> np.ndarray:
    return np.asarray(choice.mask(heat(), word, without)) > 0


def test_the_defaults_are_those_of_the_maps() -> None:
    assert MaskChoice() == MaskChoice(THRESHOLD, GROWN)
    assert {name: default for name, (default, _) in masking.rows().items()} == {
        "threshold": THRESHOLD,
        "grow": GROWN,
    }
    assert (covered(MaskChoice(), "cat") == (np.asarray(heat().mask("cat")) > 0)).all()


def test_each_row_changes_the_mask() -> None:
    areas = [covered(MaskChoice(*values), "cat").mean() for values in ((0.8, 0), (0.2, 0), (0.2, 1))]
    assert areas[0] < areas[1] < areas[2]


def test_without_another_word_the_mask_is_that_of_the_difference() -> None:
    difference = heat().difference("cat", "dog")
    expected = np.asarray(difference.mask(difference.words[0], 0.3, 0)) > 0
    assert (covered(MaskChoice(0.3, 0), "cat", "dog") == expected).all() and expected.any()
