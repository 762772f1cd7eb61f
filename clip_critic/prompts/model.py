"""A parsed prompt of the WebUI: the phrases that CLIP reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from clip_critic.prompts import editing
from clip_critic.prompts.layout import Layout, PhraseKind, lay_out
from clip_critic.prompts.reading import Network


@dataclass(frozen=True)
class Phrase:
    """Words between separators (commas of any script, line ends, ``BREAK``, ``AND``, groups of several).

    Attributes:
        text: its text as CLIP reads it: without marks, white space folded. Letters of different weights are
            encoded apart: ``(cat:1.2)dog`` is "cat dog".
        weight: its attention weight, a finite number; the mean by length where its words differ, as in
            ``a (red:1.3) hat``.
        start, end: its place in the prompt, without its own brackets.
        kind: ``"scheduled"`` on either side of ``[from:to:when]``, ``"alternate"`` in ``[a|b]``.
        part: the index of the prompt's part that it belongs to.
    """

    text: str
    weight: float
    start: int
    end: int
    kind: PhraseKind
    part: int


@dataclass(frozen=True)
class Part:
    """A part of a prompt between ``AND``: its weight, and the place of its words in the prompt."""

    weight: float
    start: int
    end: int


@dataclass(frozen=True)
class Prompt:
    """A parsed prompt. ``str(prompt)`` is its text; edits return new prompts."""

    source: str
    phrases: tuple[Phrase, ...] = field(compare=False)
    parts: tuple[Part, ...] = field(compare=False)
    networks: tuple[Network, ...] = field(compare=False)
    _layout: Layout = field(repr=False, compare=False)

    def __str__(self) -> str:
        return self.source

    @property
    def tags(self) -> tuple[str, ...]:
        """The extra networks as they are written, such as ``<lora:name:0.8>``, each once."""
        return tuple(dict.fromkeys(self.source[network.start : network.end] for network in self.networks))

    def plain(self) -> str:
        """Return the words without marks: all phrases, also of schedules and alternates, joined by commas."""
        return ", ".join(phrase.text for phrase in self.phrases)

    def without(self, index: int) -> Prompt:
        """Return the prompt without one phrase, its own brackets and one separator; all else stays.

        The other phrases keep their words and weights. Where removing the separator would join two of them,
        or make a mark of what was text, it stays; a malformed prompt is written anew if need be.

        A part between ``AND`` is removed with its only phrase. Raises IndexError.
        """
        return parse_prompt(editing.remove(self._layout, index))

    def reweighted(self, weights: Mapping[int, float]) -> Prompt:
        """Return the prompt with other attention weights for the phrases at these indices.

        Weights are written as ``(text:1.25)`` in place of the phrase's own brackets, so that repeated changes
        never make the prompt grow; weight 1 needs none. Phrases keep their indices. Raises IndexError, and
        `BadInputError` for a weight that is not a finite number.
        """
        return parse_prompt(editing.reweight(self._layout, weights))


def parse_prompt(text: str) -> Prompt:
    """Parse any text, even malformed, as AUTOMATIC1111 1.10.1 reads it; this never fails.

    The order is the WebUI's: comments (``#`` to the end of the line) and extra networks are removed, ``AND``
    splits parts, then schedules and alternates are found, then attention.
    """
    layout = lay_out(text)
    reading = layout.reading
    phrases = tuple(
        Phrase(
            span.text, span.weight, reading.before(span.start), reading.behind(span.end), span.kind, span.part
        )
        for span in layout.spans
    )
    parts = tuple(
        Part(part.span.weight, reading.behind(part.span.start), reading.behind(part.span.end))
        for part in layout.parts
    )
    return Prompt(text, phrases, parts, reading.networks, layout)
