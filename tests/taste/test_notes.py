"""Notes about the choices: for those that need them, and for nobody else."""

from __future__ import annotations

import numpy as np
import pytest

from clip_critic.taste.choices import Choice, new_choice
from clip_critic.taste.notes import notes_on
from clip_critic.taste.observations import Pool, observe
from tests.taste.making import choose, digest, make_pool, true_utilities

POOL = make_pool()


def notes(choices: list[Choice], pool: Pool = POOL) -> tuple[str, ...]:
    return notes_on(choices, observe(choices, pool))


@pytest.mark.parametrize("count", [2, 4])
def test_an_honest_rater_reads_nothing(count: int) -> None:
    for seed in range(5):
        assert notes(choose(POOL, true_utilities(POOL), 100, count, seed)) == ()


@pytest.mark.parametrize("count,key", [(2, 1), (4, 0), (9, 8)])
def test_a_key_that_is_held_down_is_noticed(count: int, key: int) -> None:
    rng = np.random.default_rng(0)
    mode = "duel" if count == 2 else "best"
    shown = [[digest(int(at)) for at in 100 * number + rng.permutation(count)] for number in range(30)]
    pool = make_pool(3000)
    (note,) = notes([new_choice("Aki", mode, digests, key) for digests in shown], pool)
    assert note.startswith(f"Picture {key + 1} on the screen was chosen 30 times of 30.")
    assert notes([new_choice("Aki", mode, digests, key) for digests in shown[:15]], pool) == ()


def test_pictures_that_are_gone_are_told() -> None:
    choices = [new_choice("Aki", "duel", [digest(0), digest(999)], 0), *choose(POOL, true_utilities(POOL), 3)]
    assert notes(choices) == (
        "1 of 4 choices are not used: their pictures are gone, or cannot be read any more.",
    )


def test_contradictions_are_counted() -> None:
    pair = [digest(0), digest(1)]
    choices = [new_choice("Aki", "duel", pair[:: 1 - 2 * (at % 2)], 0) for at in range(10)]
    assert notes(choices) == (
        "Of 9 pairs that you saw again, you chose differently in 5: they are close calls, or your taste has"
        " changed.",
    )
    assert notes([new_choice("Aki", "duel", pair[:: 1 - 2 * (at % 2)], at % 2) for at in range(10)]) == ()
