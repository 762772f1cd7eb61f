"""The identity of a word: whether two spellings are the same word."""

from __future__ import annotations

import unicodedata

COMMAS = ",，、､"
"""What separates words that are typed on one line."""


def word_key(word: str) -> str:
    """Return a key that is equal for spellings of the same word.

    Letter case, white space and Unicode's different forms of a character make no difference: "Café  au lait"
    is "CAFE\\u0301 AU LAIT". Everything else does.
    """
    return caseless(" ".join(word.split()))


def caseless(text: str) -> str:
    """Return text without letter case, with one form for each character.

    Two texts match if their results are equal (Unicode 3.13, D145: canonical caseless matching).
    """
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).casefold())
