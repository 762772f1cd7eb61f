"""Many pictures and one list: the best pictures for each word, and the shares of a matrix."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from clip_critic.ranking import overview
from clip_critic.ranking.overview import Overview
from clip_critic.ranking.result import GroupSpan, Ranking
from tests.rankings import of

WORDS = ("cat", "dog", "fox")


def rankings(table: np.ndarray) -> list[Ranking]:
    return [
        replace(of(WORDS, list(row)), picture=f"{number}.png") for number, row in enumerate(table.tolist())
    ]


@pytest.fixture
def table() -> np.ndarray:
    return np.random.default_rng(3).normal(0.2, 0.02, (40, len(WORDS))).astype(np.float32)


def filled(table: np.ndarray) -> Overview:
    found = Overview()
    for ranking in rankings(table):
        found.add(ranking)
    return found


def test_the_best_pictures_are_those_that_sorting_gives(table: np.ndarray) -> None:
    found = filled(table)
    for word in range(len(WORDS)):
        expected = np.argsort(-table[:, word])[:5]
        best = found.best_pictures(word)
        assert [item.picture for item in best] == expected.tolist()
        assert [item.similarity for item in best] == pytest.approx(table[expected, word].tolist())


def test_of_equal_pictures_the_first_leads() -> None:
    found = filled(np.full((3, len(WORDS)), 0.2, dtype=np.float32))
    assert [item.picture for item in found.best_pictures(1)] == [0, 1, 2]


def test_words_are_ordered_by_their_shares(table: np.ndarray) -> None:
    found = filled(table)
    means = np.mean([ranking.shares for ranking in rankings(table)], axis=0)
    assert found.top_words() == np.argsort(-means).tolist() and found.top_words(2) == found.top_words()[:2]
    for number, ranking in enumerate(rankings(table)):
        assert found.shares(number) == pytest.approx(ranking.shares, abs=1e-6)


def test_a_matrix_has_the_best_pictures_in_their_order(table: np.ndarray) -> None:
    found = filled(table)
    chosen = found.chosen_pictures(found.top_words(), 6)
    assert chosen == sorted(chosen) and len(chosen) == 6
    assert {found.best_pictures(word)[0].picture for word in range(len(WORDS))} <= set(chosen)
    assert found.chosen_pictures(found.top_words(), 100) == list(range(40))


def test_too_many_shares_are_not_kept_but_the_best_are(
    table: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overview, "MAX_CELLS", 10 * len(WORDS))
    found = filled(table)
    assert max(found.chosen_pictures(found.top_words(), 100)) == 9
    assert found.best_pictures(0)[0].picture == int(np.argmax(table[:, 0]))


def test_shares_are_those_within_groups() -> None:
    spans = (GroupSpan("A", 0, 2), GroupSpan("B", 2, 3))
    found, ranking = Overview(), of(WORDS, [0.2, 0.21, 0.3], spans)
    found.add(ranking)
    assert found.is_grouped and found.shares(0)[:2] == pytest.approx(ranking.group_shares[:2], abs=1e-6)
    assert np.isnan(found.shares(0)[2]), "the only word of a group has no share"
    assert found.top_words()[0] == 2


def test_nothing_was_added() -> None:
    assert Overview().top_words() == [] and Overview().pictures == []
