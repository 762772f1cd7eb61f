"""The protocol of a guide: it is called once at each sampling step, and pushes the predicted clean latents.

Every host calls it at the same place: after the guidance by the prompt (CFG), before the sampler takes its
step. The latents come and go as float32, whatever the host computes in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from clip_critic.errors import CriticError, HostError

if TYPE_CHECKING:
    import torch

STEERING = "CLIP steering"
"""The name of steering in a WebUI's pages and in the metadata of its pictures."""


@dataclass(frozen=True, eq=False)
class LatentSpace:
    """The meaning of a host's latents.

    Attributes:
        scale: the factor between the VAE's own latents and the sampler's (``scaling_factor``).
        first_weight: the weight of the first convolution of the VAE's decoder, ``[width, channels, 3, 3]``,
            by which the VAE is recognised.
        decode: the VAE's decoder: from the sampler's latents ``[n, channels, h, w]`` to pictures
            ``[n, 3, 8h, 8w]`` from 0 to 1 and beyond. It has gradients where these are enabled.
    """

    scale: float
    first_weight: torch.Tensor = field(repr=False)
    decode: Callable[[torch.Tensor], torch.Tensor] = field(repr=False)


@dataclass(frozen=True, eq=False)
class SamplingStep:
    """The data that a guide gets about a sampling step.

    Attributes:
        number: the number of the step within its pass, from 0; it begins again in a second pass (hires fix).
        of: the number of steps of the pass.
        sigma: the standard deviation of the noise in the sampler's latents, where the clean latents keep
            their scale: ``x = x0 + sigma * noise``. It falls; the first one may be infinite.
        push: how far the prompt pushes each picture's clean latents: the root mean square of
            ``cfg * (x0(prompt) - x0(negative prompt))``, float32 ``[n]``; None where CFG is 1, or where it is
            unknown.
        space: the meaning of the latents.
    """

    number: int
    of: int
    sigma: float
    push: torch.Tensor | None
    space: LatentSpace


class Guide(Protocol):
    """A function that pushes the predicted clean latents of a batch.

    It must treat each picture of a batch on its own, keep nothing from one job to the next, and work within
    `torch.no_grad` and `torch.inference_mode`. Returning its argument changes nothing, to the last bit.

    A guide may have ``notes``, a tuple of sentences for the user about the last job.
    """

    def __call__(self, x0: torch.Tensor, step: SamplingStep, /) -> torch.Tensor:
        """Return the latents to go on with, float32 ``[n, channels, h, w]`` like ``x0``; raise to stop."""
        ...


@dataclass(frozen=True, eq=False)
class GuidedJob:
    """A guide for one job of a host.

    Attributes:
        guide: the guide.
        entries: entries for the metadata of the job's pictures.
        notes: sentences for the user.
    """

    guide: Guide
    entries: Mapping[str, str]
    notes: tuple[str, ...] = ()


def unchanged(x0: torch.Tensor, step: SamplingStep, /) -> torch.Tensor:
    """Return the latents as they are: the guide that does nothing."""
    return x0


def guide_notes(guide: Guide | None) -> tuple[str, ...]:
    """Return a guide's sentences for the user about its last job."""
    return tuple(getattr(guide, "notes", ()))


def call_guide(guide: Guide, x0: torch.Tensor, step: SamplingStep) -> torch.Tensor | None:
    """Call a guide as every host does.

    Args:
        guide: the guide.
        x0: the predicted clean latents, ``[n, channels, h, w]`` of any precision.
        step: the step.

    Returns:
        The pushed latents, float32, or None if the guide changed nothing.

    Raises:
        CriticError: the guide raised it to stop the job.
        HostError: the guide failed, or returned something else than finite latents of the same shape.
    """
    precise = x0.float()
    failure: HostError
    try:
        pushed = guide(precise, step)
    except CriticError:
        raise
    except Exception as error:  # a guide may be anybody's
        failure = failure_of(error)
    else:
        if pushed is precise:
            return None
        if pushed.shape != precise.shape or not bool(pushed.isfinite().all()):
            failure = HostError(
                "Steering the sampler failed: it returned invalid latents. Use less strength, or turn it off."
            )
        else:
            pushed = pushed.detach().to(precise)
            return None if bool((pushed == precise).all()) else pushed
    raise failure  # outside the handler: the error's traceback keeps the batch alive


def failure_of(error: Exception) -> HostError:
    """Return the error for a fault of steering, whatever it was."""
    return HostError(f"Steering the sampler failed ({_in_short(error)}): turn it off.")


def _in_short(error: Exception, most: int = 200) -> str:
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0][:most]}" if lines else type(error).__name__
