"""The places of an answer's words over HTTP: compact maps, and masks with their bounds."""

from __future__ import annotations

import base64
import io
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from clip_critic.api import PATH
from clip_critic.api.where import GUIDE_SIDE, MAX_PLACED_WORDS, Shelf, kept_maps, maps_file, where_record
from clip_critic.encoders.places import places_of
from clip_critic.ranking.heatmap import HeatMaps, heat_maps
from clip_critic.ranking.masking import MaskChoice
from clip_critic.ranking.spots import spread_of
from tests.api.test_questions import Asker
from tests.critics import png
from tests.drawing_host import COLOURS, ColourEncoder, DrawingCritic

WORDS = ["red", "blue", "green", "yellow"]


@pytest.fixture
def asker(tmp_path: Path) -> Asker:
    return Asker(tmp_path / "home")


def halves(size: tuple[int, int] = (64, 64), left: str = "red", right: str = "blue") -> Image.Image:
    """A picture whose left and right half have different colours."""
    picture = Image.new("RGB", size, COLOURS[left])
    picture.paste(COLOURS[right], (size[0] // 2, 0, *size))
    return picture


def encoded(picture: Image.Image) -> str:
    return base64.b64encode(png(picture)).decode("ascii")


def asked(asker: Asker, picture: Image.Image | None = None, **body: Any) -> Any:
    """The last status of a question where the words are."""
    body = {"keywords": WORDS, "where": "*", **body}
    return asker.ended(asker.ask(picture=encoded(picture or halves()), **body)["id"])


def heat_of(picture: Image.Image, words: list[str] = WORDS) -> HeatMaps:
    encoder = ColourEncoder()
    places = places_of(encoder, [picture])[0]
    return heat_maps(places, words, encoder.encode_texts(words), range(len(words)), picture)


def maps_of(asker: Asker, found: Any) -> np.ndarray:
    """The maps of an answer, as the documentation says that they are read."""
    where = found["answer"]["where"]
    file = asker.client.get(f"{PATH}/questions/{found['id']}/maps")
    assert file.status_code == 200 and file.headers["content-type"] == "application/octet-stream"
    shape = len(where["words"]), where["rows"], where["columns"]
    maps: np.ndarray = np.frombuffer(file.content, "<i2").reshape(shape) * where["scale"]
    return maps


def mask_of(asker: Asker, found: Any, **options: Any) -> np.ndarray:
    answer = asker.client.get(f"{PATH}/questions/{found['id']}/mask", params=options)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "image/png"
    mask = Image.open(io.BytesIO(answer.content))
    assert mask.mode == "L"
    return np.asarray(mask)


def test_the_maps_are_those_of_the_python_api(asker: Asker) -> None:
    found = asked(asker)
    expected = heat_of(halves())
    maps = maps_of(asker, found)
    assert np.abs(maps - expected.maps).max() <= np.abs(expected.maps).max() / 2**16
    where = found["answer"]["where"]
    assert where["box"] == [0, 0, 64, 64] and where["size"] == [64, 64] and where["exact"] is False
    assert where["brightest"] == pytest.approx(expected.brightest)
    assert [row["word"] for row in where["words"]] == WORDS
    assert [row["placed"] for row in where["words"]] == pytest.approx(expected.placed.tolist())
    assert [row["spread"] for row in where["words"]] == pytest.approx(list(map(spread_of, expected.maps)))
    assert found["answer"]["keywords"][0]["keyword"] in ("red", "blue")


def test_each_word_is_where_its_colour_is(asker: Asker) -> None:
    found = asked(asker)
    red, blue = maps_of(asker, found)[:2]
    half = red.shape[1] // 2
    assert red[:, :half].sum() > 0 > red[:, half:].sum()
    assert blue[:, half:].sum() > 0 > blue[:, :half].sum()
    places = [row["where"] for row in found["answer"]["where"]["words"][:2]]
    assert [place.endswith(side) for place, side in zip(places, ("left", "right"), strict=True)] == [True] * 2


def test_a_thousand_words_take_at_most_half_a_megabyte() -> None:
    cells = np.random.default_rng(1).normal(0, 0.01, (1000, 16, 16)).astype(np.float32)
    words = tuple(f"word {number}" for number in range(1000))
    picture = halves()
    heat = HeatMaps(words, cells, np.zeros(1000, np.float32), (0, 0, 64, 64), (64, 64), True, 0.03, picture)
    assert len(maps_file(heat)) == 512_000
    sums = np.frombuffer(maps_file(heat), "<i2").reshape(1000, -1).sum(axis=1) * where_record(heat)["scale"]
    assert np.abs(sums - cells.sum(axis=(1, 2))).max() < 1e-4


def test_some_words_of_the_list_are_compared_with_all_of_it(asker: Asker) -> None:
    every = asked(asker)
    found = asked(asker, where=["Blue", "red"])
    assert [row["word"] for row in found["answer"]["where"]["words"]] == ["blue", "red"]
    assert np.abs(maps_of(asker, found) - maps_of(asker, every)[[1, 0]]).max() < 1e-5
    detail = asker.ask(422, picture=encoded(halves()), keywords=WORDS, where="parasol")["detail"]
    assert "'parasol' cannot be shown" in detail


def test_a_picture_that_is_no_square_is_read_whole_on_request(asker: Asker) -> None:
    found = asked(asker, halves((96, 32)), squares=True, fine=True)
    where = found["answer"]["where"]
    assert where["box"] == [0, 0, 96, 32] and where["boxes"] == [where["box"]]


def test_a_question_without_where_has_no_maps(asker: Asker) -> None:
    found = asked(asker, where="")
    assert "where" not in found["answer"]
    for path in ("maps", "mask?word=red"):
        detail = asker.send("GET", f"questions/{found['id']}/{path}", 404)["detail"]
        assert "did not ask where" in detail
    assert "no such question" in asker.send("GET", "questions/nothing/maps", 404)["detail"]


def test_a_mask_is_white_where_the_word_is(asker: Asker) -> None:
    found = asked(asker)
    mask = mask_of(asker, found, word="RED", grow=0)
    assert mask.shape == (64, 64) and set(np.unique(mask)) == {0, 255}
    assert mask[:, :24].mean() > 250 and mask[:, 40:].mean() < 5


def test_threshold_and_growth_change_the_mask(asker: Asker) -> None:
    found = asked(asker)
    areas = [
        mask_of(asker, found, word="red", **options).mean()
        for options in ({"threshold": 0.95, "grow": 0}, {"grow": 0}, {"grow": 2})
    ]
    assert areas[0] < areas[1] < areas[2]
    assert mask_of(asker, found, word="red", threshold="95%", grow=0).mean() == areas[0]


@pytest.mark.parametrize(
    "options",
    [
        {"threshold": 0.01},
        {"threshold": 1},
        {"threshold": "2%"},
        {"grow": -1},
        {"grow": 5},
        {"grow": "much"},
        {"word": None},
    ],
)
def test_a_mask_has_bounds(asker: Asker, options: dict[str, Any]) -> None:
    found = asked(asker)
    params = {name: value for name, value in {"word": "red", **options}.items() if value is not None}
    assert asker.client.get(f"{PATH}/questions/{found['id']}/mask", params=params).status_code == 422


def test_the_mask_of_a_word_that_is_not_there_is_refused_and_the_difference_is_not(asker: Asker) -> None:
    found = asked(asker)
    green = found["answer"]["where"]["words"][2]
    assert (green["where"], green["placed"]) == ("nowhere", 0)
    path = f"questions/{found['id']}/mask"
    detail = asker.send("GET", f"{path}?word=green", 422)["detail"]
    assert detail == green["trouble"] and "difference" in detail
    assert "'parasol'" in asker.send("GET", f"{path}?word=parasol", 422)["detail"]
    instead = mask_of(asker, found, word="red", without="green", grow=0)
    assert instead[:, :24].mean() > instead[:, 40:].mean()
    assert "'parasol'" in asker.send("GET", f"{path}?word=red&without=parasol", 422)["detail"]


def test_a_mask_has_the_size_of_the_picture_though_a_small_copy_is_kept(asker: Asker) -> None:
    size = (2 * GUIDE_SIDE, GUIDE_SIDE // 2)
    kept = kept_maps(heat_of(halves(size)))
    assert kept.small.guide.size == (GUIDE_SIDE, GUIDE_SIDE // 4)
    assert kept.small.box == (0, 0, GUIDE_SIDE, GUIDE_SIDE // 4)
    mask = np.asarray(Image.open(io.BytesIO(kept.mask(MaskChoice(grow=0), "red"))))
    assert mask.shape == size[::-1] and set(np.unique(mask)) == {0, 255}
    assert mask[:, : size[0] // 3].mean() > 250 and mask[:, 2 * size[0] // 3 :].mean() < 5


def test_the_maps_of_the_latest_answers_are_kept() -> None:
    heat = heat_of(halves())
    shelf = Shelf(most=2 * heat.maps.size)
    references = [shelf.keep(kept_maps(heat)) for _ in range(3)]
    assert [reference() is not None for reference in references] == [False, True, True]
    larger = replace(heat, maps=np.repeat(heat.maps, 3, axis=1))
    last = shelf.keep(kept_maps(larger))
    assert last() is not None and not any(reference() for reference in references)


def test_maps_that_were_dropped_are_asked_for_anew(asker: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    found = asked(asker)
    assert maps_of(asker, found).any()
    asked(asker)
    monkeypatch.setattr(Shelf, "keep", lambda shelf, maps: lambda: None)
    dropped = asked(asker)
    assert dropped["answer"]["where"]["words"]
    for path in ("maps", "mask?word=red"):
        assert "ask it again" in asker.send("GET", f"questions/{dropped['id']}/{path}", 404)["detail"]
    exported = asker.client.get(f"{PATH}/questions/{dropped['id']}/export", params={"as": "html"})
    assert exported.status_code == 200


@pytest.mark.parametrize("size", [(1, 1), (2000, 10)])
def test_pictures_of_any_shape_have_maps_and_masks(asker: Asker, size: tuple[int, int]) -> None:
    found = asked(asker, halves(size))
    where = found["answer"]["where"]
    assert np.isfinite(maps_of(asker, found)).all() and where["size"] == list(size)
    for row in where["words"]:
        if not row["trouble"]:
            assert mask_of(asker, found, word=row["word"]).shape == size[::-1]


def test_a_list_of_one_word_is_refused_with_the_reason(asker: Asker) -> None:
    picture = encoded(halves())
    assert "nothing to compare" in asker.ask(422, picture=picture, keywords=["red"], where="*")["detail"]


def test_a_list_that_is_too_long_is_refused_at_once(asker: Asker) -> None:
    asker.queue.open.clear()
    words = [f"word {number}" for number in range(MAX_PLACED_WORDS + 1)]
    detail = asker.ask(413, picture=encoded(halves()), keywords=words, where="*")["detail"]
    assert str(MAX_PLACED_WORDS) in detail and "shorter list" in detail


class SlowEncoder(ColourEncoder):
    """An encoder without places that takes its time."""

    def encode_images(self, pictures: Any) -> np.ndarray:
        time.sleep(0.1 * len(pictures))
        return super().encode_images(pictures)


class SlowCritic(DrawingCritic):
    """A critic with an encoder that takes its time."""

    def _load(self, wanted: Any) -> Any:
        return SlowEncoder(wanted.spec)


def test_a_slow_encoder_says_how_long_it_takes_and_is_interrupted(tmp_path: Path) -> None:
    asker = Asker(tmp_path / "home", SlowCritic)
    name = asker.ask(picture=encoded(halves()), keywords=WORDS, where="*")["id"]
    while "about" not in (found := asker.send("GET", f"questions/{name}"))["doing"]:
        assert found["state"] in ("waiting", "running")
        time.sleep(0.01)
    assert found["total"] > 50 and found["doing"].startswith("hiding parts")
    asker.send("POST", f"questions/{name}/interrupt")
    found = asker.ended(name)
    assert (found["state"], found["answer"]) == ("interrupted", None)


def test_the_page_knows_the_rows_of_a_mask(asker: Asker) -> None:
    face = asker.send("GET", "face")
    assert {row["name"]: row["default"] for row in face["mask"]["fields"]} == {"threshold": 0.2, "grow": 0.5}
    assert "where" in {row["name"] for row in face["rank"]["fields"]}
