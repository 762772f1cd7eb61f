"""Prompts in the WebUI's language as what a text tower reads: chunks of tokens with their weights.

What stands in a prompt and has no effect here is told, never dropped silently.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from clip_critic.hosts.base import TokenCount
from clip_critic.prompts.attention import Piece, Token, weigh
from clip_critic.prompts.reading import read, split_parts
from clip_critic.prompts.structure import Structure, find_structure, split_tokens

CHUNK = 75
"""Tokens that a text tower reads at once, besides the marks of start and end."""
BACKTRACK = 20
"""So many tokens after a comma go to the next chunk rather than being cut in two: the WebUI's default."""


@dataclass(frozen=True)
class Text:
    """What of a prompt is read, in pieces; a piece None begins a new chunk."""

    pieces: tuple[tuple[str, float] | None, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chunk:
    """At most `CHUNK` tokens, each with its weight."""

    tokens: tuple[int, ...]
    weights: tuple[float, ...]


def read_prompt(prompt: str) -> Text:
    """The pieces of a prompt that a text tower reads here, and notes on those that it does not."""
    reading = read(prompt)
    parts = split_parts(reading.text)
    notes = []
    if reading.networks:
        left_out = ", ".join(dict.fromkeys(prompt[one.start : one.end] for one in reading.networks))
        notes.append(f"Extra networks are not supported here and were left out: {left_out}.")
    if len(parts) > 1 or parts[0].weight != 1:
        notes.append(
            "AND and weights behind whole prompts are not supported here: all was read as one prompt."
        )
    pieces: list[tuple[str, float] | None] = []
    varies = False
    for number, part in enumerate(parts):
        tokens = split_tokens(reading.text, part.start, part.end)
        structure = find_structure(tokens, reading.text, part.start, part.end)
        varies |= bool(structure.varying)
        if number:
            pieces.append((", ", 1.0))
        pieces += _merged(weigh(tokens, _left_out(tokens, structure)))
    if varies:
        notes.append(
            "Prompts do not change during the sampling here: of [from:to:when] the second text was read, "
            "of [one|other] the first."
        )
    return Text(tuple(pieces), tuple(notes))


def _merged(pieces: Sequence[Piece]) -> Iterator[tuple[str, float] | None]:
    """Neighbours of one weight as one piece, as `parse_attention` joins them."""
    text, weight = "", 1.0
    for piece in pieces:
        is_break = piece.text == "BREAK" and piece.weight == -1
        if text and (is_break or piece.weight != weight):
            yield text, weight
            text = ""
        if is_break:
            yield None
        else:
            text, weight = text + piece.text, piece.weight
    if text:
        yield text, weight


def _left_out(tokens: Sequence[Token], structure: Structure) -> set[int]:
    """Tokens of schedules and alternates that are not read: their marks, and the sides not taken."""
    dropped = set(structure.marks)
    for start, kind in structure.varying.items():
        end = structure.groups[start]
        cuts = _cuts(tokens, structure, start, end)
        if kind == "alternate":
            dropped.update(range(cuts[0], end))
        elif len(cuts) == 2:
            dropped.update(range(start, cuts[0]))
    return dropped


def _cuts(tokens: Sequence[Token], structure: Structure, start: int, end: int) -> list[int]:
    """Colons and bars of a group itself, not of the groups in it."""
    found = []
    index = start + 1
    while index < end:
        if tokens[index].kind in ("colon", "pipe") and index in structure.marks:
            found.append(index)
        index = structure.groups.get(index, index) + 1
    return found


def split_chunks(
    text: Text, tokenise: Callable[[str], Sequence[int]], comma: int | None
) -> tuple[list[Chunk], TokenCount]:
    """The chunks of a text, at least one, as the WebUI makes them.

    Args:
        text: from `read_prompt`.
        tokenise: the tokens of a piece, without marks of start and end.
        comma: the token of a comma.
    """
    rows = list(_rows(text, tokenise, comma))
    used = (len(rows) - 1) * CHUNK + len(rows[-1])
    if len(rows) > 1 and not rows[-1]:
        rows.pop()
    chunks = [Chunk(tuple(token for token, _ in row), tuple(weight for _, weight in row)) for row in rows]
    return chunks, TokenCount(used, len(chunks) * CHUNK)


def _rows(
    text: Text, tokenise: Callable[[str], Sequence[int]], comma: int | None
) -> Iterator[list[tuple[int, float]]]:
    """Tokens and weights of chunk after chunk; the last one may be empty."""
    row: list[tuple[int, float]] = []
    behind_comma = 0
    for piece in text.pieces:
        if piece is None:
            yield row
            row, behind_comma = [], 0
            continue
        for token in tokenise(piece[0]):
            if token == comma:
                behind_comma = len(row) + 1
            elif len(row) == CHUNK and behind_comma > CHUNK - BACKTRACK:
                yield row[:behind_comma]
                row, behind_comma = row[behind_comma:], 0
            if len(row) == CHUNK:
                yield row
                row, behind_comma = [], 0
            row.append((token, piece[1]))
    yield row
