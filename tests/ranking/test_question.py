"""The question that all faces ask: its bounds, its words and its limits."""

from __future__ import annotations

from typing import Any

import pytest
from PIL import Image

from clip_critic.errors import BadInputError, KeywordListError, TooLargeError
from clip_critic.keywords.lists import KeywordList
from clip_critic.pictures.opening import open_picture
from clip_critic.ranking import question as module
from clip_critic.ranking.question import RankQuestion, require_within_limits, rows
from clip_critic.settings import Settings
from clip_critic.settings import table as settings_table
from tests.critics import png
from tests.pictures import files

INFOTEXT = "a cat, winter\nNegative prompt: blurry\nSteps: 20, Sampler: Euler a, Seed: 1"


def test_settings_and_question_have_the_same_bounds_and_defaults() -> None:
    settings = {name: (default, field) for name, default, field in settings_table()}
    for name in ("rounds", "threshold"):
        (default, field), (other, bounds) = rows()[name], settings[name]
        assert (default, field.kind) == (other, bounds.kind)
        assert (field.minimum, field.maximum) == (bounds.minimum, bounds.maximum)
    assert (rows()["rounds"][1].minimum, rows()["rounds"][1].maximum) == (0, 1000)
    assert (rows()["threshold"][1].minimum, rows()["threshold"][1].maximum) == (0, 1)


@pytest.mark.parametrize("values", [{"rounds": 0, "threshold": 0}, {"rounds": 1000.0, "threshold": 1}])
def test_numbers_within_the_bounds(values: dict[str, Any]) -> None:
    question = RankQuestion("cat", **values)
    assert (question.rounds, question.threshold) == tuple(values.values())
    assert isinstance(question.rounds, int)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"rounds": 1001}, "Rounds: 1001 is not between 0 and 1000"),
        ({"rounds": -1}, "Rounds"),
        ({"rounds": 2.5}, "whole number"),
        ({"rounds": None}, "not a number"),
        ({"threshold": 1.5}, "Threshold"),
        ({"threshold": float("nan")}, "Threshold"),
    ],
)
def test_numbers_beyond_the_bounds(values: dict[str, Any], message: str) -> None:
    with pytest.raises(BadInputError, match=message):
        RankQuestion("cat", **values)


def test_the_default_numbers_are_the_settings() -> None:
    assert (RankQuestion().rounds, RankQuestion().threshold) == (Settings().rounds, Settings().threshold)


@pytest.mark.parametrize("templates", ["a photo of {}\n\n{} in oil\n", ["a photo of {}", " ", "{} in oil"]])
@pytest.mark.parametrize("contrasts", ["girl, woman\n\ncat, dog", [["girl", "woman"], ("cat", "dog")]])
def test_texts_and_sequences_ask_the_same(templates: Any, contrasts: Any) -> None:
    question = RankQuestion("cat\ndog\ncat", templates, contrasts).require_valid()
    assert question.words == KeywordList.parse("template: a photo of {}\ntemplate: {} in oil\ncat\ndog")
    assert [group.keywords for group in question.sets.groups] == [("girl", "woman"), ("cat", "dog")]
    assert question.notes == ("Repeated keywords that were dropped: 1",)


@pytest.mark.parametrize(
    ("question", "error"),
    [
        (RankQuestion(""), KeywordListError),
        (RankQuestion(), KeywordListError),
        (RankQuestion("", audit=True), KeywordListError),
        (RankQuestion("[open"), KeywordListError),
        (RankQuestion("cat", templates="no place"), KeywordListError),
        (RankQuestion("cat", contrasts="girl"), BadInputError),
        (RankQuestion(audit=True, prompt="x" * (module.MAX_PROMPT_CHARACTERS + 1)), BadInputError),
        (RankQuestion(audit=True, prompt="x", negative=True), BadInputError),
    ],
)
def test_what_cannot_be_asked(question: RankQuestion, error: type[Exception]) -> None:
    with pytest.raises(error):
        question.require_valid()


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    words = KeywordList.of(f"w{number}" for number in range(10))
    assert require_within_limits(words) is words
    question = RankQuestion(words, rounds=1000, threshold=0)
    assert question.require_within_limits() is question
    monkeypatch.setattr(module, "MAX_ROWS", 99)
    with pytest.raises(TooLargeError, match="raise the threshold"):
        question.require_within_limits()
    assert RankQuestion(words, rounds=10, threshold=0.2).require_within_limits()  # five rows a round at most
    monkeypatch.setattr(module, "MAX_TEXTS", 19)
    with pytest.raises(TooLargeError, match="20 texts"):
        RankQuestion(words, templates="{}\na {}").require_within_limits()
    monkeypatch.setattr(module, "MAX_KEYWORDS", 9)
    with pytest.raises(TooLargeError, match="10 keywords"):
        require_within_limits(words)
    with pytest.raises(TooLargeError, match="10 keywords"):
        RankQuestion("cat", contrasts=[words.keywords]).require_within_limits()


def test_the_prompt_to_audit() -> None:
    plain = open_picture(Image.new("RGB", (8, 8)))
    own = open_picture(png(Image.new("RGB", (8, 8)), INFOTEXT))
    assert RankQuestion("cat").prompt_for(own) is None
    assert RankQuestion("cat", audit=True).prompt_for(own) == "a cat, winter"
    assert RankQuestion("cat", audit=True).prompt_for(plain) is None
    assert RankQuestion(audit=True, negative=True).prompt_for(own) == "blurry"
    assert RankQuestion(audit=True, prompt="x").prompt_for(plain) == "x"
    with pytest.raises(BadInputError, match="no prompt in its metadata"):
        RankQuestion(audit=True).prompt_for(plain)
    with pytest.raises(BadInputError, match="no negative prompt in its metadata"):
        RankQuestion(audit=True, negative=True).prompt_for(plain)


def test_metadata_of_another_program_without_a_prompt_is_said() -> None:
    foreign = open_picture(files.png({"prompt": '{"1": {"class_type": "X", "inputs": {}}}'}), name="a.png")
    sentence = (
        "a.png has metadata of ComfyUI, in which no single prompt can be found. Give the prompt to audit."
    )
    for question in (RankQuestion(audit=True), RankQuestion("cat", audit=True)):
        with pytest.raises(BadInputError) as raised:
            question.prompt_for(foreign)
        assert str(raised.value) == sentence
    assert RankQuestion("cat").prompt_for(foreign) is None
    assert RankQuestion(audit=True, prompt="x").prompt_for(foreign) == "x"
