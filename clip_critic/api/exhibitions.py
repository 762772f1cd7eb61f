"""The additional HTTP routes of exhibitions: their size before they begin, the gallery, the effects, CSV."""

from typing import Any, Literal

from fastapi import APIRouter, Request, Response
from pydantic import Field, create_model

from clip_critic.api.answers import answers
from clip_critic.api.bodies import Strict, sent
from clip_critic.api.naming import Naming
from clip_critic.api.session_tastes import RATER, tastes_for
from clip_critic.engine.turns import Turn
from clip_critic.errors import NoSessionError
from clip_critic.sessions.exhibitions.exhibitions import Exhibitions
from clip_critic.sessions.exhibitions.kind import ExhibitionKind
from clip_critic.sessions.exhibitions.records import (
    cell_record,
    cells_csv,
    effects_csv,
    estimate_record,
    findings_record,
    gallery_record,
    plan_record,
    values_record,
)
from clip_critic.sessions.exhibitions.results import findings_of
from clip_critic.sessions.exhibitions.session import Exhibition
from clip_critic.sessions.exhibitions.settings import ExhibitionSettings
from clip_critic.sessions.exhibitions.tasted import taste_record
from clip_critic.sessions.kinds import AllJobs
from clip_critic.storage.journal import damage
from clip_critic.tables import valid_unicode
from clip_critic.taste.choices import rater_name
from clip_critic.tasting.tasting import Tasting

CSV = "text/csv"


def add_exhibition_routes(
    routes: APIRouter, kind: ExhibitionKind, jobs: AllJobs, naming: Naming, settings: Any, turn: Turn
) -> None:
    """Add the routes that only exhibitions have.

    Args:
        settings: the request body for their settings.
        turn: a context that waits for the host's queue.
    """
    exhibitions = kind.exhibitions(jobs.studio)
    _add_plan(routes, exhibitions, naming, settings)
    _add_reading(routes, exhibitions)
    _add_values(routes, exhibitions, jobs.studio.tasting, turn)
    _add_tables(routes, exhibitions, kind, jobs, turn)


def _add_plan(routes: APIRouter, exhibitions: Exhibitions, naming: Naming, settings: Any) -> None:
    session = Field(default="", description="an exhibition that the settings are changes for")
    fields: dict[str, Any] = {
        "settings": (settings, Field(default_factory=settings)),
        "session": (str, session),
    }
    body_type: Any = create_model("PlanRequest", __base__=Strict, **fields)

    @routes.post("/exhibitions/plan", summary="The size of an exhibition, before it begins")
    def plan(body: body_type, http: Request) -> dict[str, Any]:
        """Check settings and count what they ask for, with time and space on disk; nothing is drawn."""
        with answers():
            found = _read(exhibitions, body.session) if body.session else None
            changes = sent(body.settings)
            naming.check(changes, http, found.settings if found else None)
            before = found.settings if found else ExhibitionSettings()
            prepared = exhibitions.prepare(before.changed(changes), found)
            return {**estimate_record(prepared.estimate), **plan_record(prepared.plan)}


def _add_reading(routes: APIRouter, exhibitions: Exhibitions) -> None:
    @routes.get("/sessions/{session_id}/gallery", summary="The layout of an exhibition, and its pictures")
    def gallery(session_id: str) -> dict[str, Any]:
        """Return the axes, and the file of each cell, row by row with the seeds last."""
        with answers(), damage(session_id):
            return gallery_record(_read(exhibitions, session_id))

    @routes.get(
        "/sessions/{session_id}/cells/{index}", summary="One cell of an exhibition, with its measures"
    )
    def cell(session_id: str, index: int) -> dict[str, Any]:
        with answers(), damage(session_id):
            return cell_record(_read(exhibitions, session_id), index)


def _add_values(routes: APIRouter, exhibitions: Exhibitions, tasting: Tasting, turn: Turn) -> None:
    @routes.get("/sessions/{session_id}/values", summary="One measure of all cells, and their order by it")
    def values(
        session_id: str,
        measure: Literal["similarity", "share", "own", "taste"] = "own",
        word: str = "",
        rater: str = "",
    ) -> dict[str, Any]:
        """Return a number for each cell, null where there is none, and the cells with the highest first.

        ``taste`` is how much a ``rater`` would like each picture, as learned from choices.
        """
        with answers(), damage(session_id):
            exhibition = _read(exhibitions, session_id)
            if measure != "taste":
                return values_record(exhibition, measure, valid_unicode(word))
            name = rater_name(rater)
            with turn() as progress:
                learner = tasting.known(exhibition.settings.encoder, exhibition.encoder, progress)
            return taste_record(exhibition, learner.taste(name))


def _add_tables(
    routes: APIRouter, exhibitions: Exhibitions, kind: ExhibitionKind, jobs: AllJobs, turn: Turn
) -> None:
    @routes.get(
        "/sessions/{session_id}/effects", summary="What each value does to each word, the clearest first"
    )
    def effects(
        session_id: str, measure: Literal["similarity", "share"] = "similarity", limit: int = 1000
    ) -> dict[str, Any]:
        """Return the effects, and what rows, columns and their mixes add.

        ``count`` is the number of all effects, ``comparisons`` that of the effects and mixes for which p is
        corrected.
        """
        with answers(), damage(session_id):
            exhibition = _read(exhibitions, session_id)
            found = findings_of(exhibition, measure)
            return {"count": len(found.effects), **findings_record(exhibition, found, max(limit, 0))}

    @routes.get("/sessions/{session_id}/cells.csv", summary="An exhibition as CSV: a row for each cell")
    def table_of_cells(session_id: str, rater: str = RATER) -> Response:
        with answers(), damage(session_id):
            exhibition = _read(exhibitions, session_id)
            return _csv(cells_csv(exhibition, tastes_for(jobs, kind, exhibition, rater, turn)))

    @routes.get("/sessions/{session_id}/effects.csv", summary="Its effects as CSV: a row for each")
    def table_of_effects(session_id: str) -> Response:
        with answers(), damage(session_id):
            return _csv(effects_csv(_read(exhibitions, session_id)))


def _read(exhibitions: Exhibitions, session_id: str) -> Exhibition:
    """Read an exhibition; raises `NoSessionError` for sessions of other kinds, too."""
    if session_id not in exhibitions.store:
        raise NoSessionError(
            f"There is no exhibition {session_id!r:.80}: choose one from the list of sessions."
        )
    return exhibitions.store.read(session_id)


def _csv(text: str) -> Response:
    return Response(text.encode("utf-8-sig"), media_type=CSV)
