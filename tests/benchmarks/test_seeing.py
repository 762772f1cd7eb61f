"""The benchmark of seeing: its scenes, what hides and shows places, and the ways of others."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from benchmarks.seeing import (
    CENTRED,
    CHANCE,
    GUIDED,
    OCCLUSION,
    OURS,
    RAW,
    CountsPasses,
    Seeing,
    Tally,
    add_up,
    main,
    sum_of_parts,
)
from benchmarks.seeing_faithful import as_drawn, hide, insertion_minus_deletion
from benchmarks.seeing_metrics import auroc
from benchmarks.seeing_peers import WAYS, attention_of, draw_map, is_supported, last_layer
from benchmarks.seeing_scenes import KINDS, LIST, draw_scenes
from clip_critic.encoders import load_encoder
from clip_critic.encoders.places import places_of
from clip_critic.encoders.views import look
from tools.miniature.words import COLOURS

BOX = (0.0, 0.0, 32.0, 32.0)


@pytest.fixture(scope="module")
def seeing() -> Seeing:
    return Seeing(load_encoder("miniature", device="cpu"), LIST)


class SeesOneCell:
    """An encoder whose only number is how white the upper left cell of 4 x 4 is."""

    def encode_images(self, pictures: Sequence[Image.Image]) -> Any:
        return np.array([[np.asarray(picture)[:8, :8].mean() / 255] for picture in pictures])


def test_scenes_have_the_masks_of_what_they_show() -> None:
    for drawing in draw_scenes(20, 2, seed=5):
        assert len({asked.word for asked in drawing.asked}) == len(drawing.asked) in (2, 4)
        pixels = np.asarray(drawing.picture).astype(int)
        for asked in drawing.asked:
            assert asked.word in LIST
            assert asked.other is not None and not (asked.mask & asked.other).any()
            inside = pixels[asked.mask].mean(axis=0) - pixels[~asked.mask].mean(axis=0)
            assert np.abs(inside).max() > 1  # they are where the picture differs


def test_a_plain_thing_has_its_colour_within_its_mask() -> None:
    drawing = next(draw_scenes(1, 1, seed=5))
    shape, colour = drawing.asked
    assert (shape.kind, colour.kind) == KINDS and shape.other is None
    middle = np.median(np.asarray(drawing.picture)[colour.mask], axis=0)
    assert np.abs(middle - COLOURS[colour.word]).max() <= 2


def test_scenes_do_not_depend_on_how_many_there_are() -> None:
    few, many = list(draw_scenes(3, 2, seed=5)), list(draw_scenes(5, 2, seed=5))
    assert [a.picture.tobytes() for a in few] == [b.picture.tobytes() for b in many[:3]]


def test_hidden_cells_have_the_mean_colour_and_all_others_stay() -> None:
    picture = Image.linear_gradient("L").resize((32, 32)).convert("RGB")
    hidden = np.asarray(hide(picture, BOX, (4, 4), np.array([0, 6])))
    changed = np.zeros((32, 32), dtype=np.bool_)
    changed[:8, :8] = changed[8:16, 16:24] = True
    assert (hidden[~changed] == np.asarray(picture)[~changed]).all()
    assert (hidden[changed] == np.asarray(picture).mean(axis=(0, 1)).round()).all()


def test_only_what_was_read_is_hidden() -> None:
    picture = Image.new("RGB", (40, 32), "white")
    picture.paste("black", (0, 0, 20, 32))
    hidden = np.asarray(hide(picture, (4.0, 0.0, 36.0, 32.0), (2, 2), np.arange(4)))
    assert (hidden[:, :4] == 0).all() and (hidden[:, 36:] == 255).all()
    assert len(np.unique(hidden[:, 4:36])) == 1


def test_a_map_of_what_counts_gains_most_from_insertion() -> None:
    picture = Image.new("RGB", (32, 32), "black")
    picture.paste("white", (0, 0, 8, 8))
    right = np.arange(16, 0, -1, dtype=np.float32).reshape(1, 4, 4)
    word = np.ones((1, 1), dtype=np.float32)
    encoder: Any = SeesOneCell()
    (best,) = insertion_minus_deletion(encoder, picture, BOX, right, word)
    (worst,) = insertion_minus_deletion(encoder, picture, BOX, -right, word)
    seen, unseen = 1.0, round(255 / 16) / 255
    assert best == pytest.approx((seen - unseen) * 7 / 8)
    assert worst == pytest.approx(-best)


def test_a_map_as_it_is_drawn_is_smooth_and_keeps_its_sum() -> None:
    maps = np.zeros((2, 4, 4), dtype=np.float32)
    maps[0, 1, 1], maps[1] = 16, 3
    drawn = as_drawn(maps, BOX)
    assert drawn.shape == maps.shape
    assert np.unravel_index(drawn[0].argmax(), (4, 4)) == (1, 1)
    assert drawn[0, 1, 0] == pytest.approx(drawn[0, 0, 1]) and drawn[0, 1, 0] > drawn[0, 0, 0] > 0
    assert drawn[0].sum() == pytest.approx(16, abs=1e-3)
    assert drawn[1] == pytest.approx(np.full((4, 4), 3.0))


@pytest.mark.parametrize("encoder", ["miniature", "hf:"])
def test_photos_are_measured_without_masks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], tiny_clip: Path, encoder: str
) -> None:
    spec = f"{encoder}{tiny_clip}" if encoder == "hf:" else encoder
    for number, drawing in enumerate(draw_scenes(2, 1, seed=6)):
        drawing.picture.save(tmp_path / f"{number}.png")
    (tmp_path / "words.txt").write_text("\n".join(LIST), encoding="utf-8")
    try:
        with warnings.catch_warnings():
            options = ["--photos", tmp_path, "--keywords", tmp_path / "words.txt", "--occluded", 1]
            assert main([*map(str, options), "--encoder", spec, "--device", "cpu"]) == 0
    finally:
        logging.disable(logging.NOTSET)
    said = capsys.readouterr().out
    assert "0.png: " in said and "1.png: " in said
    assert f"insertion minus deletion, 2 photos, {load_encoder(spec, device='cpu').identity}" in said
    rows = dict(re.findall(r"^ {4}(\S.*?)  +-?\d\.\d{3}  \((\d+) words\)$", said, re.MULTILINE))
    assert rows == {**dict.fromkeys([OURS, *WAYS, CHANCE], "6"), OCCLUSION: "3"}


def test_the_last_layer_by_hand_gives_the_encoder_s_own_vector(seeing: Seeing) -> None:
    assert is_supported(seeing.encoder)
    for drawing in draw_scenes(3, 2, seed=6):
        last = last_layer(seeing.encoder, drawing.picture)
        with torch.no_grad():
            received = last.attend(attention_of(last.heads("q"), last.heads("k")))
            states = last.feed_forward(last.states + last.layer.self_attn.out_proj(received))
            vector = last.embed(states)[0].numpy()
        assert np.abs(vector - seeing.encoder.encode_images([drawing.picture])[0]).max() < 1e-5


def test_the_sum_of_the_parts_does_not_begin_with_the_vector(seeing: Seeing) -> None:
    pictures = [drawing.picture for drawing in draw_scenes(3, 2, seed=6)]
    sums, vectors = sum_of_parts(seeing.encoder, pictures), seeing.encoder.encode_images(pictures)
    assert 0 < np.abs(sums - vectors).max() < 1e-4


def test_our_maps_and_the_rest_add_up_to_the_similarity(seeing: Seeing) -> None:
    drawing = next(draw_scenes(1, 2, seed=6))
    places = places_of(seeing.encoder, [drawing.picture])[0]
    sums = add_up(places, seeing.vectors).sum(axis=(1, 2)) + seeing.vectors @ places.rest
    assert np.abs(sums - seeing.vectors @ seeing.encoder.encode_images([drawing.picture])[0]).max() < 1e-4


def test_every_picture_that_the_tower_sees_is_a_pass(seeing: Seeing) -> None:
    counting: Any = CountsPasses(seeing.encoder)
    picture = next(draw_scenes(1, 2, seed=6)).picture
    look(counting, picture)
    counting.encode_images([picture, picture])
    assert counting.passes == 3


@pytest.mark.parametrize("name", WAYS)
def test_every_way_finds_shapes_better_than_chance(seeing: Seeing, name: str) -> None:
    found = []
    for drawing in draw_scenes(10, 2, seed=7):
        shapes = [asked for asked in drawing.asked if asked.kind == "shape"]
        words = seeing.vectors_of(asked.word for asked in shapes)
        maps = draw_map(WAYS[name], last_layer(seeing.encoder, drawing.picture), words)
        assert maps.shape == (2, 8, 8) and np.isfinite(maps).all()
        enlarged = maps.repeat(8, axis=1).repeat(8, axis=2)
        found += [auroc(heat, asked.mask) for heat, asked in zip(enlarged, shapes, strict=True)]
    assert np.mean(found) > 0.7


def test_all_ways_are_measured_on_the_same_words(seeing: Seeing) -> None:
    tally = Tally()
    tally.add(seeing, next(draw_scenes(1, 2, seed=8)), occlude=True)
    methods = {OURS, OCCLUSION, *WAYS}
    assert tally.rows.keys() == {
        (name, kind, of) for name in methods for kind in (RAW, CENTRED, GUIDED) for of in KINDS
    }
    assert {tally.counts(name) for name in methods} == {(2, 2)}
    assert all(0 <= value <= 1 for rows in tally.rows.values() for row in rows for value in row)
