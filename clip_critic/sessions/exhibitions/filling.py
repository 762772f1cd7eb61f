"""The prompt of a cell: values in the places of their axes, and phrases left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from clip_critic.errors import BadInputError
from clip_critic.keywords.identity import word_key
from clip_critic.prompts import Phrase, parse_prompt

_SPACES = re.compile(r"  +")
PROBE, BRACKET = "probe beside", 1.1
"""A phrase that is put beside values, and its weight in brackets."""


def place_of(name: str) -> str:
    """Return the text in a prompt that stands for the values of an axis."""
    return f"{{{name}}}"


def with_places(prompt: str, negative_prompt: str, names: Iterable[str]) -> str:
    """Return the prompt with a place for each of these axes, at its end for those that have none yet."""
    texts = f"{prompt}\n{negative_prompt}"
    missing = [place_of(name) for name in names if place_of(name) not in texts]
    return ", ".join(filter(None, [prompt.strip(), *missing]))


def fill(template: str, values: Mapping[str, str]) -> str:
    """Put values in the places of their axes; an empty one goes with its separator, where it is a phrase.

    Args:
        template: a prompt with places.
        values: the values by the names of their axes.
    """
    for name in (name for name, value in values.items() if not value):
        template = _without_place(template, name)
    if not values:
        return template
    return _places(tuple(values)).sub(lambda match: values[match[0][1:-1]], template)


@lru_cache(maxsize=64)
def _places(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(place_of(name)) for name in names))


@lru_cache(maxsize=256)
def _without_place(template: str, name: str) -> str:
    """Return a template without a place, and without the phrase that it is alone."""
    place = place_of(name)
    while True:
        phrases = parse_prompt(template).phrases
        alone = [index for index, phrase in enumerate(phrases) if phrase.text == place]
        if not alone:
            break
        shorter = str(parse_prompt(template).without(alone[-1]))
        if len(shorter) >= len(template):
            break
        template = shorter
    if place not in template:
        return template
    return _SPACES.sub(" ", template.replace(place, "")).strip()


@lru_cache(maxsize=4096)
def leave_out(prompt: str, text: str) -> str:
    """Return the prompt without a phrase, wherever it stands; without the words, if they are no phrase.

    Raises:
        BadInputError: the prompt does not have it.
    """
    key = word_key(text)
    found = [
        index for index, phrase in enumerate(parse_prompt(prompt).phrases) if word_key(phrase.text) == key
    ]
    if found:
        parsed = parse_prompt(prompt)
        for index in reversed(found):
            parsed = parsed.without(index)
        return str(parsed)
    words = re.compile(rf"(?<!\w){re.escape(text)}(?!\w) ?", re.IGNORECASE)
    if not words.search(prompt):
        phrases = ", ".join(dict.fromkeys(phrase.text for phrase in parse_prompt(prompt).phrases))
        raise BadInputError(f"The prompt has no {text!r:.80} to leave out. Its phrases are: {phrases}.")
    return words.sub("", prompt).strip()


def require_harmless(template: str, name: str, value: str) -> None:
    """Refuse a value that changes how the rest of a prompt is read, such as one with an open bracket.

    Raises:
        BadInputError: it does.
    """
    if place_of(name) not in template or not value:
        return
    before, after = _around(template, name)
    filled = [_essence(phrase) for phrase in parse_prompt(fill(template, {name: value})).phrases]
    is_shorter = len(filled) < len(before) + len(after)
    is_same = filled[: len(before)] == before and filled[len(filled) - len(after) :] == after
    if is_shorter or not is_same or not _is_closed(value):
        raise BadInputError(
            f"The value {value!r:.80} of the axis {name} changes how the rest of the prompt is read: close "
            "its brackets, or write \\( for a bracket that is only text."
        )


@lru_cache(maxsize=4096)
def _is_closed(value: str) -> bool:
    """Return whether a value opens and closes brackets of its own alone, so that what is beside it stays."""
    inside = len(parse_prompt(value).parts) < 2
    text = f"({PROBE}, {value}, {PROBE}), {PROBE}" if inside else f"{value}, {PROBE}"
    weights = [phrase.weight for phrase in parse_prompt(text).phrases if phrase.text == PROBE]
    return weights == ([BRACKET, BRACKET, 1.0] if inside else [1.0])


@lru_cache(maxsize=256)
def _around(template: str, name: str) -> tuple[list[tuple[str, float, str]], list[tuple[str, float, str]]]:
    """Return the phrases before the first place of an axis, and those behind its last one."""
    phrases = parse_prompt(template).phrases
    holding = [index for index, phrase in enumerate(phrases) if place_of(name) in phrase.text]
    if not holding:
        return [], []
    return (
        [_essence(phrase) for phrase in phrases[: holding[0]]],
        [_essence(phrase) for phrase in phrases[holding[-1] + 1 :]],
    )


def _essence(phrase: Phrase) -> tuple[str, float, str]:
    return phrase.text, round(phrase.weight, 6), phrase.kind
