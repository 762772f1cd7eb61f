"""Tiny models of diffusers with random weights."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch

from clip_critic.hosts.diffusers.kinds import SCHEDULER, TEXT
from clip_critic.hosts.diffusers.single_files import tokenizer_files


def tiny_xl(folder: Path) -> Any:
    """A Stable Diffusion XL of a few weights, saved in the folder; the pipeline itself is returned."""
    import diffusers
    from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection, CLIPTokenizer

    from clip_critic.hosts.diffusers import single_files

    torch.manual_seed(0)
    tokenizers = []
    for number, filler in enumerate(("<|endoftext|>", "!")):
        for name, content in tokenizer_files(filler).items():
            single_files._write(folder / f"words-{number}" / name, content)
        tokenizers.append(CLIPTokenizer.from_pretrained(folder / f"words-{number}"))
    small = {"intermediate_size": 64, "num_attention_heads": 4, "num_hidden_layers": 3}
    text = CLIPTextConfig(**{**TEXT, **small, "hidden_size": 32, "projection_dim": 32})
    text_2 = CLIPTextConfig(
        **{**TEXT, **small, "hidden_size": 48, "projection_dim": 48, "hidden_act": "gelu"}
    )
    unet = diffusers.UNet2DConditionModel(
        sample_size=8,
        block_out_channels=(32, 64),
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        layers_per_block=1,
        attention_head_dim=(2, 4),
        use_linear_projection=True,
        addition_embed_type="text_time",
        addition_time_embed_dim=8,
        transformer_layers_per_block=(1, 2),
        projection_class_embeddings_input_dim=6 * 8 + 48,
        cross_attention_dim=32 + 48,
    )
    vae = diffusers.AutoencoderKL(
        block_out_channels=(32, 32, 32, 32),
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        latent_channels=4,
        scaling_factor=0.13025,
        force_upcast=True,
    )
    pipeline = diffusers.StableDiffusionXLPipeline(
        vae=vae,
        text_encoder=CLIPTextModel(text),
        text_encoder_2=CLIPTextModelWithProjection(text_2),
        tokenizer=tokenizers[0],
        tokenizer_2=tokenizers[1],
        unet=unet,
        scheduler=diffusers.EulerDiscreteScheduler.from_config({**SCHEDULER, "timestep_spacing": "linspace"}),
        add_watermarker=False,
    )
    pipeline.save_pretrained(folder)
    pipeline.set_progress_bar_config(disable=True)
    return pipeline
