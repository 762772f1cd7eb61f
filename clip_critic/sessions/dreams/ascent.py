"""The ascent: numbers climb the gradient of how well an encoder sees its aim in their picture.

Murdock 2021 ("Big Sleep") and Crowson et al. 2022 ("VQGAN-CLIP", arXiv:2204.08583), section 3: the loss of
each step is the mean over random cutouts of the distance to the aim's vectors on the sphere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

import torch

from clip_critic.encoders.gradients import PictureTower
from clip_critic.encoders.unit_activity import UnitActivity
from clip_critic.sessions.dreams.generators import DreamGenerator
from clip_critic.sessions.dreams.looks import Looks

LAST_RATE = 0.1
"""The part of the rate that is left at the last step."""
TINY = 1e-6
SMALLEST_STEPS = 1 / 64
"""The smallest steps, as a part of the usual ones, before the ascent gives up."""


class Aim(Protocol):
    """What one encoder is to see."""

    @property
    def side(self) -> int:
        """The side of the pictures that the encoder reads."""

    def loss(self, looks: torch.Tensor) -> torch.Tensor:
        """Return how far looks ``[n, 3, side, side]`` are from the aim: one number, lower is better."""

    def score(self, picture: torch.Tensor) -> float:
        """Return how near a whole picture ``[1, 3, h, w]`` is: higher is better."""


@dataclass(frozen=True, eq=False)
class VectorAim:
    """Words and pictures to come near to, or to keep away from.

    Attributes:
        tower: the encoder's picture tower.
        vectors: the unit vectors of the words and pictures, float32 ``[k, dimension]``.
        weights: their weights, float32 ``[k]``; below 0 for what is to be avoided.
    """

    tower: PictureTower
    vectors: torch.Tensor
    weights: torch.Tensor

    @property
    def side(self) -> int:
        return self.tower.side

    def loss(self, looks: torch.Tensor) -> torch.Tensor:
        """Return the mean distance on the sphere, ``2 arcsin(|a - b| / 2)^2``: half the squared angle.

        For what is to be avoided it is the same with its sign turned.
        """
        seen = self.tower(looks)
        chords = (seen[:, None] - self.vectors.to(seen)).norm(dim=-1)
        angles = (chords / 2).clamp(max=1 - TINY).arcsin().square() * 2
        weights = self.weights.to(seen)
        mean: torch.Tensor = (angles * weights).sum(dim=1).mean() / weights.abs().sum()
        return mean

    def score(self, picture: torch.Tensor) -> float:
        """Return the weighted mean of the similarities to what is wanted, less those to what is avoided."""
        with torch.no_grad():
            seen = self.tower(picture)[0]
            weights = self.weights.to(seen)
            return float((self.vectors.to(seen) @ seen * weights).sum() / weights.abs().sum())


@dataclass(frozen=True, eq=False)
class UnitAim:
    """A unit of an encoder whose activity is to rise (DeepDream)."""

    activity: UnitActivity

    @property
    def side(self) -> int:
        return self.activity.side

    def loss(self, looks: torch.Tensor) -> torch.Tensor:
        """Return the activity with its sign turned, in parts of itself, so that it always pulls alike."""
        found = self.activity(looks).mean()
        return -found / found.detach().abs().clamp(min=TINY)

    def score(self, picture: torch.Tensor) -> float:
        with torch.no_grad():
            return float(self.activity(picture)[0])


@dataclass(frozen=True, eq=False)
class State:
    """Where an ascent is; all that it needs to go on.

    Attributes:
        numbers: the generator's numbers, float32.
        slopes, squares: the running means of their gradients and of these squared, as Adam keeps them.
        step: the number of steps so far.
        averaged: the number of steps that are in the running means.
        pace: the part of the rate that is left after steps that went wrong.
    """

    numbers: torch.Tensor
    slopes: torch.Tensor = field(repr=False)
    squares: torch.Tensor = field(repr=False)
    step: int = 0
    averaged: int = 0
    pace: float = 1.0

    @classmethod
    def at(cls, numbers: torch.Tensor) -> State:
        """Return the state before the first step."""
        return cls(numbers, torch.zeros_like(numbers), torch.zeros_like(numbers))


@dataclass(frozen=True, eq=False)
class Ascent:
    """The rules of an ascent.

    Attributes:
        generator: turns numbers into a picture.
        aims: what each encoder is to see; they pull alike.
        looks: how the picture is looked at.
        rate: the learning rate of the first step.
        total: the number of the last step, at which the rate has fallen to a tenth.
        smooth: the weight against total variation.
        seed: the seed of the looks.
    """

    generator: DreamGenerator
    aims: Sequence[Aim]
    looks: Looks
    rate: float
    total: int
    smooth: float = 0.0
    seed: int = 0

    def climbed(self, state: State) -> State:
        """Return the state after one more step.

        A step whose gradient or numbers are not finite is taken back, and from then on steps are half as
        large.

        Raises:
            ArithmeticError: even very small steps lead nowhere.
        """
        slope = self._slope(state)
        after = self._moved(state, slope)
        if bool(slope.isfinite().all()) and bool(after.numbers.isfinite().all()):
            return after
        if state.pace <= SMALLEST_STEPS:
            raise ArithmeticError("the gradient is not finite")
        return replace(State.at(state.numbers), step=state.step + 1, pace=state.pace / 2)

    def _slope(self, state: State) -> torch.Tensor:
        random = torch.Generator().manual_seed(_mixed(self.seed, state.step))
        with torch.inference_mode(False), torch.enable_grad():
            numbers = state.numbers.clone().requires_grad_()
            picture = self.generator.draw(numbers)
            loss = picture.new_zeros(())
            for aim in self.aims:
                loss = loss + aim.loss(self.looks(picture, aim.side, random)) / len(self.aims)
            if self.smooth:
                loss = loss + self.smooth * _variation(picture)
            (slope,) = torch.autograd.grad(loss, numbers)
        return slope

    def _moved(self, state: State, slope: torch.Tensor) -> State:
        """Take a step of Adam, whose running means are part of the state."""
        fallen = max(LAST_RATE, 1 - (1 - LAST_RATE) * state.step / max(self.total, 1))
        numbers = state.numbers.clone()
        numbers.grad = slope
        adam = torch.optim.Adam([numbers], lr=self.rate * fallen * state.pace)
        means = {"exp_avg": state.slopes.clone(), "exp_avg_sq": state.squares.clone()}
        adam.state[numbers] = {"step": torch.tensor(float(state.averaged)), **means}
        adam.step()
        capped = self.generator.capped(numbers.detach())
        return State(
            capped, means["exp_avg"], means["exp_avg_sq"], state.step + 1, state.averaged + 1, state.pace
        )


def _variation(picture: torch.Tensor) -> torch.Tensor:
    across = (picture[..., 1:] - picture[..., :-1]).abs().mean()
    down = (picture[..., 1:, :] - picture[..., :-1, :]).abs().mean()
    return across + down


def _mixed(seed: int, step: int) -> int:
    """Return a seed of a step's own, which differs from that of any near step of a near seed."""
    return (seed * 1_000_003 + step * 7_919 + 1) % (2**63)
