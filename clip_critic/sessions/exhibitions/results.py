"""What an exhibition has found: the measures of its pictures as arrays, and the effects of its values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from clip_critic.errors import BadInputError, SessionError
from clip_critic.keywords.identity import word_key
from clip_critic.sessions.exhibitions.axes import Axis
from clip_critic.sessions.exhibitions.effects import (
    Effects,
    Floats,
    Split,
    holm_together,
    over,
    paired,
    split,
)
from clip_critic.sessions.exhibitions.session import Exhibition

Measure = Literal["similarity", "share", "own"]
MEASURES: tuple[Measure, ...] = get_args(Measure)
"""The similarity to a word, its share within its group, and the similarity to the picture's own prompt."""
NOT_MEASURED = "No picture of this exhibition has been measured yet: resume it first."
NOTHING = "–"
"""How an empty value is shown."""


@dataclass(frozen=True, eq=False)
class Measured:
    """The measures of an exhibition's pictures; nan where there is none.

    Attributes:
        words: the words.
        similarities: float32 ``[values of each axis..., seeds, words]``.
        shares: the same for shares within groups.
        own: float32 ``[values of each axis..., seeds]``: the similarities to the pictures' own prompts.
    """

    words: tuple[str, ...]
    similarities: NDArray[np.float32]
    shares: NDArray[np.float32]
    own: NDArray[np.float32]

    def of(self, measure: Measure, word: str = "") -> NDArray[np.float32]:
        """Return one measure of each picture, float32 ``[values of each axis..., seeds]``.

        Raises:
            BadInputError: the word is not measured.
        """
        if measure == "own":
            return self.own
        found: NDArray[np.float32] = self.all(measure)[..., self.find(word)]
        return found

    def all(self, measure: Measure) -> NDArray[np.float32]:
        """Return a measure for all words, float32 ``[values of each axis..., seeds, words]``."""
        return self.similarities if measure == "similarity" else self.shares

    def find(self, word: str) -> int:
        """Return the index of a word; raises `BadInputError` if it is not measured."""
        for index, other in enumerate(self.words):
            if word_key(other) == word_key(word):
                return index
        raise BadInputError(f"{word!r:.80} is not measured here: add it to Words to measure, and resume.")


@dataclass(frozen=True)
class ShownEffect:
    """The effect of one value of an axis on one word.

    Attributes:
        axis: the axis.
        value: the value, with `NOTHING` for an empty one.
        against: what it is compared with, likewise; "average" for the mean of all values.
        word: the word.
        mean: the mean of the paired differences.
        low, high: the 95 % interval; None with too few seeds.
        p: the probability of such a mean without an effect; None with too few seeds.
        adjusted: the same, after Holm over all effects and mixes of the exhibition.
        n: the number of seeds.
        needed: about how many seeds an interval needs that does not contain 0; None if nothing changes.
        gain: how many times smaller pairing makes the standard error; None if nothing changes.
        bootstrapped: whether the differences are skewed, and were resampled.
    """

    axis: str
    value: str
    against: str
    word: str
    mean: float
    low: float | None
    high: float | None
    p: float | None
    adjusted: float | None
    n: int
    needed: int | None
    gain: float | None
    bootstrapped: bool


def measured(exhibition: Exhibition) -> Measured:
    """Return the measures of all pictures that are there.

    Raises:
        SessionError: no picture has been measured yet.
    """
    sight = exhibition.sight
    if sight is None or not exhibition.made:
        raise SessionError(NOT_MEASURED)
    plan = exhibition.plan
    units = exhibition.units()
    rows = np.array([_row(exhibition, cell.key, len(units)) for cell in plan.cells], dtype=np.int64)
    known = rows >= 0
    own = np.array(
        [exhibition.made[c.key].own if k else np.nan for c, k in zip(plan.cells, known, strict=True)]
    )
    similar = np.full((len(rows), len(sight.words)), np.nan, dtype=np.float32)
    shares = similar.copy()
    similar[known] = sight.similarities(units)[rows[known]]
    shares[known] = sight.shares(similar[known])
    shape = (*plan.shape, len(sight.words))
    return Measured(
        sight.words,
        similar.reshape(shape),
        shares.reshape(shape),
        own.astype(np.float32).reshape(plan.shape),
    )


@dataclass(frozen=True)
class Findings:
    """What an exhibition has found, with one correction (Holm) for all its probabilities.

    Attributes:
        effects: the effect of each value of each axis on each word, the clearest first.
        split: what rows, columns and their mixes add; None if there are no two axes, or no seed is complete.
        comparisons: the number of effects and mixes that have a probability.
    """

    effects: list[ShownEffect]
    split: Split | None
    comparisons: int


def findings_of(
    exhibition: Exhibition, measure: Measure = "similarity", mixed: Measure = "own", word: str = ""
) -> Findings:
    """Return the effects and the mixes, which are one family of comparisons as they are shown together.

    Args:
        exhibition: the exhibition.
        measure: the measure of the effects.
        mixed: the measure that is split into rows, columns and their mixes.
        word: the word that this measure is of.

    Raises:
        BadInputError: the word is not measured.
        SessionError: no picture has been measured yet.
    """
    values = measured(exhibition)
    compared = list(_compared(exhibition, values, measure))
    mix = _split(exhibition, values.of(mixed, word))
    families = [*(part.effects for part in compared), *([mix.effects] if mix else [])]
    adjusted = holm_together([family.p for family in families])
    shown = [
        effect
        for part, holms in zip(compared, adjusted, strict=False)
        for effect in part.shown(values.words, holms)
    ]
    return Findings(
        sorted(shown, key=lambda effect: (_last(effect.adjusted), -abs(effect.mean))),
        replace(mix, effects=replace(mix.effects, adjusted=adjusted[-1])) if mix else None,
        sum(int(np.isfinite(holms).sum()) for holms in adjusted),
    )


def effects_of(exhibition: Exhibition, measure: Measure = "similarity") -> list[ShownEffect]:
    """Return the effect of each value of each axis on each word, the clearest first; see `findings_of`.

    Raises:
        SessionError: no picture has been measured yet.
    """
    return findings_of(exhibition, measure).effects


def split_of(exhibition: Exhibition, measure: Measure = "own", word: str = "") -> Split | None:
    """Return what rows, columns and their mixes add; see `findings_of`.

    Raises:
        BadInputError: the word is not measured.
        SessionError: no picture has been measured yet.
    """
    return findings_of(exhibition, mixed=measure, word=word).split


def order_of(exhibition: Exhibition, measure: Measure, word: str = "") -> list[int]:
    """Return the indices of the cells with a picture, the highest measure first; see `CellPlan.cells`.

    Raises:
        BadInputError: the word is not measured.
        SessionError: no picture has been measured yet.
    """
    return highest_first(measured(exhibition).of(measure, word).ravel())


def highest_first(values: NDArray[np.floating]) -> list[int]:
    """Return the indices of the finite values, the highest first."""
    known = np.flatnonzero(np.isfinite(values))
    return [int(index) for index in known[np.argsort(-values[known], kind="stable")]]


@dataclass(frozen=True)
class _Compared:
    """The effects of an axis' values ``[values, words]``, and what each was compared with."""

    axis: Axis
    values: Sequence[str]
    against: str
    effects: Effects

    def shown(self, words: Sequence[str], adjusted: Floats) -> Iterator[ShownEffect]:
        """Yield each effect that has at least one pair."""
        found = self.effects
        for row, value in enumerate(self.values):
            for column, word in enumerate(words):
                at = row, column
                if not found.n[at]:
                    continue
                yield ShownEffect(
                    self.axis.name,
                    value or NOTHING,
                    self.against or NOTHING,
                    word,
                    float(found.mean[at]),
                    _known(found.low[at]),
                    _known(found.high[at]),
                    _known(found.p[at]),
                    _known(adjusted[at]),
                    int(found.n[at]),
                    None if (needed := _known(found.needed[at])) is None else int(needed),
                    _known(found.gain[at]),
                    bool(found.bootstrapped[at]),
                )


def _compared(exhibition: Exhibition, values: Measured, measure: Measure) -> Iterator[_Compared]:
    """Compare the values of each axis; other axes are averaged, so that each seed counts once."""
    all_values = values.all(measure).astype(np.float64)
    axes = exhibition.plan.axes
    for number, axis in enumerate(axes):
        if len(axis.values) < 2:
            continue
        others = list(range(1, len(axes)))
        moved = np.moveaxis(all_values, number, 0)
        if exhibition.settings.compare == "average":
            plain, changed, names, against = moved.mean(axis=0, keepdims=True), moved, axis.values, "average"
        else:
            plain, changed, names, against = moved[:1], moved[1:], axis.values[1:], axis.values[0]
        both = np.isfinite(changed) & np.isfinite(plain)
        first = over(np.where(both, changed, np.nan), others)
        second = over(np.where(both, np.broadcast_to(plain, changed.shape), np.nan), others)
        effects = paired(np.moveaxis(first, 1, 2), np.moveaxis(second, 1, 2))
        yield _Compared(axis, names, against, effects)


def _split(exhibition: Exhibition, values: NDArray[np.float32]) -> Split | None:
    """Split a measure by the first two axes with more than one value; the others are averaged."""
    axes = exhibition.plan.axes
    long = [index for index, axis in enumerate(axes) if len(axis.values) > 1]
    if len(long) < 2:
        return None
    table = over(values.astype(np.float64), [index for index in range(len(axes)) if index not in long[:2]])
    try:
        return split(table)
    except ValueError:
        return None


def _row(exhibition: Exhibition, key: str, rows: int) -> int:
    step = exhibition.made.get(key)
    return step.row if step is not None and step.row < rows else -1


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _last(value: float | None) -> float:
    return 2.0 if value is None else value
