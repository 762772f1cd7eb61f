"""The objectives: how a picture's score is computed from its ranking."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from math import erf, sqrt
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from clip_critic.errors import BadInputError
from clip_critic.keywords.targets import Target, Targets
from clip_critic.ranking.result import Ranking
from clip_critic.tables import hundredths_hint, percent

Role = Literal["wanted", "held", "unwanted"]
Values = NDArray[np.float64]
JOINT = "joint"
SMALLEST_SHARE = 0.001
"""The smallest share that counts: a missing word is missing, no matter how clearly."""


@dataclass(frozen=True)
class ScorePart:
    """A target's part of a score: its value for the picture, and its weight on its side."""

    word: str
    role: Role
    weight: float
    value: float


@dataclass(frozen=True)
class Liking:
    """What a rater's taste says about a picture, in its standard units (`clip_critic.taste.model.Taste`).

    Attributes:
        mean: how much the rater would like it: 0 is the mean of the pictures that the taste was learned from.
        sd: the standard deviation of what is not known about that.
    """

    mean: float
    sd: float

    def value(self, objective: str) -> float:
        """Return what counts: the liking that is nearly sure, a standard deviation below the mean.

        It is in standard units for ``similarity``, whose scores are so, too. Otherwise it is the share of
        pictures that are liked less, 0 to 1, as if likings were normally distributed.
        """
        sure = self.mean - self.sd
        return sure if objective == "similarity" else (1 + erf(sure / sqrt(2))) / 2

    def __str__(self) -> str:
        return f"{self.mean:+.2f} ± {self.sd:.2f}"


@dataclass(frozen=True)
class Score:
    """A picture's score with its parts.

    For ``joint`` it is a geometric mean, otherwise the mean of the wanted and held words minus that of the
    unwanted ones. A taste may count, too, or instead (`with_taste`).

    Attributes:
        value: the score.
        parts: its parts by words.
        taste: what a taste said, if it was asked.
    """

    value: float
    parts: tuple[ScorePart, ...]
    taste: Liking | None = None


def standardised(ranking: Ranking) -> Values:
    """Return the similarities in standard deviations from the list's mean, float64 ``[n]``.

    A picture's similarities to all texts rise and fall together; only what stands out from the list counts.
    """
    values = np.asarray(ranking.similarities, dtype=np.float64)
    deviation = values.std()
    return np.asarray((values - values.mean()) / deviation) if deviation > 0 else np.zeros(len(values))


def group_shares(ranking: Ranking) -> Values:
    """Return each keyword's share within its group, float64 ``[n]``."""
    return np.asarray(ranking.group_shares)


OBJECTIVES: Mapping[str, Callable[[Ranking], Values]] = {
    "similarity": standardised,
    "share": group_shares,
}


def score_text(value: float, objective: str) -> str:
    """Return a score, or a part of one, as people read it.

    It is per cent, except for ``similarity``, whose scores are standard deviations from the list's mean.
    """
    return f"{value:.2f}" if objective == "similarity" else percent(value)


def require_reachable(target: float, objective: str) -> None:
    """Check that a picture can reach a target score.

    Raises:
        BadInputError: the target is above 100 %, which no score of this objective reaches.
    """
    if target > 1 and objective != "similarity":
        hint = hundredths_hint(target)
        raise BadInputError(f"Stop at score: {target:g} is more than 100 %, which no picture reaches.{hint}")


def rivals_of(ranking: Ranking, index: int, targets: Targets) -> NDArray[np.bool_]:
    """Return which words of a list are rivals of one of them, bool ``[n]``.

    They are the words of its group that are neither wanted nor held, or those of the entire list if the group
    has none. So two wanted words of one group take nothing from each other.
    """
    is_rival = np.ones(len(ranking), dtype=bool)
    for word in (ranking.keywords[index], *(target.word for target in (*targets.wanted, *targets.held))):
        is_rival[list(ranking.find(word))] = False
    span = next(span for span in ranking.groups if span.start <= index < span.stop)
    inside = np.zeros(len(ranking), dtype=bool)
    inside[span.start : span.stop] = True
    return is_rival & inside if (is_rival & inside).any() else is_rival


def share_among_rivals(ranking: Ranking, index: int, targets: Targets) -> float:
    """Return a keyword's share among itself and its rivals (`rivals_of`), 0 to 1."""
    rivals = rivals_of(ranking, index, targets)
    against = np.logaddexp.reduce(ranking.logits[rivals])  # minus infinity without rivals
    return float(np.exp(-np.logaddexp(0, against - ranking.logits[index])))


def score(ranking: Ranking, targets: Targets, objective: str) -> Score:
    """Score a picture against the targets.

    Args:
        ranking: the picture's ranking, with a list that contains every target.
        targets: the targets.
        objective: ``joint``, or one of `OBJECTIVES`.
    """
    at = {word: ranking.find(word)[0] for word in targets.words}
    if objective == JOINT:
        return _joint(_parts(targets, lambda word: share_among_rivals(ranking, at[word], targets)))
    values = OBJECTIVES[objective](ranking)
    return _difference(_parts(targets, lambda word: float(values[at[word]])))


def together(first: Score, second: Score, objective: str) -> Score:
    """Return the score of both of two encoders that saw the same picture.

    For ``joint`` each share is the geometric mean of both; that of an unwanted word is what is left by the
    geometric mean of what both leave. So the score is the geometric mean of both scores, and no encoder makes
    up for what the other one misses. For the other objectives each value is the mean of both.

    Args:
        first: the score of one encoder.
        second: the other one's, for the same targets.
        objective: what both were scored by.
    """
    merged = _both_shares if objective == JOINT else _mean_of_both
    parts = tuple(
        replace(one, value=merged(one, other)) for one, other in zip(first.parts, second.parts, strict=True)
    )
    return _joint(parts) if objective == JOINT else _difference(parts)


def with_taste(words: Score, taste: Liking, weight: float, objective: str) -> Score:
    """Return the score of words and taste.

    For ``joint`` it is their weighted geometric mean, so that neither makes up for the other, otherwise the
    weighted mean.

    Args:
        words: the score of the words, which may be none if ``weight`` is 1.
        taste: what the taste says about the same picture.
        weight: the taste's share, 0 to 1.
        objective: what the words were scored by.
    """
    liked = taste.value(objective)
    if weight == 1:  # held words, which nobody asked for, count for nothing then
        return Score(liked, tuple(part for part in words.parts if part.role != "held"), taste)
    if objective == JOINT:
        value = max(words.value, SMALLEST_SHARE) ** (1 - weight) * max(liked, SMALLEST_SHARE) ** weight
    else:
        value = (1 - weight) * words.value + weight * liked
    return Score(value, words.parts, taste)


def _both_shares(one: ScorePart, other: ScorePart) -> float:
    both = sqrt(_present(one) * _present(other))
    return 1 - both if one.role == "unwanted" else both


def _mean_of_both(one: ScorePart, other: ScorePart) -> float:
    return (one.value + other.value) / 2


def _parts(targets: Targets, value: Callable[[str], float]) -> tuple[ScorePart, ...]:
    sides: tuple[tuple[Role, tuple[Target, ...]], ...] = (
        ("wanted", targets.wanted),
        ("held", targets.held),
        ("unwanted", targets.unwanted),
    )
    return tuple(
        ScorePart(target.word, role, target.weight, value(target.word))
        for role, side in sides
        for target in side
    )


def _joint(parts: tuple[ScorePart, ...]) -> Score:
    """Return the weighted geometric mean of the wanted shares and the absent unwanted shares, 0 to 1.

    No word can make up for a missing one.
    """
    total = sum(part.weight for part in parts)
    logs = sum(part.weight * np.log(_present(part)) for part in parts)
    return Score(float(np.exp(logs / total)) if total else 0.0, parts)


def _present(part: ScorePart) -> float:
    """Return the share that counts: of an unwanted word, what is left; never below `SMALLEST_SHARE`."""
    return max(1 - part.value if part.role == "unwanted" else part.value, SMALLEST_SHARE)


def _difference(parts: tuple[ScorePart, ...]) -> Score:
    """Return the mean of the wanted and held words minus that of the unwanted ones."""
    plus = _mean([part for part in parts if part.role != "unwanted"])
    return Score(plus - _mean([part for part in parts if part.role == "unwanted"]), parts)


def _mean(parts: list[ScorePart]) -> float:
    total = sum(part.weight for part in parts)
    return sum(part.weight * part.value for part in parts) / total if total else 0.0
