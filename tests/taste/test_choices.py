"""Choices: what is one, what is not, and which of them count."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clip_critic.errors import BadInputError
from clip_critic.taste.choices import (
    LONGEST_RATER,
    Choice,
    choice_record,
    new_choice,
    rater_name,
    read_choice,
    standing,
)
from tests.taste.making import TIME, digest

SHOWN = [digest(number) for number in range(4)]
GOOD: dict[str, Any] = {
    "id": "a1", "time": TIME, "rater": "Aki", "mode": "best", "shown": SHOWN, "chosen": 2, "ms": 900
}  # fmt: skip


def test_best_of_four_is_three_comparisons() -> None:
    assert new_choice("Aki", "best", SHOWN, 2).comparisons == tuple((SHOWN[2], SHOWN[at]) for at in (0, 1, 3))
    assert new_choice("Aki", "duel", SHOWN[:2], 1).comparisons == ((SHOWN[1], SHOWN[0]),)
    assert new_choice("Aki", "skip", SHOWN).comparisons == ()
    assert new_choice("Aki", "stars", SHOWN[:1], 5).comparisons == ()


def test_a_choice_survives_json() -> None:
    choice = read_choice(GOOD | {"why": "<b>&", "model": "miniature", "rater": "<script>花子"})
    assert read_choice(json.loads(json.dumps(choice_record(choice)))) == choice


WRONG: tuple[tuple[dict[str, Any], str], ...] = (
    ({"mode": "worst"}, "no way to choose"),
    ({"chosen": 4}, "from 0 to 3, not 4"),
    ({"chosen": -1}, "from 0 to 3, not -1"),
    ({"chosen": 1.5}, "whole number"),
    ({"chosen": True}, "whole number"),
    ({"chosen": float("nan")}, "whole number"),
    ({"chosen": float("inf")}, "whole number"),
    ({"chosen": "2"}, "whole number"),
    ({"shown": SHOWN[:1]}, "takes 2 to 9 pictures, not 1"),
    ({"shown": [digest(number) for number in range(10)]}, "takes 2 to 9 pictures, not 10"),
    ({"shown": [digest(number) for number in range(1000)]}, "at most nine pictures"),
    ({"shown": [*SHOWN, SHOWN[0]]}, "each once"),
    ({"shown": ["../../secret"] * 2}, "not a list of digests"),
    ({"shown": "file-sha256:00"}, "not a list of digests"),
    ({"shown": [["x"]]}, "not a list of digests"),
    ({"mode": "duel"}, "takes 2 pictures, not 4"),
    ({"mode": "stars", "shown": SHOWN[:1], "chosen": 0}, "from 1 to 5, not 0"),
    ({"mode": "stars", "shown": SHOWN[:1], "chosen": 6}, "from 1 to 5, not 6"),
    ({"mode": "undo", "shown": [], "chosen": 0}, "names the choice that it takes back"),
    ({"undoes": "b"}, "names the choice that it takes back"),
    ({"id": ""}, "id has 1 to 64"),
    ({"id": 'x" }'}, "id has 1 to 64"),
    ({"id": 7}, "'id' is not text"),
    ({"ms": -1}, "milliseconds"),
    ({"ms": 10**30}, "milliseconds"),
    ({"time": "yesterday"}, "not a time"),
    ({"why": "x" * 401}, "longer than 400"),
    ({"rater": "  "}, "Give the rater a name"),
    ({"path": "/etc"}, "has no 'path'"),
)


@pytest.mark.parametrize("change,message", WRONG)
def test_what_is_no_choice_says_why(change: dict[str, Any], message: str) -> None:
    with pytest.raises(BadInputError, match=message):
        read_choice(GOOD | change)


@pytest.mark.parametrize("record", [None, [], "best", 3, [GOOD]])
def test_a_choice_is_an_object(record: Any) -> None:
    with pytest.raises(BadInputError, match="JSON object"):
        read_choice(record)


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(sorted(GOOD)), JSON))
def test_any_json_is_a_choice_or_a_clear_error(change: dict[str, Any]) -> None:
    try:
        choice = read_choice(GOOD | change)
    except BadInputError as error:
        assert str(error)
    else:
        assert read_choice(json.loads(json.dumps(choice_record(choice)))) == choice


@pytest.mark.parametrize("name", ["Aki", " Aki  Sato ", "<b onclick=x>", "花子", "é", "../x", "a\nb"])
def test_names_of_any_script_are_kept_in_one_form(name: str) -> None:
    assert rater_name(rater_name(name)) == rater_name(name) == " ".join(rater_name(name).split())


@pytest.mark.parametrize("name", ["", " \t", "x" * (LONGEST_RATER + 1), "a\x00b", "a\u202eb", 3, None])
def test_names_that_cannot_be_read_are_refused(name: Any) -> None:
    with pytest.raises(BadInputError):
        rater_name(name)


def best(identity: str, rater: str = "Aki") -> Choice:
    return new_choice(rater, "best", SHOWN, 0, id=identity)


def test_undone_choices_do_not_count() -> None:
    undo = new_choice("Aki", "undo", undoes="b")
    assert [choice.id for choice in standing([best("a"), best("b"), undo, best("c")])] == ["a", "c"]


def test_nobody_takes_back_the_choice_of_another() -> None:
    log = [best("a"), best("b", "Ben"), new_choice("Ben", "undo", undoes="a")]
    assert [choice.id for choice in standing(log, "Aki")] == ["a"]
    assert [choice.id for choice in standing(log, "Ben")] == ["b"]


def test_an_answer_that_is_there_twice_counts_once() -> None:
    assert [choice.id for choice in standing([best("a"), best("b"), best("a")])] == ["a", "b"]
