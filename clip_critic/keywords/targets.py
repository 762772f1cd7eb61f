"""Words to see and words to avoid, with their weights, as they are entered."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from clip_critic.errors import BadInputError
from clip_critic.keywords.identity import COMMAS, word_key
from clip_critic.keywords.lists import KeywordList

_WEIGHT = re.compile(r"[:：]\s*(?P<number>[-+]?(?:\d+\.?\d*|\.\d+))\s*\Z")
_NO_WEIGHT = re.compile(r"(?P<word>.*\S)\s*[:：]\s*(?P<text>[\w.+-]+)\Z", re.DOTALL)
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)\Z")
_SEPARATOR = re.compile(f"[{COMMAS}\n]")
MAX_TARGET_WEIGHT = 100.0


@dataclass(frozen=True)
class Target:
    """A word and its weight, above 0."""

    word: str
    weight: float = 1.0


@dataclass(frozen=True)
class Targets:
    """Words to see, words to avoid, and words of the start picture to hold."""

    wanted: tuple[Target, ...]
    unwanted: tuple[Target, ...] = ()
    held: tuple[Target, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """All words: wanted, unwanted, held."""
        return tuple(target.word for target in (*self.wanted, *self.unwanted, *self.held))


def parse_targets(want: str, avoid: str, *, none: bool = False) -> Targets:
    """Parse targets such as ``"red:1.5, star"`` and ``"blurred"``; ``(red:1.5)`` is the same as ``red:1.5``.

    Args:
        want: the wanted words.
        avoid: the unwanted words.
        none: whether there may be no targets.

    Raises:
        BadInputError: there are no targets, a weight is not above 0, a word is both wanted and unwanted, or a
            word contains invalid characters.
    """
    wanted, unwanted = _targets(want, "Wanted"), _targets(avoid, "Unwanted")
    if not (wanted or unwanted or none):
        raise BadInputError("There are no targets: enter at least one word to see or to avoid.")
    both = {word_key(target.word) for target in wanted} & {word_key(target.word) for target in unwanted}
    if both:
        word = next(target.word for target in wanted if word_key(target.word) in both)
        raise BadInputError(f"{word!r} is both wanted and unwanted: remove it from one of them.")
    return Targets(wanted, unwanted)


def _targets(text: str, kind: str) -> tuple[Target, ...]:
    found: dict[str, Target] = {}
    for part in _SEPARATOR.split(text):
        text, number = _split_weight(part.strip())
        # Read like a keyword list, which drops invisible characters and normalises the others.
        word = next(iter(KeywordList.of([text]).keywords), "")
        if not word:
            if number:
                raise BadInputError(f"{kind}: the weight {number} has no word before its colon.")
            continue
        weight = float(number or 1)
        if not 0 < weight <= MAX_TARGET_WEIGHT:
            raise BadInputError(
                f"{kind}: the weight of {word!r} must be above 0 and at most {MAX_TARGET_WEIGHT:g}, "
                f"not {weight:g}."
            )
        earlier = found.setdefault(word_key(word), Target(word, weight))
        if earlier.weight != weight:
            raise BadInputError(f"{kind}: {word!r} appears twice with different weights.")
    return tuple(found.values())


def _split_weight(text: str) -> tuple[str, str]:
    """Return a word and its weight, which may be empty."""
    if text.startswith("(") and text.endswith(")") and _WEIGHT.search(text[1:-1]):
        text = text[1:-1]
    weight = _WEIGHT.search(text)
    return (text[: weight.start()], weight["number"]) if weight else (text, "")


def require_words(targets: Targets, keywords: Iterable[str]) -> None:
    """Check that no target is a number, or a word with an invalid weight, unless the list has it.

    Raises:
        BadInputError: a target is more likely a slip than a word.
    """
    listed = {word_key(word) for word in keywords}
    for word in targets.words:
        if word_key(word) in listed:
            continue
        weighted = _NO_WEIGHT.match(word)
        if weighted:
            raise BadInputError(
                f"{weighted['text']!r} in {word!r} is not a weight: write a number, such as "
                f"{weighted['word']}:1.5. If {word!r} is meant as a word, add it to the keyword list."
            )
        if _NUMBER.match(word):
            raise BadInputError(
                f"{word} is a number, not a word: a weight follows its word, such as star:1.5. "
                f"If {word} is meant as a word, add it to the keyword list."
            )
