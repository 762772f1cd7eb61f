"""Write a tiny random Stable Diffusion checkpoint that the WebUI loads and samples with.

Run with the host's own interpreter, because its classes define the names of the weights:

    $SD_WEBUI_PYTHON tests/host/make_checkpoint.py $SD_WEBUI_DIR MODELS_FOLDER

The pictures are coloured noise, but they depend on the prompt and the seed, and one takes a fraction of a
second on a processor. Written are `Stable-diffusion/tiny.safetensors`, the yaml beside it that tells the host
the shapes, and the text tower's folder that the yaml names.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import torch
import yaml
from safetensors.torch import save_file
from transformers import CLIPTextConfig, CLIPTextModel
from transformers.models.clip.tokenization_clip import bytes_to_unicode

CONTEXT = 64  # width of the text tower, and so of the UNet's cross-attention
TOKENS = 77  # the host cuts prompts into chunks of this length

UNET = {
    "image_size": 32,
    "in_channels": 4,
    "out_channels": 4,
    "model_channels": 32,
    "attention_resolutions": [1, 2],
    "num_res_blocks": 1,
    "channel_mult": [1, 2],
    "num_heads": 4,
    "use_spatial_transformer": True,
    "transformer_depth": 1,
    "context_dim": CONTEXT,
    "use_checkpoint": False,
    "legacy": False,
}
VAE = {
    "embed_dim": 4,
    "ddconfig": {
        "double_z": True,
        "z_channels": 4,
        "resolution": 128,
        "in_channels": 3,
        "out_ch": 3,
        "ch": 32,
        "ch_mult": [1, 1, 1, 1],  # three halvings: the factor 8 that the host takes for granted
        "num_res_blocks": 1,
        "attn_resolutions": [],
        "dropout": 0.0,
    },
    "lossconfig": {"target": "torch.nn.Identity"},
}


def write_tokenizer(folder: Path) -> int:
    """Write a byte-level CLIP vocabulary without merges; return its size."""
    letters = list(bytes_to_unicode().values())
    words = [*letters, *(letter + "</w>" for letter in letters), "<|startoftext|>", "<|endoftext|>"]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocab.json").write_text(
        json.dumps({word: i for i, word in enumerate(words)}), encoding="utf-8"
    )
    (folder / "merges.txt").write_text("#version: 0.2\n", encoding="utf-8")
    (folder / "tokenizer_config.json").write_text(json.dumps({"model_max_length": TOKENS}), encoding="utf-8")
    return len(words)


def text_config(vocabulary: int) -> CLIPTextConfig:
    return CLIPTextConfig(
        vocab_size=vocabulary,
        hidden_size=CONTEXT,
        intermediate_size=2 * CONTEXT,
        num_hidden_layers=2,
        num_attention_heads=4,
        max_position_embeddings=TOKENS,
        bos_token_id=vocabulary - 2,
        eos_token_id=vocabulary - 1,
        pad_token_id=vocabulary - 1,
    )


def model_config(text_folder: Path) -> dict[str, Any]:
    """The yaml beside the checkpoint: which of the host's classes to build, with which shapes."""
    params = {
        "linear_start": 0.00085,
        "linear_end": 0.0120,
        "num_timesteps_cond": 1,
        "timesteps": 1000,
        "first_stage_key": "jpg",
        "cond_stage_key": "txt",
        "image_size": 16,
        "channels": 4,
        "cond_stage_trainable": False,
        "conditioning_key": "crossattn",
        "scale_factor": 0.18215,
        "use_ema": False,
        "unet_config": {"target": "ldm.modules.diffusionmodules.openaimodel.UNetModel", "params": UNET},
        "first_stage_config": {"target": "ldm.models.autoencoder.AutoencoderKL", "params": VAE},
        "cond_stage_config": {
            "target": "ldm.modules.encoders.modules.FrozenCLIPEmbedder",
            "params": {"version": str(text_folder.resolve()), "device": "cpu", "max_length": TOKENS},
        },
    }
    return {"model": {"target": "ldm.models.diffusion.ddpm.LatentDiffusion", "params": params}}


def wake(module: torch.nn.Module) -> None:
    """Give every layer that starts at zero small random weights: with zeros the prompt would do nothing."""
    for name, parameter in module.named_parameters():
        if name.endswith("weight") and not parameter.any():
            torch.nn.init.normal_(parameter, std=0.05)


def weights(text: CLIPTextModel) -> dict[str, torch.Tensor]:
    """The three networks under the names that the host's LatentDiffusion gives them."""
    from ldm.models.autoencoder import AutoencoderKL
    from ldm.modules.diffusionmodules.openaimodel import UNetModel

    parts = {
        "model.diffusion_model.": UNetModel(**UNET),
        "first_stage_model.": AutoencoderKL(**VAE),
        "cond_stage_model.transformer.": text,
    }
    for part in parts.values():
        wake(part)
    # A fresh final LayerNorm has mean zero, and the host's emphasis divides by the mean.
    torch.nn.init.normal_(text.text_model.final_layer_norm.bias, mean=0.5, std=0.5)
    return {
        prefix + name: tensor.detach().contiguous()
        for prefix, part in parts.items()
        for name, tensor in part.state_dict().items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("host", type=Path, help="the WebUI's folder")
    parser.add_argument("models", type=Path, help="the models folder to write to")
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()

    sys.path.insert(0, str(args.host / "repositories" / "stable-diffusion-stability-ai"))
    torch.manual_seed(args.seed)
    text_folder = args.models / "tiny-text"
    config = text_config(write_tokenizer(text_folder))
    config.architectures = ["CLIPTextModel"]
    config.save_pretrained(text_folder)

    checkpoint = args.models / "Stable-diffusion" / "tiny.safetensors"
    checkpoint.parent.mkdir(parents=True, exist_ok=True)
    save_file(weights(CLIPTextModel(config)), checkpoint)
    checkpoint.with_suffix(".yaml").write_text(yaml.safe_dump(model_config(text_folder)), encoding="utf-8")


if __name__ == "__main__":
    main()
