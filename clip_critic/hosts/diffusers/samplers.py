"""Samplers and noise schedules with the WebUI's names, as diffusers' schedulers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clip_critic.errors import BadInputError

Sigmas = NDArray[np.float64]
AUTOMATIC = "Automatic"
RHO = 7.0


def uniform(steps: int, known: Sigmas) -> Sigmas:
    """Return the noise of evenly spaced training steps, from the last to the first."""
    last = len(known) - 1
    return _at(np.linspace(last, 0, steps), known)


def sgm_uniform(steps: int, known: Sigmas) -> Sigmas:
    """Return the noise of evenly spaced training steps, without the first training step at the end."""
    last = len(known) - 1
    return _at(np.linspace(last, 0, steps + 1)[:-1], known)


def karras(steps: int, known: Sigmas) -> Sigmas:
    """Return the schedule of equation 5 in Karras et al. 2022 (arXiv:2206.00364)."""
    first, last = known[[-1, 0]] ** (1 / RHO)
    schedule: Sigmas = np.linspace(first, last, steps) ** RHO
    return schedule


def exponential(steps: int, known: Sigmas) -> Sigmas:
    """Return noise with evenly spaced logarithms."""
    first, last = np.log(known[[-1, 0]])
    schedule: Sigmas = np.exp(np.linspace(first, last, steps))
    return schedule


def _at(places: Sigmas, known: Sigmas) -> Sigmas:
    """Return the noise at training steps, interpolated between them."""
    return np.exp(np.interp(places, np.arange(len(known)), np.log(known)))


SCHEDULES: Mapping[str, Callable[[int, Sigmas], Sigmas]] = MappingProxyType(
    {
        "Uniform": uniform,
        "Karras": karras,
        "Exponential": exponential,
        "SGM Uniform": sgm_uniform,
    }
)
"""Each function returns ``steps`` falling standard deviations, given the training steps' rising ones."""


@dataclass(frozen=True)
class Sampler:
    """A sampler's class and arguments.

    Attributes:
        kind: the class in diffusers.
        settings: its arguments besides the model's own.
        automatic: the WebUI's schedule for "Automatic"; empty if the class has a fixed schedule of its own.
        most_steps: the most steps that it can run, if limited.
    """

    kind: str
    settings: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    automatic: str = "Uniform"
    most_steps: int | None = None


SAMPLERS: Mapping[str, Sampler] = MappingProxyType(
    {
        "Euler a": Sampler("EulerAncestralDiscreteScheduler"),
        "Euler": Sampler("EulerDiscreteScheduler"),
        "DPM++ 2M": Sampler(
            "DPMSolverMultistepScheduler", {"algorithm_type": "dpmsolver++"}, automatic="Karras"
        ),
        "DPM++ 2M SDE": Sampler(
            "DPMSolverMultistepScheduler", {"algorithm_type": "sde-dpmsolver++"}, automatic="Exponential"
        ),
        "DDIM": Sampler(
            "DDIMScheduler",
            {
                "timestep_spacing": "leading",
                "steps_offset": 1,
                "clip_sample": False,
                "set_alpha_to_one": False,
            },
            automatic="",
        ),
        "LCM": Sampler("LCMScheduler", automatic="", most_steps=50),
    }
)
"""The first one is the default."""
SCHEDULERS = (AUTOMATIC, *SCHEDULES)
TRAINING_SETTINGS = (
    "beta_start",
    "beta_end",
    "beta_schedule",
    "num_train_timesteps",
    "prediction_type",
    "rescale_betas_zero_snr",
    "trained_betas",
)
"""The training settings to take from the checkpoint's own scheduler; the sampler sets all others."""


@dataclass(frozen=True)
class SamplerChoice:
    """A sampler and a schedule that go together; ``scheduler`` as the WebUI writes it."""

    sampler: str
    scheduler: str


def split_legacy(sampler: str, scheduler: str) -> tuple[str, str]:
    """Split names such as ``DPM++ 2M Karras``, the WebUI's form before 1.9, into sampler and scheduler."""
    for name in sorted(SCHEDULES, key=len, reverse=True):
        if sampler.endswith(f" {name}"):
            return sampler.removesuffix(f" {name}"), name
    return sampler, scheduler


def choose(sampler: str, scheduler: str, steps: int) -> SamplerChoice:
    """Resolve the names of a sampler and a scheduler, which may be empty.

    Raises:
        BadInputError: they do not work together, or with this number of steps.
    """
    name = sampler or next(iter(SAMPLERS))
    row, schedule = SAMPLERS[name], scheduler or AUTOMATIC
    if row.most_steps is not None and steps > row.most_steps:
        raise BadInputError(f"The sampler {name} runs at most {row.most_steps} steps, not {steps}.")
    if not row.automatic and schedule != AUTOMATIC:
        raise BadInputError(
            f"The sampler {name} has its own schedule: choose {AUTOMATIC} instead of {schedule}."
        )
    # The WebUI, too, writes the schedule behind Automatic unless it is Uniform.
    if schedule == AUTOMATIC and row.automatic not in ("", "Uniform"):
        schedule = row.automatic
    return SamplerChoice(name, schedule)


def make_scheduler(choice: SamplerChoice, config: Mapping[str, Any]) -> Any:
    """Return diffusers' scheduler for a choice.

    Args:
        choice: the sampler and schedule from `choose`.
        config: the configuration of the checkpoint's own scheduler.
    """
    import diffusers

    sampler = SAMPLERS[choice.sampler]
    arguments = {name: config[name] for name in TRAINING_SETTINGS if config.get(name) is not None}
    kind = getattr(diffusers, sampler.kind)
    if not sampler.automatic:
        return kind(**arguments, **sampler.settings)
    scheduler = _spaced(kind)(**arguments, **sampler.settings)
    scheduler.schedule = SCHEDULES[sampler.automatic if choice.scheduler == AUTOMATIC else choice.scheduler]
    return scheduler


@cache
def _spaced(kind: Any) -> Any:
    """Return the class with the WebUI's schedules: diffusers rounds its own to integer training steps."""
    import torch

    class Spaced(kind):  # type: ignore[misc]
        schedule = staticmethod(uniform)

        def set_timesteps(self, num_inference_steps: int, device: Any = None, **others: Any) -> None:
            super().set_timesteps(num_inference_steps, device=device, **others)
            learned = self.alphas_cumprod.double().cpu().numpy()
            known = np.sqrt((1 - learned) / learned)
            sigmas = self.schedule(num_inference_steps, known)
            steps = np.interp(np.log(sigmas), np.log(known), np.arange(len(known)))
            self.sigmas = torch.tensor([*sigmas, 0.0], dtype=torch.float32)
            self.timesteps = torch.tensor(steps, dtype=torch.float32, device=device)

    Spaced.__name__ = kind.__name__
    return Spaced
