"""Training the miniature's UNet: diffusers' `UNet2DConditionModel` with the structure of SD 1.x.

It learns to predict the noise in the VAE's latents from the hidden states of the finished CLIP's text tower.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from tools.miniature.captions import Caption, Writer
from tools.miniature.dataset import SIZE, Drawn, make
from tools.miniature.latents import CHANNELS, FACTOR, encode_all
from tools.miniature.norms import normalise_in_single
from tools.miniature.scenes import Scene
from tools.miniature.tokenizer import CONTEXT
from tools.miniature.train import Options
from tools.miniature.train_clip import PICTURES
from tools.miniature.training import Plan, digest, train

WIDTHS = (128,)
"""One level: 8 x 8 latents are few enough for all layers to see all of them."""
HEADS = 4
BLOCKS = 1
STEPS = 12_000
BATCH = 32
OF_SINGLES = 16
"""The number of pictures in a batch that show a single large thing; the others show anything."""
RATE = 1e-3
FALLING = 0.4
"""The share of the last steps, in which the rate falls."""
USED = 64_000
"""The number of drawn pictures that are used, from the first."""
TESTED = 480
DROPPED = 0.1
"""The share of captions that are left empty, for classifier-free guidance."""
MISTAKEN_BELOW = 320
"""The timestep below which every caption belongs to another scene. As with photographs, the visible content
then counts for more than the words: otherwise the last steps still draw the words, seven times as strongly
with a guidance of 7, and a start picture's colour does not last."""
OF_ANY_STYLE = 0.2
"""The share of those captions that belong to any scene. The others belong to a scene of the same style,
which the last steps decide more than the first."""
SENTENCES, LISTS = 0.45, 0.35
"""The shares of the captions' kinds; the rest is of any kind, including bare words."""
OF_TWO = 0.5
"""The share of captions that are chosen from two, as the one that claims more."""
STYLED = 0.5
"""The share of captions to which the style is added if they do not name it."""
TIMESTEPS, FIRST_BETA, LAST_BETA = 1000, 0.00085, 0.012
MOST_SIGNAL = 5.0
"""The highest signal-to-noise ratio that counts: min-SNR weights, Hang et al. 2023, equation 12. Timesteps
are sampled in proportion to their weights, and then count alike."""


def new_model(context: int) -> Any:
    """Return a `UNet2DConditionModel` before training, for hidden states of width `context`."""
    from diffusers import UNet2DConditionModel
    from diffusers.models.attention_processor import AttnProcessor

    levels = len(WIDTHS)
    model = UNet2DConditionModel(
        sample_size=SIZE // FACTOR,
        in_channels=CHANNELS,
        out_channels=CHANNELS,
        block_out_channels=WIDTHS,
        layers_per_block=BLOCKS,
        down_block_types=("CrossAttnDownBlock2D",) * levels,
        up_block_types=("CrossAttnUpBlock2D",) * levels,
        attention_head_dim=HEADS,  # diffusers' name for the number of heads
        cross_attention_dim=context,
    )
    model.set_attn_processor(AttnProcessor())  # the gradient of torch's fused attention is slow on a CPU
    normalise_in_single(model)
    return model


def signal_left() -> torch.Tensor:
    """Return the share of the latents' variance left at each timestep, float64 ``[1000]``: SD's schedule."""
    roots = torch.linspace(FIRST_BETA**0.5, LAST_BETA**0.5, TIMESTEPS, dtype=torch.float64)
    return (1 - roots**2).cumprod(dim=0)


def weights_of(left: torch.Tensor) -> torch.Tensor:
    """Return the min-SNR weights of the noise's squared error, by the share of signal left."""
    ratio = left / (1 - left)
    return ratio.clamp(max=MOST_SIGNAL) / ratio


class TextTower:
    """The finished CLIP's text tower with its tokenizer, which encodes texts for the UNet."""

    def __init__(self, folder: Path) -> None:
        from transformers import CLIPTextModel, CLIPTokenizer

        self._tokenizer = CLIPTokenizer.from_pretrained(folder)
        self._model = CLIPTextModel.from_pretrained(folder, torch_dtype=torch.float32).eval()
        self.width = int(self._model.config.hidden_size)

    @torch.no_grad()
    def __call__(self, texts: Sequence[str]) -> torch.Tensor:
        """Return the last hidden states ``[n, 77, width]`` after the final norm; the end token pads texts."""
        found = self._tokenizer(
            list(texts), padding="max_length", truncation=True, max_length=CONTEXT, return_tensors="pt"
        )
        states: torch.Tensor = self._model(input_ids=found["input_ids"])[0].float()
        return states


def write(drawn: Drawn, index: int, rng: np.random.Generator) -> str:
    """Write a new caption of a scene, mostly a long one; sometimes an empty one."""
    if rng.random() < DROPPED:
        return ""
    scene = drawn.scene(index)
    tries = [_caption(scene, rng) for _ in range(2 if rng.random() < OF_TWO else 1)]
    chosen = max(tries, key=lambda caption: len(caption.claims))
    if rng.random() < STYLED and f"style:{scene.style}" not in chosen.claims:
        return f"{chosen.text.rstrip('.')}, {scene.style}"
    return chosen.text


def _caption(scene: Scene, rng: np.random.Generator) -> Caption:
    writer, kind = Writer(scene, rng), rng.random()
    if kind < SENTENCES:
        text = writer.sentence()
    elif kind < SENTENCES + LISTS:
        text = writer.list_of_phrases()
    else:
        return writer.any_kind()
    return Caption(text, writer.claims)


def is_single(scene: Scene) -> bool:
    """Return whether the scene shows one large thing and nothing else."""
    return len(scene.things) == 1 and scene.things[0].size == "large"


class Trainer:
    """A maker of batches that computes their loss.

    Args:
        model: the UNet.
        drawn: the scenes, for their captions.
        latents: the latents of their first pictures, float16 ``[n, 4, 8, 8]``.
        tower: the text tower that reads the captions.
    """

    def __init__(self, model: Any, drawn: Drawn, latents: NDArray[np.float16], tower: TextTower) -> None:
        self._model, self._drawn, self._latents, self._tower = model, drawn, latents, tower
        self._left = signal_left()
        self._odds = weights_of(self._left).numpy()

    @cached_property
    def _scenes(self) -> list[Scene]:
        return self._drawn.scenes(range(len(self._latents)))

    @cached_property
    def _singles(self) -> NDArray[np.integer]:
        return np.asarray([n for n, scene in enumerate(self._scenes) if is_single(scene)])

    @cached_property
    def _of_style(self) -> Mapping[str, NDArray[np.integer]]:
        styles = np.asarray([scene.style for scene in self._scenes])
        return {str(style): np.flatnonzero(styles == style) for style in np.unique(styles)}

    def step(self, _: int, rng: np.random.Generator) -> tuple[torch.Tensor, Mapping[str, float]]:
        singles = rng.choice(self._singles, OF_SINGLES, replace=False)
        others = rng.choice(len(self._latents), BATCH - OF_SINGLES, replace=False)
        loss = self._errors(np.concatenate([singles, others]), rng, self._odds).mean()
        return loss, {}

    @torch.no_grad()
    def test(self, chosen: range) -> dict[str, float]:
        """Return the mean squared error of the noise on test latents, with the same noise every time."""
        rng = np.random.default_rng(0)
        torch.manual_seed(0)
        parts = np.array_split(np.asarray(chosen), max(1, len(chosen) // BATCH))
        errors = torch.cat([self._errors(part, rng) for part in parts])
        return {"error": float(errors.mean())}

    def _errors(
        self,
        indices: NDArray[np.integer],
        rng: np.random.Generator,
        odds: NDArray[np.float64] | None = None,
    ) -> torch.Tensor:
        """Return the squared error of each sample's noise, ``[n]``."""
        clean = torch.from_numpy(self._latents[indices].astype(np.float32))
        times = spread_times(len(indices), rng, odds)
        captioned = indices if odds is None else self._mistaken(indices, times, rng)
        states = self._tower([write(self._drawn, int(index), rng) for index in captioned])
        left = self._left[times].float()[:, None, None, None]
        noise = torch.randn_like(clean)
        noisy = left.sqrt() * clean + (1 - left).sqrt() * noise
        found = self._model(noisy, times, states).sample.float()
        losses: torch.Tensor = (found - noise).square().mean(dim=(1, 2, 3))
        return losses

    def _mistaken(
        self, indices: NDArray[np.integer], times: torch.Tensor, rng: np.random.Generator
    ) -> NDArray[np.integer]:
        """Return the scenes whose captions are used: each its own, except for the last timesteps."""
        captioned: NDArray[np.integer] = indices.copy()
        for place in np.flatnonzero(times.numpy() < MISTAKEN_BELOW):
            if rng.random() < OF_ANY_STYLE:
                captioned[place] = rng.integers(len(self._latents))
            else:
                captioned[place] = rng.choice(self._of_style[self._scenes[indices[place]].style])
        return captioned


def spread_times(
    count: int, rng: np.random.Generator, odds: NDArray[np.float64] | None = None
) -> torch.Tensor:
    """Sample timesteps int64 ``[count]``, one from each of `count` equally likely ranges, for less variance.

    Args:
        count: the number of timesteps.
        rng: the source of randomness.
        odds: the relative probability of every timestep, ``[1000]``; equal by default.
    """
    places = rng.permutation((np.arange(count) + rng.random(count)) / count)
    if odds is None:
        return torch.from_numpy((places * TIMESTEPS).astype(np.int64))
    reached = np.cumsum(odds) / np.sum(odds)
    return torch.from_numpy(np.searchsorted(reached, places).clip(max=TIMESTEPS - 1).astype(np.int64))


def run(options: Options) -> None:
    """Train, and write the finished folder ``model`` beside the checkpoint."""
    from diffusers import AutoencoderKL

    if options.clip is None or options.vae is None:
        raise SystemExit("the UNet needs --clip and --vae, the folders of the finished models")
    drawn = make(PICTURES, options.seed, options.scenes / f"train-{options.seed}", workers=options.threads)
    vae = AutoencoderKL.from_pretrained(options.vae, torch_dtype=torch.float32).eval()
    latents = encode_all(
        vae, drawn.pictures[: USED + TESTED], options.out / f"latents-{digest(options.vae)}.npy"
    )
    tower = TextTower(options.clip)
    torch.manual_seed(options.seed)
    model = new_model(tower.width)
    trainer = Trainer(model, drawn, latents[:USED], tower)
    tester = Trainer(model, drawn, latents, tower)

    steps, seed = options.steps or STEPS, options.seed
    inputs = (options.clip, options.vae)
    plan = Plan(
        steps, seed, options.out, inputs, rate=RATE, falling=FALLING, weight_decay=0.01, average=0.999
    )
    finished = train(plan, model, trainer.step, lambda: tester.test(range(USED, USED + TESTED)))
    model.load_state_dict(finished.weights())
    save(model.eval(), options.out / "model")


def save(model: nn.Module, folder: Path) -> None:
    """Save weights in half precision as a folder for diffusers."""
    model.to(torch.float16).save_pretrained(folder, safe_serialization=True)  # type: ignore[operator]
