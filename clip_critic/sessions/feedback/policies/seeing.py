"""Measures of how clearly words are seen, shared by the policies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from clip_critic.keywords.identity import word_key
from clip_critic.keywords.targets import Targets
from clip_critic.ranking.result import GroupSpan, Ranking
from clip_critic.sessions.feedback.policies.base import PolicyView

SEEN_CLEARLY = 0.9
"""The `lead` from which a word is seen clearly enough."""
DRAW = 0.5
"""The `lead` below which another word of the group is seen instead."""


def lead(ranking: Ranking, word: str, targets: Targets) -> float:
    """Return how clearly a word beats the best rival of its group, 0 to 1; 0.5 is a draw.

    This is their contrast, ``sigmoid(l_word - l_rival)``; without a rival, the word's rank decides. Wanted
    and held words are not rivals.
    """
    wanted = {word_key(target.word) for target in (*targets.wanted, *targets.held)}
    index = ranking.find(word)[0]
    span = _span(ranking, index)
    rivals = [i for i in range(span.start, span.stop) if word_key(ranking.keywords[i]) not in wanted]
    if not rivals:
        return 1.0 - float(ranking.ranks[index] - 1) / max(len(ranking) - 1, 1)
    difference = ranking.logits[index] - ranking.logits[rivals].max()
    return float(1 / (1 + np.exp(-np.clip(difference, -60, 60))))


def leads_of(ranking: Ranking, targets: Targets) -> dict[str, float]:
    """Return the `lead` of every wanted and held word."""
    return {t.word: lead(ranking, t.word, targets) for t in (*targets.wanted, *targets.held)}


def is_in_the_way(view: PolicyView, leads: Mapping[str, float]) -> bool:
    """Return whether a wanted word is missing although a prompt has been tried."""
    return view.prompt is not None and any(leads[target.word] < DRAW for target in view.targets.wanted)


def in_order(ranking: Ranking, words: Iterable[str]) -> list[str]:
    """Return words in the order of the ranked list."""
    return sorted(words, key=lambda word: ranking.find(word)[0])


def _span(ranking: Ranking, index: int) -> GroupSpan:
    return next(span for span in ranking.groups if span.start <= index < span.stop)
