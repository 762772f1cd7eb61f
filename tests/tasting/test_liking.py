"""How much pictures would be liked, and the rows and columns that they stand in; without a model."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from clip_critic.taste.choices import Choice, new_choice
from clip_critic.taste.log import TasteLog
from clip_critic.taste.model import learn
from clip_critic.tasting.cells import CellLayout, cell_taste
from clip_critic.tasting.collection import Collection
from clip_critic.tasting.learner import Learner, TasteWords
from clip_critic.tasting.liking import PictureTaste, best_first, taste_of
from clip_critic.tasting.vectors import KeptVectors
from tests.taste.making import Array, choose, make_pool, make_words, true_utilities

POOL = make_pool(24)
UTILITIES = true_utilities(POOL)


def test_percentiles_count_the_pictures_that_would_be_liked_less() -> None:
    taste = learn(choose(POOL, UTILITIES, 40), POOL)
    found = taste_of(taste, POOL.vectors, "Aki")
    assert len(taste.observed.seen) == 24
    order = best_first(found)
    percentiles = [found[index].percentile for index in order]
    assert percentiles == pytest.approx([100 * below / 24 for below in reversed(range(24))])
    unseen = taste_of(taste, POOL.vectors[order[:1]] * 1.5, "Aki")[0]
    assert unseen.percentile == 100 and unseen.sd is not None
    assert np.corrcoef([one.mean or 0 for one in found], UTILITIES)[0, 1] > 0.7


def test_doubtful_pictures_come_later_if_it_must_be_sure() -> None:
    found = [PictureTaste("Aki", 1.0, 2.0, 90.0), PictureTaste("Aki", 0.8, 0.2, 80.0), PictureTaste("Aki")]
    assert best_first(found) == [0, 1]
    assert best_first(found, surely=True) == [1, 0]


def test_below_ten_answers_nothing_is_said() -> None:
    found = taste_of(learn(choose(POOL, UTILITIES, 9), POOL), POOL.vectors, "Aki")
    assert best_first(found) == [] and "there are 9" in found[0].not_yet


LAYOUT = CellLayout(
    ("a", "b", "c", "d"),
    tuple("uvwxyz"),
    {digest: [(index // 6, index % 6)] for index, digest in enumerate(POOL.digests)},
)


@pytest.fixture
def log(tmp_path: Path) -> TasteLog:
    return TasteLog(tmp_path)


def learner_of(log: TasteLog, tmp_path: Path) -> Learner:
    words = TasteWords("e", tuple(map(str, range(20))), make_words().astype(np.float32))
    return Learner(log, KeptVectors(tmp_path), words, Collection("e", {}, POOL))


def stars(rater: str, utilities: Array) -> list[Choice]:
    """Give each picture stars, from 1 to 5."""
    order = utilities.argsort().argsort()
    return [
        new_choice(rater, "stars", [digest], 1 + int(place) * 5 // 24)
        for digest, place in zip(POOL.digests, order, strict=True)
    ]


def best(rater: str, utilities: Array, count: int = 40) -> list[Choice]:
    return [
        new_choice(rater, choice.mode, choice.shown, choice.chosen)
        for choice in choose(POOL, utilities, count)
    ]


def test_rows_and_columns_are_learned_from_choices_and_from_stars(log: TasteLog, tmp_path: Path) -> None:
    rows = np.repeat([2.0, 0.5, -0.5, -2.0], 6)
    log.add_all([*best("Aki", rows), *stars("Ben", rows)])
    for rater in ("Aki", "Ben"):
        found = cell_taste(learner_of(log, tmp_path), POOL.digests, LAYOUT, log.raters(), rater)
        assert found is not None and found.first.argmax() == 0 and found.first.argmin() == 3
        assert found.first.sum() == pytest.approx(0) and found.second.sum() == pytest.approx(0)
        assert np.ptp(found.first) > 2 * np.ptp(found.second)


def test_with_three_raters_the_others_help(log: TasteLog, tmp_path: Path) -> None:
    rows = np.repeat([2.0, 0.5, -0.5, -2.0], 6)
    log.add_all([*best("Ben", rows), *best("Cleo", rows), *best("Aki", rows, 10)])
    alone = cell_taste(learner_of(log, tmp_path), POOL.digests, LAYOUT, ["Aki"], "Aki")
    helped = cell_taste(learner_of(log, tmp_path), POOL.digests, LAYOUT, log.raters(), "Aki")
    assert alone is not None and helped is not None and not np.allclose(alone.first, helped.first)
    assert np.corrcoef(helped.first, rows[::6])[0, 1] > 0.8


def test_without_enough_answers_there_are_no_rows(log: TasteLog, tmp_path: Path) -> None:
    log.add_all([*best("Aki", UTILITIES, 9), *best("Ben", UTILITIES)])
    learner = learner_of(log, tmp_path)
    for rater in ("Aki", "Nobody"):
        assert cell_taste(learner, POOL.digests, LAYOUT, log.raters(), rater) is None
    elsewhere = CellLayout(("a", "b"), ("u", "v"), {})
    assert cell_taste(learner, POOL.digests, elsewhere, log.raters(), "Ben") is None
