"""Changing phrases of a parsed prompt; everything else, down to the white space, stays as it is."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from clip_critic.errors import BadInputError
from clip_critic.prompts.layout import (
    Layout,
    PartLayout,
    Role,
    Span,
    is_word,
    lay_out,
    trimmed_end,
    trimmed_start,
)
from clip_critic.prompts.meaning import Meaning, ReadPart, ReadPhrase, meaning
from clip_critic.prompts.reading import Edit, apply
from clip_critic.prompts.tidying import escaped_bracket, tidy

_DECIMALS = 3
_BETWEEN = (Role.BLANK, Role.COMMA)
_ENDS_LEFT = (Role.WORDS, Role.INNER, Role.CLOSE)
_STARTS_RIGHT = (Role.WORDS, Role.INNER, Role.OPEN)
# A colon or bar means nothing within a phrase's own brackets; outside of them it might. A backslash
# would escape the next character, and "<name:" would open an extra network.
_NEEDS_BRACKETS = re.compile(r"[:|]|\\\Z")
_TAKES_COLON = re.compile(r"(?:\\|<\w+)\Z")


def format_weight(weight: float) -> str:
    """Return a weight as it is written in ``(word:1.25)``; raise `BadInputError` if it is not finite."""
    if not math.isfinite(weight):
        raise BadInputError(f"A weight must be a number, not {weight}.")
    text = f"{weight:.{_DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def closing(words: str, factor: str) -> str:
    """Return the text that must follow ``(words`` to give them the factor."""
    guard = " " if _TAKES_COLON.search(words) else ""
    return f"{guard}:{factor})"


def reweight(layout: Layout, weights: Mapping[int, float]) -> str:
    """Give phrases these weights, whatever groups they are in; their neighbours keep theirs.

    A phrase's own brackets are replaced by one pair, so that repeating a change has no effect and another
    change does not make the prompt longer. Brackets around several phrases stay and are taken into account;
    within a group of weight 0 nothing can be raised. A malformed prompt is written in a tidy way where its
    stray marks would take the new brackets for their own.
    """
    for weight in weights.values():
        format_weight(weight)

    def is_wanted(text: str) -> bool:
        return _others(meaning(text), weights) == _others(meaning(layout.reading.source), weights)

    return first_wanted(_reweighted(layout, weights), is_wanted)


def _reweighted(layout: Layout, weights: Mapping[int, float]) -> Iterator[str]:
    for written in (layout, lay_out(tidy(layout))):
        neutral = lay_out(_wrap(written, dict.fromkeys(weights, "1"), keep_brackets=True))
        if len(neutral.spans) == len(layout.spans):
            around = {index: neutral.spans[index].weight for index in weights}
            factors = {index: format_weight(_ratio(weights[index], around[index])) for index in weights}
            yield _wrap(written, factors)


def _others(read: Meaning, weights: Collection[int]) -> Meaning:
    """Return the meaning of a prompt without the weights of these phrases."""
    index = -1
    parts: list[ReadPart] = []
    for part in read.parts:
        items: list[ReadPhrase | float] = []
        for item in part.items:
            if isinstance(item, ReadPhrase):
                index += 1
                item = replace(item, pieces=((item.words, 1.0),)) if index in weights else item
            items.append(item)
        parts.append(ReadPart(part.weight, tuple(items)))
    return Meaning(tuple(parts), read.networks)


def first_wanted(texts: Iterable[str], is_wanted: Callable[[str], bool]) -> str:
    """Return the first of several texts that is wanted, or the last one."""
    text = ""
    for text in texts:
        if is_wanted(text):
            break
    return text


def _ratio(weight: float, around: float) -> float:
    ratio = weight / around if around else weight
    return ratio if math.isfinite(ratio) else weight


def _wrap(layout: Layout, factors: Mapping[int, str], *, keep_brackets: bool = False) -> str:
    edits: list[Edit] = []
    for index in sorted(factors):
        edits += _wrap_phrase(layout, layout.spans[index], factors[index], keep_brackets)
    return apply(layout.reading.source, edits)


def _wrap_phrase(layout: Layout, span: Span, factor: str, keep_brackets: bool) -> Iterator[Edit]:
    reading = layout.reading
    words = reading.text[span.start : span.end]
    if factor == "1" and not keep_brackets and (span.start, span.end) == (span.outer_start, span.outer_end):
        return
    opened, closed = "(", closing(words, factor)
    if factor == "1" and not keep_brackets and not _NEEDS_BRACKETS.search(words):
        opened = " " if would_join(reading.text, span.outer_start, span.start) else ""
        closed = " " if would_join(reading.text, span.end, span.outer_end) else ""
    start, end = reading.before(span.start), reading.behind(span.end)
    yield from reading.delete(span.outer_start, span.start)
    yield Edit(start, start, opened)
    yield from _escape_stray_brackets(layout, span)
    yield Edit(end, end, closed)
    yield from reading.delete(span.end, span.outer_end)


def would_join(text: str, left: int, right: int) -> bool:
    """Return whether ``text`` without ``[left:right)`` would join two words."""
    return left < right and is_word(text[max(left - 1, 0) : left]) and is_word(text[right : right + 1])


def _escape_stray_brackets(layout: Layout, span: Span) -> Iterator[Edit]:
    part = layout.parts[span.part]
    for index in range(span.first, span.last + 1):
        token = part.tokens[index]
        if part.roles[index] is Role.WORDS and token.kind in ("close", "weight"):
            yield from escaped_bracket(layout.reading, token)


def remove(layout: Layout, index: int) -> str:
    """Remove one phrase, with its own brackets and one separator beside it; its neighbours stay as they are.

    A part between ``AND`` with no other phrase is removed too, since an empty part would also be drawn. Extra
    networks and comments stay. Where the separator still keeps other phrases or marks apart, it stays, too.
    """
    rest = _without(meaning(layout.reading.source), layout.spans[index].part, index)
    return first_wanted(_removed(layout, index), lambda text: meaning(text) == rest)


def _removed(layout: Layout, index: int) -> Iterator[str]:
    for written in (layout, lay_out(tidy(layout))):
        span = written.spans[index]
        is_last_of_part = sum(other.part == span.part for other in written.spans) == 1
        if is_last_of_part and len(written.parts) > 1:
            yield _delete(written, *_part_with_and(written, span.part))
            continue
        part = written.parts[span.part]
        yield _delete(written, *_with_separator(written.reading.text, part, span))
        yield _delete(written, *_up_to_separator(part, span))
        yield _delete(written, span.outer_start, span.outer_end)


def _delete(layout: Layout, start: int, end: int) -> str:
    edits = layout.reading.delete(start, end)
    if would_join(layout.reading.text, start, end):
        edits.append(Edit(edits[-1].end, edits[-1].end, " "))
    return apply(layout.reading.source, edits)


def _without(read: Meaning, part: int, index: int) -> Meaning:
    """Return the meaning of a prompt without a phrase, and without the part that it leaves empty."""
    place = index - sum(len(_phrases(other)) for other in read.parts[:part])
    phrases = _phrases(read.parts[part])
    items = tuple(item for item in read.parts[part].items if item is not phrases[place])
    parts = list(read.parts)
    parts[part] = ReadPart(read.parts[part].weight, items)
    if len(phrases) == 1 and len(parts) > 1:
        del parts[part]
    return Meaning(tuple(parts), read.networks)


def _phrases(part: ReadPart) -> list[ReadPhrase]:
    return [item for item in part.items if isinstance(item, ReadPhrase)]


def _part_with_and(layout: Layout, part: int) -> tuple[int, int]:
    if part > 0:
        return layout.parts[part - 1].span.stop, layout.parts[part].span.stop
    text, following = layout.reading.text, layout.parts[1].span
    words = text[following.start : following.stop]
    return 0, following.start + len(words) - len(words.lstrip())


def _up_to_separator(part: PartLayout, span: Span) -> tuple[int, int]:
    """Return the range to remove between the phrase's own comma, which stays, and its other neighbour."""
    before, after = span.first - 1, span.last + 1
    while before >= 0 and part.roles[before] is Role.BLANK:
        before -= 1
    while after < len(part.tokens) and part.roles[after] is Role.BLANK:
        after += 1
    if before >= 0 and part.roles[before] is Role.COMMA:
        return part.tokens[before].end, span.outer_end
    if after < len(part.tokens) and part.roles[after] is Role.COMMA:
        return span.outer_start, part.tokens[after].start
    return span.outer_start, span.outer_end


def _with_separator(text: str, part: PartLayout, span: Span) -> tuple[int, int]:
    """Return the range to remove so that the neighbours stay apart, each on its own line."""
    before, after = span.first - 1, span.last + 1
    while before >= 0 and part.roles[before] in _BETWEEN:
        before -= 1
    while after < len(part.tokens) and part.roles[after] in _BETWEEN:
        after += 1
    has_before = before >= 0 and part.roles[before] in _ENDS_LEFT
    has_after = after < len(part.tokens) and part.roles[after] in _STARTS_RIGHT
    left = trimmed_end(part.tokens[before]) if has_before else span.outer_start
    right = trimmed_start(part.tokens[after]) if has_after else span.outer_end
    starts_line = "\n" in text[left : span.outer_start]
    ends_line = "\n" in text[span.outer_end : right]
    if has_before and not (has_after and starts_line and not ends_line):
        return left, span.outer_end
    return span.outer_start, right
