"""Making room between the encoder and the host's own models."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from modules import devices, shared


def device() -> str | None:
    """Where the host wants such models to run (``--use-cpu interrogate``); none leaves it open."""
    chosen = getattr(devices, "device_interrogate", None)
    return str(chosen) if chosen is not None else None


@contextmanager
def free_host_memory() -> Iterator[None]:
    """Make room beside the host's own models, as its interrogator does, and clear up afterwards."""
    try:
        from modules import lowvram

        lowvram.send_everything_to_cpu()
    except (ImportError, AttributeError):
        pass  # the fork manages its memory itself
    devices.torch_gc()
    try:
        yield
    finally:
        devices.torch_gc()


def saves_memory() -> bool:
    """Whether the user has asked the host to leave as much of the GPU free as it can."""
    return any(getattr(shared.cmd_opts, flag, False) for flag in ("lowvram", "medvram", "medvram_sdxl"))
