"""The ranker of a session: a keyword list that is encoded once, for any number of rankings."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from clip_critic.encoders.base import Encoder, unknown_words
from clip_critic.encoders.cache import VectorCache
from clip_critic.encoders.cached import encode_pictures_cached
from clip_critic.encoders.places import read_box
from clip_critic.encoders.views import look
from clip_critic.errors import SessionError
from clip_critic.keywords.identity import word_key
from clip_critic.keywords.lists import KeywordList
from clip_critic.keywords.targets import Targets
from clip_critic.pictures.opening import Picture
from clip_critic.pictures.overlays import is_cut
from clip_critic.progress import Progress, silent
from clip_critic.ranking.heatmap import heat_maps
from clip_critic.ranking.ranking import KeywordVectors, encode_keywords
from clip_critic.ranking.result import Ranking
from clip_critic.sessions.feedback.memory import Memory, remember
from clip_critic.sessions.feedback.settings import LoopSettings
from clip_critic.sessions.feedback.steering import guide_of
from clip_critic.sessions.feedback.where import FoundPlace, find_place

if TYPE_CHECKING:
    from clip_critic.guides.clip import ClipGuide

logger = logging.getLogger(__name__)

OpenEncoder: TypeAlias = Callable[[Progress], AbstractContextManager[Encoder]]
"""A function that lends the encoder for a ranking: a host may need its memory in between."""


class SessionRanker:
    """A ranker of pictures against a list, whose texts are encoded only at the first call.

    Args:
        words: the list, with the targets.
        encoder: the function that lends the encoder.
        cache: the cache for the texts' vectors; a loop's pictures are seen once and not cached.
    """

    def __init__(self, words: KeywordList, encoder: OpenEncoder, cache: VectorCache | None = None) -> None:
        self._words = words
        self._encoder = encoder
        self._cache = cache
        self._vectors: KeywordVectors | None = None
        self.memory: Memory = {}
        """The data that `recall` needs to restore a ranking without the encoder; empty before the first."""
        self.unknown: tuple[str, ...] = ()
        """Words of the list that the encoder has never learned, if it can tell; empty before the first."""

    def see(self, pictures: Sequence[Picture], progress: Progress = silent) -> list[Ranking]:
        """Rank pictures in one pass.

        Raises:
            EncoderError: the encoder is missing or fails.
            SessionError: the encoder has changed since the first call.
        """
        return self.see_with_vectors(pictures, progress)[0]

    def see_with_vectors(
        self, pictures: Sequence[Picture], progress: Progress = silent
    ) -> tuple[list[Ranking], NDArray[np.float32]]:
        """Rank pictures in one pass, and return their unit vectors ``[n, dimension]``, too.

        Raises the same errors as `see`.
        """
        with self._encoder(progress) as encoder:
            keywords = self._keywords(encoder, progress)
            vectors = encode_pictures_cached(encoder, pictures)
            rankings = [
                keywords.rank(vector, encoder, picture.name, picture.notes)
                for vector, picture in zip(vectors, pictures, strict=True)
            ]
        return rankings, vectors

    def words(self, progress: Progress = silent) -> KeywordVectors:
        """Return the encoded list; raises the same errors as `see`."""
        with self._encoder(progress) as encoder:
            return self._keywords(encoder, progress)

    def locate(
        self, picture: Image.Image, word: str, targets: Targets, progress: Progress = silent
    ) -> FoundPlace:
        """Return the place of any text in a picture, or of the word that it should replace.

        Raises:
            BadInputError: it is not in the picture, and it is unknown what it should replace.
            EncoderError, SessionError: as in `see`.
        """
        with self._encoder(progress) as encoder:
            keywords = self._keywords(encoder, progress)
            words, texts = keywords.keywords, keywords.vectors
            if word_key(word) not in map(word_key, words):
                more = KeywordList(KeywordList.of([word]).groups, self._words.templates)
                added = encode_keywords(more, encoder, cache=self._cache, progress=progress)
                words, texts = (*words, *added.keywords), np.concatenate([texts, added.vectors])
            leaves_out = is_cut(read_box(encoder, picture.size), picture.size)
            places = look(encoder, picture, squares=leaves_out, progress=progress)
        maps = heat_maps(places, words, texts, range(len(words)), picture)
        return find_place(maps, keywords.groups, word, targets)

    def guide(
        self, settings: LoopSettings, targets: Targets, models_dir: Path, progress: Progress = silent
    ) -> ClipGuide | None:
        """Return the guide that pushes pictures towards the targets while they are drawn.

        It is None if memory is too short for preparing it.

        Raises:
            EncoderError: the encoder has no gradients, is missing or fails.
            SessionError: as in `see`.
        """
        try:
            with self._encoder(progress) as encoder:
                keywords = self._keywords(encoder, progress)
                return guide_of(settings, keywords, encoder, targets, models_dir)
        except (MemoryError, RuntimeError) as error:
            from clip_critic.guides.clip import is_out_of_memory

            if not is_out_of_memory(error):
                raise
            logger.warning("Out of memory while steering is prepared: %s", error)
            return None

    def _keywords(self, encoder: Encoder, progress: Progress) -> KeywordVectors:
        if self._vectors is None:
            self._vectors = encode_keywords(self._words, encoder, cache=self._cache, progress=progress)
            self.memory = remember(self._vectors, encoder)
            self.unknown = unknown_words(encoder, self._words.keywords)
        if encoder.identity != self.memory["encoder"]:
            raise SessionError("The encoder has changed since the session's first ranking.")
        return self._vectors
