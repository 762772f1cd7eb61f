"""Taste over HTTP: what to choose from, screens of pictures, choices, and what is learned from them.

Pictures are opened in the background, in turns with everything else. Every choice is on disk before it is
answered; the same one sent twice counts once.
"""

from typing import Any, Literal, Optional

import numpy as np
from fastapi import APIRouter, HTTPException, Query, Request, Response
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from clip_critic.api.answers import answers
from clip_critic.api.bodies import Strict
from clip_critic.api.naming import Naming
from clip_critic.api.taste_sources import LISTED, SourceBody, source_of, source_records
from clip_critic.engine.turns import Turn
from clip_critic.errors import PictureError
from clip_critic.keywords.lists import KeywordList
from clip_critic.pictures.formats import media_type_of
from clip_critic.pictures.opening import digest_of
from clip_critic.pictures.thumbnails import small_copy
from clip_critic.sessions.kinds import AllJobs
from clip_critic.sessions.sources import layout_of_source
from clip_critic.tables import valid_unicode
from clip_critic.taste.choices import LONGEST_RATER, choice_record, new_choice, rater_name
from clip_critic.taste.log import LARGEST_IMPORT
from clip_critic.taste.model import FEWEST, Taste
from clip_critic.tasting.cells import cell_taste
from clip_critic.tasting.liking import PictureTaste, best_first, taste_of
from clip_critic.tasting.openings import Opened, Opening, Openings
from clip_critic.tasting.records import Model, cells_record, opening_record, raters_record, summary_record
from clip_critic.tasting.screens import ASKED, screen_of
from clip_critic.tasting.tasting import bundled_list

AIMS = ("favourites", "learn")
NOT_OPEN = "This folder or session is not open (any more): open it again."
NO_PICTURE = "This picture is not there any more, or has changed: open the folder or session again."
MAX_WIDTH = 2048
MAX_DIGEST = 160
UNCHANGING = {"Cache-Control": "private, max-age=86400"}
Mode = Literal["best", "duel", "stars"]
RaterQuery = Query(max_length=4 * LONGEST_RATER, description="the name of who chooses")
Digests = list[str]


def rater_field() -> Any:
    """Return the field of a rater's name."""
    return Field(max_length=4 * LONGEST_RATER, description="the name of who chooses")


class OpenRequest(Strict):
    """A source to choose from, and how it is looked at."""

    source: SourceBody
    encoder: str | None = Field(default=None, max_length=4000, description="by default that of the settings")
    preset: Optional[str] = Field(  # noqa: UP045
        default=None, alias="list", max_length=400, description="the list that a taste is told in"
    )


class ScreenRequest(Strict):
    """The next screen."""

    key: str
    rater: str = rater_field()
    mode: Mode = "best"
    aim: Literal["favourites", "learn"] = "favourites"
    count: Optional[int] = Field(default=None, ge=2, le=9, description="pictures, for best")  # noqa: UP045
    recent: Digests = Field(default_factory=list, description="digests on the last screens")


class ChoiceRequest(Strict):
    """An answer to a screen."""

    key: str
    id: str = Field(description="the id of the screen")
    rater: str = rater_field()
    mode: Literal["best", "duel", "stars", "skip"] = "best"
    shown: Digests
    chosen: int = Field(default=0, description="the index of the picture, or the stars")
    ms: int = Field(default=0, description="milliseconds until the choice")
    why: str = Field(default="", description="why these were shown")


class UndoRequest(Strict):
    """A choice to take back."""

    rater: str = rater_field()
    id: str = Field(default="", description="which one; the last one by default")


class KeepRequest(Strict):
    """How many of the best pictures."""

    rater: str = rater_field()
    count: int = Field(ge=1)


def add_taste_routes(routes: APIRouter, jobs: AllJobs, naming: Naming, turn: Turn) -> None:
    """Add all routes below ``/taste``; ``turn`` waits for the host's queue."""
    openings = Openings(jobs.studio.tasting, turn)
    _add_opening(routes, jobs, naming, openings)
    _add_choosing(routes, jobs, openings)
    _add_pictures(routes, openings)
    _add_findings(routes, jobs, openings)
    _add_log(routes, jobs)


def _add_opening(routes: APIRouter, jobs: AllJobs, naming: Naming, openings: Openings) -> None:
    critic, tasting = jobs.studio.critic, jobs.studio.tasting

    @routes.get("/taste", summary="Who has chosen, what one can choose from, and how")
    def overview(http: Request, limit: int = Query(default=LISTED, ge=0)) -> dict[str, Any]:
        """Return the raters and sources; of sessions the newest, at most ``limit``."""
        with answers():
            return {
                "raters": raters_record(tasting.log.read()),
                "sources": list(source_records(jobs, limit)),
                "any_folder": naming.may_name_any(http),
                "lists": critic.presets.names(),
                "fewest": FEWEST,
                "modes": list(ASKED),
                "aims": list(AIMS),
            }

    @routes.post("/taste/open", summary="Open a folder or session to choose from, and return at once")
    def open_source(body: OpenRequest, http: Request) -> dict[str, Any]:
        with answers():
            encoder = naming.spec(body.encoder, http) or critic.settings().encoder
            source = source_of(body.source, http, naming, jobs)
            preset = valid_unicode(body.preset or "").strip() or bundled_list(encoder)
            words = KeywordList.parse(critic.presets.read(preset)).require_words()
            return opening_record(openings.open(source, encoder, words, preset))

    @routes.get("/taste/open/{key}", summary="How far opening is")
    def state(key: str) -> dict[str, Any]:
        return opening_record(_known(openings.find(key)))

    @routes.delete("/taste/open/{key}", summary="Stop opening; what was looked at is kept")
    def interrupt(key: str) -> dict[str, Any]:
        return opening_record(_known(openings.interrupt(key)))


def _add_choosing(routes: APIRouter, jobs: AllJobs, openings: Openings) -> None:
    tasting = jobs.studio.tasting

    @routes.post("/taste/screen", summary="The next pictures to choose from")
    def screen(body: ScreenRequest) -> dict[str, Any]:
        opened = _ready(openings, body.key)
        with answers():
            taste = opened.learner.taste(body.rater)
            found = screen_of(
                opened.collection,
                taste,
                np.random.default_rng(),
                mode=body.mode,
                aim=body.aim,
                count=body.count,
                recent=body.recent,
            )
            shown = [_shown(opened, digest) for digest in found.shown]
            return {"id": found.id, "why": found.why, "shown": shown, **_progress(taste)}

    @routes.post("/taste/choices", summary="Add a choice, which is on disk when this answers")
    def choose(body: ChoiceRequest) -> dict[str, Any]:
        opened = _ready(openings, body.key)
        with answers():
            details = {"id": body.id, "ms": body.ms, "why": body.why, "model": opened.collection.encoder}
            choice = new_choice(body.rater, body.mode, body.shown, body.chosen, **details)
            is_new = tasting.add(choice, opened.collection)
            return {"new": is_new, **_progress(opened.learner.taste(choice.rater))}

    @routes.post("/taste/undo", summary="Take back a choice, the last one by default")
    def undo(body: UndoRequest) -> dict[str, Any]:
        with answers():
            undone = tasting.log.undo(body.rater, body.id)
            counts = {row["name"]: row["answers"] for row in raters_record(tasting.log.read())}
            return {"undone": choice_record(undone), "answers": counts.get(undone.rater, 0)}


def _add_pictures(routes: APIRouter, openings: Openings) -> None:
    @routes.get("/taste/open/{key}/pictures/{digest}", summary="A picture, or a small copy of it")
    def picture(key: str, digest: str, width: int = Query(default=0, ge=0, le=MAX_WIDTH)) -> Response:
        """Return the file as it is, or with ``width`` a copy that is no wider or higher than that."""
        opened = _ready(openings, key)
        path = opened.collection.file(digest)
        try:
            content = path.read_bytes() if path else b""
            if digest_of(content) != digest:
                raise HTTPException(404, NO_PICTURE)
            content, media = small_copy(content, width) if width else (content, media_type_of(content))
        except (OSError, PictureError):
            raise HTTPException(404, NO_PICTURE) from None
        return Response(content, media_type=media, headers=UNCHANGING)


def _add_findings(routes: APIRouter, jobs: AllJobs, openings: Openings) -> None:
    log = jobs.studio.tasting.log

    @routes.get("/taste/open/{key}/summary", summary="What a rater likes, in words, and how sure that is")
    def summary(key: str, rater: str = RaterQuery, model: Model = "words") -> dict[str, Any]:
        opening = _known(openings.find(key))
        opened = _ready(openings, key)
        with answers():
            learner, name = opened.learner, rater_name(rater)
            found = summary_record(learner.taste(name), learner.words, name, model, learner.notes(name))
            layout = layout_of_source(jobs.studio.folder, opening.source)
            digests = opened.collection.pool.digests
            cells = cell_taste(learner, digests, layout, log.raters(), name) if layout else None
            return {**found, **cells_record(layout, cells)}

    @routes.get("/taste/open/{key}/order", summary="All pictures, those that a rater would like best first")
    def order(key: str, rater: str = RaterQuery) -> dict[str, Any]:
        with answers():
            return {"pictures": _ordered(_ready(openings, key), rater)}

    @routes.post("/taste/open/{key}/keep", summary="The pictures that a rater would surely like")
    def keep(key: str, body: KeepRequest) -> dict[str, Any]:
        """Return the best pictures by the mean minus one standard deviation."""
        with answers():
            return {"pictures": _ordered(_ready(openings, key), body.rater, surely=True)[: body.count]}


def _add_log(routes: APIRouter, jobs: AllJobs) -> None:
    log = jobs.studio.tasting.log

    @routes.get("/taste/log", summary="All choices, or those of one rater, as JSON lines")
    def export(rater: str = "") -> Response:
        with answers():
            lines = log.export(rater_name(rater) if rater else None)
            return Response(lines.encode("utf-8"), media_type="application/jsonl")

    @routes.post("/taste/log", summary="Import choices that were exported, as JSON lines")
    async def take(http: Request, rater: str = "") -> dict[str, Any]:
        """Add the choices that are new; with ``rater``, all of them get this name."""
        body = await http.body()
        with answers():
            name = rater_name(rater) if rater else None
            return {"new": await run_in_threadpool(log.take, body, name)}

    take.max_body_bytes = LARGEST_IMPORT  # type: ignore[attr-defined]


def _known(opening: Opening | None) -> Opening:
    if opening is None:
        raise HTTPException(404, NOT_OPEN)
    return opening


def _ready(openings: Openings, key: str) -> Opened:
    opening = _known(openings.find(key))
    if opening.opened is None:
        raise HTTPException(409, opening.why_not)
    return opening.opened


def _progress(taste: Taste) -> dict[str, Any]:
    return {"answers": taste.answers, "not_yet": taste.not_yet}


def _shown(opened: Opened, digest: str) -> dict[str, Any]:
    offered = opened.offered[digest]
    return {"digest": digest, "name": offered.name, "text": offered.text}


def _ordered(opened: Opened, rater: str, *, surely: bool = False) -> list[dict[str, Any]]:
    """Return the pictures whose files are still there, the best first; none below ten answers."""
    name, pool = rater_name(rater), opened.collection.pool
    found = taste_of(opened.learner.taste(name), pool.vectors, name)
    rows = ((pool.digests[index], found[index]) for index in best_first(found, surely=surely))
    return [
        {**_place(opened, digest), **_numbers(one)}
        for digest, one in rows
        if opened.collection.file(digest) is not None
    ]


def _place(opened: Opened, digest: str) -> dict[str, Any]:
    return {**_shown(opened, digest), "file": valid_unicode(str(opened.collection.file(digest) or ""))}


def _numbers(one: PictureTaste) -> dict[str, Any]:
    return {"mean": one.mean, "sd": one.sd, "percentile": one.percentile}
