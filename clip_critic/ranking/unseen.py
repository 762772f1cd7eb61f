"""Words that have no mask, in one sentence for many of them."""

from __future__ import annotations

from collections.abc import Sequence

from clip_critic.keywords.texts import shortened
from clip_critic.ranking.heatmap import HeatMaps, Lack

NAMED = 5
"""The most words that a sentence names; if only one more is left, it is named, too."""


def unseen(heat: HeatMaps, words: Sequence[str]) -> list[str]:
    """Return those of some words that are not seen in the picture."""
    return [word for word in words if heat.lack_of(word) is Lack.NOT_SEEN]


def why_no_masks(heat: HeatMaps, words: Sequence[str]) -> list[str]:
    """Return sentences about the words without a mask: one for all words with the same reason."""
    lacking = {lack: [word for word in words if heat.lack_of(word) is lack] for lack in Lack}
    return [
        lack.of(found[0]) if len(found) == 1 else lack.of_several(listed(found))
        for lack, found in lacking.items()
        if found
    ]


def listed(words: Sequence[str]) -> str:
    """Return the first of some words as a short list that says how many more there are."""
    named = [shortened(word) for word in words[: NAMED + 1]]
    if len(words) <= NAMED + 1:
        return " and ".join(filter(None, (", ".join(named[:-1]), *named[-1:])))
    return f"{', '.join(named[:NAMED])} and {len(words) - NAMED} more"
