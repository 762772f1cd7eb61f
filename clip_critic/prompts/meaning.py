"""The meaning of a prompt to a host, whatever its marks: for comparing one prompt with another.

An edit must not change what it was not asked to change. As every text is a valid prompt, a mark that loses
its neighbours may come to mean something else: "a cat:1.2, dog" without "dog" would be "a cat" of weight 1.2.
So the meaning of an edited prompt is compared with what was expected of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from clip_critic.prompts.attention import Piece, weigh
from clip_critic.prompts.layout import Layout, PhraseKind, Span, lay_out
from clip_critic.prompts.moments import Sampling, When, moments
from clip_critic.prompts.reading import Network
from clip_critic.prompts.structure import find_structure


@dataclass(frozen=True)
class ReadPhrase:
    """A phrase as it is read; ``pieces`` are its words with their weights, as a host encodes them."""

    kind: PhraseKind
    when: When
    pieces: tuple[tuple[str, float], ...]

    @property
    def words(self) -> str:
        return " ".join(text for text, _ in self.pieces)


@dataclass(frozen=True)
class ReadPart:
    """A part between ``AND``; an item that is a number is a ``BREAK`` of that weight."""

    weight: float
    items: tuple[ReadPhrase | float, ...]


@dataclass(frozen=True)
class Meaning:
    """Everything in a prompt that is read."""

    parts: tuple[ReadPart, ...]
    networks: tuple[tuple[str, tuple[str, ...]], ...]


@lru_cache(maxsize=64)
def meaning(source: str) -> Meaning:
    """Return the meaning of a prompt."""
    layout = lay_out(source)
    parts = tuple(
        ReadPart(part.span.weight, tuple(_items(layout, number))) for number, part in enumerate(layout.parts)
    )
    return Meaning(parts, tuple(map(_essence, layout.reading.networks)))


def _essence(network: Network) -> tuple[str, tuple[str, ...]]:
    return network.kind, network.arguments


def _items(layout: Layout, number: int) -> Iterator[ReadPhrase | float]:
    part, text = layout.parts[number], layout.reading.text
    structure = find_structure(part.tokens, text, part.span.start, part.span.end)
    pieces = {piece.token: piece for piece in weigh(part.tokens, structure.marks)}
    when = moments(part, text, Sampling())
    spans = {span.first: span for span in layout.spans if span.part == number}
    for index, token in enumerate(part.tokens):
        if index in spans:
            yield _phrase(spans[index], pieces, when)
        elif token.kind == "break" and index in pieces:
            yield pieces[index].weight


def _phrase(span: Span, pieces: dict[int, Piece], when: Sequence[When]) -> ReadPhrase:
    merged: list[tuple[str, float]] = []
    for index in range(span.first, span.last + 1):
        text, weight = pieces[index][:2] if index in pieces else ("", 1.0)
        if not text:
            continue
        if merged and (merged[-1][1] == weight or text.isspace()):  # white space has no weight
            merged[-1] = merged[-1][0] + text, merged[-1][1]
        else:
            merged.append((text, weight))
    folded = ((" ".join(text.split()), weight) for text, weight in merged)
    return ReadPhrase(span.kind, when[span.first], tuple(piece for piece in folded if piece[0]))
