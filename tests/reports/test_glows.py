"""Heat maps in reports: a glow for each word on one scale, what has no place, crops in a folder's page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from clip_critic.pictures.opening import open_picture
from clip_critic.ranking.answer import Answer
from clip_critic.ranking.heatmap import HeatMaps
from clip_critic.ranking.overview import Overview
from clip_critic.ranking.question import RankQuestion
from clip_critic.ranking.records import places_record
from clip_critic.reports.export import answer_html
from clip_critic.reports.folder import folder_html
from clip_critic.reports.glows import SHOWN, SIDE
from tests.rankings import of

EVIL = "<script>alert(1)</script>"
BOX = (60.0, 0.0, 360.0, 300.0)
SIZE = (420, 300)


def maps_of(
    words: Sequence[str], *, exact: bool = True, box: tuple[float, float, float, float] = BOX
) -> HeatMaps:
    """Return maps in which the first word is in a corner, the second everywhere, and all others nowhere."""
    values = np.full((len(words), 6, 6), -0.0001, dtype=np.float32)
    values[0, 0, 0], values[1] = 0.03, 0.01
    picture = Image.new("RGB", SIZE, "teal")
    return HeatMaps(tuple(words), values, np.zeros(len(words), np.float32), box, SIZE, exact, 0.03, picture)


def answer_of(words: Sequence[str], heat: HeatMaps | None) -> Answer:
    ranking = of(words, [0.3 - 0.01 * place for place in range(len(words))])
    return Answer(RankQuestion(), ranking, heatmaps=heat)


def page_of(words: Sequence[str], heat: HeatMaps | None) -> str:
    return answer_html(
        open_picture(Image.new("RGB", SIZE, "teal"), name="kitten.png"), answer_of(words, heat)
    )


def test_every_word_has_a_glow_and_its_place_as_text() -> None:
    words = ["cat", "style", EVIL]
    page = page_of(words, maps_of(words))
    assert page.count("data:image/") == 4
    assert 'alt="cat: upper left, ' in page and 'alt="style: everywhere, ' in page and ": not seen" in page
    assert ">0.0300 of similarity a cell<" in page and "was not read" not in page
    assert "did not read what is hatched" in page and "hidden in turn" not in page
    assert "<script" not in page and not re.search(r'(src|href)="(?!data:)', page)


def test_words_that_are_not_seen_are_named_in_one_sentence() -> None:
    words = ["cat", "style", EVIL, *(f"word {number}" for number in range(7))]
    page = page_of(words, maps_of(words))
    assert page.count("Not seen in the picture: ") == 1 and "word 3 and 3 more." in page
    assert "<script" not in page
    assert "Not seen" not in page_of(words[:2], maps_of(words[:2]))


def test_a_word_that_is_not_seen_has_no_place_beside_its_glow() -> None:
    heat = maps_of(["cat", "style", "dog"])
    heat.rest[:] = -1, 0, 0
    page = page_of(heat.words, heat)
    assert 'alt="cat: not seen"' in page and 'alt="dog: not seen"' in page and "upper left" not in page
    assert "Not seen in the picture: cat and dog." in page


def test_the_result_comes_first() -> None:
    page = page_of(["cat", "style"], maps_of(["cat", "style"]))
    assert page.index("Where CLIP sees it") < page.index("What CLIP sees") < page.index("Rounds")


def test_an_answer_without_places_is_as_before() -> None:
    page = page_of(["cat", "style"], None)
    assert "Where CLIP sees it" not in page and page.count("data:image/") == 1


def test_what_is_approximate_or_read_whole_says_so() -> None:
    box = (0.0, 0.0, 420.0, 300.0)
    page = page_of(["cat", "style"], maps_of(["cat", "style"], exact=False, box=box))
    assert "hidden in turn" in page and "hatched" not in page and "adds up" not in page


def test_many_words_do_not_make_a_page_heavy() -> None:
    words = [f"word {number}" for number in range(SHOWN + 30)]
    page = page_of(words, maps_of(words))
    assert page.count("data:image/") == SHOWN + 1
    assert "30 more words of the list are not drawn here" in page and SIDE <= 400


def test_the_record_of_a_word_is_in_pixels_of_the_picture() -> None:
    heat = maps_of(["cat", "style", "dog"])
    record = places_record(answer_of(heat.words, heat).ranking, heat)
    cat, style, dog = record["keywords"]
    assert cat["box"] == [60, 0, 110, 50] and (cat["peak"]["x"], cat["peak"]["y"]) == (85, 25)
    assert (cat["where"], style["where"], dog["where"]) == ("upper left", "everywhere", "nowhere")
    assert cat["spread"] == pytest.approx(1 / 36) and style["spread"] == pytest.approx(1)
    assert dog["box"] is None and dog["placed"] == 0
    assert record["boxes"] == [record["read"]]


def test_the_record_of_a_word_that_is_not_seen_says_nowhere() -> None:
    heat = maps_of(["cat", "style", "dog"])
    heat.rest[:] = -1, 0, 0
    cat = places_record(answer_of(heat.words, heat).ranking, heat)["keywords"][0]
    assert cat["keyword"] == "cat" and cat["where"] == "nowhere"


def test_what_lies_between_squares_is_hatched() -> None:
    whole, parts = (0.0, 0.0, 420.0, 300.0), ((0.0, 0.0, 100.0, 300.0), (320.0, 0.0, 420.0, 300.0))
    heat = maps_of(["cat", "style"], box=whole)
    page, gaps = (page_of(heat.words, maps) for maps in (heat, replace(heat, parts=parts)))
    assert "hatched" not in page and "did not read what is hatched" in gaps and page != gaps


def test_values_of_squares_do_not_add_up_to_the_score() -> None:
    heat = maps_of(["cat", "style"])
    page = page_of(heat.words, replace(heat, looks=np.full((2, 2, 2), 0.01, dtype=np.float32)))
    assert "read as several squares" in page and "adds up" not in page


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    for number, colour in enumerate(("red", "green", "blue")):
        Image.new("RGB", SIZE, colour).save(tmp_path / f"{number}.png")
    return [tmp_path / f"{number}.png" for number in range(3)]


def overview_of(files: Sequence[Path], words: Sequence[str]) -> Overview:
    found = Overview()
    for number, _ in enumerate(files):
        found.add(of(words, [0.2 + 0.02 * ((index + number) % len(words)) for index in range(len(words))]))
    return found


def test_a_folder_shows_the_part_in_which_each_word_was_found(files: list[Path]) -> None:
    words = ["cat", "style"]
    asked: list[Path] = []

    def look(chosen: Sequence[Path]) -> Iterator[HeatMaps | None]:
        asked.extend(chosen)
        yield from (None if path == files[1] else maps_of(words) for path in chosen)

    page = folder_html("Mine", overview_of(files, words), files, "tiny", find_words=look)
    assert asked == files, "every picture is looked at once"
    best, _, tops = page.partition("The best word of each picture")
    assert best.count("upper left") == best.count("everywhere") == 2, "but for the one that is gone"
    assert tops.count("upper left") + tops.count("everywhere") == 2
    unseen = maps_of(words)
    unseen.rest[0] = -1
    page = folder_html(
        "Mine", overview_of(files, words), files, "tiny", find_words=lambda chosen: [unseen] * 3
    )
    assert "upper left" not in page and "not seen" in page, "no crop of a word that is not seen"
    plain = folder_html("Mine", overview_of(files, words), files, "tiny")
    assert "The best word" not in plain and "upper left" not in plain


def test_a_picture_that_is_gone_costs_only_itself(files: list[Path]) -> None:
    words = ["cat", "style"]
    files[1].unlink()
    page = folder_html(
        "Mine",
        overview_of(files, words),
        files,
        "tiny",
        find_words=lambda chosen: (maps_of(words) if path.exists() else None for path in chosen),
    )
    assert page.count("no picture") == 2 + 1 + 1
