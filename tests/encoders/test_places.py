"""What places add: the sum is the vector, for every kind of encoder, and hiding parts does for the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from PIL import Image

from clip_critic.encoders import Encoder, load_encoder
from clip_critic.encoders.base import Vectors
from clip_critic.encoders.places import EXACT, gives_places, places_of
from clip_critic.errors import EncoderError, InterruptedByUser


def red_square(size: tuple[int, int] = (64, 64), corner: tuple[int, int] = (8, 8)) -> Image.Image:
    """A blue picture with a red square of a quarter of the shorter side."""
    picture = Image.new("RGB", size, (20, 30, 160))
    side = max(1, min(size) // 4)
    picture.paste((230, 20, 20), (*corner, corner[0] + side, corner[1] + side))
    return picture


class Plain:
    """The methods of another encoder that everybody has, and a count of its pictures."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder, self.seen = encoder, 0
        self.identity, self.dimension = encoder.identity, encoder.dimension
        self.logit_scale, self.logit_bias = encoder.logit_scale, encoder.logit_bias
        self.context_length = encoder.context_length

    def encode_images(self, pictures: Sequence[Image.Image]) -> Vectors:
        self.seen += len(pictures)
        return self._encoder.encode_images(pictures)

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        return self._encoder.encode_texts(texts)

    def count_cut_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._encoder.count_cut_tokens(texts)


@pytest.fixture(scope="module")
def miniature() -> Any:
    return load_encoder("miniature", device="cpu")


def require_exact(encoder: Any, pictures: Sequence[Image.Image], cells: tuple[int, int]) -> None:
    """The parts, added independently of the vector, are the vector; and so are what is returned."""
    assert gives_places(encoder)
    vectors = encoder.encode_images(pictures)
    parts = encoder._contributions([encoder._prepare(picture) for picture in pictures])[1]
    assert np.abs(parts.sum(axis=1) - vectors).max() < EXACT
    for places, vector in zip(places_of(encoder, pictures), vectors, strict=True):
        assert places.exact and places.shares.dtype == places.rest.dtype == np.float32
        assert places.shares.shape == (*cells, encoder.dimension)
        assert np.abs(places.vector - vector).max() < EXACT


def test_the_miniatures_places_add_up(miniature: Any) -> None:
    require_exact(miniature, [red_square(), red_square((90, 60))], (8, 8))


def test_transformers_clip_adds_up(tiny_encoder: Any, picture: Image.Image) -> None:
    require_exact(tiny_encoder, [picture, red_square()], (4, 4))


def test_a_colour_is_found_where_it_is(miniature: Any) -> None:
    red, blue = miniature.encode_texts(["red", "blue"])
    for corner, cell in (((0, 0), (0, 0)), ((40, 0), (0, 5)), ((0, 48), (6, 0))):
        (places,) = places_of(miniature, [red_square(corner=corner)])
        plane = places.shares @ (red - blue)
        row, column = np.unravel_index(plane.argmax(), plane.shape)
        assert 0 <= row - cell[0] <= 1 and 0 <= column - cell[1] <= 1, (corner, row, column)


def test_a_sum_that_is_wrong_is_not_used(miniature: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "clip_critic.encoders.contributions.received",
        lambda queries, keys, values: values.transpose(1, 2).flatten(2),
    )
    encoder: Any = load_encoder("miniature", device="cpu")
    assert not gives_places(encoder) and encoder.place_images([red_square()]) is None
    assert not places_of(encoder, [red_square()])[0].exact


def test_without_places_parts_are_hidden(miniature: Any) -> None:
    encoder = Plain(miniature)
    picture = red_square(corner=(40, 8))
    (places,) = places_of(encoder, [picture])
    assert not places.exact and places.box == (0, 0, 64, 64) and encoder.seen == 82
    assert np.abs(places.vector - miniature.encode_images([picture])[0]).max() < 1e-6
    red, blue = miniature.encode_texts(["red", "blue"])
    plane = places.shares @ (red - blue)
    row, column = np.unravel_index(plane.argmax(), plane.shape)
    assert row in (1, 2) and column in (5, 6)


def test_hiding_parts_says_how_long_it_takes_and_stops_at_once(miniature: Any) -> None:
    encoder, reports = Plain(miniature), []

    def stop(done: int, total: int, what: str) -> None:
        reports.append((done, total, what))
        if done > 1:
            raise InterruptedByUser("stop")

    with pytest.raises(InterruptedByUser):
        places_of(encoder, [red_square()], stop)
    assert [report[:2] for report in reports] == [(0, 82), (1, 82), (9, 82)]
    assert reports[1][2].endswith("s for all of them") and encoder.seen == 9


@pytest.mark.parametrize("size", [(1, 1), (2, 3), (10_000, 50), (50, 10_000), (3, 900)])
def test_pictures_of_any_size(miniature: Any, size: tuple[int, int]) -> None:
    picture = Image.new("RGB", size, (200, 10, 10))
    for encoder in (miniature, Plain(miniature)):
        (places,) = places_of(encoder, [picture])
        left, top, right, bottom = places.box
        assert np.isfinite(places.shares).all() and np.isfinite(places.rest).all()
        assert 0 <= left < right <= size[0] and 0 <= top < bottom <= size[1], places.box
        rows, columns = places.shares.shape[:2]
        assert rows * columns <= 128 and (places.exact or (rows <= size[1] and columns <= size[0]))


def test_no_pictures(miniature: Any) -> None:
    assert places_of(miniature, []) == [] and places_of(Plain(miniature), []) == []


def test_somebody_elses_places_are_tried(miniature: Any) -> None:
    class Liar(Plain):
        def place_images(self, pictures: Sequence[Image.Image]) -> Any:
            found = miniature.place_images(pictures)
            for places in found:
                places.rest[:] = 0
            return found

    class Honest(Plain):
        def place_images(self, pictures: Sequence[Image.Image]) -> Any:
            return miniature.place_images(pictures)

    assert not places_of(Liar(miniature), [red_square()])[0].exact
    assert places_of(Honest(miniature), [red_square()])[0].exact


def test_places_for_only_some_pictures_are_an_error(miniature: Any) -> None:
    class Half(Plain):
        def place_images(self, pictures: Sequence[Image.Image]) -> Any:
            return miniature.place_images(pictures[:1])

    with pytest.raises(EncoderError, match="only some of the pictures"):
        places_of(Half(miniature), [red_square(), red_square()])


@pytest.mark.parametrize(
    ("size", "box"),
    [
        ((640, 480), (75.3, 0, 557.2, 480)),  # 85 x 64, of which 64 from the tenth are read
        ((480, 640), (0, 75.3, 480, 557.2)),
        ((64, 64), (0, 0, 64, 64)),
        ((10_000, 50), (4975, 0, 5025, 50)),
    ],
)
def test_what_is_cropped_is_not_in_the_box(
    miniature: Any, size: tuple[int, int], box: tuple[float, ...]
) -> None:
    assert miniature.read_box(size) == pytest.approx(box, abs=1)
