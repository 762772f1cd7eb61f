"""Rankings and audits as HTML. Jinja2 escapes everything that comes from outside."""

from __future__ import annotations

from functools import cache
from secrets import token_hex
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from clip_critic.keywords.identity import word_key
from clip_critic.ranking.answer import Answer
from clip_critic.ranking.audit import Verdict
from clip_critic.ranking.phrases import when_words
from clip_critic.ranking.result import Entry, Ranking
from clip_critic.tables import percent

SHOWN_ROWS = 200
"""The most rows of a ranking or an audit on the page, which says how many are left out."""

SHOWN_IN_PART = 50
"""The most rows of a round, group or contrast, and the most groups and contrasts."""

SHOWN_IN_ROUNDS = 5_000
"""Rows of all rounds together: the more rounds there are, the fewer rows each has."""

MIN_THRESHOLD = 0.001
"""The smallest share that a round shows on the page: it limits a round to 1000 words."""

LONG_WORD = 32
"""Characters of the longest word that is never broken."""


def answer_html(answer: Answer, *, rows: int = SHOWN_ROWS) -> str:
    """Return an answer as HTML: bars, rounds, groups, contrasts and the audit, one section each."""
    ranking, contrasts, question = answer.ranking, answer.contrasts, answer.question
    rounds = ranking.rounds(question.rounds, max(question.threshold, MIN_THRESHOLD))
    return render(
        "ranking.html",
        ranking=ranking,
        entries=list(ranking.entries(rows)),
        shown=rows,
        rounds=rounds,
        in_round=max(min(SHOWN_IN_PART, SHOWN_IN_ROUNDS // max(len(rounds), 1)), 1),
        groups=_parts(ranking) if len(ranking.groups) > 1 else [],
        contrasts=_parts(contrasts) if contrasts else [],
        all_groups=len(ranking.groups),
        all_contrasts=len(contrasts.groups) if contrasts else 0,
        audit=answer.audit,
        notes=answer.notes,
        Verdict=Verdict,
        token=token_hex(8),  # distinguishes rankings, even of the same words
    )


def message_html(text: str, kind: str = "error") -> str:
    """Return a message for the user; ``kind`` is "error", "warning" or "done".

    Each message contains a random token, as the page would not show the same one twice.
    """
    return render("message.html", text=text, kind=kind, token=token_hex(4)) if text else ""


def _parts(ranking: Ranking) -> list[tuple[str, list[Entry], int]]:
    """Return the name, the rows to show and the total number of rows of each group to show."""
    return [
        (span.name, list(ranking.group_entries(span, SHOWN_IN_PART)), len(span))
        for span in ranking.groups[:SHOWN_IN_PART]
    ]


def render(template: str, **values: Any) -> str:
    """Return a template filled with values."""
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
    environment.filters["when_words"] = when_words
    environment.tests["long"] = has_long_word
    return environment


def has_long_word(text: str) -> bool:
    """Return whether a text has a word that no column is wide enough for, so that it has to be broken."""
    return any(len(word) > LONG_WORD for word in str(text).split())
