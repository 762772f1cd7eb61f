"""Training the miniature's small decoder: what steering looks through at each sampling step.

It learns the finished VAE's pictures of noisy latents, pixel by pixel and as the miniature's CLIP sees them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from safetensors.torch import save_file

from clip_critic.guides.tiny_decoder import SMALL, TinyDecoder
from tools.miniature.dataset import make
from tools.miniature.latents import SCALE, as_pictures, encode
from tools.miniature.train import Options
from tools.miniature.training import Plan, train
from tools.miniature.vae import psnr, reconstruction

SCENES = 3000
TESTED = 400
STEPS = 500
BATCH = 12
RATE = 2e-3
NOISE = 0.5
"""The largest deviation of the noise on latents: predicted clean latents are blurred mixtures at first."""
SIGHT = 2.0
"""The weight of the difference that CLIP sees."""
FILE = "model.safetensors"


def run(options: Options) -> None:
    """Train, and write the finished file into the folder ``model`` beside the checkpoint."""
    from diffusers import AutoencoderKL
    from transformers import CLIPModel

    if options.vae is None or options.clip is None:
        raise SystemExit("the small decoder needs --vae and --clip, the folders of the finished models")
    drawn = make(SCENES, options.seed, options.scenes / f"small-{options.seed}", workers=options.threads)
    tested = make(TESTED, options.seed + 1000, options.scenes / f"small-test-{options.seed + 1000}")
    vae: Any = AutoencoderKL.from_pretrained(options.vae, torch_dtype=torch.float32).requires_grad_(False)
    clip: Any = CLIPModel.from_pretrained(options.clip, torch_dtype=torch.float32).requires_grad_(False)
    latents = encode(vae, np.array(drawn.pictures))
    torch.manual_seed(options.seed)
    model = TinyDecoder(SMALL)

    def step(number: int, rng: np.random.Generator) -> tuple[torch.Tensor, Mapping[str, float]]:
        generator = torch.Generator().manual_seed(options.seed * 1_000_000 + number)
        chosen = latents[np.sort(rng.choice(len(latents), BATCH, replace=False))]
        deviation = NOISE * torch.rand(BATCH, 1, 1, 1, generator=generator)
        noisy = chosen + deviation * torch.randn(chosen.shape, generator=generator)
        with torch.no_grad():
            wanted = decoded(vae, noisy).clamp(-1, 1)
            seen = vectors(clip, wanted)
        found = model(noisy).float() * 2 - 1
        loss, figures = reconstruction(found, wanted)
        apart = 1 - (vectors(clip, found) * seen).sum(dim=-1).mean()
        return loss + SIGHT * apart, {**figures, "apart": float(apart.detach())}

    kept = encode(vae, np.array(tested.pictures))

    def evaluate() -> dict[str, float]:
        with torch.no_grad():
            wanted, found = decoded(vae, kept), model(kept).float() * 2 - 1
            alike = (vectors(clip, found) * vectors(clip, wanted)).sum(dim=-1).mean()
        return {"psnr": psnr(as_pictures(wanted), as_pictures(found)), "alike": float(alike)}

    plan = Plan(
        options.steps or STEPS,
        options.seed,
        options.out,
        (options.vae, options.clip),
        rate=RATE,
        weight_decay=0.0,
        average=0.99,
    )
    finished = train(plan, model, step, evaluate)
    folder = options.out / "model"
    folder.mkdir(parents=True, exist_ok=True)
    weights = finished.weights()
    save_file({name: weight.half().contiguous() for name, weight in weights.items()}, folder / FILE)


def decoded(vae: Any, latents: torch.Tensor) -> torch.Tensor:
    """Return the VAE's pictures of scaled latents, float32 ``[n, 3, h, w]`` from -1 to 1."""
    pictures: torch.Tensor = vae.decode(latents / SCALE).sample.float()
    return pictures


def vectors(clip: Any, signed: torch.Tensor) -> torch.Tensor:
    """Return CLIP's unit vectors of pictures ``[n, 3, 64, 64]`` from -1 to 1, which is how it reads them."""
    states = clip.vision_model(pixel_values=signed).pooler_output
    unit: torch.Tensor = torch.nn.functional.normalize(clip.visual_projection(states).float(), dim=-1)
    return unit
