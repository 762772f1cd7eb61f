"""The additional HTTP routes of dreams: starting them with pictures, and their presets."""

from typing import Any, Optional

from fastapi import APIRouter, Request
from pydantic import Field, create_model

from clip_critic import tables
from clip_critic.api.answers import answers, picture_of
from clip_critic.api.bodies import Strict, sent
from clip_critic.api.fields import json_fields
from clip_critic.api.limits import takes_pictures
from clip_critic.api.naming import Naming
from clip_critic.sessions.dreams.presets import PRESETS
from clip_critic.sessions.dreams.records import status_record
from clip_critic.sessions.dreams.settings import DreamSettings
from clip_critic.sessions.dreams.work import DreamJobs

DreamBody: Any = create_model(
    "DreamSettingsBody", __base__=Strict, **json_fields(tables.rows(DreamSettings), optional=True)
)
"""The settings of a dream; those left out, or null, stay unchanged."""


class StartDream(Strict):
    """A new dream."""

    settings: DreamBody = Field(default_factory=DreamBody)
    picture: Optional[str] = Field(  # noqa: UP045
        default=None, description="base64 of a file, or a data: URL: the picture to start from"
    )
    aim: Optional[str] = Field(default=None, description="likewise, a picture to come near to")  # noqa: UP045
    run: bool = Field(default=True, description="false only creates the session")


def add_dream_routes(routes: APIRouter, jobs: DreamJobs, naming: Naming) -> None:
    """Add the routes that only dreams have."""

    @routes.post("/sessions/dream", summary="Start a session: Dreams")
    @takes_pictures
    def start(body: StartDream, http: Request) -> dict[str, Any]:
        with answers():
            naming.check(sent(body.settings), http)
            begin = None if body.picture is None else picture_of(body.picture, "start picture")
            aim = None if body.aim is None else picture_of(body.aim, "picture to come near to")
            dream = jobs.dreams.create(DreamSettings.read(sent(body.settings)), begin, aim)
            return status_record(jobs.start(dream.id) if body.run else jobs.status(dream.id))

    @routes.get("/dreams/presets", summary="Settings for dreams, named after what they look like")
    def presets() -> dict[str, Any]:
        return {
            "presets": [
                {"name": one.name, "about": one.about, "settings": dict(one.settings)} for one in PRESETS
            ]
        }
