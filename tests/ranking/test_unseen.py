"""Words without a mask: one sentence for many."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image

from clip_critic.errors import BadInputError
from clip_critic.ranking.heatmap import HeatMaps
from clip_critic.ranking.question import require_comparable
from clip_critic.ranking.unseen import listed, unseen, why_no_masks


def maps_of(words: Sequence[str], peaks: Sequence[float], rest: float = 0.0) -> HeatMaps:
    """Maps with one cell above zero, or everywhere above it where a peak is 1."""
    maps = np.full((len(words), 4, 4), -0.001, dtype=np.float32)
    for plane, peak in zip(maps, peaks, strict=True):
        plane[0, 0] = peak
        if peak == 1:
            plane[:] = 1
    picture, box = Image.new("RGB", (40, 40)), (0.0, 0.0, 40.0, 40.0)
    missing = np.full(len(words), rest, dtype=np.float32)
    return HeatMaps(tuple(words), maps, missing, box, (40, 40), True, 1.0, picture)


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, ""),
        (1, "w0"),
        (2, "w0 and w1"),
        (6, "w0, w1, w2, w3, w4 and w5"),
        (7, "w0, w1, w2, w3, w4 and 2 more"),
        (45, "w0, w1, w2, w3, w4 and 40 more"),
    ],
)
def test_a_list_is_short(count: int, text: str) -> None:
    assert listed([f"w{number}" for number in range(count)]) == text


def test_one_word_has_its_own_sentence() -> None:
    heat = maps_of(("cat", "sea", "mood", "dog"), (0.5, -1, 1, 0.001))
    assert unseen(heat, heat.words) == ["sea", "dog"]
    assert why_no_masks(heat, ["cat", "sea", "mood"]) == [heat.why_no_mask("sea"), heat.why_no_mask("mood")]
    assert why_no_masks(heat, ["cat"]) == []
    assert "use the difference" in heat.why_no_mask("sea")
    apart = heat.difference("sea", "cat")
    assert why_no_masks(apart, apart.words) == [apart.why_no_mask("sea - cat")] != [""]


def test_a_long_text_does_not_hide_the_rest_of_a_sentence() -> None:
    endless = "sea " * 300
    heat = maps_of(("cat", endless, "dog"), (0.5, -1, -1))
    (both,) = why_no_masks(heat, heat.words)
    for said in (both, heat.why_no_mask(endless), listed([endless] * 3)):
        assert "sea sea" in said and "…" in said and len(said) < 260
    with pytest.raises(BadInputError, match="choose one of cat") as refused:
        heat.find(f"{endless} again")
    assert len(str(refused.value)) < 260
    with pytest.raises(BadInputError, match="add other words") as refused:
        require_comparable([endless])
    assert len(str(refused.value)) < 260


def test_many_words_share_one() -> None:
    words = [f"word {number}" for number in range(20)]
    heat = maps_of(["cat", "style", "mood", *words], [0.5, 1, 1, *[0.001] * 10, *[-1] * 10])
    absent, everywhere = why_no_masks(heat, heat.words)
    assert absent.startswith("Not seen in the picture, so without masks: word 0, word 1, ")
    assert "word 4 and 15 more; use the difference" in absent
    assert everywhere == "Seen everywhere in the picture, so without masks: style and mood."
