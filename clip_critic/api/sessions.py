"""Sessions of every kind over HTTP: start, watch, interrupt, resume, fetch, delete.

Sessions run in the background, one at a time in the host's queue, and every answer contains their status. The
additional routes of feedback sessions are in `clip_critic.api.feedback`.
"""

from collections.abc import Callable
from typing import Any, Literal, Optional, Union

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field, create_model

from clip_critic import tables
from clip_critic.api.answers import answers
from clip_critic.api.bodies import Strict, sent
from clip_critic.api.breeding import add_breeding_routes
from clip_critic.api.dreams import DreamBody, add_dream_routes
from clip_critic.api.exhibitions import add_exhibition_routes
from clip_critic.api.feedback import SessionSettings, add_feedback_routes
from clip_critic.api.fields import json_fields
from clip_critic.api.live import add_live_routes, live_record
from clip_critic.api.naming import Naming
from clip_critic.api.session_tastes import RATER, tastes_for
from clip_critic.engine.turns import Turn
from clip_critic.errors import NoSessionError, PictureError
from clip_critic.pictures.animation import MEDIA, animation
from clip_critic.pictures.thumbnails import thumbnail
from clip_critic.sessions.base import Kind
from clip_critic.sessions.kinds import KINDS, AllJobs, all_ids, brief_record, kind_of
from clip_critic.storage.journal import damage
from clip_critic.tasting.liking import tastes_field

MAX_WAIT = 30
MAX_SIDE = 2048
"""The longest side of a small copy of a picture, in pixels."""
UNCHANGING = {"Cache-Control": "private, max-age=86400"}
"""Headers of pictures, which never change once they are written."""

SETTINGS: dict[str, Any] = {"feedback": SessionSettings, "dream": DreamBody}
"""Request bodies for settings that are defined elsewhere, by kind; all others are made from tables."""
ROUTES: dict[str, Callable[[APIRouter, Any, Naming], None]] = {
    "feedback": add_feedback_routes,
    "dream": add_dream_routes,
}
"""Kinds with their own route for starting a session, and the function that adds it."""
MORE_ROUTES: dict[str, Callable[[APIRouter, Any, AllJobs, Naming, Any, Turn], None]] = {
    "exhibition": add_exhibition_routes,
    "breeding": add_breeding_routes,
}
"""Kinds with routes besides those of every kind, and the function that adds them."""


def add_session_routes(routes: APIRouter, jobs: AllJobs, naming: Naming, turn: Turn) -> None:
    """Add the routes of sessions of every kind."""
    models = {kind.name: _settings_model(kind) for kind in KINDS}
    for kind in KINDS:
        add = ROUTES.get(kind.name)
        if add is not None:
            add(routes, jobs.of(kind), naming)
        else:
            _add_start(routes, kind, jobs, naming, models[kind.name])
        if kind.name in MORE_ROUTES:
            MORE_ROUTES[kind.name](routes, kind, jobs, naming, models[kind.name], turn)
    _add_work_routes(routes, jobs, naming, _resume_model(list(models.values())))
    _add_reading_routes(routes, jobs)
    _add_file_routes(routes, jobs, turn)
    add_live_routes(routes, jobs)


def _settings_model(kind: Kind) -> Any:
    if kind.name in SETTINGS:
        return SETTINGS[kind.name]
    fields = json_fields(tables.rows(kind.table), optional=True)
    return create_model(f"{kind.table.__name__}Body", __base__=Strict, **fields)


def _resume_model(settings: list[Any]) -> Any:
    """Return the body of *resume*: settings of any kind, which the session's own kind checks again."""
    default = Field(default_factory=settings[0], description="changes for the next steps, such as more steps")
    fields: dict[str, Any] = {"settings": (Union[tuple(settings)], default)}  # noqa: UP007 - made at run time
    return create_model("ResumeRequest", __base__=Strict, **fields)


def _add_start(routes: APIRouter, kind: Kind, all_jobs: AllJobs, naming: Naming, settings: Any) -> None:
    run = Field(default=True, description="false only creates the session")
    fields: dict[str, Any] = {"settings": (settings, Field(default_factory=settings)), "run": (bool, run)}
    body_type: Any = create_model(f"Start{kind.table.__name__}", __base__=Strict, **fields)
    jobs = all_jobs.of(kind)

    @routes.post(f"/sessions/{kind.name}", summary=f"Start a session: {kind.title}")
    def start(body: body_type, http: Request) -> dict[str, Any]:
        with answers():
            naming.check(sent(body.settings), http)
            session = jobs.work.create(sent(body.settings))
            return kind.status(jobs.start(session.id) if body.run else jobs.status(session.id))


def _add_work_routes(routes: APIRouter, jobs: AllJobs, naming: Naming, resume_type: Any) -> None:
    @routes.post("/sessions/{session_id}/resume", summary="Continue a session, with new settings if you like")
    def resume(session_id: str, http: Request, body: Optional[resume_type] = None) -> dict[str, Any]:  # noqa: UP045
        with answers(), damage(session_id):
            kind, own = jobs.find(session_id)
            changes = sent(body.settings) if body else {}
            if changes:
                naming.check(changes, http, own.work.read(session_id).settings)
                own.work.change(session_id, changes)
            return kind.status(own.start(session_id))

    @routes.post("/sessions/{session_id}/interrupt", summary="Interrupt a session; finished steps are kept")
    def interrupt(session_id: str) -> dict[str, Any]:
        with answers(), damage(session_id):
            kind, own = jobs.find(session_id)
            own.interrupt(session_id)
            return kind.status(own.status(session_id))

    @routes.delete("/sessions/{session_id}", summary="Delete a session and its pictures for good")
    def delete(session_id: str) -> dict[str, Any]:
        with answers():
            jobs.delete(session_id)
            return {"id": session_id}


def _add_reading_routes(routes: APIRouter, jobs: AllJobs) -> None:
    root = jobs.studio.folder

    @routes.get("/sessions", summary="Sessions of every kind, the newest first")
    def sessions(limit: int = 50, before: str = "", kind: str = "") -> dict[str, Any]:
        """Return at most ``limit`` sessions, only those of a ``kind`` or older than the session ``before``.

        ``launches`` rises whenever a session is started or resumed.
        """
        with answers():
            chosen = [name for name in all_ids(root, kind) if not before or name < before][: max(limit, 0)]
            return {
                "at_work": jobs.at_work(),
                "launches": jobs.launches,
                "sessions": [brief_record(root, name) for name in chosen],
            }

    @routes.get("/sessions/{session_id}", summary="The status of a session, with all its steps")
    def status(
        session_id: str,
        newer_than: Optional[int] = None,  # noqa: UP045
        wait: float = 10,
        after_step: Optional[int] = None,  # noqa: UP045
    ) -> dict[str, Any]:
        """Return the status, with the host's progress (``live``) and why nothing is left (``finished``).

        With ``newer_than``, wait up to ``wait`` seconds for a newer version. With ``after_step``, only the
        steps after that one are sent.
        """
        with answers(), damage(session_id):
            kind, own = jobs.find(session_id)
            found = own.status(session_id)
            if newer_than is not None and not found.over:
                found = own.wait(session_id, newer_than, min(wait, MAX_WAIT) if wait > 0 else 0)
            record = kind.status(found)
            record["live"] = live_record(jobs, session_id) if found.state == "running" else None
            record["finished"] = own.work.stopped(found.session) if found.over else ""
            if after_step is not None:
                steps = record["session"]["steps"]
                record["session"]["steps"] = [step for step in steps if step["number"] > after_step]
            return record


def _add_file_routes(routes: APIRouter, jobs: AllJobs, turn: Turn) -> None:
    root = jobs.studio.folder

    def opened(session_id: str) -> tuple[Kind, Any]:
        kind = kind_of(root, session_id)
        return kind, kind.store(root).read(session_id)

    @routes.get("/sessions/{session_id}/pictures/{file}", summary="A picture as PNG, with its parameters")
    def picture(session_id: str, file: str, side: int = Query(default=0, le=MAX_SIDE)) -> Response:
        """Return a picture's file, or with ``side`` a small copy that is at most so many pixels long."""
        with answers(), damage(session_id):
            kind, session = opened(session_id)
            path = kind.path(session, file)
            try:
                content, media = thumbnail(path, side) if side > 0 else (path.read_bytes(), "image/png")
            except (OSError, PictureError):
                raise NoSessionError(f"The session {session_id} has no picture {file:.80}.") from None
            return Response(content, media_type=media, headers=UNCHANGING)

    @routes.get("/sessions/{session_id}/animation", summary="A session as WebP, GIF or MP4")
    def moving(session_id: str, kind: Optional[Literal["webp", "gif", "mp4"]] = None) -> Response:  # noqa: UP045
        """Return an animation; MP4 needs PyAV and a codec on the server's machine."""
        with answers(), damage(session_id):
            own, session = opened(session_id)
            data, written = animation(list(own.frames(session)), kind, own.milliseconds)
            return Response(data, media_type=MEDIA[written])

    @routes.get("/sessions/{session_id}/sheet", summary="The pictures of a session on one sheet, as PNG")
    def contact_sheet(session_id: str) -> Response:
        from clip_critic.reports.any_session import sheet_png

        with answers(), damage(session_id):
            return Response(sheet_png(*opened(session_id)), media_type="image/png")

    @routes.get("/sessions/{session_id}/report", summary="A session as one HTML file")
    def report(session_id: str, rater: str = RATER) -> Response:
        """Return the page; with a ``rater``, with a percentile beside each picture."""
        from clip_critic.reports.any_session import report_html

        with answers(), damage(session_id):
            kind, session = opened(session_id)
            tastes = tastes_for(jobs, kind, session, rater, turn)
            return Response(report_html(kind, session, tastes), media_type="text/html")

    @routes.get("/sessions/{session_id}/tastes", summary="How much a rater would like a session's pictures")
    def tastes(
        session_id: str,
        rater: str = RATER,
        step: Optional[int] = None,  # noqa: UP045
        file: str = "",
    ) -> dict[str, Any]:
        """Return what a rater would think of each picture, by its file, and the files with the best first.

        With ``step``, only of the pictures of that step; with ``file``, only of that picture.
        """
        with answers(), damage(session_id):
            kind, session = opened(session_id)
            files = [file] if file else None if step is None else kind.step_files(session, step)
            return tastes_field(tastes_for(jobs, kind, session, rater, turn, files) or {})
