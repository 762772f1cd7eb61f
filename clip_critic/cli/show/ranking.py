"""A ranking in the terminal: a table of bars, the rounds as steps, contrasts side by side."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from clip_critic.cli.show.bars import keyword_text, share_bar, unknown_note
from clip_critic.cli.show.terminal import clean
from clip_critic.ranking.answer import Answer
from clip_critic.ranking.result import Entry, Ranking, Round
from clip_critic.tables import percent

NAMED = 4
"""The most other words to list in a round."""


def answer_view(answer: Answer, top: int, more: Iterable[RenderableType] = ()) -> Iterator[RenderableType]:
    """Yield everything to print for a picture, with ``top`` rows of its ranking; 0 means every row.

    Args:
        more: what else is known of the picture.
    """
    ranking, contrasts, unknown = answer.ranking, answer.contrasts, answer.unknown
    yield Text.assemble((clean(ranking.picture), "bold"), (f"  {clean(ranking.encoder)}", "dim"))
    yield _indented(_entries(ranking, top, unknown))
    left_out = len(ranking) - top if top else 0
    if left_out > 0:
        yield _indented(Text(f"{left_out} more words; --top 0 shows them all.", "dim"))
    yield from map(_indented, unknown_note(unknown))
    if len(ranking) == 1:
        yield _indented(Text("A single word has no share: there is nothing to compare it with.", "dim"))
    if rounds := answer.rounds:
        yield Text("Rounds: the winner is removed and the rest is ranked again", "dim")
        yield _indented(_rounds(rounds, answer.question.threshold, unknown))
    if contrasts is not None:
        yield Text("Contrasts", "dim")
        sets = range(len(contrasts.groups))
        yield from (_indented(_contrast(contrasts, index, unknown)) for index in sets)
    yield from more
    yield Text()


def _entries(ranking: Ranking, top: int, unknown: Collection[str]) -> Table:
    grouped = any(span.name for span in ranking.groups)
    sizes = {span.name: len(span) for span in ranking.groups}
    table = _table()
    table.add_column("#", justify="right", style="dim", no_wrap=True)
    table.add_column("keyword", overflow="fold")
    table.add_column("share")
    table.add_column("", justify="right", no_wrap=True)
    table.add_column("similarity", justify="right", no_wrap=True)
    if grouped:
        table.add_column("group", overflow="fold")
        table.add_column("share in group", justify="right", no_wrap=True)
    for entry in ranking.entries(top or None):
        cells = _cells(entry, unknown, alone=len(ranking) == 1)
        if grouped:
            in_group = percent(entry.group_share) if sizes[entry.group] > 1 else "–"
            cells += [Text(clean(entry.group)), Text(in_group)]
        table.add_row(*cells)
    return table


def _cells(entry: Entry, unknown: Collection[str], *, alone: bool) -> list[RenderableType]:
    first = entry.rank == 1
    return [
        Text(str(entry.rank)),
        keyword_text(entry.keyword, entry.truncated, "bold" if first and not alone else "", unknown),
        Text("") if alone else share_bar(entry.share, winner=first),
        Text("–" if alone else percent(entry.share)),
        Text(f"{entry.similarity:.3f}"),
    ]


def _rounds(rounds: tuple[Round, ...], threshold: float, unknown: Collection[str]) -> Table:
    table = _table(header=False)
    table.add_column(justify="right", style="dim", no_wrap=True)
    table.add_column(style="bold", overflow="fold")
    table.add_column()
    table.add_column(justify="right", no_wrap=True)
    table.add_column(style="dim", overflow="fold")
    for step in rounds:
        share = (
            (share_bar(step.share, winner=True), percent(step.share))
            if step.left > 1
            else (Text(""), "last one left")
        )
        winner = keyword_text(step.winner, unknown=unknown)
        table.add_row(f"{step.number}.", winner, *share, Text(_others(step, threshold)))
    return table


def _others(step: Round, threshold: float) -> str:
    others = step.above[1:]
    named = [f"{clean(item.keyword)} {percent(item.share)}" for item in others[:NAMED]]
    if len(others) > NAMED:
        named.append(f"and {len(others) - NAMED} more above {percent(threshold)}")
    return ", ".join(named)


def _contrast(contrasts: Ranking, index: int, unknown: Collection[str]) -> Table:
    table = _table(header=False)
    table.add_column(overflow="fold")
    table.add_column()
    table.add_column(justify="right", no_wrap=True)
    for place, entry in enumerate(contrasts.group_entries(contrasts.groups[index])):
        table.add_row(
            keyword_text(entry.keyword, entry.truncated, "bold" if place == 0 else "", unknown),
            share_bar(entry.group_share, winner=place == 0),
            percent(entry.group_share),
        )
    return table


def _table(*, header: bool = True) -> Table:
    return Table(box=None, show_header=header, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))


def _indented(content: RenderableType) -> Padding:
    return Padding(content, (0, 0, 0, 2), expand=False)
