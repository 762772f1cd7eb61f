"""Ranking, audit and encoders over HTTP."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request
from pydantic import create_model

from clip_critic.api.answers import answers, picture_of
from clip_critic.api.asking import (
    AskRequest,
    ListRequest,
    encoder_of,
    judge_of,
    question_fields,
    question_of,
)
from clip_critic.api.limits import takes_pictures
from clip_critic.api.naming import Naming
from clip_critic.engine.turns import Turn
from clip_critic.ranking.records import answer_record
from clip_critic.tasting.liking import taste_field
from clip_critic.tasting.tasting import Tasting

ASKED = ("keywords", "templates", "contrasts", "rounds", "threshold")
RankRequest: Any = create_model("RankRequest", __base__=ListRequest, **question_fields(ASKED))
RankRequest.__doc__ = "A picture and the words to rank against it."
AuditRequest: Any = create_model(
    "AuditRequest", __base__=AskRequest, **question_fields(("prompt", "negative"))
)
AuditRequest.__doc__ = "A picture and the prompt to audit; without one, that of the picture's own metadata."


def add_ranking_routes(routes: APIRouter, naming: Naming, turn: Turn, tasting: Tasting | None) -> None:
    """Add the routes for rankings, audits and encoders; ``turn`` waits for the host's queue."""
    critic = naming.critic

    @routes.post("/rank", summary="Rank keywords against a picture")
    @takes_pictures
    def rank_keywords(request: RankRequest, http: Request) -> dict[str, Any]:
        with answers():
            chosen = encoder_of(request, naming, http)
            # Before the turn, so that invalid requests are answered without waiting for others.
            picture = picture_of(request.picture, request.name)
            question = question_of(critic, request).require_within_limits()
            judge = judge_of(request, tasting, chosen)
            with turn() as progress:
                found = critic.answer(question, picture, **chosen, progress=progress)
                taste = taste_field(judge(picture, progress))
            return {**answer_record(found), "notes": list(found.notes), **taste}

    @routes.post("/audit", summary="Audit a prompt against a picture")
    @takes_pictures
    def audit_prompt(request: AuditRequest, http: Request) -> dict[str, Any]:
        with answers():
            chosen = encoder_of(request, naming, http)
            picture = picture_of(request.picture, request.name)
            question = question_of(critic, request, audit=True).require_valid()
            question.prompt_for(picture)
            with turn() as progress:
                found = critic.answer(question, picture, **chosen, progress=progress)
            return answer_record(found)

    @routes.get("/encoders", summary="Encoders to choose from, and the default")
    def encoders() -> dict[str, Any]:
        with answers():
            rows = critic.encoder_rows()
            return {
                "default": critic.settings().encoder,
                "encoders": [row.spec for row in rows],
                "choices": [asdict(row) for row in rows],
            }

    @routes.post("/encoders/unload", summary="Unload the encoder; the next question loads it again")
    def unload() -> dict[str, Any]:
        with answers():
            critic.release()
            return {}
