"""Policies: what they propose, within which bounds, and that prompts never grow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from clip_critic.errors import BadInputError
from clip_critic.keywords.targets import Target, Targets, parse_targets
from clip_critic.prompts import parse_prompt
from clip_critic.ranking.result import Ranking
from clip_critic.sessions.feedback.policies.base import PolicyView, Proposal
from clip_critic.sessions.feedback.policies.interrogate import best_words
from clip_critic.sessions.feedback.policies.registry import POLICIES, find_policy, waits
from clip_critic.sessions.feedback.policies.seeing import lead
from clip_critic.sessions.feedback.policies.target import RIVALS, rivals
from clip_critic.sessions.feedback.settings import LoopSettings
from clip_critic.sessions.feedback.writing import MAX_WEIGHT, MIN_WEIGHT, fill_frame, reweight_words
from tests.prompt_texts import prompts, well_formed
from tests.rankings import ranking

SEEN = ranking(
    {
        "Colours": {"red": 0.30, "blue": 0.25, "green": 0.24},
        "Shapes": {"star": 0.30, "circle": 0.25},
        "Styles": {"blurred": 0.35, "sharp": 0.10},
    }
)
WORDS = ("red", "blue", "green", "star", "circle", "blurred", "sharp", "cat", "傘")
VALUES = st.lists(st.floats(0, 0.5, width=32), min_size=len(WORDS), max_size=len(WORDS))
RANKINGS = VALUES.map(
    lambda values: ranking(
        {
            "Colours": dict(zip(WORDS[:3], values, strict=False)),
            "Shapes": dict(zip(WORDS[3:5], values[3:], strict=False)),
            "Styles": dict(zip(WORDS[5:], values[5:], strict=False)),
        }
    )
)
NAMES = st.sampled_from(["target", "interrogate", "whole", "taste", "by hand"])


def look(
    want: str = "blue, star",
    avoid: str = "",
    *,
    seen: Ranking | None = SEEN,
    prompt: str | None = None,
    negative: str | None = None,
    **changes: object,
) -> PolicyView:
    chosen = LoopSettings.read({"want": want, "avoid": avoid, **changes})
    return PolicyView(chosen, parse_targets(want, avoid), prompt, negative, seen)


def edited(prompt: str, *goal: str) -> PolicyView:
    """A look behind a prompt that a person has changed."""
    return replace(look(*goal, prompt=prompt, negative=""), edited=True)


def weights(prompt: str) -> dict[str, float]:
    return {phrase.text: round(phrase.weight, 2) for phrase in parse_prompt(prompt).phrases}


def again(first: PolicyView, name: str, times: int) -> Iterator[Proposal]:
    """Proposals on proposals, of one picture."""
    at = first
    for _ in range(times):
        proposal = POLICIES[name].propose(at)
        yield proposal
        at = replace(at, prompt=proposal.prompt, negative_prompt=proposal.negative_prompt)


# target


def test_words_that_are_seen_too_little_get_more_weight() -> None:
    proposal = POLICIES["target"].propose(edited("a hat, blue, star"))
    assert parse_prompt(proposal.prompt).plain() == "a hat, blue, star"
    found = weights(proposal.prompt)
    assert found["blue"] == 1.27  # red hides it: all of 0.9 is missing
    assert found["star"] == 1.0  # it leads by far, and a push that it has not cannot be taken back
    eased = POLICIES["target"].propose(edited("blue, (star:1.3), (star:0.9)"))
    assert [phrase.weight for phrase in parse_prompt(eased.prompt).phrases] == [1.27, 1.27, 0.9]
    assert found["a hat"] == 1
    assert proposal.why == ("blue 1 -> 1.27",)


def test_before_the_first_picture_the_frame_is_filled() -> None:
    at = look(seen=None, prompt=None, negative_prompt="ugly")
    at = replace(at, settings=replace(at.settings, prompt="photo, {words}, best"))
    assert POLICIES["target"].propose(at) == Proposal("photo, blue, star, best", "ugly")


def test_what_is_held_gains_weight_where_it_is_lost() -> None:
    at = look("blue")
    at = replace(at, targets=replace(at.targets, held=(Target("circle", 0.5),)))
    assert POLICIES["target"].propose(at).prompt == "(blue:1.27), (circle:1.27)"


def test_unwanted_words_go_to_the_negative_prompt_only_when_they_are_seen() -> None:
    seen, unseen = look("blue", "blurred"), look("blue", "sharp")
    assert POLICIES["target"].propose(seen).negative_prompt == "(blurred:1.3)"
    assert POLICIES["target"].propose(unseen).negative_prompt == ""


def test_an_unwanted_word_in_the_prompt_loses_weight() -> None:
    for at in (
        edited("blue, blurred", "blue", "blurred"),
        look("blue", "blurred", prompt="{words}, blurred"),
    ):
        at = replace(at, settings=replace(at.settings, prompt="{words}, blurred"))
        assert weights(POLICIES["target"].propose(at).prompt)["blurred"] == 0.8


def test_rivals_go_to_the_negative_prompt_where_that_is_asked_for() -> None:
    assert POLICIES["target"].propose(look()).negative_prompt == ""
    proposal = POLICIES["target"].propose(look(rivals=True))
    assert weights(proposal.negative_prompt) == {"red": 1.3}


def test_rivals_of_a_group_are_few() -> None:
    words = [f"colour {index}" for index in range(40)]
    negative = ""
    for best in words[1:]:
        seen = ranking({"Colours": {word: 0.5 if word == best else 0.1 for word in words}})
        at = look("colour 0", seen=seen, prompt="colour 0", negative=negative, rivals=True)
        negative = POLICIES["target"].propose(at).negative_prompt
    assert len(parse_prompt(negative).phrases) == RIVALS


def test_a_group_with_two_wanted_words_has_no_rivals() -> None:
    assert rivals(SEEN, parse_targets("blue, green", "")) == {}


def test_what_the_user_has_emptied_stays_empty() -> None:
    at = look("blue", prompt="blue", negative="", negative_prompt="ugly")
    assert POLICIES["target"].propose(at).negative_prompt == ""


def test_words_are_not_raised_where_weight_pushes_away() -> None:
    prompt, changes = reweight_words("blue AND star :-1", {"star": 1.0})
    assert prompt == "blue, (star:1.3) AND star :-1"
    assert changes == ("star 1 -> 1.3",)


@pytest.mark.parametrize(
    "word", ["red (dark)", "C#", "a|b", "re:zero", "AND so on", "BREAK dance", "<a:b", "x:1"]
)
def test_words_with_marks_of_the_language_are_moved(word: str) -> None:
    first, _ = reweight_words("hat", {word: 1.0})
    second, _ = reweight_words(first, {word: 1.0})
    assert len(parse_prompt(second).phrases) == 2
    assert parse_prompt(second).phrases[1].weight == pytest.approx(MAX_WEIGHT, abs=0.01)


def test_networks_comments_and_braces_stay() -> None:
    prompt, _ = reweight_words(
        "<lora:x:0.8> {red|dark} hat, blue # mine\n, <hypernet:y:1>", {"blue": 1.0, "star": 0.5}
    )
    for kept in ("<lora:x:0.8>", "{red|dark} hat", "# mine", "<hypernet:y:1>"):
        assert kept in prompt
    assert weights(prompt)["blue"] == 1.3


# interrogate


def test_the_best_word_of_each_group_goes_into_the_frame() -> None:
    proposal = POLICIES["interrogate"].propose(look("blue", prompt=None, negative="old"))
    assert proposal.prompt == "blue, star, blurred"


@pytest.mark.parametrize("policy", ["target", "interrogate"])
def test_while_a_wanted_word_is_missing_what_is_plainly_seen_is_left_out(policy: str) -> None:
    seen = ranking(
        {"Shapes": {"star": 0.3, "ring": 0.0}, "Sizes": {"small": 0.1, "large": 0.2},
         "Colours": {"blue": 0.0, "red": 0.3}}
    )  # fmt: skip
    held = (Target("star", 0.5), Target("small", 0.5))
    at = look("blue", seen=seen, prompt="star, small, blue")
    at = replace(at, targets=replace(at.targets, held=held))
    prompt = POLICIES[policy].propose(at).prompt
    assert "star" not in prompt  # it is there without being named
    assert "blue" in prompt
    assert "small" in prompt  # it is lost
    first = POLICIES[policy].propose(replace(at, prompt=None))
    assert "star" in first.prompt


def test_what_was_left_out_comes_back_unless_a_person_took_it_out() -> None:
    seen = ranking({"Shapes": {"star": 0.3, "ring": 0.0}, "Colours": {"blue": 0.3, "red": 0.0}})
    at = look("blue", seen=seen, prompt="(blue:1.3), large")
    at = replace(at, targets=replace(at.targets, held=(Target("star", 0.5),)))
    for frame, words in (("{words}, large", ["blue", "large", "star"]), ("large", ["blue", "large"])):
        at = replace(at, settings=replace(at.settings, prompt=frame))
        assert sorted(weights(POLICIES["target"].propose(at).prompt)) == words
    at = replace(at, settings=replace(at.settings, prompt="{words}, large"), edited=True)
    assert sorted(weights(POLICIES["target"].propose(at).prompt)) == ["blue", "large"]


@pytest.mark.parametrize("policy", ["target", "interrogate"])
def test_words_stand_in_the_order_of_the_list(policy: str) -> None:
    at = look("star", "", prompt=None)
    at = replace(at, targets=replace(at.targets, held=(Target("blurred", 0.5), Target("red", 0.5))))
    assert list(weights(POLICIES[policy].propose(at).prompt)) == ["red", "star", "blurred"]


def test_a_new_frame_holds_at_once_with_the_weights_so_far() -> None:
    at = look("blue", prompt="an ink drawing, (blue:1.4)")
    at = replace(at, settings=replace(at.settings, prompt="(a photograph:1.1), {words}"))
    assert weights(POLICIES["target"].propose(at).prompt) == {"a photograph": 1.1, "blue": 1.5}


def test_held_words_come_into_a_prompt_of_the_users_own_when_they_are_lost() -> None:
    at = look("blue", prompt=None)
    at = replace(at, settings=replace(at.settings, prompt="a photograph"))
    there = replace(at, targets=replace(at.targets, held=(Target("star", 0.5),)))
    lost = replace(at, targets=replace(at.targets, held=(Target("circle", 0.5),)))
    assert "star" not in POLICIES["target"].propose(there).prompt
    assert "circle" in POLICIES["target"].propose(lost).prompt


def test_unwanted_words_are_not_written() -> None:
    proposal = POLICIES["interrogate"].propose(look("blue", "blurred, red"))
    assert proposal.prompt == "blue, star"
    assert proposal.negative_prompt == "blurred, red"


def test_the_next_best_word_takes_the_place_of_an_unwanted_one() -> None:
    seen = ranking(
        {"Shapes": {"star": 0.300, "circle": 0.295, "ring": 0.1}, "Colours": {"red": 1, "blue": 0}}
    )
    words = list(best_words(seen, parse_targets("blue", "star"), 1))
    assert words == ["circle", "blue"]


def test_words_of_little_share_are_left_out() -> None:
    seen = ranking({"Many": {f"w{index}": 0.2 for index in range(10)}, "Colours": {"red": 1, "blue": 0}})
    assert list(best_words(seen, parse_targets("blue", ""), 3)) == ["blue"]


def test_several_words_of_a_group() -> None:
    seen = ranking({"Shapes": {"star": 0.300, "circle": 0.299, "ring": 0.298}})
    assert list(best_words(seen, parse_targets("blue", ""), 2)) == ["star", "circle"]


# frames


@pytest.mark.parametrize(
    ("frame", "words", "prompt"),
    [
        ("{words}", ["red", "star"], "red, star"),
        ("photo, {words}, best", ["red"], "photo, red, best"),
        ("photo, {words}, best", [], "photo, best"),
        ("photo, {words}", [], "photo"),
        ("{words}, photo", [], "photo"),
        ("{words}", [], ""),
        ("a photo of {words} at night", ["a cat"], "a photo of a cat at night"),
        ("a photo of {words} at night", [], "a photo of at night"),
        ("photo, ({words}:1.2), best", ["red", "star"], "photo, (red, star:1.2), best"),
        ("photo, ({words}:1.2), best", [], "photo, best"),
        ("photo", ["red"], "photo, red"),
        ("", ["red"], "red"),
        ("a RED hat, star, {words}", ["star", "red"], "a RED hat, star, red"),
        ("Red, {words}", ["red"], "Red"),
        ("{words} AND {words} :0.5", ["red"], "red AND red :0.5"),
        ("{a|b} {words} <lora:x:1>", ["red"], "{a|b} red <lora:x:1>"),
        ("{words}", ["red (dark)"], "red \\(dark\\)"),
        ("傘、{words}", ["傘", "赤"], "傘、赤"),
    ],
)
def test_frames(frame: str, words: list[str], prompt: str) -> None:
    assert fill_frame(frame, words) == prompt


@given(prompts(), prompts(), st.lists(st.sampled_from(WORDS), unique=True))
def test_any_frame_takes_words(before: str, after: str, words: list[str]) -> None:
    filled = fill_frame(before + "{words}" + after, words)
    assert "{words}" not in filled
    assert isinstance(fill_frame(before + after, words), str)


# whole


def whole(prompt: str, *, frame: str = "{words}", **changes: object) -> Proposal:
    """A proposal after a try with a prompt, of the red star that is blurred."""
    at = look(prompt=prompt or None, **changes)  # type: ignore[arg-type]
    held = replace(at.targets, held=(Target("blurred", 0.5),))
    return POLICIES["whole"].propose(replace(at, targets=held, settings=replace(at.settings, prompt=frame)))


def test_the_whole_goal_is_told_without_weights_before_anything_was_tried() -> None:
    assert whole("") == Proposal("blue, star, blurred", "")
    assert whole("", frame="photo, {words}").prompt == "photo, blue, star, blurred"


def test_what_was_missed_comes_first_with_some_weight() -> None:
    proposal = whole("photo, blue, star, blurred", frame="photo, {words}")
    assert proposal.prompt == "(blue:1.27), photo, star, blurred"
    assert proposal.why == ("blue first", "blue 1 -> 1.27")
    assert whole(proposal.prompt, frame="photo, {words}") == proposal, "it does not grow with every step"
    assert whole("a try", frame="a hat, blue, star").prompt == "(blue:1.27), a hat, star"


def test_what_the_prompt_names_is_not_written_twice() -> None:
    frame = "a large blue striped star, {words}"
    assert whole("", frame=frame).prompt == "a large blue striped star, blurred"
    assert whole("", frame="a large blue striped star").prompt == "a large blue striped star"
    assert whole("a try", frame="a blue star").prompt == "(blue:1.27), a blue star"


@pytest.mark.parametrize(
    "frame", ["[cat::0], {words}", "<lora:blue:1>, {words}", "(blue:0), {words}", "blueish, {words}"]
)
def test_what_is_not_read_names_nothing(frame: str) -> None:
    assert "blue" in weights(whole("", frame=frame).prompt)


def test_a_word_of_marks_alone_is_written() -> None:
    assert POLICIES["whole"].propose(look("♥", seen=None)).prompt == "♥"


def test_an_edited_prompt_is_kept_and_what_it_misses_comes_first() -> None:
    at = edited("my own words, blue")
    assert POLICIES["whole"].propose(at).prompt == "(blue:1.27), my own words, star"


def test_unwanted_words_are_always_in_the_negative_prompt() -> None:
    assert whole("", avoid="sharp").negative_prompt == "sharp"


# all


@given(NAMES, RANKINGS, st.booleans(), st.sampled_from(["", "blurred", "green, cat"]))
def test_a_policy_is_a_function_of_what_it_is_shown(
    name: str, seen: Ranking, sends: bool, avoid: str
) -> None:
    at = look(avoid=avoid, seen=seen, rivals=sends)
    assert POLICIES[name].propose(at) == POLICIES[name].propose(at)


@settings(max_examples=15)
@given(NAMES, RANKINGS, well_formed(), st.booleans())
def test_weights_stay_within_bounds(name: str, seen: Ranking, frame: str, sends: bool) -> None:
    at = look(avoid="blurred", seen=seen, rivals=sends, prompt=None)
    at = replace(at, settings=replace(at.settings, prompt=frame))
    before = weights(POLICIES[name].propose(replace(at, ranking=None)).prompt)
    for proposal in again(at, name, 30):
        for text, weight in weights(proposal.prompt).items():
            if before.get(text) != weight:
                assert MIN_WEIGHT - 0.01 <= weight <= MAX_WEIGHT + 0.01, proposal
        for weight in weights(proposal.negative_prompt).values():
            assert MIN_WEIGHT - 0.01 <= weight <= MAX_WEIGHT + 0.01


@settings(max_examples=12)
@given(
    NAMES,
    st.lists(RANKINGS, min_size=1, max_size=4),
    prompts() | well_formed(),
    prompts(),
    st.booleans(),
    st.booleans(),
)
@example("target", [SEEN], "a (hat, blue:1.2 BREAK [star", "(", True, True)
@example("target", [SEEN], "{words} AND a cat :0.5", "blurred", False, True)
@example("target", [SEEN], "<lora:x:0.8> [blue|red] ((星)), {words}", "\\", True, False)
def test_a_prompt_never_grows(
    name: str, many: list[Ranking], frame: str, negative: str, place: bool, sends: bool
) -> None:
    at = look(avoid="blurred", rivals=sends)
    frame = f"{frame}, {{words}}" if place else frame
    at = replace(at, settings=replace(at.settings, prompt=frame, negative_prompt=negative))
    sizes, phrases = [], []
    for turn in range(100):
        proposal = POLICIES[name].propose(replace(at, ranking=many[turn % len(many)]))
        phrases.append(
            sum(len(parse_prompt(text).phrases) for text in (proposal.prompt, proposal.negative_prompt))
        )
        sizes.append(len(proposal.prompt) + len(proposal.negative_prompt))
        at = replace(at, prompt=proposal.prompt, negative_prompt=proposal.negative_prompt)
    room = 16 * (len(WORDS) + 3)  # what all words take with their weights, once
    assert max(sizes) <= sizes[0] + room
    assert max(sizes[20:]) <= max(sizes[:20]) + 16
    assert max(phrases[20:]) <= max(phrases[:20])


def test_a_lead_is_a_contrast_with_the_best_rival() -> None:
    targets = parse_targets("star", "")
    assert lead(SEEN, "star", targets) == pytest.approx(1 / (1 + 2.718281828**-5), abs=1e-4)


def test_without_a_rival_the_rank_decides() -> None:
    targets = Targets((Target("star"), Target("circle")))
    assert lead(SEEN, "blurred", Targets((Target("blurred"), Target("sharp")))) == 1  # the first of all
    assert lead(SEEN, "star", targets) == pytest.approx(1 - 2 / 6)  # the third of seven


# a policy of one's own


class LoudPolicy:
    """Shouts: every wanted word at the highest weight that is seen too little."""

    stops = False

    def propose(self, view: PolicyView) -> Proposal:
        words = [target.word for target in view.targets.wanted]
        prompt = fill_frame(view.settings.prompt, words)
        if view.ranking is None:
            return Proposal(prompt, view.settings.negative_prompt)
        best = next(view.ranking.entries(1)).keyword
        loud = {word: 5.0 for word in words if word != best}
        prompt, why = reweight_words(prompt, loud)
        return Proposal(prompt, view.settings.negative_prompt, why)


@pytest.fixture
def loud() -> Iterator[str]:
    POLICIES["loud"] = LoudPolicy()
    yield "loud"
    del POLICIES["loud"]


def test_a_policy_of_ones_own_can_be_chosen(loud: str) -> None:
    assert LoopSettings.read({"policy": loud}).policy == loud
    assert find_policy(loud).propose(look("blue")).prompt == "(blue:1.5)"
    assert not waits(loud)


def test_policies_that_wait() -> None:
    assert [name for name in POLICIES if waits(name)] == ["by hand"]


def test_an_unknown_policy_is_told() -> None:
    with pytest.raises(BadInputError, match="no policy 'genetic': choose one of target"):
        find_policy("genetic")
