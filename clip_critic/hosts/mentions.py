"""The keywords of concepts in a request's prompts, written as hosts call concepts: by their bare names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from clip_critic.hosts.base import Request
from clip_critic.keywords.mentions import mention, mentioned, replace_mentions
from clip_critic.weights.embeddings import Embedding

FindConcept = Callable[[str], Embedding | None]
"""A function that returns the concept of a name, or None if there is none."""


def no_concept(name: str) -> None:
    """Return None: for users without concepts."""


def as_host_calls(text: str, find: FindConcept) -> str:
    """Return a text with the bare names of its concepts; what is no concept stays as it is."""

    def bare(name: str) -> str:
        embedding = find(name)
        return mention(name) if embedding is None else embedding.name

    return replace_mentions(text, bare)


def with_concepts(request: Request, find: FindConcept) -> Request:
    """Return a request that draws with the concepts which its prompts name, such as ``<my-cat>``.

    Args:
        request: the request.
        find: returns the concept of a name, or None if there is none.
    """
    prompts = (request.prompt, request.negative_prompt)
    if not any(map(mentioned, prompts)):
        return request
    found = [find(name) for prompt in prompts for name in mentioned(prompt)]
    own = {embedding.name for embedding in request.embeddings}
    new = {embedding.name: embedding for embedding in found if embedding and embedding.name not in own}
    prompt, negative = (as_host_calls(prompt, find) for prompt in prompts)
    return replace(
        request,
        prompt=prompt,
        negative_prompt=negative,
        embeddings=(*request.embeddings, *new.values()),
    )
