"""What a session tries to raise: one number, with its parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from clip_critic.feedback.targets import Target, Targets, key
from clip_critic.result import Ranking

Role = Literal["wanted", "held", "unwanted"]
Values = NDArray[np.float64]


@dataclass(frozen=True)
class Part:
    """What one target adds: its value for the picture, and its weight among those of its side."""

    word: str
    role: Role
    weight: float
    value: float


@dataclass(frozen=True)
class Score:
    """The weighted mean of wanted and held values minus that of unwanted ones."""

    value: float
    parts: tuple[Part, ...]


def standardised(ranking: Ranking) -> Values:
    """Similarities in standard deviations from their mean over the list, float64 ``[n]``.

    A picture's similarities to all texts rise and fall together; only what stands out over the list counts.
    """
    values = np.asarray(ranking.similarities, dtype=np.float64)
    deviation = values.std()
    return np.asarray((values - values.mean()) / deviation) if deviation > 0 else np.zeros(len(values))


def group_shares(ranking: Ranking) -> Values:
    """Shares within each keyword's own group, float64 ``[n]``."""
    return np.asarray(ranking.group_shares)


OBJECTIVES: Mapping[str, Callable[[Ranking], Values]] = {
    "similarity": standardised,
    "share": group_shares,
}


def score(ranking: Ranking, targets: Targets, objective: str) -> Score:
    """How far a picture is what was meant.

    Args:
        ranking: of a list that holds every target.
        targets: what counts.
        objective: one of `OBJECTIVES`.
    """
    values = OBJECTIVES[objective](ranking)
    places = {key(word): index for index, word in reversed(list(enumerate(ranking.keywords)))}
    sides: tuple[tuple[Role, tuple[Target, ...]], ...] = (
        ("wanted", targets.wanted),
        ("held", targets.held),
        ("unwanted", targets.unwanted),
    )
    parts = tuple(
        Part(target.word, role, target.weight, float(values[places[key(target.word)]]))
        for role, side in sides
        for target in side
    )
    plus = _mean([part for part in parts if part.role != "unwanted"])
    return Score(plus - _mean([part for part in parts if part.role == "unwanted"]), parts)


def _mean(parts: list[Part]) -> float:
    total = sum(part.weight for part in parts)
    return sum(part.weight * part.value for part in parts) / total if total else 0.0
