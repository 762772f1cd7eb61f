"""Many pictures and one keyword list as a self-contained HTML file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import isnan
from pathlib import Path
from typing import Any

from PIL import Image

from clip_critic.errors import PictureError
from clip_critic.pictures.opening import open_picture
from clip_critic.pictures.overlays import crop_around
from clip_critic.progress import Progress, silent
from clip_critic.ranking.heatmap import HeatMaps
from clip_critic.ranking.overview import BEST, BestPicture, Overview
from clip_critic.ranking.spots import NOWHERE, for_people
from clip_critic.ranking.unlearned import unlearned_notes
from clip_critic.reports.addresses import is_tiny, small_url
from clip_critic.reports.render import render
from clip_critic.reports.tastes import short_of, shown_tastes
from clip_critic.tasting.liking import PictureTaste

WORDS, FIRST_WORDS = 60, 8
"""The number of words on the page, and of those that are shown unfolded."""
FIRST_PICTURES = 14
"""The number of pictures with their best words that are shown unfolded."""
ROWS, COLUMNS = 20, 40
"""The size of the matrix."""
SIDE = 160
"""The longest side of a picture on the page, in pixels."""

LIKED = 60
"""The most pictures that are shown in the order of a taste."""

FindWords = Callable[[Sequence[Path]], Iterable[HeatMaps | None]]
"""A function that yields where the words are in each of some files' pictures; None if one cannot be read."""


@dataclass(frozen=True)
class Liked:
    """What a rater would think of the pictures on the page.

    Attributes:
        tastes: it, in the order of the pictures.
        is_sorted: whether the pictures are in the order of the taste.
    """

    tastes: Sequence[PictureTaste]
    is_sorted: bool = False


@dataclass(frozen=True)
class _Shown:
    """A picture on the page.

    Attributes:
        values: the values for the templates.
        crops: the part in which a word was found and its place in words, by the word's index.
    """

    values: dict[str, Any]
    crops: dict[int, dict[str, Any]] = field(default_factory=dict)

    def of_word(self, word: int) -> dict[str, Any]:
        return {**self.values, **self.crops.get(word, {})}


def folder_html(
    title: str,
    overview: Overview,
    files: Sequence[Path],
    encoder: str,
    progress: Progress = silent,
    find_words: FindWords | None = None,
    liked: Liked | None = None,
) -> str:
    """Return the page: the best pictures for each word, and a matrix of words and pictures.

    Args:
        title: the heading.
        overview: the rankings.
        files: the pictures' files, in the order of the overview.
        encoder: the encoder's identity.
        progress: a callback that reports the pictures read; it may raise `InterruptedByUser`.
        find_words: a function that finds the words, if the page is to show where they are.
        liked: what a rater would think of the pictures, in the order of the overview.
    """
    about = shown_tastes(liked.tastes if liked else ())
    is_sorted = liked is not None and liked.is_sorted and about is not None and not about["not_yet"]
    ordered = range(min(len(files), LIKED) if is_sorted else 0)
    words = overview.top_words(WORDS)
    columns = overview.chosen_pictures(words[:ROWS], COLUMNS)
    best = {word: _best(overview, word, is_sorted=is_sorted) for word in words}
    tops = {number: overview.top_word(number) for number in columns} if find_words else {}
    wanted = {(item.picture, word) for word, found in best.items() for item in found} | set(tops.items())
    needed = sorted({number for number, _ in wanted} | set(columns) | set(ordered))
    chosen = [files[number] for number in needed]
    shown: dict[int, _Shown] = {}
    for number, heat in zip(needed, find_words(chosen) if find_words else [None] * len(chosen), strict=True):
        progress(len(shown), len(needed), "thumbnails")
        words_here = {word: overview.words[word] for picture, word in wanted if picture == number}
        taste = {"taste": short_of(liked.tastes[number] if liked else None)}
        shown[number] = _show(files[number], heat, words_here, taste)
    return render(
        "folder_report.html",
        title=title,
        encoder=encoder,
        unknown=overview.unknown,
        notes=unlearned_notes(overview.unknown),
        liked=about,
        ordered=[shown[number].values for number in ordered],
        words=[
            {
                "word": overview.words[word],
                "pictures": [
                    {**shown[item.picture].of_word(word), "similarity": f"{item.similarity:.3f}"}
                    for item in best[word]
                ],
            }
            for word in words
        ],
        first_words=FIRST_WORDS,
        first_pictures=FIRST_PICTURES,
        columns=[shown[number].values for number in columns],
        tops=[{**shown[number].of_word(word), "word": overview.words[word]} for number, word in tops.items()],
        matrix=[
            (overview.words[word], [_known(float(overview.shares(number)[word])) for number in columns])
            for word in words[:ROWS]
        ],
        counts={"pictures": len(overview.pictures), "words": len(overview.words)},
        alone=len(overview.words) == 1,
        among="within its group" if overview.is_grouped else "among the words",
    )


def _best(overview: Overview, word: int, *, is_sorted: bool) -> Sequence[BestPicture]:
    """Return the most similar pictures of a word, in the pictures' order if that is a taste's."""
    found = overview.best_pictures(word, BEST)
    return sorted(found, key=lambda item: item.picture) if is_sorted else found


def _known(share: float) -> float | None:
    return None if isnan(share) else share


def _show(file: Path, heat: HeatMaps | None, wanted: Mapping[int, str], more: Mapping[str, str]) -> _Shown:
    """Return a picture, and where the wanted words are in it if that is known."""
    if heat is not None:
        crops = {index: _crop(heat, word) for index, word in wanted.items()}
        return _Shown({**_figure(heat.guide), "name": file.name, **more}, crops)
    try:
        image = open_picture(file).image
    except PictureError:  # it was moved or deleted meanwhile
        return _Shown({**_figure(None), "name": file.name, **more})
    return _Shown({**_figure(image), "name": file.name, **more})


def _crop(heat: HeatMaps, word: str) -> dict[str, Any]:
    """Return the part of a picture in which a word was found; only its place in words if it has none."""
    spot, where = heat.spot(word), heat.where(word)
    if where == NOWHERE or spot.box is None or spot.is_everywhere:
        return {"where": for_people(where)}
    return {**_figure(crop_around(heat.guide, spot.box)), "where": where, "crop": True}


def _figure(image: Image.Image | None) -> dict[str, Any]:
    found: dict[str, Any] = {"picture": "", "pixels": False, "where": "", "crop": False}
    return found if image is None else {**found, "picture": small_url(image, SIDE), "pixels": is_tiny(image)}
