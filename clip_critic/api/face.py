"""The description of the page: its panels' fields, from the tables, and its language."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Optional

from fastapi import APIRouter, Header

import clip_critic
from clip_critic import tables
from clip_critic.api.answers import answers
from clip_critic.concepts.settings import StartSettings
from clip_critic.concepts.towers import FOR_DRAWING, TO_DRAW
from clip_critic.critic import Critic
from clip_critic.errors import CriticError
from clip_critic.ranking import masking
from clip_critic.ranking import question as asked
from clip_critic.sessions.base import Kind
from clip_critic.sessions.breeding.settings import MORE as MORE_BREEDING
from clip_critic.sessions.breeding.settings import SECTIONS as BREEDING_SECTIONS
from clip_critic.sessions.dreams.registry import generator_names
from clip_critic.sessions.dreams.settings import LOOK, MOVE
from clip_critic.sessions.dreams.settings import SECTIONS as DREAM_SECTIONS
from clip_critic.sessions.exhibitions.settings import MORE
from clip_critic.sessions.exhibitions.settings import SECTIONS as EXHIBITION_SECTIONS
from clip_critic.sessions.feedback.settings import SECTIONS
from clip_critic.sessions.kinds import KINDS
from clip_critic.settings import PRECISION, Settings
from clip_critic.storage.assets import localizations_dir
from clip_critic.tables import Field

TITLE = "CLIP Critic"
SOURCE_LANGUAGE = "en"
TITLES = {"": "Settings", **EXHIBITION_SECTIONS, **BREEDING_SECTIONS, **DREAM_SECTIONS, **SECTIONS}
"""The titles of sections of settings; others use their names."""
FOLDED = ("loop", "host", MORE, MORE_BREEDING, LOOK, MOVE)
"""The sections that are folded at first."""
ENCODER = Field(
    "Encoder",
    "text",
    "Any hf:<model or folder> or open_clip:<architecture>/<tag or file>. "
    "Multilingual open_clip models read Japanese keywords.",
    open=True,
)
OF_CONCEPTS = FOR_DRAWING.format(encoder=TO_DRAW.encoder)


@dataclass(frozen=True)
class Surroundings:
    """The features that the program around the page already has.

    Attributes:
        translates: whether it has the page's texts in the user's language.
        has_progress: whether the status of a session at work has the host's own progress and preview.
        has_prompts: whether it has prompts of its own, in which it knows concepts by their bare names.
        trains: whether its user can train embeddings there.
    """

    translates: bool = False
    has_progress: bool = False
    has_prompts: bool = False
    trains: bool = False


def add_face_routes(routes: APIRouter, critic: Critic, around: Surroundings) -> None:
    """Add the route that describes the page."""

    @routes.get("/face", summary="What the page shows: panels, fields, lists, encoders, translations")
    def face(accept_language: Optional[str] = Header(default=None)) -> dict[str, Any]:  # noqa: UP045
        with answers():
            return describe(critic, around, accept_language or "")


def describe(critic: Critic, around: Surroundings, languages: str) -> dict[str, Any]:
    """Return what the page shows, as plain data.

    Args:
        languages: the browser's ``Accept-Language``.
    """
    settings = _settings(critic)
    choices = critic.encoder_rows()
    encoders = [row.spec for row in choices]
    return {
        "version": clip_critic.__version__,
        "title": TITLE,
        "localization": {} if around.translates else dict(localization(languages)),
        "rank": {
            "fields": [field_record(*row) for row in _rank_rows(settings)],
            "encoder": field_record("encoder", settings.encoder, _encoder(encoders, ENCODER.info)),
        },
        "mask": {"fields": [field_record(name, *row) for name, row in masking.rows().items()]},
        "concepts": {
            "fields": [field_record(*row) for row in tables.rows(StartSettings)],
            "encoder": field_record("encoder", settings.encoder, _encoder(encoders, OF_CONCEPTS)),
        },
        "kinds": [_kind(kind, encoders) for kind in KINDS],
        "presets": [{"name": entry.name, "own": not entry.bundled} for entry in critic.presets.entries()],
        "default_preset": settings.first_list,
        "encoders": encoders,
        "downloads": {row.spec: row.megabytes for row in choices if not row.on_this_machine},
        "has_progress": around.has_progress,
    }


def field_record(name: str, default: Any, field: Field) -> dict[str, Any]:
    """Return a row of a table as plain data; names that the host offers come from ``GET /host``."""
    return {
        "name": name,
        "label": field.label,
        "kind": field.kind,
        "info": field.info,
        "choices": list(field.choices),
        "minimum": field.minimum,
        "maximum": field.maximum,
        "step": field.step,
        "section": field.section,
        "lines": field.lines,
        "empty": field.empty,
        "percent": field.percent,
        "open": field.open or bool(field.offered),
        "default": "" if default is None else default,
        "offered": field.offered,
    }


def localization(accept_language: str) -> Mapping[str, str]:
    """Return the translations for a browser's languages, the first that we have; empty for English."""
    for language in _languages(accept_language):
        if language == SOURCE_LANGUAGE:
            break
        if language in _localizations():
            return _localizations()[language]
    return {}


@cache
def _localizations() -> Mapping[str, Mapping[str, str]]:
    """Return the translations of each language that we have, by the first part of its tag."""
    return {
        path.stem.partition("_")[0]: json.loads(path.read_text(encoding="utf-8"))
        for path in localizations_dir().glob("*.json")
    }


def _languages(accept_language: str) -> list[str]:
    """Return the first parts of the tags in an ``Accept-Language`` header, the most wanted first."""
    wanted = []
    for part in accept_language.lower().split(","):
        tag, _, quality = part.partition(";")
        try:
            weight = float(quality.strip().removeprefix("q=") or 1)
        except ValueError:
            weight = 0
        if weight > 0:
            wanted.append((-weight, tag.strip().partition("-")[0]))
    return [tag for _, tag in sorted(wanted, key=lambda pair: pair[0])]


def _settings(critic: Critic) -> Settings:
    try:
        return critic.settings()
    except CriticError:  # reported when the settings are used
        return Settings()


def _rank_rows(settings: Settings) -> Iterable[tuple[str, Any, Field]]:
    defaults = {"rounds": settings.rounds, "threshold": settings.threshold, "audit": True}
    for name, (default, field) in asked.rows().items():
        yield name, defaults.get(name, default), field
    yield "precision", settings.precision, PRECISION


def _kind(kind: Kind, encoders: Iterable[str]) -> dict[str, Any]:
    rows = tables.rows(kind.table)
    sections = dict.fromkeys(field.section for _, _, field in rows)
    return {
        "name": kind.name,
        "title": kind.title,
        "panel": kind.panel,
        "sections": [_section(name) for name in sections],
        "fields": [
            field_record(name, default, _with_choices(name, field, encoders)) for name, default, field in rows
        ],
    }


def _section(name: str) -> dict[str, Any]:
    return {"name": name, "title": TITLES.get(name, name.capitalize()), "folded": name in FOLDED}


def _encoder(encoders: Iterable[str], info: str) -> Field:
    """Return the field of an encoder, with those to choose from and what it means."""
    return replace(ENCODER, choices=tuple(encoders), info=info)


def _with_choices(name: str, field: Field, encoders: Iterable[str]) -> Field:
    """Return the field with what there is to choose from, if it is one of an encoder or a generator."""
    if name == "generator":
        return replace(field, choices=generator_names())
    if name not in ("encoder", "judge", "second"):
        return field
    return replace(field, choices=("", *encoders), open=True)
