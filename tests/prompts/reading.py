"""Counting tokens without an encoder: one for every word, digit and run of punctuation."""

from __future__ import annotations

import re
from collections.abc import Sequence


def units(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+|\d|(?:[^\w\s]|_)+", text)


def count_units(texts: Sequence[str]) -> list[int]:
    return [len(units(text)) for text in texts]


def count_letters(texts: Sequence[str]) -> list[int]:
    """Return one token a letter: no word is cut elsewhere than at its end, however long it is."""
    return [len("".join(text.split())) for text in texts]
