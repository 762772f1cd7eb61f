"""The one encoder that a program keeps: loaded late, let go of on request."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable
from threading import RLock

from clip_critic.encoders.base import Encoder

logger = logging.getLogger(__name__)


class EncoderSlot:
    """Holds at most one encoder. Safe to use from several threads.

    Args:
        load: makes an encoder from its specification; called at the first `get` of each.
    """

    def __init__(self, load: Callable[[str], Encoder]) -> None:
        self._load = load
        self._lock = RLock()
        self._spec: str | None = None
        self._encoder: Encoder | None = None

    @property
    def spec(self) -> str | None:
        """The specification of the encoder that is loaded, or none."""
        return self._spec

    def get(self, spec: str) -> Encoder:
        """The encoder of a specification; another one is unloaded first, to have room.

        Raises:
            EncoderError: it cannot be loaded; the slot is empty then.
        """
        with self._lock:
            if self._encoder is None or self._spec != spec:
                self.unload()
                logger.info("Loading the encoder %s", spec)
                self._encoder = self._load(spec)
                self._spec = spec
            return self._encoder

    def unload(self) -> None:
        """Let go of the encoder and its memory; who still uses it keeps it until done."""
        with self._lock:
            if self._encoder is None:
                return
            self._spec = self._encoder = None
            gc.collect()
            _free_device_memory()

    def to_cpu(self) -> None:
        """Make room on the device; the next use takes the encoder back there."""
        with self._lock:
            park = getattr(self._encoder, "park", None)
            if park is not None:
                park()


def _free_device_memory() -> None:
    import torch

    if torch.cuda.is_available():
        torch.cuda.empty_cache()
