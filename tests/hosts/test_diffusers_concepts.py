"""Concepts in diffusers' prompts: chunks as the WebUI fills them, and the two towers of XL."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import example, given
from hypothesis import strategies as st

pytest.importorskip("diffusers", reason="it is the library under test")

from clip_critic.errors import BadInputError
from clip_critic.hosts.diffusers.prompts import PLACEHOLDER, ConceptWord, Text, split_chunks
from clip_critic.hosts.diffusers.reader import Reader
from clip_critic.weights.embeddings import Embedding
from tests.hosts.models import tiny_xl

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")  # of diffusers

COMMA, NAME, LONGER = 7, (1, 2), (1, 2, 3)
BACKTRACK = 20
Filled = tuple[list[int], list[tuple[int, int]]]


def as_the_webui_fills(tokens: Sequence[int], concepts: Sequence[ConceptWord]) -> list[Filled]:
    """Its ``tokenize_line``, in short: tokens of chunks, and where concepts are in them."""
    chunks: list[Filled] = []
    chunk: list[int] = []
    fixes: list[tuple[int, int]] = []
    last_comma, position = -1, 0
    lookup = sorted(enumerate(concepts), key=lambda one: -len(one[1].tokens))

    def next_chunk() -> None:
        nonlocal chunk, fixes, last_comma
        chunks.append((chunk, fixes))
        chunk, fixes, last_comma = [], [], -1

    while position < len(tokens):
        token = tokens[position]
        if token == COMMA:
            last_comma = len(chunk)
        elif len(chunk) == 75 and last_comma != -1 and len(chunk) - last_comma <= BACKTRACK:
            moved = chunk[last_comma + 1 :]
            late = [(at - last_comma - 1, which) for at, which in fixes if at > last_comma]
            kept = [fix for fix in fixes if fix[0] <= last_comma]
            chunk, fixes = chunk[: last_comma + 1], kept
            next_chunk()
            chunk, fixes = moved, late
        if len(chunk) == 75:
            next_chunk()
        found = next(
            ((n, c) for n, c in lookup if tuple(tokens[position : position + len(c.tokens)]) == c.tokens),
            None,
        )
        if found is None:
            chunk.append(token)
            position += 1
            continue
        number, concept = found
        if len(chunk) + concept.count > 75:
            next_chunk()
        fixes.append((len(chunk), number))
        chunk += [PLACEHOLDER] * concept.count
        position += len(concept.tokens)
    if chunk or not chunks:
        next_chunk()
    return chunks


LONG = [5] * 60 + [COMMA] + [5] * 10


@given(
    st.lists(st.sampled_from([1, 2, 3, 5, COMMA]), max_size=260),
    st.integers(1, 75),
    st.integers(1, 75),
)
@example([*LONG, *NAME], 10, 1)
@example([*LONG, 5, 5, 5, 5, *NAME], 2, 1)
@example([*LONG, *LONGER], 4, 10)
def test_chunks_are_filled_as_in_the_webui(tokens: list[int], count: int, other: int) -> None:
    words = [ConceptWord(NAME, count), ConceptWord(LONGER, other)]
    text = Text((("text", 1.0),))
    chunks, used = split_chunks(text, lambda piece: tokens, COMMA, words)
    expected = as_the_webui_fills(tokens, words)
    assert [(list(chunk.tokens), list(chunk.concepts)) for chunk in chunks] == expected
    assert used.capacity == 75 * len(chunks)
    assert all(len(chunk.weights) == len(chunk.tokens) <= 75 for chunk in chunks)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return Reader(tiny_xl(tmp_path_factory.mktemp("xl")))


def rows(reader: Reader, word: str) -> dict[str, np.ndarray]:
    """The vectors of a word of one token in both towers."""
    found = {}
    for name, tower in reader._towers.items():
        (token,) = tower._tokens(word)
        found[name] = tower._words.weight[[token]].detach().numpy()
    return found


def test_both_towers_of_xl_read_their_vectors(reader: Reader) -> None:
    cat = Embedding("my-pet", rows(reader, "cat"))
    (expected,) = reader.read(["a (cat:1.3) on a mat"])
    (found,) = reader.read(["a (my-pet:1.3) on a mat"], embeddings=(cat,))
    assert torch.allclose(found.states, expected.states, atol=1e-6)
    assert found.pooled is not None and expected.pooled is not None
    assert torch.allclose(found.pooled, expected.pooled, atol=1e-6)
    (without,) = reader.read(["a (my-pet:1.3) on a mat"])
    assert not torch.allclose(without.states[:20], expected.states[:20], atol=1e-3)
    assert reader.concepts_in("my-pet", (cat,)) == [cat] and reader.concepts_in("my pets", (cat,)) == []


def test_a_concept_of_one_tower_is_refused_by_two(reader: Reader) -> None:
    one = Embedding("my-pet", {"": rows(reader, "cat")["clip_l"]})
    half = Embedding("my-pet", {"clip_l": rows(reader, "cat")["clip_l"]})
    for embedding in (one, half):
        with pytest.raises(BadInputError, match=r"this checkpoint reads words of 32 \+ 48"):
            reader.read(["my-pet"], embeddings=(embedding,))


def test_half_precision_and_other_layouts_are_read(reader: Reader, tmp_path: Path) -> None:
    parts: dict[str, Any] = {
        name: np.asfortranarray(part.astype(np.float16)) for name, part in rows(reader, "cat").items()
    }
    (found,) = reader.read(["my-pet"], embeddings=(Embedding("my-pet", parts),))
    (expected,) = reader.read(["cat"])
    assert torch.allclose(found.states, expected.states, atol=1e-2)
