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
    """Up to `CHUNK` tokens, each with its weight.

    Attributes:
        concepts: the place of each concept, and its number: there, its vectors stand for `PLACEHOLDER`.
    """

    tokens: tuple[int, ...]
    weights: tuple[float, ...]
    concepts: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class ConceptWord:
    """The name of a concept in prompts.

    Attributes:
        tokens: the tokens that its name is read as.
        count: the number of its vectors, at most `CHUNK`.
    """

    tokens: tuple[int, ...]
    count: int


@dataclass(frozen=True)
class _Item:
    """Something in a chunk that is not divided: a token, or all vectors of a concept."""

    token: int
    weight: float
    concept: int = -1
    count: int = 1


PLACEHOLDER = 0
"""The token in the places of a concept's vectors, as in the WebUI."""


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
    text: Text,
    tokenise: Callable[[str], Sequence[int]],
    comma: int | None,
    concepts: Sequence[ConceptWord] = (),
) -> tuple[list[Chunk], TokenCount]:
    """Split a text into one or more chunks as the WebUI does, and count its tokens.

    Args:
        text: the text from `read_prompt`.
        tokenise: a function that returns a piece's tokens, without the start and end tokens.
        comma: the token of a comma, if there is one.
        concepts: the words whose vectors take the place of their tokens.
    """
    items = _items(text, tokenise, concepts)
    rows = list(
        fill_chunks(
            items,
            lambda item: item.concept < 0 and item.token == comma,
            lambda item: item.count,
            is_concept=lambda item: item.concept >= 0,
        )
    )
    used = (len(rows) - 1) * CHUNK + sum(item.count for item in rows[-1])
    if len(rows) > 1 and not rows[-1]:
        rows.pop()
    chunks = [_chunk(row) for row in rows]
    return chunks, TokenCount(used, len(chunks) * CHUNK)


def _chunk(row: Sequence[_Item]) -> Chunk:
    tokens: list[int] = []
    weights: list[float] = []
    concepts = []
    for item in row:
        if item.concept >= 0:
            concepts.append((len(tokens), item.concept))
        tokens += [item.token] * item.count
        weights += [item.weight] * item.count
    return Chunk(tuple(tokens), tuple(weights), tuple(concepts))


def _items(
    text: Text, tokenise: Callable[[str], Sequence[int]], concepts: Sequence[ConceptWord]
) -> Iterator[_Item | None]:
    for piece in text.pieces:
        if piece is None:
            yield None
            continue
        tokens, weight = tuple(tokenise(piece[0])), piece[1]
        place = 0
        while place < len(tokens):
            number = _concept_at(tokens, place, concepts)
            if number is None:
                yield _Item(tokens[place], weight)
                place += 1
            else:
                yield _Item(PLACEHOLDER, weight, number, concepts[number].count)
                place += len(concepts[number].tokens)


def _concept_at(tokens: Sequence[int], place: int, concepts: Sequence[ConceptWord]) -> int | None:
    """Return the number of the concept whose name stands at a place; the longest name wins."""
    found = [
        number
        for number, word in enumerate(concepts)
        if word.tokens and tokens[place : place + len(word.tokens)] == word.tokens
    ]
    return max(found, key=lambda number: len(concepts[number].tokens), default=None)
