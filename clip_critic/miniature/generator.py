"""Draws pictures with the stored miniature: text to picture, and picture to picture, by way of diffusers."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PIL import Image

from clip_critic.errors import CriticError
from clip_critic.miniature.export import scheduler_config
from clip_critic.miniature.source import TEXT_PREFIX, Source

if TYPE_CHECKING:
    import torch

SIDE = 64
"""Of every picture, in pixels: the miniature learned no other."""
MOST_STRENGTH = 0.999
NO_DIFFUSERS = (
    "Drawing with the miniature needs diffusers, which cannot be loaded ({reason}). "
    'It comes with: pip install "sd-webui-clip-critic[standalone]"'
)


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
        parts: what a ``StableDiffusionPipeline`` is made of, by name.
    """

    def __init__(self, parts: Mapping[str, Any]) -> None:
        pipelines = _diffusers()
        self._from_text = pipelines.StableDiffusionPipeline(**parts, requires_safety_checker=False)
        self._from_picture = pipelines.StableDiffusionImg2ImgPipeline(**parts, requires_safety_checker=False)
        for pipeline in (self._from_text, self._from_picture):
            pipeline.set_progress_bar_config(disable=True)

    @classmethod
    def load(cls, source: Source) -> Generator:
        """Read the stored weights, in single precision on the CPU.

        Raises:
            EncoderError: a file is missing.
            CriticError: diffusers is not installed.
        """
        from transformers import CLIPTokenizer

        models = _diffusers()
        return cls(
            {
                "vae": _build(models.AutoencoderKL, source.vae, source.vae_weights()),
                "unet": _build(models.UNet2DConditionModel, source.unet, source.unet_weights()),
                "text_encoder": text_model(source),
                "tokenizer": CLIPTokenizer.from_pretrained(source.folder / "clip"),
                "scheduler": models.EulerAncestralDiscreteScheduler.from_config(scheduler_config()),
                "safety_checker": None,
                "feature_extractor": None,
            }
        )

    def draw(
        self, prompts: Sequence[str], seeds: Sequence[int], drawing: Drawing = DRAWING
    ) -> list[Image.Image]:
        """One picture of 64 x 64 for each prompt with its seed."""
        return list(
            self._from_text(**_asked(prompts, seeds, drawing), height=SIDE, width=SIDE).images,
        )

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
        return list(
            self._from_picture(
                **_asked(prompts, seeds, drawing),
                image=self._latents(pictures),
                strength=_share_of_steps(drawing.steps, strength),
            ).images
        )

    def _latents(self, pictures: Sequence[Image.Image]) -> torch.Tensor:
        """Scaled means of the pictures' latents: sampled ones would use up the seeds' first noise."""
        import torch

        shown = [picture.convert("RGB") for picture in pictures]
        vae, pixels = self._from_picture.vae, self._from_picture.image_processor.preprocess(shown)
        with torch.no_grad():
            return torch.as_tensor(vae.encode(pixels).latent_dist.mean * vae.config.scaling_factor)


def text_model(source: Source) -> Any:
    """The stored CLIP's text tower as a `CLIPTextModel` in single precision."""
    from transformers import CLIPTextConfig, CLIPTextModel

    model: Any = CLIPTextModel(CLIPTextConfig(**source.text)).float().eval()
    weights = {name: value.float() for name, value in source.text_weights().items()}
    if not hasattr(model, TEXT_PREFIX.rstrip(".")):  # transformers 5 has no such level
        weights = {name.removeprefix(TEXT_PREFIX): value for name, value in weights.items()}
    for name, value in model.state_dict().items():
        if name.endswith("position_ids"):  # transformers 4.30 counts them among the weights
            weights[name] = value
    model.load_state_dict(weights)
    return model


def _asked(prompts: Sequence[str], seeds: Sequence[int], drawing: Drawing) -> dict[str, Any]:
    """What both pipelines are told."""
    import torch

    return {
        "prompt": list(prompts),
        "negative_prompt": [drawing.negative] * len(prompts),
        "num_inference_steps": drawing.steps,
        "guidance_scale": drawing.guidance,
        "generator": [torch.Generator().manual_seed(seed) for seed in seeds],
    }


def _share_of_steps(steps: int, strength: float) -> float:
    """Diffusers runs ``int(strength * steps)`` steps, a WebUI one more."""
    return min(1.0, (int(min(strength, MOST_STRENGTH) * steps) + 1.5) / steps)


def _build(kind: Any, config: Mapping[str, Any], weights: Mapping[str, torch.Tensor]) -> Any:
    """A model of diffusers, of the configuration's entries that its version knows."""
    known = inspect.signature(kind).parameters
    model = kind(**{name: value for name, value in config.items() if name in known})
    model.load_state_dict({name: value.float() for name, value in weights.items()})
    return model.eval()


def _diffusers() -> Any:
    """The library, loaded late.

    Raises:
        CriticError: it is missing, or does not fit the other libraries.
    """
    try:
        return importlib.import_module("diffusers")
    except Exception as error:  # a version that does not fit raises anything
        raise CriticError(NO_DIFFUSERS.format(reason=error)) from error
