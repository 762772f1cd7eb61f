"""Starting a concept from pictures: looking at them, learning, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clip_critic.concepts.inversion import (
    TEMPLATES,
    Anchors,
    Lesson,
    anchors_of,
    learn,
)
from clip_critic.concepts.names import concept_name
from clip_critic.concepts.others import OtherPictures, other_pictures
from clip_critic.concepts.settings import StartSettings
from clip_critic.concepts.towers import ENCODER, TOWER, keyword_only_note
from clip_critic.concepts.training import STARTED
from clip_critic.concepts.views import Views, look_at, scatter_note
from clip_critic.encoders.base import Encoder, Vectors
from clip_critic.encoders.cache import VectorCache
from clip_critic.encoders.cached import ensemble
from clip_critic.encoders.token_vectors import encode_with_vectors, token_row
from clip_critic.keywords.mentions import mention
from clip_critic.pictures.opening import Picture
from clip_critic.progress import Progress, silent
from clip_critic.weights.embeddings import ONE_TOWER, Embedding


@dataclass(frozen=True, eq=False)
class Company:
    """What a concept is learned with, besides its own pictures.

    Attributes:
        spec: the encoder's name, as the user writes it.
        words: words to start from.
        others: files of other pictures; without them those that were looked at before.
        cache: the store of vectors, if any.
    """

    spec: str = ""
    words: Sequence[str] = ()
    others: Sequence[Path] = ()
    cache: VectorCache | None = None


@dataclass(frozen=True, eq=False)
class Started:
    """A concept that was started.

    Attributes:
        embedding: the concept, ready to be saved.
        own: its mean similarity to crops of its pictures that were held out.
        other: its mean similarity to other pictures.
        step, steps: the step that was kept, and the steps that were made.
        notes: sentences for the user.
    """

    embedding: Embedding
    own: float
    other: float
    step: int
    steps: int
    notes: tuple[str, ...] = ()


def start_concept(
    encoder: Encoder,
    name: str,
    pictures: Sequence[Picture],
    settings: StartSettings,
    around: Company,
    progress: Progress = silent,
) -> Started:
    """Start a concept from 3 to 10 pictures of one thing.

    Args:
        encoder: an encoder whose text tower reads vectors.
        name: the concept's name.
        pictures: pictures of one thing, as different as possible in everything else.
        settings: the settings.
        around: the other pictures, the words and the cache.
        progress: a callback at each step; it may raise `InterruptedByUser`, and nothing is kept then.

    Raises:
        BadInputError: there are too few pictures, of it or of other things, or the name cannot be one.
        EncoderError: the encoder reads no vectors, failed, or has not enough memory.
    """
    checked = concept_name(name)
    token_row(encoder)  # refused before any picture is looked at
    views = look_at(encoder, pictures, seed=settings.seed, cache=around.cache, progress=progress)
    others = other_pictures(encoder, views.own, files=around.others, cache=around.cache, progress=progress)
    lesson = Lesson((checked,), views, no_pictures(encoder))
    learned = learn(
        encoder,
        [lesson],
        {checked: anchors(encoder, lesson, others, around, settings.kind)},
        others.vectors,
        settings,
        progress,
    )
    vectors = learned.vectors[checked]
    embedding = embedding_of(encoder, checked, vectors, lineage_of(encoder, views, others, settings, around))
    text = text_vector(encoder, mention(checked), {checked: vectors})
    notes = (scatter_note(views, others.vectors), keyword_only_note(embedding))
    return Started(
        replace(embedding, step=learned.step),
        float((views.held @ text).mean()),
        float((others.vectors @ text).mean()),
        learned.step,
        learned.steps,
        tuple(filter(None, notes)),
    )


def anchors(encoder: Encoder, lesson: Lesson, others: OtherPictures, around: Company, kind: str) -> Anchors:
    """Return the words near which a concept stays: its kind, and the user's words."""
    return anchors_of(encoder, lesson, others.vectors, around.words, kind)


def text_vector(encoder: Encoder, text: str, vectors: Mapping[str, NDArray[np.float32]]) -> Vectors:
    """Return the unit vector of a text in all templates, ``[dimension]``, with concepts in it or not."""
    texts = [template.replace("{}", text) for template in TEMPLATES]
    found = encode_with_vectors(encoder, texts, vectors) if vectors else encoder.encode_texts(texts)
    vector: Vectors = ensemble([row[None] for row in found])[0]
    return vector


def embedding_of(
    encoder: Encoder, name: str, vectors: NDArray[np.float32], lineage: Mapping[str, Any]
) -> Embedding:
    """Return vectors as an embedding for one text tower."""
    return Embedding(name, {ONE_TOWER: vectors}, trained_on=encoder.identity, lineage=lineage)


def lineage_of(
    encoder: Encoder, views: Views, others: OtherPictures, settings: StartSettings, around: Company
) -> dict[str, Any]:
    """Return how a concept was started, as plain data."""
    started = {
        **asdict(settings),
        "pictures": list(views.digests),
        "others": {"count": len(others.vectors), "source": others.source},
    }
    return {TOWER: token_row(encoder).identity, ENCODER: around.spec, STARTED: started}


def no_pictures(encoder: Encoder) -> Vectors:
    """Return the vectors of no pictures, ``[0, dimension]``."""
    return np.empty((0, encoder.dimension), dtype=np.float32)


def started_record(started: Started) -> dict[str, Any]:
    """Return what came of starting a concept as plain data."""
    embedding = started.embedding
    return {
        "name": embedding.name,
        "keyword": mention(embedding.name),
        "vectors": embedding.count,
        "own": round(started.own, 4),
        "other": round(started.other, 4),
        "step": started.step,
        "steps": started.steps,
        "notes": list(started.notes),
    }
