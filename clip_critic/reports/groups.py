"""The words of a ranking and of its groups, with their colours, as the templates of reports take them."""

from __future__ import annotations

from typing import Any

from clip_critic.ranking.result import Entry, Ranking
from clip_critic.reports.ladder import colour_of

WORDS_OF_GROUP, SHOWN_GROUPS = 10, 60


def groups_of(ranking: Ranking) -> list[dict[str, Any]]:
    """Return the groups of a ranking, each with its best words and their shares within it."""
    return [
        {
            "name": span.name,
            "size": len(span),
            "rows": [
                word_row(entry, entry.group_share) for entry in ranking.group_entries(span, WORDS_OF_GROUP)
            ],
        }
        for span in ranking.groups[:SHOWN_GROUPS]
    ]


def word_row(entry: Entry, share: float) -> dict[str, Any]:
    """Return a word's row: its entry, the share to show and its colour."""
    return {"entry": entry, "share": share, "colour": colour_of(entry.rank)}
