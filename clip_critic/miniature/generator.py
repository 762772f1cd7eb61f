"""Draws pictures with the stored miniature: text to picture, and picture to picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from PIL import Image

from clip_critic.miniature.networks import VAE, UNet
from clip_critic.miniature.sampling import SCALE, Noise, euler_a, schedule, schedule_from, timestep
from clip_critic.miniature.source import Source

SIDE, FACTOR, CHANNELS = 64, 8, 4
Encode = Callable[[Sequence[str]], torch.Tensor]
"""Texts -> last hidden states ``[n, 77, width]``."""


@dataclass(frozen=True)
class Drawing:
    """How to draw.

    Args:
        steps: of the sampler Euler a.
        guidance: how strongly the prompt pulls away from the negative prompt; 1 leaves the latter out.
        negative: the negative prompt.
    """

    steps: int = 20
    guidance: float = 7.0
    negative: str = ""


DRAWING = Drawing()


class Generator:
    """The miniature, ready to draw; safe to call from one thread at a time.

    Args:
        unet: predicts noise.
        vae: turns latents into pictures.
        encode: reads prompts.
    """

    def __init__(self, unet: UNet, vae: VAE, encode: Encode) -> None:
        self._unet, self._vae, self._encode = unet.eval(), vae.eval(), encode

    @classmethod
    def load(cls, source: Source) -> Generator:
        """Read the stored weights, in single precision on the CPU.

        Raises:
            EncoderError: a file is missing.
        """
        unet, vae = UNet(source.unet), VAE(source.vae)
        unet.load_state_dict({name: value.float() for name, value in source.unet_weights().items()})
        vae.load_state_dict({name: value.float() for name, value in source.vae_weights().items()})
        return cls(unet, vae, text_encoder(source))

    @torch.no_grad()
    def draw(
        self, prompts: Sequence[str], seeds: Sequence[int], drawing: Drawing = DRAWING
    ) -> list[Image.Image]:
        """One picture of 64 x 64 for each prompt with its seed; the same ones as a WebUI's Euler a."""
        noise = _noise(seeds)
        sigmas = schedule(drawing.steps)
        return self._finish(noise() * sigmas[0], sigmas, prompts, noise, drawing)

    @torch.no_grad()
    def redraw(
        self,
        pictures: Sequence[Image.Image],
        prompts: Sequence[str],
        seeds: Sequence[int],
        strength: float,
        drawing: Drawing = DRAWING,
    ) -> list[Image.Image]:
        """Every picture changed towards its prompt.

        Args:
            pictures: of 64 x 64.
            prompts: as many.
            seeds: as many.
            strength: from 0 to 1, the share of the steps that are run.
            drawing: how to draw.
        """
        noise = _noise(seeds)
        sigmas = schedule_from(drawing.steps, strength)
        start = self._vae.encode(_as_signed(pictures)) * SCALE
        return self._finish(start + noise() * sigmas[0], sigmas, prompts, noise, drawing)

    def _finish(
        self,
        latents: torch.Tensor,
        sigmas: list[float],
        prompts: Sequence[str],
        noise: Noise,
        drawing: Drawing,
    ) -> list[Image.Image]:
        told = self._encode([*prompts, drawing.negative])
        wanted, unwanted = told[:-1], told[-1:].expand(len(prompts), -1, -1)

        def denoise(noisy: torch.Tensor, sigma: float) -> torch.Tensor:
            times = torch.full((len(noisy),), timestep(sigma))
            scaled = noisy / (sigma**2 + 1) ** 0.5
            if drawing.guidance == 1:
                return torch.as_tensor(noisy - sigma * self._unet(scaled, times, wanted))
            both = torch.cat([wanted, unwanted])
            found = self._unet(scaled.repeat(2, 1, 1, 1), times.repeat(2), both)
            towards, away = found.chunk(2)
            return torch.as_tensor(noisy - sigma * (away + drawing.guidance * (towards - away)))

        *_, clean = euler_a(latents, sigmas, denoise, noise)
        return _as_pictures(self._vae.decode(clean / SCALE))


def text_encoder(source: Source) -> Encode:
    """The stored CLIP's text tower: texts are cut or filled up to 77 tokens, as in SD 1.x."""
    from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer

    tokenizer = CLIPTokenizer.from_pretrained(source.folder / "clip")
    model: Any = CLIPTextModel(CLIPTextConfig(**source.text)).eval().float()
    weights = {name: value.float() for name, value in source.text_weights().items()}
    if not hasattr(model, "text_model"):  # transformers 5 has no such level
        weights = {name.removeprefix("text_model."): value for name, value in weights.items()}
    model.load_state_dict(weights, strict=False)
    length = source.text["max_position_embeddings"]

    @torch.no_grad()
    def encode(texts: Sequence[str]) -> torch.Tensor:
        found = tokenizer(list(texts), padding="max_length", truncation=True, max_length=length)
        return torch.as_tensor(model(input_ids=torch.tensor(found["input_ids"]))[0])

    return encode


def _noise(seeds: Sequence[int]) -> Noise:
    """Unit noise, for every picture from a generator of its own: a batch changes nothing."""
    generators = [torch.Generator().manual_seed(seed) for seed in seeds]
    shape = (CHANNELS, SIDE // FACTOR, SIDE // FACTOR)
    return lambda: torch.stack([torch.randn(shape, generator=generator) for generator in generators])


def _as_signed(pictures: Sequence[Image.Image]) -> torch.Tensor:
    """Pictures -> ``[n, 3, h, w]`` from -1 to 1."""
    values = np.stack([np.asarray(picture.convert("RGB"), dtype=np.float32) for picture in pictures])
    return torch.from_numpy(values / 127.5 - 1).permute(0, 3, 1, 2).contiguous()


def _as_pictures(values: torch.Tensor) -> list[Image.Image]:
    levels = ((values.clamp(-1, 1) + 1) * 127.5).to(torch.uint8)  # cut off, as the WebUI does
    return [Image.fromarray(one) for one in levels.permute(0, 2, 3, 1).contiguous().numpy()]
