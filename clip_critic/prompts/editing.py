"""Changing phrases of a parsed prompt; everything else, down to the white space, stays as it is."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping

from clip_critic.errors import BadInputError
from clip_critic.prompts.layout import Layout, PartLayout, Role, Span, lay_out, trimmed_end, trimmed_start
from clip_critic.prompts.reading import Edit, apply

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
    """Give phrases these weights, whatever groups they are in.

    A phrase's own brackets are replaced by one pair, so that repeating a change has no effect and another
    change does not make the prompt longer. Brackets around several phrases stay and are taken into account;
    within a group of weight 0 nothing can be raised.
    """
    for weight in weights.values():
        format_weight(weight)
    neutral = lay_out(_wrap(layout, dict.fromkeys(weights, "1"), keep_brackets=True))
    factors = {
        index: format_weight(_ratio(weight, neutral.spans[index].weight)) for index, weight in weights.items()
    }
    return _wrap(layout, factors)


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


def is_word(character: str) -> bool:
    """Return whether ``AND`` or ``BREAK`` beside this character would be part of a longer word."""
    return character.isalnum() or character == "_"


def _escape_stray_brackets(layout: Layout, span: Span) -> Iterator[Edit]:
    part = layout.parts[span.part]
    for index in range(span.first, span.last + 1):
        token = part.tokens[index]
        if part.roles[index] is Role.WORDS and token.kind in ("close", "weight"):
            bracket = layout.reading.before(token.end - 1)
            yield Edit(bracket, bracket, "\\")


def remove(layout: Layout, index: int) -> str:
    """Remove one phrase, with its own brackets and one separator beside it.

    A part between ``AND`` with no other phrase is removed too, since an empty part would also be drawn. Extra
    networks and comments stay.
    """
    span = layout.spans[index]
    is_last_of_part = sum(other.part == span.part for other in layout.spans) == 1
    if is_last_of_part and len(layout.parts) > 1:
        start, end = _part_with_and(layout, span.part)
    else:
        start, end = _with_separator(layout.reading.text, layout.parts[span.part], span)
    edits = layout.reading.delete(start, end)
    if would_join(layout.reading.text, start, end):
        edits.append(Edit(edits[-1].end, edits[-1].end, " "))
    return apply(layout.reading.source, edits)


def _part_with_and(layout: Layout, part: int) -> tuple[int, int]:
    if part > 0:
        return layout.parts[part - 1].span.stop, layout.parts[part].span.stop
    text, following = layout.reading.text, layout.parts[1].span
    words = text[following.start : following.stop]
    return 0, following.start + len(words) - len(words.lstrip())


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
