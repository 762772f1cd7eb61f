"""Prompts as they are read by diffusers: the WebUI's pieces and chunks, and notes on what has no effect."""

from __future__ import annotations

import pytest
import torch
from hypothesis import assume, given
from hypothesis import strategies as st

from clip_critic.hosts.diffusers.prompts import Text, read_prompt, split_chunks
from clip_critic.hosts.diffusers.reader import Condition, of_equal_length, weighted
from clip_critic.prompts.attention import parse_attention
from clip_critic.prompts.chunks import BACKTRACK, CHUNK
from clip_critic.prompts.reading import read, split_parts
from tests.prompt_texts import prompts, well_formed

COMMA = 0


def pieces(prompt: str) -> list[tuple[str, float] | None]:
    return list(read_prompt(prompt).pieces)


@given(st.one_of(prompts(), well_formed()))
def test_without_schedules_the_pieces_are_those_of_the_webui(prompt: str) -> None:
    found = read_prompt(prompt)
    assume(not any("AND" in note or "change" in note for note in found.notes))
    expected = [
        None if (text, weight) == ("BREAK", -1.0) else (text, weight)
        for text, weight in parse_attention(read(prompt).text[: split_parts(read(prompt).text)[0].end])
        if text
    ]
    # Two breaks side by side are one piece "BREAKBREAK" there.
    assume(all(piece is None or "BREAK" not in piece[0] for piece in expected))
    assert _joined(found.pieces) == _joined(expected)


def _joined(pieces: object) -> list[object]:
    """Neighbours of one weight as one: an empty piece between two may have kept them apart."""
    joined: list[object] = []
    for piece in pieces:  # type: ignore[attr-defined]
        if piece and joined and joined[-1] and joined[-1][1] == piece[1]:  # type: ignore[index]
            joined[-1] = (joined[-1][0] + piece[0], piece[1])  # type: ignore[index]
        else:
            joined.append(piece)
    return joined


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("", []),
        ("a cat", [("a cat", 1.0)]),
        ("a (red:1.5) cat", [("a ", 1.0), ("red", 1.5), (" cat", 1.0)]),
        ("a BREAK b", [("a", 1.0), None, ("b", 1.0)]),
        ("[cat:dog:0.5] x", [("dog x", 1.0)]),
        ("[dog:0.5] x", [("dog x", 1.0)]),
        ("[cat::0.5] x", [(" x", 1.0)]),
        ("[cat|dog|cow] x", [("cat x", 1.0)]),
        ("([cat:(dog:1.5):3]:2)", [("dog", 3.0)]),
        ("[a:[b:c:0.2]:0.5]", [("c", 1.0)]),
        ("[a|[b:c:0.2]]", [("a", 1.0)]),
        ("[(a:1.5)|b]", [("a", 1.5)]),
        ("a AND b :1.2", [("a ", 1.0), (", ", 1.0), (" b ", 1.0)]),
        ("red <lora:x:0.8> hat # remark", [("red  hat ", 1.0)]),
    ],
)
def test_what_is_read(prompt: str, expected: list[tuple[str, float] | None]) -> None:
    assert pieces(prompt) == expected


@pytest.mark.parametrize(
    ("prompt", "words"),
    [
        ("a cat, (b:1.2)", ()),
        ("a <lora:x:0.8>, <hypernet:y:1>, <lora:x:0.8>", ("<lora:x:0.8>, <hypernet:y:1>.",)),
        ("[a:b:0.5]", ("[from:to:when]",)),
        ("[a|b]", ("[one|other]",)),
        ("a AND b", ("AND",)),
        ("a cat :1.2", ("AND",)),
    ],
)
def test_what_has_no_effect_is_told(prompt: str, words: tuple[str, ...]) -> None:
    notes = read_prompt(prompt).notes
    assert len(notes) == len(words)
    assert all(word in note for word, note in zip(words, notes, strict=True))


@given(st.text())
def test_any_text_is_read(prompt: str) -> None:
    read_prompt(prompt)


def tokens(text: str) -> list[int]:
    """Words are numbers; a comma is `COMMA`."""
    return [COMMA if word == "," else int(word) for word in text.split()]


def word(token: int) -> str:
    return "," if token == COMMA else str(token)


def chunks(*parts: list[int] | None) -> tuple[list[tuple[int, ...]], int, int]:
    texts = (None if part is None else (" ".join(map(word, part)), 1.0) for part in parts)
    found, count = split_chunks(Text(tuple(texts)), tokens, COMMA)
    return [chunk.tokens for chunk in found], count.used, count.capacity


def test_short_prompts_are_one_chunk() -> None:
    assert chunks() == ([()], 0, 75)
    assert chunks([1, 2]) == ([(1, 2)], 2, 75)


def test_a_break_begins_a_chunk() -> None:
    assert chunks([1], None, [2]) == ([(1,), (2,)], 76, 150)
    assert chunks([1], None) == ([(1,)], 75, 75)


def test_a_long_prompt_is_cut_at_a_near_comma() -> None:
    words = list(range(1, 81))
    assert chunks(words)[0] == [tuple(words[:75]), tuple(words[75:])]
    near, far = list(words), list(words)
    near[CHUNK - BACKTRACK], far[CHUNK - BACKTRACK - 1] = COMMA, COMMA
    cut = CHUNK - BACKTRACK + 1
    assert chunks(near) == ([tuple(near[:cut]), tuple(near[cut:])], 75 + 80 - cut, 150)
    assert chunks(far)[0] == [tuple(far[:75]), tuple(far[75:])]


def test_weights_stay_with_their_tokens() -> None:
    (chunk,), _ = split_chunks(Text((("1 2", 1.0), ("3", 1.5))), tokens, COMMA)
    assert (chunk.tokens, chunk.weights) == ((1, 2, 3), (1.0, 1.0, 1.5))


@given(st.lists(st.integers(0, 3), max_size=400))
def test_no_token_is_lost(words: list[int]) -> None:
    found, used, capacity = chunks(words)
    assert [token for chunk in found for token in chunk] == words
    assert all(len(chunk) <= CHUNK for chunk in found)
    assert used <= capacity == len(found) * CHUNK


def test_weights_keep_the_mean() -> None:
    states = torch.randn(77, 8, generator=torch.Generator().manual_seed(0)) + 1
    weights = torch.ones(77)
    assert weighted(states, weights) is states
    weights[3] = 1.5
    changed = weighted(states, weights)
    assert torch.allclose(changed.mean(), states.mean())
    assert torch.allclose(changed[3] / changed[4], 1.5 * states[3] / states[4])


def test_conditions_become_equally_long() -> None:
    rows = [torch.arange(chunks * 77.0)[:, None] for chunks in (1, 2, 3)]
    found = of_equal_length([Condition(row) for row in rows])
    assert [len(condition.states) for condition in found] == [6 * 77] * 3
    for row, condition in zip(rows, found, strict=True):
        assert (condition.states.reshape(-1, len(row)) == row[:, 0]).all()
