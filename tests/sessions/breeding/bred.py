"""Breedings on a host that shows what a concept's vectors are: a picture takes milliseconds."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from clip_critic.hosts.base import GeneratedPicture, Request
from clip_critic.sessions.breeding.breedings import Breedings
from clip_critic.sessions.breeding.session import Breeding
from clip_critic.sessions.breeding.settings import BreedingSettings
from clip_critic.sessions.breeding.store import BreedingStore
from clip_critic.weights.embeddings import Embedding, write_embedding
from tests.critics import Desk
from tests.drawing_host import DrawingCritic, DrawingHost


class ConceptHost(DrawingHost):
    """Paints the first three numbers of a concept as a colour, with grain from the seed."""

    def _one(self, request: Request, picture: Image.Image | None, seed: int) -> GeneratedPicture:
        (embedding,) = request.embeddings
        assert embedding.name in request.prompt
        (vectors,) = embedding.parts.values()
        colour = 128 + 100 * np.tanh(vectors.mean(axis=0)[:3])
        grain = np.random.default_rng(seed).normal(0, 20, (request.height // 8, request.width // 8, 3))
        image = Image.fromarray((colour + grain).repeat(8, 0).repeat(8, 1).clip(0, 255).astype(np.uint8))
        extra = "".join(f", {name}: {value}" for name, value in request.extra.items())
        text = f"{request.prompt}\nSteps: {request.steps}, Seed: {seed}, Size: 64x64{extra}"
        return GeneratedPicture(image, text, seed)


def concepts(count: int, *, k: int = 2, width: int = 6, seed: int = 0) -> list[Embedding]:
    """Concepts of random vectors, named a, b, c, ..."""
    rng = np.random.default_rng(seed)
    return [
        Embedding(_name(number), {"": rng.standard_normal((k, width)).astype(np.float32)})
        for number in range(count)
    ]


def _name(number: int) -> str:
    return chr(97 + number) if number < 26 else f"z{number}"


def stored(home: Path, population: Sequence[Embedding]) -> None:
    """Put concepts into the folder where sessions find them."""
    (home / "concepts").mkdir(parents=True, exist_ok=True)
    for embedding in population:
        write_embedding(home / "concepts" / f"{embedding.name}.safetensors", embedding)


def breedings_of(home: Path, host: DrawingHost | None = None) -> Breedings:
    """Breedings on folders of their own."""
    desk = Desk(home, encoder="colours")
    here = host or ConceptHost()
    critic = DrawingCritic(desk.places, lambda: desk.settings)
    return Breedings(critic, lambda: here, BreedingStore(home / "sessions" / "breeding"))


def asked(**changes: Any) -> BreedingSettings:
    """Settings of a small breeding."""
    return BreedingSettings.read({"seed": 7, "sampling_steps": 2, "size": 6, **changes})


def run(breedings: Breedings, session_id: str) -> Breeding:
    """A breeding after everybody of its generation was drawn."""
    with breedings.open(session_id) as made:
        for _ in made.run():
            pass
        return made.session


def begun(breedings: Breedings, population: Sequence[Embedding] = (), **changes: Any) -> Breeding:
    """A new breeding, whose first population is drawn."""
    created = breedings.create(asked(**changes), population or concepts(5))
    return run(breedings, created.id)


def picked(breedings: Breedings, session_id: str, *places: int, **options: Any) -> Breeding:
    """A breeding after a choice by places in the generation, and with the next generation drawn."""
    current = breedings.store.read(session_id).family.current
    breedings.pick(session_id, [current.individuals[place].number for place in places], **options)
    return run(breedings, session_id)


def contents(breeding: Breeding) -> dict[str, str]:
    """The digests of all vectors and of all pictures' pixels, by their names."""
    found = {}
    for made in breeding.family.individuals.values():
        data = (breeding.folder / "vectors" / made.file).read_bytes()
        assert hashlib.sha256(data).hexdigest() == made.digest
        found[made.file] = made.digest
    for drawn in breeding.family.drawn.values():
        for file in drawn.files:
            with Image.open(breeding.path(file)) as image:
                found[file] = hashlib.sha256(image.tobytes()).hexdigest()
    return found
