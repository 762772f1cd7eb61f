"""The measurement of generation: prompts that say what can be seen, and shares of right answers."""

from __future__ import annotations

from inspect import signature

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFont

pytest.importorskip("tools.miniature.evaluate_generation", reason="needs what trains the miniature")

from tools.miniature import evaluate_generation as measured
from tools.miniature.backgrounds import Background
from tools.miniature.captions import facts
from tools.miniature.grid import draw_grid
from tools.miniature.judge import UNKNOWN
from tools.miniature.scenes import Scene, Thing, is_held_out, is_visible, sample_scene
from tools.miniature.words import COLOURS, STYLES

SEEDS = st.integers(0, 2**32 - 1)


def scene(style: str) -> Scene:
    return Scene(Background("solid", "orange"), (Thing("star", "blue", "large", 0.5, 0.5, 0.7),), style)


@pytest.mark.parametrize(
    ("style", "prompt"),
    [
        ("plain", "a large blue star on an orange background, plain"),
        ("neon", "a large blue star, neon"),
        ("sepia", "a large star, sepia"),
    ],
)
def test_a_prompt_says_what_the_style_leaves(style: str, prompt: str) -> None:
    assert measured.prompt_for(scene(style)) == prompt


@given(SEEDS)
def test_a_prompt_claims_nothing_that_cannot_be_seen(seed: int) -> None:
    scene = sample_scene(np.random.default_rng(seed), count=1, size="large")
    prompt, known = measured.prompt_for(scene), facts(scene)
    assert (scene.things[0].colour in prompt.split(" on ")[0]) == STYLES[scene.style].colours
    assert ("background" in prompt) == any(fact.startswith("ground:") for fact in known)


@given(SEEDS)
def test_a_new_colour_can_be_seen_and_was_shown_in_training(seed: int) -> None:
    rng = np.random.default_rng(seed)
    start = sample_scene(rng, count=1, style="plain")
    if (end := measured.recoloured(start, rng)) is not None:
        assert end.things[0].colour != start.things[0].colour
        assert end.things[0].shape == start.things[0].shape
        assert is_visible(end)
        assert not is_held_out(end)


def test_shares_count_only_what_has_an_answer() -> None:
    figure = measured.share(np.array([1, 2, 3, 4]), np.array([1, 0, UNKNOWN, UNKNOWN]), 0.9)
    assert (figure.value, figure.scenes, figure.wanted) == (0.5, 2, 0.9)


@given(st.integers(0, 220), st.integers(0, 1000))
def test_every_item_of_a_batch_has_a_seed_of_its_own(count: int, first: int) -> None:
    parts = list(measured.batches(list(range(count)), first))
    assert [item for part, _ in parts for item in part] == list(range(count))
    assert [seed for _, seeds in parts for seed in seeds] == list(range(first, first + count))


class Painter:
    """Stands in for the miniature: paints the colour that the prompt names first."""

    def draw(self, prompts: list[str], seeds: list[int], drawing: object = None) -> list[Image.Image]:
        assert len(prompts) == len(seeds)
        names = [next(word for word in prompt.split() if word in COLOURS) for prompt in prompts]
        return [Image.new("RGB", (64, 64), COLOURS[name]) for name in names]


def test_pictures_are_asked_for_in_order() -> None:
    scenes = [sample_scene(np.random.default_rng(seed), count=1, style="plain") for seed in range(3)]
    drawn = measured.ask(Painter(), scenes, 0)  # type: ignore[arg-type]
    assert [tuple(picture[0, 0]) for picture in drawn] == [
        COLOURS[scene.things[0].colour] for scene in scenes
    ]


@pytest.mark.skipif("size" not in signature(ImageFont.load_default).parameters, reason="Pillow before 10.1")
def test_the_grid_has_a_line_for_every_prompt() -> None:
    prompts = ["a red star", "a blue heart with a very long description that takes several lines", "green"]
    sheet = np.asarray(draw_grid(Painter(), prompts, (1, 2)))  # type: ignore[arg-type]
    for name in ("red", "blue", "green"):
        assert (sheet == COLOURS[name]).all(axis=2).sum() == 2 * 128 * 128
