"""The passages that a host reads at once: each word in one phrase, each phrase in the host's own chunk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clip_critic.hosts.diffusers.prompts import read_prompt, split_chunks
from clip_critic.prompts import parse_prompt
from clip_critic.prompts.attention import weigh
from clip_critic.prompts.chunks import BACKTRACK, CHUNK, fill_chunks
from clip_critic.prompts.layout import lay_out
from clip_critic.prompts.moments import Sampling
from clip_critic.prompts.passages import HostReading, read_as_host
from clip_critic.prompts.structure import find_structure
from tests.prompt_texts import prompts, well_formed
from tests.prompts.reading import count_letters, count_units, units

LONG = st.lists(
    st.sampled_from(
        ["cat", "a red hat", "(tall tree:1.2)", ",", ", ", "\n", "BREAK", "((x_y))", "1.5", "傘",
         "[a|b]", "[c:d:0.5]", "<lora:x:1>", "#c\n", "hat \\(red\\)"]
    ),
    min_size=40,
    max_size=160,
).map(" ".join)  # fmt: skip
ANY = st.one_of(prompts(), well_formed(), LONG)
LIMITS = st.sampled_from([1, 5, 14, 62, CHUNK])
COUNTS = st.sampled_from([count_units, count_letters])


def read(
    prompt: str, limit: int = CHUNK, count: Callable[[Sequence[str]], list[int]] = count_units
) -> HostReading:
    return read_as_host(parse_prompt(prompt), count, limit)


def letters_read(prompt: str) -> set[int]:
    """Return the places of the letters and digits that the WebUI reads, whenever it does."""
    layout = lay_out(prompt)
    places: set[int] = set()
    for part in layout.parts:
        text = layout.reading.text
        marks = find_structure(part.tokens, text, part.span.start, part.span.end).marks
        for piece in weigh(part.tokens, marks):
            token = part.tokens[piece.token]
            if token.kind != "break":
                places |= {place for place in range(token.start, token.end) if text[place].isalnum()}
    return {layout.reading.before(place) for place in places}


@given(ANY, LIMITS, COUNTS)
def test_every_letter_that_is_read_is_in_one_phrase(
    prompt: str, limit: int, count: Callable[[Sequence[str]], list[int]]
) -> None:
    phrases = [placed.phrase for placed in read(prompt, limit, count).phrases]
    for place in letters_read(prompt):
        assert sum(phrase.start <= place < phrase.end for phrase in phrases) == 1


@given(ANY, LIMITS, COUNTS)
def test_spans_are_in_order_and_hold_their_phrases(
    prompt: str, limit: int, count: Callable[[Sequence[str]], list[int]]
) -> None:
    phrases = [placed.phrase for placed in read(prompt, limit, count).phrases]
    assert all(left.end <= right.start for left, right in pairwise(phrases))
    for phrase in phrases:
        inside = iter(prompt[phrase.start : phrase.end])
        assert phrase.text and all(letter in inside for letter in phrase.text if not letter.isspace())


@given(ANY, LIMITS, COUNTS)
def test_phrases_are_those_of_the_prompt_or_parts_of_them(
    prompt: str, limit: int, count: Callable[[Sequence[str]], list[int]]
) -> None:
    found: dict[int, str] = {}
    phrases = parse_prompt(prompt).phrases
    for placed in read(prompt, limit, count).phrases:
        index = next(
            number
            for number, phrase in enumerate(phrases)
            if phrase.start <= placed.phrase.start and placed.phrase.end <= phrase.end
        )
        found[index] = found.get(index, "") + "".join(placed.phrase.text.split())
        assert (placed.phrase.weight, placed.phrase.kind) == (phrases[index].weight, phrases[index].kind)
    assert list(found.values()) == ["".join(phrase.text.split()) for phrase in phrases]


@given(ANY, LIMITS)
def test_every_phrase_that_a_step_reads_is_in_a_passage(prompt: str, limit: int) -> None:
    reading = read(prompt, limit)
    within = {phrase for passage in reading.passages for phrase in passage.phrases}
    assert within == {number for number, placed in enumerate(reading.phrases) if placed.chunk}
    shares: dict[tuple[int, int], float] = {}
    for passage in reading.passages:
        assert list(passage.phrases) == sorted(set(passage.phrases))
        shares[passage.part, passage.chunk] = shares.get((passage.part, passage.chunk), 0) + passage.share
    assert all(share <= 1 + 1e-9 for share in shares.values())


@given(ANY, st.sampled_from([20, 62, CHUNK]))
def test_a_passage_fits_into_a_chunk(prompt: str, limit: int) -> None:
    reading = read(prompt, limit)
    for passage in reading.passages:
        assert count_units([reading.text(passage, tight=True)])[0] <= limit


PLAIN = st.lists(
    st.sampled_from(
        ["cat", "a red hat", "(tall:1.2)", ",", ",", "BREAK", "(old, wall)", "(a BREAK b:1.2)", "x y z"]
    ),
    max_size=90,
).map(" ".join)


@given(PLAIN)
def test_chunks_are_those_that_the_host_fills(prompt: str) -> None:
    numbers: dict[str, int] = {",": 0}
    chunks, _ = split_chunks(
        read_prompt(prompt),
        lambda text: [numbers.setdefault(unit, len(numbers)) for unit in units(text)],
        numbers[","],
    )
    reading = read(prompt)
    found: dict[int, list[str]] = {}
    for passage in reading.passages:
        found[passage.chunk] = units(reading.text(passage).replace(",", ""))
    expected = {
        number: [word for word in map(list(numbers).__getitem__, chunk.tokens) if word not in (",", "BREAK")]
        for number, chunk in enumerate(chunks, start=1)
    }
    assert found == {number: words for number, words in expected.items() if words}


@given(st.lists(st.integers(0, 9), max_size=200), st.integers(9, 40))
def test_filled_chunks_hold_everything_in_order(sizes: list[int], limit: int) -> None:
    chunks = list(fill_chunks(enumerate(sizes), lambda item: item[1] == 1, lambda item: item[1], limit))
    assert [size for chunk in chunks for _, size in chunk] == sizes
    assert all(sum(size for _, size in chunk) <= limit for chunk in chunks)


def described(prompt: str, limit: int = CHUNK) -> list[tuple[str, int, int, float]]:
    reading = read(prompt, limit)
    return [
        (reading.text(passage, tight=True), passage.part, passage.chunk, passage.share)
        for passage in reading.passages
    ]


@pytest.mark.parametrize(
    ("prompt", "passages"),
    [
        ("a cat, (red hat:1.2) tree", [("a cat, red hat tree", 0, 1, 1)]),
        ("a\nb", [("a b", 0, 1, 1)]),
        ("a [blue:green:0.5] car, tree", [("a blue car, tree", 0, 1, 0.5), ("a green car, tree", 0, 1, 0.5)]),
        ("a [blue|] car", [("a blue car", 0, 1, 0.5), ("a car", 0, 1, 0.5)]),
        ("[blue:0.75] car", [("car", 0, 1, 0.75), ("blue car", 0, 1, 0.25)]),
        ("a AND b, [c|d] :0.5", [("a", 0, 1, 1), ("b, c", 1, 1, 0.5), ("b, d", 1, 1, 0.5)]),
        ("a BREAK b [c|d]", [("a", 0, 1, 1), ("b c", 0, 2, 0.5), ("b d", 0, 2, 0.5)]),
        ("(a BREAK b:1.2)", [("a b", 0, 1, 1)]),
        ("", []),
    ],
)
def test_what_is_read_at_once(prompt: str, passages: list[tuple[str, int, int, float]]) -> None:
    assert described(prompt) == passages


def test_what_is_left_out_takes_its_comma_along() -> None:
    reading = read("a, b c, d")
    assert [phrase.phrase.text for phrase in reading.phrases] == ["a", "b c", "d"]
    (passage,) = reading.passages
    assert [reading.text(passage, left_out=number) for number in range(3)] == ["b c, d", "a, d", "a, b c"]
    mixed = read("a, (b), [c:d:0.5] e")
    first = next(passage for passage in mixed.passages if 2 in passage.phrases)
    assert mixed.text(first, tight=True) == "a, b, c e"
    assert mixed.text(first, tight=True, left_out=2) == "a, b, e"
    assert mixed.text(first, tight=True, left_out=0) == "b, c e"


def test_a_phrase_that_a_chunk_cuts_is_two() -> None:
    words = " ".join(["word"] * (CHUNK + 5))
    reading = read(f"{words}, tree")
    first, second, third = reading.phrases
    assert [placed.chunk for placed in reading.phrases] == [1, 2, 2]
    assert (first.phrase.text.count("word"), second.phrase.text.count("word")) == (CHUNK, 5)
    assert (first.phrase.end, second.phrase.start) == (CHUNK * 5 - 1, CHUNK * 5)
    assert third.phrase.text == "tree"


def test_a_comma_near_the_end_moves_a_phrase_whole() -> None:
    lead = " ".join(["word"] * (CHUNK - BACKTRACK))
    reading = read(f"{lead}, {' '.join(['red'] * BACKTRACK)}")
    assert [placed.chunk for placed in reading.phrases] == [1, 2]


def test_in_a_shorter_context_a_phrase_that_fits_stays_whole() -> None:
    reading = read("one two three, four five six, " + "x " * 12, limit=10)
    assert [placed.phrase.text for placed in reading.phrases[:2]] == ["one two three", "four five six"]
    assert [placed.chunk for placed in reading.phrases] == [1, 1, 2, 3]


def test_scripts_without_spaces_are_cut_between_letters() -> None:
    reading = read("少女" * 60, count=count_letters)
    assert [placed.chunk for placed in reading.phrases] == [1, 2]
    assert "".join(placed.phrase.text for placed in reading.phrases) == "少女" * 60


def test_many_turns_are_read_in_the_steps_of_the_picture() -> None:
    prompt = parse_prompt("[a|b], [c|d|e], tree")
    reading = read_as_host(prompt, count_units, sampling=Sampling(6, is_known=True))
    assert len(reading.passages) == 6
    assert {passage.share for passage in reading.passages} == {1 / 6}


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", ["[a|b], ", "[a:b:0.5]", "[a|", "a BREAK ", "a AND ", "少女", "[a|[b:c:3]] "]
)
def test_long_prompts_do_not_hang(unit: str) -> None:
    from tests.hanging import hang_guard

    with hang_guard():
        read((unit * 5_000)[:10_000])
