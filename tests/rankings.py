"""Rankings made by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from clip_critic.ranking.result import GroupSpan, Ranking


def ranking(groups: Mapping[str, Mapping[str, float]], scale: float = 100.0) -> Ranking:
    """A ranking of groups of words with their similarities."""
    words: list[str] = []
    spans: list[GroupSpan] = []
    values: list[float] = []
    for name, group in groups.items():
        spans.append(GroupSpan(name, len(words), len(words) + len(group)))
        words += group
        values += group.values()
    return of(words, values, spans, scale)


def of(
    words: Sequence[str], values: Sequence[float], spans: Sequence[GroupSpan] = (), scale: float = 100.0
) -> Ranking:
    """A ranking of words with their similarities; without spans they are one group."""
    similarities = np.asarray(values, dtype=np.float32)
    return Ranking(
        "picture",
        "by hand",
        tuple(words),
        tuple(spans) or (GroupSpan("", 0, len(words)),),
        similarities,
        scale * similarities.astype(np.float64),
        np.zeros(len(words), dtype=np.int_),
    )
