"""Models of ViT-B/32's real shape with random weights: as fast as the real ones, without a download."""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import torch

REAL_LOGIT_SCALE = 4.6052
"""CLIP's learned ``logit_scale``: the logarithm of 100."""
TOKENS = {"bos_token": "<|startoftext|>", "eos_token": "<|endoftext|>"}


def save_transformers_clip(folder: Path, seed: int = 0) -> Path:
    """Save a transformers ``CLIPModel`` of its default shape, ViT-B/32, with CLIP's own vocabulary."""
    from transformers import CLIPConfig, CLIPImageProcessor, CLIPModel

    torch.manual_seed(seed)
    model = CLIPModel(CLIPConfig(logit_scale_init_value=REAL_LOGIT_SCALE))
    model.save_pretrained(folder, safe_serialization=True)
    CLIPImageProcessor().save_pretrained(folder)
    _save_tokenizer(folder)
    return folder


def save_large_clip(folder: Path, seed: int = 0) -> Path:
    """Save a transformers ``CLIPModel`` of ViT-L/14's shape, the text tower of Stable Diffusion 1.x."""
    from transformers import CLIPConfig, CLIPImageProcessor, CLIPModel

    torch.manual_seed(seed)
    text = {"hidden_size": 768, "intermediate_size": 3072, "num_attention_heads": 12, "projection_dim": 768}
    vision = {
        "hidden_size": 1024,
        "intermediate_size": 4096,
        "num_attention_heads": 16,
        "num_hidden_layers": 24,
        "patch_size": 14,
        "projection_dim": 768,
    }
    config = CLIPConfig(
        text_config=text, vision_config=vision, projection_dim=768, logit_scale_init_value=REAL_LOGIT_SCALE
    )
    CLIPModel(config).half().save_pretrained(folder, safe_serialization=True)
    CLIPImageProcessor().save_pretrained(folder)
    _save_tokenizer(folder)
    return folder


def _save_tokenizer(folder: Path) -> None:
    """Save the files of CLIP's tokenizer, from the vocabulary that comes with open_clip."""
    from open_clip.tokenizer import SimpleTokenizer

    tokenizer = SimpleTokenizer()
    names = {"<start_of_text>": TOKENS["bos_token"], "<end_of_text>": TOKENS["eos_token"]}
    vocabulary = {names.get(word, word): number for word, number in tokenizer.encoder.items()}
    merges = [" ".join(pair) for pair in sorted(tokenizer.bpe_ranks, key=tokenizer.bpe_ranks.__getitem__)]
    special = {**TOKENS, "pad_token": TOKENS["eos_token"], "unk_token": TOKENS["eos_token"]}
    settings = {**special, "tokenizer_class": "CLIPTokenizer", "model_max_length": 77}
    _write(folder / "vocab.json", json.dumps(vocabulary))
    _write(folder / "merges.txt", "\n".join(["#version: 0.2", *merges]) + "\n")
    _write(folder / "special_tokens_map.json", json.dumps(special))
    _write(folder / "tokenizer_config.json", json.dumps(settings))


def save_open_clip_weights(file: Path, seed: int = 0) -> Path:
    """Save weights of open_clip's ``ViT-B-32`` as safetensors."""
    from safetensors.torch import save_model

    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # open_clip warns that no pretrained weights are loaded: that is intended
        import open_clip

        torch.manual_seed(seed)
        model = open_clip.create_model("ViT-B-32")
    save_model(model, str(file))
    return file


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
