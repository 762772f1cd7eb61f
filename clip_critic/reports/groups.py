"""The words of a ranking and of its groups, with their colours, as the templates of reports take them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from clip_critic.ranking.result import Entry, Ranking
from clip_critic.reports.ladder import colour_of

WORDS_OF_GROUP, SHOWN_GROUPS = 10, 60


def groups_of(ranking: Ranking, unknown: Collection[str] = ()) -> list[dict[str, Any]]:
    """Return the groups of a ranking, each with its best words and their shares within it.

    Args:
        ranking: the ranking.
        unknown: words that the encoder has never learned.
    """
    return [
        {
            "name": span.name,
            "size": len(span),
            "rows": [
                word_row(entry, entry.group_share, unknown)
                for entry in ranking.group_entries(span, WORDS_OF_GROUP)
            ],
        }
        for span in ranking.groups[:SHOWN_GROUPS]
    ]


def word_row(entry: Entry, share: float, unknown: Collection[str] = ()) -> dict[str, Any]:
    """Return a word's row: its entry, the share to show, its colour, and whether the encoder knows it."""
    return {
        "entry": entry,
        "share": share,
        "colour": colour_of(entry.rank),
        "unknown": entry.keyword in unknown,
    }
