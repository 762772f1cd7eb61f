"""Training the miniature's VAE: diffusers' `AutoencoderKL`, factor 8, four latent channels.

After training, every latent channel is shifted and scaled so that times 0.18215 it has mean 0 and deviation 1
over the scenes; the change is folded into the two 1 x 1 convolutions around the latents.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image
from torch import nn
from torch.nn import functional

from tools.miniature.dataset import SIZE, Drawn, make
from tools.miniature.latents import CHANNELS, SCALE, Pictures, as_pictures, as_signed
from tools.miniature.norms import normalise_in_single
from tools.miniature.train import Options
from tools.miniature.train_clip import PICTURES
from tools.miniature.training import Plan, train
from tools.miniature.words import STYLES

WIDTHS = (64, 64, 64, 64)
"""The channels of the levels. The host normalises in 32 groups: with 32 channels, one per group, hardly
anything would represent a picture's mean colour, and training would be very slow."""
BLOCKS = 0
"""The number of residual blocks in an encoder's level; a decoder's has one more."""
FIRST_LOGVAR = -6.0
"""The log-variance of the latents' noise at the start of training; with 0 the noise would drown them."""
STEPS = 5500
BATCH = 8
RATE = 1.5e-3
TESTED = 400
GRIDS = frozenset({"mosaic", "halftone"})
"""The styles of half of every batch: one latent is as wide as their grids, so that all latents in a plain
area are equal, and the decoder learns only slowly where a tile ends."""
GRIDS_FROM = 20_000
"""The number of pictures, from the first, that are searched for them."""
EDGE_WEIGHT = 0.5
KL_WEIGHT = 2e-4
CALIBRATED_ON = 2000


def new_model() -> Any:
    """Return an `AutoencoderKL` before training."""
    from diffusers import AutoencoderKL

    levels = len(WIDTHS)
    model = AutoencoderKL(
        block_out_channels=WIDTHS,
        down_block_types=("DownEncoderBlock2D",) * levels,
        up_block_types=("UpDecoderBlock2D",) * levels,
        layers_per_block=BLOCKS,
        latent_channels=CHANNELS,
        norm_num_groups=32,
        sample_size=SIZE,
        scaling_factor=SCALE,
        force_upcast=False,
    )
    with torch.no_grad():
        model.quant_conv.weight[CHANNELS:] *= 0.1
        model.quant_conv.bias[CHANNELS:] = FIRST_LOGVAR
    normalise_in_single(model)
    return model


def edges(values: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the differences of neighbouring pixels, downwards and across."""
    return values.diff(dim=2), values.diff(dim=3)


def reconstruction(drawn: torch.Tensor, pixels: torch.Tensor) -> tuple[torch.Tensor, Mapping[str, float]]:
    """Return the absolute and squared errors of pixels and edges; pictures are ``[n, 3, h, w]``, -1 to 1."""
    of_pixels, of_squares = functional.l1_loss(drawn, pixels), functional.mse_loss(drawn, pixels)
    pairs = zip(edges(drawn), edges(pixels), strict=True)
    of_edges = sum((functional.l1_loss(*pair) for pair in pairs), torch.zeros(()))
    figures = {"pixels": of_pixels, "squares": of_squares, "edges": of_edges}
    loss = of_pixels + of_squares + EDGE_WEIGHT * of_edges
    return loss, {name: float(value.detach()) for name, value in figures.items()}


def loss_of(model: Any, pixels: torch.Tensor) -> tuple[torch.Tensor, Mapping[str, float]]:
    """Return the reconstruction's errors, and some of the latents' divergence from a normal distribution.

    Args:
        model: the VAE.
        pixels: the pictures ``[n, 3, h, w]`` from -1 to 1.
    """
    posterior = model.encode(pixels).latent_dist
    loss, figures = reconstruction(model.decode(posterior.sample()).sample.float(), pixels)
    of_latents = divergence(posterior)
    return loss + KL_WEIGHT * of_latents, {**figures, "kl": float(of_latents.detach())}


def divergence(posterior: Any) -> torch.Tensor:
    """Return the latents' mean divergence from a normal distribution."""
    mean, logarithm = posterior.mean.float(), posterior.logvar.float()
    loss: torch.Tensor = 0.5 * (mean**2 + logarithm.exp() - 1 - logarithm).mean()
    return loss


def psnr(pictures: Pictures, others: Pictures) -> float:
    """Return the peak signal-to-noise ratio in decibels, the mean over the pictures."""
    squares = ((pictures.astype(np.float64) - others) ** 2).mean(axis=(1, 2, 3))
    return float((10 * np.log10(255**2 / np.maximum(squares, 1e-3))).mean())


@torch.no_grad()
def redraw(model: Any, pictures: Pictures, batch: int = 50) -> Pictures:
    """Return the pictures after the VAE, from the means of their latents."""
    parts = [pictures[start : start + batch] for start in range(0, len(pictures), batch)]
    return np.concatenate(
        [as_pictures(model.decode(model.encode(as_signed(part)).latent_dist.mean).sample) for part in parts]
    )


class Tested:
    """The PSNR by style on scenes that the VAE is not trained on."""

    def __init__(self, model: Any, drawn: Drawn, sheet: Path) -> None:
        self._model, self._sheet = model, sheet
        self._pictures = np.asarray(drawn.pictures[:TESTED])
        self._styles = np.asarray([scene.style for scene in drawn.scenes(range(TESTED))])

    def __call__(self) -> dict[str, float]:
        redrawn = redraw(self._model, self._pictures)
        contact_sheet((self._pictures[:80], redrawn[:80])).save(self._sheet)
        result = {"psnr": psnr(self._pictures, redrawn)}
        for style in STYLES:
            chosen = self._styles == style
            if chosen.any():
                result[style] = psnr(self._pictures[chosen], redrawn[chosen])
        return result


def contact_sheet(rows: Sequence[Pictures], columns: int = 16) -> Image.Image:
    """Arrange pictures of several kinds below each other, line by line."""
    lines = [
        np.concatenate(list(kind[start : start + columns]), axis=1)
        for start in range(0, len(rows[0]) - columns + 1, columns)
        for kind in rows
    ]
    return Image.fromarray(np.concatenate(lines, axis=0))


@torch.no_grad()
def calibrate(model: Any, pictures: Pictures) -> None:
    """Fold a shift and a scale of every latent channel into the model, in place.

    The latents of the pictures then have mean 0 and deviation 1 / `SCALE` in every channel; decoded pictures
    stay the same.
    """
    means = [model.encode(as_signed(part)).latent_dist.mean for part in np.array_split(pictures, 20)]
    values = torch.cat(means).transpose(0, 1).flatten(1)
    centre, spread = values.mean(dim=1), values.std(dim=1) * SCALE
    into, out = model.quant_conv, model.post_quant_conv
    into.bias[:CHANNELS] -= centre
    into.weight[:CHANNELS] /= spread[:, None, None, None]
    into.bias[:CHANNELS] /= spread
    into.bias[CHANNELS:] -= 2 * spread.log()
    out.bias += out.weight[:, :, 0, 0] @ centre
    out.weight *= spread[None, :, None, None]


def run(options: Options) -> None:
    """Train, and write the finished folder ``model`` beside the checkpoint."""
    scenes = options.scenes
    drawn = make(PICTURES, options.seed, scenes / f"train-{options.seed}", workers=options.threads)
    tested = make(3000, options.seed + 1000, scenes / f"test-{options.seed + 1000}")
    torch.manual_seed(options.seed)
    model = new_model()

    grids = np.asarray([n for n in range(GRIDS_FROM) if drawn.scene(n).style in GRIDS])

    def step(_: int, rng: np.random.Generator) -> tuple[torch.Tensor, Mapping[str, float]]:
        any_style = rng.choice(len(drawn), BATCH // 2, replace=False)
        indices = np.sort(np.concatenate([any_style, rng.choice(grids, BATCH // 2, replace=False)]))
        return loss_of(model, as_signed(drawn.pictures[indices]))

    plan = Plan(
        options.steps or STEPS, options.seed, options.out, rate=RATE, weight_decay=0.01, average=0.998
    )
    finished = train(plan, model, step, Tested(model, tested, options.out / "sheet.png"))
    model.load_state_dict(finished.weights())
    save(model.eval(), np.asarray(drawn.pictures[:CALIBRATED_ON]), options.out / "model")


def save(model: nn.Module, pictures: Pictures, folder: Path) -> None:
    """Save calibrated weights in half precision as a folder for diffusers."""
    calibrate(model, pictures)
    model.to(torch.float16).save_pretrained(folder, safe_serialization=True)  # type: ignore[operator]
