"""A sheet of the miniature's pictures and prompts: ``python -m tools.miniature.grid FOLDER OUT.png``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from clip_critic.hosts.diffusers.generator import Generator
from clip_critic.miniature.source import StoredMiniature
from tools.miniature.dataset import SIZE

PROMPTS = (
    "a large red circle on a white background, plain",
    "a large yellow star on a blue background, plain",
    "a large green heart on a pink background, plain",
    "a small orange square on a black background, plain",
    "three white diamonds on a purple background, plain",
    "a blue crescent and a red cross on a yellow background",
    "a large cyan ring on a red striped background, plain",
    "a large pink triangle on a dotted green background, plain",
    "a large brown cross on a checkered white background, plain",
    "a large yellow circle on a green background, pixel art",
    "a large purple heart on a yellow background, blurred",
    "a large circle, line drawing",
    "a large orange triangle on a blue background, mosaic",
    "a large star, monochrome",
    "a large heart, sepia",
    "a large cyan diamond, neon",
    "a large blue square on a yellow background, halftone",
    "a large white ring on a red background, vignette",
    "a large red star on a blue background, plain",
    "a large star, neon",
)
"""Prompts; for the last two, training never showed the pair of colour or style and shape."""
SEEDS = (1, 2, 3, 4)
ENLARGED = 2
COLUMNS = 2
TEXT = 300
GAP = 6


def draw_grid(generator: Generator, prompts: Sequence[str], seeds: Sequence[int]) -> Image.Image:
    """Draw a line for each prompt: its words, then a picture for each seed, in columns."""
    rows = -(-len(prompts) // COLUMNS)
    side = SIZE * ENLARGED + GAP
    wide, high = TEXT + side * len(seeds) + GAP, side
    sheet = Image.new("RGB", (COLUMNS * wide, rows * high + GAP), "white")
    for number, prompt in enumerate(prompts):
        left, top = number // rows * wide, number % rows * high + GAP
        _write(sheet, prompt, left + GAP, top + side // 2)
        for place, picture in enumerate(generator.draw([prompt] * len(seeds), seeds)):
            large = picture.resize((SIZE * ENLARGED,) * 2, Image.Resampling.NEAREST)
            sheet.paste(large, (left + TEXT + place * side, top))
    return sheet


def _write(sheet: Image.Image, text: str, left: int, middle: int) -> None:
    """Write the text in lines that fit, centred around the middle."""
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(size=17)
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if pen.textlength(longer, font=font) < TEXT - 2 * GAP:
            lines[-1] = longer
        else:
            lines.append(word)
    pen.multiline_text((left, middle), "\n".join(lines), fill="black", font=font, anchor="lm")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.miniature.grid", description=__doc__)
    parser.add_argument("miniature", type=Path, help="folder with clip, vae and unet")
    parser.add_argument("out", type=Path, help="the PNG to write")
    options = parser.parse_args(arguments)
    sheet = draw_grid(Generator.load(StoredMiniature(options.miniature)), PROMPTS, SEEDS)
    sheet.quantize(256).save(options.out, optimize=True)


if __name__ == "__main__":
    main()
