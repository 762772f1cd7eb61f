"""A prompt in the WebUI's language, parsed: what CLIP reads of it, phrase by phrase."""

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
        text: as CLIP reads it: without marks, white space folded.
        weight: its attention weight, a finite number; the mean by length where its words differ, as in
            ``a (red:1.3) hat``.
        start, end: its place in the prompt, without the brackets that hold only it.
        kind: ``"scheduled"`` on either side of ``[from:to:when]``, ``"alternate"`` in ``[a|b]``.
        part: which of the prompt's parts it belongs to.
    """

    text: str
    weight: float
    start: int
    end: int
    kind: PhraseKind
    part: int


@dataclass(frozen=True)
class Part:
    """What stands between ``AND``: its weight, and its words' place in the prompt."""

    weight: float
    start: int
    end: int


@dataclass(frozen=True)
class Prompt:
    """A parsed prompt. ``str(prompt)`` is the text it was parsed from; edits give new prompts."""

    source: str
    phrases: tuple[Phrase, ...] = field(compare=False)
    parts: tuple[Part, ...] = field(compare=False)
    networks: tuple[Network, ...] = field(compare=False)
    _layout: Layout = field(repr=False, compare=False)

    def __str__(self) -> str:
        return self.source

    def plain(self) -> str:
        """The words alone: phrases joined by commas, every side of schedules and alternates, no marks."""
        return ", ".join(phrase.text for phrase in self.phrases)

    def without(self, index: int) -> Prompt:
        """The prompt without one phrase, its own brackets and one separator; everything else stays.

        A part between ``AND`` goes with its only phrase. Raises IndexError.
        """
        return parse_prompt(editing.remove(self._layout, index))

    def reweighted(self, weights: Mapping[int, float]) -> Prompt:
        """The prompt with other attention weights for the phrases of these indices.

        Weights are written as ``(text:1.25)`` in place of the phrase's own brackets, so that repeated changes
        never make the prompt grow; weight 1 needs none. Phrases keep their indices. Raises IndexError, and
        `BadInputError` for a weight that is no finite number.
        """
        return parse_prompt(editing.reweight(self._layout, weights))


def parse_prompt(text: str) -> Prompt:
    """Parses any text, malformed ones too, as AUTOMATIC1111 1.10.1 reads it: it never fails.

    In its order: comments (``#`` to the end of the line) and extra networks are taken out, ``AND`` splits
    parts, then schedules and alternates, then attention.
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
