"""Numbers as they are shown: bars, percentages and words."""

from __future__ import annotations

from rich.bar import Bar
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from clip_critic.cli.show.terminal import clean

WIDTH = 24


class ShareBar:
    """A bar from ``begin`` to ``end``, 0..1 of its width; of number signs where there are no blocks."""

    def __init__(self, begin: float, end: float, style: str, width: int = WIDTH) -> None:
        self.begin, self.end, self.style, self.width = begin, end, style, width

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = min(self.width, options.max_width)
        if options.ascii_only:
            first, last = round(self.begin * width), round(self.end * width)
            signs = " " * first + "#" * (last - first)
            yield Segment(signs.ljust(width), Style.parse(self.style))
        else:
            yield Bar(1.0, self.begin, self.end, width=width, color=self.style)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement(4, self.width)


def share_bar(share: float, *, winner: bool = False) -> ShareBar:
    """A share as a bar from the left."""
    return ShareBar(0.0, share, "green" if winner else "cyan")


def effect_bar(effect: float, largest: float, style: str) -> ShareBar:
    """An effect as a bar that grows from the middle, to the right where it is positive."""
    half = 0.5 * effect / largest if largest > 0 else 0.0
    return ShareBar(0.5 + min(half, 0.0), 0.5 + max(half, 0.0), style)


def percent(share: float) -> str:
    """A share as a percentage."""
    return f"{share:.1%}"


def keyword_text(keyword: str, truncated: int = 0, style: str = "") -> Text:
    """A keyword as text, never as markup, and how much of it was not read."""
    text = Text(clean(keyword), style)
    return text.append(f"  ({truncated} tokens not read)", "yellow") if truncated else text
