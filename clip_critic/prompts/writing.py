r"""Writing plain words into a prompt: words already there are not repeated, marks in them become text.

The WebUI drops a backslash before a character that means nothing to attention; so a backslash can protect a
colon, a bar or ``<name:`` in words from anything else that would interpret them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Literal, get_args

from clip_critic.errors import BadInputError
from clip_critic.keywords.identity import COMMAS, word_key
from clip_critic.prompts.editing import closing, first_wanted, format_weight
from clip_critic.prompts.layout import (
    Layout,
    PartLayout,
    Role,
    is_word,
    lay_out,
    trimmed_end,
    trimmed_start,
)
from clip_critic.prompts.meaning import Meaning, ReadPhrase, meaning
from clip_critic.prompts.reading import Edit, apply
from clip_critic.prompts.tidying import tidy

Mode = Literal["replace", "append", "prepend"]
_MODES: tuple[Mode, ...] = get_args(Mode)

_KEYWORD = re.compile(r"\b(?:AND|BREAK)\b")
_ATTENTION_MARK = re.compile(r"([\\()\[\]])")
_NETWORK_START = re.compile(r"<(?=\w+:)")
_PART_WEIGHT = re.compile(r":(?=\s*[-+]?[.\d]+\Z)")


def write_words(prompt: str, words: Sequence[str], mode: Mode, weight: float = 1.0) -> str:
    """Write words into a prompt; doing it twice gives the same text as doing it once.

    - ``"append"``: after the words of the last part (with ``AND``, the last part of positive weight, as the
      words are wanted), before its weight, extra networks and comments.
    - ``"prepend"``: before the first word of the first such part.
    - ``"replace"``: in place of everything except extra networks such as ``<lora:x:0.8>``, which are kept
      after the words: losing one would be a surprise.

    Words that are already in a part of positive weight (by their `word_key`) are left out, and stay there as
    they are, with their weights. A weight other than 1 is written as ``(word:1.2)``.

    Raises `BadInputError` for a weight that is not a number or an unknown mode.
    """
    mode = as_mode(mode)
    factor = format_weight(weight)
    layout = lay_out("" if mode == "replace" else prompt)
    written = [_write(word, factor) for word in _new_words(words, _phrases_there(layout))]
    if mode == "replace":
        networks = [prompt[network.start : network.end] for network in lay_out(prompt).reading.networks]
        return " ".join(filter(None, [", ".join(written), *networks]))
    if not written:
        return prompt
    added = [item for part in meaning(", ".join(written)).parts for item in part.items]
    return first_wanted(
        _inserted(layout, ", ".join(written), at_start=mode == "prepend"),
        lambda text: _holds(text, words) and _is_only_added(meaning(prompt), meaning(text), added),
    )


def as_mode(text: str) -> Mode:
    """Return the mode of this name; raises `BadInputError` if there is none."""
    for mode in _MODES:
        if mode == text:
            return mode
    raise BadInputError(f'Words can be written by "replace", "append" or "prepend", not by "{text}".')


def as_text(word: str) -> str:
    """Escape a word so that a prompt reads it literally; "#" cannot be escaped and becomes "＃"."""
    word = " ".join(word.split()).strip(COMMAS + " ")
    word = _KEYWORD.sub(lambda match: match[0].lower(), word)  # encoders ignore letter case
    word = _ATTENTION_MARK.sub(r"\\\1", word).replace("|", "\\|").replace("#", "＃")
    return _PART_WEIGHT.sub(r":\\", _NETWORK_START.sub(r"<\\", word))


def _write(word: str, factor: str) -> str:
    text = as_text(word)
    return text if factor == "1" else f"({text}{closing(text, factor)}"


def _keys(word: str) -> frozenset[str]:
    """Return the keys of the phrases that a word becomes when it is written: several if it has commas."""
    return frozenset(word_key(span.text) for span in lay_out(as_text(word)).spans)


def _new_words(words: Iterable[str], there: set[str]) -> list[str]:
    new: list[str] = []
    for word in words:
        keys = _keys(word)
        if not keys <= there:
            new.append(word)
            there |= keys
    return new


def _phrases_there(layout: Layout) -> set[str]:
    homes = set(_homes(layout))
    return {word_key(span.text) for span in layout.spans if span.part in homes}


def _homes(layout: Layout) -> list[int]:
    """Return the parts that pull towards their words, or all parts if none does."""
    everything = range(len(layout.parts))
    return [index for index in everything if layout.parts[index].span.weight > 0] or list(everything)


def _holds(prompt: str, words: Iterable[str]) -> bool:
    return not _new_words(words, _phrases_there(lay_out(prompt)))


def _inserted(layout: Layout, words: str, *, at_start: bool) -> Iterator[str]:
    yield _insert(layout, words, at_start=at_start)
    # An unclosed "<name:" in the prompt would swallow words that contain ">", and a backslash at its end
    # would escape what follows it: there, words go before it.
    yield _insert(layout, words, at_start=True)
    tidied = lay_out(tidy(layout))
    yield _insert(tidied, words, at_start=at_start)
    yield _insert(tidied, words, at_start=True)


def _is_only_added(before: Meaning, after: Meaning, added: Sequence[ReadPhrase | float]) -> bool:
    """Return whether a prompt is another one with these phrases in one of its parts."""
    if before.networks != after.networks or len(before.parts) != len(after.parts):
        return False
    changed = [(old, new) for old, new in zip(before.parts, after.parts, strict=True) if old != new]
    if len(changed) != 1 or changed[0][0].weight != changed[0][1].weight:
        return False
    return _is_inserted(changed[0][0].items, changed[0][1].items, tuple(added))


def _is_inserted(old: Sequence[object], new: Sequence[object], added: Sequence[object]) -> bool:
    """Return whether a sequence is another one with these items, at least one, put in at some place."""
    if not added or len(new) != len(old) + len(added):
        return False
    first = len(old) - _common(reversed(old), reversed(new))
    last = _common(old, new)
    size = len(added)
    return any(
        new[place] == added[0] and new[place : place + size] == added for place in range(first, last + 1)
    )


def _common(left: Iterable[object], right: Iterable[object]) -> int:
    """Return the number of items that two sequences have in common from their beginning."""
    pairs = zip(left, right, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _insert(layout: Layout, words: str, *, at_start: bool) -> str:
    part = layout.parts[_homes(layout)[0 if at_start else -1]]
    reading = layout.reading
    filled = [index for index, token in enumerate(part.tokens) if token.text.strip()]
    count = _closed_tokens(part)
    closed = [index for index in filled if index < count]
    if closed and not at_start:
        left, position = closed[-1], trimmed_end(part.tokens[closed[-1]])
        place = reading.behind(position)
        words = (" " if part.roles[left] in (Role.COMMA, Role.BREAK) else ", ") + words
        following = [index for index in filled if index > left]
    else:
        position = trimmed_start(part.tokens[filled[0]]) if filled else part.span.start
        place = reading.before(position) if filled else reading.behind(position)
        words = (" " if is_word(reading.text[max(position - 1, 0) : position]) else "") + words
        following = filled
    if following and part.roles[following[0]] not in (Role.COMMA, Role.BREAK):
        words += ","
    after = reading.source[place : place + 1]
    if after and not after.isspace() and after not in COMMAS:
        words += " "
    return apply(reading.source, [Edit(place, place, words)])


def _closed_tokens(part: PartLayout) -> int:
    """Count the tokens before brackets that stay open: words after those would be weighted."""
    depth = closed = 0
    for index, (token, role) in enumerate(zip(part.tokens, part.roles, strict=True)):
        if role in (Role.OPEN, Role.CLOSE, Role.INNER):
            depth += 1 if token.kind == "open" else -1
        if depth == 0:
            closed = index + 1
    return closed
