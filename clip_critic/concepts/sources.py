"""Concepts from the files of others, ready to be saved as one of the user's own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from clip_critic.concepts.names import same_name
from clip_critic.errors import ConceptError, WeightsError
from clip_critic.keywords.texts import shortened
from clip_critic.weights.embeddings import Embedding, read_embeddings

TAKEN_FROM = "taken from"
"""The entry of a lineage with the file that a concept was taken from."""


def embedding_in(file: Path, name: str = "", term: str = "", called: str = "") -> Embedding:
    """Return an embedding of a file, with a lineage that says where it is from.

    Args:
        file: the file.
        name: its name from now on; by default that of the file or the term.
        term: which one, if the file has several.
        called: what messages and the lineage call the file; by default its path and its name.

    Raises:
        ConceptError: the file cannot be used, has no such term, or has several and none is named.
    """
    try:
        found = read_embeddings(file)
    except WeightsError as error:
        message = str(error)
        raise ConceptError(message.replace(str(file), called) if called else message) from None
    if term:
        found = tuple(one for one in found if same_name(term) in (same_name(one.term), same_name(one.name)))
    if len(found) != 1:
        terms = shortened(", ".join(one.term or one.name for one in read_embeddings(file)), 300)
        if term:
            raise ConceptError(f"{called or file} has no term {shortened(term)!r}: choose one of {terms}.")
        raise ConceptError(f"{called or file} has several terms: choose one of {terms}.")
    embedding = found[0]
    lineage = embedding.lineage or {TAKEN_FROM: _origin(embedding, called or file.name)}
    return replace(embedding, name=name or embedding.name, lineage=lineage)


def copy_of(embedding: Embedding, file: Path, name: str) -> Embedding:
    """Return a known concept under another name, with a lineage that says where it is from."""
    lineage = embedding.lineage or {TAKEN_FROM: _origin(embedding, file.name)}
    return replace(embedding, name=name, lineage=lineage)


def _origin(embedding: Embedding, file: str) -> dict[str, str]:
    return {"file": file, "term": embedding.term, "digest": embedding.digest}
