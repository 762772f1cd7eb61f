"""The arithmetic of an ascent: losses by hand, steps, what is not finite, generators, looks, motion."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any, cast

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from clip_critic.sessions.dreams.ascent import Ascent, State, UnitAim, VectorAim
from clip_critic.sessions.dreams.generators import (
    LARGEST,
    DreamGenerator,
    FourierGenerator,
    LatentGenerator,
    fitted,
)
from clip_critic.sessions.dreams.looks import Looks
from clip_critic.sessions.dreams.motion import Motion, moved

SIDE = 8


class Tower:
    """A picture tower whose vector is the mean colour, made a unit vector."""

    side = SIDE

    def __call__(self, pictures: torch.Tensor) -> torch.Tensor:
        colours = pictures.mean(dim=(2, 3)) + 1e-3
        return torch.nn.functional.normalize(colours, dim=-1)


@dataclass
class Brightness:
    """A unit that is as active as the picture is bright."""

    side: int = SIDE
    factor: float = 1.0

    def __call__(self, pictures: torch.Tensor) -> torch.Tensor:
        return self.factor * pictures.mean(dim=(1, 2, 3))


def aim_at(*vectors: list[float], weights: list[float] | None = None) -> VectorAim:
    found = torch.nn.functional.normalize(torch.tensor(vectors), dim=1)
    return VectorAim(cast(Any, Tower()), found, torch.tensor(weights or [1.0] * len(vectors)))


def ascent_to(aim: Any, generator: DreamGenerator | None = None, **changes: Any) -> Ascent:
    chosen = generator or FourierGenerator()
    return replace(Ascent(chosen, [aim], Looks(4), chosen.rate, 20, seed=3), **changes)


def begun(generator: DreamGenerator, side: int = 16) -> State:
    return State.at(generator.noise(side, side, torch.Generator().manual_seed(1)))


def climbed(ascent: Ascent, state: State, steps: int) -> State:
    for _ in range(steps):
        state = ascent.climbed(state)
    return state


# Aims


def test_a_distance_is_half_the_squared_angle() -> None:
    red = torch.zeros(1, 3, SIDE, SIDE)
    red[:, 0] = 1
    for vector in ([1.0, 0, 0], [0, 1.0, 0], [1.0, 1.0, 0]):
        aim = aim_at(vector)
        angle = math.acos(aim.score(red))
        assert float(aim.loss(red)) == pytest.approx(angle**2 / 2, abs=1e-3)


def test_what_is_avoided_counts_against() -> None:
    red = torch.zeros(1, 3, SIDE, SIDE)
    red[:, 0] = 1
    wanted, avoided = aim_at([0, 1.0, 0]), aim_at([0, 1.0, 0], weights=[-2.0])
    assert float(avoided.loss(red)) == pytest.approx(-float(wanted.loss(red)))
    both = aim_at([1.0, 0, 0], [0, 1.0, 0], weights=[3.0, -1.0])
    assert both.score(red) == pytest.approx((3 * aim_at([1.0, 0, 0]).score(red) - wanted.score(red)) / 4)


def test_a_unit_pulls_alike_however_active_it_is() -> None:
    grey = torch.full((1, 3, SIDE, SIDE), 0.4, requires_grad=True)
    slopes = []
    for factor in (1.0, 100.0, -1.0):
        loss = UnitAim(cast(Any, Brightness(factor=factor))).loss(grey)
        slopes.append(torch.autograd.grad(loss, grey)[0].norm().item())
    assert slopes[0] == pytest.approx(slopes[1], rel=1e-5) and slopes[0] == pytest.approx(slopes[2], rel=1e-5)


# Steps


@pytest.mark.parametrize(
    "generator", [FourierGenerator(), LatentGenerator(lambda z: torch.sigmoid(z[:, :3]))]
)
def test_climbing_raises_the_score(generator: DreamGenerator) -> None:
    aim = aim_at([0, 0, 1.0])
    state = begun(generator)
    after = climbed(ascent_to(aim, generator), state, 20)
    assert aim.score(generator.draw(after.numbers)) > aim.score(generator.draw(state.numbers)) + 0.02
    assert after.step == after.averaged == 20


def test_a_unit_is_amplified() -> None:
    aim = UnitAim(cast(Any, Brightness()))
    generator = FourierGenerator()
    state = begun(generator)
    after = climbed(ascent_to(aim, generator), state, 20)
    assert aim.score(generator.draw(after.numbers)) > aim.score(generator.draw(state.numbers))


def test_the_same_seed_climbs_the_same_way_and_another_one_does_not() -> None:
    generator = FourierGenerator()
    state = begun(generator)
    first, again, other = (
        climbed(ascent_to(aim_at([0, 0, 1.0]), generator, seed=seed), state, 3).numbers for seed in (3, 3, 4)
    )
    assert torch.equal(first, again)
    assert not torch.equal(first, other)


def test_it_goes_on_from_a_stored_state_as_if_it_had_not_stopped() -> None:
    ascent = ascent_to(aim_at([0, 0, 1.0]))
    state = begun(ascent.generator)
    middle = climbed(ascent, state, 4)
    assert torch.equal(climbed(ascent, middle, 3).numbers, climbed(ascent, state, 7).numbers)


def test_steps_grow_smaller_towards_the_end() -> None:
    ascent = ascent_to(aim_at([0, 0, 1.0]))
    state = begun(ascent.generator)
    first = (ascent.climbed(state).numbers - state.numbers).abs().max()
    late = replace(state, step=20)
    last = (ascent.climbed(late).numbers - late.numbers).abs().max()
    assert float(last / first) == pytest.approx(0.1, rel=0.01)


def test_smoothness_makes_neighbours_alike() -> None:
    generator = FourierGenerator()
    state = begun(generator)

    def roughness(smooth: float) -> float:
        after = climbed(ascent_to(aim_at([0, 0, 1.0]), generator, smooth=smooth), state, 15)
        picture = generator.draw(after.numbers)
        return float((picture[..., 1:] - picture[..., :-1]).abs().mean())

    assert roughness(20.0) < roughness(0.0)


class Broken(FourierGenerator):
    """A generator whose slopes are not finite as long as steps are large."""

    def __init__(self, until: float) -> None:
        self.until, self.calls = until, 0

    def draw(self, numbers: torch.Tensor) -> torch.Tensor:
        self.calls += 1
        picture = super().draw(numbers)
        return picture * float("nan") if self.calls <= self.until else picture


def test_a_step_that_is_not_finite_is_taken_back_and_the_next_is_smaller() -> None:
    generator = Broken(1)
    ascent = ascent_to(aim_at([0, 0, 1.0]), generator)
    state = begun(generator)
    after = ascent.climbed(state)
    assert torch.equal(after.numbers, state.numbers)
    assert (after.pace, after.step, after.averaged) == (0.5, 1, 0)
    further = ascent.climbed(after)
    assert bool(further.numbers.isfinite().all()) and not torch.equal(further.numbers, state.numbers)
    assert further.pace == 0.5


def test_it_gives_up_where_nothing_helps() -> None:
    ascent = ascent_to(aim_at([0, 0, 1.0]), Broken(math.inf))
    with pytest.raises(ArithmeticError):
        climbed(ascent, begun(ascent.generator), 20)


# Generators


@given(st.integers(2, 12), st.integers(2, 12), st.floats(0.02, 0.98), st.integers(0, 1000))
@settings(deadline=None, max_examples=40)
def test_waves_draw_the_picture_that_was_read(high: int, wide: int, level: float, seed: int) -> None:
    generator = FourierGenerator()
    noise = 0.02 * torch.rand((1, 3, 2 * high, 2 * wide), generator=torch.Generator().manual_seed(seed))
    picture = (level + noise).clamp(0.01, 0.99)
    numbers = generator.read(picture, lambda done, of: None)
    assert torch.allclose(generator.draw(numbers), picture, atol=1e-3)


def test_latents_are_capped() -> None:
    generator = LatentGenerator(lambda z: z[:, :3])
    large = 5 * generator.noise(64, 64, torch.Generator().manual_seed(0))
    assert float(generator.capped(large).square().mean().sqrt()) == pytest.approx(LARGEST)
    small = 0.1 * large / large.square().mean().sqrt()
    assert torch.equal(generator.capped(small), small)


class Own(DreamGenerator):
    """A user's own generator, as short as it can be: a colour for each of 4 x 4 tiles."""

    multiple = 4

    def noise(self, height: int, width: int, random: torch.Generator) -> torch.Tensor:
        return torch.randn((1, 3, height // 4, width // 4), generator=random)

    def draw(self, numbers: torch.Tensor) -> torch.Tensor:
        return torch.sigmoid(numbers).repeat_interleave(4, 2).repeat_interleave(4, 3)


def test_a_generator_of_ones_own_reads_moves_and_climbs() -> None:
    generator = Own()
    target = generator.draw(generator.noise(16, 16, torch.Generator().manual_seed(5)))
    counted: list[int] = []
    numbers = generator.read(target, lambda done, of: counted.append(done))
    assert float((generator.draw(numbers) - target).abs().mean()) < 0.02
    assert counted == list(range(len(counted)))
    assert fitted(generator, numbers, target, lambda done, of: None).shape == numbers.shape
    state = State.at(numbers)
    assert moved(state, Motion(zoom=0.1), generator).numbers.shape == numbers.shape
    aim = aim_at([1.0, 0, 0])
    after = climbed(ascent_to(aim, generator), state, 10)
    assert aim.score(generator.draw(after.numbers)) > aim.score(generator.draw(numbers))


# Looks


def test_a_look_at_everything_changes_nothing() -> None:
    picture = torch.rand(1, 3, SIDE, SIDE)
    look = Looks(1, smallest=1, turn=0, noise=0, light=0)(picture, SIDE, torch.Generator().manual_seed(0))
    assert torch.allclose(look, picture, atol=1e-5)


@pytest.mark.parametrize("size", [(8, 8), (200, 64), (31, 77)])
def test_looks_are_squares_of_what_is_read(size: tuple[int, int]) -> None:
    picture = torch.rand(1, 3, *size, requires_grad=True)
    looks = Looks(5)(picture, SIDE, torch.Generator().manual_seed(0))
    assert looks.shape == (5, 3, SIDE, SIDE)
    (slope,) = torch.autograd.grad(looks.sum(), picture)
    assert bool(slope.isfinite().all()) and bool((slope != 0).any())


def test_looks_follow_from_the_seed_alone() -> None:
    picture = torch.rand(1, 3, 24, 24)
    first, again, other = (Looks()(picture, SIDE, torch.Generator().manual_seed(seed)) for seed in (1, 1, 2))
    assert torch.equal(first, again) and not torch.equal(first, other)


# Motion


def spot(row: int, column: int, side: int = 33) -> torch.Tensor:
    picture = torch.zeros(1, 3, side, side)
    picture[..., row - 1 : row + 2, column - 1 : column + 2] = 1
    return picture


def centre(picture: torch.Tensor) -> tuple[float, float]:
    weights = picture[0, 0] / picture[0, 0].sum()
    places = torch.arange(len(weights), dtype=torch.float32)
    return float(weights.sum(1) @ places), float(weights.sum(0) @ places)


@pytest.mark.parametrize(
    ("motion", "row", "column"),
    [
        (Motion(zoom=0.5), 16, 16 + 9),  # away from the middle
        (Motion(across=4 / 33), 16, 22 + 4),
        (Motion(down=4 / 33), 20, 22),
        (Motion(turn=90), 10, 16),  # to the left: what was on the right is above
    ],
)
def test_a_picture_is_moved(motion: Motion, row: float, column: float) -> None:
    found = centre(motion(spot(16, 22)))
    assert found == pytest.approx((row, column), abs=0.3)


def test_no_motion_keeps_the_running_means_and_motion_begins_them_anew() -> None:
    ascent = ascent_to(aim_at([0, 0, 1.0]))
    state = climbed(ascent, begun(ascent.generator), 2)
    assert moved(state, Motion(), ascent.generator) is state
    after = moved(state, Motion(zoom=0.1), ascent.generator)
    assert (after.step, after.averaged) == (2, 0) and not bool(after.slopes.any())
