"""Samplers and schedules of noise by the WebUI's names, as schedulers of diffusers."""

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
    """The noise of evenly spread training steps, from the last to the first."""
    last = len(known) - 1
    return _at(np.linspace(last, 0, steps), known)


def sgm_uniform(steps: int, known: Sigmas) -> Sigmas:
    """Likewise, but the way to the first training step is cut into one step more, which is not run."""
    last = len(known) - 1
    return _at(np.linspace(last, 0, steps + 1)[:-1], known)


def karras(steps: int, known: Sigmas) -> Sigmas:
    """Equation 5 of Karras et al. 2022 (arXiv:2206.00364)."""
    ends = known[[-1, 0]] ** (1 / RHO)
    return np.linspace(*ends, steps) ** RHO


def exponential(steps: int, known: Sigmas) -> Sigmas:
    """Evenly spread logarithms."""
    return np.exp(np.linspace(*np.log(known[[-1, 0]]), steps))


def _at(places: Sigmas, known: Sigmas) -> Sigmas:
    """The noise at training steps, between whole ones too."""
    return np.exp(np.interp(places, np.arange(len(known)), np.log(known)))


SCHEDULES: Mapping[str, Callable[[int, Sigmas], Sigmas]] = MappingProxyType(
    {
        "Uniform": uniform,
        "Karras": karras,
        "Exponential": exponential,
        "SGM Uniform": sgm_uniform,
    }
)
"""Each gives ``steps`` deviations of the noise, falling, from those of the training steps, rising."""


@dataclass(frozen=True)
class Sampler:
    """How a sampler is made.

    Attributes:
        kind: the class in diffusers.
        settings: its arguments besides the model's own.
        automatic: the schedule that the WebUI takes where none is chosen; none: the class keeps its own, and
            no other can be chosen.
        most_steps: that it can run.
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
OF_THE_MODEL = (
    "beta_start",
    "beta_end",
    "beta_schedule",
    "num_train_timesteps",
    "prediction_type",
    "rescale_betas_zero_snr",
    "trained_betas",
)
"""What the checkpoint's own scheduler says of the training; all else is the sampler's business."""


@dataclass(frozen=True)
class Choice:
    """A sampler and a schedule that go together; ``scheduler`` as the WebUI writes it."""

    sampler: str
    scheduler: str


def split_legacy(sampler: str, scheduler: str) -> tuple[str, str]:
    """``DPM++ 2M Karras`` is how the WebUI named a sampler together with its schedule until 1.9."""
    for name in sorted(SCHEDULES, key=len, reverse=True):
        if sampler.endswith(f" {name}"):
            return sampler.removesuffix(f" {name}"), name
    return sampler, scheduler


def choose(sampler: str, scheduler: str, steps: int) -> Choice:
    """The sampler and the schedule that are meant; of names that are offered, or empty ones.

    Raises:
        BadInputError: they do not go together, or with so many steps.
    """
    name = sampler or next(iter(SAMPLERS))
    found, wanted = SAMPLERS[name], scheduler or AUTOMATIC
    if found.most_steps is not None and steps > found.most_steps:
        raise BadInputError(f"The sampler {name} runs {found.most_steps} steps at most, not {steps}.")
    if not found.automatic and wanted != AUTOMATIC:
        raise BadInputError(
            f"The sampler {name} has a schedule of its own: choose {AUTOMATIC} instead of {wanted}."
        )
    # The WebUI, too, writes the schedule that Automatic stands for, where it is not the plain one.
    if wanted == AUTOMATIC and found.automatic not in ("", "Uniform"):
        wanted = found.automatic
    return Choice(name, wanted)


def make_scheduler(choice: Choice, config: Mapping[str, Any]) -> Any:
    """The scheduler of diffusers.

    Args:
        choice: from `choose`.
        config: of the checkpoint's own scheduler.
    """
    import diffusers

    sampler = SAMPLERS[choice.sampler]
    arguments = {name: config[name] for name in OF_THE_MODEL if config.get(name) is not None}
    kind = getattr(diffusers, sampler.kind)
    if not sampler.automatic:
        return kind(**arguments, **sampler.settings)
    made = _spaced(kind)(**arguments, **sampler.settings)
    made.schedule = SCHEDULES[sampler.automatic if choice.scheduler == AUTOMATIC else choice.scheduler]
    return made


@cache
def _spaced(kind: type) -> type:
    """The class with the WebUI's schedules: diffusers' own are rounded to whole training steps."""
    import torch

    class Spaced(kind):  # type: ignore[misc, valid-type]
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
