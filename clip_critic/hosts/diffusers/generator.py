"""Draws pictures with the stored miniature alone: text to picture, and picture to picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from clip_critic.hosts.diffusers.drawing import STABLE_DIFFUSION, Batch, Painter
from clip_critic.hosts.diffusers.library import load_diffusers
from clip_critic.hosts.diffusers.samplers import choose
from clip_critic.miniature.parts import pipeline_parts
from clip_critic.miniature.source import Source

SIDE = 64
"""Of every picture, in pixels: the miniature learned no other."""


@dataclass(frozen=True)
class Drawing:
    """How to draw.

    Args:
        steps: of the sampler Euler a.
        guidance: how strongly the prompt pulls away from the negative prompt; 1 leaves the latter out.
        negative: the negative prompt.
    """

    steps: int = 20
    guidance: float = 7.0
    negative: str = ""


DRAWING = Drawing()


class Generator:
    """The miniature, ready to draw; for one thread at a time.

    A picture depends on its prompt and its seed, not on what else is drawn with it.

    Args:
        painter: of the miniature.
    """

    def __init__(self, painter: Painter) -> None:
        self._painter = painter

    @classmethod
    def load(cls, source: Source) -> Generator:
        """Read the stored weights, in single precision on the CPU.

        Raises:
            EncoderError: a file is missing.
            CriticError: diffusers is not installed.
        """
        load_diffusers()
        return cls(Painter(STABLE_DIFFUSION, pipeline_parts(source)))

    def draw(
        self, prompts: Sequence[str], seeds: Sequence[int], drawing: Drawing = DRAWING
    ) -> list[Image.Image]:
        """One picture of 64 x 64 for each prompt with its seed."""
        return self._painter.draw(_batch(prompts, seeds, drawing))

    def redraw(
        self,
        pictures: Sequence[Image.Image],
        prompts: Sequence[str],
        seeds: Sequence[int],
        strength: float,
        drawing: Drawing = DRAWING,
    ) -> list[Image.Image]:
        """Every picture changed towards its prompt, with as many steps as a WebUI runs.

        Args:
            pictures: of 64 x 64.
            prompts: as many.
            seeds: as many.
            strength: from 0 to 1, the share of the steps that are run.
            drawing: how to draw.
        """
        return self._painter.redraw(_batch(prompts, seeds, drawing), pictures, strength)


def _batch(prompts: Sequence[str], seeds: Sequence[int], drawing: Drawing) -> Batch:
    return Batch(
        prompts=prompts,
        negatives=[drawing.negative] * len(prompts),
        seeds=seeds,
        choice=choose("Euler a", "", drawing.steps),
        steps=drawing.steps,
        guidance=drawing.guidance,
        width=SIDE,
        height=SIDE,
    )
