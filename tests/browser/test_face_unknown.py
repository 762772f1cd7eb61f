"""Words that the miniature never learned are marked wherever they stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL.PngImagePlugin import PngInfo

from tests.browser.conftest import save_photo
from tests.browser.face import RankFace

pytestmark = pytest.mark.browser

WORDS = "[Shapes]\nstar\nsquare\nparasol\n[Colours]\nred\nblue\nzebra\n"


@pytest.fixture
def ranked(face: RankFace, tmp_path: Path) -> RankFace:
    info = PngInfo()
    info.add_text("parameters", "a red star, umbrella\nSteps: 20, Sampler: Euler a, Seed: 1")
    face.put(save_photo(tmp_path / "drawn.png", pnginfo=info))
    face.type(keywords=WORDS)
    face.type(encoder="miniature", contrasts="star, sunshade\nred, blue", rounds="6")
    assert face.rank() == ""
    return face


def marked(face: RankFace, place: str) -> list[str]:
    """The words with a mark; those with two are there twice."""
    marks = face.find(f"{place} .unknown")
    assert set(marks.all_inner_texts()) <= {"?"}
    words = "all => all.map(mark => mark.closest('[data-word]').dataset.word)"
    return sorted(marks.evaluate_all(words))


def test_each_has_one_mark_in_every_list(ranked: RankFace) -> None:
    assert marked(ranked, ".ranking .row") == ["parasol", "zebra"]
    assert marked(ranked, ".groups .row") == ["parasol", "zebra"]
    assert marked(ranked, ".contrasts .row") == ["sunshade"]
    assert marked(ranked, ".phrase") == ["umbrella"]
    ranked.show_all("rounds")
    winners = ranked.find("cc-ladder .winner:has(.unknown) bdi").all_inner_texts()
    assert sorted(winners) == ["parasol", "zebra"]
    assert "Words marked with ? (4)" in " ".join(ranked.texts(".note"))


def test_it_has_one_beside_its_map(ranked: RankFace) -> None:
    for word in ("star", "zebra"):
        ranked.ticks(word).first.check()
    ranked.find("cc-where li").nth(1).wait_for()
    assert marked(ranked, "cc-where li") == ["zebra"]
    ranked.find('cc-where li[data-word="zebra"] button').click()
    assert ranked.find("cc-where-large header .unknown").count() == 1
    assert ranked.find("cc-where-large .words .unknown").count() == 1
