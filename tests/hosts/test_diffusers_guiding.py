"""Clean latents in diffusers' schedulers: read from the UNet's output, and written back into it."""

from __future__ import annotations

import math
from typing import Any

import pytest
import torch

pytest.importorskip("diffusers", reason="its schedulers are under test")

import diffusers

from clip_critic.errors import BadInputError
from clip_critic.hosts.diffusers.guiding import ADDING, MIXING, CleanForm, alpha_at, require_guidable
from clip_critic.hosts.diffusers.samplers import SAMPLERS, SamplerChoice, make_scheduler

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")  # of diffusers

TRAINING = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}
STEPS = 6


def scheduler_of(sampler: str, prediction: str, **more: Any) -> Any:
    found = make_scheduler(
        SamplerChoice(sampler, "Automatic"), {**TRAINING, "prediction_type": prediction, **more}
    )
    found.set_timesteps(STEPS)
    return found


def form_at(scheduler: Any, number: int) -> CleanForm:
    alpha = alpha_at(scheduler, number, scheduler.timesteps[number])
    mixed = type(scheduler).__name__ in MIXING
    return CleanForm.of(scheduler.config.prediction_type, alpha, is_mixed=mixed)


def own_clean(scheduler: Any, output: torch.Tensor, number: int, latents: torch.Tensor) -> torch.Tensor:
    """Return the clean latents as the scheduler itself sees them."""
    time = scheduler.timesteps[number]
    clean: torch.Tensor | None
    if hasattr(scheduler, "convert_model_output"):
        scheduler._step_index = number
        clean = scheduler.convert_model_output(output, sample=latents)
        assert clean is not None
        return clean
    if hasattr(scheduler, "scale_model_input"):
        scheduler.scale_model_input(latents, time)
    scheduler._step_index = number
    answer = scheduler.step(output, time, latents)
    clean = answer.pred_original_sample
    assert clean is not None
    return clean


@pytest.mark.parametrize("prediction", ["epsilon", "v_prediction"])
@pytest.mark.parametrize("sampler", [name for name in SAMPLERS if name != "LCM"])
@pytest.mark.parametrize("number", [0, 3, STEPS - 1])
def test_clean_latents_are_those_of_the_scheduler(sampler: str, prediction: str, number: int) -> None:
    scheduler = scheduler_of(sampler, prediction)
    latents, output = torch.randn(2, 1, 4, 8, 8, generator=torch.Generator().manual_seed(1))
    clean = form_at(scheduler, number).clean(latents, output)
    expected = own_clean(scheduler, output, number, latents)
    assert torch.allclose(clean, expected, rtol=1e-3, atol=1e-3)


@pytest.mark.parametrize("prediction", ["epsilon", "v_prediction", "sample"])
@pytest.mark.parametrize("sampler", SAMPLERS)
def test_moved_latents_are_written_into_the_output(sampler: str, prediction: str) -> None:
    form = form_at(scheduler_of(sampler, prediction), 2)
    latents, output, moved = torch.randn(3, 1, 4, 8, 8, generator=torch.Generator().manual_seed(2))
    before, after = form.clean(latents, output), form.clean(latents, form.output(output, moved))
    assert torch.allclose(after - before, moved, atol=1e-5)


def test_every_sampler_has_one_kind_of_latents() -> None:
    kinds = {sampler.kind for sampler in SAMPLERS.values()}
    assert set(ADDING) ^ set(MIXING) == kinds


def test_pure_noise_at_the_first_step_has_a_finite_form() -> None:
    scheduler = scheduler_of("DDIM", "v_prediction", rescale_betas_zero_snr=True)
    alpha = alpha_at(scheduler, 0, 999)
    form = CleanForm.of("v_prediction", alpha, is_mixed=True)
    assert alpha < 1e-3
    assert math.isfinite(form.keep)
    assert form.gain == pytest.approx(-1, abs=1e-3)


def test_a_change_starts_at_its_own_noise() -> None:
    scheduler = scheduler_of("Euler", "epsilon")
    later = alpha_at(scheduler, 2, None)
    scheduler.set_begin_index(2)
    assert alpha_at(scheduler, 0, None) == later


def test_what_is_unknown_is_refused() -> None:
    with pytest.raises(BadInputError, match="PNDMScheduler"):
        require_guidable(diffusers.PNDMScheduler())
    with pytest.raises(BadInputError, match="FlowMatchEulerDiscreteScheduler"):  # a rectified flow
        require_guidable(diffusers.FlowMatchEulerDiscreteScheduler())
    with pytest.raises(BadInputError, match="'flow_prediction'"):
        scheduler = scheduler_of("DDIM", "epsilon")
        scheduler.register_to_config(prediction_type="flow_prediction")
        require_guidable(scheduler)
