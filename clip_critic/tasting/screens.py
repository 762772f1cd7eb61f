"""The next screen of pictures to choose from, of those whose files are still there."""

from __future__ import annotations

from collections.abc import Collection as Group

import numpy as np

from clip_critic.errors import BadInputError
from clip_critic.taste.asking import Aim, Screen, next_screen
from clip_critic.taste.choices import new_question_id
from clip_critic.taste.model import Taste
from clip_critic.taste.observations import Pool
from clip_critic.tasting.collection import Collection

ASKED = {"best": 4, "duel": 2, "stars": 1}
"""The modes in which pictures can be chosen, and how many are shown if nothing else is asked for."""
ONE = "Your stars for this one tell much about your taste."
GONE = "All pictures of this folder or session have vanished: choose another one."
SENTENCES = (ONE, GONE)


def screen_of(
    collection: Collection,
    taste: Taste,
    rng: np.random.Generator,
    *,
    mode: str = "best",
    aim: Aim = "favourites",
    count: int | None = None,
    recent: Group[str] = (),
) -> Screen:
    """Return the next screen.

    Args:
        collection: the pictures to choose from.
        taste: the rater's taste so far.
        rng: the source of chance.
        mode: one of `ASKED`.
        aim: to ``learn`` the taste, or to find ``favourites``.
        count: the number of pictures for ``best``; the other modes have their own.
        recent: digests that were on the last screens.

    Raises:
        BadInputError: there are not enough different pictures.
    """
    wanted = (count or ASKED[mode]) if mode == "best" else ASKED[mode]
    pool = collection.pool
    while True:
        screen = _screen(pool, taste, rng, aim, wanted, recent)
        gone = {digest for digest in screen.shown if collection.file(digest) is None}
        if not gone:
            return screen
        # Some are: look at all of them now, so that this happens once.
        gone = {digest for digest in pool.digests if collection.file(digest) is None}
        pool = without(pool, gone)


def without(pool: Pool, digests: Group[str]) -> Pool:
    """Return the other pictures of a pool.

    Raises:
        BadInputError: there are none.
    """
    kept = [index for index, digest in enumerate(pool.digests) if digest not in digests]
    if not kept:
        raise BadInputError(GONE)
    return Pool(tuple(pool.digests[index] for index in kept), pool.vectors[kept])


def _screen(
    pool: Pool, taste: Taste, rng: np.random.Generator, aim: Aim, count: int, recent: Group[str]
) -> Screen:
    if count > 1:
        return next_screen(taste, pool, rng, aim=aim, count=count, recent=recent)
    return Screen(new_question_id(), (_one(pool, taste, rng, aim, recent),), ONE)


def _one(pool: Pool, taste: Taste, rng: np.random.Generator, aim: Aim, recent: Group[str]) -> str:
    """Return a picture of the pair that tells most; any, if all are nearly the same."""
    try:
        return next_screen(taste, pool, rng, aim=aim, count=2, recent=recent).shown[0]
    except BadInputError:
        fresh = [digest for digest in pool.digests if digest not in set(recent)] or list(pool.digests)
        return fresh[int(rng.integers(len(fresh)))]
