"""The sampler's numbers are those of SD 1.x and of k-diffusion."""

from __future__ import annotations

from itertools import pairwise

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from clip_critic.miniature.sampling import (
    ancestral,
    euler_a,
    log_sigmas,
    schedule,
    schedule_from,
    timestep,
)

FIRST, LAST = 0.0291671, 14.6146
"""Least and greatest sigma of SD 1.x, as k-diffusion prints them."""


def test_the_sigmas_are_those_of_stable_diffusion() -> None:
    sigmas = log_sigmas().exp()
    assert float(sigmas[0]) == pytest.approx(FIRST, rel=1e-4)
    assert float(sigmas[-1]) == pytest.approx(LAST, rel=1e-4)


@given(st.integers(2, 150))
def test_a_schedule_falls_from_the_greatest_sigma_to_nothing(steps: int) -> None:
    sigmas = schedule(steps)
    assert len(sigmas) == steps + 1
    assert sigmas[0] == pytest.approx(LAST, rel=1e-4)
    assert sigmas[-1] == 0
    assert all(before > after for before, after in pairwise(sigmas))


@given(st.integers(1, 100), st.floats(0, 1))
def test_img2img_runs_the_steps_that_the_webui_runs(steps: int, strength: float) -> None:
    assert len(schedule_from(steps, strength)) - 1 == int(min(strength, 0.999) * steps) + 1


@given(st.floats(0, 999))
def test_a_timestep_is_found_again_from_its_sigma(time: float) -> None:
    logs = log_sigmas()
    low = min(int(time), 998)
    sigma = float(torch.lerp(logs[low], logs[low + 1], torch.tensor(time - low, dtype=torch.float64)).exp())
    assert timestep(sigma) == pytest.approx(time, abs=1e-5)


@given(st.floats(0.03, 14), st.floats(0.1, 0.99))
def test_a_step_down_and_its_new_noise_make_the_following_sigma(sigma: float, share: float) -> None:
    down, up = ancestral(sigma, sigma * share)
    assert (down**2 + up**2) ** 0.5 == pytest.approx(sigma * share)
    assert 0 <= down <= sigma * share


def test_with_a_model_that_knows_the_picture_sampling_ends_at_it() -> None:
    generator = torch.Generator().manual_seed(0)
    known = torch.randn(2, 4, 8, 8, generator=generator)
    sigmas = schedule(10)
    noise = lambda: torch.randn(known.shape, generator=generator)  # noqa: E731
    drawn = list(euler_a(noise() * sigmas[0], sigmas, lambda noisy, sigma: known, noise))
    assert len(drawn) == 10
    assert torch.allclose(drawn[-1], known, atol=1e-5)
