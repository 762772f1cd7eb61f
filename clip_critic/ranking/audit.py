"""Auditing a prompt: its phrases are ranked, and each one is left out in turn."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from math import log

from clip_critic.encoders.base import Encoder, Vectors
from clip_critic.encoders.cache import VectorCache
from clip_critic.encoders.cached import encode_pictures_cached, encode_texts_cached
from clip_critic.errors import BadInputError
from clip_critic.pictures.opening import Picture, Source, open_picture
from clip_critic.progress import Progress, silent
from clip_critic.prompts import Phrase, Prompt, parse_prompt
from clip_critic.ranking.question import RankQuestion
from clip_critic.ranking.ranking import KeywordVectors
from clip_critic.ranking.result import Entry, GroupSpan, Ranking

NOTHING = log(1.1)
"""A phrase counts as doing nothing if the whole prompt's logit changes less than this (odds of 10 %)."""


class Verdict(str, Enum):
    """The effect of a phrase on the similarity of the whole prompt, found by leaving the phrase out."""

    HELPS = "helps"
    NOTHING = "does nothing"
    AGAINST = "works against the picture"
    UNREAD = "not read: beyond the encoder's context"


@dataclass(frozen=True)
class PhraseEffect:
    """One phrase of the prompt.

    Attributes:
        entry: its row in the ranking of all phrases.
        effect: the fall in the whole prompt's similarity without it; negative if the similarity rises.
    """

    phrase: Phrase
    entry: Entry
    effect: float
    verdict: Verdict


@dataclass(frozen=True, eq=False)
class Audit:
    """The result of auditing a prompt against a picture.

    Attributes:
        similarity: the similarity of the whole prompt as the encoder reads it, without attention weights.
        truncated: the number of the whole prompt's tokens that the encoder does not read.
        ranking: all phrases, ranked as a keyword list.
        phrases: the phrases in the order of the prompt.
    """

    prompt: Prompt
    similarity: float
    truncated: int
    ranking: Ranking
    phrases: tuple[PhraseEffect, ...]

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
    texts = [phrase.text for phrase in parsed.phrases]
    words = tuple(dict.fromkeys(texts))
    left_out = [", ".join(texts[:index] + texts[index + 1 :]) for index in range(len(texts))]
    variants = [parsed.plain(), *left_out]
    encoded = encode_texts_cached(encoder, [*words, *variants], cache=cache, progress=progress)
    keywords = KeywordVectors(
        words, (GroupSpan("", 0, len(words)),), encoded.vectors[: len(words)], encoded.cut[: len(words)]
    )
    ranking = keywords.rank(vector, encoder, picture.name, picture.notes)
    similarities = encoded.vectors[len(words) :] @ vector
    truncated = int(encoded.cut[len(words)])
    at = {word: index for index, word in enumerate(words)}
    rows = [ranking.entry(at[phrase.text]) for phrase in parsed.phrases]
    unread = _unread(parsed, encoder, truncated)
    effects = [float(similarities[0] - without) for without in similarities[1:]]
    return Audit(
        prompt=parsed,
        similarity=float(similarities[0]),
        truncated=truncated,
        ranking=ranking,
        phrases=tuple(
            PhraseEffect(phrase, row, effect, _verdict(effect * encoder.logit_scale, lost))
            for phrase, row, effect, lost in zip(parsed.phrases, rows, effects, unread, strict=True)
        ),
    )


def _unread(prompt: Prompt, encoder: Encoder, cut: int) -> list[bool]:
    """Return for each phrase whether it starts beyond the context: tokens before it are already cut."""
    texts = [phrase.text for phrase in prompt.phrases]
    if not cut:
        return [False] * len(texts)
    heads = [", ".join(texts[:count]) for count in range(len(texts))]
    return [before > 0 for before in encoder.count_cut_tokens(heads)]


def _verdict(change: float, unread: bool) -> Verdict:
    if unread:
        return Verdict.UNREAD
    if abs(change) < NOTHING:
        return Verdict.NOTHING
    return Verdict.HELPS if change > 0 else Verdict.AGAINST
