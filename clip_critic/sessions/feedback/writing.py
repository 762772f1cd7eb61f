"""Writing prompts: adding words to the user's frame, dropping them, and changing attention weights."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import numpy as np

from clip_critic.keywords.identity import word_key
from clip_critic.prompts import as_text, parse_prompt, write_words
from clip_critic.sessions.feedback.settings import WORDS

MIN_WEIGHT, MAX_WEIGHT = 0.8, 1.5
"""Bounds of the attention weights that a policy writes: beyond them pictures break."""
GAIN = 0.3
"""How much a weight changes if all of a word is missing."""


def fill_frame(frame: str, words: Iterable[str]) -> str:
    """Return the user's frame with words in their place or at its end, none of them twice."""
    chosen = list(words)
    if WORDS not in frame:
        return write_words(frame, chosen, "append")
    rest = _without_place(frame)
    there = phrase_keys(rest)
    new = write_words("", [word for word in chosen if not phrase_keys(as_text(word)) <= there], "append")
    return frame.replace(WORDS, new) if new else rest


def _without_place(frame: str) -> str:
    """Return the frame without the words' place and the comma left over."""
    parsed = parse_prompt(frame)
    while alone := [index for index, phrase in enumerate(parsed.phrases) if phrase.text == WORDS]:
        parsed = parsed.without(alone[0])
    return re.sub(rf"[ \t]*{re.escape(WORDS)}", "", str(parsed))


def phrase_keys(prompt: str) -> frozenset[str]:
    """Return the keys of a prompt's phrases."""
    return frozenset(word_key(phrase.text) for phrase in parse_prompt(prompt).phrases)


def drop_words(prompt: str, words: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """Return a prompt without these words, and the words dropped; the last phrase always stays."""
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
    only_there: Mapping[str, float] | None = None,
    *,
    lowest: float = 1.0,
) -> tuple[str, tuple[str, ...]]:
    """Return a prompt with attention weights changed by how much of each word is missing.

    Args:
        missing: by word, how much more (above 0) or less (below) of it should be seen; absent ones are added.
        only_there: likewise, for words that are not added.
        lowest: no weight falls below it, or below where it stands: what is seen enough needs no push, not a
            pull.

    Returns:
        The prompt, and what has changed, as ``"red 1.1 -> 1.25"``.
    """
    both = {**(only_there or {}), **missing}
    amounts = {piece: amount for word, amount in both.items() for piece in phrase_keys(as_text(word))}
    parsed = parse_prompt(write_words(prompt, list(missing), "append"))
    weights, moves = {}, []
    for index, phrase in enumerate(parsed.phrases):
        amount = amounts.get(word_key(phrase.text))
        if amount is None or parsed.parts[phrase.part].weight <= 0:  # there more weight would push away
            continue
        floor = max(min(lowest, phrase.weight), MIN_WEIGHT)
        new = round(float(np.clip(phrase.weight + GAIN * amount, floor, MAX_WEIGHT)), 2)
        if new != round(phrase.weight, 2):
            weights[index] = new
            moves.append(f"{phrase.text} {phrase.weight:.4g} -> {new:g}")
    return str(parsed.reweighted(weights)), tuple(moves)
