"""Ranking a session's pictures: the keyword list is encoded once, for any number of rankings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import TypeAlias

from clip_critic.encoders.base import Encoder
from clip_critic.encoders.cache import VectorCache
from clip_critic.encoders.cached import encode_pictures_cached
from clip_critic.errors import SessionError
from clip_critic.keywords.lists import KeywordList
from clip_critic.pictures.opening import Picture
from clip_critic.progress import Progress, silent
from clip_critic.ranking.ranking import KeywordVectors, encode_keywords
from clip_critic.ranking.result import Ranking
from clip_critic.sessions.feedback.memory import Memory, remember

OpenEncoder: TypeAlias = Callable[[Progress], AbstractContextManager[Encoder]]
"""Lends the encoder while it is used: a host may need its memory in between."""


class SessionRanker:
    """Rank pictures against one list, whose texts are encoded with the first picture and never again.

    Args:
        words: the list, targets included.
        encoder: lends the encoder while it is used.
        cache: stores the vectors of texts; a loop's pictures are seen only once and not cached.
    """

    def __init__(self, words: KeywordList, encoder: OpenEncoder, cache: VectorCache | None = None) -> None:
        self._words = words
        self._encoder = encoder
        self._cache = cache
        self._vectors: KeywordVectors | None = None
        self.memory: Memory = {}
        """After the first ranking: what `recall` needs to restore a ranking without the encoder."""

    def see(self, pictures: Sequence[Picture], progress: Progress = silent) -> list[Ranking]:
        """Rank pictures in one pass.

        Raises:
            EncoderError: the encoder is missing or fails.
            SessionError: it is not the encoder of the first ranking.
        """
        with self._encoder(progress) as encoder:
            if self._vectors is None:
                self._vectors = encode_keywords(self._words, encoder, cache=self._cache, progress=progress)
                self.memory = remember(self._vectors, encoder)
            if encoder.identity != self.memory["encoder"]:
                raise SessionError("The encoder has changed since the session began to look at its pictures.")
            vectors = encode_pictures_cached(encoder, pictures)
            return [
                self._vectors.rank(vector, encoder, picture.name, picture.notes)
                for vector, picture in zip(vectors, pictures, strict=True)
            ]
