"""The text of a prompt without comments and extra networks, and its parts between AND.

Positions in the text that is read and in the source differ; `Reading` maps one to the other, so that edits
change the source and keep the hidden parts.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

_COMMENT = re.compile(r"#[^\n]*")
_NETWORK = re.compile(r"<(\w+):([^>]+)>")
_AND = re.compile(r"\bAND\b")
_PART_WEIGHT = re.compile(r"\s*([-+]?(?:\d+\.?|\d*\.\d+))\s*")


@dataclass(frozen=True)
class Network:
    """An extra network such as ``<lora:name:0.8>``; ``start`` and ``end`` are its place in the prompt."""

    kind: str
    arguments: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True)
class PartSpan:
    """A part of the text that is read: its words ``[start, end)``, then its weight mark up to ``stop``."""

    start: int
    end: int
    stop: int
    weight: float


@dataclass(frozen=True)
class Edit:
    """A replacement of ``source[start:end]`` by ``text``."""

    start: int
    end: int
    text: str = ""


@dataclass(frozen=True)
class Reading:
    """A prompt's source and the text that is read.

    ``starts`` and ``shifts`` hold, for each stretch of the source that is read, its start in ``text`` and the
    distance from there to its start in ``source``.
    """

    source: str
    text: str
    networks: tuple[Network, ...]
    starts: tuple[int, ...]
    shifts: tuple[int, ...]

    def before(self, position: int) -> int:
        """Return the place in the source of the text's character at ``position``; its end for the last."""
        if position >= len(self.text):
            return self.behind(position)
        return position + self.shifts[bisect_right(self.starts, position) - 1]

    def behind(self, position: int) -> int:
        """Return the end in the source of the text's character that ends at ``position``."""
        return self.before(position - 1) + 1 if position > 0 else 0

    def delete(self, start: int, end: int) -> list[Edit]:
        """Return edits that remove ``text[start:end]`` from the source, but nothing hidden.

        The line end after a comment stays: without it the comment would swallow the following text.
        """
        edits: list[Edit] = []
        while start < end:
            stretch = bisect_right(self.starts, start)
            stop = min(end, self.starts[stretch]) if stretch < len(self.starts) else end
            ends_comment = self.text[start] == "\n" and "#" in self.source[self._hidden_before(start)]
            edits.append(Edit(self.before(start) + ends_comment, self.behind(stop)))
            start = stop
        return edits

    def _hidden_before(self, position: int) -> slice:
        return slice(self.behind(position), self.before(position))


def read(source: str) -> Reading:
    """Remove comments and extra networks from a prompt, in this order, as the WebUI does."""
    hidden = [match.span() for match in _COMMENT.finditer(source)]
    without_comments = _visible(source, hidden)
    networks = tuple(_networks(without_comments))
    hidden += [(network.start, network.end) for network in networks]
    visible = _visible(source, _joined(hidden))
    return Reading(source, visible.text, networks, visible.starts, visible.shifts)


def _visible(source: str, hidden: Iterable[tuple[int, int]]) -> Reading:
    texts: list[str] = []
    starts: list[int] = []
    shifts: list[int] = []
    length = position = 0
    for start, end in (*hidden, (len(source), len(source))):
        if start > position:
            texts.append(source[position:start])
            starts.append(length)
            shifts.append(position - length)
            length += start - position
        position = end
    return Reading(source, "".join(texts), (), tuple(starts), tuple(shifts))


def _networks(reading: Reading) -> Iterable[Network]:
    # A "<" without a ">" after it opens nothing; not searching there keeps thousands of them fast.
    for match in _NETWORK.finditer(reading.text, 0, reading.text.rfind(">") + 1):
        start, end = reading.before(match.start()), reading.behind(match.end())
        yield Network(match[1], tuple(match[2].split(":")), start, end)


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:  # a comment within a network
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def split_parts(text: str) -> list[PartSpan]:
    """Return the parts between ``AND``, with the weights after their last colons (``a :1.2 AND b``)."""
    parts: list[PartSpan] = []
    start = 0
    for stop, following in (*(match.span() for match in _AND.finditer(text)), (len(text), len(text))):
        colon = text.rfind(":", start, stop)
        match = _PART_WEIGHT.fullmatch(text, colon + 1, stop) if colon >= 0 else None
        if match:
            parts.append(PartSpan(start, colon, stop, float(match[1])))
        else:
            parts.append(PartSpan(start, stop, stop, 1.0))
        start = following
    return parts


def apply(source: str, edits: Iterable[Edit]) -> str:
    """Return the source with all edits applied; they must not overlap, and at one place keep their order."""
    texts: list[str] = []
    position = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        texts += source[position : edit.start], edit.text
        position = edit.end
    return "".join(texts) + source[position:]
