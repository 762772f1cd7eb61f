"""The loop of every training: from a seed, in steps, with checkpoints to continue from.

All randomness of a step depends on the seed and the step's number, so that a resumed run gives the same
result as an uninterrupted one.
"""

from __future__ import annotations

import ctypes
import hashlib
import logging
import math
import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from clip_critic.weights.state import as_torch
from clip_critic.weights.tensors import StoredTensor
from clip_critic.weights.torch_files import read_tree

logger = logging.getLogger(__name__)

CHECKPOINT = "checkpoint.pt"
Step = Callable[[int, np.random.Generator], tuple[torch.Tensor, Mapping[str, float]]]
"""A function of the step's number and generator, which returns the loss and figures to log."""
Evaluation = Callable[[], Mapping[str, float]]


@dataclass(frozen=True)
class Plan:
    """A plan for a training.

    Args:
        steps: the total number of steps, including those before a resumption.
        seed: the seed of everything random.
        folder: the folder of the checkpoint and the log.
        inputs: the folders of finished models that it learns from.
        rate: AdamW's highest learning rate.
        warm_up: the number of steps until it is reached.
        falling: the last share of the steps, in which it falls along half a cosine to `last_rate` of it.
        bfloat16: whether the step runs under autocast.
        average: the decay of the weights' moving average, if there is one.
        save_every: the seconds between checkpoints.
        log_every: the number of steps between lines.
        evaluate_every: the number of steps between evaluations.
    """

    steps: int
    seed: int
    folder: Path
    inputs: tuple[Path, ...] = ()
    rate: float = 1e-3
    warm_up: int = 200
    falling: float = 1.0
    last_rate: float = 0.02
    weight_decay: float = 0.05
    betas: tuple[float, float] = (0.9, 0.98)
    clip: float = 1.0
    bfloat16: bool = True
    average: float | None = None
    save_every: float = 120.0
    log_every: int = 50
    evaluate_every: int = 500


@dataclass
class Run:
    """A running training: the model, its optimiser, the average of its weights, and the current step."""

    plan: Plan
    model: nn.Module
    optimiser: torch.optim.Optimizer
    average: dict[str, torch.Tensor] | None
    step: int = 0
    recent: dict[str, list[float]] = field(default_factory=dict)

    @classmethod
    def start(cls, plan: Plan, model: nn.Module) -> Run:
        """Start from the folder's checkpoint, or from the beginning."""
        optimiser = torch.optim.AdamW(groups(model, plan.weight_decay), lr=plan.rate, betas=plan.betas)
        average = None if plan.average is None else _copy(model.state_dict())
        run = cls(plan, model, optimiser, average)
        file = plan.folder / CHECKPOINT
        if file.exists():
            state = _as_torch(read_tree(file))
            if state.get("of") != identity(plan):
                raise SystemExit(
                    f"{file} has another seed, number of steps or model to learn from: "
                    "remove it, or choose another --out."
                )
            run._load(state)
            logger.info("resumed at step %d", run.step)
        return run

    def save(self) -> None:
        """Write the checkpoint; the old one is kept until the new one is complete."""
        self.plan.folder.mkdir(parents=True, exist_ok=True)
        file = self.plan.folder / CHECKPOINT
        part = file.with_suffix(".part")
        state = {
            "of": identity(self.plan),
            "step": self.step,
            "model": self.model.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "average": self.average,
        }
        torch.save(state, part)
        part.replace(file)

    def _load(self, state: dict[str, Any]) -> None:
        self.step = state["step"]
        self.model.load_state_dict(state["model"])
        self.optimiser.load_state_dict(state["optimiser"])
        if self.average is not None and state["average"] is not None:
            self.average = state["average"]

    def weights(self) -> dict[str, torch.Tensor]:
        """Return the averaged weights if there is an average, else the model's own."""
        return self.model.state_dict() if self.average is None else self.average


def _as_torch(tree: Any) -> Any:
    """Return what a checkpoint holds with torch's tensors in place of the stored ones."""
    if isinstance(tree, StoredTensor):
        return as_torch(tree)
    if isinstance(tree, dict):
        return {name: _as_torch(value) for name, value in tree.items()}
    return [_as_torch(value) for value in tree] if isinstance(tree, list) else tree


def identity(plan: Plan) -> dict[str, Any]:
    """Return the values that a checkpoint must have in common with a plan that continues from it."""
    return {"seed": plan.seed, "steps": plan.steps, "inputs": [digest(folder) for folder in plan.inputs]}


def digest(folder: Path) -> str:
    """Return a hexadecimal digest of the weights in a folder."""
    weights = hashlib.sha256()
    for file in sorted(folder.glob("*.safetensors")):
        weights.update(file.read_bytes())
    return weights.hexdigest()[:16]


def train(plan: Plan, model: nn.Module, step: Step, evaluate: Evaluation | None = None) -> Run:
    """Train to the plan's last step, continuing from the checkpoint in its folder.

    Args:
        plan: how to train.
        model: a module with all the weights to train.
        step: a function that computes the loss of one step of this model.
        evaluate: a function that is called now and then, and at the end, with the averaged weights in place.
    """
    run = Run.start(plan, model)
    saved, since = time.monotonic(), time.monotonic()
    model.train()
    while run.step < plan.steps:
        _one_step(run, step)
        if run.step % plan.log_every == 0:
            _log_step(run, (time.monotonic() - since) / plan.log_every)
            since = time.monotonic()
        if evaluate and (run.step % plan.evaluate_every == 0 or run.step == plan.steps):
            _evaluate(run, evaluate)
            since = time.monotonic()
        if time.monotonic() - saved > plan.save_every or run.step == plan.steps:
            run.save()
            saved = time.monotonic()
    return run


def rate_at(plan: Plan, step: int) -> float:
    """Return the learning rate of a step: a linear warm-up, a plateau, and half a cosine down."""
    if step < plan.warm_up:
        return plan.rate * (step + 1) / plan.warm_up
    start = max(plan.warm_up, round(plan.steps * (1 - plan.falling)))
    done = (step - start) / max(1, plan.steps - start)
    left = 0.5 * (1 + math.cos(math.pi * min(1.0, max(0.0, done))))
    return plan.rate * (plan.last_rate + (1 - plan.last_rate) * left)


def groups(model: nn.Module, weight_decay: float) -> list[dict[str, Any]]:
    """Return the trainable parameters in two groups: matrices decay; gains, biases and scalars do not."""
    trained = [parameter for parameter in model.parameters() if parameter.requires_grad]
    return [
        {"params": [value for value in trained if value.ndim >= 2], "weight_decay": weight_decay},
        {"params": [value for value in trained if value.ndim < 2], "weight_decay": 0.0},
    ]


def set_up(folder: Path, threads: int) -> None:
    """Log to the terminal and to the folder's ``log.txt``, and set the number of torch's threads."""
    folder.mkdir(parents=True, exist_ok=True)
    handlers: list[logging.Handler] = [
        logging.StreamHandler(),
        logging.FileHandler(folder / "log.txt", encoding="utf-8"),
    ]
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", handlers=handlers)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    torch.set_num_threads(threads)
    keep_memory()
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")


def keep_memory() -> None:
    """Keep large freed blocks in the process, on Linux: getting them again takes time."""
    if sys.platform == "linux":
        from_heap, never_give_back = (-4, 0), (-1, 2**31 - 1)  # M_MMAP_MAX, M_TRIM_THRESHOLD
        for name, value in (from_heap, never_give_back):
            ctypes.CDLL(None).mallopt(name, value)


def _one_step(run: Run, step: Step) -> None:
    plan = run.plan
    rng = np.random.default_rng((plan.seed, run.step))
    torch.manual_seed(int(rng.integers(2**62)))
    for group in run.optimiser.param_groups:
        group["lr"] = rate_at(plan, run.step)
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=plan.bfloat16):
        loss, figures = step(run.step, rng)
    run.optimiser.zero_grad(set_to_none=True)
    loss.backward()  # type: ignore[no-untyped-call]
    norm = nn.utils.clip_grad_norm_(run.model.parameters(), plan.clip)
    if torch.isfinite(norm):
        run.optimiser.step()
    run.step += 1
    if run.average is not None and plan.average is not None:
        _follow(run.average, run.model.state_dict(), min(plan.average, (1 + run.step) / (10 + run.step)))
    for name, value in {"loss": float(loss.detach()), **figures}.items():
        run.recent.setdefault(name, []).append(value)


def _follow(average: dict[str, torch.Tensor], now: Mapping[str, torch.Tensor], decay: float) -> None:
    """Move the average towards the current weights, in place."""
    for name, value in now.items():
        if value.is_floating_point():
            average[name].lerp_(value.detach(), 1 - decay)
        else:
            average[name].copy_(value)


def _log_step(run: Run, seconds: float) -> None:
    means = "  ".join(f"{name} {sum(values) / len(values):.4f}" for name, values in run.recent.items())
    run.recent.clear()
    logger.info("step %d/%d  %s  %.3f s a step", run.step, run.plan.steps, means, seconds)


def _evaluate(run: Run, evaluate: Evaluation) -> None:
    """Evaluate with the averaged weights in the model, and restore its own afterwards."""
    own = _copy(run.model.state_dict()) if run.average is not None else None
    if run.average is not None:
        run.model.load_state_dict(run.average)
    run.model.eval()
    with torch.no_grad():
        results = evaluate()
    run.model.train()
    if own is not None:
        run.model.load_state_dict(own)
    figures = "  ".join(f"{name} {value:.3f}" for name, value in results.items())
    logger.info("evaluated at step %d  %s", run.step, figures)


def _copy(state: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    return {name: value.detach().clone() for name, value in state.items()}
