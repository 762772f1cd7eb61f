"""The page of named units."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from clip_critic.errors import InterruptedByUser
from clip_critic.ranking.units import NamedUnits
from clip_critic.reports import units as page
from clip_critic.reports.units import units_html
from tests.units import named_units, save_spots

VOID = {"meta", "wbr"}


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    return save_spots(tmp_path / "pictures", 60)


@pytest.fixture
def named(files: list[Path]) -> NamedUnits:
    return named_units(files)


class Balance(HTMLParser):
    """A parser that checks that every tag that opens also closes."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.seen.add(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        self.seen.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_and_runs_nothing(named: NamedUnits) -> None:
    html = units_html("Units", named)
    parser = Balance()
    parser.feed(html)
    assert parser.open == [] and "script" not in parser.seen
    assert not re.search(r'(src|href)="(?!data:|#)', html), "nothing is loaded from elsewhere"


def test_units_and_their_words_are_shown(named: NamedUnits) -> None:
    html = units_html("Units", named)
    assert "1 attention heads and 12 neurons, named by 3 words and 60 pictures" in html
    assert "Layer 2, head 0" in html and "<bdi>green</bdi>" in html
    for number in (0, 4, 8):
        assert f"Layer 2, neuron {number} " in html


def test_words_that_were_never_learned_are_marked(named: NamedUnits) -> None:
    word = named.neurons[0].word
    html = units_html("Units", replace(named, unknown=(word,)))
    assert html.count("<abbr") == html.count(f"<bdi>{word}</bdi>") >= 1
    assert "Words marked with ? (1) were never learned by this encoder" in html
    assert "<abbr" not in units_html("Units", named)


def test_a_picture_is_stored_once_and_crops_are_views_of_it(named: NamedUnits) -> None:
    html = units_html("Units", named)
    symbols = re.findall(r'<symbol id="p(\d+)"', html)
    uses = re.findall(r'<use href="#p(\d+)"/>', html)
    assert len(symbols) == len(set(symbols)) == html.count("data:image/")
    assert set(uses) == set(symbols) and len(uses) > len(symbols)
    red = next(unit for unit in named.neurons if unit.neuron == 0)
    left, top, right, bottom = red.pictures[0].box
    assert f'viewBox="{left:.1f} {top:.1f} {right - left:.1f} {bottom - top:.1f}"' in html


def test_a_picture_that_was_deleted_meanwhile(named: NamedUnits, files: list[Path]) -> None:
    red = next(unit for unit in named.neurons if unit.neuron == 0)
    files[red.pictures[0].picture].unlink()
    html = units_html("Units", named)
    assert "no picture" in html and f'id="p{red.pictures[0].picture}"' not in html


def test_hostile_names_are_text(tmp_path: Path) -> None:
    files = save_spots(tmp_path / "pictures", 60)
    hostile = [file.rename(file.with_name(f"<script>alert({file.stem})<_script>.png")) for file in files]
    html = units_html("<b>title</b>", named_units(hostile))
    assert "<script>alert" not in html and "&lt;script&gt;alert" in html
    assert "<b>title" not in html


def test_words_beyond_the_first_are_folded(named: NamedUnits, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "FIRST_WORDS", 1)
    words = len({unit.word for unit in named.neurons})
    assert f"<summary>{words - 1} more words</summary>" in units_html("Units", named)
    monkeypatch.setattr(page, "WORDS", 1)
    html = units_html("Units", named)
    assert f"{words - 1} words whose neurons agree less are left out here" in html and "<summary>" not in html


def test_writing_the_page_can_be_interrupted(named: NamedUnits) -> None:
    def stop(done: int, total: int, what: str) -> None:
        assert what == "thumbnails"
        raise InterruptedByUser("stop")

    with pytest.raises(InterruptedByUser):
        units_html("Units", named, stop)
