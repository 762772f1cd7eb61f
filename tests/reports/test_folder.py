"""The page of a folder: pictures for each word, and a matrix."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from clip_critic.ranking.overview import Overview
from clip_critic.reports.folder import COLUMNS, FIRST_WORDS, ROWS, Liked, folder_html
from clip_critic.tasting.liking import PictureTaste
from tests.rankings import of

EVIL = "<script>alert(1)</script>"


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    colours = ("red", "green", "blue")
    for number, colour in enumerate(colours):
        Image.new("RGB", (400, 300), colour).save(tmp_path / f"{number}.png")
    return [tmp_path / f"{number}.png" for number in range(len(colours))]


def overview_of(files: list[Path], words: list[str]) -> Overview:
    found = Overview()
    for number, file in enumerate(files):
        values = [0.2 + 0.01 * ((index + number) % len(words)) for index in range(len(words))]
        found.add(replace(of(words, values), picture=str(file)))
    return found


def test_it_shows_the_best_pictures_and_the_matrix(files: list[Path]) -> None:
    page = folder_html("Mine", overview_of(files, ["cat", "dog", EVIL]), files, "tiny")
    assert page.count("<ol>") == 3 and page.count("<li>") == 9
    assert page.count('class="cell"') == 3 * len(files)
    assert "<script" not in page and "&lt;script&gt;" in page
    assert not re.search(r'(src|href)="(?!data:)', page)
    assert max(len(url) for url in re.findall(r"data:image/[^\"]+", page)) < 8000, "pictures are small"


def test_what_does_not_fit_is_folded_or_counted(files: list[Path]) -> None:
    words = [f"word {number}" for number in range(70)]
    first, _, rest = folder_html("Mine", overview_of(files * 20, words), files * 20, "tiny").partition(
        "<details>"
    )
    assert first.count("<h3>") == FIRST_WORDS and rest.count("<h3>") == 60 - FIRST_WORDS
    assert "10 words with smaller shares are left out" in rest
    assert rest.count('scope="row"') == ROWS and rest.count('scope="col"') == COLUMNS
    assert f"{COLUMNS} of 60 pictures are shown" in rest


def test_a_picture_that_is_gone_costs_only_itself(files: list[Path]) -> None:
    found = overview_of(files, ["cat", "dog"])
    files[1].unlink()
    page = folder_html("Mine", found, files, "tiny")
    assert "no picture" in page and page.count("data:image/") == 2 * 2 + 2


@pytest.mark.parametrize("is_sorted", [False, True])
def test_a_raters_taste_stands_beside_every_picture(files: list[Path], is_sorted: bool) -> None:
    found = overview_of(files, ["cat", "dog"])
    tastes = [PictureTaste(EVIL, mean, 0.1, 10 * mean) for mean in (9, 7, 5)]
    page = folder_html("Mine", found, files, "tiny", liked=Liked(tastes, is_sorted))
    assert "<script" not in page and "♥ the taste of <bdi" in page
    assert page.count("♥ 90 %") == 3 + is_sorted, "two words, the matrix, and the taste's own order"
    assert ("In the order of the taste" in page) == is_sorted
    first = re.findall(r"♥ (\d+) %", page.partition("<h3>")[2].partition("</ol>")[0])
    assert (first == ["90", "70", "50"]) == is_sorted
    unknown = [PictureTaste("Aki", not_yet="Not yet: why.")] * 3
    page = folder_html("Mine", found, files, "tiny", liked=Liked(unknown, is_sorted))
    assert page.count("♥") == 1 and "♥ Not yet: why." in page and "In the order" not in page


def test_one_word_needs_no_matrix(files: list[Path]) -> None:
    page = folder_html("Mine", overview_of(files, ["cat"]), files, "tiny")
    assert 'class="cell"' not in page and "%" not in re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
