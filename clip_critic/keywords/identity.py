"""What makes two words the same."""

from __future__ import annotations

import unicodedata


def word_key(word: str) -> str:
    """Return a key that is equal for words that are the same.

    Letter case, white space, and the ways in which Unicode writes one character do not count: "Café  au lait"
    is "CAFE\\u0301 AU LAIT". Everything else does.
    """
    return caseless(" ".join(word.split()))


def caseless(text: str) -> str:
    """Return text without its letter case, each character written in one way.

    Two texts match where their results are equal (Unicode 3.13, D145: canonical caseless matching).
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).casefold())
