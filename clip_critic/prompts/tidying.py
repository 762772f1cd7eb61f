"""Writing a prompt so that each mark in it means one thing only, whatever is beside it.

Every text is a valid prompt, but in a malformed one a bracket without a partner weighs everything behind it,
and a backslash at the end turns schedules into words. A tidy prompt reads the same, and its phrases can be
changed one by one: each has its own weight, and what is read as text is escaped.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from clip_critic.prompts.attention import Piece, Token, weigh
from clip_critic.prompts.layout import (
    WITHIN_PHRASE,
    Layout,
    PartLayout,
    Role,
    is_word,
    trimmed_end,
    trimmed_start,
)
from clip_critic.prompts.reading import Edit, Reading, apply
from clip_critic.prompts.structure import find_structure

_INFINITE = "9" * 400
_WEIGHT_START = re.compile(r":[\s\\]*[-+.\d]")
_NETWORK_START = re.compile(r"<(?=\w)")


def tidy(layout: Layout) -> str:
    """Return a prompt that reads the same and is well-formed; extra networks and comments stay."""
    edits: list[Edit] = []
    for part in layout.parts:
        edits += _tidy_part(layout.reading, part, is_last=part is layout.parts[-1])
    return apply(layout.reading.source, edits)


def exactly(weight: float) -> str:
    """Return a weight in all its digits, and without an exponent: a host reads none."""
    if math.isnan(weight):
        return "0"
    if math.isinf(weight):
        return _INFINITE if weight > 0 else f"-{_INFINITE}"
    return format(Decimal(repr(weight)), "f")


def _tidy_part(reading: Reading, part: PartLayout, *, is_last: bool) -> Iterator[Edit]:
    structure = find_structure(part.tokens, reading.text, part.span.start, part.span.end)
    pieces = {piece.token: piece for piece in weigh(part.tokens, structure.marks)}
    runs = list(_runs(part, pieces))
    opened, closed = {run[0] for run in runs}, {run[-1]: pieces[run[-1]] for run in runs}
    kept = [
        index in structure.marks or (index in pieces and token.text != "\\")
        for index, token in enumerate(part.tokens)
    ]
    joints = _joints(part, structure.marks, kept, pieces)
    if kept and not kept[0] and part.span.start > 0:
        joints[0] = " "  # behind an AND
    for index, token in enumerate(part.tokens):
        if index in joints:
            yield _insertion(reading, token.start, joints[index])
        if not kept[index]:
            yield from reading.delete(token.start, token.end)
        if index in opened:
            yield _insertion(reading, trimmed_start(token), "(")
        if kept[index] and index not in structure.marks:
            yield from _guards(reading, token)
        if index in closed:
            yield _closing(reading, token, closed[index])
    end = reading.behind(part.span.end)
    bracketed = {index for run in runs for index in run}
    colons = {
        index for index, token in enumerate(part.tokens) if _WEIGHT_START.match(reading.text, token.start)
    }
    if part.span.stop == part.span.end and colons - bracketed - structure.marks:
        yield Edit(
            end, end, " :1" if is_last else " :1 "
        )  # else the number could be taken for the part's weight
    elif kept and not kept[-1] and not is_last:
        yield Edit(end, end, " ")


def _runs(part: PartLayout, pieces: dict[int, Piece]) -> Iterator[list[int]]:
    """Yield the tokens that share a pair of brackets: words of a phrase that have the same weight."""
    run: list[int] = []
    for index, (token, role) in enumerate(zip(part.tokens, part.roles, strict=True)):
        if (role is Role.INNER and index not in pieces) or token.text == "\\":
            continue
        is_read = index in pieces and role in (Role.WORDS, Role.BREAK)
        weight = _factor(token, pieces[index]) if is_read else 1.0
        last = part.tokens[run[-1]] if run else token
        if run and (role is not Role.WORDS or last.kind == "break" or pieces[run[-1]].weight != weight):
            yield run
            run = []
        if weight != 1:
            run.append(index)
    if run:
        yield run


def _factor(token: Token, piece: Piece) -> float:
    return -piece.weight if token.kind == "break" else piece.weight


def _joints(
    part: PartLayout, marks: frozenset[int], kept: Sequence[bool], pieces: dict[int, Piece]
) -> dict[int, str]:
    """Return the text to write before some tokens, as the brackets that kept them apart are dropped."""
    joints: dict[int, str] = {}
    last: int | None = None
    is_split = is_spaced = False
    for index, role in enumerate(part.roles):
        if not kept[index]:
            is_split |= role not in WITHIN_PHRASE
        elif role is Role.BLANK:
            is_spaced = True
        else:
            if last is not None and last < index - 1 and index not in marks and last not in marks:
                joint = _joint(part, pieces[last], pieces[index], is_split)
                joints[index] = joint.rstrip("\\") if is_spaced else joint
            last, is_split, is_spaced = index, False, False
    return joints


def _joint(part: PartLayout, left: Piece, right: Piece, is_split: bool) -> str:
    # A line end separates phrases, and is white space to a text tower; a backslash keeps "A" and "ND" apart.
    roles = part.roles[left.token], part.roles[right.token]
    if Role.BREAK in roles:
        return " "
    if Role.COMMA in roles:
        return ""
    if is_split:
        return "\n"
    is_one_word = left.weight == right.weight and is_word(left.text[-1]) and is_word(right.text[0])
    return "\\" if is_one_word else ""


def _guards(reading: Reading, token: Token) -> Iterator[Edit]:
    """Yield backslashes before characters that would be marks."""
    if token.kind == "pipe" or token.text.startswith(":"):
        yield _insertion(reading, token.start, "\\")
    if token.kind in ("close", "weight"):
        yield from escaped_bracket(reading, token)
    if token.kind == "text":
        for match in _NETWORK_START.finditer(token.text):
            yield _insertion(reading, token.start + match.end(), "\\")


def escaped_bracket(reading: Reading, token: Token) -> Iterator[Edit]:
    """Yield edits that make a closing bracket, with the number before it, a part of the words around it."""
    for position in range(token.start, token.end - 1):
        if reading.text[position] in "\r\n":  # between a number and its bracket it separates nothing
            yield Edit(reading.before(position), reading.behind(position + 1), " ")
    yield _insertion(reading, token.end - 1, "\\")


def _closing(reading: Reading, token: Token, piece: Piece) -> Edit:
    end = reading.behind(trimmed_end(token))
    return Edit(end, end, f":{exactly(_factor(token, piece))})")


def _insertion(reading: Reading, position: int, text: str) -> Edit:
    place = reading.before(position)
    return Edit(place, place, text)
