"""The very last part of the VAE's training: the decoder alone, on latents as noisy as a UNet's may be.

Latents stay what they are, so that it can run when the UNet has been trained.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch

from tools.miniature.dataset import make
from tools.miniature.latents import SCALE, as_signed
from tools.miniature.norms import normalise_in_single
from tools.miniature.perceptual import Perceptual
from tools.miniature.refine import SIGHT_WEIGHT
from tools.miniature.train import Options
from tools.miniature.train_clip import PICTURES
from tools.miniature.training import Plan, train
from tools.miniature.vae import GRIDS, GRIDS_FROM, Tested, reconstruction

STEPS = 1600
BATCH = 8
OF_GRIDS = 1
"""Pictures of a batch that are of the styles with fixed grids, whatever the others are."""
RATE = 7e-4
NOISE = 0.4
"""Greatest deviation of the noise on latents, which deviate by 1."""


def run(options: Options) -> None:
    """Train on, and write the finished folder ``model`` beside the checkpoint."""
    from diffusers import AutoencoderKL

    if options.vae is None or options.clip is None:
        raise SystemExit(
            "to finish takes --vae, the folder of the refined VAE, and --clip, of the finished CLIP"
        )
    scenes, seed = options.scenes, options.seed
    drawn = make(PICTURES, seed, scenes / f"train-{seed}", workers=options.threads)
    tested = make(3000, seed + 1000, scenes / f"test-{seed + 1000}")
    model: Any = AutoencoderKL.from_pretrained(options.vae, torch_dtype=torch.float32)
    normalise_in_single(model)
    for part in (model.encoder, model.quant_conv):
        part.requires_grad_(False)
    perceptual = Perceptual(options.clip)
    grids = np.asarray([n for n in range(GRIDS_FROM) if drawn.scene(n).style in GRIDS])
    torch.manual_seed(seed)

    def step(_: int, rng: np.random.Generator) -> tuple[torch.Tensor, Mapping[str, float]]:
        any_style = rng.choice(len(drawn), BATCH - OF_GRIDS, replace=False)
        indices = np.sort(np.concatenate([any_style, rng.choice(grids, OF_GRIDS, replace=False)]))
        pixels = as_signed(drawn.pictures[indices])
        with torch.no_grad():
            latents = model.encode(pixels).latent_dist.mean.float()
        strength = NOISE / SCALE * torch.rand(len(latents), 1, 1, 1)
        found = model.decode(latents + strength * torch.randn_like(latents)).sample.float()
        loss, told = reconstruction(found, pixels)
        of_sight = perceptual(found, pixels)
        return loss + SIGHT_WEIGHT * of_sight, {**told, "sight": float(of_sight.detach())}

    plan = Plan(options.steps or STEPS, seed, options.out, rate=RATE, weight_decay=0.01, average=0.995)
    finished = train(plan, model, step, Tested(model, tested, options.out / "sheet.png"))
    model.load_state_dict(finished.weights())
    model.eval().to(torch.float16).save_pretrained(options.out / "model", safe_serialization=True)
