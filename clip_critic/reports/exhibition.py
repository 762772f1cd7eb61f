"""An exhibition as a self-contained HTML file: what it has found, and its pictures under sticky headers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any

from clip_critic.errors import PictureError, SessionError, StorageError
from clip_critic.pictures.opening import open_picture
from clip_critic.progress import Progress, silent
from clip_critic.reports.addresses import is_tiny, small_url
from clip_critic.reports.render import render
from clip_critic.reports.tastes import Tastes, short_of, shown_tastes
from clip_critic.sessions.base import ShownStep
from clip_critic.sessions.exhibitions.cells import Cell, label_of
from clip_critic.sessions.exhibitions.effects import SIGNIFICANT
from clip_critic.sessions.exhibitions.records import (
    cells_csv,
    effects_csv,
    exhibition_record,
    findings_record,
    results_record,
)
from clip_critic.sessions.exhibitions.results import NOTHING, Findings, ShownEffect, findings_of
from clip_critic.sessions.exhibitions.session import Exhibition
from clip_critic.storage.files import reason, write_atomically
from clip_critic.tasting.liking import best_first, tastes_field

EFFECTS, FIRST_EFFECTS = 400, 25
"""The number of effects on the page, and of those that are shown unfolded."""
PICTURES = 3000
"""The most pictures on a page; of an exhibition with more, those of the first seeds."""
SIDES = ((150, 224), (600, 160), (PICTURES, 104))
"""The longest side of pictures in pixels, by the most pictures on the page."""
LIKED = 60
"""The most pictures that are shown in the order of a taste."""
CSV_ENCODING = "utf-8-sig"


def exhibition_html(exhibition: Exhibition, progress: Progress = silent, tastes: Tastes | None = None) -> str:
    """Return the page.

    Args:
        exhibition: the exhibition.
        tastes: what a rater would think of the pictures, by their files; with it, the page also shows them
            in the order of the taste.
        progress: a callback that reports the pictures read; it may raise `InterruptedByUser`.
    """
    findings = _findings(exhibition)
    found = findings.effects if findings else []
    results = findings_record(exhibition, findings, 0) if findings else {"split": None}
    shown = _chosen(exhibition)
    pictures = dict(_pictures(exhibition, shown, progress, tastes or {}))
    liked = [cell for cell in _liked_cells(exhibition, tastes or {}) if cell.key in pictures]
    return render(
        "exhibition_report.html",
        title=exhibition.settings.prompt or "Exhibition",
        exhibition=exhibition,
        axes=[_axis(axis.name, axis.values) for axis in exhibition.plan.axes],
        effects=[_effect(effect, _widest(found)) for effect in found[:EFFECTS]],
        first_effects=FIRST_EFFECTS,
        measures=any(effect.low is not None for effect in found),
        effects_found=len(found),
        compared=findings.comparisons if findings else 0,
        split=results["split"],
        liked=shown_tastes((tastes or {}).values()),
        ordered=[_figure(exhibition, cell, pictures) for cell in liked[:LIKED]],
        walls=list(_walls(exhibition, pictures)),
        left_out=len(exhibition.made) - len(pictures),
        nothing=NOTHING,
        significant=SIGNIFICANT,
    )


def export_exhibition(exhibition: Exhibition, folder: Path, tastes: Tastes | None = None) -> Iterator[Path]:
    """Write an exhibition to a folder, and yield the path of each written file.

    Raises:
        SessionError: a picture of the exhibition is missing.
        StorageError: the folder cannot be written.
    """
    steps = [ShownStep(step.number, step.file, step.place) for step in exhibition.steps]
    record = {**exhibition_record(exhibition, steps), **results_record(exhibition), **tastes_field(tastes)}
    texts: dict[str, bytes] = {
        "session.json": (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode(),
        "cells.csv": cells_csv(exhibition, tastes).encode(CSV_ENCODING),
        "effects.csv": effects_csv(exhibition).encode(CSV_ENCODING),
        "report.html": exhibition_html(exhibition, tastes=tastes).encode(),
    }
    for name, content in texts.items():
        write_atomically(folder / name, content)
        yield folder / name
    for file in dict.fromkeys(step.file for step in exhibition.made.values()):
        source = exhibition.path(file)
        try:
            data = source.read_bytes()
        except OSError as error:
            raise SessionError(f"{source} cannot be read: {reason(error)}.") from None
        write_atomically(folder / file, data)
        yield folder / file


def write_page(
    path: Path, exhibition: Exhibition, progress: Progress = silent, tastes: Tastes | None = None
) -> None:
    """Write the page to a file in one step; raises `StorageError`."""
    write_atomically(path, exhibition_html(exhibition, progress, tastes))


def write_csv(path: Path, text: str) -> None:
    """Write CSV to a file in one step, so that spreadsheets read its Japanese; raises `StorageError`."""
    write_atomically(path, text.encode(CSV_ENCODING))


def _findings(exhibition: Exhibition) -> Findings | None:
    try:
        return findings_of(exhibition)
    except SessionError:
        return None


def _axis(name: str, values: Sequence[str]) -> dict[str, Any]:
    return {"name": name, "values": [value or NOTHING for value in values]}


def _widest(effects: Sequence[ShownEffect]) -> float:
    """Return the largest number of all intervals, to which the bars are drawn."""
    ends = [abs(end) for effect in effects[:EFFECTS] for end in (effect.low, effect.high, effect.mean) if end]
    return max(ends, default=1.0)


def _effect(effect: ShownEffect, widest: float) -> dict[str, Any]:
    """Return an effect for the template; ends of bars are from 0 to 1, and 0.5 is no effect."""
    low, high = effect.low, effect.high
    return {
        "effect": effect,
        "clear": effect.adjusted is not None and effect.adjusted < SIGNIFICANT,
        "bar": None
        if low is None or high is None
        else [0.5 + 0.5 * end / widest for end in (low, effect.mean, high)],
    }


def _chosen(exhibition: Exhibition) -> list[str]:
    """Return the keys of the pictures on the page: if there are too many, those of the first seeds."""
    by_seed = sorted(exhibition.plan.cells, key=lambda cell: cell.seed)
    keys = dict.fromkeys(cell.key for cell in by_seed if cell.key in exhibition.made)
    return list(keys)[:PICTURES]


def _pictures(
    exhibition: Exhibition, keys: Sequence[str], progress: Progress, tastes: Tastes
) -> Iterator[tuple[str, dict[str, Any]]]:
    side = next((pixels for most, pixels in SIDES if len(keys) <= most), SIDES[-1][1])
    for number, key in enumerate(keys):
        progress(number, len(keys), "thumbnails")
        step = exhibition.made[key]
        try:
            image = open_picture(exhibition.path(step.file)).image
        except (PictureError, StorageError):  # it was moved or deleted meanwhile
            continue
        shown = {"address": small_url(image, side), "pixels": is_tiny(image), "own": step.own}
        yield key, {**shown, "taste": short_of(tastes.get(step.file))}


def _liked_cells(exhibition: Exhibition, tastes: Tastes) -> Iterator[Cell]:
    """Yield the cells of the pictures in the order of a taste, each picture once."""
    by_file = {exhibition.made[cell.key].file: cell for cell in _made_cells(exhibition)}
    files = [file for file in tastes if file in by_file]
    return (by_file[files[index]] for index in best_first([tastes[file] for file in files]))


def _made_cells(exhibition: Exhibition) -> Iterator[Cell]:
    return (cell for cell in exhibition.plan.cells if cell.key in exhibition.made)


def _walls(exhibition: Exhibition, pictures: Mapping[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield a table of pictures for each choice of the axes that are neither rows nor columns.

    A cell has a picture for each seed. With one axis the columns are the seeds.
    """
    plan = exhibition.plan
    cells = {(cell.at, cell.seed): cell for cell in plan.cells}
    rows, *rest = plan.axes
    columns, others = rest[:1], rest[1:]
    seeds = range(len(plan.seeds))
    for choice in product(*(range(len(axis.values)) for axis in others)):
        places = zip(others, choice, strict=True)

        def cell_of(row: int, column: int, choice: tuple[int, ...] = choice) -> list[dict[str, Any]]:
            at = (row, column, *choice) if columns else (row,)
            chosen = [cells[at, seed] for seed in (seeds if columns else (column,))]
            return [_figure(exhibition, cell, pictures) for cell in chosen]

        names = columns[0].values if columns else tuple(map(str, plan.seeds))
        yield {
            "heading": ", ".join(f"{axis.name}: {axis.values[at] or NOTHING}" for axis, at in places),
            "corner": f"{rows.name} / {columns[0].name if columns else 'seed'}",
            "columns": [name or NOTHING for name in names],
            "rows": [
                {"name": value or NOTHING, "cells": [cell_of(row, column) for column in range(len(names))]}
                for row, value in enumerate(rows.values)
            ],
        }


def _figure(exhibition: Exhibition, cell: Cell, pictures: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    failed = exhibition.failed.get(cell.key, ())
    plan = exhibition.plan
    return {
        "picture": pictures.get(cell.key),
        "error": failed[-1].error if failed else "",
        "label": label_of(plan.values(cell.at), plan.seeds[cell.seed]),
    }
