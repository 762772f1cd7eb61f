"""The HTTP API: rank, audit, lists, encoders. The same routes beside a host's and on the workbench.

Handlers are plain functions: FastAPI runs them on threads, where inference may block.
"""

import base64
from collections.abc import Callable, Coroutine, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Optional, Union

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel, Field

from clip_critic.audit import audit, own_prompt
from clip_critic.compose import contrast_list, list_notes, require_auditable, with_templates
from clip_critic.critic import Critic
from clip_critic.errors import BadInputError, CriticError, EncoderError, InterruptedByUser, StorageError
from clip_critic.images import Picture, open_picture
from clip_critic.keywords import KeywordList
from clip_critic.progress import Progress
from clip_critic.ranking import rank
from clip_critic.records import audit_record, ranking_record
from clip_critic.result import DEFAULT_ROUNDS, DEFAULT_THRESHOLD

PATH = "/clip-critic/v1"
MAX_PICTURE_BYTES = 64 * 2**20
MAX_LIST_CHARACTERS = 8 * 2**20
MAX_KEYWORDS = 100_000
MAX_TEXTS = 1_000_000  # keywords times their templates
MAX_ROWS = 1_000_000  # of all rounds of an answer

Turn = Callable[[], AbstractContextManager[Progress]]

Words = Union[str, list[str]]  # noqa: UP007 - pydantic 1 reads annotations at run time


class RankRequest(BaseModel):
    """A picture and the words to rank against it: ``keywords``, or the name of a preset in ``list``."""

    picture: str = Field(description="base64 of the picture's file, or a data: URL")
    name: str = Field(default="picture", description="what the answer calls the picture")
    keywords: Optional[Words] = Field(default=None, description="words, or the text of a keyword list")  # noqa: UP045
    preset: Optional[str] = Field(default=None, alias="list", description="in place of keywords")  # noqa: UP045
    templates: list[str] = Field(default_factory=list, description="in place of the list's own")
    contrasts: list[list[str]] = Field(default_factory=list, description="sets of near-synonyms")
    encoder: Optional[str] = Field(default=None, description="in place of the default encoder")  # noqa: UP045
    rounds: int = Field(default=DEFAULT_ROUNDS, ge=0, le=1000)
    threshold: float = Field(default=DEFAULT_THRESHOLD, ge=0, le=1)


class AuditRequest(BaseModel):
    """A picture and the prompt to audit; without one, the prompt in the picture's own metadata."""

    picture: str = Field(description="base64 of the picture's file, or a data: URL")
    name: str = Field(default="picture", description="what the answer calls the picture")
    prompt: Optional[str] = None  # noqa: UP045
    encoder: Optional[str] = None  # noqa: UP045


class ListText(BaseModel):
    """A keyword list as a person writes it; ``revision`` is that of the text it was made from."""

    text: str
    revision: Optional[str] = None  # noqa: UP045


def router(critic: Critic, turn: Turn) -> APIRouter:
    """All routes under `PATH`; ``turn`` waits for the host's queue and yields its progress."""
    routes = APIRouter(prefix=PATH, tags=["CLIP Critic"], route_class=_Route)

    @routes.post("/rank", summary="Rank keywords against a picture")
    def rank_keywords(request: RankRequest) -> dict[str, Any]:
        with _answers():
            # Before the turn: what cannot be used is answered without waiting for others.
            picture = _picture(request.picture, request.name)
            words = _limited(with_templates(_words(critic, request), request.templates))
            sets = _limited(contrast_list(request.contrasts))
            _limit_rows(len(words.require_words()), request)
            with turn() as progress, critic.encoder(_spec(request.encoder), progress) as loaded:
                cache = critic.cache()
                ranking = rank(picture, words, loaded, cache=cache, progress=progress)
                contrasts = rank(picture, sets, loaded, cache=cache, progress=progress) if sets else None
            record = ranking_record(ranking, request.rounds, request.threshold, contrasts)
            return {**record, "notes": [*list_notes(words), *ranking.notes, *ranking.encoder_notes]}

    @routes.post("/audit", summary="Audit a prompt against a picture")
    def audit_prompt(request: AuditRequest) -> dict[str, Any]:
        with _answers():
            picture = _picture(request.picture, request.name)
            given = request.prompt if request.prompt is not None else own_prompt(picture)
            prompt = require_auditable(_whole(given))
            with turn() as progress, critic.encoder(_spec(request.encoder), progress) as loaded:
                return audit_record(audit(picture, loaded, prompt, cache=critic.cache(), progress=progress))

    @routes.get("/encoders", summary="Encoders to choose from, and the default")
    def encoders() -> dict[str, Any]:
        with _answers():
            return {"default": critic.settings().encoder, "encoders": critic.encoder_choices()}

    _add_list_routes(routes, critic)
    return routes


def _add_list_routes(routes: APIRouter, critic: Critic) -> None:
    presets = critic.presets

    @routes.get("/lists", summary="Names of the presets")
    def names() -> dict[str, Any]:
        with _answers():
            return {"lists": presets.names()}

    @routes.get("/lists/{name}", summary="One preset")
    def read(name: str) -> dict[str, Any]:
        with _answers():
            preset = presets.get(name)
            return {"name": preset.name, "text": preset.text, "revision": preset.revision}

    @routes.put("/lists/{name}", summary="Save a preset of one's own")
    def save(name: str, body: ListText) -> dict[str, Any]:
        with _answers():
            saved = presets.save(name, body.text, revision=body.revision)
            return {"name": saved.name, "revision": saved.revision, "note": saved.note}

    @routes.delete("/lists/{name}", summary="Move a preset of one's own to the trash folder")
    def delete(name: str) -> dict[str, Any]:
        with _answers():
            presets.delete(name)
            return {"name": name}


class _Route(APIRoute):
    """Tells what is wrong with a request, without repeating it: pydantic 2 would send the picture back."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def answer(request: Request) -> Response:
            try:
                return await handle(request)
            except RequestValidationError as error:
                if hasattr(error, "raw_errors"):  # pydantic 1
                    raise
                faults = [
                    {key: fault[key] for key in fault if key not in ("input", "ctx")}
                    for fault in error.errors()
                ]
                raise RequestValidationError(faults) from None

        return answer


STATUS: tuple[tuple[type[CriticError], int], ...] = (
    (BadInputError, 422),
    (InterruptedByUser, 409),
    (EncoderError, 503),
    (StorageError, 507),
    (CriticError, 500),
)


@contextmanager
def _answers() -> Iterator[None]:
    """Errors meant for the user become answers with their message in ``detail``."""
    try:
        yield
    except CriticError as error:
        status = next(status for kind, status in STATUS if isinstance(error, kind))
        raise HTTPException(status, str(error)) from error


def _picture(encoded: str, name: str) -> Picture:
    body = encoded.partition(",")[2] if encoded.startswith("data:") else encoded
    if len(body) > MAX_PICTURE_BYTES * 4 // 3 + 4:
        raise HTTPException(
            413, f"The picture is larger than {MAX_PICTURE_BYTES // 2**20} MB: send a smaller one."
        )
    try:
        data = base64.b64decode("".join(body.split()), validate=True)
    except ValueError:
        raise BadInputError(
            "The picture is not valid base64: send the file's bytes, base64-encoded."
        ) from None
    return open_picture(data, name=_whole(name))


def _words(critic: Critic, request: RankRequest) -> KeywordList:
    given = request.keywords
    if given is not None and request.preset is not None:
        raise BadInputError("Give either keywords or the name of a list, not both.")
    if given is None:
        preset = _whole(request.preset or "") or critic.settings().keyword_list
        return KeywordList.parse(critic.presets.read(preset))
    if isinstance(given, str) and len(given) > MAX_LIST_CHARACTERS:
        raise HTTPException(413, f"The list is longer than {MAX_LIST_CHARACTERS} characters: split it.")
    return KeywordList.parse(given) if isinstance(given, str) else KeywordList.of(given)


def _limited(words: KeywordList) -> KeywordList:
    if len(words) > MAX_KEYWORDS:
        raise HTTPException(
            413, f"{len(words)} keywords are more than the limit of {MAX_KEYWORDS}: split the list."
        )
    texts = sum(len(group.keywords) * len(words.templates_of(group)) for group in words.groups)
    if texts > MAX_TEXTS:
        raise HTTPException(
            413, f"The templates make {texts} texts, more than the limit of {MAX_TEXTS}: split the list."
        )
    return words


def _limit_rows(keywords: int, request: RankRequest) -> None:
    """At most ``1 / threshold`` keywords of a round are above the threshold."""
    in_round = min(keywords, 1 / request.threshold) if request.threshold else keywords
    if min(request.rounds, keywords) * in_round > MAX_ROWS:
        raise HTTPException(
            413, f"The rounds could have more than {MAX_ROWS} rows: ask for fewer, or raise the threshold."
        )


def _spec(encoder: Optional[str]) -> Optional[str]:  # noqa: UP045
    return _whole(encoder or "").strip() or None


def _whole(text: str) -> str:
    """JSON can hold halves of characters, which no answer could repeat."""
    return text.encode("utf-8", "replace").decode("utf-8")
