"""The places of words in the terminal: a table with one row for each word."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from clip_critic.cli.show.bars import keyword_text, unknown_note
from clip_critic.cli.show.terminal import clean
from clip_critic.encoders.views import MOST_SQUARES
from clip_critic.pictures.overlays import is_cut, on_scale
from clip_critic.ranking.answer import Answer
from clip_critic.ranking.heatmap import HeatMaps
from clip_critic.ranking.seen import SeenWord
from clip_critic.tables import percent

APPROXIMATE = (
    "This encoder does not say what each place adds, so parts of the picture were hidden in turn: the places "
    "are approximate."
)
CUT = "Only the part from ({:.0f}, {:.0f}) to ({:.0f}, {:.0f}) was read; --squares reads {}."


def places_view(answer: Answer, heat: HeatMaps, drawn: Sequence[SeenWord]) -> Iterator[RenderableType]:
    """Yield everything to print about where words are."""
    ranking, unknown = answer.ranking, answer.unknown
    yield Text.assemble((clean(ranking.picture), "bold"), (f"  {clean(ranking.encoder)}", "dim"))
    yield _table(drawn, heat.brightest, unknown)
    if len(drawn) < len(heat.words):
        yield Text(f"{len(heat.words) - len(drawn)} more words; --top 0 shows them all.", "dim")
    yield from unknown_note(unknown)
    if not heat.exact:
        yield Text(APPROXIMATE, "dim")
    if is_cut(heat.box, heat.size):
        short, long = sorted(heat.size)
        more = "more of it" if long > MOST_SQUARES * short else "the rest, too"
        yield Text(CUT.format(*heat.box, more), "dim")


def _table(drawn: Sequence[SeenWord], top: float, unknown: Collection[str]) -> Table:
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("keyword", overflow="fold")
    for title in ("similarity", "has a place", "peak", "spread"):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column("where", no_wrap=True)
    table.add_column("box in pixels", no_wrap=True)
    for seen in drawn:
        spot = seen.spot
        table.add_row(
            keyword_text(seen.word, seen.entry.truncated, unknown=unknown),
            f"{seen.entry.similarity:.3f}",
            percent(seen.placed) if spot.box and seen.placed else "–",
            on_scale(spot.peak, top) if spot.box else "–",
            percent(spot.spread),
            seen.where,
            "{}, {} to {}, {}".format(*spot.box) if spot.box else "–",
        )
    return table
