"""The figures of the loop that follows a taste: the raters' truth, the interval and the verdict."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import ttest_rel

from benchmarks.taste_loop import OURS, PEER, Truth, difference, main, show


def test_a_raters_truth_is_standardised_over_the_pictures_to_choose_among() -> None:
    rng = np.random.default_rng(1)
    seen = {"colour": rng.integers(0, 12, 200), "shape": rng.integers(0, 9, 200), "style": np.zeros(200, int)}
    truth = Truth.drawn(rng, seen)
    utilities = truth.utilities(seen)
    assert utilities.mean() == pytest.approx(0) and utilities.std() == pytest.approx(1)
    only = truth.weights["colour"][seen["colour"][:2]] + truth.weights["shape"][seen["shape"][:2]]
    assert np.diff(utilities[:2]) * truth.unit == pytest.approx(np.diff(only))


def test_the_interval_is_that_of_a_paired_t_test() -> None:
    rng = np.random.default_rng(2)
    first, second = rng.normal(0.3, 1, 30), rng.normal(0, 1, 30)
    mean, low, high = difference(list(first), list(second))
    expected = ttest_rel(first, second).confidence_interval(0.95)
    assert low == pytest.approx(expected.low) and high == pytest.approx(expected.high)
    assert mean == pytest.approx((first - second).mean())


@pytest.mark.parametrize(("gain", "is_met"), [(0.6, True), (0.05, False), (-0.6, False)])
def test_the_bar_is_an_interval_above_zero(
    gain: float, is_met: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    rng = np.random.default_rng(3)
    peer = rng.normal(0, 1, 40)
    ours = peer + gain + rng.normal(0, 0.5, 40)
    assert show({PEER: list(peer), OURS: list(ours)}) is is_met
    assert ("met" if is_met else "MISSED") in capsys.readouterr().out


def test_every_method_keeps_a_picture_for_every_rater(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    few = ("--pairs", "2", "--answers", "11", "--pool", "20", "--steps", "1", "--candidates", "2")
    assert main([*few, "--sampling-steps", "2", "--out", str(tmp_path / "found.json")]) in (0, 1)
    found = json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))
    assert len(found) == 6 and {OURS, PEER} <= set(found)
    assert all(len(values) == 2 and np.isfinite(values).all() for values in found.values())
    shown = capsys.readouterr().out
    assert all(f"| {name} |" in shown for name in found)
