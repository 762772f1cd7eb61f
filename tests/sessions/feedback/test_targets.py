"""Targets: words to see, words to avoid, and what is to stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clip_critic.errors import BadInputError
from clip_critic.keywords.identity import word_key
from clip_critic.keywords.lists import KeywordList
from clip_critic.keywords.targets import MAX_TARGET_WEIGHT, Target, Targets, parse_targets
from clip_critic.sessions.feedback.targets import ADDED_GROUP, hold, require_in, with_targets
from tests.rankings import ranking

TEXTS = st.text(st.characters() | st.sampled_from("::,:.、，()0123456789 -+ab"), max_size=40)


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("red", [("red", 1)]),
        ("red:1.5, star", [("red", 1.5), ("star", 1)]),
        (" a  red   hat : 2 ,\n star:.5,,", [("a red hat", 2), ("star", 0.5)]),
        ("赤い丸:1.5、星，傘", [("赤い丸", 1.5), ("星", 1), ("傘", 1)]),
        ("赤：1.5", [("赤", 1.5)]),
        ("re:zero", [("re:zero", 1)]),
        ("re:zero:1.2", [("re:zero", 1.2)]),
        ("(red:1.5), (dark) sky", [("red", 1.5), ("(dark) sky", 1)]),
        (":)", [(":)", 1)]),
        ("red:1e2", [("red:1e2", 1)]),
        ("Red, red", [("Red", 1)]),
        ("re\u200bd", [("red", 1)]),
        ("cafe\u0301", [("caf\u00e9", 1)]),
    ],
)
def test_targets_are_read_as_a_person_writes_them(text: str, targets: list[tuple[str, float]]) -> None:
    assert parse_targets(text, "").wanted == tuple(Target(*target) for target in targets)


@pytest.mark.parametrize(
    ("want", "avoid", "words"),
    [
        ("", " , 、\n", "no target"),
        ("red:0", "", "above 0"),
        ("red:-1", "", "above 0"),
        ("red:101", "", "at most 100"),
        (f"red:{'9' * 400}", "", "at most 100"),
        ("star", "red:-1", "Unwanted"),
        (":1.5", "", "no word"),
        ("red:1, Red:2", "", "twice"),
        ("red, star", "STAR", "both wanted and unwanted"),
        ("cafe\u0301", "caf\u00e9", "both wanted and unwanted"),
        ("re\0d", "", r"U\+0000"),
    ],
)
def test_what_cannot_be_aimed_at_is_told(want: str, avoid: str, words: str) -> None:
    with pytest.raises(BadInputError, match=words):
        parse_targets(want, avoid)


@given(TEXTS, TEXTS)
def test_any_text_gives_targets_or_a_message(want: str, avoid: str) -> None:
    try:
        targets = parse_targets(want, avoid)
    except BadInputError as error:
        assert str(error)
        return
    assert targets.words
    assert all(target.word.strip() == target.word != "" for target in (*targets.wanted, *targets.unwanted))
    assert all(0 < target.weight <= MAX_TARGET_WEIGHT for target in (*targets.wanted, *targets.unwanted))
    assert len({word_key(word) for word in targets.words}) == len(targets.words)


@given(TEXTS, TEXTS)
def test_a_list_with_targets_holds_every_one_of_them(want: str, avoid: str) -> None:
    try:
        targets = parse_targets(want, avoid)
    except BadInputError:
        return
    words = with_targets(KeywordList.parse("[Colours]\nred\nblue"), targets)
    require_in(targets, words.keywords)


def test_long_runs_take_no_time() -> None:
    assert len(parse_targets("a" + " " * 4_900 + "b" + ":" * 4_900, "").wanted) == 1


def test_targets_that_the_list_lacks_get_a_group_of_their_own() -> None:
    words = KeywordList.parse("[Colours]\nred\nblue\n\n[Targets]\ndog")
    more = with_targets(words, parse_targets("star, RED", "cat"))
    assert [(group.name, group.keywords) for group in more.groups] == [
        ("Colours", ("red", "blue")),
        ("Targets", ("dog",)),
        (f"{ADDED_GROUP} (added)", ("star", "cat")),
    ]


def test_a_list_that_lacks_nothing_is_the_same() -> None:
    words = KeywordList.parse("red\nblue")
    assert with_targets(words, parse_targets("Red", "")) is words


def test_templates_stay() -> None:
    words = with_targets(KeywordList.parse("template: a {}\nred\nblue"), parse_targets("star", ""))
    assert words.templates == ("a {}",)


SEEN = ranking(
    {
        "Colours": {"red": 0.30, "blue": 0.20},
        "Shapes": {"circle": 0.31, "star": 0.20, "ring": 0.21},
        "Sizes": {"large": 0.250, "small": 0.2499, "huge": 0.2501},
        "Alone": {"plain": 0.4},
    }
)


def test_the_best_word_of_each_other_group_is_held() -> None:
    held = hold(parse_targets("blue:3", ""), SEEN, 0.5).held
    assert held == (Target("circle", 0.5),)  # no size is certain, and a single word says nothing


def test_a_group_with_an_unwanted_word_is_not_held() -> None:
    assert hold(parse_targets("", "star, red"), SEEN, 0.5).held == ()


def test_nothing_is_held_without_weight() -> None:
    targets = parse_targets("blue", "")
    assert hold(targets, SEEN, 0) is targets


def test_a_word_that_the_list_lacks_is_named() -> None:
    with pytest.raises(BadInputError, match="star"):
        require_in(Targets((Target("star"),)), ["red"])
