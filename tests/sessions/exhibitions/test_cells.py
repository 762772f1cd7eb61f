"""The plan of an exhibition: what each cell asks for, its key, and the order of drawing."""

from __future__ import annotations

from itertools import pairwise
from math import prod
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clip_critic.errors import BadInputError
from clip_critic.sessions.exhibitions.cells import batches, coarse_level, count_of, key_of, label_of, plan_of
from clip_critic.sessions.exhibitions.settings import ExhibitionSettings


def settings_of(**values: Any) -> ExhibitionSettings:
    defaults = {"prompt": "a castle", "seeds": 2, "seed": 7, "checkpoint": "paper"}
    return ExhibitionSettings.read({**defaults, **values})


def test_a_cell_asks_for_its_values() -> None:
    plan = plan_of(
        settings_of(
            prompt="a {colour} castle, 8k",
            negative_prompt="{colour} sky",
            axes="colour = red | \nsampler = Brush | Pen\ncfg = 3 | 4.5\nwithout = | 8k\nstyle = oil",
            width=128,
        ),
        (("paper", 64),),
    )
    assert plan.shape == (2, 2, 2, 2, 1, 2) and len(plan.cells) == 32
    request = plan.request((0, 1, 1, 1, 0), seed=1, count=3)
    assert (request.prompt, request.negative_prompt) == ("a red castle, oil", "red sky")
    assert (request.sampler, request.cfg_scale, request.seed, request.count) == ("Pen", 4.5, 8, 3)
    assert (request.width, request.height, request.checkpoint) == (128, 128, "paper")
    request = plan.request((1, 0, 0, 0, 0))
    assert (request.prompt, request.negative_prompt) == ("a castle, 8k, oil", "sky")
    assert label_of(plan.values((1, 0, 0, 0, 0)), 7) == (
        "colour: –, sampler: Brush, cfg_scale: 3, without: –, style: oil, seed 7"
    )


def test_whole_prompts_and_checkpoints_are_axes() -> None:
    plan = plan_of(
        settings_of(axes="prompt = a dog | a cat, {x}\nx = red\ncheckpoint = a | b", seeds=1),
        (("a", 64), ("b", 96)),
    )
    prompts = [plan.request(cell.at).prompt for cell in plan.cells]
    assert prompts == ["a dog, red", "a dog, red", "a cat, red", "a cat, red"]
    assert [plan.request(cell.at).width for cell in plan.cells] == [64, 96, 64, 96]


def test_a_value_that_is_no_number_is_refused() -> None:
    with pytest.raises(BadInputError, match="CFG scale: 'x' is not a number"):
        plan_of(settings_of(axes="cfg = 3 | x")).cells  # noqa: B018 - cells are computed late


def test_cells_that_ask_for_the_same_picture_have_one_key() -> None:
    plan = plan_of(settings_of(axes="a = x | y\nb = x | y", prompt="{a} {b}"))
    assert len({cell.key for cell in plan.cells}) == len(plan.cells) == len(plan.queue) == 8
    plan = plan_of(settings_of(axes="sampling_steps = 20 | 21\nwithout = | castle | a castle"))
    assert len({cell.key for cell in plan.cells}) == 12
    plan = plan_of(settings_of(axes="cfg = 7 | 7.0 | 7.50 | 7.5"))
    assert len(plan.cells) == 8 and len(plan.queue) == 4


def test_a_key_depends_on_what_is_asked_alone() -> None:
    first = plan_of(settings_of(axes="x = a | b", order="rows", at_once=4, attempts=3, words="red"))
    second = plan_of(settings_of(axes="x = b | a | c", seeds=3))
    assert first.cells[0].key == second.cells[3].key
    assert {cell.key for cell in first.cells} < {cell.key for cell in second.cells}
    for changed in ({"seed": 8}, {"candidates": 2}, {"sampler": "Pen"}, {"negative_prompt": "z"}):
        other = plan_of(settings_of(**{"axes": "x = a", **changed}))
        assert other.cells[0].key != first.cells[0].key


def test_a_key_stays_what_it_was() -> None:
    """Pictures on disk are found by it."""
    plan = plan_of(settings_of(axes="x = a | b"), (("paper", 64),))
    assert plan.cells[0].key == "5a5b55cd47abb3e50261"


def test_options_of_the_host_are_asked_for_with_their_values() -> None:
    plan = plan_of(settings_of(axes="option:Clip skip = | 1 | 2\noption:s_noise = 1.1\nx = a", seeds=1))
    asked = [dict(plan.request(cell.at).options) for cell in plan.cells]
    assert asked == [
        {"s_noise": "1.1"},
        {"Clip skip": "1", "s_noise": "1.1"},
        {"Clip skip": "2", "s_noise": "1.1"},
    ]
    assert {plan.request(cell.at).prompt for cell in plan.cells} == {"a castle, a"}
    assert len(plan.queue) == 3
    assert label_of(plan.values((2, 0, 0)), 7) == "option:Clip skip: 2, option:s_noise: 1.1, x: a, seed 7"


def test_an_option_that_stays_as_it_is_has_no_part_in_a_key() -> None:
    with_option = plan_of(settings_of(axes="x = a | b\noption:Clip skip = | 2"), (("paper", 64),))
    without = plan_of(settings_of(axes="x = a | b"), (("paper", 64),))
    assert {cell.key for cell in without.cells} < {cell.key for cell in with_option.cells}
    swapped = plan_of(settings_of(axes="option:b = 2\noption:a = 1\nx = a"))
    assert swapped.cells[0].key == plan_of(settings_of(axes="option:a = 1\noption:b = 2\nx = a")).cells[0].key


SHAPES = st.lists(st.integers(1, 6), min_size=1, max_size=3)


def plan_with(shape: list[int], **values: Any) -> Any:
    axes = (f"{name} = {' | '.join(map(str, range(size)))}" for name, size in zip("abc", shape, strict=False))
    return plan_of(settings_of(axes="\n".join(axes), **values))


@given(SHAPES, st.integers(1, 3), st.integers(1, 3), st.sampled_from(["coarse", "rows"]))
def test_each_picture_is_drawn_once(shape: list[int], seeds: int, at_once: int, order: str) -> None:
    plan = plan_with(shape, seeds=seeds, at_once=at_once, order=order)
    assert count_of(plan.axes) * seeds == len(plan.cells) == prod(plan.shape)
    assert sorted(cell.key for cell in plan.queue) == sorted({cell.key for cell in plan.cells})
    made = list(batches(plan.queue, plan.settings))
    assert [cell for batch in made for cell in batch] == list(plan.queue)
    for batch in made:
        assert len(batch) <= at_once
        assert {cell.at for cell in batch} == {batch[0].at}
        assert [cell.seed for cell in batch] == list(range(batch[0].seed, batch[0].seed + len(batch)))


@given(st.integers(1, 200))
def test_each_pass_halves_the_gaps(count: int) -> None:
    levels = [coarse_level(index, count) for index in range(count)]
    assert levels[0] == 0
    deepest = max(levels)
    for level in range(deepest + 1):
        there = [index for index in range(count) if levels[index] <= level]
        step = 2 ** (deepest - level)
        assert there == list(range(0, count, step))


def test_the_first_pictures_are_from_everywhere() -> None:
    plan = plan_with([9, 9], seeds=2)
    assert {cell.seed for cell in plan.queue[:81]} == {0}
    assert {cell.at for cell in plan.queue[:4]} == {(0, 0), (0, 8), (8, 0), (8, 8)}
    assert {cell.at for cell in plan.queue[:25]} == {(a, b) for a in range(0, 9, 2) for b in range(0, 9, 2)}


def test_a_checkpoint_is_loaded_once_for_each_seed() -> None:
    plan = plan_of(settings_of(axes="x = a | b | c\ncheckpoint = p | q", seeds=2))
    loaded = [plan.values(cell.at)["checkpoint"] for cell in plan.queue]
    assert sum(a != b for a, b in pairwise(loaded)) == 3


def test_a_candidate_has_seeds_of_its_own() -> None:
    plan = plan_of(settings_of(axes="x = a", candidates=4, at_once=8))
    assert plan.seeds == (7, 11)
    assert [len(batch) for batch in batches(plan.queue, plan.settings)] == [1, 1]


def test_no_path_has_a_part_in_a_key() -> None:
    plan = plan_of(settings_of(axes="x = a"))
    assert key_of(plan.request((0,)), plan.settings) == plan.cells[0].key
    assert len(plan.cells[0].key) == 20
