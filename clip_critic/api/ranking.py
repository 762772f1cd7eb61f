"""Ranking, audit and encoders over HTTP."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, Optional, Union

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel, Field

from clip_critic.api.answers import MAX_LIST_CHARACTERS, answers, picture_of
from clip_critic.critic import Critic
from clip_critic.errors import BadInputError
from clip_critic.keywords.compose import contrast_list, list_notes, require_auditable, with_templates
from clip_critic.keywords.lists import KeywordList
from clip_critic.progress import Progress
from clip_critic.ranking.audit import audit, own_prompt
from clip_critic.ranking.ranking import rank
from clip_critic.ranking.records import audit_record, ranking_record
from clip_critic.ranking.result import DEFAULT_ROUNDS, DEFAULT_THRESHOLD
from clip_critic.tables import valid_unicode

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


def add_ranking_routes(routes: APIRouter, critic: Critic, turn: Turn) -> None:
    """Rank, audit, encoders; ``turn`` waits for the host's queue and yields its progress."""

    @routes.post("/rank", summary="Rank keywords against a picture")
    def rank_keywords(request: RankRequest) -> dict[str, Any]:
        with answers():
            # Before the turn: what cannot be used is answered without waiting for others.
            picture = picture_of(request.picture, request.name)
            words = limited(with_templates(_words(critic, request), request.templates))
            sets = limited(contrast_list(request.contrasts))
            _limit_rows(len(words.require_words()), request)
            with turn() as progress, critic.encoder(_spec(request.encoder), progress) as loaded:
                cache = critic.cache()
                ranking = rank(picture, words, loaded, cache=cache, progress=progress)
                contrasts = rank(picture, sets, loaded, cache=cache, progress=progress) if sets else None
            record = ranking_record(ranking, request.rounds, request.threshold, contrasts)
            return {**record, "notes": [*list_notes(words), *ranking.notes, *ranking.encoder_notes]}

    @routes.post("/audit", summary="Audit a prompt against a picture")
    def audit_prompt(request: AuditRequest) -> dict[str, Any]:
        with answers():
            picture = picture_of(request.picture, request.name)
            given = request.prompt if request.prompt is not None else own_prompt(picture)
            prompt = require_auditable(valid_unicode(given))
            with turn() as progress, critic.encoder(_spec(request.encoder), progress) as loaded:
                return audit_record(audit(picture, loaded, prompt, cache=critic.cache(), progress=progress))

    @routes.get("/encoders", summary="Encoders to choose from, and the default")
    def encoders() -> dict[str, Any]:
        with answers():
            return {"default": critic.settings().encoder, "encoders": critic.encoder_choices()}


def _words(critic: Critic, request: RankRequest) -> KeywordList:
    given = request.keywords
    if given is not None and request.preset is not None:
        raise BadInputError("Give either keywords or the name of a list, not both.")
    if given is None:
        preset = valid_unicode(request.preset or "") or critic.settings().keyword_list
        return KeywordList.parse(critic.presets.read(preset))
    if isinstance(given, str) and len(given) > MAX_LIST_CHARACTERS:
        raise HTTPException(413, f"The list is longer than {MAX_LIST_CHARACTERS} characters: split it.")
    return KeywordList.parse(given) if isinstance(given, str) else KeywordList.of(given)


def limited(words: KeywordList) -> KeywordList:
    """A list that is not too long to be answered in time."""
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
    return valid_unicode(encoder or "").strip() or None
