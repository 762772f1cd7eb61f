"""A prompt as a host reads it: step by step, part by part, in chunks that are each read on their own.

A *passage* is what is read at once: the words of one chunk of one part between ``AND``, in some of the
sampling steps. A phrase that a chunk's end cuts in two is two phrases here, as the host never reads them
together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from clip_critic.prompts.attention import Token, weigh
from clip_critic.prompts.chunks import BACKTRACK, CHUNK, fill_chunks
from clip_critic.prompts.layout import Layout, PartLayout, Role, lay_out, runs_on
from clip_critic.prompts.model import Phrase, Prompt
from clip_critic.prompts.moments import ALWAYS, Sampling, When, moments, passes_of
from clip_critic.prompts.structure import find_structure

CountTokens = Callable[[Sequence[str]], Sequence[int]]
"""A function that counts the tokens of each text, without start and end tokens."""

# Roughly CLIP's own first cut of a text, so that no token crosses the border of two units.
_UNIT = re.compile(r"[^\W\d_]+|\d|(?:[^\w\s]|_)+")


@dataclass(frozen=True)
class PlacedPhrase:
    """A phrase, and its place in what a host reads.

    Attributes:
        phrase: the phrase, or the part of it that is in one chunk.
        when: the sampling steps in which it is read.
        chunk: the number of its chunk, from 1; 0 if no step reads it.
    """

    phrase: Phrase
    when: When
    chunk: int


@dataclass(frozen=True)
class Passage:
    """The phrases that are read at once.

    Attributes:
        part: the index of the part between ``AND``.
        chunk: the number of the chunk, from 1.
        share: the share of the sampling steps in which it is read.
        phrases: the indices of its phrases.
        gaps: the text before each phrase, as the prompt has it: a comma and a space, or a space.
    """

    part: int
    chunk: int
    share: float
    phrases: tuple[int, ...]
    gaps: tuple[str, ...]


@dataclass(frozen=True)
class HostReading:
    """All phrases of a prompt in order, and the passages in which they are read."""

    phrases: tuple[PlacedPhrase, ...]
    passages: tuple[Passage, ...]

    def text(self, passage: Passage, *, left_out: int | None = None, tight: bool = False) -> str:
        """Return the words of a passage.

        Args:
            left_out: the index of a phrase to leave out.
            tight: whether there are commas only where the prompt has them, instead of between all phrases.
        """
        texts: list[str] = []
        has_comma = False
        for index, gap in zip(passage.phrases, passage.gaps, strict=True):
            has_comma |= not tight or "," in gap
            if index != left_out:
                texts += (", " if has_comma else " ", self.phrases[index].phrase.text)
                has_comma = False
        return "".join(texts[1:])


@dataclass(frozen=True)
class _Atom:
    """Text that stays whole, or the beginning of a new chunk if ``text`` is None.

    ``start`` and ``end`` are its place in the text that is read; ``phrase`` is the index of its phrase, -1
    between phrases.
    """

    text: str | None
    start: int
    end: int
    phrase: int
    when: When
    is_spaced: bool = False
    size: int = 0


@dataclass(frozen=True)
class _State:
    """The atoms of a part that are read in some steps, by index, with the number of their chunk."""

    chunks: Mapping[int, int]
    share: float


def read_as_host(
    prompt: Prompt, count: CountTokens, limit: int = CHUNK, sampling: Sampling | None = None
) -> HostReading:
    """Read a prompt as a host does.

    Args:
        count: a function that counts the tokens of each of several texts.
        limit: the number of tokens in a chunk.
        sampling: the sampling steps, if they are known.
    """
    layout = lay_out(prompt.source)
    sampling = sampling or Sampling()
    limit = min(limit, CHUNK)
    atoms = [list(_atoms(layout, number, sampling)) for number in range(len(layout.parts))]
    sampling = passes_of([atom.when for row in atoms for atom in row], sampling)
    atoms = _sized(atoms, count, limit)
    phrases: list[PlacedPhrase] = []
    passages: list[Passage] = []
    for number, row in enumerate(atoms):
        states = _states(row, sampling, limit)
        pieces = _pieces(row, states)
        passages += _passages(row, states, pieces, number, len(phrases))
        phrases += _placed(prompt, layout, row, states, pieces)
    return HostReading(tuple(phrases), tuple(passages))


def _atoms(layout: Layout, number: int, sampling: Sampling) -> Iterator[_Atom]:
    part = layout.parts[number]
    when = moments(part, layout.reading.text, sampling)
    phrase_of = _phrase_of_tokens(layout, number)
    weights = _weights(part, layout.reading.text)
    breaks = _breaks(part, weights)
    is_spaced = False
    last = ("", 1.0)  # text and weight of the piece before
    for index, (token, role) in enumerate(zip(part.tokens, part.roles, strict=True)):
        if index in breaks:
            yield _Atom(None, token.start, token.end, -1, when[index])
        if index in breaks or role not in (Role.WORDS, Role.BLANK, Role.COMMA, Role.BREAK):
            continue
        text, start = _read_text(token)
        if text:
            is_spaced |= last[1] != weights.get(index, 1.0) and runs_on(last[0], text)
            last = text, weights.get(index, 1.0)
        position = 0
        for match in _UNIT.finditer(text):
            is_spaced |= match.start() > position
            position = match.end()
            # An escaped bracket begins with its backslash.
            first = token.start if token.kind == "escape" else start + match.start()
            phrase = phrase_of.get(index, -1)
            yield _Atom(match[0], first, start + match.end(), phrase, when[index], is_spaced)
            is_spaced = False
        is_spaced |= position < len(text)


def _weights(part: PartLayout, text: str) -> dict[int, float]:
    marks = find_structure(part.tokens, text, part.span.start, part.span.end).marks
    return {piece.token: piece.weight for piece in weigh(part.tokens, marks)}


def _breaks(part: PartLayout, weights: Mapping[int, float]) -> set[int]:
    """Return the tokens that begin a new chunk: with a weight, as in ``(a BREAK b:1.2)``, it is a word."""
    return {index for index, weight in weights.items() if part.tokens[index].kind == "break" and weight == -1}


def _read_text(token: Token) -> tuple[str, int]:
    """Return the text of a token as it is read, and its start."""
    return (token.text[1:], token.start + 1) if token.kind == "escape" else (token.text, token.start)


def _phrase_of_tokens(layout: Layout, part: int) -> dict[int, int]:
    return {
        token: index
        for index, span in enumerate(layout.spans)
        if span.part == part
        for token in range(span.first, span.last + 1)
    }


def _sized(parts: Sequence[Sequence[_Atom]], count: CountTokens, limit: int) -> list[list[_Atom]]:
    """Return the atoms with their sizes; whole phrases where the chunks are not the host's own."""
    sizes = _sizes({atom.text for row in parts for atom in row if atom.text is not None}, count)
    longest = min(limit, BACKTRACK)
    halved: list[list[_Atom]] = [
        [part for atom in row for part in _halves(atom, sizes, count, longest)] for row in parts
    ]
    if limit == CHUNK:
        return halved
    return [[atom for run in _by_phrase(row) for atom in _joined(run, limit)] for row in halved]


def _sizes(texts: set[str], count: CountTokens) -> dict[str, int]:
    ordered = sorted(texts)
    return dict(zip(ordered, count(ordered), strict=True)) if ordered else {}


def _halves(atom: _Atom, sizes: dict[str, int], count: CountTokens, longest: int) -> Iterator[_Atom]:
    """Yield an atom in parts of at most so many tokens: some scripts have no spaces between words."""
    if atom.text is None:
        yield atom
        return
    if atom.text not in sizes:
        sizes.update(_sizes({atom.text}, count))
    if sizes[atom.text] <= longest or len(atom.text) == 1 or atom.end - atom.start != len(atom.text):
        yield replace(atom, size=sizes[atom.text])
        return
    half = len(atom.text) // 2
    left = replace(atom, text=atom.text[:half], end=atom.start + half)
    right = replace(atom, text=atom.text[half:], start=atom.start + half, is_spaced=False)
    for part in (left, right):
        yield from _halves(part, sizes, count, longest)


def _by_phrase(row: Sequence[_Atom]) -> Iterator[list[_Atom]]:
    for _, run in groupby(row, key=lambda atom: atom.phrase):
        yield list(run)


def _joined(run: Sequence[_Atom], limit: int) -> Sequence[_Atom]:
    """Return the atoms of a phrase as one if it fits into a chunk."""
    size = sum(atom.size for atom in run)
    if run[0].phrase < 0 or size > limit:
        return run
    return [replace(run[0], text=_text_of(run), end=run[-1].end, size=size)]


def _text_of(run: Sequence[_Atom]) -> str:
    return "".join(f"{' ' if atom.is_spaced else ''}{atom.text}" for atom in run).strip()


def _states(row: Sequence[_Atom], sampling: Sampling, limit: int) -> list[_State]:
    """Return the states of a part, those of most steps first; steps that read the same share a state."""
    moments_of_part = list(dict.fromkeys(atom.when for atom in row))
    if moments_of_part in ([], [ALWAYS]):
        return [_State(_chunks(row, frozenset(moments_of_part), limit), 1.0)]
    steps = Counter(
        frozenset(when for when in moments_of_part if when.reads(step, sampling)) for step in sampling
    )
    return [_State(_chunks(row, active, limit), n / steps.total()) for active, n in steps.most_common()]


def _chunks(row: Sequence[_Atom], active: frozenset[When], limit: int) -> dict[int, int]:
    indices = (index for index, atom in enumerate(row) if atom.when in active)
    filled = fill_chunks(
        (None if row[index].text is None else index for index in indices),
        lambda index: row[index].text == ",",
        lambda index: row[index].size,
        limit,
    )
    return {index: number for number, chunk in enumerate(filled, start=1) for index in chunk}


def _pieces(row: Sequence[_Atom], states: Sequence[_State]) -> list[list[int]]:
    """Return the atoms of each phrase, by index; a phrase that a state cuts is several."""
    worded = [index for index, atom in enumerate(row) if atom.phrase >= 0]

    def place(index: int) -> tuple[int | None, ...]:
        return row[index].phrase, *(state.chunks.get(index) for state in states)

    return [list(run) for _, run in groupby(worded, key=place)]


def _passages(
    row: Sequence[_Atom],
    states: Sequence[_State],
    pieces: Sequence[Sequence[int]],
    part: int,
    offset: int,
) -> Iterator[Passage]:
    shares: dict[tuple[int, tuple[int, ...], tuple[str, ...]], float] = {}
    starts = {piece[0]: number for number, piece in enumerate(pieces)}
    for state in states:
        by_chunk: dict[int, tuple[list[int], list[str]]] = {}
        gaps: dict[int, str] = {}
        for index, chunk in state.chunks.items():
            if row[index].text == "," and row[index].phrase < 0:
                gaps[chunk] = ", "
            elif index in starts:
                phrases, before = by_chunk.setdefault(chunk, ([], []))
                phrases.append(offset + starts[index])
                before.append(gaps.pop(chunk, " "))
        for chunk, (phrases, before) in by_chunk.items():
            key = chunk, tuple(phrases), tuple(before)
            shares[key] = shares.get(key, 0.0) + state.share
    for (chunk, found, between), share in shares.items():
        yield Passage(part, chunk, share, found, between)


def _placed(
    prompt: Prompt,
    layout: Layout,
    row: Sequence[_Atom],
    states: Sequence[_State],
    pieces: Sequence[Sequence[int]],
) -> Iterator[PlacedPhrase]:
    parts_of = Counter(row[piece[0]].phrase for piece in pieces)
    for piece in pieces:
        first, last = row[piece[0]], row[piece[-1]]
        phrase = prompt.phrases[first.phrase]
        if parts_of[first.phrase] > 1:
            reading = layout.reading
            phrase = replace(
                phrase,
                text=_text_of([row[index] for index in piece]),
                start=reading.before(first.start),
                end=reading.behind(last.end),
            )
        chunk = next((state.chunks[piece[0]] for state in states if piece[0] in state.chunks), 0)
        yield PlacedPhrase(phrase, first.when, chunk)
