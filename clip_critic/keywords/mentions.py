"""Concepts in texts: ``<my-cat>`` stands for the vectors of the concept ``my-cat``.

A text of another meaning in such brackets has a colon (``<lora:name:1>``) or another sign that no concept's
name has.
"""

from __future__ import annotations

import re
from collections.abc import Callable

LONGEST = 100
"""The most characters of a concept's name."""
NEVER = r"<>|:;=,，、､/\\\"*?{}\r\n\t"
"""The signs that no name has, as a pattern's class."""
_END = rf"[^\s{NEVER}]"
_MENTION = re.compile(rf"<({_END}(?:[^{NEVER}]{{0,{LONGEST - 2}}}{_END})?)>")
_ALONE = re.compile(rf"(?<![a-zA-Z0-9<]){_MENTION.pattern}(?![a-zA-Z0-9>])")


def mention(name: str) -> str:
    """Return the keyword of a concept."""
    return f"<{name}>"


def is_mentionable(name: str) -> bool:
    """Return whether a concept of this name can be a keyword."""
    return _MENTION.fullmatch(mention(name)) is not None


def mentioned(text: str) -> list[str]:
    """Return the names of the concepts in a text, in order, each as often as it is there."""
    return _MENTION.findall(text) if "<" in text else []


def required(text: str) -> list[str]:
    """Return the names of the concepts in a text that can hardly be anything else.

    Beside an English letter, as in ``<b>bold</b>``, such brackets may just be text.
    """
    return _ALONE.findall(text) if "<" in text else []


def replace_mentions(text: str, replacement: Callable[[str], str]) -> str:
    """Put something else into the place of each concept, by its name."""
    return _MENTION.sub(lambda match: replacement(match[1]), text) if "<" in text else text
