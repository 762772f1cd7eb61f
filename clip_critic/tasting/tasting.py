"""Choosing among a user's own pictures, and learning from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

import numpy as np

from clip_critic.critic import Critic
from clip_critic.encoders.base import Vectors
from clip_critic.encoders.cached import encode_pictures_cached
from clip_critic.engine.turns import Turn
from clip_critic.errors import BadInputError
from clip_critic.keywords.lists import KeywordList
from clip_critic.pictures.opening import Picture
from clip_critic.progress import Progress, silent
from clip_critic.ranking.ranking import Unreadable, encode_keywords, encode_pictures
from clip_critic.settings import Settings
from clip_critic.taste.choices import Choice, rater_name
from clip_critic.taste.log import TasteLog
from clip_critic.taste.model import Taste
from clip_critic.tasting.collection import CHANGED, NOTHING, Collection, FileDigests, Gathering
from clip_critic.tasting.learner import NOBODY, Learner, TasteWords
from clip_critic.tasting.liking import PictureTaste, taste_of
from clip_critic.tasting.vectors import KeptVectors

LOOKED_AT = 16
"""The files that are looked at in one turn."""
NOT_HERE = "A picture of this choice is not among those that are open: open them again, and choose once more."


@contextmanager
def at_once() -> Iterator[Progress]:
    """Have a turn at once: there are no others."""
    yield silent


class Tasting:
    """The log of choices, the vectors of the pictures in it, and what is learned from both.

    Args:
        critic: lends the encoder, and has the lists and the cache.
        folder: the folder of the log and the vectors, which is created by the first choice.
    """

    def __init__(self, critic: Critic, folder: Path) -> None:
        self.log = TasteLog(folder)
        self.folder = folder
        self._critic = critic
        self._kept = KeptVectors(folder)
        self._digests = FileDigests()
        self._learners: dict[str, Learner] = {}
        self._lock = Lock()

    def collect(
        self,
        files: Iterable[Path],
        *,
        encoder: str | None = None,
        progress: Progress = silent,
        turn: Turn = at_once,
        before: Collection | None = None,
    ) -> Collection:
        """Look at pictures to choose from; those that were looked at before are only read.

        Args:
            files: the pictures' files.
            encoder: the encoder; that of the settings by default.
            progress: a callback after every few files. It may raise `InterruptedByUser`: the vectors of the
                pictures seen by then are in the cache.
            turn: a context in which a few files at a time are looked at, so that others have turns between.
            before: an earlier collection, whose vectors need not be found again.

        Raises:
            BadInputError: there is no picture that can be read.
            EncoderError: the encoder is missing or fails.
        """
        paths = list(dict.fromkeys(files))
        spec = encoder or self._critic.settings().encoder
        if not paths:
            raise BadInputError(NOTHING)
        progress(0, len(paths), "looking at pictures")
        with turn() as more, self._critic.encoder(spec, more) as loaded:
            identity, dimension = loaded.identity, loaded.dimension
        is_same = before is not None and before.encoder == identity
        known = before.vectors(before.pool.digests) if before and is_same else {}
        gathering = Gathering(identity, dimension, self._critic.cache(), known)
        for start in range(0, len(paths), LOOKED_AT):
            opened = gathering.open(gathering.read(paths[start : start + LOOKED_AT], self._digests))
            if opened:
                with turn() as more, self._critic.encoder(spec, more) as loaded:
                    gathering.look(opened, loaded)
            progress(min(start + LOOKED_AT, len(paths)), len(paths), "looking at pictures")
        collection = gathering.collection()
        self._keep(collection, [digest for choice in self.log.read() for digest in choice.shown])
        return collection

    def words(
        self,
        words: KeywordList | None = None,
        *,
        encoder: str | None = None,
        precision: str | None = None,
        progress: Progress = silent,
    ) -> TasteWords:
        """Return a list as an encoder sees it; by default a bundled one.

        Raises:
            EncoderError: the encoder is missing or fails.
            KeywordListError: the list is empty.
        """
        spec = encoder or self._critic.settings().encoder
        chosen = words or KeywordList.parse(self._critic.presets.read(bundled_list(spec)))
        with self._critic.encoder(spec, progress, precision=precision) as loaded:
            found = encode_keywords(chosen, loaded, cache=self._critic.cache(), progress=progress)
            return TasteWords(loaded.identity, found.keywords, found.vectors)

    def learner(self, words: TasteWords, beside: Collection | None = None) -> Learner:
        """Return what learns tastes again and again with the same words and pictures."""
        return Learner(self.log, self._kept, words, beside)

    def learn(
        self,
        rater: str,
        *,
        encoder: str | None = None,
        words: KeywordList | None = None,
        beside: Collection | None = None,
        answers: int | None = None,
        progress: Progress = silent,
    ) -> Taste:
        """Learn the taste of a rater, from the choices among pictures that the encoder has seen.

        Args:
            rater: the rater's name.
            encoder: the encoder; that of the settings by default.
            words: the keyword list; a bundled one by default.
            beside: pictures that belong to the pool beside those of the choices.
            answers: learn from only so many answers, the first ones: `Taste.answers` of an earlier time.
            progress: a callback while words are encoded.

        Raises:
            BadInputError: nobody of this name has chosen anything, or not among pictures that this encoder
                has seen. Too few answers are no error: see `Taste.not_yet`.
            EncoderError: the encoder is missing or fails.
        """
        seen = self.words(words, encoder=encoder, progress=progress)
        return self.learner(seen, beside).taste(rater, answers)

    def known(self, encoder: str | None, identity: str, progress: Progress = silent) -> Learner:
        """Return what learns tastes from the log alone, with the default list; it is kept for the next time.

        Args:
            encoder: the encoder; that of the settings by default.
            identity: its identity, which was found when it looked at pictures.

        Raises:
            BadInputError: the encoder is not that one any more.
            EncoderError: the encoder is missing or fails.
        """
        with self._lock:
            learner = self._learners.get(identity)
        if learner is not None:
            return learner
        words = self.words(encoder=encoder, progress=progress)
        if words.encoder != identity:
            raise BadInputError(CHANGED)
        with self._lock:
            return self._learners.setdefault(identity, self.learner(words))

    def known_rater(self, rater: str) -> str:
        """Return a rater's name as it is in the log.

        Raises:
            BadInputError: the name cannot be one, or nobody of this name has chosen anything.
        """
        name = rater_name(rater)
        if name not in self.log.raters():
            raise BadInputError(NOBODY.format(rater=name))
        return name

    def judge(
        self,
        picture: Picture,
        rater: str,
        *,
        encoder: str | None = None,
        precision: str | None = None,
        progress: Progress = silent,
    ) -> PictureTaste:
        """Return what a rater would think of a picture, as learned from the log.

        Raises:
            BadInputError: the rater's name cannot be one. That nothing is known of the taste is no error:
                see `PictureTaste.not_yet`.
            EncoderError: the encoder is missing or fails.
        """
        name = rater_name(rater)
        with self._critic.encoder(encoder, progress, precision=precision) as loaded:
            vectors = encode_pictures_cached(loaded, [picture], cache=self._critic.cache())
            words = self.words(encoder=encoder, precision=precision, progress=progress)
        return self._judged(words, vectors, name)[0]

    def judge_files(
        self, files: Sequence[Path], rater: str, *, encoder: str | None = None, progress: Progress = silent
    ) -> list[PictureTaste]:
        """Return what a rater would think of the pictures of many files; of one that cannot be read, why not.

        Raises:
            BadInputError: the rater's name cannot be one.
            EncoderError: the encoder is missing or fails.
        """
        name = rater_name(rater)
        found: list[PictureTaste | None] = []
        vectors = []
        with self._critic.encoder(encoder, progress) as loaded:
            for item in encode_pictures(files, loaded, cache=self._critic.cache()):
                progress(len(found), len(files), "looking at pictures")
                if isinstance(item, Unreadable):
                    found.append(PictureTaste(name, not_yet=item.error))
                else:
                    found.append(None)
                    vectors.append(item[1])
            words = self.words(encoder=encoder, progress=progress)
        judged = iter(self._judged(words, np.stack(vectors), name) if vectors else ())
        return [next(judged) if one is None else one for one in found]

    def judge_vectors(
        self,
        vectors: Vectors,
        rater: str,
        *,
        encoder: str | None,
        identity: str,
        progress: Progress = silent,
    ) -> list[PictureTaste]:
        """Return what a rater would think of pictures that an encoder has seen: `known` names the arguments.

        Args:
            vectors: the unit vectors of the pictures, float32 ``[n, dimension]``.

        Raises:
            BadInputError: the rater's name cannot be one.
            EncoderError: the encoder is missing or fails.
        """
        name = rater_name(rater)
        try:
            learner = self.known(encoder, identity, progress)
        except BadInputError as error:  # the encoder is another one now
            return [PictureTaste(name, not_yet=str(error))] * len(vectors)
        return _of_learner(learner, vectors, name)

    def _judged(self, words: TasteWords, vectors: Vectors, name: str) -> list[PictureTaste]:
        with self._lock:
            learner = self._learners.setdefault(words.encoder, self.learner(words))
        return _of_learner(learner, vectors, name)

    def add(self, choice: Choice, collection: Collection) -> bool:
        """Add a choice among the pictures of a collection, which is on disk when this returns.

        Returns:
            Whether it is new: an answer to a question that has been answered before changes nothing.

        Raises:
            BadInputError: a picture is not in the collection.
            StorageError: it cannot be written.
        """
        if any(digest not in collection.pool.places for digest in choice.shown):
            raise BadInputError(NOT_HERE)
        self._keep(collection, choice.shown)  # first, so that no choice is without them
        return self.log.add(choice)

    def _keep(self, collection: Collection, digests: Iterable[str]) -> None:
        vectors = collection.vectors(tuple(digests))
        if vectors:
            self._kept.add(collection.encoder, vectors)


def _of_learner(learner: Learner, vectors: Vectors, name: str) -> list[PictureTaste]:
    try:
        return taste_of(learner.taste(name), vectors, name)
    except BadInputError as error:  # nobody of this name, or nothing that this encoder has seen
        return [PictureTaste(name, not_yet=str(error))] * len(vectors)


def bundled_list(encoder: str) -> str:
    """Return the name of the bundled list whose words a taste is learned with by default."""
    return Settings(encoder=encoder).first_list
