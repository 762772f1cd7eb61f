"""The files of ``clip-critic see --out``: glows, masks, a sheet, the maps as numbers, a page."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from clip_critic.pictures.opening import Picture
from clip_critic.pictures.overlays import is_cut, overlay
from clip_critic.pictures.sheets import Tile, scale_legend, sheet
from clip_critic.ranking.answer import Answer
from clip_critic.ranking.heatmap import HeatMaps
from clip_critic.ranking.masking import MaskChoice
from clip_critic.ranking.seen import SeenWord
from clip_critic.ranking.unlearned import mark_of
from clip_critic.reports.export import answer_html
from clip_critic.reports.glows import cut_text, place_text, unlearned_text
from clip_critic.storage.results import ResultFolder

RECORD, MAPS, SHEET, PAGE = "places.json", "maps.npz", "sheet.png", "report.html"
FIXED = (MAPS, SHEET, PAGE)
OWN = re.compile(r"\d{2,}(-.*)?\.png")
"""The names of the other files."""
MAX_NAME = 40
"""The most characters of a word in a file's name."""
HATCHED = "hatched: not read by the encoder"

Contents = dict[str, Callable[[], bytes | str]]


def open_folder(folder: Path) -> ResultFolder:
    """Return a folder in which the files of an earlier run may be replaced.

    Raises:
        BadInputError: it has a file of such a name that is from elsewhere, or one that was changed later.
        StorageError: it cannot be read.
    """
    return ResultFolder.open(folder, RECORD, FIXED, OWN)


def contents_of(
    answer: Answer,
    picture: Picture,
    drawn: Sequence[SeenWord],
    differences: Sequence[HeatMaps],
    mask: MaskChoice,
) -> Contents:
    """Return the functions that make the files, by name, in the order of making."""
    heat = answer.heatmaps
    assert heat is not None
    glows = _Glows(picture, heat.brightest, mask)
    contents: Contents = {MAPS: lambda: npz_of(answer, heat)}
    for number, seen in enumerate(drawn, start=1):
        word = f"{seen.word} {mark_of(seen.word, answer.unknown)}".rstrip()
        below = (place_text(seen), cut_text(seen), unlearned_text(seen, answer.unknown))
        lines = (word, *filter(None, below))
        ending = f"{seen.entry.similarity:.3f}"
        contents |= glows.contents(heat, seen.word, Caption(lines, number, ending))
    for number, difference in enumerate(differences, start=len(drawn) + 1):
        contents |= glows.contents(difference, difference.words[0], Caption(difference.words, number))
    hatching = HATCHED if heat.parts or is_cut(heat.box, heat.size) else ""
    contents[SHEET] = lambda: png_of(sheet(glows.tiles, scale_legend(heat.brightest, hatching)))
    contents[PAGE] = lambda: answer_html(picture, answer)
    return contents


@dataclass(frozen=True)
class Caption:
    """The text below a glow on the sheet; see `Tile`."""

    lines: tuple[str, ...]
    number: int
    ending: str = ""


class _Glows:
    """The glows of words on one scale; those that were made are remembered for the sheet."""

    def __init__(self, picture: Picture, top: float, mask: MaskChoice) -> None:
        self._image, self._top, self._mask = picture.image, top, mask
        self.tiles = [Tile(picture.image, (Path(picture.name).name, ""))]

    def contents(self, heat: HeatMaps, word: str, caption: Caption) -> Contents:
        """Return the functions that make the glow of a word, and its mask if it has one."""
        stem = file_stem(caption.number, word)
        contents: Contents = {f"{stem}.png": lambda: self._glow(heat, word, caption)}
        if not heat.lack_of(word):
            contents[f"{stem}-mask.png"] = lambda: png_of(self._mask.mask(heat, word))
        return contents

    def _glow(self, heat: HeatMaps, word: str, caption: Caption) -> bytes:
        glow = overlay(self._image, heat.maps[heat.find(word)], heat.box, self._top, heat.parts)
        self.tiles.append(Tile(glow, caption.lines, caption.number, caption.ending))
        return png_of(glow)


def file_stem(number: int, word: str) -> str:
    """Return a file's name for a word, without its extension, which is allowed on every platform."""
    letters = re.sub(r"[^\w]+", "-", unicodedata.normalize("NFC", word))[:MAX_NAME].strip("-_")
    return f"{number:02}-{letters}" if letters else f"{number:02}"


def npz_of(answer: Answer, heat: HeatMaps) -> bytes:
    """Return the maps of all words as a file of numpy arrays, which are read without pickles."""
    file = io.BytesIO()
    np.savez_compressed(
        file,
        words=np.asarray(heat.words),
        maps=heat.maps,
        rest=heat.rest,
        placed=heat.placed,
        similarities=answer.ranking.similarities,
        box=np.asarray(heat.box, dtype=np.float64),
        boxes=np.asarray(heat.boxes, dtype=np.float64),
        size=np.asarray(heat.size),
        exact=np.asarray(heat.exact),
    )
    return file.getvalue()


def png_of(image: Image.Image) -> bytes:
    """Return a picture as the bytes of a PNG."""
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()
