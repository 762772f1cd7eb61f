"""Starting concepts over HTTP: a request starts a task, which is watched and interrupted with others."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Optional, TypeVar

from fastapi import APIRouter, HTTPException, Request
from pydantic import Field, create_model

from clip_critic.api.answers import answers, picture_of
from clip_critic.api.bodies import Strict
from clip_critic.api.fields import json_fields
from clip_critic.api.limits import takes_pictures
from clip_critic.api.naming import Naming
from clip_critic.api.taste_sources import OTHERS, SourceBody, others_of
from clip_critic.concepts.records import saved_record
from clip_critic.concepts.settings import StartSettings, TrainSettings
from clip_critic.engine.tasks import Tasks, TaskStatus
from clip_critic.engine.turns import Turn
from clip_critic.errors import BadInputError
from clip_critic.hosts.base import Trains
from clip_critic.pictures.opening import Picture
from clip_critic.progress import Progress
from clip_critic.sessions.kinds import AllJobs
from clip_critic.settings import PRECISION
from clip_critic.tables import read, rows, valid_unicode
from clip_critic.weights.embeddings import Embedding

MOST_PICTURES = 100
"""The most pictures in a list of a request."""
MOST_PARTS = 16
BUSY = "Too many tasks are waiting: ask again when some of them are done."
FORGOTTEN = "There is no such task, or it was started too long ago: start it again."
NO_TRAINING = (
    "Concepts are not trained here: choose the concept in your WebUI's own tab Train, or train it with "
    "clip-critic concept train."
)
T = TypeVar("T")


class SentPicture(Strict):
    """A picture's file, and what messages call it."""

    picture: str = Field(description="base64 of the picture's file, or a data: URL")
    name: str = Field(default="picture", max_length=400, description="the picture's name in messages")


class OnEncoder(Strict):
    """The encoder of a task."""

    encoder: Optional[str] = Field(default=None, max_length=4000)  # noqa: UP045
    precision: Optional[str] = Field(  # noqa: UP045
        default=None, max_length=40, description=", ".join(PRECISION.choices)
    )


class Starting(OnEncoder):
    """What starting a concept has, besides its settings."""

    name: str = Field(max_length=400, description="the concept's name, which becomes the keyword <name>")
    pictures: list[SentPicture] = Field(description="pictures of it, or of the whole; 3 to 10 are usual")
    others: Optional[SourceBody] = Field(  # noqa: UP045
        default=None, description=OTHERS
    )
    to_host: bool = Field(default=True, description="whether the WebUI's folder gets it, too")


StartRequest: Any = create_model("StartRequest", __base__=Starting, **json_fields(rows(StartSettings)))
StartRequest.__doc__ = "Pictures of one thing, and the settings of starting a concept."


class PartsRequest(StartRequest):  # type: ignore[misc]  # a model that is made from a table
    """Pictures of a whole and of its parts."""

    parts: dict[str, list[SentPicture]] = Field(description="pictures of each part alone, by its name")


class Training(Strict):
    """What training a concept has, besides its settings."""

    name: str = Field(max_length=400, description="the name of the trained concept: another one than before")
    pictures: list[SentPicture] = Field(description="pictures of it")
    to_host: bool = Field(default=True, description="whether the WebUI's folder gets it, too")


TrainRequest: Any = create_model("TrainRequest", __base__=Training, **json_fields(rows(TrainSettings)))
TrainRequest.__doc__ = "Pictures of a concept, and the settings of training it."


class FidelityRequest(OnEncoder):
    """A concept's own pictures, and those of others of its kind."""

    kind: str = Field(max_length=400, description="the word for its kind, such as cat")
    pictures: list[SentPicture] = Field(description="pictures of it; best are those it was not started from")
    others: list[SentPicture] = Field(description="pictures of others of its kind")


def add_concept_task_routes(routes: APIRouter, naming: Naming, jobs: Optional[AllJobs], turn: Turn) -> None:  # noqa: UP045
    """Add the routes that start tasks, below ``/concept-tasks``; ``turn`` waits for the host's queue."""
    critic, tasks = naming.critic, Tasks(turn)

    def started(work: Callable[[Progress], Any]) -> dict[str, Any]:
        status = tasks.start(work)
        if status is None:
            raise HTTPException(429, BUSY)
        return _record(status)

    def others(request: Any, http: Request) -> list[Path]:
        return others_of(request.others, http, naming, jobs)

    def save(embeddings: Sequence[Embedding], request: Any) -> list[dict[str, Any]]:
        return [saved_record(critic.concepts.save(one, to_host=request.to_host)) for one in embeddings]

    @routes.post("/concept-tasks/start", summary="Start a concept from pictures of it, and return at once")
    @takes_pictures
    def start(request: StartRequest, http: Request) -> dict[str, Any]:
        with answers():
            chosen = _chosen(request, naming, http)
            settings, name = _settings(request, StartSettings), valid_unicode(request.name)
            critic.concepts.require_free(name, to_host=request.to_host)
            pictures, beside = _pictures(request.pictures), others(request, http)

        def work(progress: Progress) -> dict[str, Any]:
            from clip_critic.concepts.starting import started_record

            found = critic.start_concept(name, pictures, settings, others=beside, **chosen, progress=progress)
            return {**started_record(found), "saved": save([found.embedding], request)}

        return started(work)

    @routes.post("/concept-tasks/parts", summary="Start a concept of several parts together")
    @takes_pictures
    def parts(request: PartsRequest, http: Request) -> dict[str, Any]:
        with answers():
            chosen = _chosen(request, naming, http)
            settings, name = _settings(request, StartSettings), valid_unicode(request.name)
            if len(request.parts) > MOST_PARTS:
                raise BadInputError(f"There are {len(request.parts)} parts: send at most {MOST_PARTS}.")
            critic.concepts.require_free(name, to_host=request.to_host)
            whole, beside = _pictures(request.pictures), others(request, http)
            each = {valid_unicode(part): _pictures(sent) for part, sent in request.parts.items()}

        def work(progress: Progress) -> dict[str, Any]:
            from clip_critic.concepts.parts import parts_record

            found = critic.start_parts(
                name, whole, each, settings, others=beside, **chosen, progress=progress
            )
            every = [found.embedding, *(part.embedding for part in found.parts)]
            return {**parts_record(found), "saved": save(every, request)}

        return started(work)

    @routes.post("/concept-tasks/train/{name}", summary="Train a concept with the host's checkpoint")
    @takes_pictures
    def train(name: str, request: TrainRequest) -> dict[str, Any]:
        with answers():
            embedding = critic.concepts.find(valid_unicode(name)).embedding
            new_name, settings = valid_unicode(request.name), _settings(request, TrainSettings)
            critic.concepts.require_free(new_name, to_host=request.to_host)
            pictures = _pictures(request.pictures)
            host = None if jobs is None else jobs.studio.host()
            if not isinstance(host, Trains):
                raise BadInputError(NO_TRAINING)

        def work(progress: Progress) -> dict[str, Any]:
            from clip_critic.concepts.training import trained_embedding

            checkpoint = host.describe().checkpoints[0]
            found = host.train(embedding, [picture.image for picture in pictures], settings, progress)
            digests = [picture.digest for picture in pictures]
            trained = trained_embedding(embedding, new_name, found.vectors, settings, checkpoint, digests)
            return {
                "name": new_name,
                "before": found.before,
                "after": found.after,
                "saved": save([trained], request),
            }

        return started(work)

    @routes.post("/concept-tasks/fidelity/{name}", summary="Compare a concept with others of its kind")
    @takes_pictures
    def fidelity(name: str, request: FidelityRequest, http: Request) -> dict[str, Any]:
        with answers():
            chosen = _chosen(request, naming, http)
            concept = critic.concepts.find(valid_unicode(name))
            own, others = _pictures(request.pictures), _pictures(request.others)
            kind = valid_unicode(request.kind)

        def work(progress: Progress) -> dict[str, Any]:
            from clip_critic.concepts.fidelity import fidelity_record

            found = critic.fidelity(concept.name, kind, own, others, **chosen, progress=progress)
            return dict(fidelity_record(found))

        return started(work)

    @routes.get("/concept-tasks/{task_id}", summary="The state of a task, and its result when it is done")
    def state(task_id: str) -> dict[str, Any]:
        return _record(tasks.status(task_id))

    @routes.post("/concept-tasks/{task_id}/interrupt", summary="Stop a task; nothing is saved")
    def interrupt(task_id: str) -> dict[str, Any]:
        return _record(tasks.interrupt(task_id))


def _record(status: Optional[TaskStatus]) -> dict[str, Any]:  # noqa: UP045
    """Return the state of a task as plain data; one that is not known is answered with 404."""
    if status is None:
        raise HTTPException(404, FORGOTTEN)
    return {
        "id": status.id,
        "state": status.state,
        "message": status.message,
        "done": status.done,
        "total": status.total,
        "doing": status.doing,
        "result": status.result,
    }


def _chosen(request: Any, naming: Naming, http: Request) -> dict[str, Any]:
    if request.precision is not None and request.precision not in PRECISION.choices:
        raise BadInputError(f"The precision is one of {', '.join(PRECISION.choices)}.")
    return {"encoder": naming.spec(request.encoder, http), "precision": request.precision}


def _settings(request: Any, table: type[T]) -> T:
    sent = {name: getattr(request, name) for name, *_ in rows(table)}
    return read(table, {name: value for name, value in sent.items() if value is not None})


def _pictures(sent: Sequence[SentPicture]) -> list[Picture]:
    if len(sent) > MOST_PICTURES:
        raise BadInputError(f"There are {len(sent)} pictures: send at most {MOST_PICTURES}.")
    return [picture_of(one.picture, valid_unicode(one.name)) for one in sent]
