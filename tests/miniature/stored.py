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
    clip.save_folder(folder / "clip", clip.new_model(clip.vocabulary_size(words)), words)
    unet.save(unet.new_model(clip.TEXT["hidden_size"]), folder / "unet")
    pictures = np.random.default_rng(0).integers(0, 255, (40, 64, 64, 3), dtype=np.uint8)
    vae.save(vae.new_model(), pictures, folder / "vae")
    return StoredMiniature(folder)
