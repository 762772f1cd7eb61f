"""Zoom and drift: what moves a picture from one frame to the next."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import torch
from torch.nn import functional

from clip_critic.sessions.dreams.ascent import State
from clip_critic.sessions.dreams.generators import DreamGenerator


@dataclass(frozen=True)
class Motion:
    """A movement of each frame.

    Attributes:
        zoom: the part by which it grows, such as 0.02.
        turn: degrees, to the left.
        across, down: how far it drifts, in parts of its width and height, to the right and downwards.
    """

    zoom: float = 0.0
    turn: float = 0.0
    across: float = 0.0
    down: float = 0.0

    def __bool__(self) -> bool:
        return any((self.zoom, self.turn, self.across, self.down))

    def __call__(self, picture: torch.Tensor) -> torch.Tensor:
        """Return a picture ``[1, channels, height, width]`` moved; what comes in is its mirror image."""
        height, width = picture.shape[-2:]
        size, turn = 1 / (1 + self.zoom), math.radians(self.turn)
        cos, sin = size * math.cos(turn), size * math.sin(turn)
        theta = torch.tensor(
            [
                [cos, -sin * height / width, -2 * self.across],
                [sin * width / height, cos, -2 * self.down],
            ]
        )
        grid = functional.affine_grid(theta[None], list(picture.shape), align_corners=False)
        return functional.grid_sample(
            picture, grid.to(picture), padding_mode="reflection", align_corners=False
        )


def moved(state: State, motion: Motion, generator: DreamGenerator) -> State:
    """Return a state whose picture is moved; the running means of the gradient begin anew."""
    if not motion:
        return state
    begun = State.at(generator.moved(state.numbers, motion))
    return replace(begun, step=state.step, pace=state.pace)
