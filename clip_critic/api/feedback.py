"""The additional HTTP routes of feedback sessions: starting them, and steps by hand."""

from typing import Any, Literal, Optional

from fastapi import APIRouter, Request
from pydantic import Field, create_model

from clip_critic.api.answers import answers, picture_of
from clip_critic.api.bodies import Strict, sent
from clip_critic.api.fields import MAX_CHARACTERS, json_fields
from clip_critic.api.limits import MAX_LIST_CHARACTERS, require_short_list, takes_pictures
from clip_critic.api.naming import Naming
from clip_critic.errors import BadInputError
from clip_critic.keywords.lists import KeywordList
from clip_critic.ranking.question import require_within_limits
from clip_critic.sessions.feedback.policies.base import PromptEdit
from clip_critic.sessions.feedback.records import brief_seen_record, seen_record, status_record
from clip_critic.sessions.feedback.session import Session
from clip_critic.sessions.feedback.sessions import Sessions
from clip_critic.sessions.feedback.settings import LoopSettings, table
from clip_critic.sessions.feedback.work import LoopJobs
from clip_critic.storage.journal import damage
from clip_critic.tables import valid_unicode

_fields = json_fields(table(), optional=True, max_characters={"keywords": MAX_LIST_CHARACTERS})
SessionSettings: Any = create_model("SessionSettings", __base__=Strict, **_fields)
"""The settings of a feedback session; those left out, or null, stay unchanged."""


class Continued(Strict):
    """Another session's step, whose best picture is the new start."""

    session: str
    step: int = Field(ge=0)


class StartRequest(Strict):
    """A new session, which starts from a ``picture``, a ``sketch``, a step (``continue``) or the prompt."""

    settings: SessionSettings = Field(default_factory=SessionSettings)
    preset: Optional[str] = Field(default=None, alias="list", description="in place of settings.keywords")  # noqa: UP045
    picture: Optional[str] = Field(default=None, description="base64 of a file, or a data: URL")  # noqa: UP045
    sketch: Optional[str] = Field(default=None, description="likewise, of a rough sketch")  # noqa: UP045
    mask: Optional[str] = Field(  # noqa: UP045
        default=None,
        description="likewise, of the start picture's size: white may change, black stays as it is",
    )
    continued: Optional[Continued] = Field(default=None, alias="continue")  # noqa: UP045
    run: bool = Field(default=True, description="false only creates the session")


class StepRequest(Strict):
    """Your prompts for the next step; those left out are the policy's. Settings count from this step on."""

    prompt: Optional[str] = Field(default=None, max_length=MAX_CHARACTERS)  # noqa: UP045
    negative_prompt: Optional[str] = Field(default=None, max_length=MAX_CHARACTERS)  # noqa: UP045
    settings: SessionSettings = Field(default_factory=SessionSettings)


def add_feedback_routes(routes: APIRouter, jobs: LoopJobs, naming: Naming) -> None:
    """Add the routes that only feedback sessions have, and the one that describes the host."""
    _add_work_routes(routes, jobs, naming)
    _add_reading_routes(routes, jobs.sessions)


def _add_work_routes(routes: APIRouter, jobs: LoopJobs, naming: Naming) -> None:
    @routes.post("/sessions", summary="Start a feedback session")
    @takes_pictures
    def start(body: StartRequest, http: Request) -> dict[str, Any]:
        with answers():
            naming.check(sent(body.settings), http)
            session = _created(jobs.sessions, body)
            return status_record(jobs.start(session.id) if body.run else jobs.status(session.id))

    @routes.post("/sessions/{session_id}/step", summary="One step, with the proposal or with your prompts")
    def step(session_id: str, http: Request, body: Optional[StepRequest] = None) -> dict[str, Any]:  # noqa: UP045
        with answers(), damage(session_id):
            asked = body or StepRequest()
            edit = PromptEdit(_text(asked.prompt), _text(asked.negative_prompt))
            changes = sent(asked.settings)
            if changes:
                naming.check(changes, http, jobs.work.read(session_id).settings)
                jobs.sessions.change(session_id, changes)
            return status_record(jobs.step(session_id, edit))


def _add_reading_routes(routes: APIRouter, sessions: Sessions) -> None:
    @routes.get("/sessions/{session_id}/steps/{number}", summary="One step, with all that CLIP saw")
    def seen(session_id: str, number: int, brief: bool = False) -> dict[str, Any]:
        """Return a step with the ranking of its best picture; with ``brief``, only the best words."""
        with answers(), damage(session_id):
            record = brief_seen_record if brief else seen_record
            return record(sessions.store.read(session_id), number)

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
                "options": offered.options,
                "side": sessions.host().side(""),
            }


def _created(sessions: Sessions, body: StartRequest) -> Session:
    starts = [start for start in (body.picture, body.sketch, body.continued) if start is not None]
    if len(starts) > 1:
        raise BadInputError("A session has one start: give a picture, a sketch, or what it continues.")
    values = sent(body.settings)
    if body.preset is not None:
        if values.get("keywords"):
            raise BadInputError("Give either keywords or the name of a list, not both.")
        values["keywords"] = sessions.critic.presets.read(valid_unicode(body.preset))
    if body.continued is not None and body.mask is not None:
        raise BadInputError("A session that continues another one has its mask: give no other mask.")
    if body.continued is not None:
        session, number = body.continued.session, body.continued.step
        base = sessions.store.read(session).settings
        return sessions.continue_from(session, number, _settings({"seed": -1, **values}, base))
    settings = _settings(values, LoopSettings())
    mask = None if body.mask is None else picture_of(body.mask, "mask").image
    encoded = body.picture if body.picture is not None else body.sketch
    if encoded is None:
        return sessions.create(settings, "prompt", mask=mask)
    kind: Literal["picture", "sketch"] = "sketch" if body.picture is None else "picture"
    return sessions.create(settings, kind, picture_of(encoded, "start picture"), mask=mask)


def _settings(values: dict[str, Any], base: LoopSettings) -> LoopSettings:
    settings = base.changed(values)
    require_within_limits(KeywordList.parse(require_short_list(settings.keywords)))
    return settings


def _text(text: Optional[str]) -> Optional[str]:  # noqa: UP045
    return None if text is None else valid_unicode(text)
