"""Editing prompts: filling words into the user's prompt, dropping them, and changing their weights."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import numpy as np

from clip_critic.keywords.identity import word_key
from clip_critic.prompts import as_text, parse_prompt, write_words
from clip_critic.sessions.feedback.settings import WORDS

MIN_WEIGHT, MAX_WEIGHT = 0.8, 1.5
"""The limits of the attention weights that a policy writes: beyond them pictures break."""
GAIN = 0.3
"""The change of weight for a word that is completely missing."""


def fill_frame(frame: str, words: Iterable[str]) -> str:
    """Return the user's prompt with words in place of the placeholder or at the end, none of them twice."""
    added = list(words)
    if WORDS not in frame:
        return write_words(frame, added, "append")
    rest = _without_placeholder(frame)
    present = phrase_keys(rest)
    new = write_words("", [word for word in added if not phrase_keys(as_text(word)) <= present], "append")
    return frame.replace(WORDS, new) if new else rest


def _without_placeholder(frame: str) -> str:
    """Return the user's prompt without the placeholder and its comma."""
    parsed = parse_prompt(frame)
    while alone := [index for index, phrase in enumerate(parsed.phrases) if phrase.text == WORDS]:
        parsed = parsed.without(alone[0])
    return re.sub(rf"[ \t]*{re.escape(WORDS)}", "", str(parsed))


def phrase_keys(prompt: str) -> frozenset[str]:
    """Return the keys of a prompt's phrases."""
    return frozenset(word_key(phrase.text) for phrase in parse_prompt(prompt).phrases)


def drop_words(prompt: str, words: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """Remove phrases that equal one of the words, except the prompt's last remaining phrase.

    Returns:
        The prompt, and the removed words.
    """
    parsed, gone = parse_prompt(prompt), []
    for word in words:
        found = [i for i, phrase in enumerate(parsed.phrases) if word_key(phrase.text) == word_key(word)]
        if found and len(parsed.phrases) > 1:
            parsed = parsed.without(found[0])
            gone.append(word)
    return str(parsed), tuple(gone)


def reweight_words(
    prompt: str,
    missing: Mapping[str, float],
    if_present: Mapping[str, float] | None = None,
    *,
    lowest: float = 1.0,
) -> tuple[str, tuple[str, ...]]:
    """Change the attention weights of words by how much of each is missing.

    Args:
        prompt: the prompt.
        missing: how much more (above 0) or less (below 0) of each word should be seen; words that are not in
            the prompt are added.
        if_present: the same for words that are not added.
        lowest: the smallest weight that a word is lowered to; a word that is seen needs no more weight, but
            should not be pushed away.

    Returns:
        The prompt, and the changes, such as ``"red 1.1 -> 1.25"``.
    """
    both = {**(if_present or {}), **missing}
    amounts = {piece: amount for word, amount in both.items() for piece in phrase_keys(as_text(word))}
    parsed = parse_prompt(write_words(prompt, list(missing), "append"))
    weights, changes = {}, []
    for index, phrase in enumerate(parsed.phrases):
        amount = amounts.get(word_key(phrase.text))
        if (
            amount is None or parsed.parts[phrase.part].weight <= 0
        ):  # more weight would have the opposite effect
            continue
        floor = max(min(lowest, phrase.weight), MIN_WEIGHT)
        new = round(float(np.clip(phrase.weight + GAIN * amount, floor, MAX_WEIGHT)), 2)
        if new != round(phrase.weight, 2):
            weights[index] = new
            changes.append(f"{phrase.text} {phrase.weight:.4g} -> {new:g}")
    return str(parsed.reweighted(weights)), tuple(changes)
