"""Scenes follow from their seed, keep to what training may show, and are drawn as they say."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.miniature.backgrounds import rgb
from tools.miniature.scenes import (
    Background,
    Scene,
    Thing,
    change,
    cover_map,
    distance_in_pixels,
    draw,
    is_held_out,
    is_visible,
    sample_scene,
    shrink,
)
from tools.miniature.shapes import DISTANCES
from tools.miniature.styles import OPERATIONS
from tools.miniature.words import COLOURS, DARK_COLOURS, SHAPES, STYLES

SEEDS = st.integers(0, 2**32 - 1)
PLAIN = Scene(Background("solid", "white"), (Thing("circle", "red", "large", 0.5, 0.5, 0.7),), "plain")


def scene_of(seed: int, **kwargs: Any) -> Scene:
    return sample_scene(np.random.default_rng(seed), **kwargs)


def test_every_word_can_be_drawn() -> None:
    assert tuple(DISTANCES) == SHAPES
    assert tuple(OPERATIONS) == tuple(STYLES)


@given(seed=SEEDS)
@settings(max_examples=30, deadline=None)
def test_scene_and_picture_follow_from_the_seed(seed: int) -> None:
    first, second = scene_of(seed), scene_of(seed)
    assert first == second
    np.testing.assert_array_equal(draw(first), draw(second))


@given(seed=SEEDS, held_out=st.booleans())
@settings(max_examples=100, deadline=None)
def test_held_out_combinations_are_kept_apart(seed: int, held_out: bool) -> None:
    assert is_held_out(scene_of(seed, held_out=held_out)) == held_out


@given(seed=SEEDS)
@settings(max_examples=100, deadline=None)
def test_things_lie_in_the_picture_and_apart(seed: int) -> None:
    things = scene_of(seed).things
    assert 1 <= len(things) <= 3
    for number, thing in enumerate(things):
        assert thing.diameter / 2 < thing.x < 1 - thing.diameter / 2
        assert thing.diameter / 2 < thing.y < 1 - thing.diameter / 2
        for other in things[:number]:
            assert np.hypot(thing.x - other.x, thing.y - other.y) > thing.diameter


@given(seed=SEEDS)
@settings(max_examples=100, deadline=None)
def test_scenes_can_be_told_apart(seed: int) -> None:
    scene = scene_of(seed)
    style = STYLES[scene.style]
    assert is_visible(scene)
    assert scene.background.colour not in {thing.colour for thing in scene.things}
    if style.coarse:
        assert len(scene.things) <= 2
        assert scene.things[0].size == "large"
    if style.dark:
        assert not {thing.colour for thing in scene.things} & DARK_COLOURS


@pytest.mark.parametrize("fixed", [{"style": "neon"}, {"count": 2}, {"pattern": "dots"}, {"ground": "blue"}])
def test_what_is_fixed_is_fixed(fixed: dict[str, object]) -> None:
    for seed in range(20):
        scene = scene_of(seed, **fixed)
        attributes = {
            "style": scene.style,
            "count": len(scene.things),
            "pattern": scene.background.pattern,
            "ground": scene.background.colour,
        }
        assert fixed.items() <= attributes.items()


def test_a_fixed_look_holds_for_every_thing() -> None:
    for seed in range(20):
        scene = scene_of(seed, shape="heart", colour="green")
        assert {(thing.shape, thing.colour) for thing in scene.things} == {("heart", "green")}


@pytest.mark.parametrize("colour", COLOURS)
def test_a_plain_thing_has_its_colour(colour: str) -> None:
    scene = change(PLAIN, colour=colour, ground="black" if colour != "black" else "white")
    assert tuple(draw(scene)[64, 64]) == COLOURS[colour]
    assert tuple(draw(scene)[2, 2]) == COLOURS[scene.background.colour]


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes_fill_their_diameter(shape: str) -> None:
    inside = distance_in_pixels(Thing(shape, "red", "large", 0.5, 0.5, 0.8), 128) < 0
    rows, columns = np.nonzero(inside)
    high, wide = np.ptp(rows) / (0.8 * 128), np.ptp(columns) / (0.8 * 128)
    assert 0.75 < max(high, wide) < 1.06
    assert min(high, wide) > 0.55
    assert inside.mean() > 0.08


@pytest.mark.parametrize("shape", SHAPES)
def test_distances_are_those_to_the_edge(shape: str) -> None:
    """A distance changes by at most one pixel from pixel to pixel, and is zero only near the edge."""
    distance = distance_in_pixels(Thing(shape, "red", "large", 0.5, 0.5, 0.8), 128)
    inside = distance < 0
    assert max(np.abs(np.diff(distance, axis=axis)).max() for axis in (0, 1)) < 1.05
    near = np.abs(distance) < 0.5
    edge = np.zeros_like(inside)
    for axis in (0, 1):
        for step in (-1, 1):
            edge |= np.roll(inside, step, axis) != inside
    assert (edge | ~near).mean() > 0.995


def test_all_shapes_differ() -> None:
    pictures = [draw(change(PLAIN, shape=shape)).astype(int) for shape in SHAPES]
    for number, picture in enumerate(pictures):
        for other in pictures[:number]:
            assert np.abs(picture - other).mean() > 3


@pytest.mark.parametrize("style", [name for name in STYLES if name != "plain"])
@pytest.mark.parametrize("pattern", ["solid", "checks"])
def test_a_style_changes_the_picture(style: str, pattern: str) -> None:
    plain = change(PLAIN, pattern=pattern)
    changed = draw(change(plain, style=style)).astype(int) - draw(plain)
    assert np.abs(changed).mean() > 3


@pytest.mark.parametrize("style", STYLES)
def test_styles_scale_with_the_picture(style: str) -> None:
    scene = change(PLAIN, style=style)
    halved = shrink(draw(scene, 128)).astype(int)
    assert np.abs(halved - draw(scene, 64)).mean() < 8


@pytest.mark.parametrize("style", ["monochrome", "sepia", "line drawing"])
def test_styles_without_colours_hide_them(style: str) -> None:
    assert not STYLES[style].colours
    hues = np.ptp(draw(change(PLAIN, style=style)).astype(int), axis=2)
    assert hues.max() < (5 if style != "sepia" else 90)


def test_halving_takes_the_mean_of_four() -> None:
    picture = np.zeros((64, 64, 3), dtype=np.uint8)
    picture[0, 0], picture[0, 1] = 100, 200
    assert shrink(picture)[0, 0].tolist() == [75, 75, 75]


def test_cover_map_says_where_each_thing_is() -> None:
    two = (
        Thing("square", "red", "large", 0.25, 0.5, 0.42),
        Thing("circle", "blue", "large", 0.75, 0.5, 0.42),
    )
    cover = cover_map(Scene(Background("solid", "white"), two, "plain"), 8)
    assert cover[4, 1] == 0
    assert cover[4, 6] == 1
    assert (cover[0] == -1).all()


def test_colours_are_well_apart() -> None:
    values = [rgb(name) for name in COLOURS]
    for number, value in enumerate(values):
        assert all(np.linalg.norm(value - other) > 0.3 for other in values[:number])
