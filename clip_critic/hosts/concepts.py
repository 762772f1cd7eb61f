"""Concepts in a request: what every host checks of them, and how they fit a checkpoint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from clip_critic.errors import BadInputError
from clip_critic.prompts.chunks import CHUNK
from clip_critic.weights.embeddings import CLIP_G, CLIP_L, ONE_TOWER, Embedding

MADE_FOR = {
    ((ONE_TOWER, 768),): "SD 1",
    ((ONE_TOWER, 1024),): "SD 2",
    ((CLIP_G, 1280), (CLIP_L, 768)): "SDXL",
}
"""The models whose text towers have words of these widths."""
DIGITS = 12
HASHES = "TI hashes"
"""The entry of an infotext that names the concepts which were drawn, with their hashes."""


def check_concepts(embeddings: Sequence[Embedding]) -> None:
    """Check the concepts of a request as far as no checkpoint has to be known.

    Raises:
        BadInputError: a concept has no name, shares its name, or its vectors cannot be used.
    """
    names = [embedding.name for embedding in embeddings]
    for embedding in embeddings:
        _check(embedding)
        if names.count(embedding.name) > 1:
            raise BadInputError(f"Two concepts are named {embedding.name!r:.80}: rename one of them.")


def _check(embedding: Embedding) -> None:
    name, counts = embedding.name, {len(vectors) for vectors in embedding.parts.values()}
    if not name.strip():
        raise BadInputError("A concept has no name: give it one.")
    if not counts or not all(vectors.ndim == 2 and vectors.size for vectors in embedding.parts.values()):
        raise BadInputError(f"The concept {name!r:.80} has no vectors: choose another file.")
    if not all(np.isfinite(vectors).all() for vectors in embedding.parts.values()):
        raise BadInputError(
            f"The concept {name!r:.80} contains invalid numbers (NaN or infinity): choose another file."
        )
    if len(counts) > 1:
        raise BadInputError(
            f"The concept {name!r:.80} has different numbers of vectors for the two text towers: choose "
            "another file."
        )
    if max(counts) > CHUNK:
        raise BadInputError(
            f"The concept {name!r:.80} has {max(counts)} vectors, but a prompt is read {CHUNK} tokens at a "
            "time: choose one with fewer."
        )


def fitted(embedding: Embedding, widths: Mapping[str, int]) -> dict[str, NDArray[np.float32]]:
    """Return a concept's vectors for each text tower of a checkpoint, float32 ``[k, width]``.

    Args:
        embedding: the concept.
        widths: the width of the words of each tower: `ONE_TOWER`, or `CLIP_L` and `CLIP_G`.

    Raises:
        BadInputError: it was made for another kind of checkpoint.
    """
    parts = {tower: embedding.parts.get(tower) for tower in widths}
    found = {tower: part for tower, part in parts.items() if part is not None}
    if len(found) < len(widths) or any(part.shape[1] != widths[tower] for tower, part in found.items()):
        raise BadInputError(
            f"The concept {embedding.name!r:.80} has vectors of {numbers_of(embedding.widths)} numbers, but "
            f"this checkpoint reads words of {numbers_of(widths)}: choose a checkpoint that it was made for, "
            "or another concept."
        )
    return {tower: np.ascontiguousarray(part, dtype=np.float32) for tower, part in found.items()}


def numbers_of(widths: Mapping[str, int]) -> str:
    """Return the lengths of the vectors of text towers, with the models that have such: ``768 (SD 1)``."""
    numbers = " + ".join(str(width) for width in widths.values())
    known = MADE_FOR.get(tuple(sorted(widths.items())))
    return f"{numbers} ({known})" if known else numbers


def hashes_text(embeddings: Sequence[Embedding]) -> str:
    """Return the value of `HASHES` for the concepts that were drawn, as the WebUI writes it."""
    return ", ".join(
        f"{embedding.name.replace(':', '').replace(',', '')}: {embedding.digest[:DIGITS]}"
        for embedding in embeddings
    )
