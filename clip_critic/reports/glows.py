"""The places of words for the templates of reports: a glow for each word, all on one scale."""

from __future__ import annotations

from collections.abc import Collection
from itertools import islice
from typing import Any

from PIL import Image

from clip_critic.pictures.overlays import STOPS, is_cut, on_scale, overlay
from clip_critic.ranking.heatmap import HeatMaps
from clip_critic.ranking.result import Ranking
from clip_critic.ranking.seen import SeenWord, seen_words
from clip_critic.ranking.unlearned import UNLEARNED
from clip_critic.ranking.unseen import listed, unseen
from clip_critic.reports.addresses import small_url
from clip_critic.tables import percent

SHOWN = 12
"""The most words that glow on a page."""
SIDE = 384
"""The longest side of a glow on a page, in pixels."""


def glows_of(
    picture: Image.Image, ranking: Ranking, heat: HeatMaps, unknown: Collection[str] = ()
) -> dict[str, Any]:
    """Return the values of the section about the places in a picture.

    Args:
        picture: the picture.
        ranking: its ranking.
        heat: the places of words.
        unknown: words that the encoder has never learned.
    """
    seen = list(islice(seen_words(ranking, heat), SHOWN))

    def glow(item: SeenWord) -> str:
        return small_url(overlay(picture, item.values, heat.box, heat.brightest, heat.parts), SIDE)

    return {
        "words": [
            {
                "word": item.word,
                "unknown": item.word in unknown,
                "picture": glow(item),
                "similarity": f"{item.entry.similarity:.3f}",
                "says": place_text(item),
                "cut": cut_text(item),
                "spread": percent(item.spot.spread),
                "peak": on_scale(item.spot.peak, heat.brightest) if item.spot.box else "–",
                "box": "{}, {} to {}, {}".format(*item.spot.box) if item.spot.box else "–",
            }
            for item in seen
        ],
        "top": on_scale(heat.brightest, heat.brightest),
        "colours": ", ".join(f"rgb{stop}" for stop in STOPS),
        "left_out": max(len(heat.words) - len(seen), 0),
        "unseen": listed(unseen(heat, [item.word for item in seen])),
        "exact": heat.exact,
        "squares": heat.looks is not None,
        "cut": bool(heat.parts) or is_cut(heat.box, heat.size),
    }


def cut_text(seen: SeenWord) -> str:
    """Return how much of a word the encoder did not read; its map is about the rest."""
    return f"{seen.entry.truncated} tokens not read" if seen.entry.truncated else ""


def unlearned_text(seen: SeenWord, unknown: Collection[str]) -> str:
    """Return that the encoder has never learned a word; its map means nothing."""
    return UNLEARNED if seen.word in unknown else ""


def place_text(seen: SeenWord) -> str:
    """Return where a word is and how much of its score has a place, as it is read aloud."""
    has_place = seen.spot.box is not None and seen.placed > 0
    return f"{seen.where}, {percent(seen.placed)} has a place" if has_place else seen.where
