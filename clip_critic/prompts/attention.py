r"""Attention marks of the WebUI's prompt language: ``(more)``, ``(weighted:1.3)``, ``[less]``, ``\(text\)``.

Every text is a valid prompt, whatever its brackets, so there is no grammar to violate: a regular expression
splits a text into tokens, and two stacks, for round and for square brackets, give the weights. A grammar
would have to be ambiguous to accept everything, and would take quadratic time or more.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

STEP = 1.1
"""The factor of ``(text)``; ``[text]`` divides by it."""

Kind = Literal["text", "comma", "pipe", "colon", "escape", "open", "close", "weight", "break"]


class Token(NamedTuple):
    """A stretch of a prompt; ``factor`` is the number of a ``weight`` token, as in ``:1.3)``."""

    kind: Kind
    text: str
    start: int
    end: int
    factor: float = 1.0


class Piece(NamedTuple):
    """Text that is read, with its weight and the index of its token."""

    text: str
    weight: float
    token: int


_TOKEN = re.compile(
    r"""(?P<escape>\\[()\[\]\\]?)                       # a backslash, with the mark it escapes
      | (?P<open>[(\[])
      | (?P<weight>:\s*(?P<number>[+-]?[.\d]+)\s*\))
      | (?P<close>[)\]])
      | (?P<colon>:)
      | (?P<text>[^\\()\[\]:]+)""",
    re.VERBOSE,
)
_BREAK = re.compile(r"\bBREAK\b")


def parse_attention(text: str) -> list[tuple[str, float]]:
    r"""Return the text without its attention marks, in pieces with their weights, as the WebUI does.

    Neighbours of equal weight are one piece; a ``BREAK`` is the piece ``("BREAK", -1.0)``. The result equals
    ``parse_prompt_attention`` of AUTOMATIC1111 1.10.1 (``modules/prompt_parser.py``) to the last bit, except
    for weights that are not numbers, as in ``(a:1.2.3)``: there it fails, here they are text.
    """
    merged: list[tuple[list[str], float]] = []
    for piece in weigh(tokenize(text)):
        if merged and merged[-1][1] == piece.weight:
            merged[-1][0].append(piece.text)
        else:
            merged.append(([piece.text], piece.weight))
    return [("".join(texts), weight) for texts, weight in merged] or [("", 1.0)]


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Split ``text[start:end]`` into tokens; only the white space around a ``BREAK`` belongs to none."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        kind = match.lastgroup
        if kind == "text":
            tokens.extend(_split_at_break(match[0], match.start()))
        elif match["weight"] is not None:
            tokens.extend(_weight_tokens(match))
        else:
            tokens.append(Token(kind, match[0], match.start(), match.end()))  # type: ignore[arg-type]
    return tokens


def _weight_tokens(match: re.Match[str]) -> Iterator[Token]:
    try:
        yield Token("weight", match[0], match.start(), match.end(), float(match["number"]))
    except ValueError:  # "1.2.3": text, and an ordinary bracket
        bracket = match.end() - 1
        yield Token("text", match[0][:-1], match.start(), bracket)
        yield Token("close", ")", bracket, match.end())


def _split_at_break(text: str, offset: int) -> Iterator[Token]:
    # The white space around a BREAK is stripped by hand: a pattern that starts with white space takes
    # quadratic time on long runs of it.
    position = 0
    for match in _BREAK.finditer(text):
        yield _stripped(text, position, match.start(), offset, right=True)
        yield Token("break", match[0], offset + match.start(), offset + match.end())
        position = match.end()
    yield _stripped(text, position, len(text), offset, right=False)


def _stripped(text: str, start: int, end: int, offset: int, *, right: bool) -> Token:
    part = text[start:end]
    if start > 0:  # after a BREAK
        part = part.lstrip()
        start = end - len(part)
    if right:
        part = part.rstrip()
    return Token("text", part, offset + start, offset + start + len(part))


def weigh(tokens: Sequence[Token], left_out: Collection[int] = frozenset()) -> list[Piece]:
    """Return the pieces of the tokens that are read; tokens without a piece are marks.

    Args:
        left_out: the indices of tokens to ignore.
    """
    weights = np.ones(len(tokens))
    pieces: list[tuple[str, int]] = []
    open_brackets: dict[str, list[int]] = {")": [], "]": []}  # by closing bracket: the pieces before each
    # In place and on slices: the same multiplications as the WebUI's in the same order, yet fast for
    # thousands of brackets. Overflows silently become infinite, as in plain Python.
    with np.errstate(all="ignore"):
        for index, token in enumerate(tokens):
            if index in left_out:
                continue
            stack = open_brackets[token.text[-1]] if token.kind in ("close", "weight") else []
            if token.kind == "open":
                open_brackets[")" if token.text == "(" else "]"].append(len(pieces))
            elif stack:
                factor = token.factor if token.kind == "weight" else _default_factor(token.text)
                weights[stack.pop() : len(pieces)] *= factor
            else:
                if token.kind == "break":
                    weights[len(pieces)] = -1
                pieces.append((token.text[1:] if token.kind == "escape" else token.text, index))
        for closing, stack in open_brackets.items():
            _weigh_unclosed(weights[: len(pieces)], stack, _default_factor(closing))
    return [
        Piece(text, weight, index)
        for (text, index), weight in zip(pieces, weights.tolist(), strict=False)  # fewer pieces than tokens
    ]


def _weigh_unclosed(weights: NDArray[np.float64], starts: Sequence[int], factor: float) -> None:
    """Multiply in place what follows each bracket that is never closed.

    Thousands of them end in infinity or in the smallest of numbers, which the factor no longer changes; the
    later ones then cover only such weights, as ``starts`` ascends.
    """
    for count, start in enumerate(starts):
        behind = weights[start:]
        if count % 1000 == 999 and np.array_equal(behind * factor, behind, equal_nan=True):
            return
        behind *= factor


def _default_factor(closing: str) -> float:
    return STEP if closing == ")" else 1 / STEP
