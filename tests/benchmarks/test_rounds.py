"""What the benchmark of rounds says about the ways of products: it compares no code with itself."""

from __future__ import annotations

import pytest

from benchmarks.rounds import BARE_MEASURED, BARE_ONEDNN, BARE_PLAIN, NotedWays, OneWay, check_ways
from clip_critic.encoders.onednn import CONVOLUTION, LINEAR, Routes, Shape

pytestmark = pytest.mark.slow
TIMES = {BARE_PLAIN: (0.103, 0.2), BARE_ONEDNN: (0.115, 0.12)}


def test_one_code_is_not_compared_with_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert check_ways(TIMES, BARE_PLAIN)
    printed = capsys.readouterr().out
    assert "the same code, nothing to compare" in printed
    assert "1.00" not in printed


def test_the_wrong_way_for_every_product_is_missed(capsys: pytest.CaptureFixture[str]) -> None:
    assert not check_ways(TIMES, BARE_ONEDNN)
    assert "0.90x" in (printed := capsys.readouterr().out)
    assert "MISSED" in printed


@pytest.mark.parametrize(("best", "is_met"), [(0.09, True), (0.103, True), (0.106, True), (0.11, False)])
def test_a_mix_of_ways_is_judged(capsys: pytest.CaptureFixture[str], best: float, is_met: bool) -> None:
    assert check_ways({**TIMES, BARE_MEASURED: (best, 0.3)}, BARE_MEASURED) == is_met
    assert f"{0.103 / best:.2f}x" in (printed := capsys.readouterr().out)
    assert ("MISSED" in printed) != is_met


def test_the_ways_that_were_taken_are_noted() -> None:
    mixed = Routes()
    first, second = Shape(1024, 1024, few=False), Shape(2048, 1024, few=False)
    mixed.set({first: CONVOLUTION})
    for routes, ways in ((OneWay(LINEAR), {LINEAR}), (mixed, {LINEAR, CONVOLUTION})):
        noted = NotedWays(routes)
        for shape in (first, second):
            assert noted.way(shape) == routes.way(shape)
        assert noted.taken == ways
