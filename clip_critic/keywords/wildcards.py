"""Wildcard files of Dynamic Prompts: the words of a line, and the list marks at the start of lines.

::

    3::dog                a weight, which is left out: dog
    {big|small} house     choices, each a keyword of its own: big house, small house
    __animals__ in snow   the name of another file, which is not read here: the line is left out
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from clip_critic.errors import KeywordListError

MAX_CHOICES = 100
"""The most keywords that one line may stand for."""
MAX_ALL_CHOICES = 10_000

LIST_MARK = re.compile(r"(?:[-*+•・‣▪◦]|[0-9]{1,4}[.)]) +(?:\[[ xX]?\] +)?(?=\S)")
QUOTED = re.compile(r"""(?:"[^"]*"|'[^']*'|“[^”]*”|「[^」]*」) ?,?""")

_WEIGHT = re.compile(r"\s*(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+) ?:: ?(?=\S)")
_CHOICE = re.compile(r"\{([^{}|]*(?:\|[^{}|]*)+)\}")
_HOW_MANY = re.compile(r"[0-9]*(?:-[0-9]*)?\$\$(?:[^$|]*\$\$)?")
_OTHER_FILE = re.compile(r"(?<![^\W_])__[\w*](?:[\w./* -]*[\w*])?__(?![^\W_])")
_NUMBER = re.compile(r"[^\W\d][)\]]* ?[:：|] ?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)$")
_OTHER_MARK = re.compile(r"\$\$|\$\{")
_IN_MARKS = re.compile(r"""[-*+•・‣▪◦.)"'“「:：|$_]""")
"""A character that every mark has one of: most keywords have none, and are not searched for each."""
_TOO_MANY = "{} stand for more than {} keywords. Write down the ones that you want, one on each line."
_ONLY_NOTED: dict[str, Callable[[str], object]] = {
    "list marks": LIST_MARK.match,
    "quotes": QUOTED.fullmatch,
    "other marks": _OTHER_MARK.search,
    "numbers": _NUMBER.search,
}
_NOTES = {
    "files": "{} left out: __names__ of other wildcard files are not read here. Import those files, too.",
    "weights": "{} read without the weight in front, such as 3::.",
    "choices": "{} read as one keyword for each choice in braces, such as {big|small}.",
    "list marks": "{} read with the list mark in front, such as - or 1., because not every line has one.",
    "quotes": "{} read with the quotation marks, because not every line has them.",
    "other marks": "{} read as written: the marks $$ and ${ of wildcard files mean nothing here.",
    "numbers": "{} read with the number at the end, such as :1.2, which is part of the keyword here.",
}

_Result = TypeVar("_Result")


def has_marks(word: str) -> bool:
    """Return whether a word means something else in a wildcard file, or looks like an item of a list."""
    return bool(
        LIST_MARK.match(word)
        or QUOTED.fullmatch(word)
        or _WEIGHT.match(word)
        or _CHOICE.search(word)
        or _OTHER_FILE.search(word)
        or _OTHER_MARK.search(word)
        or _NUMBER.search(word)
    )


@dataclass
class Wildcards:
    """A reader of the lines of one list, which collects the notes about them."""

    unit: str = "line"
    """The thing that is counted: a line, or an item of a list in another format."""
    _seen: dict[str, list[int]] = field(default_factory=dict)
    _choices: int = 0

    def words(self, number: int, text: str) -> list[str]:
        """Return the keywords that a text in this line stands for.

        Raises:
            KeywordListError: its choices make too many.
        """
        if not _IN_MARKS.search(text):
            return [text]
        if _OTHER_FILE.search(text):
            return self._note("files", number, [])
        if _WEIGHT.match(text):
            text = self._note("weights", number, _WEIGHT.sub("", text, count=1))
        if _CHOICE.search(text):
            words = self._note("choices", number, _choices(text))
            self._choices += len(words)
            if self._choices > MAX_ALL_CHOICES:
                raise KeywordListError(_TOO_MANY.format("The choices of this list", MAX_ALL_CHOICES))
            return words
        for kind, is_marked in _ONLY_NOTED.items():
            if is_marked(text):
                return self._note(kind, number, [text])
        return [text]

    def notes(self) -> list[str]:
        """Return a sentence about each kind of mark that was met."""
        return [
            _NOTES[kind].replace("{}", which_lines(numbers, self.unit))
            for kind, numbers in self._seen.items()
        ]

    def _note(self, kind: str, number: int, result: _Result) -> _Result:
        self._seen.setdefault(kind, []).append(number)
        return result


def which_lines(numbers: list[int], unit: str = "line") -> str:
    """Return the lines as the subject of a sentence: "Line 2 was", or "12 lines (lines 1, 2, ...) were"."""
    shown = shown_numbers(numbers)
    if unit == "item":
        return f"{len(numbers)} items (items {shown}) were" if len(numbers) > 1 else f"Item {shown} was"
    return f"{len(numbers)} lines (lines {shown}) were" if len(numbers) > 1 else f"Line {shown} was"


def shown_numbers(numbers: list[int]) -> str:
    """Return the first few of many numbers."""
    return ", ".join(map(str, numbers[:5])) + (", ..." if len(numbers) > 5 else "")


def _choices(text: str) -> list[str]:
    """Return every text that the choices in braces make, those inside others first."""
    texts = [text]
    while any(map(_CHOICE.search, texts)):
        texts = [chosen for text in texts for chosen in _chosen(text)]
        if len(texts) > MAX_CHOICES:
            raise KeywordListError(_TOO_MANY.format("the choices in braces", MAX_CHOICES))
    return texts


def _chosen(text: str) -> list[str]:
    match = _CHOICE.search(text)
    if match is None:
        return [text]
    options = _HOW_MANY.sub("", match[1], count=1).split("|")
    return [text[: match.start()] + _WEIGHT.sub("", option) + text[match.end() :] for option in options]
