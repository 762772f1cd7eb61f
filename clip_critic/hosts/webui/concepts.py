"""Concepts in the host's own textual inversion, for one job: put in before its prompts are read, then out.

The host reads its folder of embeddings anew whenever it has changed or a checkpoint is loaded, so a job's
concepts are put in at the last moment. Some forks have one database for each text tower of the checkpoint.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import torch
from modules import devices, sd_hijack, shared

from clip_critic.errors import BadInputError
from clip_critic.hosts.concepts import DIGITS, fitted
from clip_critic.weights.embeddings import CLIP_G, ONE_TOWER, Embedding

CACHES = ("cached_c", "cached_uc", "cached_hr_c", "cached_hr_uc")
"""The host's last conditions, which it knows by their prompts and a few options alone."""
KEY = "textual_inversion_key"
"""The attribute of the host's words of a text tower that names the tower."""


@contextmanager
def drawn_with(p: Any, embeddings: Sequence[Embedding]) -> Iterator[None]:
    """Let the names of concepts mean their vectors in a processing object's prompts, within the context.

    Raises:
        BadInputError: a concept was made for another kind of checkpoint, which is known once it is loaded.
    """
    if not embeddings:
        yield
        return
    read_prompts_anew(p)
    put: list[_Put] = []
    setup = p.setup_conds

    def setup_with_concepts(*args: Any, **options: Any) -> Any:
        _take_out(put)  # those of an earlier batch
        _put_in(embeddings, put)
        return setup(*args, **options)

    p.setup_conds = setup_with_concepts
    try:
        yield
    finally:
        del p.setup_conds
        _take_out(put)


def read_prompts_anew(p: Any) -> None:
    """Let a processing object neither use the conditions of earlier jobs nor leave its own to later ones."""
    for name in CACHES:
        if isinstance(getattr(p, name, None), list):
            setattr(p, name, [None] * len(getattr(p, name)))


@dataclass(frozen=True, eq=False)
class _Put:
    """A concept in a database of the host, and what was there under its name before."""

    database: Any
    embedding: Any
    before: Any


def _put_in(embeddings: Sequence[Embedding], put: list[_Put]) -> None:
    """Put concepts into all databases; ``put`` grows at once, so that an error leaves nothing behind."""
    widths, found = _widths(), databases()
    if not widths or not found:
        raise BadInputError(
            "This checkpoint cannot draw with concepts: choose one of Stable Diffusion 1, 2 or XL."
        )
    vectors = [fitted(embedding, widths) for embedding in embeddings]
    for embedding, parts in zip(embeddings, vectors, strict=True):
        for database in found:
            theirs = _as_theirs(database, embedding, parts)
            put.append(_Put(database, theirs, database.word_embeddings.get(embedding.name)))
            _register(database, theirs, embedding.name)


def _take_out(put: list[_Put]) -> None:
    """Take concepts out of the databases, and put back what had their names."""
    while put:
        known = put.pop()
        name = known.embedding.name
        if (
            known.database.word_embeddings.get(name) is known.embedding
        ):  # else the host has read its folder anew
            _register(known.database, known.before, name)


def _register(database: Any, embedding: Any, name: str) -> None:
    """Put an embedding into a database in the place of any of its name; None takes that one out."""
    own = database.register_embedding_by_name
    model = (shared.sd_model,) if len(inspect.signature(own).parameters) == 3 else ()
    own(embedding, *model, name)
    for found in database.ids_lookup.values():
        # Names that differ only in their case are read as the same tokens.
        found.sort(key=lambda entry: (-len(entry[0]), entry[1] is not embedding))


def _as_theirs(database: Any, embedding: Embedding, parts: Mapping[str, Any]) -> Any:
    """Return a concept as an object of the host's own class."""
    kind = sys.modules[type(database).__module__].Embedding
    vectors = {tower: torch.from_numpy(part).to(devices.device) for tower, part in parts.items()}
    theirs = kind(vectors.get(ONE_TOWER, vectors), embedding.name, embedding.step)
    theirs.vectors = len(next(iter(vectors.values())))
    theirs.shape = sum(part.shape[1] for part in vectors.values())
    theirs.hash = embedding.digest
    theirs.shorthash = theirs.hash[:DIGITS]
    return theirs


def databases() -> list[Any]:
    """Return the databases that the prompts of the checkpoint in use are read with."""
    shared_by_all = getattr(sd_hijack.model_hijack, "embedding_db", None)
    if shared_by_all is not None:
        return [shared_by_all]
    engines = [
        value for name, value in vars(shared.sd_model).items() if name.startswith("text_processing_engine")
    ]
    found = [getattr(engine, "embeddings", None) for engine in engines]
    return [database for database in found if hasattr(database, "register_embedding_by_name")]


def _widths() -> dict[str, int]:
    """Return the width of the words of each text tower of the checkpoint in use, by our names."""
    found = {getattr(words, KEY): int(words.wrapped.weight.shape[1]) for words in _words()}
    is_one = len(found) == 1 and CLIP_G not in found
    return {ONE_TOWER: max(found.values())} if is_one else found


def _words() -> Iterator[Any]:
    model = shared.sd_model
    engines = [value for name, value in vars(model).items() if name.startswith("text_processing_engine")]
    towers = [engine.text_encoder for engine in engines if hasattr(engine, "text_encoder")]
    for tower in towers or [getattr(model, "cond_stage_model", None)]:
        if isinstance(tower, torch.nn.Module):
            yield from (part for part in tower.modules() if hasattr(part, KEY) and hasattr(part, "wrapped"))
