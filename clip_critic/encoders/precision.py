"""The precision that an encoder computes in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import torch
from torch.nn import functional

from clip_critic.encoders.measurements import cpu_lines, measurements
from clip_critic.encoders.onednn import time_pairs
from clip_critic.errors import EncoderError
from clip_critic.settings import PRECISION

AUTO, FLOAT32, BFLOAT16 = PRECISION.choices
FLAGS = frozenset({"avx512_bf16", "amx_bf16", "bf16"})
"""Linux's names of the instructions for bfloat16: Intel's and AMD's first, then Arm's."""
MEASURED = "bfloat16"
FASTER = 1.3
"""The least speed-up of a product over float32 for a processor to count as one with bfloat16."""


@dataclass(frozen=True)
class Precision:
    """A precision, and what it means for an encoder.

    Attributes:
        dtype: the type of numbers that the model computes with.
        suffix: the end of the encoder's identity, so that its vectors are cached apart from others.
        notes: notes for the user.
    """

    dtype: torch.dtype
    suffix: str = ""
    notes: tuple[str, ...] = ()


def pick_precision(wish: str, device: torch.device) -> Precision:
    """Return the precision for a wish; a device that gains nothing from bfloat16 keeps its usual one.

    Args:
        wish: ``auto`` (half precision on CUDA, else float32), ``float32`` or ``bfloat16``.
        device: the device that the encoder runs on.

    Raises:
        EncoderError: the wish is something else.
    """
    if wish not in PRECISION.choices:
        raise EncoderError(f"There is no precision {wish!r}; choose {', '.join(PRECISION.choices)}.")
    is_cuda = device.type == "cuda"
    usual = Precision(torch.float16 if is_cuda else torch.float32)
    if wish == FLOAT32:
        return Precision(torch.float32, f"+{FLOAT32}") if is_cuda else usual
    if wish == AUTO:
        return usual
    if not has_bfloat16(device):
        note = f"The device {device} has no fast bfloat16, so the encoder runs in {_name(usual.dtype)}."
        return Precision(usual.dtype, notes=(note,))
    return Precision(torch.bfloat16, f"+{BFLOAT16}")


def has_bfloat16(device: torch.device) -> bool:
    """Return whether a device has instructions for bfloat16, which are then faster than those for float32."""
    if device.type == "cuda":
        return torch.cuda.get_device_capability(device) >= (8, 0)
    if device.type != "cpu" or not torch._C._has_mkldnn:
        return False
    flags = cpu_lines().get("flags") or cpu_lines().get("Features")
    return _measured() if flags is None else not FLAGS.isdisjoint(flags.split())


def _measured() -> bool:
    """Return whether products are faster in bfloat16, where the system does not say what a processor has."""
    known = measurements()
    if (stored := known.read().get(MEASURED)) in ("yes", "no"):
        return stored == "yes"
    with torch.inference_mode():
        states, weight = torch.ones(64, 768), torch.ones(3072, 768)
        single = partial(functional.linear, states, weight)
        half = partial(functional.linear, states.bfloat16(), weight.bfloat16())
        before, after = time_pairs(single, half)
    is_faster = min(before) > FASTER * min(after)
    known.add({MEASURED: "yes" if is_faster else "no"})
    return is_faster


def _name(dtype: torch.dtype) -> str:
    return str(dtype).removeprefix("torch.")
