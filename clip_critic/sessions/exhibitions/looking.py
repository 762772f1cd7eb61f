"""What CLIP says about an exhibition's pictures: their vectors, and how similar they are to their prompts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clip_critic.critic import Critic
from clip_critic.encoders.base import Encoder, Vectors
from clip_critic.encoders.cached import encode_pictures_cached, encode_texts_cached
from clip_critic.errors import SessionError
from clip_critic.pictures.opening import Picture
from clip_critic.progress import Progress, silent
from clip_critic.prompts import parse_prompt
from clip_critic.ranking.ranking import encode_keywords
from clip_critic.sessions.exhibitions.cells import CellPlan
from clip_critic.sessions.exhibitions.sight import Sight, sight_of, words_of
from clip_critic.weights.embeddings import Embedding


@dataclass(frozen=True, eq=False)
class Looked:
    """What CLIP says about pictures.

    Attributes:
        vectors: their unit vectors, float32 ``[n, dimension]``.
        own: their similarities to their own prompts, float64 ``[n]``.
    """

    vectors: Vectors
    own: NDArray[np.float64]


class Looker:
    """Looks at pictures with the encoder of an exhibition; vectors go to the cache, where taste finds them.

    Args:
        critic: lends the encoder, and has the cache.
        spec: the encoder.
    """

    def __init__(self, critic: Critic, spec: str) -> None:
        self._critic = critic
        self._spec = spec

    def concept(self, name: str) -> Embedding | None:
        """Return the user's concept of a name, or None if there is none."""
        return self._critic.concepts.embedding(name)

    def words(self, plan: CellPlan, text: str, progress: Progress = silent) -> Sight:
        """Encode the words to measure.

        Raises:
            EncoderError: the encoder is missing or fails.
            KeywordListError: there are no words.
        """
        with self._critic.encoder(self._spec, progress) as encoder:
            words = words_of(plan.settings, plan.axes)
            vectors = encode_keywords(words, encoder, cache=self._critic.cache(), progress=progress)
            return sight_of(vectors, encoder, text)

    def look(
        self, pictures: Sequence[Picture], prompts: Sequence[str], known: str, progress: Progress = silent
    ) -> Looked:
        """Look at pictures.

        Args:
            pictures: the pictures.
            prompts: the prompt that each was made from.
            known: the identity of the encoder that has looked at the others.

        Raises:
            EncoderError: the encoder is missing or fails.
            SessionError: it has changed since the first picture.
        """
        with self._critic.encoder(self._spec, progress) as encoder:
            if encoder.identity != known:
                raise SessionError(CHANGED)
            vectors = encode_pictures_cached(encoder, pictures, cache=self._critic.cache())
            texts = self._texts(encoder, prompts)
        return Looked(vectors, np.einsum("nd,nd->n", vectors.astype(np.float64), texts.astype(np.float64)))

    def _texts(self, encoder: Encoder, prompts: Sequence[str]) -> Vectors:
        plain = [parse_prompt(prompt).plain() for prompt in prompts]
        return encode_texts_cached(encoder, plain, cache=self._critic.cache()).vectors


CHANGED = "The encoder has changed since the first picture of this exhibition: start a new one."
