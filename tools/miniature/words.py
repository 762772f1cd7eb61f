"""The vocabulary of the scenes: their contents, their names, and what is visible in each style."""

from __future__ import annotations

from dataclasses import dataclass

COLOURS: dict[str, tuple[int, int, int]] = {
    "red": (222, 26, 32),
    "orange": (255, 132, 0),
    "yellow": (252, 226, 30),
    "green": (22, 150, 48),
    "cyan": (40, 220, 230),
    "blue": (28, 58, 222),
    "purple": (130, 30, 170),
    "pink": (255, 130, 190),
    "brown": (118, 66, 22),
    "black": (14, 14, 16),
    "grey": (128, 128, 130),
    "white": (250, 250, 250),
}
"""Names and sRGB values."""
ACHROMATIC = frozenset({"black", "grey", "white"})
SHAPES = ("circle", "square", "triangle", "star", "cross", "ring", "heart", "crescent", "diamond")
PATTERNS = ("solid", "gradient", "stripes", "dots", "checks")
SIZES = ("small", "large")
COUNTS: dict[int, str] = {1: "one", 2: "two", 3: "three"}
PLACES = ("left", "right", "top", "bottom", "middle")


@dataclass(frozen=True)
class Style:
    """The attributes of a scene that are visible in a style.

    Args:
        colours: whether the things' colours are visible.
        ground: whether the background's colour is visible.
        pattern: whether the background's pattern is visible.
        coarse: whether only large things, at most two of them, can be recognised.
        dark: whether things glow, so that they cannot be dark themselves.
    """

    colours: bool = True
    ground: bool = True
    pattern: bool = True
    coarse: bool = False
    dark: bool = False


STYLES: dict[str, Style] = {
    "plain": Style(),
    "pixel art": Style(coarse=True),
    "blurred": Style(),
    "line drawing": Style(colours=False, ground=False, pattern=False),
    "mosaic": Style(coarse=True, pattern=False),
    "monochrome": Style(colours=False, ground=False),
    "sepia": Style(colours=False, ground=False),
    "neon": Style(ground=False, pattern=False, dark=True),
    "halftone": Style(pattern=False),
    "vignette": Style(),
}
DARK_COLOURS = frozenset({"black", "grey", "brown"})
"""The colours that cannot glow in the neon style."""

SYNONYMS: dict[str, tuple[str, ...]] = {
    "grey": ("gray",),
    "purple": ("violet",),
    "cyan": ("turquoise",),
    "circle": ("disc",),
    "square": ("box",),
    "cross": ("plus sign",),
    "ring": ("hoop",),
    "crescent": ("moon",),
    "diamond": ("rhombus",),
    "large": ("big", "huge"),
    "small": ("little", "tiny"),
    "pixel art": ("pixelated", "8-bit"),
    "blurred": ("blurry", "out of focus"),
    "line drawing": ("outline drawing", "sketch"),
    "mosaic": ("tiles",),
    "monochrome": ("black and white", "greyscale"),
    "sepia": ("old photograph",),
    "neon": ("glowing",),
    "halftone": ("newspaper print",),
    "vignette": ("dark corners",),
    "plain": ("flat colours",),
    "stripes": ("striped", "lines"),
    "dots": ("dotted", "polka dots"),
    "checks": ("checkered", "chessboard"),
    "gradient": ("fading",),
    "solid": ("uniform",),
}
"""Synonyms that captions use now and then."""
PLURALS: dict[str, str] = {"cross": "crosses", "box": "boxes", "rhombus": "rhombuses"}

HELD_OUT_COLOURS: frozenset[tuple[str, str]] = frozenset(
    {
        ("red", "star"),
        ("blue", "heart"),
        ("green", "circle"),
        ("yellow", "cross"),
        ("purple", "square"),
        ("orange", "ring"),
        ("cyan", "triangle"),
        ("white", "crescent"),
        ("pink", "diamond"),
    }
)
"""Pairs of colour and shape that training never shows."""
HELD_OUT_STYLES: frozenset[tuple[str, str]] = frozenset(
    {
        ("pixel art", "heart"),
        ("neon", "star"),
        ("line drawing", "crescent"),
        ("blurred", "cross"),
        ("halftone", "triangle"),
        ("sepia", "ring"),
    }
)
"""Pairs of style and shape that training never shows."""


def plural(noun: str) -> str:
    return PLURALS.get(noun, f"{noun}s")
