"""Tastes as plain data, for the HTTP API and ``--json``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Literal

import numpy as np

from clip_critic.errors import BadInputError
from clip_critic.ranking.records import Record
from clip_critic.tables import valid_unicode
from clip_critic.taste.accuracy import Accuracy, accuracy
from clip_critic.taste.belief import Array
from clip_critic.taste.choices import Choice, standing
from clip_critic.taste.model import Taste
from clip_critic.taste.observations import ABSENT
from clip_critic.taste.ratings import CellTaste, ridge
from clip_critic.taste.tmethod import t_of_choices
from clip_critic.taste.told import taste_in_words, word_scores
from clip_critic.tasting.cells import CellLayout
from clip_critic.tasting.learner import TasteWords
from clip_critic.tasting.openings import Opening

Model = Literal["words", "t1", "t2", "ridge"]
"""How a taste is told: groups of words, the T method's two kinds, or ridge regression on stars."""
ONLY_STARS = "The T method learns from choices between pictures, and there are only stars."
NO_STARS = "Ridge regression learns from stars, and there are none: give some pictures stars."
NO_MODEL = "A taste is told as words, t1, t2 or ridge, not as {model!r:.40}."
SENTENCES = (ONLY_STARS, NO_STARS)


def raters_record(choices: Sequence[Choice]) -> list[Record]:
    """Return everybody who has chosen, with the number of their answers."""
    counts: dict[str, int] = {choice.rater: 0 for choice in choices}
    for choice in standing(choices):
        counts[choice.rater] += choice.mode != "skip"
    return [{"name": name, "answers": count} for name, count in counts.items()]


def summary_record(taste: Taste, words: TasteWords, rater: str, model: Model, notes: Sequence[str]) -> Record:
    """Return what is known of a taste, in words.

    Raises:
        BadInputError: there is no such model.
    """
    eta, more = _weights(taste, words, model)
    groups = taste_in_words(taste, words.names, words.vectors) if model == "words" else ()
    return {
        "rater": rater,
        "answers": taste.answers,
        "not_yet": taste.not_yet,
        "kernel": taste.assumptions.kernel,
        "half_life": taste.assumptions.half_life,
        "accuracy": accuracy_record(accuracy(taste)),
        "groups": [{**asdict(group), "words": list(group.words)} for group in groups],
        "eta": eta,
        "notes": [*notes, *more],
    }


def accuracy_record(found: Accuracy | None) -> Record | None:
    """Return how well a taste predicts; None if that is not known."""
    if found is None:
        return None
    names = ("expected", "low", "high", "right", "comparisons")
    return {**{name: getattr(found, name) for name in names}, "bins": [asdict(part) for part in found.bins]}


def cells_record(layout: CellLayout | None, found: CellTaste | None) -> Record:
    """Return what rows and columns add, the best first; empty if nothing is known of them."""
    if layout is None or found is None:
        return {"rows": [], "columns": []}
    return {"rows": _effects(layout.rows, found.first), "columns": _effects(layout.columns, found.second)}


def _effects(names: Sequence[str], effects: Array) -> list[Record]:
    order = np.argsort(-effects, kind="stable")
    return [{"name": names[index], "effect": float(effects[index])} for index in order]


def _weights(taste: Taste, words: TasteWords, model: Model) -> tuple[list[Record], list[str]]:
    """Return each word's weight and direction, the largest first, and notes if there is none."""
    if model not in ("words", "t1", "t2", "ridge"):
        raise BadInputError(NO_MODEL.format(model=model))
    if model == "words" or taste.not_yet:
        return [], []
    observed, scores = taste.observed, word_scores(taste, words.vectors)
    rated = observed.other == ABSENT
    if model == "ridge":
        if not rated.any():
            return [], [NO_STARS]
        slopes = ridge(scores[observed.preferred[rated]], observed.stars[rated]).weights
        return _bars(words.names, np.abs(slopes), slopes), []
    if np.count_nonzero(~rated) < 2:
        return [], [ONLY_STARS]
    found = t_of_choices(observed, scores, 1 if model == "t1" else 2)
    return _bars(words.names, found.eta, found.beta), []


def _bars(names: Sequence[str], weights: Array, slopes: Array) -> list[Record]:
    order = [index for index in np.argsort(-weights, kind="stable") if weights[index] > 0]
    return [
        {"word": names[index], "eta": float(weights[index]), "direction": 1 if slopes[index] > 0 else -1}
        for index in order
    ]


def opening_record(opening: Opening) -> Record:
    """Return a source that is open, or being opened."""
    opened = opening.opened
    unreadable = opened.collection.unreadable if opened else ()
    return {
        "key": opening.key,
        "title": opening.source.title,
        "state": opening.state,
        "done": opening.done,
        "total": opening.total,
        "message": valid_unicode(opening.message),
        "pictures": len(opened.collection.pool) if opened else 0,
        "unreadable": [
            {"name": valid_unicode(row.picture), "error": valid_unicode(row.error)} for row in unreadable
        ],
    }
