"""Many pictures and one keyword list as a self-contained HTML file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isnan
from pathlib import Path
from typing import Any

from clip_critic.errors import PictureError
from clip_critic.pictures.opening import open_picture
from clip_critic.progress import Progress, silent
from clip_critic.ranking.overview import BEST, Overview
from clip_critic.reports.addresses import is_tiny, small_url
from clip_critic.reports.render import render

WORDS, FIRST_WORDS = 60, 8
"""The words on the page, and how many of them are not folded."""
ROWS, COLUMNS = 20, 40
"""The size of the matrix."""
SIDE = 160
"""The longest side of a picture on the page, in pixels."""


def folder_html(
    title: str, overview: Overview, files: Sequence[Path], encoder: str, progress: Progress = silent
) -> str:
    """Return the page: the best pictures for each word, and a matrix of words and pictures.

    Args:
        title: the heading.
        overview: the rankings.
        files: the pictures' files, in the order of the overview.
        encoder: the encoder's identity.
        progress: a callback that reports the pictures read; it may raise `InterruptedByUser`.
    """
    words = overview.top_words(WORDS)
    columns = overview.chosen_pictures(words[:ROWS], COLUMNS)
    best = {word: overview.best_pictures(word, BEST) for word in words}
    needed = sorted({item.picture for found in best.values() for item in found} | set(columns))
    shown = dict(zip(needed, _thumbnails([files[number] for number in needed], progress), strict=True))
    return render(
        "folder_report.html",
        title=title,
        encoder=encoder,
        words=[
            {
                "word": overview.words[word],
                "pictures": [
                    {**shown[item.picture], "similarity": f"{item.similarity:.3f}"} for item in best[word]
                ],
            }
            for word in words
        ],
        first_words=FIRST_WORDS,
        columns=[shown[number] for number in columns],
        matrix=[
            (overview.words[word], [_known(float(overview.shares(number)[word])) for number in columns])
            for word in words[:ROWS]
        ],
        counts={"pictures": len(overview.pictures), "words": len(overview.words)},
        alone=len(overview.words) == 1,
        among="within its group" if overview.is_grouped else "among the words",
    )


def _known(share: float) -> float | None:
    return None if isnan(share) else share


def _thumbnails(files: Sequence[Path], progress: Progress) -> Iterator[dict[str, Any]]:
    for number, file in enumerate(files):
        progress(number, len(files), "thumbnails")
        try:
            image = open_picture(file).image
        except PictureError:  # it was moved or deleted meanwhile
            yield {"picture": "", "pixels": False, "name": file.name}
            continue
        yield {"picture": small_url(image, SIDE), "pixels": is_tiny(image), "name": file.name}
