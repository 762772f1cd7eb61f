"""Where a step may change the picture: the place of a word, or of what should give way to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from clip_critic.errors import BadInputError
from clip_critic.keywords.identity import word_key
from clip_critic.ranking.heatmap import HeatMaps
from clip_critic.ranking.result import GroupSpan
from clip_critic.sessions.feedback.targets import Targets
from clip_critic.tables import percent

PRESENT = 0.5
"""The standard deviations above the list's mean from which a word counts as being in the picture."""


@dataclass(frozen=True, eq=False)
class FoundPlace:
    """A mask of the picture's size, and sentences for the user about it."""

    mask: Image.Image
    notes: tuple[str, ...]


def find_place(maps: HeatMaps, groups: Sequence[GroupSpan], word: str, targets: Targets) -> FoundPlace:
    """Return the place of a word, or of what should give way to it where the word is not in the picture.

    Args:
        maps: the heat maps of the whole list and the word.
        groups: the list's groups.
        word: the word.
        targets: the session's targets.

    Raises:
        BadInputError: the word is not in the picture, and nothing says what should give way to it.
    """
    index = maps.find(word)
    if _is_present(maps, index):
        return _found(maps.mask(word), word)
    for other in _giving_way(maps, groups, index, targets):
        apart = maps.difference(other, word)
        if apart.maps.max() > 0:
            note = f"{word!r} is not in the picture: the place of {other!r} may change instead."
            found = _found(apart.mask(apart.words[0]), other)
            return FoundPlace(found.mask, (note, *found.notes))
    raise BadInputError(
        f"Only where: {word!r} is not in the picture, and nothing says what should give way to it. Choose a "
        "word that CLIP sees there, or name what should go as unwanted."
    )


def _found(mask: Image.Image, word: str) -> FoundPlace:
    area = float((np.asarray(mask) > 0).mean())
    return FoundPlace(mask, (f"{word!r}: {percent(area)} of the picture may change.",))


def _is_present(maps: HeatMaps, index: int) -> bool:
    deviation = float(maps.scores.std())
    return deviation > 0 and float(maps.scores[index] - maps.scores.mean()) >= PRESENT * deviation


def _giving_way(maps: HeatMaps, groups: Sequence[GroupSpan], index: int, targets: Targets) -> Iterator[str]:
    """Yield the words in the picture that should give way: unwanted ones, then the best one of its group."""
    unwanted = [maps.find(target.word) for target in targets.unwanted]
    staying = {word_key(target.word) for target in (*targets.wanted, *targets.held)}
    span = next((span for span in groups if span.start <= index < span.stop and span.name), None)
    rivals = [
        other
        for other in (range(span.start, span.stop) if span else ())
        if other != index and word_key(maps.words[other]) not in staying
    ]
    best = max(rivals, key=lambda other: float(maps.scores[other]), default=None)
    for other in dict.fromkeys((*unwanted, *(() if best is None else (best,)))):
        if other != index and _is_present(maps, other):
            yield maps.words[other]
