"""Loading the stored miniature as the parts of a ``StableDiffusionPipeline``."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from clip_critic.miniature.export import scheduler_config
from clip_critic.miniature.source import TEXT_PREFIX, StoredMiniature

if TYPE_CHECKING:
    import torch


def pipeline_parts(source: StoredMiniature) -> dict[str, Any]:
    """Return every part by its name, in single precision on the CPU; needs diffusers.

    Raises:
        EncoderError: a file is missing or damaged.
    """
    from transformers import CLIPTokenizer

    diffusers: Any = importlib.import_module("diffusers")
    source.tokenizer()  # raises if files are missing: transformers would make an empty tokenizer
    return {
        "vae": _build(diffusers.AutoencoderKL, source.vae, source.vae_weights()),
        "unet": _build(diffusers.UNet2DConditionModel, source.unet, source.unet_weights()),
        "text_encoder": text_model(source),
        "tokenizer": CLIPTokenizer.from_pretrained(source.folder / "clip"),
        "scheduler": diffusers.EulerAncestralDiscreteScheduler.from_config(scheduler_config()),
        "safety_checker": None,
        "feature_extractor": None,
        "requires_safety_checker": False,
    }


def text_model(source: StoredMiniature) -> Any:
    """Return the stored CLIP's text tower as a `CLIPTextModel` in single precision."""
    from transformers import CLIPTextConfig, CLIPTextModel

    model: Any = CLIPTextModel(CLIPTextConfig(**source.text)).float().eval()
    weights = {name: value.float() for name, value in source.text_weights().items()}
    if not hasattr(model, TEXT_PREFIX.rstrip(".")):  # transformers 5 has no such level
        weights = {name.removeprefix(TEXT_PREFIX): value for name, value in weights.items()}
    for name, value in model.state_dict().items():
        if name.endswith("position_ids"):  # transformers 4.30 treats them as weights
            weights[name] = value
    model.load_state_dict(weights)
    return model


def _build(kind: Any, config: Mapping[str, Any], weights: Mapping[str, torch.Tensor]) -> Any:
    """Build one of diffusers' models from the entries of the configuration that its version knows."""
    known = inspect.signature(kind).parameters
    model = kind(**{name: value for name, value in config.items() if name in known})
    model.load_state_dict({name: value.float() for name, value in weights.items()})
    return model.eval()
