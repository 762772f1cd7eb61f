"""Batches of pictures by the pipelines of diffusers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from clip_critic.errors import HostError
from clip_critic.hosts.diffusers.library import cast, load_diffusers
from clip_critic.hosts.diffusers.reader import Condition, Reader, of_equal_length
from clip_critic.hosts.diffusers.samplers import Choice, make_scheduler
from clip_critic.progress import Progress, silent

if TYPE_CHECKING:
    import torch

STABLE_DIFFUSION = ("StableDiffusionPipeline", "StableDiffusionImg2ImgPipeline")
STABLE_DIFFUSION_XL = ("StableDiffusionXLPipeline", "StableDiffusionXLImg2ImgPipeline")
"""Pipelines of diffusers: from text, and from a picture."""
MOST_STRENGTH = 0.999
NOT_A_NUMBER = (
    "The model's {what} are not numbers any more: "
    "try weaker attention weights, a lower CFG scale or another VAE."
)


@dataclass(frozen=True)
class Batch:
    """Pictures to make together.

    Attributes:
        prompts, negatives: one a picture, in the WebUI's language.
        seeds: one a picture.
        choice: the sampler and its schedule.
        steps: of the sampler.
        guidance: how strongly the prompt pulls away from the negative prompt; 1 leaves the latter out.
        width, height: in pixels.
    """

    prompts: Sequence[str]
    negatives: Sequence[str]
    seeds: Sequence[int]
    choice: Choice
    steps: int
    guidance: float
    width: int
    height: int


class Painter:
    """One model's pipelines, from text and from pictures, which share all their parts.

    A picture depends on its prompt and its seed, not on what else is made with it: each prompt and each
    picture is read for itself, the noise comes from one generator a picture, on the CPU whatever the device.

    Args:
        kinds: names of the two pipelines in diffusers.
        parts: what they are made of, by name.
    """

    def __init__(self, kinds: tuple[str, str], parts: Mapping[str, Any]) -> None:
        library = load_diffusers()
        self._from_text, self._from_picture = (getattr(library, kind)(**parts) for kind in kinds)
        for pipeline in (self._from_text, self._from_picture):
            pipeline.set_progress_bar_config(disable=True)
        self._own = dict(self._from_text.scheduler.config)
        self.vae.use_slicing = True  # one by one: less memory, and each for itself
        self.reader = Reader(self._from_text)

    @property
    def vae(self) -> Any:
        return self._from_text.vae

    def draw(self, batch: Batch, progress: Progress = silent) -> list[Image.Image]:
        """Pictures from text.

        Args:
            batch: what to make.
            progress: told of the sampler's steps; what it raises ends the work.

        Raises:
            HostError: the model's numbers are none.
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
    ) -> list[Image.Image]:
        """Pictures changed towards their prompts, in as many steps as a WebUI runs.

        Args:
            batch: what to make.
            pictures: RGB, one a prompt; they are resized.
            strength: from 0 to 1, the share of the steps that are run.
            progress: as for `draw`.

        Raises:
            HostError: the model's numbers are none.
        """
        share = share_of_steps(batch.steps, strength)
        return self._run(
            self._from_picture,
            batch,
            int(batch.steps * share),
            progress,
            image=self._latents(pictures, (batch.width, batch.height)),
            strength=share,
        )

    def _run(
        self, pipeline: Any, batch: Batch, steps: int, progress: Progress, **more: Any
    ) -> list[Image.Image]:
        import torch

        def after_step(_: Any, step: int, __: Any, values: dict[str, Any]) -> dict[str, Any]:
            _require_numbers(values["latents"], "latents")
            progress(step + 1, steps, "sampling")
            return values

        progress(0, steps, "sampling")
        pipeline.scheduler = make_scheduler(batch.choice, self._own)
        made = pipeline(
            **self._told(batch),
            **more,
            num_inference_steps=batch.steps,
            guidance_scale=batch.guidance,
            generator=[torch.Generator().manual_seed(seed) for seed in batch.seeds],
            callback_on_step_end=after_step,
            output_type="pt",
        ).images
        _require_numbers(made, "pictures")
        return [_picture(one) for one in made]

    def _told(self, batch: Batch) -> dict[str, torch.Tensor]:
        """Of prompts and negative prompts, as the pipelines take them."""
        count = len(batch.prompts)
        found = of_equal_length(
            [*self.reader.read(batch.prompts), *self.reader.read(batch.negatives, negative=True)]
        )
        return {**_stacked(found[:count], ""), **_stacked(found[count:], "negative_")}

    def _latents(self, pictures: Sequence[Image.Image], size: tuple[int, int]) -> torch.Tensor:
        """Scaled means of the pictures' latents: sampled ones would use up the seeds' first noise."""
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
        # The VAE of XL overflows in half precision; the pipelines lift it likewise for decoding.
        single = torch.float32 if vae.config.force_upcast else usual
        pixels = self._from_picture.image_processor.preprocess([picture])
        with cast(vae, single):
            mean = vae.encode(pixels.to(vae.device, single)).latent_dist.mean
        return (mean * vae.config.scaling_factor).to(usual)


def share_of_steps(steps: int, strength: float) -> float:
    """Diffusers runs ``int(strength * steps)`` steps, a WebUI one more."""
    return min(1.0, (int(min(strength, MOST_STRENGTH) * steps) + 1.5) / steps)


def _stacked(conditions: Sequence[Condition], prefix: str) -> dict[str, torch.Tensor]:
    import torch

    told = {f"{prefix}prompt_embeds": torch.stack([one.states for one in conditions])}
    pooled = [one.pooled for one in conditions if one.pooled is not None]
    if pooled:
        told[f"{prefix}pooled_prompt_embeds"] = torch.stack(pooled)
    return told


def _require_numbers(values: torch.Tensor, what: str) -> None:
    if not bool(values.isfinite().all()):
        raise HostError(NOT_A_NUMBER.format(what=what))


def _resized(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    shown = picture.convert("RGB")
    return shown if shown.size == size else shown.resize(size, Image.Resampling.LANCZOS)


def _picture(values: torch.Tensor) -> Image.Image:
    """``[3, h, w]``, 0 to 1, as a picture."""
    pixels = (values.float().cpu().numpy() * 255).round().astype(np.uint8)
    return Image.fromarray(np.ascontiguousarray(pixels.transpose(1, 2, 0)))
