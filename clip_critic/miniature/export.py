"""Exporting the miniature for other programs: a checkpoint for a WebUI, or a folder for diffusers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clip_critic.miniature.keys import is_matrix, text_names, unet_names, vae_names
from clip_critic.miniature.source import CLIP_WEIGHTS, DIFFUSION_WEIGHTS, StoredMiniature
from clip_critic.storage.files import write_atomically

if TYPE_CHECKING:
    import torch

NAME = "clip-critic-miniature"
SCALE = 0.18215
SCHEDULE = {"first": 0.00085, "last": 0.012, "steps": 1000}
"""The betas of SD 1.x's scaled linear schedule."""
PYTORCH = {"format": "pt"}
"""The metadata that transformers requires in a file's header."""


def export_checkpoint(source: StoredMiniature, folder: Path, name: str = NAME) -> Path:
    """Write ``NAME.safetensors`` in ldm's layout, ``NAME.yaml`` beside it and the folder ``NAME-text``.

    In a WebUI's ``models/Stable-diffusion`` they are a checkpoint like any other. The yaml contains the full
    path of the text tower's folder: after moving the files, export again.

    Args:
        source: the stored miniature.
        folder: the folder to write to; files with the same names are replaced.
        name: the checkpoint's name.

    Returns:
        The checkpoint.

    Raises:
        StorageError: a file cannot be written.
        EncoderError: the stored miniature cannot be read.
    """
    from safetensors.torch import save

    text = (folder / f"{name}-text").absolute()
    _write_json(text / "config.json", text_config(source))
    for file, content in source.tokenizer().items():
        write_atomically(text / file, content)
    checkpoint = folder / f"{name}.safetensors"
    # The yaml first: without one a WebUI guesses. JSON is valid YAML, and needs no library.
    _write_json(checkpoint.with_suffix(".yaml"), ldm_config(source, text))
    write_atomically(checkpoint, save(ldm_weights(source), PYTORCH))
    return checkpoint


def export_diffusers(source: StoredMiniature, folder: Path) -> Path:
    """Write a folder that diffusers' ``StableDiffusionPipeline.from_pretrained`` can load.

    It is stored in single precision: unless a type is given, diffusers loads its models in single precision,
    but transformers in the precision of the file.

    Args:
        source: the stored miniature.
        folder: the folder to write to; files with the same names are replaced.

    Returns:
        The folder.

    Raises:
        StorageError: a file cannot be written.
        EncoderError: the stored miniature cannot be read.
    """
    from safetensors.torch import save

    for part, weights in (("unet", source.unet_weights()), ("vae", source.vae_weights())):
        write_atomically(folder / part / "config.json", source.bytes(f"{part}/config.json"))
        write_atomically(folder / part / DIFFUSION_WEIGHTS, save(_single(weights), PYTORCH))
    _write_json(folder / "text_encoder" / "config.json", text_config(source))
    write_atomically(folder / "text_encoder" / CLIP_WEIGHTS, save(_single(source.text_weights()), PYTORCH))
    for file, content in source.tokenizer().items():
        write_atomically(folder / "tokenizer" / file, content)
    _write_json(folder / "scheduler" / "scheduler_config.json", scheduler_config())
    _write_json(folder / "model_index.json", model_index())
    return folder


def ldm_weights(source: StoredMiniature) -> dict[str, torch.Tensor]:
    """Return all weights under the names of a `LatentDiffusion`."""
    import torch

    unet = unet_names(len(source.unet["block_out_channels"]), source.unet["layers_per_block"])
    vae = vae_names(len(source.vae["block_out_channels"]))
    found = {f"model.diffusion_model.{unet(name)}": value for name, value in source.unet_weights().items()}
    for name, value in source.vae_weights().items():
        new = vae(name)
        found[f"first_stage_model.{new}"] = value[:, :, None, None] if is_matrix(new) else value
    for name, value in source.text_weights().items():
        found[f"cond_stage_model.{text_names(name)}"] = value
    places = torch.arange(source.text["max_position_embeddings"])[None]
    found["cond_stage_model.transformer.text_model.embeddings.position_ids"] = places
    return {name: value.contiguous() for name, value in found.items()}


def ldm_config(source: StoredMiniature, text: Path) -> dict[str, Any]:
    """Return the configuration that a WebUI reads beside the checkpoint: the classes and their shapes.

    Args:
        source: the stored miniature.
        text: the folder of the text tower's configuration and tokenizer.
    """
    params = {
        "linear_start": SCHEDULE["first"],
        "linear_end": SCHEDULE["last"],
        "timesteps": SCHEDULE["steps"],
        "num_timesteps_cond": 1,
        "first_stage_key": "jpg",
        "cond_stage_key": "txt",
        "image_size": source.unet["sample_size"],
        "channels": source.unet["in_channels"],
        "cond_stage_trainable": False,
        "conditioning_key": "crossattn",
        "scale_factor": SCALE,
        "use_ema": False,
        "unet_config": _target("ldm.modules.diffusionmodules.openaimodel.UNetModel", unet_params(source)),
        "first_stage_config": _target("ldm.models.autoencoder.AutoencoderKL", vae_params(source)),
        "cond_stage_config": _target(
            "ldm.modules.encoders.modules.FrozenCLIPEmbedder",
            {"version": str(text), "device": "cpu", "max_length": source.text["max_position_embeddings"]},
        ),
    }
    return {"model": _target("ldm.models.diffusion.ddpm.LatentDiffusion", params)}


def unet_params(source: StoredMiniature) -> dict[str, Any]:
    """Return the arguments of ldm's `UNetModel`; every level has attention."""
    widths = source.unet["block_out_channels"]
    return {
        "image_size": source.unet["sample_size"],
        "in_channels": source.unet["in_channels"],
        "out_channels": source.unet["out_channels"],
        "model_channels": widths[0],
        "attention_resolutions": [2**level for level in range(len(widths))],
        "num_res_blocks": source.unet["layers_per_block"],
        "channel_mult": [width // widths[0] for width in widths],
        "num_heads": source.unet["attention_head_dim"],  # diffusers' name for the number of heads
        "use_spatial_transformer": True,
        "transformer_depth": 1,
        "context_dim": source.unet["cross_attention_dim"],
        "use_checkpoint": False,
        "legacy": False,
    }


def vae_params(source: StoredMiniature) -> dict[str, Any]:
    """Return the arguments of ldm's `AutoencoderKL`."""
    widths = source.vae["block_out_channels"]
    channels = source.vae["latent_channels"]
    shape = {
        "double_z": True,
        "z_channels": channels,
        "resolution": source.vae["sample_size"],
        "in_channels": source.vae["in_channels"],
        "out_ch": source.vae["out_channels"],
        "ch": widths[0],
        "ch_mult": [width // widths[0] for width in widths],
        "num_res_blocks": source.vae["layers_per_block"],
        "attn_resolutions": [],
        "dropout": 0.0,
    }
    return {"embed_dim": channels, "ddconfig": shape, "lossconfig": {"target": "torch.nn.Identity"}}


def text_config(source: StoredMiniature) -> dict[str, Any]:
    """Return the configuration of a `CLIPTextModel`."""
    kept = {name: value for name, value in source.text.items() if name not in ("dtype", "torch_dtype")}
    return {**kept, "architectures": ["CLIPTextModel"], "model_type": "clip_text_model"}


def scheduler_config() -> dict[str, Any]:
    """Return the configuration of Euler a with the steps that WebUIs take, from the last to the first."""
    return {
        "_class_name": "EulerAncestralDiscreteScheduler",
        "beta_start": SCHEDULE["first"],
        "beta_end": SCHEDULE["last"],
        "beta_schedule": "scaled_linear",
        "num_train_timesteps": SCHEDULE["steps"],
        "prediction_type": "epsilon",
        "timestep_spacing": "linspace",
        "steps_offset": 0,
    }


def model_index() -> dict[str, Any]:
    """Return the classes of the `StableDiffusionPipeline`, which has no safety checker."""
    return {
        "_class_name": "StableDiffusionPipeline",
        "feature_extractor": [None, None],
        "image_encoder": [None, None],
        "requires_safety_checker": False,
        "safety_checker": [None, None],
        "scheduler": ["diffusers", "EulerAncestralDiscreteScheduler"],
        "text_encoder": ["transformers", "CLIPTextModel"],
        "tokenizer": ["transformers", "CLIPTokenizer"],
        "unet": ["diffusers", "UNet2DConditionModel"],
        "vae": ["diffusers", "AutoencoderKL"],
    }


def _single(weights: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    return {name: value.float() for name, value in weights.items()}


def _target(name: str, params: Mapping[str, Any]) -> dict[str, Any]:
    return {"target": name, "params": dict(params)}


def _write_json(file: Path, values: Mapping[str, Any]) -> None:
    # YAML does not know JSON's surrogate escapes for characters beyond U+FFFF.
    text = json.dumps(values, indent=2, sort_keys=True, ensure_ascii=False)
    write_atomically(file, text + "\n")
