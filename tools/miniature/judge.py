"""A judge other than CLIP: a small convolutional network that recognises a drawn scene's attributes.

It shares no weights, scenes or training run with CLIP, and sees combinations that the miniature has never
seen. Its pictures are sometimes blurred, shifted in shade and made noisy, and half of them are redrawn by
the miniature's autoencoder (with their true answers), so that its softness is not taken for a style.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from tools.miniature.clip import as_pixels
from tools.miniature.dataset import Drawn, make
from tools.miniature.latents import decode, encode
from tools.miniature.scenes import Scene
from tools.miniature.train import Options
from tools.miniature.training import Plan, train
from tools.miniature.zero_shot import ATTRIBUTES

STEPS = 4500
BATCH = 96
RATE = 2e-3
PICTURES = 40_000
REDRAWN = 20_000
"""The pictures of each set that the autoencoder redraws: all of them, as the judge would memorise a few."""
LATENT_NOISE = 0.1
TESTED = 1000
WIDTHS = (32, 64, 96, 128)
UNKNOWN = -100
WEIGHTS = "judge.safetensors"


class Block(nn.Module):
    """A convolution to half the size, then a residual one."""

    def __init__(self, before: int, width: int) -> None:
        super().__init__()
        self.down = nn.Conv2d(before, width, 3, stride=2, padding=1, bias=False)
        self.first = nn.BatchNorm2d(width)
        self.conv = nn.Conv2d(width, width, 3, padding=1, bias=False)
        self.second = nn.BatchNorm2d(width)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = functional.relu(self.first(self.down(x)))
        return x + functional.relu(self.second(self.conv(x)))


class Judge(nn.Module):
    """A network from pictures ``[n, 3, 64, 64]`` to logits ``[n, words]`` for every attribute."""

    def __init__(self) -> None:
        super().__init__()
        pairs = zip((3, *WIDTHS), WIDTHS, strict=False)
        self.blocks = nn.Sequential(*(Block(before, width) for before, width in pairs))
        self.mix = nn.Linear(WIDTHS[-1] * 16, 192)
        heads = {name: nn.Linear(192, len(attribute.words)) for name, attribute in ATTRIBUTES.items()}
        self.heads = nn.ModuleDict(heads)

    def forward(self, pixels: torch.Tensor) -> dict[str, torch.Tensor]:
        seen = functional.relu(self.mix(self.blocks(pixels).flatten(1)))
        return {name: head(seen).float() for name, head in self.heads.items()}

    @torch.no_grad()
    def verdict(self, pictures: NDArray[np.uint8]) -> dict[str, NDArray[np.int64]]:
        """Return the number of the recognised word for every attribute of pictures, ``[n]`` each.

        Pictures are uint8 ``[n, 64, 64, 3]``; the numbers are indices of `zero_shot.ATTRIBUTES`' words.
        """
        parts = [self(as_pixels(pictures[start : start + 200])) for start in range(0, len(pictures), 200)]
        return {name: torch.cat([part[name].argmax(1) for part in parts]).numpy() for name in ATTRIBUTES}


def load(folder: Path) -> Judge:
    """Load the trained judge from a folder."""
    from safetensors.torch import load_file

    judge = Judge()
    judge.load_state_dict({name: value.float() for name, value in load_file(folder / WEIGHTS).items()})
    return judge.eval()


def answers(scenes: Sequence[Scene]) -> dict[str, NDArray[np.int64]]:
    """Return the right numbers ``[n]`` for every attribute; `UNKNOWN` if it cannot be seen."""
    return {
        name: np.asarray([UNKNOWN if (a := attribute.answer(scene)) is None else a for scene in scenes])
        for name, attribute in ATTRIBUTES.items()
    }


def agreement(
    verdict: Mapping[str, NDArray[np.int64]], right: Mapping[str, NDArray[np.int64]]
) -> dict[str, float]:
    """Return the share of right verdicts for each attribute, among the scenes that have an answer."""
    return {
        name: float((verdict[name] == right[name])[right[name] != UNKNOWN].mean())
        for name in right
        if (right[name] != UNKNOWN).any()
    }


def roughen(pixels: torch.Tensor) -> torch.Tensor:
    """Add random blur, shades and noise."""
    count = len(pixels)
    soft = functional.avg_pool2d(functional.pad(pixels, (1, 1, 1, 1), mode="replicate"), 3, stride=1)
    share = torch.rand(count, 1, 1, 1) * (torch.rand(count, 1, 1, 1) < 0.5)
    pixels = pixels + (soft - pixels) * share
    pixels = pixels * (1 + 0.08 * torch.randn(count, 1, 1, 1)) + 0.06 * torch.randn(count, 3, 1, 1)
    coarse = functional.interpolate(torch.randn(count, 3, 16, 16), size=64, mode="bilinear")
    return pixels + 0.1 * torch.rand(count, 1, 1, 1) * (coarse + 0.4 * torch.randn_like(pixels))


def redrawn(drawn: Drawn, vae: Path, count: int, seed: int) -> Drawn:
    """Redraw the set's first pictures with the autoencoder, adding some noise to the latents."""
    from diffusers import AutoencoderKL

    model = AutoencoderKL.from_pretrained(vae, torch_dtype=torch.float32)
    found = encode(model, np.array(drawn.pictures[:count]))
    generator = torch.Generator().manual_seed(seed)
    noise = torch.randn(found.shape, generator=generator) * torch.rand(count, 1, 1, 1, generator=generator)
    pictures = decode(model, found + LATENT_NOISE * noise)
    return Drawn(replace(drawn.recipe, count=count), pictures)


class Batches:
    """Batches of pictures with right answers, half of them with held-out combinations."""

    def __init__(self, sets: Sequence[Drawn]) -> None:
        self._sets = sets

    def sample(self, rng: np.random.Generator) -> tuple[torch.Tensor, dict[str, torch.Tensor]]:
        pictures, scenes = [], []
        for drawn in self._sets:
            indices = np.sort(rng.choice(len(drawn), BATCH // len(self._sets), replace=False))
            pictures.append(drawn.pictures[indices])
            scenes += drawn.scenes(indices)
        right = {name: torch.from_numpy(values) for name, values in answers(scenes).items()}
        return roughen(as_pixels(np.concatenate(pictures))), right


def run(options: Options) -> None:
    """Train, and write the weights beside the checkpoint; a VAE, if given, redraws half of the pictures."""
    folder, seed = options.scenes, options.seed
    sets = [
        make(PICTURES // 2, seed, folder / f"judge-{seed}", workers=options.threads),
        make(PICTURES // 2, seed + 1, folder / f"judge-{seed + 1}", held_out=True, workers=options.threads),
    ]
    tested = {"": make(TESTED, seed + 1000, folder / f"judge-test-{seed + 1000}")}
    right = answers(tested[""].scenes(range(TESTED)))
    if options.vae is not None:
        sets += [redrawn(drawn, options.vae, REDRAWN, seed) for drawn in sets]
        tested["redrawn "] = redrawn(tested[""], options.vae, TESTED, seed)
    batches = Batches(sets)
    torch.manual_seed(seed)
    judge = Judge()

    def step(_: int, rng: np.random.Generator) -> tuple[torch.Tensor, Mapping[str, float]]:
        pixels, wanted = batches.sample(rng)
        logits = judge(pixels)
        losses = [
            functional.cross_entropy(logits[name], wanted[name], ignore_index=UNKNOWN, label_smoothing=0.02)
            for name in logits
        ]
        return torch.stack(losses).sum(), {}

    def evaluate() -> dict[str, float]:
        return {
            prefix + name: value
            for prefix, drawn in tested.items()
            for name, value in agreement(judge.verdict(drawn.pictures), right).items()
        }

    inputs = () if options.vae is None else (options.vae,)
    plan = Plan(
        options.steps or STEPS, seed, options.out, inputs, rate=RATE, weight_decay=0.02, average=0.995
    )
    finished = train(plan, judge, step, evaluate)
    save(judge, finished.weights(), options.out)


def save(judge: Judge, weights: Mapping[str, torch.Tensor], folder: Path) -> None:
    """Save the averaged weights in half precision."""
    from safetensors.torch import save_file

    judge.load_state_dict(dict(weights))
    half = {name: value.half() if value.is_floating_point() else value for name, value in weights.items()}
    save_file({name: value.contiguous() for name, value in half.items()}, folder / WEIGHTS)
