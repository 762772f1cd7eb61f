"""Breedings as plain data, for ``--json``, exports and the HTTP API."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from clip_critic.ranking.records import Record
from clip_critic.sessions.base import ShownStep
from clip_critic.sessions.breeding.family import Drawn, Generation, Made, Picked
from clip_critic.sessions.breeding.session import Breeding, text_of
from clip_critic.tasting.liking import PictureTaste


def steps_of(breeding: Breeding) -> list[ShownStep]:
    """Return a step for each picture and each choice."""
    steps = []
    for line in breeding.lines:
        if isinstance(line, Drawn):
            files = [file for file in line.files if file not in breeding.gone] or [""]
            steps += [ShownStep(line.number, file, text_of(line, breeding)) for file in files]
        elif isinstance(line, Picked):
            steps.append(ShownStep(line.number, "", text_of(line, breeding)))
    return steps


def breeding_record(breeding: Breeding, steps: Sequence[ShownStep]) -> Record:
    """Return a breeding with its tree and where the user is in it."""
    return {
        "id": breeding.id,
        "kind": "breeding",
        "created": breeding.created,
        "settings": asdict(breeding.settings),
        "founders": [{"name": founder.name, "hash": founder.hash} for founder in breeding.founders],
        "steps": [asdict(step) for step in steps],
        **family_record(breeding),
        "notes": list(breeding.notes),
    }


def family_record(breeding: Breeding) -> Record:
    """Return the generations, everybody, and where the user is."""
    family = breeding.family
    return {
        "current": family.current.id,
        "path": [one.id for one in family.path],
        "generations": [_generation(breeding, one) for one in family.generations.values()],
        "individuals": [_individual(breeding, made) for made in family.individuals.values()],
    }


def _generation(breeding: Breeding, one: Generation) -> Record:
    choice = one.choice
    return {
        "id": one.id,
        "before": one.before,
        "depth": one.depth,
        "picked": list(choice.picked) if choice else [],
        "method": choice.method if choice else "",
        "size": breeding.family.size_of(one),
        "individuals": [made.number for made in one.individuals],
        "undone": one.undone,
    }


def _individual(breeding: Breeding, made: Made) -> Record:
    drawn = breeding.family.drawn.get(made.number)
    files = [file for file in drawn.files if file not in breeding.gone] if drawn else []
    return {
        "number": made.number,
        "generation": made.generation,
        "what": made.what,
        "concept": made.name,
        "parents": list(made.parents),
        "weights": list(made.weights),
        "files": files,
    }


def brief_of(breeding: Breeding) -> Record:
    """Return a breeding's entry in a list."""
    family = breeding.family
    files = [file for drawn in family.drawn.values() for file in drawn.files if file not in breeding.gone]
    return {
        "id": breeding.id,
        "created": breeding.created,
        "name": breeding.settings.name,
        "prompt": breeding.settings.prompt,
        "steps": family.current.depth,
        "of": breeding.settings.generations,
        "file": files[-1] if files else "",
    }


def order_record(found: Sequence[tuple[int, PictureTaste]]) -> Record:
    """Return individuals in the order of a taste, with what the rater would think of each."""
    return {"order": [{"individual": number, **asdict(taste)} for number, taste in found]}
