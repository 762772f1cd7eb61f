"""Bars and words for the terminal."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from rich.bar import Bar
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from clip_critic.cli.show.terminal import clean
from clip_critic.ranking.unlearned import mark_of, unlearned_notes

WIDTH = 24


class ShareBar:
    """A bar from ``begin`` to ``end``, as shares of its width; in ASCII it is drawn with number signs."""

    def __init__(self, begin: float, end: float, style: str, width: int = WIDTH) -> None:
        self.begin, self.end, self.style, self.width = begin, end, style, width

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = min(self.width, options.max_width)
        if options.ascii_only:
            first, last = round(self.begin * width), round(self.end * width)
            text = " " * first + "#" * (last - first)
            yield Segment(text.ljust(width), Style.parse(self.style))
        else:
            yield Bar(1.0, self.begin, self.end, width=width, color=self.style)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement(4, self.width)


def share_bar(share: float, *, winner: bool = False) -> ShareBar:
    """Return a share as a bar that starts on the left."""
    return ShareBar(0.0, share, "green" if winner else "cyan")


def effect_bar(effect: float, largest: float, style: str) -> ShareBar:
    """Return an effect as a bar that starts in the middle and grows to the right if it is positive."""
    half = 0.5 * effect / largest if largest > 0 else 0.0
    return ShareBar(0.5 + min(half, 0.0), 0.5 + max(half, 0.0), style)


def keyword_text(keyword: str, truncated: int = 0, style: str = "", unknown: Collection[str] = ()) -> Text:
    """Return a keyword as text without markup.

    It has a question mark if it is among the ``unknown`` words, which the encoder has never learned, and the
    number of its tokens that were not read.
    """
    text = Text(clean(keyword), style)
    if mark := mark_of(keyword, unknown):
        text.append(f" {mark}", "yellow")
    return text.append(f"  ({truncated} tokens not read)", "yellow") if truncated else text


def unknown_note(unknown: Collection[str]) -> Iterator[Text]:
    """Yield the sentence that explains the question marks, if there are any."""
    yield from (Text(note, "yellow") for note in unlearned_notes(unknown))
