"""Rankings and audits as plain data, for ``--json``, ``--csv`` and the HTTP API."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clip_critic.ranking.answer import Answer
from clip_critic.ranking.audit import Audit, PhraseEffect
from clip_critic.ranking.heatmap import HeatMaps
from clip_critic.ranking.phrases import when_record, when_text
from clip_critic.ranking.result import DEFAULT_ROUNDS, DEFAULT_THRESHOLD, Entry, Ranking, Round
from clip_critic.ranking.seen import SeenWord, seen_words

Record = dict[str, Any]

CSV_COLUMNS = ("picture", "encoder", "rank", "keyword", "group", "similarity", "share", "truncated")


def answer_record(answer: Answer) -> Record:
    """Return the answer about one picture; only the audit if nothing else was requested."""
    if answer.question.words is None and answer.audit is not None:
        return audit_record(answer.audit)
    question = answer.question
    record = ranking_record(answer.ranking, question.rounds, question.threshold, answer.contrasts)
    return {**record, "audit": audit_record(answer.audit)} if answer.audit is not None else record


def ranking_record(
    ranking: Ranking,
    rounds: int = DEFAULT_ROUNDS,
    threshold: float = DEFAULT_THRESHOLD,
    contrasts: Ranking | None = None,
) -> Record:
    """Return one picture's ranking, starting with the best keyword.

    The share of a single keyword is null: there is nothing to compare it with.
    """
    alone = len(ranking) == 1
    record: Record = {
        "picture": ranking.picture,
        "encoder": ranking.encoder,
        "keywords": [_entry(entry, alone) for entry in ranking.entries()],
        "rounds": [_round(step) for step in ranking.rounds(rounds, threshold)],
    }
    if contrasts is not None:
        record["contrasts"] = [
            [
                {"keyword": entry.keyword, "share": entry.group_share, "similarity": entry.similarity}
                for entry in contrasts.group_entries(span)
            ]
            for span in contrasts.groups
        ]
    return record


def places_record(ranking: Ranking, heat: HeatMaps) -> Record:
    """Return where words are found, starting with the best of the ranking; all places are in pixels."""
    return {
        "picture": ranking.picture,
        "encoder": ranking.encoder,
        "size": list(heat.size),
        "read": list(heat.box),
        "boxes": [list(box) for box in heat.boxes],
        "exact": heat.exact,
        "keywords": [_found(seen) for seen in seen_words(ranking, heat)],
    }


def _found(seen: SeenWord) -> Record:
    spot = seen.spot
    return {
        "keyword": seen.word,
        "similarity": seen.entry.similarity,
        "box": list(spot.box) if spot.box else None,
        "peak": {"value": spot.peak, "x": spot.at[0], "y": spot.at[1]},
        "spread": spot.spread,
        "where": seen.place,
        "placed": seen.placed,
        "truncated": seen.entry.truncated,
    }


def group_records(ranking: Ranking) -> list[Record]:
    """Return each group with its words, compared only with each other; none if there is only one group."""
    if len(ranking.groups) < 2:
        return []
    return [
        {
            "name": span.name,
            "keywords": [
                {"keyword": entry.keyword, "share": entry.group_share, "similarity": entry.similarity}
                for entry in ranking.group_entries(span)
            ],
        }
        for span in ranking.groups
    ]


def audit_record(audit: Audit) -> Record:
    """Return one picture's audit, with phrases in the order of the prompt; parts count from 1."""
    return {
        "picture": audit.ranking.picture,
        "encoder": audit.ranking.encoder,
        "prompt": str(audit.prompt),
        "similarity": audit.similarity,
        "truncated": audit.truncated,
        "phrases": [_phrase(row, alone=len(audit.ranking) == 1) for row in audit.phrases],
        "texts": [
            {
                "text": text.text,
                "part": text.part + 1,
                "chunk": text.chunk,
                "share_of_steps": text.share,
                "similarity": text.similarity,
            }
            for text in audit.texts
        ],
        "networks": [
            {
                "kind": network.kind,
                "name": network.arguments[0],
                "arguments": list(network.arguments[1:]),
                "start": network.start,
                "end": network.end,
            }
            for network in audit.prompt.networks
        ],
    }


def _phrase(row: PhraseEffect, *, alone: bool) -> Record:
    return {
        "phrase": row.phrase.text,
        "weight": row.phrase.weight,
        "start": row.phrase.start,
        "end": row.phrase.end,
        "part": row.phrase.part + 1,
        "part_weight": row.part_weight,
        "chunk": row.chunk,
        "when": when_text(row.when) or None,
        "steps": None if row.when.is_always else when_record(row.when),
        "similarity": row.entry.similarity,
        "share": None if alone else row.entry.share,
        "rank": row.entry.rank,
        "effect": row.effect,
        "verdict": row.verdict.value,
    }


def csv_rows(ranking: Ranking) -> Iterator[tuple[Any, ...]]:
    """Yield one row per keyword, with columns in the order of `CSV_COLUMNS`."""
    alone = len(ranking) == 1
    for entry in ranking.entries():
        row = {"picture": ranking.picture, "encoder": ranking.encoder, **_entry(entry, alone)}
        yield tuple(row[column] for column in CSV_COLUMNS)


def _entry(entry: Entry, alone: bool) -> Record:
    return {
        "keyword": entry.keyword,
        "group": entry.group,
        "similarity": entry.similarity,
        "share": None if alone else entry.share,
        "rank": entry.rank,
        "truncated": entry.truncated,
    }


def _round(step: Round) -> Record:
    return {
        "round": step.number,
        "winner": step.winner,
        "share": step.share,
        "above": [{"keyword": item.keyword, "share": item.share} for item in step.above],
    }
