"""An audit in the terminal: the phrases in the prompt's order, with their effects as bars."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from clip_critic.cli.show.bars import effect_bar, keyword_text, unknown_note
from clip_critic.cli.show.terminal import clean
from clip_critic.ranking.answer import Answer
from clip_critic.ranking.audit import Audit, PhraseEffect, Verdict
from clip_critic.ranking.phrases import when_text
from clip_critic.tables import percent

STYLES = {Verdict.HELPS: "green", Verdict.NOTHING: "dim", Verdict.AGAINST: "red", Verdict.UNREAD: "yellow"}


def audit_view(answer: Answer) -> Iterator[RenderableType]:
    """Yield everything to print for an answer's audit; nothing where it has none."""
    audit = answer.audit
    if audit is None:
        return
    ranking = audit.ranking
    yield Text.assemble((clean(ranking.picture), "bold"), (f"  {clean(ranking.encoder)}", "dim"))
    count = len(audit.texts)
    how = f" (the mean of the {count} texts that the host reads)" if count > 1 else ""
    yield Text(f"Similarity of the whole prompt: {audit.similarity:.3f}{how}")
    if audit.truncated:
        yield Text(f"{audit.truncated} of its tokens exceed the encoder's limit and were not read.", "yellow")
    yield _table(audit, answer.unknown)
    yield from unknown_note(answer.unknown)
    if audit.prompt.tags:
        yield Text(f"Extra networks, which are not words: {clean(', '.join(audit.prompt.tags))}", "dim")
    idle = len(audit.idle)
    yield Text(
        f"{idle} of {len(audit.phrases)} phrases do nothing, work against the picture or are not read."
    )


@dataclass(frozen=True)
class _Column:
    """A column between the phrase and its effect, shown if any row has text in it."""

    title: str
    text: Callable[[PhraseEffect], str]


def _columns(audit: Audit) -> list[_Column]:
    columns = [
        _Column("when", lambda row: when_text(row.when)),
        _Column("AND", lambda row: f"×{row.part_weight:g}"),
        _Column("chunk", lambda row: f"{row.chunk or '–'}"),
    ]
    if any(row.phrase.weight != 1 for row in audit.phrases):
        columns.insert(0, _Column("weight", lambda row: f"{row.phrase.weight:g}"))
    unused = {
        "when": all(row.when.is_always for row in audit.phrases),
        "AND": len(audit.prompt.parts) == 1 and audit.prompt.parts[0].weight == 1,
        "chunk": all(row.chunk <= 1 for row in audit.phrases),
    }
    return [column for column in columns if not unused.get(column.title)]


def _table(audit: Audit, unknown: Collection[str]) -> Table:
    largest = max(abs(row.effect) for row in audit.phrases)
    alone = len(audit.ranking) == 1
    columns = _columns(audit)
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("phrase", overflow="fold")
    for column in columns:
        table.add_column(column.title, justify="left" if column.title == "when" else "right", no_wrap=True)
    table.add_column("effect", justify="center")
    table.add_column("", justify="right", no_wrap=True)
    table.add_column("verdict", overflow="fold")
    table.add_column("similarity", justify="right", no_wrap=True)
    table.add_column("share", justify="right", no_wrap=True)
    for row in audit.phrases:
        between = [Text(column.text(row)) for column in columns]
        phrase = keyword_text(row.phrase.text, row.entry.truncated, unknown=unknown)
        table.add_row(phrase, *between, *_rest(row, largest, alone))
    return table


def _rest(row: PhraseEffect, largest: float, alone: bool) -> list[RenderableType]:
    style = STYLES[row.verdict]
    return [
        effect_bar(row.effect, largest, "white" if style == "dim" else style),
        Text(f"{row.effect:+.4f}"),
        Text(row.verdict.value, style),
        Text(f"{row.entry.similarity:.3f}"),
        Text("–" if alone else percent(row.entry.share)),
    ]
