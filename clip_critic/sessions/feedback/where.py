"""The part of the picture that a step may change: the place of a word, or of the word that it replaces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from clip_critic.errors import BadInputError
from clip_critic.keywords.identity import word_key
from clip_critic.keywords.targets import Targets
from clip_critic.ranking.heatmap import HeatMaps
from clip_critic.ranking.result import GroupSpan
from clip_critic.tables import percent

PRESENT = 0.5
"""The standard deviations above the list's mean from which a word counts as being in the picture."""
TEXT_PRESENT = 0.0
"""The same for a text that is not in the list, and for each listed word in it: longer texts are less similar
to pictures than words are."""
STANDS_OUT = 1.0
"""The same as `PRESENT` for a word that keeps its place from another word of its group."""


@dataclass(frozen=True, eq=False)
class FoundPlace:
    """A mask of the picture's size, and sentences for the user about it."""

    mask: Image.Image
    notes: tuple[str, ...]


def find_place(maps: HeatMaps, groups: Sequence[GroupSpan], word: str, targets: Targets) -> FoundPlace:
    """Return the place of a word, or of the word that it should replace if it is not in the picture.

    Args:
        maps: the heat maps of the whole list and the word.
        groups: the list's groups.
        word: the word.
        targets: the session's targets.

    Raises:
        BadInputError: the word is not in the picture, and it is unknown what it should replace.
    """
    index = maps.find(word)
    named = _named(maps, groups, index)
    if _is_present(maps, index, PRESENT if named == [index] else TEXT_PRESENT):
        return _found(_without_others(maps, maps, groups, word, named), word)
    if named != [index] and named and all(_is_present(maps, part, TEXT_PRESENT) for part in named):
        return _found(_without_others(_together(maps, named, word), maps, groups, word, named), word)
    for other in _giving_way(maps, groups, index, targets):
        apart = maps.difference(other, word)
        if apart.maps.max() > 0:
            note = f"{word!r} is not in the picture: the place of {other!r} may change instead."
            found = _found(apart.mask(apart.words[0], "otsu"), other)
            return FoundPlace(found.mask, (note, *found.notes))
    raise BadInputError(
        f"Only where: {word!r} is not in the picture, and nothing says what should give way to it. Choose a "
        "word that CLIP sees there, or name what should go as unwanted."
    )


def _named(maps: HeatMaps, groups: Sequence[GroupSpan], index: int) -> list[int]:
    """Return the listed words that a word names: itself, or those that a text contains."""
    listed = [number for span in groups for number in range(span.start, span.stop)]
    if index in listed:
        return [index]
    text = f" {word_key(maps.words[index])} "
    return [number for number in listed if f" {word_key(maps.words[number])} " in text]


def _together(maps: HeatMaps, indices: list[int], name: str) -> HeatMaps:
    """Return one map: the mean of those of several words."""
    plane, rest = maps.maps[indices].mean(axis=0), maps.rest[indices].mean()
    looks = None if maps.looks is None else maps.looks[..., indices].mean(axis=-1, keepdims=True)
    return replace(maps, words=(name,), maps=plane[None], rest=rest[None], looks=looks)


def _without_others(
    seen: HeatMaps, maps: HeatMaps, groups: Sequence[GroupSpan], word: str, named: list[int]
) -> Image.Image:
    """Return the mask of a seen word without the places that speak more for others of the groups it names."""
    mask = seen.mask(word, "otsu")
    mates = {mate for part in named for mate in _mates(groups, part)} - set(named)
    others = [mate for mate in sorted(mates) if _is_present(maps, mate, STANDS_OUT)]
    if not others:
        return mask
    own = seen.enlarged(word, fit_edges=True)
    planes = [maps.enlarged(maps.words[other], fit_edges=True) for other in others]
    stays = (np.asarray(mask) > 0) & (own >= np.max(planes, axis=0))
    return Image.fromarray(np.where(stays, 255, 0).astype(np.uint8)) if stays.any() else mask


def _mates(groups: Sequence[GroupSpan], index: int) -> list[int]:
    """Return the other words of a word's group; a list without groups has none."""
    span = next((span for span in groups if span.start <= index < span.stop and span.name), None)
    return [other for other in range(span.start, span.stop) if other != index] if span else []


def _found(mask: Image.Image, word: str) -> FoundPlace:
    area = float((np.asarray(mask) > 0).mean())
    return FoundPlace(mask, (f"{word!r}: {percent(area)} of the picture may change.",))


def _is_present(maps: HeatMaps, index: int, least: float = PRESENT) -> bool:
    deviation = float(maps.seen.std())
    return deviation > 0 and float(maps.seen[index] - maps.seen.mean()) >= least * deviation


def _giving_way(maps: HeatMaps, groups: Sequence[GroupSpan], index: int, targets: Targets) -> Iterator[str]:
    """Yield the words in the picture that may be replaced: unwanted ones, then the best one of the group."""
    unwanted = [maps.find(target.word) for target in targets.unwanted]
    staying = {word_key(target.word) for target in (*targets.wanted, *targets.held)}
    rivals = [other for other in _mates(groups, index) if word_key(maps.words[other]) not in staying]
    best = max(rivals, key=lambda other: float(maps.seen[other]), default=None)
    for other in dict.fromkeys((*unwanted, *(() if best is None else (best,)))):
        if other != index and _is_present(maps, other):
            yield maps.words[other]
