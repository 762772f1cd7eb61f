"""Looking more than once: finer places, and squares of a picture that is not square."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PIL import Image

from clip_critic.encoders import load_encoder
from clip_critic.encoders.places import Places
from clip_critic.encoders.views import look, squares_of
from tests.encoders.test_places import Plain, red_square


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
    usual = look(miniature, picture)
    assert usual.box != places.box, "without squares, only the middle is read"


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
