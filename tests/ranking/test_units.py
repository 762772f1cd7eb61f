"""Naming units over many pictures: what is kept of them, and where units are strongest."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from clip_critic.encoders.units import UnitActivations
from clip_critic.errors import BadInputError
from clip_critic.keywords.lists import KeywordList
from clip_critic.ranking import units
from clip_critic.ranking.ranking import encode_keywords
from clip_critic.ranking.unit_records import unit_records
from clip_critic.ranking.units import (
    Covariances,
    StrongestSoFar,
    UnitsSoFar,
    crop_box,
    look_at,
    naming_count,
)
from tests.units import COLOURS, ColourEncoder, named_units, save_spots


@given(st.integers(0, 2**32 - 1), st.integers(1, 6), st.integers(1, 30))
def test_the_strongest_are_those_of_all_pictures_at_once(seed: int, most: int, size: int) -> None:
    """Equal values stay in the order of the pictures."""
    generator = np.random.default_rng(seed)
    values = generator.integers(0, 9, (30, 5)).astype(np.float32)
    places = generator.integers(0, 16, (30, 5))
    kept = StrongestSoFar(5, most)
    for start in range(0, 30, size):
        kept.add(values[start : start + size], places[start : start + size], start)
    order = np.argsort(-values, axis=0, kind="stable")[:most]
    assert (kept.owners(most) == order.T).all()
    for column in range(5):
        rows = order[:, column]
        expected = [(row, values[row, column], places[row, column]) for row in rows]
        assert kept.of(column, most) == expected


def test_memory_does_not_grow_with_the_pictures() -> None:
    kept = StrongestSoFar(7, 3)
    for start in range(0, 1000, 10):
        kept.add(
            np.random.default_rng(start).random((10, 7), dtype=np.float32), np.zeros((10, 7), int), start
        )
    arrays = [value for value in vars(kept).values() if isinstance(value, np.ndarray)]
    assert {array.shape for array in arrays} == {(3, 7)}


@given(st.integers(0, 2**32 - 1), st.integers(2, 40))
def test_covariances_are_those_of_all_pictures_at_once(seed: int, size: int) -> None:
    generator = np.random.default_rng(seed)
    vectors = (generator.normal(size=(40, 2, 5)) + 100).astype(np.float32)
    kept = Covariances()
    for start in range(0, 40, size):
        kept.add(vectors[start : start + size])
    for kind in range(2):
        expected = np.cov(vectors[:, kind].astype(np.float64).T, bias=True)
        assert kept.of(kind) == pytest.approx(expected, abs=1e-3)


@given(
    st.tuples(st.floats(-50, 50), st.floats(-50, 50), st.floats(1, 4000), st.floats(1, 4000)),
    st.integers(1, 24),
    st.integers(1, 24),
    st.data(),
)
def test_a_crop_is_a_square_with_its_place_inside_what_is_read(
    part: tuple[float, float, float, float], rows: int, columns: int, data: st.DataObject
) -> None:
    box = (part[0], part[1], part[0] + part[2], part[1] + part[3])
    place = data.draw(st.integers(0, rows * columns - 1))
    left, top, right, bottom = crop_box(box, (rows, columns), place)
    assert right - left == pytest.approx(bottom - top)
    row, column = divmod(place, columns)
    assert left - 1e-6 <= box[0] + part[2] * (column + 0.5) / columns <= right + 1e-6
    assert top - 1e-6 <= box[1] + part[3] * (row + 0.5) / rows <= bottom + 1e-6
    if right - left <= min(part[2], part[3]):
        assert left >= box[0] - 1e-3 and right <= box[2] + 1e-3
        assert top >= box[1] - 1e-3 and bottom <= box[3] + 1e-3


def test_few_of_many_pictures_name_a_neuron() -> None:
    assert [naming_count(pictures) for pictures in (20, 500, 1200, 50_000)] == [5, 5, 12, 100]


def test_units_get_the_words_that_they_see(tmp_path: Path) -> None:
    named = named_units(save_spots(tmp_path, 60))
    seeing = {unit.neuron: unit for unit in named.neurons if unit.neuron % 4 == 0}
    assert {number: unit.word for number, unit in seeing.items()} == {0: "red", 4: "green", 8: "blue"}
    assert {unit.layer for unit in named.neurons} == {2}
    assert {unit.neuron for unit in named.neurons[:3]} == {0, 4, 8}, "those that agree most come first"
    (head,) = named.heads
    assert (head.layer, head.head) == (2, 0)
    assert [item.word for item in head.words] == ["green"]
    assert head.words[0].explained == pytest.approx(1)


@pytest.mark.parametrize("most", [7, 16, 60])
def test_agreement_is_that_of_a_sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    """The sample takes pictures at equal distances, which bounds memory; the words do not depend on it."""
    files = save_spots(tmp_path, 60)
    every = {(unit.neuron, unit.word) for unit in named_units(files).neurons}
    monkeypatch.setattr(units, "SAMPLED", most)
    named = named_units(files)
    assert {(unit.neuron, unit.word) for unit in named.neurons} == every
    step = -(-60 // most)
    encoder, images = ColourEncoder(), [Image.open(file) for file in files[::step]]
    red = next(unit for unit in named.neurons if unit.neuron == 0)
    activations = encoder.read_units(images, 1).neurons[:, 0, 0]
    expected = np.corrcoef(activations, encoder.encode_images(images)[:, 0])[0, 1]
    assert red.agreement == pytest.approx(expected, abs=1e-4)


def test_units_are_shown_by_their_strongest_pictures_and_places(tmp_path: Path) -> None:
    files = save_spots(tmp_path, 60)
    named = named_units(files)
    red = next(unit for unit in named.neurons if unit.neuron == 0)
    assert [item.picture for item in red.pictures] == [57, 54, 51, 48], "the brightest red"
    for item in red.pictures:
        left, top, right, bottom = (round(edge) for edge in item.box)
        crop = np.asarray(Image.open(files[item.picture]))[top:bottom, left:right]
        assert crop[..., 0].max() == 120 + item.picture, "the spot is within the crop"
    green = named.heads[0].words[0]
    assert [item.picture for item in green.pictures] == [58, 55, 52, 49]


def test_pictures_that_cannot_be_read_are_left_out(tmp_path: Path) -> None:
    files = save_spots(tmp_path, 40)
    files[3].write_bytes(b"nothing")
    files.insert(20, tmp_path / "missing.png")
    encoder = ColourEncoder()
    batches = list(look_at(files, encoder, 4))
    unreadable = [item for batch in batches for item in batch.unreadable]
    assert [Path(item.picture).name for item in unreadable] == ["3.png", "missing.png"]
    assert [file for batch in batches for file in batch.files] == [*files[:3], *files[4:20], *files[21:]]


def test_a_batch_without_a_readable_picture_changes_nothing(tmp_path: Path) -> None:
    files = save_spots(tmp_path, 60)
    missing = [tmp_path / f"missing{number}.png" for number in range(40)]
    assert named_units([*missing, *files]).neurons == named_units(files).neurons


def test_too_few_pictures_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="by many pictures: 19 could be read, and at least 20 are needed"):
        named_units(save_spots(tmp_path, 19))
    with pytest.raises(BadInputError, match="by many pictures: 0 could be read"):
        named_units([])


def test_a_single_word_is_refused() -> None:
    encoder = ColourEncoder()
    words = encode_keywords(KeywordList.of(["red"]), encoder)
    with pytest.raises(BadInputError, match="add at least one more keyword"):
        UnitsSoFar(words, encoder, 100)


def test_records_are_plain_data(tmp_path: Path) -> None:
    files = save_spots(tmp_path, 60)
    named = named_units(files)
    records = list(unit_records(named))
    assert json.loads(json.dumps(records)) == records
    assert [record["unit"] for record in records] == ["head"] + ["neuron"] * 12
    assert records[0]["keywords"][0]["keyword"] == "green"
    first = records[1]
    assert (first["keyword"], first["layer"], first["number"]) == (
        named.neurons[0].word,
        2,
        named.neurons[0].neuron,
    )
    assert first["pictures"][0]["picture"] == str(files[named.neurons[0].pictures[0].picture])
    assert len(first["pictures"][0]["box"]) == 4


def test_the_stand_in_is_an_encoder_with_units() -> None:
    found = ColourEncoder().read_units([Image.new("RGB", (8, 8), COLOURS[0])], 1)
    assert isinstance(found, UnitActivations)
