"""Feedback sessions over HTTP: start, watch, step, interrupt, resume, fetch.

Work goes on in the background, one session at a time in the host's queue; who asks is told where it is.
"""

from typing import Any, Literal, Optional

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field, create_model

from clip_critic.api.answers import MAX_LIST_CHARACTERS, answers, picture_of
from clip_critic.api.fields import MAX_CHARACTERS, json_fields
from clip_critic.errors import BadInputError, NoSessionError
from clip_critic.keywords.lists import KeywordList
from clip_critic.ranking.question import require_within_limits
from clip_critic.sessions.feedback.animation import animation, frames
from clip_critic.sessions.feedback.policies.base import Edit
from clip_critic.sessions.feedback.records import brief_record, seen_record, status_record
from clip_critic.sessions.feedback.session import Session
from clip_critic.sessions.feedback.sessions import Sessions
from clip_critic.sessions.feedback.settings import LoopSettings, table
from clip_critic.sessions.feedback.store import SessionStore
from clip_critic.sessions.feedback.work import LoopJobs
from clip_critic.tables import valid_unicode

MAX_WAIT = 30


class Strict(BaseModel, extra="forbid"):
    """A misspelt name is told, not ignored."""


_fields = json_fields(table(), optional=True, max_characters={"keywords": MAX_LIST_CHARACTERS})
SessionSettings: Any = create_model("SessionSettings", __base__=Strict, **_fields)
"""Of the one table of settings; what is left out, or null, stays as it is."""


class Continued(Strict):
    """Another session's step, whose best picture is the new start."""

    session: str
    step: int = Field(ge=0)


class StartRequest(Strict):
    """At most one of ``picture``, ``sketch`` and ``continue``; with none of them the start is the prompt."""

    settings: SessionSettings = Field(default_factory=SessionSettings)
    preset: Optional[str] = Field(default=None, alias="list", description="in place of settings.keywords")  # noqa: UP045
    picture: Optional[str] = Field(default=None, description="base64 of a file, or a data: URL")  # noqa: UP045
    sketch: Optional[str] = Field(default=None, description="likewise, of a rough sketch")  # noqa: UP045
    continued: Optional[Continued] = Field(default=None, alias="continue")  # noqa: UP045
    run: bool = Field(default=True, description="false only makes the session")


class StepRequest(Strict):
    """A person's prompts for the next step; what is left out is the policy's."""

    prompt: Optional[str] = Field(default=None, max_length=MAX_CHARACTERS)  # noqa: UP045
    negative_prompt: Optional[str] = Field(default=None, max_length=MAX_CHARACTERS)  # noqa: UP045


class ResumeRequest(Strict):
    """Settings for the steps to come, such as more of them."""

    settings: SessionSettings = Field(default_factory=SessionSettings)


def add_session_routes(routes: APIRouter, jobs: LoopJobs) -> None:
    """All routes of sessions, and what the host offers them."""
    sessions = jobs.sessions
    _add_work_routes(routes, jobs)
    _add_reading_routes(routes, jobs)
    _add_file_routes(routes, sessions.store)

    @routes.get("/host", summary="What makes the pictures, and the names that it offers; its defaults first")
    def host() -> dict[str, Any]:
        with answers():
            offered = sessions.host().describe()
            return {
                "name": offered.name,
                "samplers": offered.samplers,
                "schedulers": offered.schedulers,
                "checkpoints": offered.checkpoints,
                "vaes": offered.vaes,
                "styles": offered.styles,
                "side": sessions.host().side(""),
            }


def _add_work_routes(routes: APIRouter, jobs: LoopJobs) -> None:
    @routes.post("/sessions", summary="Start a feedback session")
    def start(body: StartRequest) -> dict[str, Any]:
        with answers():
            session = _created(jobs.sessions, body)
            return status_record(jobs.start(session.id) if body.run else jobs.status(session.id))

    @routes.post("/sessions/{session_id}/step", summary="One step, with the proposal or with your prompts")
    def step(session_id: str, body: Optional[StepRequest] = None) -> dict[str, Any]:  # noqa: UP045
        with answers():
            given = body or StepRequest()
            edit = Edit(_text(given.prompt), _text(given.negative_prompt))
            return status_record(jobs.step(session_id, edit))

    @routes.post("/sessions/{session_id}/resume", summary="Go on until it stops, perhaps with other settings")
    def resume(session_id: str, body: Optional[ResumeRequest] = None) -> dict[str, Any]:  # noqa: UP045
        with answers():
            changes = _given((body or ResumeRequest()).settings)
            if changes:
                jobs.sessions.change(session_id, changes)
            return status_record(jobs.start(session_id))

    @routes.post("/sessions/{session_id}/interrupt", summary="Stop it; what is finished is kept")
    def interrupt(session_id: str) -> dict[str, Any]:
        with answers():
            jobs.interrupt(session_id)
            return status_record(jobs.status(session_id))

    @routes.delete("/sessions/{session_id}", summary="Delete a session and its pictures for good")
    def delete(session_id: str) -> dict[str, Any]:
        with answers():
            jobs.sessions.store.delete(session_id)
            return {"id": session_id}


def _add_reading_routes(routes: APIRouter, jobs: LoopJobs) -> None:
    store = jobs.sessions.store

    @routes.get("/sessions", summary="Sessions, the newest first")
    def sessions(limit: int = 50, before: str = "") -> dict[str, Any]:
        """At most ``limit`` of those that are older than the session ``before``."""
        with answers():
            chosen = [one for one in store.ids() if not before or one < before][: max(limit, 0)]
            return {"at_work": jobs.at_work(), "sessions": [brief_record(store, one) for one in chosen]}

    @routes.get("/sessions/{session_id}", summary="Where a session is, with all its steps")
    def status(session_id: str, newer_than: Optional[int] = None, wait: float = 10) -> dict[str, Any]:  # noqa: UP045
        """With ``newer_than`` a version, it is answered at the next one, or after ``wait`` seconds."""
        with answers():
            found = jobs.status(session_id)
            if newer_than is not None and not found.over:
                found = jobs.wait(session_id, newer_than, min(max(wait, 0), MAX_WAIT))
            return status_record(found)

    @routes.get("/sessions/{session_id}/steps/{number}", summary="One step, with all that CLIP saw")
    def step(session_id: str, number: int) -> dict[str, Any]:
        with answers():
            return seen_record(store.read(session_id), number)


def _add_file_routes(routes: APIRouter, store: SessionStore) -> None:
    @routes.get("/sessions/{session_id}/pictures/{file}", summary="A picture as PNG, with its parameters")
    def picture(session_id: str, file: str) -> Response:
        with answers():
            path = store.read(session_id).path(file)
            try:
                return Response(path.read_bytes(), media_type="image/png")
            except OSError:
                raise NoSessionError(f"The session {session_id} has no picture {file}.") from None

    @routes.get("/sessions/{session_id}/report", summary="A session as one HTML file")
    def report(session_id: str) -> Response:
        from clip_critic.reports.loop_report import moving_picture, session_report_html

        with answers():
            session = store.read(session_id)
            return Response(
                session_report_html(session, moving=moving_picture(session)), media_type="text/html"
            )

    @routes.get("/sessions/{session_id}/animation", summary="The pictures kept, as WebP or GIF")
    def moving(session_id: str, kind: Optional[Literal["webp", "gif"]] = None) -> Response:  # noqa: UP045
        with answers():
            data, made = animation(list(frames(store.read(session_id))), kind)
            return Response(data, media_type=f"image/{made}")


def _created(sessions: Sessions, body: StartRequest) -> Session:
    starts = [one for one in (body.picture, body.sketch, body.continued) if one is not None]
    if len(starts) > 1:
        raise BadInputError("A session has one start: give a picture, a sketch, or what it continues.")
    given = _given(body.settings)
    if body.preset is not None:
        if given.get("keywords"):
            raise BadInputError("Give either keywords or the name of a list, not both.")
        given["keywords"] = sessions.critic.presets.read(valid_unicode(body.preset))
    if body.continued is not None:
        session, number = body.continued.session, body.continued.step
        base = sessions.store.read(session).settings
        return sessions.continue_from(session, number, _settings({"seed": -1, **given}, base))
    settings = _settings(given, LoopSettings())
    encoded = body.picture if body.picture is not None else body.sketch
    if encoded is None:
        return sessions.create(settings, "prompt")
    kind: Literal["picture", "sketch"] = "sketch" if body.picture is None else "picture"
    return sessions.create(settings, kind, picture_of(encoded, "start picture"))


def _given(settings: Any) -> dict[str, Any]:
    """What was sent, by name."""
    values = {name: getattr(settings, name) for name, _, _ in table()}
    return {
        name: valid_unicode(value) if isinstance(value, str) else value
        for name, value in values.items()
        if value is not None
    }


def _settings(given: dict[str, Any], base: LoopSettings) -> LoopSettings:
    settings = base.changed(given)
    require_within_limits(KeywordList.parse(settings.keywords))
    return settings


def _text(text: Optional[str]) -> Optional[str]:  # noqa: UP045
    return None if text is None else valid_unicode(text)
