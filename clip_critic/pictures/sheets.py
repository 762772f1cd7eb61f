"""A sheet of captioned pictures, in whatever script the captions are written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, sqrt
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from clip_critic.pictures.overlays import colours_of, on_scale

TILE, GAP, LINE, SIZE = 256, 12, 20, 14
"""The side of a tile, the space between tiles, and the height of a caption's line and letters, in pixels."""
MOST_COLUMNS = 6
PAPER, INK, QUIET = (255, 255, 255), (31, 41, 55), (91, 100, 114)
FONTS = (
    "DejaVuSans.ttf",
    "arial.ttf",
    "Arial.ttf",
    "NotoSansCJK-Regular.ttc",
    "NotoSerifCJK-Regular.ttc",
    "YuGothM.ttc",
    "meiryo.ttc",
    "msgothic.ttc",
    "ヒラギノ角ゴシック W3.ttc",
    "Arial Unicode.ttf",
    "malgun.ttf",
    "msyh.ttc",
)
"""Fonts of Linux, Windows and macOS; a text is written in the first that has all of its characters."""
BEYOND = "\U0010ffff"
"""A character that no font has."""


@dataclass(frozen=True)
class Tile:
    """A picture and the lines below it.

    Attributes:
        number: the number that replaces the first line where no font of this machine can write it.
        ending: the text that follows the first line and is never cut off.
    """

    picture: Image.Image
    lines: tuple[str, ...] = ()
    number: int = 0
    ending: str = ""


def sheet(tiles: Sequence[Tile], legend: Image.Image | None = None) -> Image.Image:
    """Return all tiles on one sheet, with a legend below them."""
    columns = min(max(ceil(sqrt(len(tiles))), 1), MOST_COLUMNS)
    rows = ceil(len(tiles) / columns)
    pictures = [_fitted(tile.picture) for tile in tiles]
    tallest = max((picture.height for picture in pictures), default=0)
    high = tallest + GAP + max((len(tile.lines) for tile in tiles), default=0) * LINE
    size = (columns * (TILE + GAP) + GAP, rows * high + GAP + (legend.height + GAP if legend else 0))
    paper = Image.new("RGB", size, PAPER)
    for index, (tile, picture) in enumerate(zip(tiles, pictures, strict=True)):
        row, column = divmod(index, columns)
        left, bottom = GAP + column * (TILE + GAP), GAP + row * high + tallest
        paper.paste(picture, (left + (TILE - picture.width) // 2, bottom - picture.height))
        _write_caption(paper, tile, (left, bottom + 2))
    if legend:
        paper.paste(legend, (GAP, rows * high + GAP))
    return paper


def scale_legend(top: float, note: str = "") -> Image.Image:
    """Return the colours of the one scale, from zero to its top; a note is in a line below."""
    band = Image.fromarray(colours_of(np.tile(np.linspace(0, 1, TILE), (12, 1))).round().astype(np.uint8))
    legend = Image.new("RGB", (TILE, 12 + LINE * (2 if note else 1)), PAPER)
    legend.paste(band)
    right = f"{on_scale(top, top)} of similarity a cell"
    pen, font = ImageDraw.Draw(legend), font_for(right) or _plain()
    pen.text((0, 14), "0", fill=QUIET, font=font)
    pen.text((TILE - font.getlength(right), 14), right, fill=QUIET, font=font)
    pen.text((0, 14 + LINE), note, fill=QUIET, font=font)
    return legend


def font_for(text: str) -> Any:
    """Return the first font that can write a text, or None if this machine has none."""
    return next((font for font in map(_font, FONTS) if font is not None and _writes(font, text)), None)


def _write_caption(paper: Image.Image, tile: Tile, corner: tuple[int, int]) -> None:
    pen = ImageDraw.Draw(paper)
    for index, line in enumerate(tile.lines):
        text, font = _writable(line, tile.number)
        ending = f"  {tile.ending}" if tile.ending and not index else ""
        shown = shortened_to(text, font, TILE - font.getlength(ending)) + ending
        pen.text((corner[0], corner[1] + index * LINE), shown, fill=QUIET if index else INK, font=font)


def _writable(line: str, number: int) -> tuple[str, Any]:
    """Return a line with a font for it; only the number if no font can write it."""
    font = font_for(line)
    if font is not None:
        return line, font
    return (line if line.isascii() else f"[{number}]"), _plain()


def _fitted(picture: Image.Image) -> Image.Image:
    factor = TILE / max(picture.size)
    size = (max(round(picture.width * factor), 1), max(round(picture.height * factor), 1))
    return picture.resize(size, Image.Resampling.LANCZOS if factor < 1 else Image.Resampling.NEAREST)


def shortened_to(text: str, font: Any, width: float) -> str:
    """Return a text that is no wider than this many pixels, with dots where its end was cut."""
    if font.getlength(text) <= width:
        return text
    ends: Iterable[int] = range(len(text) - 1, 0, -1)
    return next((cut for end in ends if font.getlength(cut := f"{text[:end]}...") <= width), "...")


@lru_cache(maxsize=len(FONTS))
def _font(name: str) -> Any:
    try:
        return ImageFont.truetype(name, SIZE)
    except OSError:
        return None


def _plain() -> Any:
    """Return a font that every Pillow has; it may know only Latin letters."""
    return ImageFont.load_default()


def _writes(font: Any, text: str) -> bool:
    missing = bytes(font.getmask(BEYOND))
    return all(char.isspace() or bytes(font.getmask(char)) != missing for char in set(text))
