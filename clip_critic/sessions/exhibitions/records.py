"""Exhibitions as plain data, for ``--json``, CSV, exports and the HTTP API."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clip_critic.errors import SessionError
from clip_critic.ranking.records import Record
from clip_critic.sessions.base import ShownStep
from clip_critic.sessions.exhibitions.axes import Axis
from clip_critic.sessions.exhibitions.cells import CellPlan
from clip_critic.sessions.exhibitions.effects import Split
from clip_critic.sessions.exhibitions.estimate import Estimate
from clip_critic.sessions.exhibitions.results import (
    Findings,
    Measure,
    Measured,
    ShownEffect,
    effects_of,
    findings_of,
    highest_first,
    measured,
)
from clip_critic.sessions.exhibitions.session import Exhibition
from clip_critic.sessions.exhibitions.sight import words_of
from clip_critic.tasting.liking import CSV_COLUMNS as TASTE_COLUMNS
from clip_critic.tasting.liking import PictureTaste, csv_cells

MIXES = 20
"""The most cells whose mix is told: those with the clearest interaction."""


def exhibition_record(exhibition: Exhibition, steps: Sequence[ShownStep]) -> Record:
    """Return an exhibition with a step for each line, without its measures."""
    return {
        "id": exhibition.id,
        "kind": "exhibition",
        "created": exhibition.created,
        "settings": asdict(exhibition.settings),
        "encoder": exhibition.encoder,
        "axes": axes_record(exhibition),
        "pictures": len(exhibition.plan.queue),
        "made": sum(cell.key in exhibition.made for cell in exhibition.plan.queue),
        "failed": len(exhibition.failed),
        "steps": [{"number": step.number, "file": step.file, "text": step.text} for step in steps],
        "notes": list(exhibition.notes),
    }


def brief_of(exhibition: Exhibition) -> Record:
    """Return an exhibition's entry in a list."""
    return {
        "id": exhibition.id,
        "created": exhibition.created,
        "prompt": exhibition.settings.prompt,
        "axes": [{"name": axis.name, "values": len(axis.values)} for axis in exhibition.plan.axes],
        "steps": min(len(exhibition.made), exhibition.pictures),
        "of": exhibition.pictures,
        "file": next((step.file for step in exhibition.made.values()), ""),
    }


def axes_record(exhibition: Exhibition) -> list[Record]:
    """Return the axes with their values."""
    return [_axis(axis) for axis in exhibition.plan.axes]


def _axis(axis: Axis) -> Record:
    return {"name": axis.name, "setting": axis.is_setting or bool(axis.option), "values": list(axis.values)}


def gallery_record(exhibition: Exhibition) -> Record:
    """Return the layout of the gallery: the axes, and what is in each cell, row by row with the seeds last.

    ``files`` has a name for each cell, or "" where nothing is there; ``errors`` has the reasons by the
    index of the cell. ``list`` is the list of the measured words as text.
    """
    plan, made, failed = exhibition.plan, exhibition.made, exhibition.failed
    return {
        "id": exhibition.id,
        "prompt": exhibition.settings.prompt,
        "axes": axes_record(exhibition),
        "seeds": list(plan.seeds),
        "words": list(exhibition.sight.words) if exhibition.sight else [],
        "list": exhibition.sight.text if exhibition.sight else "",
        "groups": [[s.name, s.start, s.stop] for s in exhibition.sight.groups] if exhibition.sight else [],
        "files": [made[cell.key].file if cell.key in made else "" for cell in plan.cells],
        "errors": {
            str(index): failed[cell.key][-1].error
            for index, cell in enumerate(plan.cells)
            if cell.key in failed
        },
        "version": len(exhibition.steps),
    }


def cell_record(exhibition: Exhibition, index: int) -> Record:
    """Return one cell with everything about it: what was asked, its picture, and all its measures.

    Raises:
        SessionError: there is no such cell.
    """
    plan = exhibition.plan
    if not 0 <= index < len(plan.cells):
        raise SessionError(f"The exhibition has no cell {index}: it has {len(plan.cells)}.")
    cell = plan.cells[index]
    request = plan.request(cell.at, cell.seed)
    step = exhibition.made.get(cell.key)
    failed = exhibition.failed.get(cell.key, ())
    record: dict[str, Any] = {
        "index": index,
        "values": plan.values(cell.at),
        "seed": step.seed if step else request.seed,
        "prompt": request.prompt,
        "negative_prompt": request.negative_prompt,
        "file": step.file if step else "",
        "digest": step.digest if step else "",
        "own": step.own if step else None,
        "error": failed[-1].error if failed else "",
        "words": [],
    }
    if step is not None and exhibition.sight is not None:
        similar = exhibition.sight.similarities(exhibition.units()[step.row][None])
        shares = exhibition.sight.shares(similar)
        record["words"] = [
            {"word": word, "similarity": round(float(value), 5), "share": _known(share)}
            for word, value, share in zip(exhibition.sight.words, similar[0], shares[0], strict=True)
        ]
    return record


def plan_record(plan: CellPlan) -> Record:
    """Return what a plan makes: its axes with all their values, and the words that are measured."""
    return {
        "axes": [_axis(axis) for axis in plan.axes],
        "prompt": plan.template,
        "first_prompt": plan.request((0,) * len(plan.axes)).prompt,
        "words": list(words_of(plan.settings, plan.axes).keywords),
        "settings": asdict(plan.settings),
    }


def values_record(exhibition: Exhibition, measure: Measure, word: str) -> Record:
    """Return one measure of each cell, None where there is none, and the cells with the highest first.

    Raises:
        BadInputError: the word is not measured.
        SessionError: no picture has been measured yet.
    """
    return measure_record(measure, word, measured(exhibition).of(measure, word).ravel())


def measure_record(measure: str, word: str, values: NDArray[np.floating]) -> Record:
    """Return a number for each cell, None where there is none, and the cells with the highest first."""
    return {
        "measure": measure,
        "word": word,
        "values": [None if np.isnan(value) else round(float(value), 5) for value in values],
        "order": highest_first(values),
    }


def effect_record(effect: ShownEffect) -> Record:
    """Return an effect as plain data."""
    return asdict(effect)


def split_record(exhibition: Exhibition, found: Split) -> Record:
    """Return what rows, columns and their mixes add, with the clearest mixes."""
    rows, columns = [axis for axis in exhibition.plan.axes if len(axis.values) > 1][:2]
    names = ("rows", "columns", "interaction", "seeds", "rest")
    return {
        "mean": found.mean,
        "shares": dict(zip(names, found.shares, strict=True)),
        "rows": {"axis": rows.name, "values": _parts(rows.values, found.rows)},
        "columns": {"axis": columns.name, "values": _parts(columns.values, found.columns)},
        "mixes": list(_mixes(rows.values, columns.values, found)),
    }


def estimate_record(size: Estimate) -> Record:
    """Return the size of an exhibition, with the sentence for people."""
    return {**asdict(size), "sentence": size.sentence}


def cells_csv(exhibition: Exhibition, tastes: Mapping[str, PictureTaste] | None = None) -> str:
    """Return a row for each cell: its values, seed, file, and similarity to each word, as CSV.

    Spreadsheets read its Japanese words if it is written as ``utf-8-sig``.

    Args:
        exhibition: the exhibition.
        tastes: what a rater would think of the pictures, by their files, for more columns.
    """
    try:
        found: Measured | None = measured(exhibition)
    except SessionError:
        found = None
    plan = exhibition.plan
    words = found.words if found else ()
    names = [axis.name for axis in plan.axes]
    flat = found.similarities.reshape(len(plan.cells), len(words)).astype(np.float64) if found else None
    more = () if tastes is None else TASTE_COLUMNS
    head = [*names, "seed", "file", "error", "own prompt", *(f"similarity: {word}" for word in words), *more]

    def rows() -> Iterator[list[Any]]:
        for index, cell in enumerate(plan.cells):
            step, failed = exhibition.made.get(cell.key), exhibition.failed.get(cell.key, ())
            numbers = flat[index].round(5).tolist() if flat is not None else ()
            yield [
                *plan.values(cell.at).values(),
                step.seed if step else plan.seeds[cell.seed],
                step.file if step else "",
                failed[-1].error if failed else "",
                step.own if step else "",
                *("" if number != number else number for number in numbers),  # nan is not itself
                *(() if tastes is None else csv_cells(tastes.get(step.file) if step else None)),
            ]

    return _csv(head, rows())


def effects_csv(exhibition: Exhibition) -> str:
    """Return a row for each effect, as CSV; the header alone if nothing has been measured yet."""
    try:
        found = effects_of(exhibition)
    except SessionError:
        found = []
    names = [row.name for row in fields(ShownEffect)]
    return _csv(names, (["" if value is None else value for value in asdict(one).values()] for one in found))


def results_record(exhibition: Exhibition) -> Record:
    """Return the effects and the split, for ``--json`` and exports; empty before any measurement."""
    try:
        found = findings_of(exhibition)
    except SessionError:
        return {"comparisons": 0, "effects": [], "split": None}
    return findings_record(exhibition, found)


def findings_record(exhibition: Exhibition, found: Findings, limit: int | None = None) -> Record:
    """Return the effects and the split as plain data.

    Args:
        exhibition: the exhibition.
        found: what it has found.
        limit: the most effects, the clearest ones; None for all.
    """
    return {
        "comparisons": found.comparisons,
        "effects": [effect_record(effect) for effect in found.effects[:limit]],
        "split": split_record(exhibition, found.split) if found.split else None,
    }


def _parts(values: Sequence[str], numbers: Iterable[float]) -> list[Record]:
    return [
        {"value": value, "adds": round(float(number), 6)}
        for value, number in zip(values, numbers, strict=True)
    ]


def _mixes(rows: Sequence[str], columns: Sequence[str], found: Split) -> Iterator[Record]:
    """Yield the cells whose mix is more, or less, than the sum of its parts, the clearest first."""
    effects = found.effects
    p = np.where(np.isfinite(effects.adjusted), effects.adjusted, 2.0)
    order = np.lexsort((-np.abs(found.interaction).ravel(), p.ravel()))
    for place in order[:MIXES]:
        row, column = np.unravel_index(int(place), p.shape)
        at = int(row), int(column)
        yield {
            "row": rows[at[0]],
            "column": columns[at[1]],
            "adds": round(float(found.interaction[at]), 6),
            "low": _known(effects.low[at]),
            "high": _known(effects.high[at]),
            "adjusted": _known(effects.adjusted[at]),
        }


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _csv(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([_safe(name) for name in head])
    writer.writerows([_safe(value) for value in row] for row in rows)
    return text.getvalue()


def _safe(value: Any) -> Any:
    """Return a cell of a table that no spreadsheet takes for a formula."""
    is_formula = isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r")
    return f"'{value}" if is_formula else value
