"""Looking more than once: finer places, and squares of a picture that is not square."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PIL import Image

from clip_critic.api.where import where_record
from clip_critic.encoders import load_encoder
from clip_critic.encoders.places import Places
from clip_critic.encoders.views import look, squares_of
from clip_critic.pictures.overlays import overlay
from clip_critic.ranking.heatmap import heat_maps
from clip_critic.ranking.spots import spread_of
from tests.encoders.test_places import Plain, red_square

WORDS = ("red", "blue", "green", "square", "circle", "monochrome", "heart")


@pytest.fixture(scope="module")
def miniature() -> Any:
    return load_encoder("miniature", device="cpu")


def strongest(places: Places, encoder: Any) -> tuple[float, float]:
    """Return where red is, in pixels of the picture."""
    red, blue = encoder.encode_texts(["red", "blue"])
    plane = places.shares @ (red - blue)
    row, column = np.unravel_index(plane.argmax(), plane.shape)
    left, top, right, bottom = places.box
    return (
        left + (column + 0.5) * (right - left) / plane.shape[1],
        top + (row + 0.5) * (bottom - top) / plane.shape[0],
    )


def test_fine_takes_five_passes_and_still_adds_up(miniature: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    passes: list[int] = []
    usual = miniature._contributions

    def counted(prepared: Any) -> Any:
        passes.append(len(prepared))
        return usual(prepared)

    monkeypatch.setattr(miniature, "_contributions", counted)
    picture = red_square(corner=(20, 36))
    fine = look(miniature, picture, fine=True)
    assert sum(passes) == 5 and fine.shares.shape[:2] == (16, 16) and fine.exact
    assert np.abs(fine.vector - miniature.encode_images([picture])[0]).max() < 1e-4
    x, y = strongest(fine, miniature)
    assert 20 <= x <= 36 and 36 <= y <= 52


@pytest.mark.parametrize(
    ("size", "squares"),
    [
        ((64, 64), []),
        ((64, 62), []),
        ((90, 60), [(0, 0, 60, 60), (30, 0, 90, 60)]),
        ((60, 120), [(0, 0, 60, 60), (0, 60, 60, 120)]),
        ((60, 180), [(0, 0, 60, 60), (0, 60, 60, 120), (0, 120, 60, 180)]),
        ((600, 10), [(0, 0, 10, 10), (295, 0, 305, 10), (590, 0, 600, 10)]),
        ((1, 1), []),
    ],
)
def test_squares_of_a_picture(size: tuple[int, int], squares: list[tuple[int, ...]]) -> None:
    assert squares_of(size) == squares


@pytest.mark.parametrize("fine", [False, True])
@pytest.mark.parametrize(("size", "corner"), [((160, 64), (2, 20)), ((64, 128), (20, 108))])
def test_squares_see_what_the_middle_leaves_out(
    miniature: Any, size: tuple[int, int], corner: tuple[int, int], fine: bool
) -> None:
    picture = red_square(size, corner)
    places = look(miniature, picture, squares=True, fine=fine)
    assert places.box == (0, 0, *size) and places.exact
    assert places.shares.shape[:2] == tuple(side // (4 if fine else 8) for side in reversed(size))
    assert np.abs(places.vector - miniature.encode_images([picture])[0]).max() < 1e-4
    x, y = strongest(places, miniature)
    assert corner[0] - 4 <= x <= corner[0] + 20 and corner[1] - 4 <= y <= corner[1] + 20
    heat = heat_maps(places, WORDS, miniature.encode_texts(WORDS), range(len(WORDS)), picture)
    assert heat.why_no_mask("red") == "" and 0 < heat.placed[heat.find("red")] <= 1
    mask = np.asarray(heat.mask("red")) > 0
    assert mask[corner[1] + 4 : corner[1] + 12, corner[0] + 4 : corner[0] + 12].all() and mask.mean() < 0.5
    usual = look(miniature, picture)
    assert usual.box != places.box, "without squares, only the middle is read"


def test_a_word_is_seen_if_one_square_sees_it(miniature: Any) -> None:
    picture = Image.new("RGB", (180, 60), (120, 120, 120))
    picture.paste((230, 20, 20), (4, 20, 24, 40))
    texts = miniature.encode_texts(WORDS)
    middle, squares = (
        heat_maps(look(miniature, picture, squares=squares), WORDS, texts, range(len(WORDS)), picture)
        for squares in (False, True)
    )
    red = WORDS.index("red")
    assert middle.where("red") == "nowhere" and middle.scores[red] < 0
    assert squares.scores[red] < 0 < squares.seen[red]
    assert squares.where("red") == "middle left" and squares.why_no_mask("red") == ""
    assert where_record(squares)["words"][red]["where"] == "middle left"


def test_how_much_has_a_place_is_that_of_the_best_square(miniature: Any) -> None:
    picture = red_square((180, 60), (4, 20))
    texts = miniature.encode_texts(WORDS)
    heat = heat_maps(look(miniature, picture, squares=True), WORDS, texts, range(len(WORDS)), picture)
    squares = [picture.crop(area) for area in squares_of(picture.size)]
    alone = [
        heat_maps(places, WORDS, texts, range(len(WORDS)), square)
        for places, square in zip(miniature.place_images(squares), squares, strict=True)
    ]
    for index, word in enumerate(WORDS):
        best = max(alone, key=lambda one: float(one.scores[index]))
        assert heat.seen[index] == pytest.approx(max(best.scores[index], heat.scores[index]), abs=1e-4), word
        assert heat.placed[index] == pytest.approx(best.placed[index], abs=1e-3), word
    red = heat.find("red")
    assert heat.scores[red] < 0.1 * heat.seen[red], "the middle has no red"
    apart = heat.difference("red", "blue")
    expected = max(float(one.scores[0] - one.scores[1]) for one in alone)
    assert apart.seen[0] == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("fine", [False, True])
def test_what_lies_between_squares_was_not_read(miniature: Any, fine: bool) -> None:
    picture = red_square((600, 60), (4, 20))
    places = look(miniature, picture, squares=True, fine=fine)
    assert places.box == (0, 0, 600, 60)
    assert places.parts == ((0, 0, 60, 60), (270, 0, 330, 60), (540, 0, 600, 60))
    heat = heat_maps(places, WORDS, miniature.encode_texts(WORDS), range(len(WORDS)), picture)
    read = np.zeros((60, 600), dtype=bool)
    for left in (0, 270, 540):
        read[:, left : left + 60] = True
    cells = heat.read_cells
    assert heat.boxes == places.parts and cells.mean() == pytest.approx(0.3, abs=0.02)
    mask = np.asarray(heat.mask("red", grow=4)) > 0
    assert mask[24:32, 8:16].all() and not mask[~read].any()
    assert not heat.enlarged("red", fit_edges=True)[~read].any() and not heat.enlarged("red")[~read].any()
    assert heat.spot("red").spread == pytest.approx(spread_of(heat.maps[heat.find("red")][cells]))
    everywhere = replace(heat, maps=np.where(cells, 1, 0).astype(np.float32) + 0 * heat.maps)
    assert everywhere.where("red") == "everywhere"
    shown = np.asarray(overlay(picture, heat.maps[0], heat.box, heat.brightest, heat.parts)).astype(int)
    whole = np.asarray(overlay(picture, heat.maps[0], heat.box, heat.brightest)).astype(int)
    factor = shown.shape[1] / 600
    assert (shown != whole).any(axis=(0, 2))[round(70 * factor) : round(260 * factor)].all()
    assert (shown == whole).all(axis=(0, 2))[: round(58 * factor)].all()


def test_looking_once_is_the_encoders_own(miniature: Any) -> None:
    picture = red_square()
    (own,) = miniature.place_images([picture])
    assert np.array_equal(look(miniature, picture).shares, own.shares)
    assert np.array_equal(look(miniature, picture, squares=True).shares, own.shares)


@pytest.mark.parametrize("size", [(1, 1), (2, 7), (300, 5)])
def test_tiny_pictures(miniature: Any, size: tuple[int, int]) -> None:
    for encoder in (miniature, Plain(miniature)):
        places = look(encoder, Image.new("RGB", size, (9, 200, 30)), fine=True, squares=True)
        assert np.isfinite(places.shares).all() and places.exact == (encoder is miniature)
