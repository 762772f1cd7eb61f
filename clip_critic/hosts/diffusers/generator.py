"""The bundled miniature as a generator: text to picture, and picture to picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from clip_critic.hosts.diffusers.drawing import STABLE_DIFFUSION, Batch, Painter
from clip_critic.hosts.diffusers.library import load_diffusers
from clip_critic.hosts.diffusers.samplers import choose
from clip_critic.miniature.parts import pipeline_parts
from clip_critic.miniature.source import StoredMiniature

SIDE = 64
"""Pixels of a picture's side: the only size that the miniature was trained on."""


@dataclass(frozen=True)
class Drawing:
    """The settings of a drawing.

    Args:
        steps: the number of steps of the sampler Euler a.
        guidance: the CFG scale; 1 ignores the negative prompt.
        negative: the negative prompt.
    """

    steps: int = 20
    guidance: float = 7.0
    negative: str = ""


DRAWING = Drawing()


class Generator:
    """The miniature, ready to draw; used by one thread at a time.

    A picture depends only on its prompt and its seed, not on the rest of its batch.

    Args:
        painter: the miniature's painter.
    """

    def __init__(self, painter: Painter) -> None:
        self._painter = painter

    @classmethod
    def load(cls, source: StoredMiniature) -> Generator:
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
        """Draw a picture of 64 x 64 for each prompt and seed."""
        return self._painter.draw(_batch(prompts, seeds, drawing))

    def redraw(
        self,
        pictures: Sequence[Image.Image],
        prompts: Sequence[str],
        seeds: Sequence[int],
        strength: float,
        drawing: Drawing = DRAWING,
    ) -> list[Image.Image]:
        """Redraw every picture towards its prompt, in as many steps as the WebUI runs.

        Args:
            pictures: pictures of 64 x 64.
            prompts: a prompt for each picture.
            seeds: a seed for each picture.
            strength: the denoising strength, 0 to 1: the share of the steps to run.
            drawing: the settings.
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
