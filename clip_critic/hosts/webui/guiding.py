"""A guide inside the host's samplers: our callbacks push the clean latents of the jobs that carry one.

A guide belongs to one processing object of the host, and goes away with it. The host calls back before each
evaluation of its model, and after the guidance by the prompt (CFG): what was seen before is kept only until
then. Samplers that evaluate the model more than once in a step call the guide each time.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import torch
from modules import sd_samplers_common, shared

from clip_critic.errors import BadInputError, CriticError
from clip_critic.guides.base import Guide, LatentSpace, SamplingStep, call_guide, failure_of

logger = logging.getLogger(__name__)

CARRIED = "clip_critic_steering"
"""The attribute of a processing object that carries its guide."""
AFTER_CFG = "sampler_post_cfg_function"
"""The option of forks of the host for functions that see both predictions."""
FLOWS = ("const", "cosmos_rflow")
"""The forks' names for the predictions of models that mix latents and noise in another way (flows)."""


class CarriedGuide:
    """A guide at work in one processing object.

    Attributes:
        ends_job: whether an error of the guide ends the job; otherwise its pictures go on without the guide.
        error: the error that the guide raised; the guide is not called again.
    """

    def __init__(self, guide: Guide, *, ends_job: bool = True) -> None:
        self.guide = guide
        self.ends_job = ends_job
        self.error: BaseException | None = None


@contextmanager
def steering(p: Any, guide: Guide | None) -> Iterator[None]:
    """Let a guide push the clean latents of a processing object's pictures within the context.

    Raises:
        BadInputError: the checkpoint cannot be steered.
        CriticError: the guide raised it, whatever the host made of it.
    """
    if guide is None:
        yield
        return
    carried = CarriedGuide(guide)
    setattr(p, CARRIED, carried)
    try:
        yield
    except Exception:
        if carried.error is None:
            raise
    finally:
        delattr(p, CARRIED)
        _forget()
    if carried.error is not None:
        raise carried.error


def carried_by(p: Any) -> CarriedGuide | None:
    """Return the guide at work in a processing object, or None."""
    carried: CarriedGuide | None = getattr(p, CARRIED, None)
    return carried


def carry(p: Any, guide: Guide) -> None:
    """Let a guide push the pictures of a processing object, which are finished even if the guide fails."""
    setattr(p, CARRIED, CarriedGuide(guide, ends_job=False))


def let_go(p: Any) -> None:
    """Take away the guide of `carry`, if there is one; that of `steering` stays."""
    carried = carried_by(p)
    if carried is not None and not carried.ends_job:
        delattr(p, CARRIED)
        _forget()


def require_steerable() -> None:
    """Check that it is known how the latents of the checkpoint in use become clean ones.

    Raises:
        BadInputError: it is not.
    """
    if _is_flow():
        raise BadInputError(
            "This checkpoint is a flow model, which cannot be steered: choose another checkpoint, or no "
            "steering."
        )


def _is_flow() -> bool:
    """Return whether the checkpoint in use is a flow; hosts without a sign of their own only know SD 3."""
    if getattr(shared.sd_model, "is_sd3", False):
        return True
    unet = getattr(getattr(shared.sd_model, "forge_objects", None), "unet", None)
    model = getattr(unet, "model", None)
    predictor = getattr(model, "predictor", None)
    kinds = type(getattr(model, "model_sampling", None)).__mro__  # its bases are its prediction and schedule
    names = {getattr(predictor, "prediction_type", None), *(kind.__name__.lower() for kind in kinds)}
    return not names.isdisjoint(FLOWS)


def on_denoiser(params: Any) -> None:
    """See what enters the model; the host calls this before each evaluation of it, in any of its jobs."""
    _forget()
    carried = getattr(getattr(params.denoiser, "p", None), CARRIED, None)
    if carried is None or carried.error is not None:
        return
    try:
        _begin(_Evaluation(carried, params))
    except Exception as error:  # the host would log it and go on
        _stop(carried, error)


def on_denoised(params: Any) -> None:
    """See both predictions, where the host shows them."""
    if _evaluation is not None:
        _evaluation.see_predictions(params.x)


def on_after_cfg(params: Any) -> None:
    """Push the clean latents; the host calls this after the guidance by the prompt."""
    evaluation = _evaluation
    _forget()
    if evaluation is None:
        return
    try:
        pushed = evaluation.pushed(params.x)
    except BaseException as error:  # the host would log it and go on
        _stop(evaluation.carried, error)
        return
    if pushed is not None:
        params.x = pushed


def _stop(carried: CarriedGuide, error: BaseException) -> None:
    """Keep an error for the user, and call the guide no more."""
    if isinstance(error, Exception) and not isinstance(error, CriticError):
        logger.error("Steering failed", exc_info=error)
        error = failure_of(error)
    carried.error = error
    shared.state.skipped = shared.state.skipped or carried.ends_job


class _Evaluation:
    """One evaluation of the host's model."""

    def __init__(self, carried: CarriedGuide, entering: Any) -> None:
        self.carried = carried
        self._entering = entering
        self._denoiser = entering.denoiser
        self._outputs: torch.Tensor | None = None
        self._moved: torch.Tensor | None = None
        self._options = _model_options()
        if self._options is not None:
            before = self._options.get(AFTER_CFG, [])
            self._options[AFTER_CFG] = [*before, self._see_both]

    def end(self) -> None:
        """Remove our function from the model's options."""
        if self._options is not None:
            rest = [function for function in self._options[AFTER_CFG] if function != self._see_both]
            self._options[AFTER_CFG] = rest

    def see_predictions(self, outputs: torch.Tensor) -> None:
        """See the predictions with the prompts, and after them those without."""
        self._outputs = outputs

    def _see_both(self, seen: dict[str, Any]) -> Any:
        self._moved = seen["denoised"] - seen["uncond_denoised"]
        return seen["denoised"]

    def pushed(self, x: torch.Tensor) -> torch.Tensor | None:
        """Return the tensor with which the sampler continues in place of the model's prediction, or None."""
        require_steerable()
        view, denoiser = self._view(len(x)), self._denoiser
        clean = view.clean(x)
        step = SamplingStep(
            denoiser.step, _total(denoiser), view.sigma, self._push(x, view.gain), latent_space()
        )
        pushed = call_guide(self.carried.guide, clean, step)
        if pushed is None:
            return None
        change = pushed - clean
        if denoiser.mask is not None:
            change = change * denoiser.nmask
        shared.state.current_latent = (clean + change).to(x.dtype)  # for the live preview
        return (x.float() + change / view.gain).to(x.dtype)

    def _push(self, x: torch.Tensor, gain: float) -> torch.Tensor | None:
        """Return how far the prompt moves each picture's clean latents, ``[n]``, or None if it does not."""
        cfg = _cfg_scale(self._denoiser.p)
        if cfg == 1:
            return None
        moved = self._moved
        if moved is None and self._outputs is not None:
            without = self._outputs[-len(x) :]
            is_plain = len(self._outputs) == 2 * len(x)  # else prompts are composed with AND
            moved = cfg * (self._outputs[: len(x)] - without) if is_plain else x - without
        if moved is None or not bool(moved.any()):
            return None
        rms: torch.Tensor = moved.float().square().flatten(1).mean(dim=1).sqrt()
        return abs(gain) * rms

    def _view(self, count: int) -> _View:
        noisy, sigma = self._entering.x[-count:], self._entering.sigma[-count:]
        if not _predicts_noise(self._denoiser):
            return _View(float(sigma[0]), 1.0, None)
        alpha = float(self._denoiser.alphas[int(sigma[0])])
        return _View(
            ((1 - alpha) / alpha) ** 0.5, -(((1 - alpha) / alpha) ** 0.5), noisy.float() / alpha**0.5
        )


@dataclass(frozen=True, eq=False)
class _View:
    """The conversion between the sampler's input and clean latents.

    Attributes:
        sigma: the noise in latents whose clean ones keep their scale.
        gain: the factor of the model's output in the clean latents.
        noisy: the rest of them; None where the output is the clean latents themselves.
    """

    sigma: float
    gain: float
    noisy: torch.Tensor | None

    def clean(self, x: torch.Tensor) -> torch.Tensor:
        """Return the clean latents; float32 unless they are the output itself."""
        return x if self.noisy is None else self.noisy + self.gain * x.float()


_evaluation: _Evaluation | None = None
"""The evaluation between two callbacks, which the host calls one after the other."""


def _begin(evaluation: _Evaluation) -> None:
    global _evaluation
    _evaluation = evaluation


def _forget() -> None:
    global _evaluation
    if _evaluation is not None:
        _evaluation.end()
    _evaluation = None


def _predicts_noise(denoiser: Any) -> bool:
    """Return whether a sampler receives the noise rather than the clean latents (DDIM and similar ones).

    Forks convert to noise only after their callback.
    """
    return hasattr(denoiser, "alphas") and not hasattr(denoiser, "classic_ddim_eps_estimation")


def _total(denoiser: Any) -> int:
    return int(max(denoiser.total_steps or 0, denoiser.step + 1))


def _cfg_scale(p: Any) -> float:
    """Return the CFG scale of a processing object; forks have one of its own for the second pass."""
    own = getattr(p, "hr_cfg", None) if getattr(p, "is_hr_pass", False) else None
    return float(own or p.cfg_scale)


def _model_options() -> Any:
    objects = getattr(shared.sd_model, "forge_objects", None)
    return None if objects is None else objects.unet.model_options


def latent_space() -> LatentSpace:
    """Return the meaning of the latents of the checkpoint in use."""
    vae = _first_stage()
    return LatentSpace(_scale(vae), vae.decoder.conv_in.weight, _decode)


def _first_stage() -> Any:
    objects = getattr(shared.sd_model, "forge_objects", None)
    return shared.sd_model.first_stage_model if objects is None else objects.vae.first_stage_model


def _scale(vae: Any) -> float:
    objects = getattr(shared.sd_model, "forge_objects", None)
    if objects is None:
        return float(shared.sd_model.scale_factor)
    if hasattr(vae, "scaling_factor"):
        return float(vae.scaling_factor)
    return float(objects.unet.model.model_config.latent_format.scale_factor)


def _decode(latents: torch.Tensor) -> torch.Tensor:
    if not torch.is_grad_enabled():
        pictures = sd_samplers_common.samples_to_images_tensor(
            latents, approximation=0, model=shared.sd_model
        )
    else:
        vae = _with_gradients(_first_stage(), latents.device)
        weight = next(vae.parameters())
        pictures = vae.decode((latents / _scale(vae)).to(weight.dtype))
    result: torch.Tensor = pictures.float() / 2 + 0.5
    return result


_copies: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()
"""Copies of the host's VAE for gradients, each as long as its original is there."""


def _with_gradients(vae: Any, device: torch.device) -> Any:
    """Return a VAE through which gradients pass: the host's own, or a copy where its weights cannot be used.

    Weights that a host has loaded in inference mode never have gradients pass through them.
    """
    weight = next(vae.parameters())
    if not weight.is_inference() and weight.device == device:
        return vae
    if vae not in _copies:
        with torch.inference_mode(mode=False):
            _copies[vae] = deepcopy(vae).to(device).requires_grad_(False)
    return _copies[vae]
