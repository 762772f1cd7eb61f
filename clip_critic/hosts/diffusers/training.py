"""Textual inversion: a concept's vectors are trained until a checkpoint's UNet sees its pictures in noise.

Gal et al. 2022 (arXiv:2208.01618), equation 2. Nothing but the vectors is changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from clip_critic.concepts.inversion import TEMPLATES
from clip_critic.concepts.settings import TrainSettings
from clip_critic.errors import BadInputError, HostError
from clip_critic.hosts.base import Trained
from clip_critic.hosts.diffusers.library import load_diffusers
from clip_critic.hosts.diffusers.reader import Condition, Reader, of_equal_length
from clip_critic.progress import Progress

if TYPE_CHECKING:
    import torch

CHECKS = 32
"""The noises with which the error is measured before and after, the same both times."""
CHECK_SEED = 20_220_801


class Trainer:
    """A checkpoint's parts, as textual inversion needs them.

    Args:
        pipeline: a pipeline of diffusers.
        reader: the reader of its prompts.
        latents: the latents of the concept's pictures, ``[n, channels, h, w]``.
        side: the side of the pictures in pixels.

    Raises:
        BadInputError: the checkpoint predicts something that is not known here.
    """

    def __init__(self, pipeline: Any, reader: Reader, latents: torch.Tensor, side: int) -> None:
        self._unet, self._reader, self._latents, self._side = pipeline.unet, reader, latents, side
        self._noising = load_diffusers().DDPMScheduler.from_config(pipeline.scheduler.config)
        self._kind = str(self._noising.config.prediction_type)
        if self._kind not in ("epsilon", "v_prediction", "sample"):
            raise BadInputError(
                f"This checkpoint predicts {self._kind!r:.40}, which nothing is trained with here: choose "
                "another one."
            )

    def train(
        self, name: str, vectors: dict[str, NDArray[np.float32]], settings: TrainSettings, progress: Progress
    ) -> Trained:
        """Train the vectors of a concept.

        Args:
            name: its name, as it stands in prompts.
            vectors: its vectors by tower, ``[k, width]``.
            settings: the settings.
            progress: a callback at each step; it may raise `InterruptedByUser`, and nothing is kept then.

        Raises:
            HostError: the numbers became invalid.
        """
        import torch

        own = {
            tower: torch.tensor(part, device=self._latents.device, requires_grad=True)
            for tower, part in vectors.items()
        }
        before = self._error(name, own)
        adam = torch.optim.Adam(own.values(), lr=settings.rate)
        source = torch.Generator().manual_seed(settings.seed)
        for step in range(settings.steps):
            progress(step, settings.steps, "training")
            with torch.enable_grad():
                loss = self._loss(name, own, settings.batch, source)
                slopes = torch.autograd.grad(loss, list(own.values()))
            if not bool(loss.isfinite()) or not all(bool(slope.isfinite().all()) for slope in slopes):
                raise HostError(
                    f"The training went astray at step {step + 1} (its numbers are no longer finite): lower "
                    "the rate. The concept is as it was."
                )
            for part, slope in zip(own.values(), slopes, strict=True):
                part.grad = slope
            adam.step()
        progress(settings.steps, settings.steps, "training")
        after = self._error(name, own)
        return Trained({tower: part.detach().cpu().numpy() for tower, part in own.items()}, before, after)

    def _error(self, name: str, own: dict[str, torch.Tensor]) -> float:
        import torch

        source = torch.Generator().manual_seed(CHECK_SEED)
        with torch.no_grad():
            return float(self._loss(name, own, CHECKS, source))

    def _loss(
        self, name: str, own: dict[str, torch.Tensor], count: int, source: torch.Generator
    ) -> torch.Tensor:
        """Return the mean squared error for pictures, noises, moments and texts that are drawn at random."""
        import torch

        def choice(of: int, number: int) -> torch.Tensor:
            return torch.randint(of, (number,), generator=source)

        clean = self._latents[choice(len(self._latents), count).to(self._latents.device)].float()
        noise = torch.randn(clean.shape, generator=source).to(clean)
        moments = choice(int(self._noising.config.num_train_timesteps), count).to(clean.device)
        noisy = self._noising.add_noise(clean, noise, moments)
        texts = [TEMPLATES[index].replace("{}", name) for index in choice(len(TEMPLATES), count).tolist()]
        known = {text: self._reader.condition(text, name, own) for text in dict.fromkeys(texts)}
        conditions = of_equal_length([known[text] for text in texts])
        dtype = self._unet.dtype
        predicted = self._unet(
            noisy.to(dtype),
            moments,
            encoder_hidden_states=torch.stack([condition.states for condition in conditions]).to(dtype),
            **self._added(conditions),
        ).sample.float()
        if self._kind == "epsilon":
            wanted = noise
        elif self._kind == "v_prediction":
            wanted = self._noising.get_velocity(clean, noise, moments)
        else:
            wanted = clean
        return torch.nn.functional.mse_loss(predicted, wanted)

    def _added(self, conditions: Sequence[Condition]) -> dict[str, Any]:
        """Return what the UNet of Stable Diffusion XL is told besides the prompt."""
        import torch

        pooled = [condition.pooled for condition in conditions if condition.pooled is not None]
        if not pooled:
            return {}
        sizes = torch.tensor([[self._side, self._side, 0, 0, self._side, self._side]] * len(pooled))
        texts = torch.stack(pooled).to(self._unet.dtype)
        return {"added_cond_kwargs": {"text_embeds": texts, "time_ids": sizes.to(texts)}}
