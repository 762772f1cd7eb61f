"""The additional HTTP routes of breedings: choosing, going back, the order by a taste, what comes out."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Optional

from fastapi import APIRouter, Request, Response
from pydantic import Field, create_model

from clip_critic.api.answers import answers, picture_of
from clip_critic.api.bodies import Strict, sent
from clip_critic.api.fields import MAX_CHARACTERS
from clip_critic.api.limits import takes_pictures
from clip_critic.api.naming import Naming
from clip_critic.api.taste_sources import OTHERS, SourceBody, others_of
from clip_critic.concepts.records import saved_record
from clip_critic.concepts.views import check_count
from clip_critic.engine.turns import Turn
from clip_critic.errors import NoSessionError
from clip_critic.sessions.breeding.breedings import Breedings, result_of
from clip_critic.sessions.breeding.kind import BreedingKind
from clip_critic.sessions.breeding.records import order_record
from clip_critic.sessions.breeding.session import Breeding
from clip_critic.sessions.breeding.settings import BreedingSettings
from clip_critic.sessions.breeding.tasted import by_taste
from clip_critic.sessions.kinds import AllJobs
from clip_critic.storage.journal import damage
from clip_critic.tables import valid_unicode
from clip_critic.weights.embeddings import write_embedding

NAME = "concept.safetensors"


class PickRequest(Strict):
    """The individuals that you like, the favourite first; they begin the next generation."""

    picked: list[int]
    generation: Optional[int] = Field(  # noqa: UP045
        default=None, description="the generation that they are of: another window may have been faster"
    )
    method: str = Field(default="", description="how they are mixed; as the settings say by default")
    branch: bool = Field(default=False, description="whether the generation may be an earlier one")
    run: bool = Field(default=True, description="false only stores the choice")


class SaveIndividualRequest(Strict):
    """The individual to save as a concept, and its name; by default that of the breeding."""

    individual: int
    name: str = Field(default="", max_length=MAX_CHARACTERS)


class MoveRequest(Strict):
    """The generation to go to."""

    generation: int


def add_breeding_routes(
    routes: APIRouter, kind: BreedingKind, jobs: AllJobs, naming: Naming, settings: Any, turn: Turn
) -> None:
    """Add the routes that only breedings have.

    Args:
        turn: a context that waits for the host's queue.
    """
    breedings = kind.breedings(jobs.studio)
    _add_start(routes, kind, jobs, naming, settings)
    _add_choosing(routes, kind, jobs, breedings)
    _add_reading(routes, jobs, breedings, turn)


def _add_start(routes: APIRouter, kind: BreedingKind, jobs: AllJobs, naming: Naming, settings: Any) -> None:
    fields: dict[str, Any] = {
        "settings": (settings, Field(default_factory=settings)),
        "pictures": (list[str], Field(description="each base64 of a file, or a data: URL")),
        "others": (
            Optional[SourceBody],  # noqa: UP045
            Field(default=None, description=OTHERS),
        ),
        "run": (bool, Field(default=True, description="false only creates the session")),
    }
    body_type: Any = create_model("BreedPicturesRequest", __base__=Strict, **fields)
    own, breedings = jobs.of(kind), kind.breedings(jobs.studio)

    @routes.post("/sessions/breeding/pictures", summary="Start a session: Breeding, from your own pictures")
    @takes_pictures
    def start_from_pictures(body: body_type, http: Request) -> dict[str, Any]:
        with answers():
            naming.check(sent(body.settings), http)
            asked = BreedingSettings.read(sent(body.settings))
            check_count(len(body.pictures))
            opened = [
                picture_of(encoded, f"picture {number}") for number, encoded in enumerate(body.pictures, 1)
            ]
            session = breedings.create_from(asked, opened, others_of(body.others, http, naming, jobs))
            return kind.status(own.start(session.id) if body.run else own.status(session.id))


def _add_choosing(routes: APIRouter, kind: BreedingKind, jobs: AllJobs, breedings: Breedings) -> None:
    own = jobs.of(kind)

    def started(session_id: str) -> dict[str, Any]:
        """Draw what is missing in the generation where the user is now, and return the status."""
        left = breedings.store.read(session_id).left
        return kind.status(own.start(session_id) if left else own.status(session_id))

    @routes.post(
        "/sessions/{session_id}/pick", summary="Choose individuals, which begins the next generation"
    )
    def pick(session_id: str, body: PickRequest) -> dict[str, Any]:
        with answers(), damage(session_id):
            _require(breedings, session_id)
            breedings.pick(
                session_id, body.picked, generation_id=body.generation, method=body.method, branch=body.branch
            )
            return started(session_id) if body.run else kind.status(own.status(session_id))

    @routes.post("/sessions/{session_id}/undo", summary="Take the last choice back; it stays on disk")
    def undo(session_id: str) -> dict[str, Any]:
        with answers(), damage(session_id):
            _require(breedings, session_id)
            breedings.undo(session_id)
            return started(session_id)

    @routes.post("/sessions/{session_id}/goto", summary="Go to another generation, to begin a branch there")
    def goto(session_id: str, body: MoveRequest) -> dict[str, Any]:
        with answers(), damage(session_id):
            _require(breedings, session_id)
            breedings.go_to(session_id, body.generation)
            return started(session_id)


def _add_reading(routes: APIRouter, jobs: AllJobs, breedings: Breedings, turn: Turn) -> None:
    studio = jobs.studio

    @routes.get(
        "/sessions/{session_id}/order", summary="The individuals of the generation, by a rater's taste"
    )
    def order(session_id: str, rater: str) -> dict[str, Any]:
        with answers(), damage(session_id):
            breeding = _require(breedings, session_id)
            with turn() as progress:
                return order_record(by_taste(breeding, rater, studio.critic, studio.tasting, progress))

    @routes.get(
        "/sessions/{session_id}/individuals/{number}", summary="An individual as a file, with its ancestors"
    )
    def individual(session_id: str, number: int) -> Response:
        with answers(), damage(session_id), TemporaryDirectory() as folder:
            file = Path(folder) / NAME
            write_embedding(file, result_of(_require(breedings, session_id), number))
            headers = {"Content-Disposition": f'attachment; filename="{NAME}"'}
            return Response(file.read_bytes(), media_type="application/octet-stream", headers=headers)

    @routes.post("/sessions/{session_id}/save", summary="Save an individual as a concept")
    def save(session_id: str, body: SaveIndividualRequest) -> dict[str, Any]:
        """Save it where the user's concepts are, and in the host's folder, which draws with it at once."""
        with answers(), damage(session_id):
            breeding = _require(breedings, session_id)
            saved = studio.critic.concepts.save(
                result_of(breeding, body.individual, valid_unicode(body.name))
            )
            return saved_record(saved)


def _require(breedings: Breedings, session_id: str) -> Breeding:
    """Read a breeding; raises `NoSessionError` for sessions of other kinds, too."""
    if session_id not in breedings.store:
        raise NoSessionError(
            f"There is no breeding {session_id!r:.80}: choose one from the list of sessions."
        )
    return breedings.store.read(session_id)
