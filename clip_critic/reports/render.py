"""Rankings and audits as HTML to look at. Jinja2 escapes everything that comes from outside."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from secrets import token_hex
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from clip_critic.keywords.identity import word_key
from clip_critic.ranking.audit import Audit, Verdict
from clip_critic.ranking.result import DEFAULT_ROUNDS, DEFAULT_THRESHOLD, Entry, Ranking

SHOWN_ROWS = 200
"""Rows of the ranking and of the audit on the page; what is left out is said there."""

SHOWN_IN_PART = 50
"""Rows of one round, group or contrast, and how many groups and contrasts there are."""

MIN_THRESHOLD = 0.001
"""The smallest share that a round shows on the page: with it, a round has 1000 words at most."""


def ranking_html(
    ranking: Ranking,
    *,
    rounds: int = DEFAULT_ROUNDS,
    threshold: float = DEFAULT_THRESHOLD,
    contrasts: Ranking | None = None,
    audit: Audit | None = None,
    notes: Sequence[str] = (),
    rows: int = SHOWN_ROWS,
) -> str:
    """The result of one ranking: bars, rounds, groups, contrasts and the audit, one section each."""
    return render(
        "ranking.html",
        ranking=ranking,
        entries=list(ranking.entries(rows)),
        shown=rows,
        rounds=ranking.rounds(rounds, threshold),
        threshold=threshold,
        groups=_parts(ranking) if len(ranking.groups) > 1 else [],
        contrasts=_parts(contrasts) if contrasts else [],
        all_groups=len(ranking.groups),
        all_contrasts=len(contrasts.groups) if contrasts else 0,
        audit=audit,
        notes=[*notes, *ranking.notes, *ranking.encoder_notes],
        Verdict=Verdict,
        token=token_hex(8),  # tells one ranking from the next, even of the same words
    )


def message_html(text: str, kind: str = "error") -> str:
    """One message to the user: ``kind`` is "error", "warning" or "done".

    No two are equal: the page would not show one again that stands there already.
    """
    return render("message.html", text=text, kind=kind, token=token_hex(4)) if text else ""


def _parts(ranking: Ranking) -> list[tuple[str, list[Entry], int]]:
    """Name, rows to show and number of all rows of each group that is shown."""
    return [
        (span.name, list(ranking.group_entries(span, SHOWN_IN_PART)), len(span))
        for span in ranking.groups[:SHOWN_IN_PART]
    ]


def render(template: str, **values: Any) -> str:
    return (
        _environment().get_template(template).render({"shown": SHOWN_ROWS, "part": SHOWN_IN_PART, **values})
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("clip_critic.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["percent"] = percent
    environment.filters["word_key"] = word_key
    return environment


def percent(share: float) -> str:
    """A share as a reader wants it: one decimal, and never 0.0 % or 100.0 % for what is neither."""
    if 0 < share < 0.0005:
        return "< 0.1 %"
    if 0.9995 <= share < 1:
        return "> 99.9 %"
    return f"{share * 100:.1f} %"
