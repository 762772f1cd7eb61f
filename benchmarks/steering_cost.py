"""What steering adds to a picture of Stable Diffusion 1.5's shape, counted and measured.

The UNet, TAESD and ViT-B/32 have their real shapes and random weights, which compute as much as trained
ones. Operations are counted as torch counts them; times are the processor time of one thread.

    python -m benchmarks.steering_cost --evaluations 1
"""

from __future__ import annotations

import argparse
import tempfile
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils.flop_counter import flop_registry

from benchmarks.models import save_transformers_clip
from clip_critic.critic import Critic, Folders
from clip_critic.guides.base import Guide, LatentSpace, SamplingStep
from clip_critic.guides.tiny_decoder import TAESD, TinyDecoder
from clip_critic.sessions.feedback.steered import prepare
from clip_critic.settings import Settings
from clip_critic.storage.assets import bundled_lists_dir

SCALE = 0.18215
STEPS = 20
UNTIL = 0.8
"""The share of the steps that are steered by default."""
TOKENS = 77


@dataclass(frozen=True)
class Cost:
    """What one call costs.

    Attributes:
        operations: the number of floating-point operations in products and convolutions.
        seconds: the processor time; None if it was not measured.
    """

    operations: float
    seconds: float | None = None


def make_unet() -> torch.nn.Module:
    """Return the UNet of Stable Diffusion 1.5 on the current device, with random weights."""
    from diffusers import UNet2DConditionModel

    unet = UNet2DConditionModel(sample_size=64, cross_attention_dim=768, attention_head_dim=8)
    return cast(torch.nn.Module, unet.eval())


def evaluate(unet: torch.nn.Module, side: int) -> None:
    """Evaluate the UNet once for the prompt and the negative prompt of one picture."""
    latents, texts = torch.zeros(2, 4, side // 8, side // 8), torch.zeros(2, TOKENS, 768)
    with torch.no_grad():
        unet(latents, 500, texts)


class Counter(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """A count of floating-point operations; torch's own fails at gradients of leaves."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.total = 0

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        result = func(*args, **(kwargs or {}))
        formula = flop_registry.get(func._overloadpacket)
        if formula is not None:
            self.total += formula(*args, **(kwargs or {}), out_val=result)
        return result


def counted(call: Callable[[], object]) -> float:
    """Return the number of floating-point operations of a call, on the way there and back."""
    with Counter() as counter:
        call()
    return float(counter.total)


def seconds(call: Callable[[], object], times: int) -> float | None:
    """Return the processor time of the fastest of so many calls, after one to warm up; None for none."""
    if not times:
        return None
    found = []
    for _ in range(times + 1):
        before = time.process_time()
        call()
        found.append(time.process_time() - before)
    return min(found[1:])


def cost_of_unet(side: int, evaluations: int) -> Cost:
    """Return what a step costs without steering: it is counted without computing anything."""
    with torch.device("meta"):
        shape = make_unet()
        operations = counted(lambda: evaluate(shape, side))
    if not evaluations:
        return Cost(operations)
    unet = make_unet()
    return Cost(operations, seconds(lambda: evaluate(unet, side), evaluations))


def cost_of_guide(guide: Guide, side: int, evaluations: int) -> Cost:
    """Return what a guide costs at one step of one picture."""
    latents = torch.randn(1, 4, side // 8, side // 8, generator=torch.Generator().manual_seed(0))
    space = LatentSpace(SCALE, torch.zeros(512, 4, 3, 3), lambda latents: latents)
    step = SamplingStep(0, STEPS, 5.0, torch.ones(1), space)
    return Cost(counted(lambda: guide(latents, step)), seconds(lambda: guide(latents, step), 3 * evaluations))


def ratio(plain: float, guide: float) -> float:
    """Return how many times a plain picture's cost a steered one's is."""
    return 1 + UNTIL * guide / plain


def make_critic(folder: Path) -> Critic:
    """Return a critic with ViT-B/32, and TAESD in its folder of models."""
    from safetensors.torch import save_file

    encoder = save_transformers_clip(folder / "vit-b-32")
    save_file(TinyDecoder(TAESD).state_dict(), folder / "taesd_decoder.safetensors")
    places = Folders(bundled_lists_dir(), folder / "lists", folder / "cache" / "vectors", folder)
    return Critic(places, lambda: Settings.read({"encoder": f"hf:{encoder}", "device": "cpu"}))


def guide_of(critic: Critic, cutouts: int) -> tuple[Guide, float]:
    """Return a job's guide, and the processor time that it took."""
    before = time.process_time()
    job = prepare(critic, {"want": "red, star", "steer": 0.5, "steer_cutouts": cutouts})
    assert job is not None
    return job.guide, time.process_time() - before


def line(name: str, cost: Cost, plain: Cost | None = None) -> str:
    """Return a row of the table; a guide's has the ratio to a plain picture, too."""
    took = "" if cost.seconds is None else f"{cost.seconds:.2f} s"
    if plain is None:
        return f"| {name} | {cost.operations / 1e12:.3f} | {took} | | |"
    by_time = ""
    if cost.seconds is not None and plain.seconds is not None:
        by_time = f"{ratio(plain.seconds, cost.seconds):.3f}"
    by_count = f"{ratio(plain.operations, cost.operations):.3f}"
    return f"| {name} | {cost.operations / 1e12:.3f} | {took} | {by_count} | {by_time} |"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.steering_cost", description=__doc__)
    parser.add_argument("--side", type=int, default=512, help="of the picture, in pixels")
    parser.add_argument("--evaluations", type=int, default=1, help="of the UNet that are timed; 0: count")
    options = parser.parse_args(arguments)
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    plain = cost_of_unet(options.side, options.evaluations)
    print("| one step | TFLOP | time | picture, counted | picture, measured |\n|---|---|---|---|---|")
    print(line("UNet, both prompts", plain), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        critic = make_critic(Path(folder))
        taken = []
        for cutouts in (0, 4):
            guide, took = guide_of(critic, cutouts)
            taken.append(took)
            cost = cost_of_guide(guide, options.side, options.evaluations)
            print(line(f"steering, {cutouts} cutouts", cost, plain), flush=True)
    print(f"\nPreparing the first job: {taken[0]:.2f} s; the next one: {taken[1]:.2f} s.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
