"""Tastes in the terminal: what a rater likes, in words, and which pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from clip_critic.cli.show.bars import effect_bar
from clip_critic.cli.show.terminal import clean
from clip_critic.ranking.records import Record
from clip_critic.tables import percent
from clip_critic.tasting.liking import PictureTaste

SHOWN_BARS = 20
"""The most bars of the T method that are printed; --json has all of them."""


def liking_text(taste: PictureTaste) -> Text:
    """Return how much a rater would like a picture, as a sentence."""
    if taste.percentile is None or taste.mean is None or taste.sd is None:
        return Text(f"Taste: {clean(taste.not_yet)}", "yellow")
    return Text.assemble(
        ("Taste: ", "dim"),
        clean(taste.sentence),
        (f"  ({_standard(taste.mean, taste.sd)})", "dim"),
    )


def short_liking(taste: PictureTaste) -> Text:
    """Return how much a rater would like one picture of many."""
    return Text(f"  taste {taste.short}", "magenta")


def summary_view(record: Record) -> Iterator[RenderableType]:
    """Yield everything to print about a taste."""
    yield Text.assemble(
        (clean(record["rater"]), "bold"), (f"  {record['answers']} answers", "dim"), *_drift(record)
    )
    if record["not_yet"]:
        yield Text(record["not_yet"], "yellow")
    if (accuracy := record["accuracy"]) is not None:
        yield Text(
            f"Of two pictures that it has not learned from, it names the one you would choose in"
            f" {percent(accuracy['expected'])} (95 %: {percent(accuracy['low'])} to"
            f" {percent(accuracy['high'])}); by chance it would be 50.0 %."
        )
    if record["groups"]:
        yield Text()
        yield Text("Words that liked pictures have in common, and words of those that are not liked", "dim")
        yield _groups(record["groups"])
    if record["eta"]:
        yield Text()
        yield Text("Weight of each word; a bar to the left is a word of pictures that are not liked", "dim")
        yield _bars(record["eta"][:SHOWN_BARS])
        left_out = len(record["eta"]) - SHOWN_BARS
        if left_out > 0:
            yield Text(f"{left_out} more words in --json", "dim")
    for title, name in (("Rows", "rows"), ("Columns", "columns")):
        if record[name]:
            yield Text()
            yield Text(f"{title}: what each adds, in standard deviations", "dim")
            yield _effects(record[name])
    yield from (Text(clean(note), "yellow") for note in record["notes"])


def raters_view(raters: Sequence[Record]) -> Table:
    """Return a table of everybody who has chosen."""
    table = _table("rater", "answers")
    for row in raters:
        table.add_row(Text(clean(row["name"])), str(row["answers"]))
    return table


def order_view(rows: Iterable[tuple[str, PictureTaste]]) -> Table:
    """Return a table of pictures' files, in their order."""
    table = _table("#", "more than", "taste", "picture")
    for number, (file, taste) in enumerate(rows, 1):
        if taste.mean is not None and taste.sd is not None and taste.percentile is not None:
            cells = (f"{taste.percentile:.0f} %", _standard(taste.mean, taste.sd))
            table.add_row(str(number), *cells, Text(clean(file)))
    return table


def _standard(mean: float, sd: float) -> str:
    return f"{mean:+.1f} ± {sd:.1f}"


def _drift(record: Record) -> list[tuple[str, str]]:
    life = record["half_life"]
    return [(f"  it changes: half of it in {life:.0f} answers", "yellow")] if life else []


def _groups(groups: Sequence[Record]) -> Table:
    table = _table("", "words", "correlation", "95 %")
    for group in groups:
        sign = Text("likes", "green") if group["correlation"] > 0 else Text("avoids", "red")
        words = Text(", ".join(map(clean, group["words"])))
        interval = f"{group['low']:+.2f} to {group['high']:+.2f}"
        table.add_row(sign, words, f"{group['correlation']:+.2f}", interval)
    return table


def _bars(rows: Sequence[Record]) -> Table:
    largest = max(row["eta"] for row in rows)
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for row in rows:
        style = "green" if row["direction"] > 0 else "red"
        bar = effect_bar(row["direction"] * row["eta"], largest, style)
        table.add_row(Text(clean(row["word"])), bar, f"{row['eta']:.3g}")
    return table


def _effects(rows: Sequence[Record]) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for row in rows:
        table.add_row(Text(clean(row["name"])), f"{row['effect']:+.2f}")
    return table


def _table(*columns: str) -> Table:
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    for column in columns:
        is_number = column in ("#", "answers", "more than", "taste", "correlation", "95 %")
        table.add_column(column, justify="right" if is_number else "left", no_wrap=is_number, overflow="fold")
    return table
