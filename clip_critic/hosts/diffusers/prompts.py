"""Prompts in the WebUI's language as chunks of weighted tokens for a text tower.

Parts of a prompt that have no effect here are reported in notes, never dropped silently.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from clip_critic.hosts.base import TokenCount
from clip_critic.prompts.attention import Piece, Token, weigh
from clip_critic.prompts.chunks import CHUNK, fill_chunks
from clip_critic.prompts.moments import cuts_of
from clip_critic.prompts.reading import read, split_parts
from clip_critic.prompts.structure import Structure, find_structure, split_tokens


@dataclass(frozen=True)
class Text:
    """The weighted pieces of a prompt to read; a piece that is None begins a new chunk."""

    pieces: tuple[tuple[str, float] | None, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chunk:
    """Up to `CHUNK` tokens, each with its weight."""

    tokens: tuple[int, ...]
    weights: tuple[float, ...]


def read_prompt(prompt: str) -> Text:
    """Split a prompt into pieces to read, with notes about the parts that have no effect."""
    reading = read(prompt)
    parts = split_parts(reading.text)
    notes = []
    if reading.networks:
        left_out = ", ".join(dict.fromkeys(prompt[tag.start : tag.end] for tag in reading.networks))
        notes.append(f"Extra networks are not supported here and were left out: {left_out}.")
    if len(parts) > 1 or parts[0].weight != 1:
        notes.append(
            "AND and weights of entire prompts are not supported here: everything was read as one prompt."
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
            "Prompts that change during sampling are not supported here: [from:to:when] was read as its "
            "second text, [one|other] as its first."
        )
    return Text(tuple(pieces), tuple(notes))


def _merged(pieces: Sequence[Piece]) -> Iterator[tuple[str, float] | None]:
    """Yield the pieces with neighbours of the same weight joined, as `parse_attention` does it."""
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
    """Return the tokens of schedules and alternates to skip: their punctuation and the unused texts."""
    dropped = set(structure.marks)
    for start, kind in structure.varying.items():
        end = structure.groups[start]
        cuts = cuts_of(tokens, structure, start, end)
        if kind == "alternate":
            dropped.update(range(cuts[0], end))
        elif len(cuts) == 2:
            dropped.update(range(start, cuts[0]))
    return dropped


def split_chunks(
    text: Text, tokenise: Callable[[str], Sequence[int]], comma: int | None
) -> tuple[list[Chunk], TokenCount]:
    """Split a text into one or more chunks as the WebUI does, and count its tokens.

    Args:
        text: the text from `read_prompt`.
        tokenise: a function that returns a piece's tokens, without the start and end tokens.
        comma: the token of a comma, if there is one.
    """
    rows = list(fill_chunks(_tokens(text, tokenise), lambda token: token[0] == comma))
    used = (len(rows) - 1) * CHUNK + len(rows[-1])
    if len(rows) > 1 and not rows[-1]:
        rows.pop()
    chunks = [Chunk(tuple(token for token, _ in row), tuple(weight for _, weight in row)) for row in rows]
    return chunks, TokenCount(used, len(chunks) * CHUNK)


def _tokens(text: Text, tokenise: Callable[[str], Sequence[int]]) -> Iterator[tuple[int, float] | None]:
    for piece in text.pieces:
        if piece is None:
            yield None
        else:
            yield from ((token, piece[1]) for token in tokenise(piece[0]))
