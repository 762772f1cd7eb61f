"""Samplers by the WebUI's names: which there are, their schedules of noise, and what does not go together."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clip_critic.errors import BadInputError
from clip_critic.hosts.diffusers.samplers import (
    SAMPLERS,
    SCHEDULERS,
    SCHEDULES,
    SamplerChoice,
    choose,
    make_scheduler,
    split_legacy,
)
from clip_critic.miniature.export import scheduler_config

KNOWN = np.linspace(0.03, 14.6, 1000)


@given(st.sampled_from(sorted(SCHEDULES)), st.integers(1, 150))
def test_noise_falls_from_the_most_to_the_least(name: str, steps: int) -> None:
    sigmas = SCHEDULES[name](steps, KNOWN)
    assert len(sigmas) == steps
    assert np.isclose(sigmas[0], KNOWN[-1])
    assert (np.diff(sigmas) < 0).all()
    if steps > 1 and name != "SGM Uniform":
        assert np.isclose(sigmas[-1], KNOWN[0])


@pytest.mark.parametrize(
    ("sampler", "scheduler", "expected"),
    [
        ("", "", SamplerChoice("Euler a", "Automatic")),
        ("Euler", "Uniform", SamplerChoice("Euler", "Uniform")),
        ("DPM++ 2M", "", SamplerChoice("DPM++ 2M", "Karras")),
        ("DPM++ 2M", "Automatic", SamplerChoice("DPM++ 2M", "Karras")),
        ("DPM++ 2M", "Exponential", SamplerChoice("DPM++ 2M", "Exponential")),
        ("DPM++ 2M SDE", "", SamplerChoice("DPM++ 2M SDE", "Exponential")),
        ("DDIM", "Automatic", SamplerChoice("DDIM", "Automatic")),
    ],
)
def test_what_automatic_means(sampler: str, scheduler: str, expected: SamplerChoice) -> None:
    assert choose(sampler, scheduler, 20) == expected


@pytest.mark.parametrize(
    ("sampler", "expected"),
    [
        ("DPM++ 2M Karras", ("DPM++ 2M", "Karras")),
        ("DPM++ 2M SDE Exponential", ("DPM++ 2M SDE", "Exponential")),
        ("Euler a SGM Uniform", ("Euler a", "SGM Uniform")),
        ("Euler a", ("Euler a", "Automatic")),
    ],
)
def test_names_of_the_time_before_schedulers(sampler: str, expected: tuple[str, str]) -> None:
    assert split_legacy(sampler, "Automatic") == expected


@pytest.mark.parametrize(
    ("sampler", "scheduler", "steps", "words"),
    [("DDIM", "Karras", 20, "choose Automatic"), ("LCM", "Karras", 8, "LCM"), ("LCM", "", 51, "50 steps")],
)
def test_what_does_not_go_together(sampler: str, scheduler: str, steps: int, words: str) -> None:
    with pytest.raises(BadInputError, match=words):
        choose(sampler, scheduler, steps)


@pytest.mark.parametrize("sampler", SAMPLERS)
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")  # of diffusers
def test_schedulers_of_diffusers_have_the_schedule(sampler: str) -> None:
    pytest.importorskip("diffusers")
    for scheduler in SCHEDULERS if SAMPLERS[sampler].automatic else SCHEDULERS[:1]:
        built = make_scheduler(choose(sampler, scheduler, 10), scheduler_config())
        built.set_timesteps(10, device="cpu")
        assert len(built.timesteps) == 10
        assert (built.timesteps.diff() < 0).all()
        assert 0 <= built.timesteps[-1] <= built.timesteps[0] <= 999
        if SAMPLERS[sampler].automatic:
            assert len(built.sigmas) == 11
            assert built.sigmas[-1] == 0


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")  # of diffusers
@pytest.mark.parametrize("scheduler", ["Uniform", "Karras"])
def test_the_schedule_is_close_to_that_of_diffusers(scheduler: str) -> None:
    diffusers = pytest.importorskip("diffusers")
    ours = make_scheduler(SamplerChoice("Euler", scheduler), scheduler_config())
    config = {**scheduler_config(), "use_karras_sigmas": scheduler == "Karras"}
    theirs = diffusers.EulerDiscreteScheduler.from_config(config)
    for schedule in (ours, theirs):
        schedule.set_timesteps(20)
    assert np.allclose(ours.sigmas, theirs.sigmas, rtol=0.01)
    assert np.allclose(ours.timesteps, theirs.timesteps, atol=1)
    assert np.isclose(float(ours.init_noise_sigma), float(ours.sigmas[0]))


def test_the_checkpoint_tells_what_it_predicts() -> None:
    pytest.importorskip("diffusers")
    config = {**scheduler_config(), "prediction_type": "v_prediction", "use_karras_sigmas": True}
    assert (
        make_scheduler(SamplerChoice("Euler", "Automatic"), config).config.prediction_type == "v_prediction"
    )
