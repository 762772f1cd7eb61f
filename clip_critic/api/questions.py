"""Questions about a picture that are asked with one request and watched with others."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal, Optional

from fastapi import APIRouter, HTTPException, Query, Request, Response
from PIL import ImageOps
from pydantic import create_model

from clip_critic import tables
from clip_critic.api.answers import answers, picture_of
from clip_critic.api.asking import (
    ListRequest,
    encoder_of,
    judge_of,
    question_fields,
    question_of,
)
from clip_critic.api.fields import MAX_CHARACTERS, query_field
from clip_critic.api.limits import takes_pictures
from clip_critic.api.naming import Naming
from clip_critic.api.where import KeptMaps, Shelf, kept_maps, maps_file, require_few_words
from clip_critic.critic import Critic
from clip_critic.engine.tasks import Tasks, TaskStatus
from clip_critic.engine.turns import Turn
from clip_critic.pictures.opening import Picture
from clip_critic.progress import Progress
from clip_critic.ranking import masking
from clip_critic.ranking.answer import Answer
from clip_critic.ranking.masking import MaskChoice
from clip_critic.ranking.question import RankQuestion
from clip_critic.ranking.records import answer_record, group_records
from clip_critic.reports import export
from clip_critic.tables import valid_unicode
from clip_critic.tasting.liking import PictureTaste, taste_field
from clip_critic.tasting.tasting import Tasting

BUSY = "Too many questions are waiting: ask again when some of them are answered."
FORGOTTEN = "There is no such question, or it was asked too long ago: ask it again."
UNANSWERED = "The question has no answer yet."
NOT_ASKED_WHERE = 'This question did not ask where its words are: ask it again with "where".'
MASK_ROWS = masking.rows()
REPORT_SIZE = 1024
"""The longest side of pictures that are kept for reports."""
QuestionRequest: Any = create_model("QuestionRequest", __base__=ListRequest, **question_fields())
QuestionRequest.__doc__ = "A picture, the words to rank against it, and whether to audit its prompt, too."


@dataclass(frozen=True)
class Answered:
    """An answer, and the picture that it is about in a size for reports.

    Attributes:
        where: the facts about the places of words, if they were asked for.
        maps: their heat maps, as long as they are kept.
        taste: what a rater would think of the picture, if one was named.
    """

    picture: Picture
    answer: Answer
    where: dict[str, Any] | None = None
    maps: Callable[[], KeptMaps | None] = lambda: None
    taste: PictureTaste | None = None


def _csv(answered: Answered) -> tuple[bytes, str]:
    return export.answer_csv(answered.answer, answered.taste).encode("utf-8-sig"), "text/csv"


def _json(answered: Answered) -> tuple[bytes, str]:
    return export.answer_json(answered.answer, answered.taste).encode(), "application/json"


def _html(answered: Answered) -> tuple[bytes, str]:
    return export.answer_html(answered.picture, answered.answer, answered.taste).encode(), "text/html"


EXPORTS: dict[str, Callable[[Answered], tuple[bytes, str]]] = {"csv": _csv, "json": _json, "html": _html}


def add_question_routes(routes: APIRouter, naming: Naming, turn: Turn, tasting: Tasting | None) -> None:
    """Add the routes for questions; ``turn`` waits for the host's queue."""
    critic, tasks, shelf = naming.critic, Tasks(turn), Shelf()

    @routes.post("/questions", summary="Ask a question about a picture, and return at once")
    @takes_pictures
    def ask(request: QuestionRequest, http: Request) -> dict[str, Any]:
        with answers():
            chosen = encoder_of(request, naming, http)
            picture = picture_of(request.picture, request.name)
            question = _question(critic, request)
            judge = judge_of(request, tasting, chosen)

        def work(progress: Progress) -> Answered:
            found = critic.answer(question, picture, **chosen, progress=progress)
            taste = judge(picture, progress)
            return replace(_answered(picture, found, shelf), taste=taste)

        status = tasks.start(work)
        if status is None:
            raise HTTPException(429, BUSY)
        return status_of(status)

    @routes.get("/questions/{question_id}", summary="The state of a question, and its answer when it is done")
    def state(question_id: str) -> dict[str, Any]:
        return status_of(tasks.status(question_id))

    @routes.get("/questions/{question_id}/export", summary="An answer as a file: csv, json or html")
    def exported(question_id: str, kind: Literal["csv", "json", "html"] = Query(alias="as")) -> Response:
        body, media_type = EXPORTS[kind](_with_maps(_result(tasks.status(question_id))))
        return Response(body, media_type=media_type)

    @routes.get("/questions/{question_id}/maps", summary="Where all words are: int16, word by word")
    def maps(question_id: str) -> Response:
        kept = _maps(tasks.status(question_id))
        return Response(maps_file(kept.small), media_type="application/octet-stream")

    @routes.get("/questions/{question_id}/mask", summary="The place of a word as a mask, a PNG")
    def mask(
        question_id: str,
        word: str = Query(max_length=MAX_CHARACTERS, description="a word of the list"),
        without: Optional[str] = Query(  # noqa: UP045
            default=None,
            max_length=MAX_CHARACTERS,
            description="another word, which should take the place of the first one",
        ),
        threshold: float | str = query_field(*MASK_ROWS["threshold"]),
        grow: float = query_field(*MASK_ROWS["grow"]),
    ) -> Response:
        kept = _maps(tasks.status(question_id))
        with answers():
            choice = tables.read(MaskChoice, {"threshold": threshold, "grow": grow})
            mask_png = kept.mask(choice, valid_unicode(word), without)
        return Response(mask_png, media_type="image/png")

    @routes.post("/questions/{question_id}/interrupt", summary="Stop answering a question")
    def interrupt(question_id: str) -> dict[str, Any]:
        return status_of(tasks.interrupt(question_id))


def _answered(picture: Picture, found: Answer, shelf: Shelf) -> Answered:
    """Return an answer as it is kept: with pictures in a small size, and its maps on the shelf."""
    if found.heatmaps is None:
        return Answered(_small(picture), found)
    maps = kept_maps(found.heatmaps)
    return Answered(_small(picture), replace(found, heatmaps=None), maps.record, shelf.keep(maps))


def _with_maps(answered: Answered) -> Answered:
    """Return an answer for an export: with its maps, if they are still kept."""
    maps = answered.maps()
    if maps is None:
        return answered
    return replace(answered, answer=replace(answered.answer, heatmaps=maps.small))


def _result(status: TaskStatus | None) -> Answered:
    if status is None or status.result is None:
        raise HTTPException(404, FORGOTTEN if status is None else UNANSWERED)
    answered: Answered = status.result
    return answered


def _maps(status: TaskStatus | None) -> KeptMaps:
    answered = _result(status)
    if answered.where is None:
        raise HTTPException(404, NOT_ASKED_WHERE)
    maps = answered.maps()
    if maps is None:
        raise HTTPException(404, FORGOTTEN)
    return maps


def status_of(status: TaskStatus | None) -> dict[str, Any]:
    """Return the state of a question as plain data; one that is not known is answered with 404."""
    if status is None:
        raise HTTPException(404, FORGOTTEN)
    return {
        "id": status.id,
        "state": status.state,
        "message": status.message,
        "done": status.done,
        "total": status.total,
        "doing": status.doing,
        "answer": _record(status.result) if status.result is not None else None,
    }


def _record(answered: Answered) -> dict[str, Any]:
    found = answered.answer
    return {
        **answer_record(found),
        "groups": group_records(found.ranking),
        "notes": list(found.notes),
        "unknown": list(found.unknown),
        **({"where": answered.where} if answered.where is not None else {}),
        **taste_field(answered.taste),
    }


def _small(picture: Picture) -> Picture:
    """Return the picture in a size for reports: it is kept as long as its answer."""
    if max(picture.image.size) <= REPORT_SIZE:
        return picture
    return replace(picture, image=ImageOps.contain(picture.image, (REPORT_SIZE, REPORT_SIZE)))


def _question(critic: Critic, request: Any) -> RankQuestion:
    prompt = request.prompt if (request.prompt or "").strip() else None
    question = question_of(critic, request, prompt=prompt).require_within_limits()
    require_few_words(len(question.shown))
    return question
