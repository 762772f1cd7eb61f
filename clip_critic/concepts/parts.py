"""A concept of several parts, learned together: the whole, and each part alone.

Parts that are learned apart and put together are worth little: the last one hides the others. Learned
together, each keeps its meaning in the company of the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clip_critic.concepts.inversion import Lesson, learn
from clip_critic.concepts.names import concept_name, same_name
from clip_critic.concepts.others import other_pictures
from clip_critic.concepts.settings import StartSettings
from clip_critic.concepts.starting import (
    Company,
    anchors,
    embedding_of,
    lineage_of,
    no_pictures,
    text_vector,
)
from clip_critic.concepts.towers import keyword_only_note
from clip_critic.concepts.views import look_at, scatter_note
from clip_critic.encoders.base import Encoder
from clip_critic.encoders.token_vectors import token_row
from clip_critic.errors import ConceptError
from clip_critic.keywords.mentions import mention
from clip_critic.pictures.opening import Picture
from clip_critic.progress import Progress, silent
from clip_critic.weights.embeddings import Embedding

FEWEST_PARTS, MOST_PARTS = 2, 6
PART_OF = "part of"
"""The entry of a part's lineage with the name of the whole."""
NUMBER_OF_PARTS = "A concept is learned in {fewest} to {most} parts, not {count}: choose pictures of each."
SAME_NAMES = "Two parts are called {name}: give each a name of its own."


@dataclass(frozen=True, eq=False)
class StartedPart:
    """A part of a whole, which was learned with the others.

    Attributes:
        embedding: the concept, ready to be saved.
        similarities: its mean similarity to crops of each part's pictures that were held out, in their order.
        missing: what the whole loses of its similarity to its own pictures if this part is left out.
    """

    embedding: Embedding
    similarities: tuple[float, ...]
    missing: float


@dataclass(frozen=True, eq=False)
class StartedParts:
    """A whole and its parts.

    Attributes:
        embedding: the whole: the vectors of all parts, one after the other.
        own: its mean similarity to crops of its pictures that were held out.
        parts: the parts, in the order in which they stand in the whole.
        notes: sentences for the user.
    """

    embedding: Embedding
    own: float
    parts: tuple[StartedPart, ...]
    notes: tuple[str, ...] = ()

    @property
    def told_apart(self) -> int:
        """The number of parts that are nearest to their own pictures among all parts'."""
        return sum(int(np.argmax(part.similarities)) == number for number, part in enumerate(self.parts))


def start_parts(
    encoder: Encoder,
    name: str,
    whole: Sequence[Picture],
    parts: Mapping[str, Sequence[Picture]],
    settings: StartSettings,
    around: Company,
    progress: Progress = silent,
) -> StartedParts:
    """Start a concept of several parts, such as a mascot with a face, a logo and clothes.

    Args:
        encoder: an encoder whose text tower reads vectors.
        name: the name of the whole; a part is called after both.
        whole: pictures of the whole.
        parts: pictures of each part alone, by its name.
        settings: the settings; each part has as many vectors as they say.
        around: the other pictures, the words and the cache.
        progress: a callback at each step; it may raise `InterruptedByUser`, and nothing is kept then.

    Raises:
        BadInputError: there are too few parts or pictures, or a name cannot be one.
        EncoderError: the encoder reads no vectors, failed, or has not enough memory.
    """
    names = _names(name, list(parts))
    token_row(encoder)  # refused before any picture is looked at
    seen = [
        look_at(encoder, pictures, seed=settings.seed, cache=around.cache, progress=progress)
        for pictures in (whole, *parts.values())
    ]
    own = np.concatenate([views.own for views in seen])
    others = other_pictures(encoder, own, files=around.others, cache=around.cache, progress=progress)
    lessons = [Lesson(names[1:], seen[0], no_pictures(encoder))]
    for number, part in enumerate(names[1:], start=1):
        beside = [views.own for place, views in enumerate(seen) if place not in (0, number)]
        lessons.append(Lesson((part,), seen[number], np.concatenate(beside)))
    learned = learn(
        encoder,
        lessons,
        {lesson.names[0]: anchors(encoder, lesson, others, around, settings.kind) for lesson in lessons[1:]},
        others.vectors,
        settings,
        progress,
    )
    vectors = learned.vectors
    texts = [text_vector(encoder, lesson.text, vectors) for lesson in lessons]
    left_out = [
        text_vector(encoder, " ".join(mention(other) for other in names[1:] if other != part), vectors)
        for part in names[1:]
    ]
    score = float((seen[0].held @ texts[0]).mean())
    found = []
    for number, part in enumerate(names[1:]):
        lineage = {
            **lineage_of(encoder, seen[number + 1], others, settings, around),
            PART_OF: names[0],
        }
        found.append(
            StartedPart(
                embedding_of(encoder, part, vectors[part], lineage),
                tuple(float((views.held @ texts[number + 1]).mean()) for views in seen[1:]),
                score - float((seen[0].held @ left_out[number]).mean()),
            )
        )
    notes = [scatter_note(views, others.vectors) for views in seen]
    lineage = {**lineage_of(encoder, seen[0], others, settings, around), "parts": list(names[1:])}
    joined: NDArray[np.float32] = np.concatenate([vectors[part] for part in names[1:]])
    embedding = embedding_of(encoder, names[0], joined, lineage)
    scattered = (f"{mention(called)}: {note}" for called, note in zip(names, notes, strict=True) if note)
    return StartedParts(
        embedding, score, tuple(found), tuple(filter(None, (*scattered, keyword_only_note(embedding))))
    )


def parts_record(started: StartedParts) -> dict[str, Any]:
    """Return what came of starting a whole and its parts as plain data."""
    return {
        "name": started.embedding.name,
        "keyword": mention(started.embedding.name),
        "vectors": started.embedding.count,
        "own": round(started.own, 4),
        "told_apart": started.told_apart,
        "parts": [
            {
                "name": part.embedding.name,
                "keyword": mention(part.embedding.name),
                "vectors": part.embedding.count,
                "similarities": [round(value, 4) for value in part.similarities],
                "missing": round(part.missing, 4),
            }
            for part in started.parts
        ],
        "notes": list(started.notes),
    }


def _names(name: str, parts: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the whole and of its parts."""
    if not FEWEST_PARTS <= len(parts) <= MOST_PARTS:
        raise ConceptError(NUMBER_OF_PARTS.format(fewest=FEWEST_PARTS, most=MOST_PARTS, count=len(parts)))
    whole = concept_name(name)
    names = [concept_name(f"{whole}-{part.strip()}") for part in parts]
    for number, part in enumerate(names):
        if same_name(part) in map(same_name, names[:number]):
            raise ConceptError(SAME_NAMES.format(name=parts[number]))
    return (whole, *names)
