"""Answering a `RankQuestion` about pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sized
from dataclasses import dataclass, replace

from clip_critic.encoders.base import Encoder, Vectors, unknown_words
from clip_critic.encoders.cache import VectorCache
from clip_critic.encoders.cached import encode_pictures_cached, remember_picture
from clip_critic.encoders.views import look
from clip_critic.errors import BadInputError
from clip_critic.pictures.opening import Picture, Source, open_picture
from clip_critic.progress import Progress, silent
from clip_critic.ranking.audit import Audit, audit_of_vector
from clip_critic.ranking.heatmap import HeatMaps, heat_maps
from clip_critic.ranking.question import RankQuestion
from clip_critic.ranking.ranking import KeywordVectors, Unreadable, encode_lists, encode_pictures
from clip_critic.ranking.result import Ranking, Round

UNREAD = "Parts of the picture between the squares were not read."


@dataclass(frozen=True, eq=False)
class Answer:
    """The answer to a question about one picture.

    Attributes:
        ranking: the ranking of the keywords, or of the prompt's phrases if only an audit was requested.
        contrasts: the ranking of the sets of near-synonyms, each as a group; None if there are none.
        audit: the audit; None if none was requested, or if there is no prompt to audit.
        notes: notes for the user about how the list, the picture and the prompt were read.
        unknown: the keywords and audited phrases with words that the encoder has never learned, if it can
            tell.
        heatmaps: where CLIP sees the words of ``question.where``; None if there are none.
    """

    question: RankQuestion
    ranking: Ranking
    contrasts: Ranking | None = None
    audit: Audit | None = None
    notes: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    heatmaps: HeatMaps | None = None

    @property
    def rounds(self) -> tuple[Round, ...]:
        """The requested number of rounds, with the shares above the threshold."""
        return self.ranking.rounds(self.question.rounds, self.question.threshold)


def answer(
    question: RankQuestion,
    picture: Source | Picture,
    encoder: Encoder,
    *,
    cache: VectorCache | None = None,
    progress: Progress = silent,
) -> Answer:
    """Answer a question about one picture, which is encoded only once.

    Raises:
        BadInputError: the question cannot be asked of this picture.
        PictureError: the picture cannot be read.
    """
    question.require_valid()
    opened = picture if isinstance(picture, Picture) else open_picture(picture)
    reader = _EncodedQuestion(question, encoder, cache, progress)
    return reader.look_and_answer(opened)


def answer_many(
    question: RankQuestion,
    pictures: Iterable[Source | Picture],
    encoder: Encoder,
    *,
    cache: VectorCache | None = None,
    progress: Progress = silent,
) -> Iterator[Answer | Unreadable]:
    """Answer a question about many pictures in one pass, and yield the answers in order.

    For a picture that cannot be read, or has no prompt to audit if only an audit was requested, an
    `Unreadable` is yielded.

    Raises:
        BadInputError: the question cannot be asked of any picture.
    """
    reader = _EncodedQuestion(question.require_valid(), encoder, cache, progress)
    if question.shown:
        known = len(pictures) if isinstance(pictures, Sized) else 0
        for number, picture in enumerate(pictures, start=1):
            yield reader.look_at(picture, max(known - number, 0))
        return
    for item in encode_pictures(pictures, encoder, cache=cache):
        if isinstance(item, Unreadable):
            yield item
            continue
        try:
            found: Answer | Unreadable = reader.answer(*item)
        except BadInputError as error:
            found = Unreadable(item[0].name, str(error))
        yield found


class _EncodedQuestion:
    """A question whose words are encoded once, for any number of pictures."""

    def __init__(
        self, question: RankQuestion, encoder: Encoder, cache: VectorCache | None, progress: Progress
    ) -> None:
        self._question, self._encoder, self._cache, self._progress = question, encoder, cache, progress
        lists = [words for words in (question.words, question.sets) if words]
        encoded = iter(encode_lists(lists, encoder, cache=cache, progress=progress))
        self._words = next(encoded) if question.words else None
        self._sets = next(encoded) if question.sets else None

    def look_at(self, source: Source | Picture, later: int) -> Answer | Unreadable:
        """Answer about one picture of many, or return the reason why not; ``later`` pictures follow."""
        try:
            opened = source if isinstance(source, Picture) else open_picture(source)
            return self.look_and_answer(opened, later)
        except BadInputError as error:
            return Unreadable(source.name if isinstance(source, Picture) else str(source), str(error))

    def look_and_answer(self, picture: Picture, later: int = 0) -> Answer:
        """Answer about one picture, which is encoded only once: its places add up to its vector."""
        if self._words is None or not self._question.shown:
            return self.answer(
                picture, encode_pictures_cached(self._encoder, [picture], cache=self._cache)[0]
            )
        places = look(
            self._encoder,
            picture.image,
            fine=self._question.fine,
            squares=self._question.squares,
            progress=self._progress,
            later=later,
        )
        vector = remember_picture(self._encoder, picture, places.vector, cache=self._cache)
        shown = heat_maps(
            places, self._words.keywords, self._words.vectors, self._question.shown, picture.image
        )
        found = self.answer(picture, vector)
        notes = (*found.notes, *([UNREAD] if places.parts else []))
        return replace(found, heatmaps=shown, notes=notes)

    def answer(self, picture: Picture, vector: Vectors) -> Answer:
        ranking = self._rank(self._words, picture, vector)
        contrasts = self._rank(self._sets, picture, vector)
        audit, refused = self._audit(picture, vector)
        ranking = ranking or (audit.ranking if audit else None)
        assert ranking is not None, "a question without words has an audit, or its audit has raised"
        notes = (*self._question.notes, *refused, *ranking.notes, *ranking.encoder_notes)
        phrases = audit.ranking if audit else None
        unknown = self._unknown(ranking, contrasts, phrases)
        return Answer(self._question, ranking, contrasts, audit, notes, unknown)

    def _unknown(self, *rankings: Ranking | None) -> tuple[str, ...]:
        words = dict.fromkeys(word for ranking in rankings if ranking for word in ranking.keywords)
        return unknown_words(self._encoder, list(words))

    def _rank(self, words: KeywordVectors | None, picture: Picture, vector: Vectors) -> Ranking | None:
        return words.rank(vector, self._encoder, picture.name, picture.notes) if words else None

    def _audit(self, picture: Picture, vector: Vectors) -> tuple[Audit | None, tuple[str, ...]]:
        """Return the audit, or a note about why the picture's own prompt was not audited."""
        try:
            prompt = self._question.prompt_for(picture)
            if prompt is None:
                return None, ()
            audit = audit_of_vector(
                prompt, picture, vector, self._encoder, cache=self._cache, progress=self._progress
            )
            return audit, ()
        except BadInputError as error:
            if self._words is None or self._question.prompt is not None:
                raise
            return None, (f"The picture's own prompt was not audited. {error}",)
