"""Ranking, audit and encoders over HTTP."""

from dataclasses import asdict
from typing import Any, Optional, Union

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from clip_critic import settings
from clip_critic.api.answers import answers, picture_of
from clip_critic.api.fields import PerCent, json_field
from clip_critic.api.limits import require_short_list, takes_pictures
from clip_critic.api.naming import Naming
from clip_critic.critic import Critic
from clip_critic.engine.turns import Turn
from clip_critic.errors import BadInputError
from clip_critic.keywords.lists import KeywordList
from clip_critic.ranking import question as asked
from clip_critic.ranking.question import RankQuestion
from clip_critic.ranking.records import answer_record
from clip_critic.tables import read_number, valid_unicode

ROWS = asked.rows()
PRECISION = json_field(settings.PRECISION.choices[0], settings.PRECISION, optional=True)
"""The type and the field of a request's precision; by default it is that of the settings."""
Words = Union[str, list[str]]  # noqa: UP007 - pydantic 1 reads annotations at run time


class RankRequest(BaseModel):
    """A picture and the words to rank against it: ``keywords``, or the name of a preset in ``list``."""

    picture: str = Field(description="base64 of the picture's file, or a data: URL")
    name: str = Field(default="picture", description="the picture's name in the answer")
    keywords: Optional[Words] = Field(default=None, description="words, or the text of a keyword list")  # noqa: UP045
    preset: str | None = Field(default=None, alias="list", description="a preset's name, instead of keywords")
    templates: list[str] = Field(
        default_factory=list, description="templates to use instead of the list's own"
    )
    contrasts: list[list[str]] = Field(default_factory=list, description="sets of near-synonyms")
    encoder: Optional[str] = Field(default=None, description="an encoder to use instead of the default")  # noqa: UP045
    precision: PRECISION[0] = PRECISION[1]  # type: ignore[valid-type]  # made from its row
    rounds: int = json_field(*ROWS["rounds"])[1]
    threshold: PerCent = json_field(*ROWS["threshold"])[1]


class AuditRequest(BaseModel):
    """A picture and the prompt to audit; without one, the prompt in the picture's own metadata."""

    picture: str = Field(description="base64 of the picture's file, or a data: URL")
    name: str = Field(default="picture", description="the picture's name in the answer")
    prompt: Optional[str] = None  # noqa: UP045
    encoder: Optional[str] = None  # noqa: UP045
    precision: PRECISION[0] = PRECISION[1]  # type: ignore[valid-type]  # made from its row


def add_ranking_routes(routes: APIRouter, naming: Naming, turn: Turn) -> None:
    """Add the routes for rankings, audits and encoders; ``turn`` waits for the host's queue."""
    critic = naming.critic

    @routes.post("/rank", summary="Rank keywords against a picture")
    @takes_pictures
    def rank_keywords(request: RankRequest, http: Request) -> dict[str, Any]:
        with answers():
            chosen = encoder_of(request, naming, http)
            # Before the turn, so that invalid requests are answered without waiting for others.
            picture = picture_of(request.picture, request.name)
            question = RankQuestion(
                keywords=words_of(critic, request.keywords, request.preset),
                templates=request.templates,
                contrasts=request.contrasts,
                rounds=request.rounds,
                threshold=read_number(ROWS["threshold"][1], request.threshold),
            ).require_within_limits()
            with turn() as progress:
                found = critic.answer(question, picture, **chosen, progress=progress)
            return {**answer_record(found), "notes": list(found.notes)}

    @routes.post("/audit", summary="Audit a prompt against a picture")
    @takes_pictures
    def audit_prompt(request: AuditRequest, http: Request) -> dict[str, Any]:
        with answers():
            chosen = encoder_of(request, naming, http)
            picture = picture_of(request.picture, request.name)
            prompt = None if request.prompt is None else valid_unicode(request.prompt)
            question = RankQuestion(audit=True, prompt=prompt)
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


def words_of(critic: Critic, keywords: Words | None, preset: str | None) -> KeywordList:
    """Return the words of a request: its own, or those of a preset, by default the one of the settings.

    Raises:
        BadInputError: there are both words and a preset, or they cannot be used.
    """
    if keywords is not None and preset is not None:
        raise BadInputError("Give either keywords or the name of a list, not both.")
    if keywords is None:
        name = valid_unicode(preset or "") or critic.settings().first_list
        return KeywordList.parse(critic.presets.read(name))
    if isinstance(keywords, str):
        return KeywordList.parse(require_short_list(keywords))
    return KeywordList.of(keywords)


def encoder_of(request: Any, naming: Naming, http: Request) -> dict[str, Optional[str]]:  # noqa: UP045
    """Return a request's encoder and precision, as `Critic.answer` takes them; None is the default."""
    return {"encoder": naming.spec(request.encoder, http), "precision": request.precision}
