"""Learning from the log: each rater's taste, again only when there are new choices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from threading import Lock

import numpy as np

from clip_critic.encoders.base import Vectors
from clip_critic.errors import BadInputError
from clip_critic.taste.choices import Choice, rater_name, standing
from clip_critic.taste.log import TasteLog
from clip_critic.taste.model import Taste, learn, learn_observed
from clip_critic.taste.notes import notes_on
from clip_critic.taste.observations import Pool, observe
from clip_critic.tasting.collection import Collection
from clip_critic.tasting.vectors import KeptVectors, stacked

NOBODY = "{rater} has not chosen anything yet: choose some pictures first, or check the name."
UNSEEN = (
    "{lost} of {count} choices are not used: this encoder has not seen their pictures. Open the folder or"
    " session that they are from with it."
)
OTHER_ENCODER = "The encoder has changed since these pictures were opened: open them again."
SENTENCES = (NOBODY, UNSEEN, OTHER_ENCODER)


@dataclass(frozen=True, eq=False)
class TasteWords:
    """A keyword list as one encoder sees it.

    Attributes:
        encoder: the encoder's identity.
        names: the words.
        vectors: their unit vectors, float32 ``[n, dimension]``.
    """

    encoder: str
    names: tuple[str, ...]
    vectors: Vectors


@dataclass(eq=False)
class _Known:
    """What is known of one rater; guarded by its lock."""

    lock: Lock = field(default_factory=Lock)
    choices: tuple[Choice, ...] = ()
    pool: Pool | None = None
    taste: Taste | None = None


class Learner:
    """Learns tastes with one encoder and list of words.

    Args:
        log: the choices.
        kept: the vectors of pictures that were chosen among.
        words: the list, as the encoder sees it.
        beside: a collection of the same encoder, whose pictures belong to the pool, too.

    Raises:
        BadInputError: the collection is another encoder's.
    """

    def __init__(
        self, log: TasteLog, kept: KeptVectors, words: TasteWords, beside: Collection | None = None
    ) -> None:
        if beside is not None and beside.encoder != words.encoder:
            raise BadInputError(OTHER_ENCODER)
        self.words = words
        self._log, self._kept, self._beside = log, kept, beside
        self._lock = Lock()
        self._raters: dict[str, _Known] = {}

    def taste(self, rater: str, answers: int | None = None) -> Taste:
        """Return a rater's taste; a rater who is new has one that knows nothing, if there is a collection.

        Args:
            rater: the rater's name.
            answers: learn from only so many answers, the first ones.

        Raises:
            BadInputError: nobody of this name has chosen anything, or not among pictures that this encoder
                has seen.
        """
        name = rater_name(rater)
        choices = tuple(standing(self._log.read(), name))
        if not choices and self._beside is None:
            raise BadInputError(NOBODY.format(rater=name))
        if answers is not None:
            choices = self._first(choices, answers)
            return learn(choices, self._pool(choices, None), self.words.vectors)
        with self._lock:
            known = self._raters.setdefault(name, _Known())
        with known.lock:
            if known.taste is None or known.choices != choices or self._grown(known, choices):
                self._learn(known, choices)
            assert known.taste is not None
            return known.taste

    def notes(self, rater: str) -> tuple[str, ...]:
        """Return sentences about a rater's choices; raises the same errors as `taste`."""
        observed = self.taste(rater).observed
        choices = standing(self._log.read(), rater_name(rater))
        unseen = [UNSEEN.format(lost=observed.lost, count=len(choices))] if observed.lost else []
        return (*unseen, *notes_on(choices, replace(observed, lost=0)))

    def _learn(self, known: _Known, choices: tuple[Choice, ...]) -> None:
        pool = self._pool(choices, known.pool)
        goes_on = choices[: len(known.choices)] == known.choices
        if known.taste is not None and pool is known.pool and not goes_on:
            # A choice was taken back: what was assumed after it does not hold, but the spaces do.
            taste = learn_observed(observe(choices, pool), known.taste.spaces)
        else:
            taste = learn(choices, pool, self.words.vectors, previous=known.taste)
        known.choices, known.pool, known.taste = choices, pool, taste

    def _grown(self, known: _Known, choices: Sequence[Choice]) -> bool:
        """Return whether there are vectors now for pictures of choices that could not be used."""
        assert known.taste is not None
        return bool(known.taste.observed.lost) and self._pool(choices, known.pool) is not known.pool

    def _pool(self, choices: Sequence[Choice], last: Pool | None) -> Pool:
        """Return the collection and the pictures of choices; the last pool if it is the same."""
        base = self._beside.pool if self._beside else None
        inside = base.places if base else {}
        wanted = dict.fromkeys(digest for choice in choices for digest in choice.shown)
        others = [digest for digest in wanted if digest not in inside]
        kept = self._kept.read(self.words.encoder) if others else {}
        extra = tuple(digest for digest in others if digest in kept)
        if base is not None and not extra:
            return base
        if not extra:
            raise BadInputError(UNSEEN.format(lost=len(choices), count=len(choices)))
        digests = (*base.digests, *extra) if base else extra
        if last is not None and last.digests == digests:
            return last
        vectors = stacked(kept, extra)
        return Pool(digests, np.concatenate([base.vectors, vectors]) if base else vectors)

    def _first(self, choices: Sequence[Choice], answers: int) -> tuple[Choice, ...]:
        """Return the choices up to the one that is the last of so many answers."""
        pool = self._pool(choices, None)
        found, count = [], 0
        for choice in choices:
            if count >= answers:
                break
            found.append(choice)
            count += observe([choice], pool).count
        return tuple(found)
