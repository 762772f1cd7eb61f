"""Many pictures in the terminal: the best pictures for each word, and a matrix of words and pictures."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan
from pathlib import Path

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from clip_critic.cli.show.bars import keyword_text, unknown_note
from clip_critic.cli.show.terminal import clean
from clip_critic.ranking.answer import Answer
from clip_critic.ranking.overview import BestPicture, Overview
from clip_critic.tables import percent

BEST, NAMED = 3, 3
"""Pictures named for a word, and words named for a picture."""
COLUMN, WORD_COLUMN, MOST_COLUMNS = 10, 24, 20
"""The width of a picture's column of the matrix, that of the words' column, and the most pictures."""


def picture_line(answer: Answer, number: int) -> Text:
    """Return a line about one picture of many: its number, its name and its best words."""
    ranking = answer.ranking
    alone = len(ranking) == 1
    words = [
        keyword_text(entry.keyword, unknown=answer.unknown).append(
            f" {f'{entry.similarity:.3f}' if alone else percent(entry.share)}"
        )
        for entry in ranking.entries(NAMED)
    ]
    start = Text.assemble((clean(ranking.picture), "bold"), (f"  [{number}]  ", "dim"))
    return start + Text(", ").join(words)


def overview_view(overview: Overview, top: int, width: int) -> Iterator[RenderableType]:
    """Yield everything to print about many pictures.

    Args:
        overview: the rankings of all pictures.
        top: the number of words; 0 means every word.
        width: the columns of the screen.
    """
    words = overview.top_words(top)
    yield Text()
    yield Text("Best pictures for each word, by similarity", "dim")
    yield _best(overview, words)
    if len(overview.words) > 1:
        count = max(1, min((width - WORD_COLUMN) // COLUMN, MOST_COLUMNS))
        columns = overview.chosen_pictures(words, count)
        yield Text()
        yield Text(_about(overview, len(columns)), "dim")
        yield _matrix(overview, words, columns)
    if len(words) < len(overview.words):
        yield Text(f"{len(overview.words) - len(words)} more words; --top 0 shows them all.", "dim")
    yield from unknown_note(overview.unknown)


def _best(overview: Overview, words: list[int]) -> Table:
    table = _table()
    table.add_column("word", overflow="fold")
    for title in ("best", "second", "third")[:BEST]:
        table.add_column(title, overflow="fold")
    for word in words:
        found = overview.best_pictures(word, BEST)
        cells = [_named(overview, item) for item in found] + [Text()] * (BEST - len(found))
        table.add_row(_word(overview, word), *cells)
    return table


def _word(overview: Overview, word: int) -> Text:
    return keyword_text(overview.words[word], style="bold", unknown=overview.unknown)


def _named(overview: Overview, found: BestPicture) -> Text:
    name = clean(Path(overview.pictures[found.picture]).name)
    return Text.assemble(f"{found.similarity:.3f} ", name, (f" [{found.picture + 1}]", "dim"))


def _about(overview: Overview, columns: int) -> str:
    among = "within its group" if overview.is_grouped else "among the words"
    text = f"Share of each word {among}, by the numbers of the pictures"
    left_out = len(overview.pictures) - columns
    return f"{text}; {left_out} more pictures in --json, --csv and --html" if left_out else text


def _matrix(overview: Overview, words: list[int], columns: list[int]) -> Table:
    table = _table()
    table.add_column("word", overflow="fold")
    for number in columns:
        table.add_column(Text(f"[{number + 1}]"), justify="right", no_wrap=True)
    for word in words:
        shares = [float(overview.shares(number)[word]) for number in columns]
        best = max(shares)
        cells = [Text(_cell(share), "green" if share == best else "") for share in shares]
        table.add_row(_word(overview, word), *cells)
    return table


def _cell(share: float) -> str:
    return "–" if isnan(share) else percent(share)


def _table() -> Table:
    return Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
