"""The additional HTTP routes of exhibitions: their size before they begin, the gallery, the effects, CSV."""

from typing import Any, Literal

from fastapi import APIRouter, Request, Response
from pydantic import Field, create_model

from clip_critic.api.answers import answers
from clip_critic.api.bodies import Strict, sent
from clip_critic.api.naming import Naming
from clip_critic.errors import NoSessionError
from clip_critic.sessions.exhibitions.exhibitions import Exhibitions
from clip_critic.sessions.exhibitions.kind import ExhibitionKind
from clip_critic.sessions.exhibitions.records import (
    cell_record,
    cells_csv,
    effect_record,
    effects_csv,
    estimate_record,
    gallery_record,
    plan_record,
    split_record,
    values_record,
)
from clip_critic.sessions.exhibitions.results import effects_of, split_of
from clip_critic.sessions.exhibitions.session import Exhibition
from clip_critic.sessions.exhibitions.settings import ExhibitionSettings
from clip_critic.sessions.kinds import AllJobs
from clip_critic.storage.journal import damage
from clip_critic.tables import valid_unicode

CSV = "text/csv"


def add_exhibition_routes(
    routes: APIRouter, kind: ExhibitionKind, jobs: AllJobs, naming: Naming, settings: Any
) -> None:
    """Add the routes that only exhibitions have.

    Args:
        settings: the request body for their settings.
    """
    exhibitions = kind.exhibitions(jobs.studio)
    _add_plan(routes, exhibitions, naming, settings)
    _add_reading(routes, exhibitions)
    _add_tables(routes, exhibitions)


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

    @routes.get("/sessions/{session_id}/values", summary="One measure of all cells, and their order by it")
    def values(
        session_id: str, measure: Literal["similarity", "share", "own"] = "own", word: str = ""
    ) -> dict[str, Any]:
        """Return a number for each cell, null where there is none, and the cells with the highest first."""
        with answers(), damage(session_id):
            return values_record(_read(exhibitions, session_id), measure, valid_unicode(word))


def _add_tables(routes: APIRouter, exhibitions: Exhibitions) -> None:
    @routes.get(
        "/sessions/{session_id}/effects", summary="What each value does to each word, the clearest first"
    )
    def effects(
        session_id: str, measure: Literal["similarity", "share"] = "similarity", limit: int = 1000
    ) -> dict[str, Any]:
        """Return the effects, their number, and what rows, columns and their mixes add."""
        with answers(), damage(session_id):
            exhibition = _read(exhibitions, session_id)
            found, mix = effects_of(exhibition, measure), split_of(exhibition)
            return {
                "comparisons": len(found),
                "effects": [effect_record(effect) for effect in found[: max(limit, 0)]],
                "split": split_record(exhibition, mix) if mix else None,
            }

    @routes.get("/sessions/{session_id}/cells.csv", summary="An exhibition as CSV: a row for each cell")
    def table_of_cells(session_id: str) -> Response:
        with answers(), damage(session_id):
            return _csv(cells_csv(_read(exhibitions, session_id)))

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
