"""Heat maps: sums, one scale, masks."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PIL import Image

from clip_critic.encoders import load_encoder
from clip_critic.encoders.places import Places, places_of
from clip_critic.errors import BadInputError
from clip_critic.ranking.heatmap import THRESHOLD, HeatMaps, Threshold, heat_maps, otsu
from clip_critic.ranking.spots import EVERYWHERE, spread_of

WORDS = ("red", "blue", "green", "square", "circle", "monochrome", "heart")


@pytest.fixture(scope="module")
def miniature() -> Any:
    return load_encoder("miniature", device="cpu")


def two_squares(size: tuple[int, int] = (64, 64)) -> Image.Image:
    """A grey picture with a red square above to the left, and a blue one below to the right."""
    picture = Image.new("RGB", size, (120, 120, 120))
    picture.paste((225, 25, 25), (6, 6, 26, 26))
    picture.paste((30, 40, 210), (36, 36, 58, 58))
    return picture


@pytest.fixture(scope="module")
def maps(miniature: Any) -> HeatMaps:
    picture = two_squares()
    texts = miniature.encode_texts(WORDS)
    (places,) = places_of(miniature, [picture])
    return heat_maps(places, WORDS, texts, range(len(WORDS)), picture)


def test_a_map_and_its_rest_are_the_centred_score(miniature: Any, maps: HeatMaps) -> None:
    similarities = miniature.encode_texts(WORDS) @ miniature.encode_images([two_squares()])[0]
    assert np.abs(maps.scores - (similarities - similarities.mean())).max() < 1e-4
    assert maps.maps.dtype == maps.rest.dtype == np.float32 and maps.maps.shape == (7, 8, 8)
    assert np.abs(maps.maps.sum(axis=0)).max() < 1e-5, "what all words have in common is in no map"


def test_the_masks_are_where_the_things_are(maps: HeatMaps) -> None:
    red, blue = (np.asarray(maps.mask(word)) > 0 for word in ("red", "blue"))
    assert maps.mask("red").mode == "L" and maps.mask("red").size == (64, 64)
    assert red[8:24, 8:24].mean() > 0.9 and red[36:58, 36:58].mean() < 0.1
    assert blue[38:56, 38:56].mean() > 0.9 and blue[6:26, 6:26].mean() < 0.1


def test_a_mask_has_the_edges_of_the_picture(maps: HeatMaps) -> None:
    square = np.zeros((64, 64), dtype=np.bool_)
    square[6:26, 6:26] = True
    assert np.array_equal(np.asarray(maps.mask("red", 0.5, 0)) > 0, square)


def test_a_mask_with_another_threshold_and_grown(maps: HeatMaps) -> None:
    sizes = [
        np.asarray(maps.mask("red", threshold, grow)).mean()
        for threshold, grow in ((0.98, 0), (0.2, 0), (0.2, 0.5), (0.2, 1))
    ]
    assert sizes == sorted(sizes) and sizes[0] < sizes[1] < sizes[2] < sizes[3]
    assert 0 < np.asarray(maps.mask("red", "otsu", 0)).mean() < sizes[-1]


def test_words_that_are_absent_stay_dark(maps: HeatMaps) -> None:
    present, absent = (maps.maps[maps.find(word)].max() / maps.brightest for word in ("red", "green"))
    assert present >= 1 and absent < 0.5


def test_the_scale_is_that_of_the_whole_list(miniature: Any, maps: HeatMaps) -> None:
    texts = miniature.encode_texts(WORDS)
    (places,) = places_of(miniature, [two_squares()])
    few = heat_maps(places, WORDS, texts, [WORDS.index("green")], two_squares())
    assert few.words == ("green",) and few.brightest == maps.brightest
    assert np.array_equal(few.maps[0], maps.maps[WORDS.index("green")])


def test_what_is_at_a_place(maps: HeatMaps) -> None:
    assert maps.words[int(maps.at(14, 14).argmax())] == "red"
    assert np.array_equal(maps.at(14, 14), maps.maps[:, 1, 1])
    assert not maps.at(-1, 5).any() and not maps.at(5, 64).any()


def test_how_much_has_a_place(maps: HeatMaps) -> None:
    assert ((maps.placed >= 0) & (maps.placed <= 1)).all()
    assert maps.placed[maps.scores <= 0].sum() == 0 and maps.placed[0] > 0.3


def test_the_difference_of_two_words(maps: HeatMaps) -> None:
    difference = maps.difference("red", "Blue ")
    assert difference.words == ("red - blue",)
    assert np.allclose(difference.maps[0], maps.maps[0] - maps.maps[1])
    mask = np.asarray(difference.mask("red - blue")) > 0
    assert mask[8:24, 8:24].mean() > 0.9 and mask[36:58, 36:58].mean() < 0.1


def test_a_word_that_is_not_seen_has_no_mask_but_a_difference(maps: HeatMaps) -> None:
    absent = [word for word, score in zip(maps.words, maps.scores, strict=True) if score <= 0]
    assert "heart" in absent
    for word in absent:
        assert "difference" in maps.why_no_mask(word)
        with pytest.raises(BadInputError, match=f"'{word}' is not seen in the picture, so it has no mask"):
            maps.mask(word)
    instead = maps.difference("red", "heart")
    assert np.asarray(instead.mask(instead.words[0]))[8:24, 8:24].mean() > 230


def test_a_word_that_is_everywhere_has_no_mask(maps: HeatMaps) -> None:
    everywhere = replace(maps, maps=np.ones_like(maps.maps))
    assert "everywhere" in everywhere.why_no_mask("red")
    with pytest.raises(BadInputError, match="'red' is seen everywhere in the picture"):
        everywhere.mask("red")
    assert maps.why_no_mask("red") == ""


def test_every_refusal_offers_the_difference_but_that_of_a_difference(maps: HeatMaps) -> None:
    nowhere = replace(maps, maps=-np.abs(maps.maps), rest=np.ones_like(maps.rest))
    assert "is not seen in the picture" in nowhere.why_no_mask("red")
    assert "difference" in nowhere.why_no_mask("red") and nowhere.where("red") == "nowhere"
    apart = replace(maps.difference("red", "blue"), maps=-np.ones_like(maps.maps[:1]))
    with pytest.raises(BadInputError, match="'red - blue' has no mask: nowhere in the picture is the first"):
        apart.mask("red - blue")
    assert "difference" not in apart.why_no_mask("red - blue")


@pytest.mark.parametrize("threshold", [THRESHOLD, "otsu"])
def test_a_mask_stays_within_what_was_read(miniature: Any, threshold: Threshold) -> None:
    picture = Image.new("RGB", (180, 60), (120, 120, 120))
    picture.paste((225, 25, 25), (40, 20, 80, 40))  # over the edge of the square in the middle
    (places,) = places_of(miniature, [picture])
    maps = heat_maps(places, WORDS, miniature.encode_texts(WORDS), range(len(WORDS)), picture)
    assert maps.box == pytest.approx((60, 0, 120, 60), abs=0.1)
    plane, mask = maps.enlarged("red", fit_edges=True), np.asarray(maps.mask("red", threshold, 1)) > 0
    assert mask[22:38, 62:78].all()
    for outside in (slice(0, 60), slice(120, None)):
        assert not plane[:, outside].any() and not mask[:, outside].any()
    square = picture.crop((60, 0, 120, 60))
    (alone,) = places_of(miniature, [square])
    own = heat_maps(alone, WORDS, miniature.encode_texts(WORDS), range(len(WORDS)), square)
    assert np.array_equal(mask[:, 60:120], np.asarray(own.mask("red", threshold, 1)) > 0), "as of the square"


def test_a_word_without_a_map_is_refused(maps: HeatMaps) -> None:
    with pytest.raises(BadInputError, match=r"no heat map of 'cat': choose one of red, blue"):
        maps.mask("cat")


def test_all_words_take_one_product() -> None:
    """However many they are, each of them is multiplied with the places once, and none of them alone."""
    from torch.utils._python_dispatch import TorchDispatchMode

    class Calls(TorchDispatchMode):  # type: ignore[no-untyped-call]
        def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
            called.append(func.overloadpacket.__name__)
            return func(*args, **(kwargs or {}))

    rng = np.random.default_rng(0)
    shares, rest = (rng.normal(size=size).astype(np.float32) for size in ((8, 8, 16), 16))
    found = Places(shares, rest, (0, 0, 64, 64))
    calls = []
    for count in (2, 1000):
        texts = rng.normal(size=(count, 16)).astype(np.float32)
        called: list[str] = []
        with Calls():  # type: ignore[no-untyped-call]
            maps = heat_maps(found, [str(word) for word in range(count)], texts, range(count), two_squares())
        expected = np.einsum("rcd,wd->wrc", shares, texts - texts.mean(axis=0))
        assert np.abs(maps.maps - expected).max() < 1e-4
        calls.append(called)
    assert calls[0] == calls[1]
    products = [name for name in calls[0] if re.search("mm|mul|linear|conv|einsum", name)]
    assert products == ["addmm"], "that with the mean is of a matrix and a vector (mv)"


def test_nothing_to_show_and_nothing_to_compare_with(miniature: Any) -> None:
    picture = two_squares()
    (places,) = places_of(miniature, [picture])
    texts = miniature.encode_texts(["red"])
    with pytest.raises(BadInputError, match="Choose at least one word"):
        heat_maps(places, ["red"], texts, [], picture)
    with pytest.raises(BadInputError, match="nothing to compare 'red' with"):
        heat_maps(places, ["red"], texts, [0], picture)


def test_otsu_divides_two_kinds_of_pixels() -> None:
    rng = np.random.default_rng(0)
    plane = np.where(np.arange(1000) < 200, 1.0, 0.1) + rng.normal(0, 0.02, 1000)
    assert 0.15 < otsu(plane.astype(np.float32)) < 0.95
    assert np.isfinite(otsu(np.zeros((4, 4), dtype=np.float32)))


def test_maps_of_any_size() -> None:
    rng = np.random.default_rng(1)
    for size, cells in (((1, 1), (1, 1)), ((3, 2), (2, 3)), ((500, 5), (1, 60))):
        shares = rng.normal(size=(*cells, 4)).astype(np.float32)
        places = Places(shares, np.zeros(4, dtype=np.float32), (0, 0, *size))
        maps = heat_maps(places, ("a", "b"), np.eye(2, 4, dtype=np.float32), (0, 1), Image.new("RGB", size))
        word = maps.words[int(maps.maps.max(axis=(1, 2)).argmax())]
        assert maps.enlarged(word, fit_edges=True).shape == size[::-1]
        flat = replace(maps, maps=np.abs(maps.maps), is_difference=True)
        if cells != (1, 1) and spread_of(flat.maps[flat.find(word)]) < EVERYWHERE:
            assert flat.mask(word).size == size
