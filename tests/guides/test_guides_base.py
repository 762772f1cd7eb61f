"""A call of a guide, as every host makes it."""

from __future__ import annotations

import pytest
import torch

from clip_critic.errors import HostError, InterruptedByUser
from clip_critic.guides.base import LatentSpace, SamplingStep, call_guide, guide_notes, unchanged

STEP = SamplingStep(0, 4, 2.0, None, LatentSpace(1.0, torch.zeros(8, 4, 3, 3), lambda latents: latents))
X0 = torch.linspace(-1, 1, 2 * 4 * 2 * 2).reshape(2, 4, 2, 2)


def test_what_changes_nothing_is_none() -> None:
    assert call_guide(unchanged, X0, STEP) is None
    assert call_guide(lambda x0, step: x0.clone(), X0.half(), STEP) is None


def test_latents_go_and_come_as_single_precision() -> None:
    seen = []

    def push(x0: torch.Tensor, step: SamplingStep) -> torch.Tensor:
        seen.append((x0.dtype, step))
        return x0.double() + 1

    pushed = call_guide(push, X0.half(), STEP)
    assert pushed is not None
    assert seen == [(torch.float32, STEP)]
    assert pushed.dtype == torch.float32
    assert torch.equal(pushed, X0.half().float() + 1)


def test_gradients_end_at_the_guide() -> None:
    pushed = call_guide(lambda x0, step: x0 + torch.ones(1, requires_grad=True), X0, STEP)
    assert pushed is not None
    assert not pushed.requires_grad


@pytest.mark.parametrize("returned", [X0[:1], X0 * float("inf")], ids=["another shape", "infinite"])
def test_latents_that_are_none_are_refused(returned: torch.Tensor) -> None:
    with pytest.raises(HostError, match="invalid latents"):
        call_guide(lambda x0, step: returned, X0, STEP)


def test_a_fault_is_told_in_one_line_and_lets_the_batch_go() -> None:
    def fail(x0: torch.Tensor, step: SamplingStep) -> torch.Tensor:
        raise KeyError("first line\nsecond line")

    with pytest.raises(HostError, match=r"KeyError: .*turn it off") as caught:
        call_guide(fail, X0, STEP)
    assert caught.value.__context__ is None


def test_a_wish_to_stop_passes() -> None:
    def stop(x0: torch.Tensor, step: SamplingStep) -> torch.Tensor:
        raise InterruptedByUser("Stopped.")

    with pytest.raises(InterruptedByUser):
        call_guide(stop, X0, STEP)


def test_notes_are_those_of_a_guide_that_has_some() -> None:
    class Talking:
        notes = ("One.",)

        def __call__(self, x0: torch.Tensor, step: SamplingStep) -> torch.Tensor:
            return x0

    assert guide_notes(None) == guide_notes(unchanged) == ()
    assert guide_notes(Talking()) == ("One.",)
