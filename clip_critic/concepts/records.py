"""Concepts as plain data, for JSON and for tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from clip_critic.concepts.library import Concept, Holdings, SavedConcept
from clip_critic.concepts.towers import encoder_for, is_proven, made_for, part_for
from clip_critic.encoders.base import Encoder
from clip_critic.encoders.token_vectors import nearest_words
from clip_critic.errors import ConceptError
from clip_critic.keywords.mentions import mention
from clip_critic.tables import valid_unicode
from clip_critic.weights.embeddings import Embedding

Record = dict[str, Any]
NEAREST = 3
"""The words that are named for each vector."""
UNPROVEN = (
    "Its file does not say which text tower it was made with: only the length of its vectors fits for sure."
)


@dataclass(frozen=True)
class Fit:
    """What an encoder says about a concept.

    Attributes:
        encoder: the encoder's identity.
        why_not: why it cannot read the concept; empty if it can.
        tower: the part of the concept that it reads.
        words: for each vector of it the nearest words of the encoder's table, with their cosines.
        note: what is uncertain about it.
    """

    encoder: str
    why_not: str = ""
    tower: str = ""
    words: tuple[tuple[tuple[str, float], ...], ...] = ()
    note: str = ""


def fit_of(encoder: Encoder, embedding: Embedding) -> Fit:
    """Return whether an encoder can read a concept, and the words that its vectors are nearest to.

    Raises:
        EncoderError: the encoder failed.
    """
    try:
        tower = part_for(encoder, embedding)
    except ConceptError as error:
        return Fit(encoder.identity, str(error))
    words = tuple(tuple(found) for found in nearest_words(encoder, embedding.parts[tower], NEAREST))
    note = "" if is_proven(encoder, embedding) else UNPROVEN
    return Fit(encoder.identity, tower=tower, words=words, note=note)


def norms(embedding: Embedding) -> dict[str, list[float]]:
    """Return the length of each vector, by tower."""
    return {
        tower: [round(float(norm), 4) for norm in np.linalg.norm(vectors, axis=1)]
        for tower, vectors in embedding.parts.items()
    }


def concept_record(concept: Concept, fit: Fit | None = None) -> Record:
    """Return a concept as plain data.

    Args:
        fit: what an encoder says about it, if one was asked.
    """
    embedding = concept.embedding
    return {
        "name": valid_unicode(concept.name),
        "keyword": valid_unicode(mention(concept.name)),
        "file": valid_unicode(str(concept.file)),
        "in_host": concept.in_host,
        "vectors": embedding.count,
        "widths": embedding.widths,
        "norms": norms(embedding),
        "made_for": made_for(embedding),
        "encoder": encoder_for(embedding),
        "trained_on": valid_unicode(embedding.trained_on),
        "step": embedding.step,
        "term": valid_unicode(embedding.term),
        "lineage": dict(embedding.lineage),
        "digest": embedding.digest,
        "fit": None if fit is None else _fit_record(fit),
    }


def _fit_record(fit: Fit) -> Record:
    return {
        "encoder": fit.encoder,
        "fits": not fit.why_not,
        "why_not": valid_unicode(fit.why_not),
        "tower": fit.tower,
        "words": [[{"word": word, "cosine": round(cosine, 4)} for word, cosine in row] for row in fit.words],
        "note": fit.note,
    }


def holdings_record(holdings: Holdings) -> Record:
    """Return what is in all folders as plain data; no encoder is asked."""
    return {
        "concepts": [concept_record(concept) for concept in holdings.concepts],
        "unusable": [unusable_record(one.file, one.reason) for one in holdings.unusable],
    }


def unusable_record(file: object, reason: str) -> Mapping[str, str]:
    """Return a file that cannot be used as plain data."""
    return {"file": valid_unicode(str(file)), "reason": valid_unicode(reason)}


def saved_record(saved: SavedConcept) -> Record:
    """Return a concept that has been saved as plain data."""
    return {
        "name": saved.name,
        "keyword": mention(saved.name),
        "files": [valid_unicode(str(file)) for file in saved.files],
        "note": saved.note,
    }
