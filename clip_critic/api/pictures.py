"""Pictures over HTTP: what a picture's metadata says, and the bundled examples."""

from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, HTTPException
from fastapi.responses import FileResponse
from pydantic import BaseModel, Field

from clip_critic.api.answers import answers, picture_of
from clip_critic.api.limits import takes_pictures
from clip_critic.errors import HostError
from clip_critic.pictures.infotext import Parameters
from clip_critic.pictures.opening import Picture
from clip_critic.ranking.question import is_of_unread_program
from clip_critic.sessions.feedback.metadata import FoundSettings, settings_for, settings_in
from clip_critic.sessions.kinds import AllJobs
from clip_critic.storage.assets import examples_dir
from clip_critic.tables import valid_unicode

FOREVER = {"Cache-Control": "private, max-age=86400"}


class PictureRequest(BaseModel):
    """A picture to look at without an encoder."""

    picture: str = Field(description="base64 of the picture's file, or a data: URL")
    name: str = Field(default="picture", description="the picture's name in messages")


def add_picture_routes(routes: APIRouter, jobs: AllJobs | None) -> None:
    """Add the routes for pictures; ``jobs`` know the host, whose names a picture's metadata may use."""

    @routes.post("/pictures/about", summary="A picture's size, its prompts and the settings in its metadata")
    @takes_pictures
    def about(request: PictureRequest) -> dict[str, Any]:
        with answers():
            picture = picture_of(request.picture, request.name)
            parameters = picture.parameters
            found = _settings(jobs, parameters)
            return {
                "width": picture.image.width,
                "height": picture.image.height,
                "prompt": valid_unicode(parameters.prompt),
                "negative_prompt": valid_unicode(parameters.negative_prompt),
                **({"program": parameters.program} if parameters.program else {}),
                "settings": dict(found.values),
                "notes": [*picture.notes, *_unread(picture), *found.notes],
            }

    @routes.get("/examples", summary="Example pictures, drawn by the bundled miniature")
    def examples() -> list[dict[str, str]]:
        return [
            {"name": path.stem, "url": f"{routes.prefix}/examples/{quote(path.name)}"}
            for path in sorted(examples_dir().glob("*.png"))
        ]

    @routes.get("/examples/{file}", summary="An example picture as PNG")
    def example(file: str) -> FileResponse:
        path = next((path for path in examples_dir().glob("*.png") if path.name == file), None)
        if path is None:
            raise HTTPException(404, "There is no such example picture.")
        return FileResponse(path, media_type="image/png", headers=FOREVER)


def _unread(picture: Picture) -> list[str]:
    program = picture.parameters.program
    sentence = f"Its metadata is of {program}, and no single prompt can be found in it."
    return [sentence] if is_of_unread_program(picture) else []


def _settings(jobs: AllJobs | None, parameters: Parameters) -> FoundSettings:
    found = settings_in(parameters)
    if jobs is None or not found.values:
        return found
    try:
        return settings_for(jobs.studio.host(), found)
    except HostError:  # reported when a session uses the host
        return found
