"""The taste of a session: a rater's, as it was when the session began."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isclose
from typing import Any

import numpy as np

from clip_critic.encoders.base import Vectors
from clip_critic.errors import BadInputError, SessionError
from clip_critic.keywords.identity import word_key
from clip_critic.keywords.lists import KeywordList
from clip_critic.keywords.targets import Targets
from clip_critic.progress import Progress, silent
from clip_critic.ranking.ranking import KeywordVectors
from clip_critic.sessions.feedback.memory import Memory
from clip_critic.sessions.feedback.objective import Liking
from clip_critic.taste.belief import Array
from clip_critic.taste.choices import Choice, rater_name, standing
from clip_critic.taste.log import TasteLog
from clip_critic.taste.model import FEWEST, Taste
from clip_critic.tasting.tasting import Tasting

DRAWS = 200
"""The tastes that are drawn from what is known, to say how sure a liked word is."""
SURE = 2.0
"""The standard deviations from which on a word is liked surely enough to be written: with fewer, a word of
nearly every group would be."""
FLAT = 1e-9
SHOWN = 8
"""The most names in a sentence."""
SAME = 1e-4
"""The relative difference that the unit of the same taste may have on another machine."""


class SessionTaste:
    """A rater's taste, learned at the first call, and again from the same answers when a session is resumed.

    Args:
        tasting: the choices of all raters, and the vectors of their pictures.
        rater: the rater's name.
        encoder: the encoder of the session's settings.
        words: the session's keyword list.
    """

    def __init__(self, tasting: Tasting, rater: str, encoder: str, words: KeywordList) -> None:
        self._tasting = tasting
        self._rater = rater
        self._encoder = encoder
        self._words = words
        self._taste: Taste | None = None
        self.memory: dict[str, Any] = {}
        """What to store, so that `learn` learns the same again; empty before the first call."""

    def learn(
        self,
        keywords: KeywordVectors,
        seen_by: Memory,
        targets: Targets,
        then: Mapping[str, Any] | None = None,
        progress: Progress = silent,
    ) -> None:
        """Learn the taste, unless it is known already.

        Args:
            keywords: the session's list, encoded.
            seen_by: what is remembered of it and its encoder (`clip_critic.sessions.feedback.memory`).
            targets: the user's targets, whose groups have no other liked words.
            then: what was stored when the session began.

        Raises:
            BadInputError: there are too few answers, or none about pictures that this encoder has seen.
            SessionError: it is another taste than the one that the session began with.
        """
        if self._taste is not None:
            return
        choices = require_rater(self._tasting.log, self._rater)
        taste = self._tasting.learn(
            self._rater,
            encoder=self._encoder,
            words=self._words,
            answers=None if then is None else int(then["answers"]),
            progress=progress,
        )
        if then is not None:
            _require_same(taste, then)
        elif taste.not_yet:
            raise BadInputError(_unseen(self._rater, choices, taste.answers, str(seen_by["encoder"])))
        liked = (
            liked_words(taste, keywords, float(seen_by["scale"]), targets) if then is None else then["liked"]
        )
        self.memory = {
            "rater": self._rater,
            "answers": taste.answers,
            "unit": taste.unit,
            "liked": list(liked),
        }
        self._taste = taste

    def says(self, vectors: Vectors) -> list[Liking]:
        """Return what the taste says about pictures, by their unit vectors ``[n, dimension]``."""
        assert self._taste is not None, "learn first"
        means, deviations = self._taste.utilities(vectors)
        return [Liking(float(mean), float(sd)) for mean, sd in zip(means, deviations, strict=True)]


def require_rater(log: TasteLog, rater: str) -> list[Choice]:
    """Return the choices of a rater that count.

    Raises:
        BadInputError: there is no such rater, or there are too few answers.
    """
    entries = log.read()
    choices = standing(entries, rater_name(rater))
    if not choices:
        raise BadInputError(_nobody(rater, list(dict.fromkeys(choice.rater for choice in standing(entries)))))
    answers = sum(choice.mode != "skip" for choice in choices)
    if answers < FEWEST:
        raise BadInputError(
            f"Taste: {rater!r:.80} has made {answers} choices, and a taste shows from {FEWEST} on: make some "
            "more in the panel Taste first, or leave Taste empty."
        )
    return choices


def _nobody(rater: str, others: Sequence[str]) -> str:
    if not others:
        return f"Taste: {rater!r:.80} has not chosen any pictures yet: do that in the panel Taste first."
    names = ", ".join(others[:SHOWN]) + (", ..." if len(others) > SHOWN else "")
    return (
        f"Taste: {rater!r:.80} has not chosen any pictures yet. Do that in the panel Taste first, or name "
        f"somebody who has: {names}."
    )


def _unseen(rater: str, choices: Sequence[Choice], answers: int, encoder: str) -> str:
    """Return a sentence about choices whose pictures the session's encoder has not seen."""
    others = ", ".join(sorted({choice.model for choice in choices} - {"", encoder})[:SHOWN])
    return (
        f"Taste: the encoder {encoder} has seen the pictures of {answers} choices of {rater!r:.80}, and a "
        f"taste shows from {FEWEST} on: open these pictures in the panel Taste with this encoder, or use the "
        f"one that has seen them: {others or 'another one'}."
    )


def _require_same(taste: Taste, then: Mapping[str, Any]) -> None:
    if taste.answers != then["answers"] or not isclose(taste.unit, then["unit"], rel_tol=SAME):
        raise SessionError(
            f"The taste of {then['rater']!r:.80} is not the one that this session began with, after "
            f"{then['answers']} answers: some were undone, or their pictures are not known any more. "
            "Continue from a picture as a new session."
        )


def liked_words(taste: Taste, keywords: KeywordVectors, scale: float, targets: Targets) -> list[str]:
    """Return the word of each group that the taste follows most, in the order of the list.

    It is the word whose share in its group, over the pictures that were chosen among, is correlated most with
    how much they are liked. That is uncertain, because the liking is: only words count whose correlation is
    above 0 by `SURE` standard deviations. Groups with a wanted word have none, and unwanted words are none.

    Args:
        taste: the taste, learned with the encoder of the words.
        keywords: the session's list, encoded.
        scale: the encoder's scale of similarities, of which shares are made.
        targets: the user's targets.
    """
    pool = np.asarray(taste.spaces.vectors, dtype=np.float64)
    utilities = _possible_utilities(taste)
    wanted = {word_key(target.word) for target in targets.wanted}
    unwanted = {word_key(target.word) for target in targets.unwanted}
    liked = []
    for span in keywords.groups:
        words = keywords.keywords[span.start : span.stop]
        if wanted & {word_key(word) for word in words}:
            continue
        shares = _shares(scale * (pool @ keywords.vectors[span.start : span.stop].T))
        followed = _standardised(shares).T @ utilities / len(pool)
        means, deviations = followed.mean(axis=1), followed.std(axis=1)
        sure = [
            index
            for index, word in enumerate(words)
            if means[index] > SURE * deviations[index] and word_key(word) not in unwanted
        ]
        if sure:
            liked.append(words[max(sure, key=lambda index: float(means[index]))])
    return liked


def _possible_utilities(taste: Taste) -> Array:
    """Return standardised utilities of the pool's pictures as they may be, float64 ``[pictures, DRAWS]``."""
    random = np.random.default_rng(0)
    known = taste.belief
    drawn = random.multivariate_normal(
        known.mean, known.covariance, DRAWS, check_valid="ignore", method="eigh"
    )
    return _standardised(taste.spaces.features(taste.assumptions.kernel) @ drawn.T)


def _shares(logits: Array) -> Array:
    """Return each word's share in its group for each picture, of the same shape ``[pictures, words]``."""
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def _standardised(columns: Array) -> Array:
    """Return columns with mean 0 and standard deviation 1; those that do not vary are 0."""
    centred, spread = columns - columns.mean(axis=0), columns.std(axis=0)
    return np.asarray(centred / np.where(spread > FLAT, spread, np.inf))
