"""The last part of the VAE's training: it learns what a picture shows, not only its pixels.

Three things are added: the finished CLIP compares the pictures, a small network predicts a scene's
attributes from its latents, and the latents get some noise, like a UNet's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from tools.miniature.dataset import make
from tools.miniature.judge import answers
from tools.miniature.latents import as_signed
from tools.miniature.norms import normalise_in_single
from tools.miniature.perceptual import Perceptual
from tools.miniature.reader import Reader
from tools.miniature.train import Options
from tools.miniature.train_clip import PICTURES
from tools.miniature.training import Plan, train
from tools.miniature.vae import (
    CALIBRATED_ON,
    GRIDS,
    GRIDS_FROM,
    KL_WEIGHT,
    Tested,
    divergence,
    reconstruction,
    save,
)

STEPS = 2500
BATCH = 8
HARD = GRIDS | {"pixel art"}
OF_HARD = 3
"""The number of pictures in a batch whose styles are lost most easily."""
RATE = 7e-4
SIGHT_WEIGHT = 0.15
READ_WEIGHT = 0.05
NOISE = 0.15
"""The largest deviation of the noise on latents, in units of their own deviation."""


class Learner(nn.Module):
    """The VAE with the networks that are discarded after its training."""

    def __init__(self, vae: Any, perceptual: Perceptual) -> None:
        super().__init__()
        self.vae, self.reader = vae, Reader()
        self._perceptual = [perceptual]  # in a list, so that its weights are not part of this module

    def loss(
        self, pixels: torch.Tensor, right: Mapping[str, NDArray[np.int64]]
    ) -> tuple[torch.Tensor, Mapping[str, float]]:
        """Return the errors of pixels, of CLIP's view and of the reader, and some of the latents' divergence.

        Args:
            pixels: the pictures ``[n, 3, 64, 64]`` from -1 to 1.
            right: the numbers ``[n]`` of each attribute's right word.
        """
        posterior = self.vae.encode(pixels).latent_dist
        spread = posterior.mean.detach().float().std(dim=(0, 2, 3), keepdim=True)
        latents = with_noise(posterior.sample().float() / spread)
        drawn = self.vae.decode(latents * spread).sample.float()
        loss, figures = reconstruction(drawn, pixels)
        more = {
            "sight": (SIGHT_WEIGHT, self._perceptual[0](drawn, pixels)),
            "read": (READ_WEIGHT, self.reader.loss(latents, right)),
            "kl": (KL_WEIGHT, divergence(posterior)),
        }
        for name, (weight, value) in more.items():
            loss, figures = loss + weight * value, {**figures, name: float(value.detach())}
        return loss, figures


def with_noise(latents: torch.Tensor) -> torch.Tensor:
    """Add noise of a different strength to each picture's latents, from none to `NOISE`."""
    strength = NOISE * torch.rand(len(latents), 1, 1, 1)
    return latents + strength * torch.randn_like(latents)


def run(options: Options) -> None:
    """Continue training, and write the finished folder ``model`` beside the checkpoint."""
    from diffusers import AutoencoderKL

    if options.vae is None or options.clip is None:
        raise SystemExit(
            "refine needs --vae, the folder of the VAE so far, and --clip, the folder of the finished CLIP"
        )
    scenes, seed = options.scenes, options.seed
    drawn = make(PICTURES, seed, scenes / f"train-{seed}", workers=options.threads)
    tested = make(3000, seed + 1000, scenes / f"test-{seed + 1000}")
    model: Any = AutoencoderKL.from_pretrained(options.vae, torch_dtype=torch.float32)
    normalise_in_single(model)
    hard = np.asarray([n for n in range(GRIDS_FROM) if drawn.scene(n).style in HARD])
    torch.manual_seed(seed)
    learner = Learner(model, Perceptual(options.clip))

    def step(_: int, rng: np.random.Generator) -> tuple[torch.Tensor, Mapping[str, float]]:
        any_style = rng.choice(len(drawn), BATCH - OF_HARD, replace=False)
        indices = np.sort(np.concatenate([any_style, rng.choice(hard, OF_HARD, replace=False)]))
        return learner.loss(as_signed(drawn.pictures[indices]), answers(drawn.scenes(indices)))

    inputs = (options.vae, options.clip)
    plan = Plan(
        options.steps or STEPS, seed, options.out, inputs, rate=RATE, weight_decay=0.01, average=0.998
    )
    finished = train(plan, learner, step, Tested(model, tested, options.out / "sheet.png"))
    learner.load_state_dict(finished.weights())
    save(model.eval(), np.asarray(drawn.pictures[:CALIBRATED_ON]), options.out / "model")
