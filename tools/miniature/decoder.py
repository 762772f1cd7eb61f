"""The second part of the VAE's training: only the decoder continues to learn; the latents stay the same.

So it can run while the UNet learns from the same latents. They get a little noise, like a UNet's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch

from tools.miniature.dataset import make
from tools.miniature.latents import CHANNELS, SCALE, as_signed
from tools.miniature.norms import normalise_in_single
from tools.miniature.train import Options
from tools.miniature.train_clip import PICTURES
from tools.miniature.training import Plan, train
from tools.miniature.vae import GRIDS, GRIDS_FROM, Tested, reconstruction

STEPS = 3500
BATCH = 8
OF_GRIDS = 2
"""The number of pictures in a batch whose style has a fixed grid."""
RATE = 1.5e-3
NOISE = 0.03
"""The largest deviation of the noise on latents, whose own deviation is 1."""


def run(options: Options) -> None:
    """Continue training, and write the finished folder ``model`` beside the checkpoint."""
    from diffusers import AutoencoderKL

    if options.vae is None:
        raise SystemExit("the decoder needs --vae, the folder of the VAE's first training")
    scenes, seed = options.scenes, options.seed
    drawn = make(PICTURES, seed, scenes / f"train-{seed}", workers=options.threads)
    tested = make(3000, seed + 1000, scenes / f"test-{seed + 1000}")
    model: Any = AutoencoderKL.from_pretrained(options.vae, torch_dtype=torch.float32)
    normalise_in_single(model)
    for part in (model.encoder, model.quant_conv):
        part.requires_grad_(False)
    grids = np.asarray([n for n in range(GRIDS_FROM) if drawn.scene(n).style in GRIDS])
    torch.manual_seed(seed)

    def step(_: int, rng: np.random.Generator) -> tuple[torch.Tensor, Mapping[str, float]]:
        any_style = rng.choice(len(drawn), BATCH - OF_GRIDS, replace=False)
        indices = np.sort(np.concatenate([any_style, rng.choice(grids, OF_GRIDS, replace=False)]))
        pixels = as_signed(drawn.pictures[indices])
        with torch.no_grad():
            latents = model.encode(pixels).latent_dist.mean
        deviation = NOISE / SCALE * torch.rand(len(latents), CHANNELS, 1, 1)
        noisy = latents + deviation * torch.randn_like(latents)
        return reconstruction(model.decode(noisy).sample.float(), pixels)

    plan = Plan(
        options.steps or STEPS, seed, options.out, (options.vae,), rate=RATE, weight_decay=0.01, average=0.995
    )
    finished = train(plan, model, step, Tested(model, tested, options.out / "sheet.png"))
    model.load_state_dict(finished.weights())
    model.eval().to(torch.float16).save_pretrained(options.out / "model", safe_serialization=True)
