"""A miniature with random weights, stored as the trained one is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from clip_critic.miniature.source import StoredMiniature


def store_random_miniature(folder: Path) -> StoredMiniature:
    """Write ``clip``, ``vae`` and ``unet`` into the folder; needs diffusers."""
    from tools.miniature import clip, tokenizer, unet, vae

    torch.manual_seed(0)
    words = folder / "tokenizer"
    tokenizer.save(words, seed=0)
    text_and_picture = clip.new_model(clip.vocabulary_size(words))
    # Without a bias the last norm gives states whose mean is zero but for rounding, and attention weights
    # divide by a mean: a trained model's is never zero.
    torch.nn.init.normal_(text_and_picture.text_model.final_layer_norm.bias, std=0.1)
    clip.save_folder(folder / "clip", text_and_picture, words)
    unet.save(unet.new_model(clip.FIRST.text.width), folder / "unet")
    pictures = np.random.default_rng(0).integers(0, 255, (40, 64, 64, 3), dtype=np.uint8)
    vae.save(vae.new_model(), pictures, folder / "vae")
    return StoredMiniature(folder)
