"""Memory shared between the encoder and the host's own models."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from modules import devices, shared


def device() -> str | None:
    """Return the host's device for models like ours (``--use-cpu interrogate``), if it has one."""
    device_name = getattr(devices, "device_interrogate", None)
    return str(device_name) if device_name is not None else None


@contextmanager
def free_host_memory() -> Iterator[None]:
    """Move the host's models out of the GPU's memory, as its interrogator does, and clean up afterwards."""
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


def host_manages_memory() -> bool:
    """Return whether the fork moves its models between memories itself: A1111's options do nothing there."""
    return any(hasattr(devices, name) for name in ("memory_management", "model_management"))


def saves_memory() -> bool:
    """Return whether the user started the host with an option that saves GPU memory."""
    return any(getattr(shared.cmd_opts, flag, False) for flag in ("lowvram", "medvram", "medvram_sdxl"))
