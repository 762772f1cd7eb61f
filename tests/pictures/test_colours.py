"""Matching colours to the start picture."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from clip_critic.pictures.colours import match_colours
from tests.drawing_host import begun, drawing_sessions, driven, start_picture


def noise(seed: int, middle: float, spread: float) -> Image.Image:
    values = np.random.default_rng(seed).normal(middle, spread, (48, 64, 3))
    return Image.fromarray(values.clip(0, 255).astype(np.uint8))


def mean(image: Image.Image) -> np.ndarray:
    return np.asarray(np.asarray(image, dtype=float).mean((0, 1)))


def test_colours_are_those_of_the_reference() -> None:
    dark, light = noise(1, 60, 20), noise(2, 180, 40)
    matched = match_colours(dark, light)
    assert matched.size == dark.size
    assert matched.mode == "RGB"
    assert mean(matched) == pytest.approx(mean(light), abs=6)
    assert np.asarray(matched).std() == pytest.approx(np.asarray(light).std(), rel=0.15)


def test_what_matches_already_hardly_changes() -> None:
    picture = noise(3, 120, 30)
    again = match_colours(picture, picture)
    assert np.abs(np.asarray(again, dtype=int) - np.asarray(picture, dtype=int)).mean() < 1


def test_sizes_and_modes_may_differ() -> None:
    matched = match_colours(noise(4, 90, 10).convert("L"), noise(5, 150, 10).resize((10, 30)))
    assert matched.size == (64, 48)
    assert mean(matched) == pytest.approx(mean(noise(5, 150, 10)), abs=8)


def test_one_colour_is_no_trouble() -> None:
    flat = Image.new("RGB", (16, 16), (10, 200, 30))
    for picture, other in ((flat, noise(6, 128, 30)), (noise(6, 128, 30), flat), (flat, flat)):
        assert match_colours(picture, other).size == picture.size
    assert mean(match_colours(noise(6, 128, 30), flat)) == pytest.approx([10, 200, 30], abs=2)


def test_a_long_loop_does_not_drift(tmp_path: Path) -> None:
    sessions = drawing_sessions(tmp_path)
    start = mean(start_picture().image)
    drifts = {}
    for matched in (False, True):
        session = driven(sessions, begun(sessions, steps=30, keep="latest", match_colours=matched).id)
        drifts[matched] = [
            np.abs(mean(session.picture(step.winner.file).image) - start).max()
            for step in session.steps
            if step.winner
        ]
    assert max(drifts[True]) < 6
    assert drifts[False][-1] > 60
