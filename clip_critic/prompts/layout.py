"""The places of a prompt's phrases: the parsed form that edits are based on."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from itertools import accumulate, groupby
from typing import Literal, TypeAlias

from clip_critic.prompts.attention import Kind, Piece, Token, weigh
from clip_critic.prompts.reading import PartSpan, Reading, read, split_parts
from clip_critic.prompts.structure import Structure, Varying, find_structure, split_tokens

PhraseKind: TypeAlias = Literal["plain"] | Varying


class Role(Enum):
    """The role of a token for the phrases around it."""

    WORDS = auto()  # is read
    BLANK = auto()
    COMMA = auto()  # or a line end
    INNER = auto()  # a bracket of a group within one phrase
    OPEN = auto()  # a bracket before phrases: of a group of several, a schedule, or without a partner
    MIDDLE = auto()  # a colon or bar between the phrases of a schedule or alternates
    CLOSE = auto()
    BREAK = auto()


WITHIN_PHRASE = (Role.WORDS, Role.BLANK, Role.INNER)
_BY_KIND: dict[Kind, Role] = {"comma": Role.COMMA, "break": Role.BREAK}
_MARKS: dict[Kind, Role] = {"open": Role.OPEN, "close": Role.CLOSE, "weight": Role.CLOSE}


@dataclass(frozen=True)
class Span:
    """A phrase, as positions in the text that is read, and as indices of its part's tokens.

    ``[start, end)`` are its words, with the brackets between them; ``[outer_start, outer_end)`` includes the
    groups that hold only this phrase, as in ``((word:1.2))``. ``first`` and ``last`` are the latter's tokens.
    """

    text: str
    weight: float
    start: int
    end: int
    outer_start: int
    outer_end: int
    first: int
    last: int
    kind: PhraseKind
    part: int


@dataclass(frozen=True)
class PartLayout:
    """One part of a prompt, its tokens and their roles."""

    span: PartSpan
    tokens: Sequence[Token]
    roles: Sequence[Role]


@dataclass(frozen=True)
class Layout:
    """A parsed prompt."""

    reading: Reading
    parts: tuple[PartLayout, ...]
    spans: tuple[Span, ...]


@lru_cache(maxsize=256)  # a loop asks for the same few prompts and words at every step
def lay_out(source: str) -> Layout:
    """Parse a prompt; the time depends on its length and hardly on its brackets."""
    reading = read(source)
    parts: list[PartLayout] = []
    spans: list[Span] = []
    for number, span in enumerate(split_parts(reading.text)):
        tokens = split_tokens(reading.text, span.start, span.end)
        structure = find_structure(tokens, reading.text, span.start, span.end)
        pieces = {piece.token: piece for piece in weigh(tokens, structure.marks)}
        roles = _roles(tokens, structure, pieces)
        parts.append(PartLayout(span, tokens, roles))
        spans += _phrases(tokens, roles, structure, pieces, number)
    return Layout(reading, tuple(parts), tuple(spans))


def _roles(tokens: Sequence[Token], structure: Structure, pieces: dict[int, Piece]) -> list[Role]:
    ends = set(structure.groups.values())
    roles: list[Role] = []
    for index, token in enumerate(tokens):
        if index in structure.marks:
            roles.append(_MARKS.get(token.kind, Role.MIDDLE))
        elif token.kind in _BY_KIND:
            roles.append(_BY_KIND[token.kind])
        elif index in pieces:
            is_blank = token.kind == "text" and not token.text.strip()
            roles.append(Role.BLANK if is_blank else Role.WORDS)
        elif index in structure.groups or index in ends:
            roles.append(Role.INNER)
        else:
            roles.append(_MARKS[token.kind])
    # A group with a separator in it holds several phrases: then its brackets are separators too.
    separators = list(accumulate((role not in WITHIN_PHRASE for role in roles), initial=0))
    for start, end in structure.groups.items():
        if roles[start] is Role.INNER and separators[end] > separators[start]:
            roles[start], roles[end] = Role.OPEN, Role.CLOSE
    return roles


def _phrases(
    tokens: Sequence[Token],
    roles: Sequence[Role],
    structure: Structure,
    pieces: dict[int, Piece],
    part: int,
) -> Iterator[Span]:
    kinds: list[PhraseKind] = ["plain"]
    leaves = {structure.groups[start] for start in structure.varying}
    first = 0
    for index in range(len(tokens) + 1):
        if index < len(tokens) and roles[index] in WITHIN_PHRASE:
            continue
        span = _phrase(tokens[first:index], first, structure, pieces, kinds[-1], part)
        if span:
            yield span
        first = index + 1
        if index in structure.varying:
            kinds.append(structure.varying[index])
        elif index in leaves:
            kinds.pop()


def _phrase(
    tokens: Sequence[Token],
    offset: int,
    structure: Structure,
    pieces: dict[int, Piece],
    kind: PhraseKind,
    part: int,
) -> Span | None:
    """Return the phrase of these neighbouring tokens, the first at index ``offset``; None if it is blank."""
    own = [pieces[offset + index] for index in range(len(tokens)) if offset + index in pieces]
    text = " ".join(join_pieces(own).split())
    if not text:
        return None
    first, last = _trim(tokens, 0, len(tokens) - 1)
    outer = tokens[first], tokens[last], offset + first, offset + last
    while structure.groups.get(offset + first) == offset + last:
        first, last = _trim(tokens, first + 1, last - 1)
    start, end = trimmed_start(tokens[first]), trimmed_end(tokens[last])
    outer_start, outer_end = trimmed_start(outer[0]), trimmed_end(outer[1])
    return Span(text, _mean_weight(own), start, end, outer_start, outer_end, outer[2], outer[3], kind, part)


def join_pieces(pieces: Sequence[Piece]) -> str:
    """Return the text of neighbouring pieces: those of different weights are encoded apart."""
    texts: list[str] = []
    left: Piece | None = None
    for piece in pieces:
        if not piece.text:  # a backslash that escapes nothing
            continue
        if left is not None and left.weight != piece.weight and runs_on(left.text, piece.text):
            texts.append(" ")
        texts.append(piece.text)
        left = piece
    return "".join(texts)


def runs_on(left: str, right: str) -> bool:
    """Return whether a text tower would take the end and the start of two texts for one token."""
    if not left or not right or left[-1].isspace() or right[0].isspace():
        return False
    return left[-1] == "'" or is_word(left[-1]) == is_word(right[0])


def is_word(character: str) -> bool:
    """Return whether ``AND`` or ``BREAK`` beside this character would be part of a longer word."""
    return character.isalnum() or character == "_"


def _trim(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    while not tokens[first].text.strip():
        first += 1
    while not tokens[last].text.strip():
        last -= 1
    return first, last


def trimmed_start(token: Token) -> int:
    """Return the start of the token's text without leading white space."""
    return token.end - len(token.text.lstrip())


def trimmed_end(token: Token) -> int:
    """Return the end of the token's text without trailing white space."""
    return token.start + len(token.text.rstrip())


def _mean_weight(pieces: Sequence[Piece]) -> float:
    """Return a phrase's weight: the mean by length where its words differ. Always finite."""
    measured = [(piece.weight, len("".join(piece.text.split()))) for piece in pieces]
    runs = [
        (weight, sum(length for _, length in run))
        for weight, run in groupby((pair for pair in measured if pair[1]), key=lambda pair: pair[0])
    ]
    mean: float = runs[0][0]
    if len(runs) > 1:
        mean = sum(weight * length for weight, length in runs) / sum(length for _, length in runs)
    if math.isnan(mean):
        return 0.0
    return min(max(mean, -sys.float_info.max), sys.float_info.max)
