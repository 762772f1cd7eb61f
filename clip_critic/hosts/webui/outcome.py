"""The outcome of a batch: invalid numbers (NaN), and the host's comments on its pictures."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from copy import copy
from typing import Any

import torch

from clip_critic.errors import HostError
from clip_critic.hosts.webui.memory import host_manages_memory

NO_NUMBERS = (
    "The checkpoint or its VAE produced invalid numbers (NaN) instead of a picture: try another VAE, or "
    "start the WebUI with --no-half or --no-half-vae."
)
NO_NUMBERS_FORK = (
    "The checkpoint or its VAE produced invalid numbers (NaN) instead of a picture: try another VAE, or "
    "start the WebUI with --all-in-fp32 or --vae-in-fp32."
)
"""The same where the host manages its memory itself: it has other options."""
NETWORKS = ("lora", "lyco")
"""The kinds of extra networks (``<lora:...>``) that the host's own module of networks loads."""


def require_numbers(p: Any) -> None:
    """Let a processing object fail where its latents or pictures are not finite numbers.

    The host's own test looks at one number, the user may have switched it off, and in some forks it does
    nothing: they return a black picture.
    """
    sample = p.sample

    def checked_sample(*args: Any, **options: Any) -> Any:
        latents = sample(*args, **options)
        _require_finite(latents)
        return latents

    p.sample = checked_sample
    if p.scripts is None:
        return
    p.scripts = runner = copy(p.scripts)  # the host's own one serves its tabs
    postprocess_batch = runner.postprocess_batch

    def checked_batch(p: Any, images: Any, **options: Any) -> None:
        _require_finite(images)
        postprocess_batch(p, images, **options)

    runner.postprocess_batch = checked_batch


def no_numbers() -> HostError:
    """Return the error for invalid numbers (NaN), with advice for this host."""
    return HostError(NO_NUMBERS_FORK if host_manages_memory() else NO_NUMBERS)


def _require_finite(tensors: Any) -> None:
    """Check a tensor or a list of tensors; None is what an interrupted sampler may return."""
    if tensors is None:
        return
    for tensor in tensors:
        if not bool(torch.isfinite(tensor).all()):
            raise no_numbers()


def comments(p: Any, processed: Any) -> tuple[str, ...]:
    """Return the host's and its extensions' comments on a batch, and the extra networks that are missing."""
    written = str(getattr(processed, "comments", None) or "")
    found: list[str] = []
    for comment in (*(getattr(p, "comments", None) or ()), *written.splitlines()):
        text = " ".join(str(comment).split())
        if text and not any(text in earlier for earlier in found):
            found.append(text)
    return (*found, *_lacking(p, found))


def _lacking(p: Any, said: Sequence[str]) -> Iterator[str]:
    """Yield a sentence for each network in the prompt that was not loaded; some forks do not report it."""
    loaded = getattr(sys.modules.get("networks"), "loaded_networks", None)
    if loaded is None:
        return
    names = {getattr(network, "mentioned_name", None) for network in loaded}
    for name in dict.fromkeys(_asked(p)):
        word = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
        if name not in names and not any(map(word.search, said)):
            yield f"LoRA not found: {name}. The pictures were made without it."


def _asked(p: Any) -> Iterator[str]:
    asked = getattr(p, "extra_network_data", None) or {}
    for kind in NETWORKS:
        yield from (params.positional[0] for params in asked.get(kind, ()) if params.positional)
