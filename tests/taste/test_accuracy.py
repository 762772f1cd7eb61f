"""The accuracy that is shown: from comparisons that were left out, and honest."""

from __future__ import annotations

import numpy as np
import pytest

from clip_critic.taste.accuracy import accuracy, predictions_left_out
from clip_critic.taste.belief import sigmoid
from clip_critic.taste.choices import new_choice
from clip_critic.taste.evidence import Assumptions
from clip_critic.taste.model import Taste, learn, learn_observed
from tests.taste.making import choose, make_pool, make_words, true_utilities

POOL = make_pool(90)
TRUTH = true_utilities(POOL)
KEPT = Assumptions()


def taste_after(screens: int, count: int = 4, seed: int = 3) -> Taste:
    return learn(choose(POOL, TRUTH, screens, count, seed), POOL, make_words(), assumptions=KEPT)


@pytest.mark.parametrize("half_life", [None, 60.0])
def test_left_out_predictions_are_nearly_those_without_the_pictures(half_life: float | None) -> None:
    assumed = Assumptions(half_life=half_life)
    taste = learn(choose(POOL, TRUTH, 60, 2), POOL, make_words(), assumptions=assumed)
    left_out, answers = predictions_left_out(taste)
    observed, features = taste.observed, taste.spaces.features("both")
    for row in range(0, 60, 7):
        pictures = (observed.preferred[row], observed.other[row])
        rest = ~(np.isin(observed.preferred, pictures) | np.isin(observed.other, pictures))
        anew = learn_observed(observed.only(rest), taste.spaces, assumed)
        apart = features[pictures[0]] - features[pictures[1]]
        faded = 1.0 if half_life is None else 2.0 ** -(((59 - row) / half_life) ** 2)
        if faded == 1.0:
            assert left_out[row] == pytest.approx(apart @ anew.belief.mean, abs=0.25)
        assert answers[row] == row
    assert np.corrcoef(left_out, features[observed.preferred] @ taste.belief.mean)[0, 1] > 0


def test_the_accuracy_shown_is_near_the_true_one() -> None:
    off, inside = [], 0
    first, second = np.random.default_rng(0).integers(0, 90, (2, 4000))
    for seed in range(12):
        taste = taste_after(60, seed=seed)
        shown = accuracy(taste)
        assert shown is not None and 0.5 <= shown.low <= shown.expected <= shown.high <= 1
        means, _ = taste.utilities(POOL.vectors)
        true = sigmoid(3 * np.sign(means[first] - means[second]) * (TRUTH[first] - TRUTH[second])).mean()
        off.append(abs(shown.expected - true))
        inside += shown.low - 0.02 <= true <= shown.high + 0.02
    assert np.mean(off) < 0.05 and inside >= 9


def test_a_rater_without_a_taste_gets_no_accuracy_to_be_proud_of() -> None:
    rng = np.random.default_rng(0)
    shown = [[POOL.digests[at] for at in rng.choice(90, 4, replace=False)] for _ in range(80)]
    taste = learn([new_choice("Aki", "best", digests, 0) for digests in shown], POOL, make_words())
    found = accuracy(taste)
    assert found is not None and found.expected < 0.6 and found.low < 0.55
    assert abs(found.right - 0.5) < 0.1


def test_nothing_is_shown_before_ten_answers_or_for_stars_alone() -> None:
    assert accuracy(taste_after(9)) is None
    assert accuracy(taste_after(10)) is not None
    stars = [new_choice("Aki", "stars", [POOL.digests[at]], at % 5 + 1) for at in range(30)]
    assert accuracy(learn(stars, POOL)) is None


def test_the_same_log_shows_the_same_number() -> None:
    assert accuracy(taste_after(30)) == accuracy(taste_after(30))


def test_the_calibration_counts_every_comparison_once() -> None:
    found = accuracy(taste_after(40))
    assert found is not None and found.comparisons == 120
    assert sum(part.count for part in found.bins) == 120
    assert all(0.5 <= part.predicted <= 1 and 0 <= part.right <= 1 for part in found.bins)
    assert found.calibration_error < 0.15
    right = sum(part.right * part.count for part in found.bins) / 120
    assert right == pytest.approx(found.right)
