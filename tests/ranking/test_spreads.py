"""How widely words of different kinds are spread, by the miniature's own maps of drawn scenes."""

from __future__ import annotations

from collections import defaultdict
from statistics import median

import pytest

from benchmarks.seeing_scenes import LIST, draw_scenes
from clip_critic.encoders.miniature import load_miniature
from clip_critic.encoders.places import places_of
from clip_critic.ranking.heatmap import heat_maps
from tools.miniature.words import COUNTS, STYLES

SCENES = 40


@pytest.mark.slow
def test_styles_and_counts_are_spread_more_widely_than_things() -> None:
    encoder = load_miniature(device="cpu")
    texts = encoder.encode_texts(LIST)
    spreads: dict[str, list[float]] = defaultdict(list)
    for number, drawing in enumerate(draw_scenes(SCENES, 1, 4021)):
        (places,) = places_of(encoder, [drawing.picture])
        heat = heat_maps(places, LIST, texts, range(len(LIST)), drawing.picture)
        asked = {ask.kind: ask.word for ask in drawing.asked}
        asked |= {"style": tuple(STYLES)[number % len(STYLES)], "count": COUNTS[1]}
        for kind, word in asked.items():
            if heat.lack_of(word) is None:  # CLIP sees it
                spreads[kind].append(heat.spot(word).spread)
    typical = {kind: median(values) for kind, values in spreads.items()}
    assert min(len(values) for values in spreads.values()) > SCENES / 3
    assert min(typical["style"], typical["count"]) > 1.2 * max(typical["shape"], typical["colour"]), typical
