"""An audit in the terminal: the phrases in the prompt's order, with their effects as bars."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from clip_critic.cli.show.bars import effect_bar, keyword_text
from clip_critic.cli.show.terminal import clean
from clip_critic.ranking.answer import Answer
from clip_critic.ranking.audit import Audit, PhraseEffect, Verdict
from clip_critic.tables import percent

STYLES = {Verdict.HELPS: "green", Verdict.NOTHING: "dim", Verdict.AGAINST: "red", Verdict.UNREAD: "yellow"}


def audit_view(answer: Answer) -> Iterator[RenderableType]:
    """Yield everything to print for an answer's audit; nothing where it has none."""
    audit = answer.audit
    if audit is None:
        return
    ranking = audit.ranking
    yield Text.assemble((clean(ranking.picture), "bold"), (f"  {clean(ranking.encoder)}", "dim"))
    yield Text(f"Similarity of the whole prompt: {audit.similarity:.3f}")
    if audit.truncated:
        yield Text(f"{audit.truncated} of its tokens exceed the encoder's limit and were not read.", "yellow")
    yield _table(audit)
    idle = len(audit.idle)
    yield Text(
        f"{idle} of {len(audit.phrases)} phrases do nothing, work against the picture or are not read."
    )


def _table(audit: Audit) -> Table:
    largest = max(abs(row.effect) for row in audit.phrases)
    weighted = any(row.phrase.weight != 1 for row in audit.phrases)
    alone = len(audit.ranking) == 1
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("phrase", overflow="fold")
    if weighted:
        table.add_column("weight", justify="right", no_wrap=True)
    table.add_column("effect", justify="center")
    table.add_column("", justify="right", no_wrap=True)
    table.add_column("verdict", overflow="fold")
    table.add_column("similarity", justify="right", no_wrap=True)
    table.add_column("share", justify="right", no_wrap=True)
    for row in audit.phrases:
        weight = [Text(f"{row.phrase.weight:g}")] if weighted else []
        table.add_row(*_first(row), *weight, *_rest(row, largest, alone=alone))
    return table


def _first(row: PhraseEffect) -> list[RenderableType]:
    return [keyword_text(row.phrase.text, row.entry.truncated)]


def _rest(row: PhraseEffect, largest: float, *, alone: bool) -> list[RenderableType]:
    style = STYLES[row.verdict]
    return [
        effect_bar(row.effect, largest, "white" if style == "dim" else style),
        Text(f"{row.effect:+.4f}"),
        Text(row.verdict.value, style),
        Text(f"{row.entry.similarity:.3f}"),
        Text("–" if alone else percent(row.entry.share)),
    ]
