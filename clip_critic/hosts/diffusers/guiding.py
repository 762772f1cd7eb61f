"""A guide inside diffusers' pipelines: the step of their scheduler is wrapped for one run."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from clip_critic.errors import BadInputError
from clip_critic.guides.base import Guide, LatentSpace, SamplingStep, call_guide
from clip_critic.hosts.diffusers.library import cast

if TYPE_CHECKING:
    import torch

ADDING = ("EulerAncestralDiscreteScheduler", "EulerDiscreteScheduler")
"""Schedulers whose latents are ``x0 + sigma * noise``."""
MIXING = ("DDIMScheduler", "DPMSolverMultistepScheduler", "LCMScheduler")
"""Schedulers whose latents are ``alpha * x0 + sqrt(1 - alpha**2) * noise``."""
PREDICTIONS = ("epsilon", "v_prediction", "sample")


@dataclass(frozen=True)
class CleanForm:
    """The relation between clean latents, the scheduler's latents and the UNet's output.

    Clean latents are ``keep * latents + gain * output``.

    Karras et al. 2022 (arXiv:2206.00364), equation 7; Salimans and Ho 2022 (arXiv:2202.00512), appendix D.
    """

    keep: float
    gain: float

    @classmethod
    def of(cls, prediction: str, alpha: float, *, is_mixed: bool) -> CleanForm:
        """Return the form of a prediction.

        Args:
            prediction: one of `PREDICTIONS`.
            alpha: the share of the clean latents in mixed ones, 0 to 1.
            is_mixed: whether the scheduler's latents are mixed rather than added.
        """
        noise = math.sqrt(1 - alpha**2)
        if prediction == "epsilon":
            form = cls(1 / alpha, -noise / alpha)
        elif prediction == "v_prediction":
            form = cls(alpha, -noise)
        else:
            form = cls(0.0, 1.0)
        return form if is_mixed else cls(form.keep * alpha, form.gain)

    def clean(self, latents: torch.Tensor, output: torch.Tensor) -> torch.Tensor:
        """Return the clean latents, float32."""
        return self.keep * latents.float() + self.gain * output.float()

    def output(self, output: torch.Tensor, moved: torch.Tensor) -> torch.Tensor:
        """Return the output whose clean latents are moved, in its own precision."""
        changed: torch.Tensor = (output.float() + moved / self.gain).to(output.dtype)
        return changed


def require_guidable(scheduler: Any) -> None:
    """Check that it is known how clean latents follow from a scheduler's latents.

    Raises:
        BadInputError: it is not.
    """
    kind = type(scheduler).__name__
    if kind not in (*ADDING, *MIXING):
        raise BadInputError(f"A sampler by {kind} cannot be steered: choose another sampler, or no steering.")
    prediction = scheduler.config.prediction_type
    if prediction not in PREDICTIONS:
        raise BadInputError(
            f"This checkpoint predicts {prediction!r}, which cannot be steered: choose another checkpoint, "
            "or no steering."
        )


@contextmanager
def guided(pipeline: Any, guide: Guide, steps: int, guidance: float) -> Iterator[None]:
    """Let a guide push the clean latents of all steps that a pipeline takes within the context.

    Args:
        pipeline: a pipeline whose scheduler is used for this run alone.
        guide: the guide.
        steps: the number of steps that it runs.
        guidance: the CFG scale.

    Raises:
        BadInputError: the scheduler fails `require_guidable`.
    """
    require_guidable(pipeline.scheduler)
    outputs: list[torch.Tensor] = []

    def watch(module: Any, inputs: Any, output: Any) -> None:
        outputs[:] = [output[0]]

    plain = pipeline.scheduler.step
    take = _Steps(pipeline, guide, steps, guidance, outputs)

    @functools.wraps(plain)  # the pipeline reads its signature
    def step(output: torch.Tensor, time: Any, latents: torch.Tensor, *more: Any, **others: Any) -> Any:
        return plain(take(output, time, latents), time, latents, *more, **others)

    hook = pipeline.unet.register_forward_hook(watch)
    pipeline.scheduler.step = step
    try:
        yield
    finally:
        hook.remove()
        del pipeline.scheduler.step


class _Steps:
    """The steps of one run: each turns the UNet's output into the one that leads to the pushed latents."""

    def __init__(
        self, pipeline: Any, guide: Guide, steps: int, guidance: float, outputs: list[torch.Tensor]
    ) -> None:
        self._pipeline = pipeline
        self._guide = guide
        self._of = steps
        self._guidance = guidance
        self._outputs = outputs
        self._space = space_of(pipeline.vae)
        self._number = 0

    def __call__(self, output: torch.Tensor, time: Any, latents: torch.Tensor) -> torch.Tensor:
        number, self._number = self._number, self._number + 1
        scheduler = self._pipeline.scheduler
        alpha = alpha_at(scheduler, number, time)
        is_mixed = type(scheduler).__name__ in MIXING
        form = CleanForm.of(scheduler.config.prediction_type, alpha, is_mixed=is_mixed)
        sigma = math.sqrt(1 - alpha**2) / alpha if alpha else math.inf
        clean = form.clean(latents, output)
        step = SamplingStep(number, self._of, sigma, self._push(form.gain), self._space)
        pushed = call_guide(self._guide, clean, step)
        return output if pushed is None else form.output(output, pushed - clean)

    def _push(self, gain: float) -> torch.Tensor | None:
        """Return the root mean square of CFG's change to each picture's clean latents, ``[n]``."""
        if not self._pipeline.do_classifier_free_guidance or not self._outputs:
            return None
        without, prompted = self._outputs[0].float().chunk(2)
        rms: torch.Tensor = (prompted - without).square().mean(dim=(1, 2, 3)).sqrt()
        return abs(gain) * self._guidance * rms


def alpha_at(scheduler: Any, number: int, time: Any) -> float:
    """Return the share of the clean latents at a step, as if they were mixed, 0 to 1.

    Args:
        scheduler: the scheduler, with its timesteps set.
        number: the number of the step in this run, from 0.
        time: the timestep.
    """
    if hasattr(scheduler, "sigmas"):
        sigma = float(scheduler.sigmas[(scheduler.begin_index or 0) + number])
        return 1 / math.sqrt(1 + sigma**2)
    return math.sqrt(float(scheduler.alphas_cumprod[int(time)]))


def space_of(vae: Any) -> LatentSpace:
    """Return the meaning of the latents of diffusers' `AutoencoderKL`."""
    return LatentSpace(float(vae.config.scaling_factor), vae.decoder.conv_in.weight, _decoder(vae))


def _decoder(vae: Any) -> Callable[[torch.Tensor], torch.Tensor]:
    def decode(latents: torch.Tensor) -> torch.Tensor:
        import torch

        # The VAE of XL overflows in half precision.
        precise = torch.float32 if vae.config.force_upcast else vae.dtype
        with cast(vae, precise):
            decoded = vae.decode((latents / vae.config.scaling_factor).to(precise)).sample
        pictures: torch.Tensor = decoded.float() / 2 + 0.5
        return pictures

    return decode
