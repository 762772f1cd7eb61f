"""The audit of a prompt: its phrases are ranked, and each in turn is left out of the text that is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from math import log

from clip_critic.encoders.base import Encoder, Vectors
from clip_critic.encoders.cache import VectorCache
from clip_critic.encoders.cached import TextVectors, encode_pictures_cached, encode_texts_cached
from clip_critic.encoders.counting import TokenCounter
from clip_critic.errors import BadInputError
from clip_critic.pictures.opening import Picture, Source, open_picture
from clip_critic.progress import Progress, silent
from clip_critic.prompts import Phrase, Prompt, parse_prompt
from clip_critic.prompts.moments import Sampling, When
from clip_critic.prompts.passages import HostReading, Passage, read_as_host
from clip_critic.ranking.question import RankQuestion
from clip_critic.ranking.ranking import KeywordVectors
from clip_critic.ranking.result import Entry, GroupSpan, Ranking

NOTHING = log(1.1)
"""A phrase counts as doing nothing if the logit of its text changes less than this (odds of 10 %)."""
MOST_PASSAGES = 12
"""The most texts that a phrase is left out of: those that are read in the most steps."""


class Verdict(str, Enum):
    """The effect of a phrase on the similarity of the text it is read in, found by leaving the phrase out."""

    HELPS = "helps"
    NOTHING = "does nothing"
    AGAINST = "works against the picture"
    UNREAD = "not read: its sampling step never comes"


@dataclass(frozen=True)
class PhraseEffect:
    """One phrase of the prompt.

    Attributes:
        phrase: the phrase, or its part in one chunk if a chunk's end cuts it.
        entry: its row in the ranking of all phrases.
        effect: the fall in similarity of the text it is read in without it; negative if the similarity rises.
        when: the sampling steps in which the host reads it.
        chunk: the number of its chunk in its part, from 1; 0 if no step reads it.
        part_weight: the weight of its part between ``AND``.
    """

    phrase: Phrase
    entry: Entry
    effect: float
    verdict: Verdict
    when: When
    chunk: int
    part_weight: float


@dataclass(frozen=True)
class AuditedText:
    """A text that the host reads at once: a chunk of a part, in some of the sampling steps.

    Attributes:
        part: the index of the part between ``AND``.
        chunk: the number of the chunk in its part, from 1.
        share: the share of the sampling steps in which it is read.
    """

    text: str
    part: int
    chunk: int
    share: float
    similarity: float


@dataclass(frozen=True, eq=False)
class Audit:
    """The result of auditing a prompt against a picture.

    Attributes:
        similarity: the similarity of the whole prompt as the encoder reads it, without attention weights: the
            mean of its texts', by their share of the steps and the weights of parts above 0.
        truncated: the number of the texts' tokens that the encoder does not read.
        ranking: all phrases, ranked as a keyword list.
        phrases: the phrases in the order of the prompt.
        texts: the texts that the host reads; a single one for a short prompt that does not change.
    """

    prompt: Prompt
    similarity: float
    truncated: int
    ranking: Ranking
    phrases: tuple[PhraseEffect, ...]
    texts: tuple[AuditedText, ...]

    @property
    def idle(self) -> tuple[PhraseEffect, ...]:
        """The phrases that do nothing, work against the picture or are not read."""
        return tuple(phrase for phrase in self.phrases if phrase.verdict is not Verdict.HELPS)


def audit(
    picture: Source | Picture,
    encoder: Encoder,
    prompt: str | None = None,
    *,
    cache: VectorCache | None = None,
    progress: Progress = silent,
) -> Audit:
    """Rank a prompt's own phrases against a picture, with the effect of leaving each one out.

    Args:
        prompt: the prompt in the WebUI's language; by default the one in the picture's own metadata.

    Raises:
        BadInputError: there is no prompt, or it has no phrases.
        PictureError: the picture cannot be read.
    """
    question = RankQuestion(audit=True, prompt=prompt).require_valid()
    opened = picture if isinstance(picture, Picture) else open_picture(picture)
    text = question.prompt_for(opened) or ""
    vector = encode_pictures_cached(encoder, [opened], cache=cache)[0]
    return audit_of_vector(text, opened, vector, encoder, cache=cache, progress=progress)


def audit_of_vector(
    prompt: str,
    picture: Picture,
    vector: Vectors,
    encoder: Encoder,
    *,
    cache: VectorCache | None = None,
    progress: Progress = silent,
) -> Audit:
    """Audit a prompt against a picture with a known unit vector, float32 ``[d]``.

    Raises:
        BadInputError: the prompt has no phrases.
    """
    parsed = parse_prompt(prompt)
    if not parsed.phrases:
        raise BadInputError("The prompt has no words to audit. Give one with at least one phrase.")
    counter = TokenCounter(encoder)
    reading = read_as_host(parsed, counter, counter.capacity, sampling_of(picture))
    words = tuple(dict.fromkeys(placed.phrase.text for placed in reading.phrases))
    texts = _Texts(reading, encoder)
    encoded = encode_texts_cached(encoder, [*words, *texts.variants], cache=cache, progress=progress)
    keywords = KeywordVectors(
        words, (GroupSpan("", 0, len(words)),), encoded.vectors[: len(words)], encoded.cut[: len(words)]
    )
    ranking = keywords.rank(vector, encoder, picture.name, picture.notes)
    texts.compare(encoded, vector, offset=len(words))
    at = {word: index for index, word in enumerate(words)}
    weights = [part.weight for part in parsed.parts]
    effects = [texts.effect(index) for index in range(len(reading.phrases))]
    return Audit(
        prompt=parsed,
        similarity=texts.similarity(weights),
        truncated=texts.truncated,
        ranking=ranking,
        phrases=tuple(
            PhraseEffect(
                placed.phrase,
                ranking.entry(at[placed.phrase.text]),
                effect,
                _verdict(effect * encoder.logit_scale, is_read=placed.chunk > 0),
                placed.when,
                placed.chunk,
                weights[placed.phrase.part],
            )
            for placed, effect in zip(reading.phrases, effects, strict=True)
        ),
        texts=texts.audited(),
    )


def sampling_of(picture: Picture) -> Sampling:
    """Return the sampling steps that a picture's own metadata names."""
    settings = picture.parameters.settings
    steps = settings.get("Steps", "")
    if not (steps.isascii() and steps.isdigit() and int(steps)):
        return Sampling()
    has_second_pass = any(name.startswith("Hires ") for name in settings)
    return Sampling(int(steps), 2 if has_second_pass else 1, is_known=True)


class _Texts:
    """The texts that a host reads, each as it is and with each of its phrases left out.

    Attributes:
        variants: all these texts, first those that are read.
        truncated: the number of tokens of the texts that are read that the encoder cuts.
    """

    def __init__(self, reading: HostReading, encoder: Encoder) -> None:
        self._reading = reading
        # Without any text that is read, the host reads an empty one.
        self._passages: Sequence[Passage] = reading.passages or (Passage(0, 1, 1.0, (), ()),)
        self._is_tight = len(self._passages) > 1 or self._is_too_long(encoder)
        self._left_out = self._find_left_out()
        self.variants = [
            *(self._text(number) for number in range(len(self._passages))),
            *(
                self._text(number, left_out=phrase)
                for phrase, numbers in enumerate(self._left_out)
                for number in numbers
            ),
        ]
        self.truncated = 0
        self._whole: list[float] = []
        self._effects: list[list[float]] = []

    def _is_too_long(self, encoder: Encoder) -> bool:
        """Return whether commas between all phrases are too much for a prompt that the host reads at once."""
        return encoder.count_cut_tokens([self._reading.text(self._passages[0])])[0] > 0

    def _text(self, number: int, left_out: int | None = None) -> str:
        return self._reading.text(self._passages[number], left_out=left_out, tight=self._is_tight)

    def _find_left_out(self) -> list[list[int]]:
        """Return for each phrase the numbers of the passages to leave it out of."""
        found: list[list[int]] = [[] for _ in self._reading.phrases]
        by_share = sorted(range(len(self._passages)), key=lambda number: -self._passages[number].share)
        for number in by_share:
            for phrase in self._passages[number].phrases:
                if len(found[phrase]) < MOST_PASSAGES:
                    found[phrase].append(number)
        return found

    def compare(self, encoded: TextVectors, vector: Vectors, offset: int) -> None:
        """Compare the encoded variants, which begin at an offset, with a picture."""
        similarities = encoded.vectors[offset:] @ vector
        count = len(self._passages)
        self.truncated = int(encoded.cut[offset : offset + count].sum())
        self._whole = [float(value) for value in similarities[:count]]
        without = iter(similarities[count:])
        self._effects = [
            [float(similarities[number] - next(without)) for number in numbers] for numbers in self._left_out
        ]

    def effect(self, phrase: int) -> float:
        """Return the mean effect of a phrase on the texts that it is read in; 0 if there are none."""
        shares = [self._passages[number].share for number in self._left_out[phrase]]
        return _mean(self._effects[phrase], shares)

    def similarity(self, weights: Sequence[float]) -> float:
        """Return the similarity of the whole prompt with these weights of its parts."""
        pulling = [max(weights[passage.part], 0.0) * passage.share for passage in self._passages]
        return _mean(self._whole, pulling if any(pulling) else [1.0] * len(pulling))

    def audited(self) -> tuple[AuditedText, ...]:
        return tuple(
            AuditedText(text, passage.part, passage.chunk, passage.share, similarity)
            for text, passage, similarity in zip(
                self.variants[: len(self._passages)], self._passages, self._whole, strict=True
            )
        )


def _mean(values: Sequence[float], weights: Sequence[float]) -> float:
    if len(values) == 1:
        return values[0]
    total = sum(weights)
    return (
        sum(value * weight for value, weight in zip(values, weights, strict=True)) / total if total else 0.0
    )


def _verdict(change: float, *, is_read: bool) -> Verdict:
    if not is_read:
        return Verdict.UNREAD
    if abs(change) < NOTHING:
        return Verdict.NOTHING
    return Verdict.HELPS if change > 0 else Verdict.AGAINST
