"""Exports of answers and of feedback sessions: texts and files that can be shared."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from clip_critic.errors import SessionError
from clip_critic.pictures.opening import Picture
from clip_critic.ranking.answer import Answer
from clip_critic.ranking.records import CSV_COLUMNS, answer_record, csv_rows
from clip_critic.reports.tastes import Tastes
from clip_critic.sessions.feedback.records import seen_record, session_record
from clip_critic.sessions.feedback.session import Session
from clip_critic.sessions.feedback.steps import Step, kept
from clip_critic.storage.files import reason, write_atomically
from clip_critic.tasting.liking import CSV_COLUMNS as TASTE_COLUMNS
from clip_critic.tasting.liking import PictureTaste, csv_cells, taste_field, tastes_field


def answer_csv(answer: Answer, taste: PictureTaste | None = None) -> str:
    """Return a ranking as CSV: a row for each keyword, with shares from 0 to 1, and a taste if there is one.

    Spreadsheets read its Japanese words if it is written as ``utf-8-sig``.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    columns, cells = (TASTE_COLUMNS, csv_cells(taste)) if taste else ((), ())
    writer.writerow((*CSV_COLUMNS, *columns))
    writer.writerows((*row, *cells) for row in csv_rows(answer.ranking))
    return text.getvalue()


def answer_json(answer: Answer, taste: PictureTaste | None = None) -> str:
    """Return an answer as JSON: the record of the HTTP API, with the notes for the user."""
    record = {**answer_record(answer), "notes": list(answer.notes), **taste_field(taste)}
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def answer_html(picture: Picture, answer: Answer, taste: PictureTaste | None = None) -> str:
    """Return an answer about a picture as a self-contained page."""
    from clip_critic.reports.report import Ranked, report_html

    return report_html(picture.name, "", [Ranked(picture.name, picture.image, answer, taste)])


def export_session(session: Session, folder: Path, tastes: Tastes | None = None) -> Iterator[Path]:
    """Write a session to a folder, and yield the path of each written file.

    Raises:
        SessionError: a picture of the session is missing.
        StorageError: the folder cannot be written.
    """
    record = session_record(session)
    record["steps"] = [seen_record(session, step.number) for step in session.steps]
    record.update(tastes_field(tastes))
    texts = {"session.json": json.dumps(record, ensure_ascii=False, indent=1) + "\n"}
    for name, content in {**texts, **_views(session, tastes)}.items():
        write_atomically(folder / name, content)
        yield folder / name
    for file in dict.fromkeys(_files(session.steps)):
        source = session.path(file)
        try:
            picture = source.read_bytes()
        except OSError as error:
            raise SessionError(f"{source} cannot be read: {reason(error)}.") from None
        write_atomically(folder / file, picture)
        yield folder / file


def _files(steps: Iterable[Step]) -> Iterator[str]:
    """Yield the names of the steps' masks and pictures; a mask of several steps more than once."""
    for step in steps:
        if step.mask is not None:
            yield step.mask.file
        yield from (candidate.file for candidate in step.candidates)


def _views(session: Session, tastes: Tastes | None) -> dict[str, bytes | str]:
    """Return the report and the animation; nothing if there is no picture yet."""
    from clip_critic.pictures.animation import animation
    from clip_critic.reports.addresses import address_of
    from clip_critic.reports.loop_report import session_report_html
    from clip_critic.sessions.feedback.frames import frames

    if not session.steps or kept(session.steps) is None:
        return {}
    moving, kind = animation(list(frames(session)))
    report = session_report_html(session, moving=address_of(moving, f"image/{kind}"), tastes=tastes)
    return {"report.html": report, f"animation.{kind}": moving}
