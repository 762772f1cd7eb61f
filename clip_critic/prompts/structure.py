"""Matching brackets, and finding schedules ``[from:to:when]`` and alternates ``[a|b]`` among them.

A stack is enough: the WebUI's grammar for schedules knows four kinds of bracket groups and takes any other
bracket as text, so a group is judged when it closes, by the tokens directly within it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from clip_critic.keywords.identity import COMMAS
from clip_critic.prompts.attention import Kind, Token, tokenize

_SEPARATORS = re.compile(rf"([{COMMAS}\r\n|])")
_NUMBER = re.compile(r"\s*[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\s*")
_ESCAPED = re.compile(r"\\.")

Varying = Literal["scheduled", "alternate"]


@dataclass(frozen=True)
class Structure:
    """The bracket groups of a part, by the indices of their tokens.

    Attributes:
        groups: the closing bracket for the opening bracket of every well-nested group.
        varying: the groups that are schedules or alternates instead of attention.
        marks: the tokens of the latter that are not read: brackets, colons, bars and step numbers.
    """

    groups: dict[int, int]
    varying: dict[int, Varying]
    marks: frozenset[int]


@dataclass
class _Group:
    start: int
    opening: str
    colons: list[int] = field(default_factory=list)
    bars: list[int] = field(default_factory=list)
    is_broken: bool = False


def split_tokens(text: str, start: int, end: int) -> list[Token]:
    """Split ``text[start:end]`` into attention tokens, with commas, line ends and bars as separate tokens."""
    tokens: list[Token] = []
    for token in tokenize(text, start, end):
        if token.kind != "text":
            tokens.append(token)
            continue
        position = token.start
        for part in filter(None, _SEPARATORS.split(token.text)):
            kind: Kind = "text"
            if len(part) == 1 and _SEPARATORS.match(part):
                kind = "pipe" if part == "|" else "comma"
            tokens.append(Token(kind, part, position, position + len(part)))
            position += len(part)
    return tokens


def find_structure(tokens: Sequence[Token], text: str, start: int, end: int) -> Structure:
    """Find the structure of the part ``text[start:end]`` from its tokens."""
    finder = _Finder(tokens, text)
    for index in range(len(tokens)):
        finder.take(index)
    finder.finish()
    # A stray bar or a final backslash violates the WebUI's grammar: then it reads the entire part without
    # schedules.
    if finder.has_stray_bar or "\\" in _ESCAPED.sub("", text[start:end]):
        return Structure(finder.groups, {}, frozenset())
    return Structure(finder.groups, finder.varying, frozenset(finder.marks))


class _Finder:
    """One pass over the tokens with a stack of open groups."""

    def __init__(self, tokens: Sequence[Token], text: str) -> None:
        self.groups: dict[int, int] = {}
        self.varying: dict[int, Varying] = {}
        self.marks: set[int] = set()
        self.has_stray_bar = False
        self._tokens, self._text = tokens, text
        self._stack: list[_Group] = []
        self._open = {"(": 0, "[": 0}

    def take(self, index: int) -> None:
        token = self._tokens[index]
        if token.kind == "open":
            self._stack.append(_Group(index, token.text))
            self._open[token.text] += 1
        elif token.kind in ("close", "weight"):
            self._close(index)
        elif token.kind in ("colon", "pipe") and not self._is_escaped(index):
            if self._stack:
                (self._stack[-1].colons if token.kind == "colon" else self._stack[-1].bars).append(index)
            elif token.kind == "pipe":
                self.has_stray_bar = True

    def finish(self) -> None:
        """Drop the groups that were never closed."""
        while self._stack:
            self._drop()

    def _is_escaped(self, index: int) -> bool:
        # In the grammar of schedules a backslash escapes any character, in attention only brackets.
        return index > 0 and self._tokens[index - 1].text == "\\"

    def _drop(self) -> None:
        group = self._stack.pop()
        self._open[group.opening] -= 1
        self.has_stray_bar |= bool(group.bars)

    def _close(self, index: int) -> None:
        token = self._tokens[index]
        opening = "[" if token.text == "]" else "("
        if not self._open[opening]:
            if self._stack:
                self._stack[-1].is_broken = True
            return
        crosses = False
        while self._stack[-1].opening != opening:
            self._drop()
            crosses = True
        group = self._stack.pop()
        self._open[opening] -= 1
        self.groups[group.start] = index
        is_whole = not (crosses or group.is_broken)
        if not (is_whole and self._judge(group, index)):
            self.has_stray_bar |= bool(group.bars)
            if self._stack:
                self._stack[-1].is_broken = True

    def _judge(self, group: _Group, end: int) -> bool:
        """Return whether the grammar knows such a group; remember the ones that vary."""
        if group.opening == "(":
            has_weight = self._tokens[end].kind == "weight" and not self._is_escaped(end)
            return not group.bars and len(group.colons) + has_weight <= 1
        if group.bars:
            if not group.colons:
                self._remember(group, "alternate", end)
            return not group.colons
        if not group.colons:
            return True
        when = self._text[self._tokens[group.colons[-1]].end : self._tokens[end].start]
        if len(group.colons) > 2 or not _NUMBER.fullmatch(when):
            return False
        self._remember(group, "scheduled", end)
        self.marks.update(range(group.colons[-1], end))  # the step number
        return True

    def _remember(self, group: _Group, kind: Varying, end: int) -> None:
        self.varying[group.start] = kind
        self.marks.update((group.start, end, *group.colons, *group.bars))
