"""The kinds of Stable Diffusion and their configurations, as in the diffusers folders on the hub."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Config = Mapping[str, Any]

TEXT = {
    "architectures": ["CLIPTextModel"],
    "attention_dropout": 0.0,
    "bos_token_id": 0,
    "eos_token_id": 2,
    "hidden_act": "quick_gelu",
    "hidden_size": 768,
    "intermediate_size": 3072,
    "layer_norm_eps": 1e-05,
    "max_position_embeddings": 77,
    "model_type": "clip_text_model",
    "num_attention_heads": 12,
    "num_hidden_layers": 12,
    "pad_token_id": 1,
    "projection_dim": 768,
    "vocab_size": 49408,
}
"""OpenAI's CLIP ViT-L/14."""
TEXT_H = {
    **TEXT,
    "hidden_act": "gelu",
    "hidden_size": 1024,
    "intermediate_size": 4096,
    "num_attention_heads": 16,
    "num_hidden_layers": 23,  # the last of the 24 layers is not used
    "projection_dim": 512,
}
"""OpenCLIP's ViT-H/14."""
TEXT_G = {
    **TEXT,
    "architectures": ["CLIPTextModelWithProjection"],
    "hidden_act": "gelu",
    "hidden_size": 1280,
    "intermediate_size": 5120,
    "num_attention_heads": 20,
    "num_hidden_layers": 32,
    "projection_dim": 1280,
}
"""OpenCLIP's ViT-bigG/14."""
UNET = {
    "_class_name": "UNet2DConditionModel",
    "attention_head_dim": 8,
    "block_out_channels": [320, 640, 1280, 1280],
    "cross_attention_dim": 768,
    "down_block_types": [*["CrossAttnDownBlock2D"] * 3, "DownBlock2D"],
    "in_channels": 4,
    "layers_per_block": 2,
    "out_channels": 4,
    "sample_size": 64,
    "up_block_types": ["UpBlock2D", *["CrossAttnUpBlock2D"] * 3],
}
UNET_2 = {
    **UNET,
    "attention_head_dim": [5, 10, 20, 20],
    "cross_attention_dim": 1024,
    "upcast_attention": True,
    "use_linear_projection": True,
}
UNET_XL = {
    **UNET,
    "addition_embed_type": "text_time",
    "addition_time_embed_dim": 256,
    "attention_head_dim": [5, 10, 20],
    "block_out_channels": [320, 640, 1280],
    "cross_attention_dim": 2048,
    "down_block_types": ["DownBlock2D", *["CrossAttnDownBlock2D"] * 2],
    "projection_class_embeddings_input_dim": 2816,
    "sample_size": 128,
    "transformer_layers_per_block": [1, 2, 10],
    "up_block_types": [*["CrossAttnUpBlock2D"] * 2, "UpBlock2D"],
    "use_linear_projection": True,
}
VAE = {
    "_class_name": "AutoencoderKL",
    "block_out_channels": [128, 256, 512, 512],
    "down_block_types": ["DownEncoderBlock2D"] * 4,
    "latent_channels": 4,
    "layers_per_block": 2,
    "sample_size": 512,
    "scaling_factor": 0.18215,
    "up_block_types": ["UpDecoderBlock2D"] * 4,
}
VAE_XL = {**VAE, "force_upcast": True, "sample_size": 1024, "scaling_factor": 0.13025}
SCHEDULER = {
    "_class_name": "EulerDiscreteScheduler",
    "beta_end": 0.012,
    "beta_schedule": "scaled_linear",
    "beta_start": 0.00085,
    "num_train_timesteps": 1000,
    "prediction_type": "epsilon",
}
START, END = "<|startoftext|>", "<|endoftext|>"


@dataclass(frozen=True)
class ModelKind:
    """A kind of Stable Diffusion.

    Attributes:
        name: the name of its folder of configurations.
        pipeline: the pipeline's class in diffusers.
        parts: the library, class and configuration of each component.
        fillers: the token that fills up a chunk, by tokenizer.
        side: pixels of a side of its training pictures.
        may_predict_velocity: whether some models of this kind predict velocity, without a mark in the file.
    """

    name: str
    pipeline: str
    parts: Mapping[str, tuple[str, str, Config]]
    fillers: Mapping[str, str]
    side: int
    may_predict_velocity: bool = False


def _parts(unet: Config, vae: Config, *texts: tuple[str, Config]) -> Mapping[str, tuple[str, str, Config]]:
    towers = {
        f"text_encoder{'' if number == 1 else f'_{number}'}": ("transformers", kind, config)
        for number, (kind, config) in enumerate(texts, 1)
    }
    return {
        "unet": ("diffusers", "UNet2DConditionModel", unet),
        "vae": ("diffusers", "AutoencoderKL", vae),
        "scheduler": ("diffusers", "EulerDiscreteScheduler", SCHEDULER),
        **towers,
    }


SD_1 = ModelKind(
    "sd-1",
    "StableDiffusionPipeline",
    _parts(UNET, VAE, ("CLIPTextModel", TEXT)),
    {"tokenizer": END},
    512,
)
SD_2 = ModelKind(
    "sd-2",
    "StableDiffusionPipeline",
    _parts(UNET_2, VAE, ("CLIPTextModel", TEXT_H)),
    {"tokenizer": "!"},
    768,
    may_predict_velocity=True,
)
SD_XL = ModelKind(
    "sd-xl",
    "StableDiffusionXLPipeline",
    _parts(UNET_XL, VAE_XL, ("CLIPTextModel", TEXT), ("CLIPTextModelWithProjection", TEXT_G)),
    {"tokenizer": END, "tokenizer_2": "!"},
    1024,
)
