"""The guide by CLIP: what it climbs, how far it goes, and what it does when memory is short."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
import torch
from safetensors.torch import save_file
from torch.nn import functional

from clip_critic.encoders.gradients import PictureTower
from clip_critic.errors import BadInputError
from clip_critic.guides.base import LatentSpace, SamplingStep, call_guide
from clip_critic.guides.clip import ClipGuide, Goal, GoalWord, Steering, push_of
from clip_critic.guides.tiny_decoder import TAESD, TinyDecoder

GENERATOR = torch.Generator().manual_seed(4)
TEXTS = functional.normalize(torch.randn(5, 6, generator=GENERATOR), dim=1)
GOAL = Goal(TEXTS, 12.0, 0.3, (GoalWord(0, (1, 2)), GoalWord(3, (4,), 0.5), GoalWord(4, (3,), 2.0, True)))
MIXING = torch.randn(3, 4, generator=GENERATOR)
SEEING = torch.randn(6, 3 * 16, generator=GENERATOR)
X0 = 0.3 * torch.randn(3, 4, 4, 4, generator=GENERATOR)


def decode(latents: torch.Tensor) -> torch.Tensor:
    pictures = torch.einsum("dc,nchw->ndhw", MIXING.to(latents), latents) / 6 + 0.5
    return functional.interpolate(pictures, scale_factor=8.0)


def see(pictures: torch.Tensor) -> torch.Tensor:
    small = functional.adaptive_avg_pool2d(pictures, 4).flatten(1) - 0.5
    return functional.normalize(small @ SEEING.to(small).T, dim=1)


TOWER = cast(PictureTower, see)
SPACE = LatentSpace(0.5, torch.zeros(8, 4, 3, 3), decode)


def step_of(number: int = 0, sigma: float = 2.0, push: torch.Tensor | None = None) -> SamplingStep:
    return SamplingStep(number, 10, sigma, push, SPACE)


def guide_of(**steering: Any) -> ClipGuide:
    return ClipGuide(TOWER, GOAL, Steering(**{"full": True, **steering}))


def joint(latents: torch.Tensor) -> torch.Tensor:
    with torch.no_grad():
        return GOAL.log_joint(see(decode(latents).clamp(0, 1))).exp()


def rms(values: torch.Tensor) -> torch.Tensor:
    return values.square().mean(dim=(1, 2, 3)).sqrt()


def test_joint_by_hand() -> None:
    vectors = functional.normalize(torch.randn(2, 6, generator=GENERATOR), dim=1)
    logits = (12.0 * vectors @ TEXTS.T + 0.3).double().numpy()
    first = np.exp(logits[:, 0]) / np.exp(logits[:, :3]).sum(axis=1)
    second, unwanted = (1 / (1 + np.exp(logits[:, b] - logits[:, a])) for a, b in ((3, 4), (4, 3)))
    expected = (first * second**0.5 * (1 - unwanted) ** 2) ** (1 / 3.5)
    assert GOAL.log_joint(vectors).exp().numpy() == pytest.approx(expected, rel=1e-4)


def test_words_without_rivals_are_left_out() -> None:
    vectors = functional.normalize(torch.randn(2, 6, generator=GENERATOR), dim=1)
    more = replace(GOAL, words=(*GOAL.words, GoalWord(2, ())))
    assert torch.equal(more.log_joint(vectors), GOAL.log_joint(vectors))
    assert torch.equal(replace(GOAL, words=(GoalWord(2, ()),)).log_joint(vectors), torch.zeros(2))


def test_very_sure_words_stay_finite() -> None:
    sure = replace(GOAL, logit_scale=1e4)
    assert bool(sure.log_joint(TEXTS).isfinite().all())


def test_a_push_raises_the_goal_of_each_picture() -> None:
    before, pushed = joint(X0), guide_of(strength=0.05)(X0, step_of())
    assert bool((joint(pushed) > before).all())


def test_the_direction_is_the_gradient() -> None:
    moved = guide_of(strength=1e-3)(X0, step_of()) - X0
    for index in range(len(X0)):
        direction = moved[index] / moved[index].norm()
        width = 1e-2
        ahead, behind = X0.clone(), X0.clone()
        ahead[index] += width * direction
        behind[index] -= width * direction
        measured = (joint(ahead).log() - joint(behind).log())[index] / (2 * width)
        asked = X0.clone().requires_grad_()
        logs = GOAL.log_joint(see(decode(asked).clamp(0, 1)))
        (slope,) = torch.autograd.grad(logs.sum(), asked)
        assert float(measured) == pytest.approx(float(slope[index].norm()), rel=0.02)


def test_the_length_is_a_multiple_of_the_prompts_push() -> None:
    push = torch.tensor([0.1, 0.2, 0.4])
    moved = guide_of(strength=0.5)(X0, step_of(push=push)) - X0
    assert rms(moved).numpy() == pytest.approx((0.5 * push * (1 - joint(X0))).numpy(), rel=1e-3)


def test_a_reached_goal_is_not_pushed_further() -> None:
    easy = replace(GOAL, logit_bias=0.0, words=(GoalWord(0, (1,)),), logit_scale=0.0)
    sure = replace(easy, texts=10 * TEXTS, logit_scale=1e3)
    guide = ClipGuide(TOWER, sure, Steering(full=True))
    moved = rms(guide(X0, step_of()) - X0)
    logs = sure.log_joint(see(decode(X0).clamp(0, 1)))
    assert bool((moved[logs.exp() > 0.9999] < 1e-3).all())


def test_a_push_is_the_noise_where_the_prompt_has_none() -> None:
    assert push_of(step_of(sigma=2.0), X0).tolist() == [2.0] * 3
    assert push_of(step_of(sigma=14.0), X0).tolist() == [5.0] * 3
    assert push_of(step_of(sigma=float("inf")), X0).tolist() == [5.0] * 3
    push = torch.tensor([0.5, 0.0, 1.0])
    assert push_of(step_of(sigma=2.0, push=push), X0).tolist() == [0.5, 2.0, 1.0]
    assert push_of(step_of(sigma=10.0, push=push), X0).tolist() == [0.25, 5.0, 0.5]
    assert push_of(step_of(sigma=float("inf"), push=push), X0).tolist() == [0.0, 5.0, 0.0]


def test_the_last_steps_are_left_alone() -> None:
    guide = guide_of(until=0.8)
    assert [guide(X0, step_of(number)) is X0 for number in range(10)] == [False] * 8 + [True] * 2


@pytest.mark.parametrize("cutouts", [0, 3])
def test_a_picture_does_not_depend_on_its_batch(cutouts: int) -> None:
    guide = guide_of(cutouts=cutouts)
    together = guide(X0, step_of(2))
    alone = torch.cat([guide(picture[None], step_of(2)) for picture in X0])
    assert torch.allclose(together, alone, atol=1e-5)


def test_a_small_decoder_draws_no_more_than_is_read(tmp_path: Path) -> None:
    class Reader:
        def __init__(self, side: int) -> None:
            self.side, self.sizes = side, list[torch.Size]()

        def __call__(self, pictures: torch.Tensor) -> torch.Tensor:
            self.sizes.append(pictures.shape[-2:])
            return see(pictures)

    torch.manual_seed(0)
    save_file(TinyDecoder(TAESD).state_dict(), tmp_path / "taesd_decoder.safetensors")
    space = LatentSpace(0.18215, torch.zeros(8, 4, 3, 3), decode)
    for side, read in ((64, (96, 64)), (65, (192, 128))):
        reader = Reader(side)
        guide = ClipGuide(cast(PictureTower, reader), GOAL, Steering(strength=0.05), [tmp_path])
        for latents in 0.3 * torch.randn(2, 1, 4, 24, 16, generator=GENERATOR):
            assert bool((rms(guide(latents, replace(step_of(), space=space)) - latents) > 0).all())
        assert reader.sizes == [read] * 2


def test_a_checkpoint_without_a_known_decoder_is_refused_or_decoded_whole() -> None:
    many = 0.3 * torch.randn(1, 16, 4, 4, generator=GENERATOR)
    space = LatentSpace(1.5, torch.zeros(8, 16, 3, 3), lambda latents: decode(latents[:, :4]))
    step = replace(step_of(), space=space)
    with pytest.raises(BadInputError, match="No small decoder is known"):
        call_guide(guide_of(full=False), many, step)
    pushed = call_guide(guide_of(), many, step)
    assert pushed is not None
    assert not torch.equal(pushed, many)


def test_cutouts_change_with_the_step_alone() -> None:
    guide, plain = guide_of(cutouts=3), guide_of()
    assert torch.equal(guide(X0, step_of(1)), guide(X0, step_of(1)))
    assert not torch.equal(guide(X0, step_of(1)), guide(X0, step_of(2)))
    assert not torch.equal(guide(X0, step_of(1)), plain(X0, step_of(1)))


def test_it_works_within_inference_mode_and_half_precision() -> None:
    expected = guide_of()(X0, step_of())
    with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
        pushed = call_guide(guide_of(), X0.clone(), step_of())
    assert pushed is not None
    assert torch.allclose(pushed, expected, atol=1e-5)
    with torch.no_grad():
        assert torch.allclose(guide_of()(X0, step_of()), expected)


class Short:
    """A tower that has memory for so many pictures and cutouts."""

    def __init__(self, pictures: int, looks: int) -> None:
        self.pictures, self.looks, self.calls = pictures, looks, 0

    def __call__(self, pictures: torch.Tensor) -> torch.Tensor:
        self.calls += 1
        if len(pictures) > self.pictures or self.calls > self.looks:
            self.calls = 0
            raise RuntimeError("DefaultCPUAllocator: can't allocate memory")
        return see(pictures)


def test_short_memory_takes_one_picture_at_a_time() -> None:
    guide = ClipGuide(cast(PictureTower, Short(1, 99)), GOAL, Steering(full=True))
    assert torch.allclose(guide(X0, step_of()), guide_of()(X0, step_of()), atol=1e-5)
    assert guide.notes == ()


def test_short_memory_takes_fewer_cutouts_and_says_so() -> None:
    tower = Short(9, 3)
    guide = ClipGuide(cast(PictureTower, tower), GOAL, Steering(full=True, cutouts=4))
    tower.calls = 0
    pushed = guide(X0[:1], step_of())
    assert torch.allclose(pushed, guide_of(cutouts=2)(X0[:1], step_of()), atol=1e-5)
    assert guide.notes == ("Memory is short: steering used fewer cutouts.",)


def test_no_memory_turns_steering_off_for_one_job() -> None:
    tower = Short(0, 0)
    guide = ClipGuide(cast(PictureTower, tower), GOAL, Steering(full=True, cutouts=2))
    assert guide(X0, step_of(0)) is X0
    assert guide(X0, step_of(1)) is X0
    assert "not steered to the end" in guide.notes[0]
    tower.pictures = tower.looks = 99
    assert guide(X0, step_of(2)) is X0
    assert not torch.equal(guide(X0, step_of(0)), X0)
    assert guide.notes == ()


def test_other_faults_are_not_hidden() -> None:
    def fail(pictures: torch.Tensor) -> torch.Tensor:
        raise RuntimeError("shapes do not match")

    with pytest.raises(RuntimeError, match="shapes"):
        ClipGuide(cast(PictureTower, fail), GOAL, Steering(full=True))(X0, step_of())
