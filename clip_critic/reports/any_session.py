"""A session of any kind as one HTML file and as a folder of files for others."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from clip_critic import tables
from clip_critic.errors import BadInputError, SessionError
from clip_critic.pictures.animation import NO_FRAMES, evenly
from clip_critic.pictures.infotext import png_with_infotext
from clip_critic.pictures.opening import open_picture
from clip_critic.pictures.sheets import Tile, sheet
from clip_critic.reports.addresses import small_url
from clip_critic.reports.exhibition import exhibition_html, export_exhibition
from clip_critic.reports.export import export_session
from clip_critic.reports.loop_report import moving_picture, session_report_html
from clip_critic.reports.render import render
from clip_critic.reports.tastes import Tastes, short_of, shown_tastes
from clip_critic.sessions.base import Kind
from clip_critic.storage.files import reason, write_atomically
from clip_critic.tasting.liking import tastes_field

SIDE = 640
"""Longest side of a picture in a report, in pixels."""
MOST_TILES = 96
"""The most pictures of a sheet."""
REPORTS: dict[str, Callable[[Any, Tastes | None], str]] = {
    "feedback": lambda session, tastes: session_report_html(
        session, moving=moving_picture(session), tastes=tastes
    ),
    "exhibition": lambda session, tastes: exhibition_html(session, tastes=tastes),
}
"""Kinds with a report of their own."""
EXPORTS: dict[str, Callable[[Any, Path, Tastes | None], Iterator[Path]]] = {
    "feedback": export_session,
    "exhibition": export_exhibition,
}
"""Kinds with an export of their own."""


def report_html(kind: Kind, session: Any, tastes: Tastes | None = None) -> str:
    """Return a session as a self-contained page.

    Args:
        kind: the session's kind.
        session: the session.
        tastes: what a rater would think of its pictures (`Kind.tastes`).

    Raises:
        PictureError: a picture of the session is missing or damaged.
    """
    if kind.name in REPORTS:
        return REPORTS[kind.name](session, tastes)
    steps = [
        {
            "step": step,
            "picture": small_url(open_picture(kind.path(session, step.file)).image, SIDE)
            if step.file
            else "",
            "percentile": short_of((tastes or {}).get(step.file)),
        }
        for step in kind.steps(session)
    ]
    settings = [
        (field.label, str(getattr(session.settings, name))) for name, _, field in tables.rows(kind.table)
    ]
    liked = shown_tastes((tastes or {}).values())
    values = {"liked": liked, "title": kind.title, "session": session, "steps": steps, "settings": settings}
    return render("session_report.html", **values)


def sheet_png(kind: Kind, session: Any) -> bytes:
    """Return the pictures of a session with their descriptions on one sheet, as PNG.

    Of very many steps, evenly spaced ones are shown, with the first and the last.

    Raises:
        BadInputError: there is no picture yet.
        PictureError: a picture is missing or damaged.
    """
    steps = evenly([step for step in kind.steps(session) if step.file], MOST_TILES)
    if not steps:
        raise BadInputError(NO_FRAMES)
    tiles = [
        Tile(open_picture(kind.path(session, step.file)).image, (str(step.number), step.text), step.number)
        for step in steps
    ]
    return png_with_infotext(sheet(tiles), "")


def export_files(kind: Kind, session: Any, folder: Path, tastes: Tastes | None = None) -> Iterator[Path]:
    """Write a session into a folder: its data, its report and its pictures; yield each file that is written.

    Args:
        kind: the session's kind.
        session: the session.
        folder: the folder.
        tastes: what a rater would think of its pictures (`Kind.tastes`).

    Raises:
        SessionError: a picture of the session is missing.
        StorageError: the folder cannot be written.
    """
    if kind.name in EXPORTS:
        yield from EXPORTS[kind.name](session, folder, tastes)
        return
    record = json.dumps({**kind.record(session), **tastes_field(tastes)}, ensure_ascii=False, indent=1) + "\n"
    for name, content in (("session.json", record), ("report.html", report_html(kind, session, tastes))):
        write_atomically(folder / name, content)
        yield folder / name
    for file in (step.file for step in kind.steps(session) if step.file):
        source = kind.path(session, file)
        try:
            data = source.read_bytes()
        except OSError as error:
            raise SessionError(f"{source} cannot be read: {reason(error)}.") from None
        write_atomically(folder / file, data)
        yield folder / file
