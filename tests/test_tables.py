"""Numbers of tables as people write and read them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from clip_critic.errors import BadInputError
from clip_critic.tables import Field, percent, read_number

PER_CENT = Path(__file__).with_name("per_cent.json")
"""Numbers and how they are written, by Python and by the page: `web/test/numbers.test.ts` reads them, too."""
SHARE = Field("Share", "number", percent=True)
SCORE = Field("Score", "number", maximum=100, percent=True)
PLAIN = Field("Plain", "number", maximum=100)


@pytest.mark.parametrize("written", ["90%", "90 %", " 90.0% ", "0.9", 0.9, ".9"])
def test_per_cent_and_its_fraction_are_the_same(written: object) -> None:
    assert read_number(SHARE, written) == pytest.approx(0.9)


@pytest.mark.parametrize("written", ["90", 90])
def test_ninety_is_refused_with_a_hint(written: object) -> None:
    with pytest.raises(BadInputError, match=r"Share: 90 is not between 0 and 1\. Write 90% or 0\.9\."):
        read_number(SHARE, written)


@pytest.mark.parametrize(
    ("field", "written"),
    [(SHARE, "101%"), (SHARE, "-1%"), (SHARE, "%"), (SHARE, "nan%"), (SHARE, "a lot"), (PLAIN, "90%")],
)
def test_other_numbers_are_refused_without_one(field: Field, written: object) -> None:
    with pytest.raises(BadInputError) as refused:
        read_number(field, written)
    assert "Write" not in str(refused.value)


def test_a_score_may_be_beyond_one_where_the_table_says_so() -> None:
    assert read_number(SCORE, "2.5") == read_number(SCORE, "250%") == 2.5


@pytest.mark.parametrize(("share", "expected"), json.loads(PER_CENT.read_text(encoding="utf-8")))
def test_percent(share: float, expected: str) -> None:
    assert percent(share) == expected
