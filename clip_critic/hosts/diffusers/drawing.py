"""Batches of pictures drawn with diffusers' pipelines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image, ImageOps

from clip_critic.errors import HostError
from clip_critic.guides.base import Guide
from clip_critic.hosts.base import Trained
from clip_critic.hosts.diffusers.guiding import guided
from clip_critic.hosts.diffusers.library import cast, load_diffusers
from clip_critic.hosts.diffusers.outside import OutsideLatents, PutBack
from clip_critic.hosts.diffusers.reader import Condition, Reader, of_equal_length
from clip_critic.hosts.diffusers.samplers import SamplerChoice, make_scheduler
from clip_critic.pictures.masks import keep_outside
from clip_critic.progress import Progress, silent

if TYPE_CHECKING:
    import torch

    from clip_critic.concepts.settings import TrainSettings
    from clip_critic.weights.embeddings import Embedding

STABLE_DIFFUSION = ("StableDiffusionPipeline", "StableDiffusionImg2ImgPipeline")
STABLE_DIFFUSION_XL = ("StableDiffusionXLPipeline", "StableDiffusionXLImg2ImgPipeline")
"""Diffusers' pipelines that start from text, and from a picture."""
MAX_STRENGTH = 0.999
NOT_A_NUMBER = (
    "The model's {what} contain invalid numbers (NaN): "
    "try weaker attention weights, a lower CFG scale or another VAE."
)


@dataclass(frozen=True)
class Batch:
    """Pictures to draw together.

    Attributes:
        prompts, negatives: a prompt and a negative prompt for each picture, in the WebUI's language.
        seeds: a seed for each picture.
        choice: the sampler and its schedule.
        steps: the number of sampling steps.
        guidance: the CFG scale; 1 ignores the negative prompt.
        width, height: the size in pixels.
        guide: the guide that pushes the predicted clean latents at each step.
        embeddings: the concepts whose names mean their vectors in the prompts.
    """

    prompts: Sequence[str]
    negatives: Sequence[str]
    seeds: Sequence[int]
    choice: SamplerChoice
    steps: int
    guidance: float
    width: int
    height: int
    guide: Guide | None = None
    embeddings: Sequence[Embedding] = ()


class Painter:
    """A model's two pipelines, from text and from a picture, which share all their components.

    A picture depends only on its prompt and its seed, not on the rest of its batch: each prompt and each
    picture is encoded separately, and each picture's noise has its own generator, on the CPU for any device.

    Args:
        kinds: the names of the two pipelines in diffusers.
        parts: the pipelines' components by name.
    """

    def __init__(self, kinds: tuple[str, str], parts: Mapping[str, Any]) -> None:
        library = load_diffusers()
        self._from_text, self._from_picture = (getattr(library, kind)(**parts) for kind in kinds)
        for pipeline in (self._from_text, self._from_picture):
            pipeline.set_progress_bar_config(disable=True)
        self._own = dict(self._from_text.scheduler.config)
        self.vae.use_slicing = True  # one picture at a time takes less memory and does not depend on others
        self.reader = Reader(self._from_text)

    @property
    def vae(self) -> Any:
        return self._from_text.vae

    def draw(self, batch: Batch, progress: Progress = silent) -> list[Image.Image]:
        """Draw pictures from text.

        Args:
            batch: the pictures to draw.
            progress: called at each sampling step; an error it raises stops the drawing.

        Raises:
            HostError: the model produced invalid numbers.
        """
        return self._run(
            self._from_text, batch, batch.steps, progress, height=batch.height, width=batch.width
        )

    def redraw(
        self,
        batch: Batch,
        pictures: Sequence[Image.Image],
        strength: float,
        progress: Progress = silent,
        mask: Image.Image | None = None,
    ) -> list[Image.Image]:
        """Redraw pictures towards their prompts, in as many steps as the WebUI runs.

        Args:
            batch: the pictures to draw.
            pictures: an RGB picture for each prompt; they are resized.
            strength: the denoising strength, 0 to 1: the share of the steps to run.
            progress: called at each sampling step; an error it raises stops the drawing.
            mask: the mask of what may change in each of the pictures; None lets everything change.

        Raises:
            HostError: the model produced invalid numbers.
        """
        share = share_of_steps(batch.steps, strength)
        latents = self._latents(pictures, (batch.width, batch.height))
        steps = int(batch.steps * share)
        hold = OutsideLatents.of(latents, batch.seeds, mask).put_back if mask is not None else None
        drawn = self._run(
            self._from_picture, batch, steps, progress, hold=hold, image=latents, strength=share
        )
        if mask is None:
            return drawn
        return [
            keep_outside(changed, picture, mask) for changed, picture in zip(drawn, pictures, strict=True)
        ]

    def train(
        self,
        embedding: Embedding,
        pictures: Sequence[Image.Image],
        side: int,
        settings: TrainSettings,
        progress: Progress = silent,
    ) -> Trained:
        """Train a concept's vectors on pictures of it, which are cut to squares.

        Args:
            embedding: the concept to begin with.
            pictures: RGB pictures of it.
            side: the side of the squares in pixels.
            settings: the settings.
            progress: called at each step; an error it raises stops the training.

        Raises:
            BadInputError: the concept was made for another kind of checkpoint.
            HostError: the numbers became invalid.
        """
        from clip_critic.hosts.diffusers.training import Trainer  # late, for those who only draw

        vectors = self.reader.fitted(embedding)
        squares = [ImageOps.fit(picture.convert("RGB"), (side, side)) for picture in pictures]
        trainer = Trainer(self._from_text, self.reader, self._latents(squares, (side, side)), side)
        return trainer.train(embedding.name, vectors, settings, progress)

    def _run(
        self,
        pipeline: Any,
        batch: Batch,
        steps: int,
        progress: Progress,
        hold: PutBack | None = None,
        **more: Any,
    ) -> list[Image.Image]:
        import torch

        def after_step(_: Any, step: int, __: Any, values: dict[str, Any]) -> dict[str, Any]:
            _require_numbers(values["latents"], "latents")
            progress(step + 1, steps, "sampling")
            if hold is not None:
                values["latents"] = hold(pipeline, step, values["latents"])
            return values

        progress(0, steps, "sampling")
        pipeline.scheduler = make_scheduler(batch.choice, self._own)
        guide = guided(pipeline, batch.guide, steps, batch.guidance) if batch.guide else nullcontext()
        with guide:
            pictures = pipeline(
                **self._embeddings(batch),
                **more,
                num_inference_steps=batch.steps,
                guidance_scale=batch.guidance,
                generator=[torch.Generator().manual_seed(seed) for seed in batch.seeds],
                callback_on_step_end=after_step,
                output_type="pt",
            ).images
        _require_numbers(pictures, "pictures")
        return [_picture(values) for values in pictures]

    def _embeddings(self, batch: Batch) -> dict[str, torch.Tensor]:
        """Return the embeddings of the prompts and negative prompts as arguments of the pipelines."""
        count = len(batch.prompts)
        prompts = self.reader.read(batch.prompts, embeddings=batch.embeddings)
        negatives = self.reader.read(batch.negatives, negative=True, embeddings=batch.embeddings)
        conditions = of_equal_length([*prompts, *negatives])
        return {**_stacked(conditions[:count], ""), **_stacked(conditions[count:], "negative_")}

    def _latents(self, pictures: Sequence[Image.Image], size: tuple[int, int]) -> torch.Tensor:
        """Return the scaled means of the pictures' latents: sampling would use up the first noise."""
        import torch

        known: dict[int, torch.Tensor] = {}
        with torch.no_grad():
            for picture in pictures:
                if id(picture) not in known:
                    known[id(picture)] = self._encode(_resized(picture, size))
        return torch.cat([known[id(picture)] for picture in pictures])

    def _encode(self, picture: Image.Image) -> torch.Tensor:
        import torch

        vae = self.vae
        usual = vae.dtype
        # The VAE of XL overflows in half precision; the pipelines cast it for decoding, too.
        precise = torch.float32 if vae.config.force_upcast else usual
        pixels = self._from_picture.image_processor.preprocess([picture])
        with cast(vae, precise):
            mean = vae.encode(pixels.to(vae.device, precise)).latent_dist.mean
        scaled: torch.Tensor = (mean * vae.config.scaling_factor).to(usual)
        return scaled


def share_of_steps(steps: int, strength: float) -> float:
    """Return the strength with which diffusers runs as many steps as the WebUI.

    Diffusers runs ``int(strength * steps)`` steps, the WebUI one more.
    """
    return min(1.0, (int(min(strength, MAX_STRENGTH) * steps) + 1.5) / steps)


def _stacked(conditions: Sequence[Condition], prefix: str) -> dict[str, torch.Tensor]:
    import torch

    arguments = {f"{prefix}prompt_embeds": torch.stack([condition.states for condition in conditions])}
    pooled = [condition.pooled for condition in conditions if condition.pooled is not None]
    if pooled:
        arguments[f"{prefix}pooled_prompt_embeds"] = torch.stack(pooled)
    return arguments


def _require_numbers(values: torch.Tensor, what: str) -> None:
    if not bool(values.isfinite().all()):
        raise HostError(NOT_A_NUMBER.format(what=what))


def _resized(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    rgb = picture.convert("RGB")
    return rgb if rgb.size == size else rgb.resize(size, Image.Resampling.LANCZOS)


def _picture(values: torch.Tensor) -> Image.Image:
    """Return an array ``[3, h, w]`` with values from 0 to 1 as a picture."""
    pixels = (values.float().cpu().numpy() * 255).round().astype(np.uint8)
    return Image.fromarray(np.ascontiguousarray(pixels.transpose(1, 2, 0)))
