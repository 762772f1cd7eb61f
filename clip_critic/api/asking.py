"""Requests with a question about a picture, whose fields are made from the rows of the question's table."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Optional, Union

from fastapi import Request
from pydantic import BaseModel, Field

from clip_critic import settings
from clip_critic.api.fields import json_field, json_fields
from clip_critic.api.limits import require_short_list
from clip_critic.api.naming import Naming
from clip_critic.critic import Critic
from clip_critic.errors import BadInputError
from clip_critic.keywords.lists import KeywordList
from clip_critic.pictures.opening import Picture
from clip_critic.progress import Progress
from clip_critic.ranking.question import RankQuestion, rows
from clip_critic.tables import read_number, valid_unicode
from clip_critic.taste.choices import LONGEST_RATER, rater_name
from clip_critic.tasting.liking import PictureTaste
from clip_critic.tasting.tasting import Tasting

ROWS = rows()
PRECISION = json_field(settings.PRECISION.choices[0], settings.PRECISION, optional=True)
"""The type and the field of a request's precision; by default it is that of the settings."""
Words = Union[str, list[str]]  # noqa: UP007 - pydantic 1 reads annotations at run time
Sets = Union[str, list[list[str]]]  # noqa: UP007
LISTS: dict[str, Any] = {
    "keywords": Optional[Words],  # noqa: UP045
    "templates": Words,
    "contrasts": Sets,
    "where": Words,
}
"""The types of rows that may be a text or a list; `require_short_list` limits the text."""
TYPES: dict[str, Any] = {**LISTS, "prompt": Optional[str]}  # noqa: UP045
"""The types of all rows whose texts have limits of their own."""
PER_CENT = {name for name, (_, field) in ROWS.items() if field.percent}


class AskRequest(BaseModel):
    """What every question about a picture has."""

    picture: str = Field(description="base64 of the picture's file, or a data: URL")
    name: str = Field(default="picture", description="the picture's name in the answer")
    encoder: Optional[str] = Field(default=None, description="an encoder to use instead of the default")  # noqa: UP045
    precision: PRECISION[0] = PRECISION[1]  # type: ignore[valid-type]  # made from its row


class ListRequest(AskRequest):
    """What every question with words has: ``keywords``, or the name of a preset in ``list``."""

    preset: Optional[str] = Field(  # noqa: UP045
        default=None, alias="list", description="a preset's name, instead of keywords"
    )
    rater: str = Field(
        default="",
        max_length=4 * LONGEST_RATER,
        description="the name of somebody who has chosen pictures: how much this one would be liked",
    )


def question_fields(names: Iterable[str] = ROWS) -> dict[str, Any]:
    """Return the fields of some rows of a question, or of all, as `pydantic.create_model` takes them."""
    chosen = [(name, *ROWS[name]) for name in names]
    return {
        **json_fields(row for row in chosen if row[0] not in TYPES),
        **{
            name: (TYPES[name], Field(default=default, description=f"{field.label}. {field.info}"))
            for name, default, field in chosen
            if name in TYPES
        },
    }


def question_of(critic: Critic, request: Any, **values: Any) -> RankQuestion:
    """Return the question of a request: rows that are missing have their defaults, or these values.

    Raises:
        BadInputError: there are both words and a preset, or a value cannot be used.
    """
    sent = {name: getattr(request, name) for name in ROWS if hasattr(request, name)}
    for name in LISTS:
        if isinstance(text := sent.get(name), str):
            require_short_list(text)
    for name in sent.keys() & PER_CENT:
        sent[name] = read_number(ROWS[name][1], sent[name])
    if "keywords" in sent:
        sent["keywords"] = _words(critic, sent["keywords"], request.preset)
    asked = {**sent, **values}
    if asked.get("prompt") is not None:
        asked["prompt"] = valid_unicode(asked["prompt"])
    return RankQuestion(**asked)


def _words(critic: Critic, keywords: Words | None, preset: str | None) -> KeywordList:
    """Return the words of a request: its own, or those of a preset, by default the one of the settings."""
    if keywords is not None and preset is not None:
        raise BadInputError("Give either keywords or the name of a list, not both.")
    if keywords is None:
        name = valid_unicode(preset or "") or critic.settings().first_list
        return KeywordList.parse(critic.presets.read(name))
    return KeywordList.parse(keywords) if isinstance(keywords, str) else KeywordList.of(keywords)


def encoder_of(request: Any, naming: Naming, http: Request) -> dict[str, Optional[str]]:  # noqa: UP045
    """Return a request's encoder and precision, as `Critic.answer` takes them; None is the default."""
    return {"encoder": naming.spec(request.encoder, http), "precision": request.precision}


Judge = Callable[[Picture, Progress], Optional[PictureTaste]]  # noqa: UP045
"""What a rater would think of a picture, which is asked in the turn of its ranking."""


def judge_of(request: Any, tasting: Tasting | None, chosen: Mapping[str, Any]) -> Judge:
    """Return what a request's rater would think of a picture; nothing if it names none.

    Args:
        chosen: the encoder and precision, as `encoder_of` returns them.

    Raises:
        BadInputError: the rater's name cannot be one.
    """
    if not request.rater.strip() or tasting is None:
        return lambda picture, progress: None
    name = rater_name(request.rater)
    return lambda picture, progress: tasting.judge(picture, name, **chosen, progress=progress)
