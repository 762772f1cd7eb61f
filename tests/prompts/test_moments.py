"""The steps at which the WebUI reads the words of schedules and alternates."""

from __future__ import annotations

import pytest

from clip_critic.prompts import parse_prompt
from clip_critic.prompts.moments import ALWAYS, Mark, Sampling, Turn, When
from clip_critic.prompts.passages import PlacedPhrase, read_as_host
from tests.prompts.reading import count_units

HALF, LATE, FIVE = Mark(0.5, False), Mark(0.8, False), Mark(5, True)


def placed(prompt: str, sampling: Sampling | None = None) -> tuple[PlacedPhrase, ...]:
    return read_as_host(parse_prompt(prompt), count_units, sampling=sampling).phrases


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("a, (b:1.2)", [ALWAYS, ALWAYS]),
        ("[blue:green:0.5] car", [When(end=HALF), When(start=HALF), ALWAYS]),
        ("[blue:5]", [When(start=FIVE)]),
        ("[blue::5]", [When(end=FIVE)]),
        ("[a|b|c]", [When(turns=(Turn(number, 3),)) for number in range(3)]),
        ("[a, d|b]", [When(turns=(Turn(number, 2),)) for number in (0, 0, 1)]),
        ("[a:[b:c:0.8]:0.5]", [When(end=HALF), When(HALF, LATE), When(start=LATE)]),
        ("[[a:b:0.8]:c:0.5]", [When(end=HALF), When(LATE, HALF), When(start=HALF)]),
        ("[a|[b:c:0.5]]", [When(turns=(Turn(0, 2),)), When(end=HALF, turns=(Turn(1, 2),)),
                           When(start=HALF, turns=(Turn(1, 2),))]),
        ("([a:b:.5e0]:1.2) AND [c:0.5]", [When(end=HALF), When(start=HALF), When(start=HALF)]),
        ("[a:b], [c]", [ALWAYS, ALWAYS]),
    ],
)  # fmt: skip
def test_when_a_phrase_is_read(prompt: str, expected: list[When]) -> None:
    assert [phrase.when for phrase in placed(prompt)] == expected


@pytest.mark.parametrize(
    ("prompt", "sampling", "steps"),
    [
        ("[a:b:0.5]", Sampling(5, is_known=True), ["12", "345"]),
        ("[a:b:3]", Sampling(5, is_known=True), ["123", "45"]),
        ("[a:b:0.1]", Sampling(5, is_known=True), ["", "12345"]),
        ("[a:b:0.1]", Sampling(5), ["1", "2345"]),
        ("[a:b:0]", Sampling(5), ["", "12345"]),
        ("[a:b:1.0]", Sampling(5, is_known=True), ["12345", ""]),
        ("[a:b:1.0]", Sampling(3, passes=2, is_known=True), ["123", "456"]),
        ("[a|b]", Sampling(3, passes=2, is_known=True), ["1346", "25"]),
        ("[a|[b|c]]", Sampling(5), ["135", "", "24"]),
        ("[a:b:1e999]", Sampling(5, is_known=True), ["12345", ""]),
        ("[a:b:-3]", Sampling(5, is_known=True), ["", "12345"]),
    ],
)
def test_the_steps_that_are_read(prompt: str, sampling: Sampling, steps: list[str]) -> None:
    found = [
        "".join(str(step) for step in sampling if phrase.when.reads(step, sampling))
        for phrase in placed(prompt, sampling)
    ]
    assert found == steps


def test_what_no_step_reads_is_in_no_chunk() -> None:
    assert [phrase.chunk for phrase in placed("[a|[b|c]], [[d:e:0.8]:f:0.5]")] == [1, 0, 1, 1, 0, 1]


def test_a_second_pass_may_have_happened_where_nobody_says_that_it_did_not() -> None:
    prompt = "[a:b:1.5]"
    assert [phrase.chunk for phrase in placed(prompt)] == [1, 1]
    assert [phrase.chunk for phrase in placed(prompt, Sampling(20, is_known=True))] == [1, 0]
    assert [phrase.chunk for phrase in placed(prompt, Sampling(20, 2, is_known=True))] == [1, 1]
