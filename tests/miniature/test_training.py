"""The loop of trainings: it learns, it stops and goes on as if nothing had happened."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from tools.miniature.training import CHECKPOINT, Plan, Run, groups, rate_at, train

# torch 2.1 warns of its own storage when it reads only weights.
pytestmark = pytest.mark.filterwarnings("ignore:TypedStorage is deprecated:UserWarning")

PLAN = Plan(steps=40, seed=3, folder=Path(), rate=0.05, warm_up=5, bfloat16=False, average=0.9)


class Linear(nn.Module):
    """Learns that the answer is twice the question."""

    def __init__(self) -> None:
        super().__init__()
        torch.manual_seed(0)
        self.layer = nn.Linear(3, 1)

    def step(self, _: int, rng: np.random.Generator) -> tuple[torch.Tensor, dict[str, float]]:
        asked = torch.from_numpy(rng.standard_normal((16, 3), dtype=np.float32))
        noise = 0.01 * torch.randn(16, 1)
        loss = (self.layer(asked) - 2 * asked.sum(1, keepdim=True) + noise).square().mean()
        return loss, {"noise": float(noise.abs().mean())}


def trained(plan: Plan) -> Run:
    model = Linear()
    return train(plan, model, model.step)


def test_it_learns(tmp_path: Path) -> None:
    run = trained(replace(PLAN, folder=tmp_path, steps=400, average=None))
    assert run.model.state_dict()["layer.weight"].numpy() == pytest.approx(2.0, abs=0.1)


def test_a_stop_changes_nothing(tmp_path: Path) -> None:
    """The rate follows from the number of all steps, so the stop is made by an error."""
    undisturbed = trained(replace(PLAN, folder=tmp_path / "whole"))
    model = Linear()

    def stops(number: int, rng: np.random.Generator) -> tuple[torch.Tensor, dict[str, float]]:
        if number == 17:
            raise KeyboardInterrupt
        return model.step(number, rng)

    plan = replace(PLAN, folder=tmp_path / "parts", save_every=0.0)
    with pytest.raises(KeyboardInterrupt):
        train(plan, model, stops)
    resumed = trained(plan)
    assert resumed.step == undisturbed.step == PLAN.steps
    for name, value in undisturbed.weights().items():
        torch.testing.assert_close(resumed.weights()[name], value, rtol=0, atol=0)


def test_a_finished_training_does_no_more(tmp_path: Path) -> None:
    plan = replace(PLAN, folder=tmp_path)
    trained(plan)
    written = (tmp_path / CHECKPOINT).stat().st_mtime_ns
    again = trained(plan)
    assert again.step == PLAN.steps
    assert (tmp_path / CHECKPOINT).stat().st_mtime_ns == written


@pytest.mark.parametrize("change", [{"seed": 4}, {"steps": 50}, {"inputs": (Path("b"),)}])
def test_another_training_does_not_go_on_from_it(tmp_path: Path, change: dict[str, object]) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "model.safetensors").write_bytes(b"other weights")
    plan = replace(PLAN, folder=tmp_path, inputs=(tmp_path,))
    trained(plan)
    if "inputs" in change:
        change = {"inputs": (tmp_path / "b",)}
    with pytest.raises(SystemExit, match="remove it, or choose another --out"):
        trained(replace(plan, **change))  # type: ignore[arg-type]


def test_evaluation_sees_the_average_and_leaves_the_weights(tmp_path: Path) -> None:
    model = Linear()
    seen = []

    def evaluate() -> dict[str, float]:
        assert not model.training
        seen.append(model.layer.weight.detach().clone())
        return {"figure": 1.0}

    run = train(replace(PLAN, folder=tmp_path, evaluate_every=10), model, model.step, evaluate)
    assert len(seen) == 4
    assert run.average is not None
    torch.testing.assert_close(seen[-1], run.average["layer.weight"])
    assert not torch.equal(seen[-1], model.layer.weight)


def test_what_is_frozen_stays(tmp_path: Path) -> None:
    model = Linear()
    model.layer.bias.requires_grad_(False)
    before = model.layer.bias.clone()
    train(replace(PLAN, folder=tmp_path), model, model.step)
    assert torch.equal(model.layer.bias, before)


def test_only_matrices_decay() -> None:
    model = Linear()
    decaying, others = groups(model, 0.1)
    assert decaying["params"] == [model.layer.weight]
    assert others["params"] == [model.layer.bias]
    assert (decaying["weight_decay"], others["weight_decay"]) == (0.1, 0.0)


def test_the_rate_rises_stays_and_falls() -> None:
    plan = replace(PLAN, steps=1000, warm_up=100, rate=1.0, falling=0.4, last_rate=0.02)
    rates = [rate_at(plan, step) for step in range(1001)]
    assert rates[0] == pytest.approx(0.01)
    assert rates[99:600] == pytest.approx([1.0] * 501)
    assert all(a >= b for a, b in pairwise(rates[600:]))
    assert rates[1000] == pytest.approx(0.02)
