"""A guide in the WebUI's callbacks: its input, the sampler's next latents, and nothing left behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import torch

from clip_critic.errors import BadInputError, HostError
from clip_critic.guides.base import SamplingStep, unchanged
from tests.hosts.stand_in import ours, standing_in

SHAPE = (2, 4, 3, 3)
AFTER_CFG = "sampler_post_cfg_function"


@pytest.fixture
def host() -> Iterator[SimpleNamespace]:
    with standing_in() as found:
        first = SimpleNamespace(conv_in=SimpleNamespace(weight=torch.zeros(8, 4, 3, 3)))
        found.shared.sd_model = SimpleNamespace(
            first_stage_model=SimpleNamespace(decoder=first), scale_factor=0.18215
        )
        yield found


def fork(host: SimpleNamespace, prediction: str = "epsilon") -> dict[str, Any]:
    """Make the host's model that of a fork, and return its options."""
    model = host.shared.sd_model
    unet = SimpleNamespace(
        model_options={AFTER_CFG: [len]},
        model=SimpleNamespace(predictor=SimpleNamespace(prediction_type=prediction)),
    )
    vae = SimpleNamespace(decoder=model.first_stage_model.decoder, scaling_factor=0.5)
    model.forge_objects = SimpleNamespace(unet=unet, vae=SimpleNamespace(first_stage_model=vae))
    options: dict[str, Any] = unet.model_options
    return options


class Adding:
    """A guide that records its input, and adds a number."""

    def __init__(self, add: float = 0.5) -> None:
        self.add = add
        self.steps: list[SamplingStep] = []
        self.seen: list[torch.Tensor] = []

    def __call__(self, x0: torch.Tensor, step: SamplingStep) -> torch.Tensor:
        self.steps.append(step)
        self.seen.append(x0.clone())
        return x0 + self.add


def some(seed: int, count: int = SHAPE[0]) -> torch.Tensor:
    return torch.randn(count, *SHAPE[1:], generator=torch.Generator().manual_seed(seed))


def job(**more: Any) -> SimpleNamespace:
    return SimpleNamespace(cfg_scale=7.0, **more)


def denoiser_of(p: Any, **more: Any) -> SimpleNamespace:
    return SimpleNamespace(**{"p": p, "step": 3, "total_steps": 20, "mask": None, "nmask": None} | more)


def evaluate(
    denoiser: Any,
    predicted: torch.Tensor,
    *,
    sigma: float = 2.0,
    noisy: torch.Tensor | None = None,
    outputs: torch.Tensor | None = None,
    between: Callable[[], object] = lambda: None,
) -> torch.Tensor:
    """Call back as the host does at one evaluation of its model, and return what the sampler goes on with."""
    guiding = ours("guiding")
    entering = torch.cat([some(1), some(1) if noisy is None else noisy])  # with the prompts, and without
    guiding.on_denoiser(
        SimpleNamespace(x=entering, sigma=torch.full((len(entering),), sigma), denoiser=denoiser)
    )
    between()
    if outputs is not None:
        guiding.on_denoised(SimpleNamespace(x=outputs))
    params = SimpleNamespace(x=predicted)
    guiding.on_after_cfg(params)
    result: torch.Tensor = params.x
    return result


def rms(values: torch.Tensor) -> list[Any]:
    return [pytest.approx(float(each.square().mean().sqrt()), rel=1e-5) for each in values]


def test_clean_latents_are_pushed(host: SimpleNamespace) -> None:
    p, guide, clean, outputs = job(), Adding(), some(2), some(3, 4)
    with ours("guiding").steering(p, guide):
        after = evaluate(denoiser_of(p), clean, sigma=1.5, outputs=outputs)
    assert torch.equal(after, clean + 0.5)
    assert torch.equal(host.shared.state.current_latent, after)  # what the live preview shows
    (step,) = guide.steps
    assert (step.number, step.of, step.sigma, step.space.scale) == (3, 20, 1.5, 0.18215)
    assert step.push is not None
    assert step.push.tolist() == rms(7 * (outputs[:2] - outputs[2:]))


def test_prompts_that_are_composed(host: SimpleNamespace) -> None:
    p, guide, clean, outputs = job(), Adding(), some(2), some(3, 6)  # two prompts for each picture
    with ours("guiding").steering(p, guide):
        evaluate(denoiser_of(p), clean, outputs=outputs)
    assert guide.steps[0].push is not None
    assert guide.steps[0].push.tolist() == rms(clean - outputs[4:])


def test_a_sampler_that_is_told_the_noise(host: SimpleNamespace) -> None:
    alpha, timestep = 0.36, 3
    denoiser = {"alphas": torch.tensor([0.9, 0.8, 0.7, alpha])}
    p, guide, noisy, noise, outputs = job(), Adding(), some(4), some(5), some(6, 4)
    with ours("guiding").steering(p, guide):
        after = evaluate(denoiser_of(p, **denoiser), noise, sigma=timestep, noisy=noisy, outputs=outputs)
    clean = (noisy - 0.8 * noise) / 0.6
    assert torch.allclose(guide.seen[0], clean, atol=1e-5)
    assert torch.allclose(0.6 * (clean + 0.5) + 0.8 * after, noisy, atol=1e-5)
    assert torch.allclose(host.shared.state.current_latent, clean + 0.5, atol=1e-5)  # the live preview
    assert guide.steps[0].sigma == pytest.approx(0.8 / 0.6)
    assert guide.steps[0].push is not None
    assert guide.steps[0].push.tolist() == rms(7 * (outputs[:2] - outputs[2:]) * 0.8 / 0.6)


def test_what_a_mask_keeps_is_not_pushed(host: SimpleNamespace) -> None:
    changes = torch.zeros(SHAPE[1:])
    changes[:, 0] = 1
    p, clean = job(), some(2)
    with ours("guiding").steering(p, Adding()):
        after = evaluate(denoiser_of(p, mask=1 - changes, nmask=changes), clean)
    assert torch.equal(after[:, :, 0], clean[:, :, 0] + 0.5)
    assert torch.equal(after[:, :, 1:], clean[:, :, 1:])
    assert torch.equal(host.shared.state.current_latent, after)


def test_what_a_mask_keeps_is_not_pushed_where_the_noise_is_told(host: SimpleNamespace) -> None:
    changes = torch.zeros(SHAPE[1:])
    changes[:, 0] = 1
    more = {"alphas": torch.tensor([0.36]), "mask": 1 - changes, "nmask": changes}
    p, noisy, noise = job(), some(4), some(5)
    with ours("guiding").steering(p, Adding()):
        after = evaluate(denoiser_of(p, **more), noise, sigma=0, noisy=noisy)
    shown = (noisy - 0.8 * noise) / 0.6 + 0.5 * changes
    assert torch.allclose(host.shared.state.current_latent, shown, atol=1e-5)
    assert torch.equal(after[:, :, 1:], noise[:, :, 1:])
    assert torch.allclose((noisy - 0.8 * after) / 0.6, shown, atol=1e-5)


@pytest.mark.parametrize(
    ("p", "is_pushed"),
    [
        (job(), True),
        (SimpleNamespace(cfg_scale=1.0), False),
        (job(is_hr_pass=True, hr_cfg=1.0), False),
        (SimpleNamespace(cfg_scale=1.0, is_hr_pass=True, hr_cfg=5.0), True),
        (job(is_hr_pass=False, hr_cfg=1.0), True),
    ],
)
def test_without_guidance_there_is_no_push(host: SimpleNamespace, p: Any, is_pushed: bool) -> None:
    guide = Adding()
    with ours("guiding").steering(p, guide):
        evaluate(denoiser_of(p), some(2), outputs=some(3, 4))
    assert (guide.steps[0].push is not None) == is_pushed


def test_an_evaluation_without_a_negative_prompt_has_no_push(host: SimpleNamespace) -> None:
    p, guide, both = job(), Adding(), some(3)
    with ours("guiding").steering(p, guide):
        evaluate(denoiser_of(p), both, outputs=torch.cat([both, both]))
    assert guide.steps[0].push is None


def test_a_fork_shows_both_predictions_to_a_function_of_its_model(host: SimpleNamespace) -> None:
    options, p, guide = fork(host), job(), Adding()
    seen: dict[str, torch.Tensor] = {}

    def between() -> None:
        before, own = options[AFTER_CFG]
        assert before is len
        seen.update(denoised=some(7), uncond_denoised=some(8))
        assert own(seen) is seen["denoised"]

    with ours("guiding").steering(p, guide):
        denoiser = denoiser_of(p, alphas=torch.ones(4), classic_ddim_eps_estimation=True)
        after = evaluate(denoiser, some(7), between=between)
        assert options[AFTER_CFG] == [len]
    assert torch.equal(after, some(7) + 0.5)  # the clean latents, though it receives the noise afterwards
    assert guide.steps[0].push is not None
    assert guide.steps[0].push.tolist() == rms(some(7) - some(8))
    assert guide.steps[0].space.scale == 0.5


def test_an_evaluation_that_breaks_off_leaves_nothing_behind(host: SimpleNamespace) -> None:
    options, p = fork(host), job()

    def breaks() -> None:
        raise RuntimeError("out of memory")

    with pytest.raises(RuntimeError, match="out of memory"), ours("guiding").steering(p, Adding()):
        evaluate(denoiser_of(p), some(2), between=breaks)
    assert options[AFTER_CFG] == [len]
    assert vars(p) == {"cfg_scale": 7.0}


class CONST:
    """The prediction of flows, as reForge names it."""


class ModelSampling(SimpleNamespace, CONST):
    """The base of a model's sampling, which reForge makes from a schedule and a prediction."""


def sd3(host: SimpleNamespace) -> None:
    host.shared.sd_model = SimpleNamespace(is_sd3=True)  # it has no `scale_factor`, and no objects of a fork


def flow_of_a_fork(host: SimpleNamespace) -> None:
    fork(host, "const")


def flow_of_another_fork(host: SimpleNamespace) -> None:
    fork(host)
    host.shared.sd_model.forge_objects.unet.model = SimpleNamespace(model_sampling=ModelSampling())


@pytest.mark.parametrize("load", [sd3, flow_of_a_fork, flow_of_another_fork])
def test_a_flow_model_is_refused(host: SimpleNamespace, load: Callable[[SimpleNamespace], None]) -> None:
    load(host)
    p, guide = job(), Adding()
    with pytest.raises(BadInputError, match="flow model"), ours("guiding").steering(p, guide):
        evaluate(denoiser_of(p), some(2))
    assert host.shared.state.skipped
    assert not guide.steps


@pytest.mark.parametrize("prediction", ["epsilon", "v_prediction"])
def test_other_models_of_forks_are_not_refused(host: SimpleNamespace, prediction: str) -> None:
    fork(host, prediction)
    host.shared.sd_model.is_sd3 = False
    host.shared.sd_model.forge_objects.unet.model.model_sampling = SimpleNamespace()
    p, guide = job(), Adding()
    with ours("guiding").steering(p, guide):
        evaluate(denoiser_of(p), some(2))
    assert guide.steps


def test_a_model_of_an_unknown_kind_is_told_in_words(host: SimpleNamespace) -> None:
    del host.shared.sd_model.scale_factor
    p = job()
    with (
        pytest.raises(HostError, match=r"Steering the sampler failed \(AttributeError: .*turn it off"),
        ours("guiding").steering(p, Adding()),
    ):
        evaluate(denoiser_of(p), some(2))
    host.shared.sd_model.forge_objects = SimpleNamespace()  # it fails before the model is evaluated
    with (
        pytest.raises(HostError, match=r"Steering the sampler failed \(AttributeError: .*turn it off"),
        ours("guiding").steering(p, Adding()),
    ):
        evaluate(denoiser_of(p), some(2))
    assert vars(p) == {"cfg_scale": 7.0}


@pytest.mark.parametrize("is_first", [True, False])
def test_other_extensions_take_part(host: SimpleNamespace, is_first: bool) -> None:
    """The host calls extensions one after the other, in the order in which they were loaded."""
    guiding, p, guide, clean = ours("guiding"), job(), Adding(), some(2)

    def other_denoiser(params: Any) -> None:
        params.x = params.x + 0.25

    def other_after_cfg(params: Any) -> None:
        params.x = params.x + 0.125

    def in_order(own: Callable[[Any], None], other: Callable[[Any], None], params: Any) -> None:
        for call in (other, own) if is_first else (own, other):
            call(params)

    denoiser = denoiser_of(p, alphas=torch.tensor([0.36]))
    entering = SimpleNamespace(x=torch.cat([some(1), some(1)]), sigma=torch.zeros(4), denoiser=denoiser)
    leaving = SimpleNamespace(x=clean)
    with guiding.steering(p, guide):
        in_order(guiding.on_denoiser, other_denoiser, entering)
        in_order(guiding.on_after_cfg, other_after_cfg, leaving)
    # The guide sees what entered the model, and the prediction as it is when its turn comes.
    noise = clean + 0.125 if is_first else clean
    seen = (some(1) + 0.25 - 0.8 * noise) / 0.6
    assert torch.allclose(guide.seen[0], seen, atol=1e-5)
    assert torch.allclose(leaving.x, clean + 0.125 - 0.5 * 0.6 / 0.8, atol=1e-5)


def test_other_jobs_are_left_alone(host: SimpleNamespace) -> None:
    p, guide, clean = job(), Adding(), some(2)
    with ours("guiding").steering(p, guide):
        assert evaluate(denoiser_of(job()), clean) is clean
        evaluate(denoiser_of(p), clean)
    assert evaluate(denoiser_of(p), clean) is clean
    assert len(guide.steps) == 1
    with ours("guiding").steering(p, None):
        assert evaluate(denoiser_of(p), clean) is clean
    with ours("guiding").steering(p, unchanged):
        assert evaluate(denoiser_of(p), clean) is clean


def test_a_guide_that_fails_ends_the_job(host: SimpleNamespace) -> None:
    calls: list[int] = []

    def fails(x0: torch.Tensor, step: SamplingStep) -> torch.Tensor:
        calls.append(step.number)
        raise ValueError("a fault")

    p, clean = job(), some(2)

    def sample() -> None:
        with ours("guiding").steering(p, fails):
            assert evaluate(denoiser_of(p), clean) is clean
            assert host.shared.state.skipped  # the host's sampler stops at its next step
            assert evaluate(denoiser_of(p), clean) is clean
            raise KeyError("what the host made of it")

    with pytest.raises(HostError, match="a fault"):
        sample()
    assert calls == [3]
