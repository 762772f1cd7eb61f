"""Concepts over HTTP: which there are, what one is, and saving one from a file or from another.

A file that is sent is read as data, by the same reader as all others; nothing in it is run.
"""

import base64
import tempfile
from pathlib import Path
from typing import Any, Optional

from fastapi import APIRouter, HTTPException, Query, Request
from pydantic import Field

from clip_critic.api.answers import answers
from clip_critic.api.bodies import Strict
from clip_critic.api.face import Surroundings
from clip_critic.api.naming import Naming
from clip_critic.concepts.library import Concept
from clip_critic.concepts.records import concept_record, fit_of, holdings_record, saved_record
from clip_critic.concepts.sources import copy_of, embedding_in
from clip_critic.engine.turns import Turn
from clip_critic.errors import BadInputError, ConceptError, TooLargeError
from clip_critic.keywords.mentions import LONGEST
from clip_critic.storage.files import write_atomically
from clip_critic.tables import valid_unicode
from clip_critic.weights.embeddings import Embedding

LARGEST = 8 << 20
"""Bytes of a file that is sent: the largest that a text has room for has a quarter of that."""
ONE_SOURCE = "Send either the file of an embedding, or the name of the concept to copy."
NOT_BASE64 = "The file is not valid base64: send the file's bytes, base64-encoded."


class SaveRequest(Strict):
    """Where a concept comes from: a file, or another concept."""

    file: Optional[str] = Field(  # noqa: UP045
        default=None, description="a .pt, .bin or .safetensors file, in base64"
    )
    file_name: str = Field(default="the file", max_length=400, description="what to call it in messages")
    term: str = Field(default="", max_length=400, description="which one, if the file has several terms")
    copy_of: Optional[str] = Field(  # noqa: UP045
        default=None, max_length=400, description="the name of a concept, in place of a file"
    )
    to_host: bool = Field(default=True, description="whether the WebUI's folder gets it, too")
    for_training: bool = Field(
        default=False, description="into the WebUI's folder alone, as its tab Train can go on with it"
    )


def add_concept_routes(routes: APIRouter, naming: Naming, turn: Turn, around: Surroundings) -> None:
    """Add the routes below ``/concepts``; ``turn`` waits for the host's queue."""
    critic = naming.critic
    library = critic.concepts

    @routes.get("/concepts", summary="All concepts, yours and the WebUI's; what cannot be used, and why")
    def all_concepts() -> dict[str, Any]:
        with answers():
            return {
                **holdings_record(library.holdings()),
                "folder": valid_unicode(str(library.folder)),
                "host_folders": [valid_unicode(str(folder)) for folder in library.hosts],
                "host_trains": around.trains,
            }

    @routes.get("/concepts/{name}", summary="A concept, and the words that its vectors are nearest to")
    def one_concept(
        name: str,
        http: Request,
        words: bool = Query(default=True, description="whether an encoder names the nearest words"),
        encoder: str = Query(default="", max_length=4000, description="by default that of the settings"),
    ) -> dict[str, Any]:
        with answers():
            chosen = naming.spec(encoder, http)
            concept = _find(name)
            if not words:
                return concept_record(concept)
            with turn() as progress, critic.encoder(chosen, progress) as loaded:
                return concept_record(concept, fit_of(loaded, concept.embedding))

    @routes.put("/concepts/{name}", summary="Save a concept; no file of others is ever replaced")
    def save(name: str, body: SaveRequest) -> dict[str, Any]:
        with answers():
            if (body.file is None) == (body.copy_of is None):
                raise BadInputError(ONE_SOURCE)
            source = _source(valid_unicode(name), body)
            if body.for_training:
                return saved_record(library.save_for_training(source))
            return saved_record(library.save(source, to_host=body.to_host))

    def _source(name: str, body: SaveRequest) -> Embedding:
        if body.copy_of is not None:
            concept = _find(body.copy_of)
            return copy_of(concept.embedding, concept.file, name)
        return _sent(body, name)

    def _find(name: str) -> Concept:
        found = library.get(valid_unicode(name))
        if found is None:
            raise HTTPException(404, f"There is no concept <{valid_unicode(name)[:LONGEST]}>.")
        return found


def _sent(body: SaveRequest, name: str) -> Embedding:
    """Return the embedding in a file that was sent.

    Raises:
        BadInputError: it is not a file of an embedding, or too large for one.
    """
    encoded = (body.file or "").rpartition(",")[2]  # a data: URL, or base64 alone
    if len(encoded) > LARGEST * 4 // 3 + 4:
        raise TooLargeError(f"The file is larger than {LARGEST >> 20} MB: it cannot be an embedding.")
    try:
        content = base64.b64decode("".join(encoded.split()), validate=True)
    except ValueError:
        raise ConceptError(NOT_BASE64) from None
    with tempfile.TemporaryDirectory(prefix="clip-critic-") as folder:
        file = Path(folder) / "embedding"
        write_atomically(file, content)
        return embedding_in(file, name, valid_unicode(body.term), called=valid_unicode(body.file_name))
