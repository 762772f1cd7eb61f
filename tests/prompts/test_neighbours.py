"""Changing one phrase never changes another, whatever the prompt: well-formed or not."""

from __future__ import annotations

import random
import re

import pytest

from clip_critic.prompts import Mode, Prompt, parse_attention, parse_prompt, write_words
from clip_critic.prompts.layout import lay_out
from clip_critic.prompts.meaning import meaning
from clip_critic.prompts.tidying import exactly, tidy
from tests.prompt_texts import any_prompt

SEEDS = range(10)
PROMPTS = 2_500
"""The number of prompts for each seed: 25,000 in all."""
WEIGHTS = (0.5, 0.85, 1.0, 1.3, 2.0)
MODES: tuple[Mode, ...] = ("append", "prepend")


def random_prompts(seed: int) -> list[str]:
    random_ = random.Random(seed)
    return [any_prompt(random_) for _ in range(PROMPTS)]


def phrases(prompt: Prompt, left_out: int | None = None) -> list[tuple[str, float, str]]:
    return [
        (phrase.text, phrase.weight, phrase.kind)
        for index, phrase in enumerate(prompt.phrases)
        if index != left_out
    ]


def networks(prompt: Prompt) -> list[tuple[str, tuple[str, ...]]]:
    return [(network.kind, network.arguments) for network in prompt.networks]


def part_weights(prompt: Prompt) -> list[float]:
    return [part.weight for part in prompt.parts]


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_the_others_stay(seed: int) -> None:
    """Make every change to every prompt: reading one is dearer than writing it."""
    random_ = random.Random(seed)
    for text in random_prompts(seed):
        prompt = parse_prompt(text)
        if prompt.phrases:
            without_a_phrase(prompt, random_.randrange(len(prompt.phrases)))
            with_another_weight(prompt, random_.randrange(len(prompt.phrases)), random_.choice(WEIGHTS))
        with_a_new_word(prompt, random_.choice(MODES), random_.choice([1.0, 1.3]))


def without_a_phrase(prompt: Prompt, index: int) -> None:
    after = prompt.without(index)
    assert phrases(after) == phrases(prompt, index), (str(prompt), index)
    assert networks(after) == networks(prompt), (str(prompt), index)
    if len(after.parts) == len(prompt.parts):
        assert part_weights(after) == part_weights(prompt), (str(prompt), index)


def with_another_weight(prompt: Prompt, index: int, weight: float) -> None:
    after = prompt.reweighted({index: weight})
    assert phrases(after, index) == phrases(prompt, index), (str(prompt), index)
    assert after.phrases[index].text == prompt.phrases[index].text, (str(prompt), index)
    assert networks(after) == networks(prompt), (str(prompt), index)
    assert part_weights(after) == part_weights(prompt), (str(prompt), index)


def with_a_new_word(prompt: Prompt, mode: Mode, weight: float) -> None:
    text = str(prompt)
    after = parse_prompt(write_words(text, ["new word"], mode, weight))
    assert ("new word", weight, "plain") in phrases(after), text
    assert [phrase for phrase in phrases(after) if phrase[0] != "new word"] == phrases(prompt), text
    assert networks(after) == networks(prompt), text
    assert part_weights(after) == part_weights(prompt), text


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS[:2])
def test_a_tidy_prompt_reads_the_same(seed: int) -> None:
    for text in random_prompts(seed):
        assert repr(meaning(tidy(lay_out(text)))) == repr(meaning(text)), text


@pytest.mark.parametrize(
    ("text", "index", "expected"),
    [
        ("a cat:1.2, dog", 1, "a cat:1.2,"),
        ("a cat:1.2, dog AND b", 1, "a cat:1.2, AND b"),
        ("(a, b:1.2)cat", 0, "(, b:1.2)cat"),
        ("(a, b:1.2)cat", 1, "(a,:1.2)cat"),
        ("cat (red, hat)", 2, "cat (red,)"),
        ("x|, [a:b:0.5]", 0, r"(a\:b\:0.5:0.9090909090909091)"),
        (":0)、:1\né", 2, r"\:0\)、\:1 :1"),
        ("[a:b:0.5], c\\", 1, r"(a\:b\:0.5:0.9090909090909091)"),
    ],
)
def test_what_would_become_a_mark_stays_text(text: str, index: int, expected: str) -> None:
    assert str(parse_prompt(text).without(index)) == expected


def test_a_backslash_at_the_end_keeps_schedules_words() -> None:
    text = "[a:b:0.5], c\\"
    assert phrases(parse_prompt(text).reweighted({1: 1.3}), 1) == phrases(parse_prompt(text), 1)
    assert phrases(parse_prompt(write_words(text, ["d"], "append")))[1:] == phrases(parse_prompt(text))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("(cat:1.2)dog", "cat dog"),
        ("(cat:1.0)dog", "catdog"),
        ("cat((s))", "cat s"),
        ("(red)(hat)", "redhat"),
        ("(red)[hat]", "red hat"),
        ("(red:1.2) hat", "red hat"),
        ("a (house:1.3).", "a house."),
        ("(don:1.2)'t", "don't"),
        ("(don':1.2)t", "don' t"),
        ("(!:1.2)?", "! ?"),
        ("日(本:1.2)", "日 本"),
        ("(red:1.2)\\hat", "red hat"),
        ("1(2:1.2)", "1 2"),
        ("sun<lora:x:1>flower", "sunflower"),
        ("(sun<lora:x:1>:1.2)flower", "sun flower"),
    ],
)
def test_letters_of_different_weights_are_encoded_apart(text: str, read: str) -> None:
    prompt = parse_prompt(text)
    assert [phrase.text for phrase in prompt.phrases] == [read]
    assert prompt.plain() == read
    pieces = [piece for piece, _ in parse_attention(re.sub("<[^>]*>", "", text))]
    clip = r"'s|'t|'re|'ve|'m|'ll|'d|[^\W\d_]+|\d|(?:[^\s\w]|_)+"  # as CLIP's tokenizer first cuts a text
    assert re.findall(clip, read) == [token for piece in pieces for token in re.findall(clip, piece)]


@pytest.mark.parametrize(
    "weight", [1.1, 1 / 1.1, 1.1**7, 1e-9, 1e22, 5e-324, -0.3, float("inf"), -float("inf")]
)
def test_weights_are_written_in_all_digits(weight: float) -> None:
    assert parse_attention(f"(a:{exactly(weight)})") == [("a", weight)]
